import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

/** Run a command in the project folder and show what it prints; ends this process when it fails. */
export function run(command, args, env = {}, stdio = 'inherit') {
  const { status } = spawnSync(command, args, { cwd: root, stdio, env: { ...process.env, ...env } })
  if (status !== 0) process.exit(status ?? 1)
}

/** The same while getting ready: what it prints goes beside the command's own output, which another program may read. */
const prepare = (command, args) => run(command, args, {}, ['inherit', process.stderr, process.stderr])

/** A tool of the project, by its name. */
export const tool = (name) => join(root, 'node_modules/.bin', name)

function refuseOldNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  console.error(`hoithi needs Node 20.19 or newer; this is ${process.version}. Install a newer Node and try again.`)
  process.exit(2)
}

/** Install what the lockfile names, unless that is done already. */
export function install() {
  refuseOldNode()
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  const mark = join(root, 'node_modules/.hoithi-installed')
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return
  console.error('Installing packages (the first time takes a few minutes) …')
  prepare('npm', ['ci', '--no-audit', '--no-fund'])
  writeFileSync(mark, wanted)
}

function* files(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* files(path)
    else yield path
  }
}

/** What the build is made from: every source with its size and time. */
function fingerprint() {
  const hash = createHash('sha256')
  const sources = ['shared/src', 'server/src', 'web/src', 'web/public'].flatMap((folder) => [...files(join(root, folder))])
  for (const path of [
    ...sources,
    ...['web/play.html', 'web/desk.html', 'web/vite.config.ts', 'web/svelte.config.js', 'scripts/setup.mjs', 'package-lock.json'].map((name) =>
      join(root, name),
    ),
  ].sort()) {
    const { size, mtimeMs } = statSync(path)
    hash.update(`${relative(root, path)} ${size} ${mtimeMs}\n`)
  }
  return hash.digest('hex')
}

/** Build server and pages, unless nothing changed since the last build. */
export function build() {
  const mark = join(root, 'server/dist/.built-from')
  const now = fingerprint()
  if (existsSync(mark) && readFileSync(mark, 'utf8') === now) return
  console.error('Building …')
  for (const app of ['play', 'desk']) prepare(tool('vite'), ['build', 'web', '--config', 'web/vite.config.ts', '--mode', app, '--logLevel', 'warn'])
  prepare(process.execPath, ['scripts/compress.mjs'])
  prepare(tool('esbuild'), [
    'server/src/main.ts',
    'server/src/certificate-worker.ts',
    'server/src/export-worker.ts',
    'server/src/poster-worker.ts',
    'server/src/question-worker.ts',
    'server/src/trial-worker.ts',
    '--bundle',
    '--platform=node',
    '--target=node20',
    '--format=esm',
    '--packages=external',
    '--sourcemap',
    '--alias:@hoithi/shared=./shared/src',
    '--outdir=server/dist',
    '--log-level=warning',
  ])
  mkdirSync(dirname(mark), { recursive: true })
  writeFileSync(mark, now)
}
