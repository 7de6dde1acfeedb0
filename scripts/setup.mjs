import { spawn, spawnSync } from 'node:child_process'
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

const installed = join(root, 'node_modules/.hoithi-installed')
const wanted = () =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')

/** A script of the project beside everything else; resolves to whether it ended well. */
export function runBeside(script) {
  const child = spawn(process.execPath, [join(root, script)], { cwd: root, stdio: ['ignore', process.stderr, process.stderr] })
  return new Promise((resolve) => child.once('close', (status) => resolve(status === 0)))
}

/** Fetch what the lockfile names, unless that is done already; true when it was fetched and is still to be compiled. */
function fetchPackages() {
  refuseOldNode()
  if (existsSync(installed) && readFileSync(installed, 'utf8') === wanted()) return false
  console.error('Installing packages (the first time takes a few minutes) …')
  prepare('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'])
  return true
}

/** Install what the lockfile names, unless that is done already. */
export function install() {
  if (!fetchPackages()) return
  prepare('npm', ['rebuild'])
  writeFileSync(installed, wanted())
}

/** The same, back as soon as everything is fetched: what the native packages compile to is there once the promise resolves. */
export function installBeside() {
  if (!fetchPackages()) return Promise.resolve()
  const compiling = spawn('npm', ['rebuild'], { cwd: root, stdio: ['ignore', process.stderr, process.stderr] })
  return new Promise((resolve) => {
    compiling.once('close', (status) => {
      if (status !== 0) process.exit(status ?? 1)
      writeFileSync(installed, wanted())
      resolve()
    })
  })
}

function* files(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* files(path)
    else yield path
  }
}

/** What a part of the build is made from: every source with its size and time. */
function fingerprint(folders, single) {
  const hash = createHash('sha256')
  const sources = folders.flatMap((folder) => [...files(join(root, folder))])
  for (const path of [...sources, ...single.map((name) => join(root, name))].sort()) {
    const { size, mtimeMs } = statSync(path)
    hash.update(`${relative(root, path)} ${size} ${mtimeMs}\n`)
  }
  return hash.digest('hex')
}

/** The parts of the build; the pages are both apps, which share their folder. */
const parts = {
  pages: {
    folders: ['shared/src', 'web/src', 'web/worker', 'web/public'],
    single: [
      ...['play.html', 'desk.html', 'vite.config.ts', 'diet.ts', 'svelte.config.js'].map((name) => `web/${name}`),
      ...['setup', 'worker', 'compress'].map((name) => `scripts/${name}.mjs`),
      'package-lock.json',
    ],
    made: 'web/dist/play.html',
    mark: 'server/dist/.pages-built-from',
    make: () => {
      for (const app of ['play', 'desk'])
        prepare(tool('vite'), ['build', 'web', '--config', 'web/vite.config.ts', '--mode', app, '--logLevel', 'warn'])
      for (const script of ['worker', 'compress']) prepare(process.execPath, [`scripts/${script}.mjs`])
    },
  },
  server: {
    folders: ['shared/src', 'server/src'],
    single: [...['setup', 'server', 'bundle'].map((name) => `scripts/${name}.mjs`), 'package-lock.json'],
    made: 'server/dist/main.js',
    mark: 'server/dist/.built-from',
    make: () => prepare(process.execPath, ['scripts/server.mjs']),
  },
}

/** Build server and pages, each unless nothing changed since it was built last. */
export function build() {
  const stale = Object.values(parts).flatMap(({ folders, single, made, mark, make }) => {
    const [path, now] = [join(root, mark), fingerprint(folders, single)]
    const stands = existsSync(join(root, made)) && existsSync(path) && readFileSync(path, 'utf8') === now
    return stands ? [] : [{ path, now, make }]
  })
  if (stale.length > 0) console.error('Building …')
  for (const { path, now, make } of stale) {
    make()
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, now)
  }
}
