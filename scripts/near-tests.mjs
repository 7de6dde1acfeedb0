import { spawnSync } from 'node:child_process'
import { basename, dirname, relative } from 'node:path'
import { root, tool } from './setup.mjs'

/** What the tests of the storage stand on; by their imports it would be the whole server, which they compose as it is. */
const OF_STORAGE = /^(server\/src\/(domain|ports|projector|storage)|migrations|scripts|test\/(storage|support))\//

/** Every HTTP test starts the whole server and so stands on every file of it; this one walks the path of an answer. */
const ALWAYS = 'test/http/answers.test.ts'

/** Every test stands on these. */
const GROUND = ['vitest.config.ts', 'package-lock.json', 'tsconfig.base.json']

const git = (...args) => {
  const { status, stdout } = spawnSync('git', args, { cwd: root, encoding: 'utf8' })
  return status === 0 ? stdout.split('\n').filter((line) => line !== '') : null
}

/** What is compared with: where this branch left the main one, or the last commit. */
const base = () => git('merge-base', 'HEAD', 'origin/main')?.[0] ?? git('rev-parse', 'HEAD')?.[0] ?? null

const nounsOf = (path) => [basename(path).split('.')[0] ?? '', basename(dirname(path))].filter((noun) => noun.length > 3)

/** Whether an HTTP test is about the same thing as a changed file, by their names. */
function isNamedAfter(test, changed) {
  const [about = ''] = nounsOf(test)
  return changed.some((path) => path === test || nounsOf(path).some((noun) => about.includes(noun) || noun.includes(about)))
}

/** Whether a test that imports something changed is asked before `npm test` asks them all. */
function isNear(test, changed) {
  if (test.startsWith('test/http/')) return test === ALWAYS || isNamedAfter(test, changed)
  if (test.startsWith('test/storage/')) return changed.some((path) => OF_STORAGE.test(path))
  return true
}

/** The test files that what was changed may break, as paths; null for all of them where that cannot be told. */
export function nearTests(projects) {
  const from = base()
  if (from === null) return null
  const changed = [...(git('diff', '--name-only', from) ?? []), ...(git('ls-files', '--others', '--exclude-standard') ?? [])]
  if (changed.some((path) => GROUND.includes(path))) return null
  const named = projects.flatMap((project) => ['--project', project])
  const { status, stdout } = spawnSync(tool('vitest'), ['list', '--filesOnly', '--json', '--changed', from, ...named], {
    cwd: root,
    encoding: 'utf8',
  })
  if (status !== 0) return null
  const all = JSON.parse(stdout).map(({ file }) => relative(root, file))
  return all.filter((test) => isNear(test, changed))
}
