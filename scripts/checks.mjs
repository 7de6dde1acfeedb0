import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root, tool } from './setup.mjs'

const CACHE = 'node_modules/.cache/hoithi'

const lint = (part, what) => [tool('eslint'), [...what, '--cache', '--cache-strategy', 'content', '--cache-location', `${CACHE}/eslint-${part}`]]

/** The law of the project, a command each; caches make the inner loop quick and are not there on a clean clone. */
const checks = [
  ['lint of pages', ...lint('pages', ['web', 'test/web'])],
  ['lint of server, scripts and tests', ...lint('server', ['.', '--ignore-pattern', 'web/', '--ignore-pattern', 'test/web/'])],
  ['types of server, scripts and tests', tool('tsc'), ['-p', 'server', '--incremental', '--tsBuildInfoFile', `${CACHE}/server.tsbuildinfo`]],
  ['types of pages', tool('svelte-check'), ['--tsconfig', 'web/tsconfig.json', '--fail-on-warnings', '--output', 'human']],
  ['format', tool('prettier'), ['--check', '--log-level', 'warn', '--cache', '--cache-location', `${CACHE}/prettier`, '.']],
  ['types of the service worker', tool('tsc'), ['-p', 'web/worker', '--incremental', '--tsBuildInfoFile', `${CACHE}/worker.tsbuildinfo`]],
  ['directions', tool('depcruise'), ['server/src', 'shared/src', 'web/src', '--output-type', 'err']],
  ['unused exports and dependencies', tool('knip'), ['--no-progress']],
  ['first load of the phone app', process.execPath, ['scripts/budget.mjs']],
  ['old phones', process.execPath, ['scripts/old-engines.mjs']],
].map(([name, command, args]) => ({ name, run: () => check(command, args) }))

/** The two lints take longest: they begin while SQLite still compiles, which tests need. */
const [lints, others] = [checks.slice(0, 2), checks.slice(2)]

/** Run a command; resolves with its status and what it printed. */
function printed(command, args) {
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += chunk))
  return new Promise((resolve) => child.once('close', (status) => resolve({ status, text })))
}

async function check(command, args) {
  const { status, text } = await printed(command, args)
  return { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, text }
}

/** The tests of some vitest projects in one process with one worker. A file that could not be run counts as a failed test. */
async function test(projects) {
  const folder = mkdtempSync(join(tmpdir(), 'hoithi-report-'))
  const report = join(folder, 'report.json')
  const named = projects.flatMap((project) => ['--project', project])
  const { status, text } = await printed(tool('vitest'), [
    ...['run', ...named, '--maxWorkers=1', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
  ])
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8'))
    return { passed: numPassedTests, failed: status === 0 ? 0 : Math.max(1, numFailedTests), text }
  } catch {
    return { passed: 0, failed: 1, text }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * Run every check and the tests of the projects that are named (each list a process), two at a time; print the closing line and end with it.
 * What passes prints a line, what fails everything it said. `ready`: resolves once tests can run.
 */
export async function runAll(projects, ready = Promise.resolve()) {
  const tests = projects.map((names) => ({ name: `tests: ${names.join(', ')}`, run: () => ready.then(() => test(names)) }))
  const waiting = [...lints, ...tests, ...others]
  const counts = { passed: 0, failed: 0 }
  const work = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const started = performance.now()
      const { passed, failed, text } = await step.run()
      const seconds = ((performance.now() - started) / 1000).toFixed(1)
      console.log(`${failed === 0 ? 'ok    ' : 'FAILED'} ${step.name}${passed > 1 ? `, ${passed} passed` : ''} (${seconds} s)`)
      if (failed > 0) console.log(text)
      counts.passed += passed
      counts.failed += failed
    }
  }
  await Promise.all([work(), work()])
  console.log(`\n${counts.passed} passed, ${counts.failed} failed`)
  process.exit(counts.failed === 0 && counts.passed > 0 ? 0 : 1)
}
