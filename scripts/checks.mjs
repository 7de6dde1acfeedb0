import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root, tool } from './setup.mjs'

const CACHE = 'node_modules/.cache/hoithi'

/** ESLint knows Svelte; everything else is oxlint's, which reads the types once for rules and errors alike. */
const components = ['web/src/**/*.svelte', 'web/src/**/*.svelte.ts']

/** The law of the project, a command each, the longest first; caches make the inner loop quick and are not there on a clean clone. */
const steps = [
  ['lint and types of server, scripts and tests', tool('oxlint'), ['--deny-warnings', '--report-unused-disable-directives']],
  ['types of pages', tool('svelte-check'), ['--tsconfig', 'web/tsconfig.json', '--fail-on-warnings', '--output', 'human']],
  ['lint of components', tool('eslint'), [...components, '--cache', '--cache-strategy', 'content', '--cache-location', `${CACHE}/eslint`]],
  ['format', tool('prettier'), ['--check', '--log-level', 'warn', '--cache', '--cache-location', `${CACHE}/prettier`, '.']],
  ['types of the service worker', tool('tsc'), ['-p', 'web/worker', '--incremental', '--tsBuildInfoFile', `${CACHE}/worker.tsbuildinfo`]],
  ['directions', tool('depcruise'), ['server/src', 'shared/src', 'web/src', '--output-type', 'err']],
  ['unused exports and dependencies', tool('knip'), ['--no-progress']],
  ['packages: checksums, licences, install scripts', process.execPath, ['scripts/dependencies.mjs']],
  ['first load of the phone app', process.execPath, ['scripts/budget.mjs']],
  ['old phones', process.execPath, ['scripts/old-engines.mjs']],
]

const durations = []

/** Remember how long a step took, for the table that closes the run; returns the seconds. */
export function took(name, ms) {
  const seconds = (ms / 1000).toFixed(1)
  durations.push([name, seconds])
  return seconds
}

/** Run one check; what a passing one prints is left out. */
async function runStep([name, command, args]) {
  const started = performance.now()
  const { passed, printed } = await runCommand(command, args)
  console.log(`${passed ? 'ok    ' : 'FAILED'} ${name} (${took(name, performance.now() - started)} s)`)
  if (!passed) console.log(printed)
  return passed
}

function runCommand(command, args) {
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += chunk))
  return new Promise((resolve) => {
    child.once('close', (status) => resolve({ passed: status === 0, printed }))
  })
}

/** Run every check, two at a time; returns how many passed and failed. */
export async function runChecks() {
  const waiting = [...steps]
  const counts = { passed: 0, failed: 0 }
  const work = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) counts[(await runStep(step)) ? 'passed' : 'failed'] += 1
  }
  await Promise.all([work(), work()])
  return counts
}

/** Run the tests of some vitest projects; returns how many passed and failed. A file that could not be run counts as a failed test. */
export function runTests(projects) {
  const started = performance.now()
  const counts = runVitest(projects)
  took(`tests: ${projects.join(', ')}`, performance.now() - started)
  return counts
}

function runVitest(projects) {
  const folder = mkdtempSync(join(tmpdir(), 'hoithi-report-'))
  const report = join(folder, 'report.json')
  const { status } = spawnSync(
    tool('vitest'),
    ['run', ...projects.flatMap((project) => ['--project', project]), '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    { cwd: root, stdio: 'inherit' },
  )
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8'))
    const failed = status === 0 ? 0 : Math.max(1, numFailedTests)
    return { passed: numPassedTests, failed }
  } catch {
    return { passed: 0, failed: 1 }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Print how long each step took, then the closing line, and end with it. */
export function close(...counts) {
  console.log('\n seconds  step (checks run two at a time)')
  for (const [name, seconds] of durations) console.log(`${seconds.padStart(8)}  ${name}`)
  const passed = counts.reduce((sum, count) => sum + count.passed, 0)
  const failed = counts.reduce((sum, count) => sum + count.failed, 0)
  console.log(`\n${passed} passed, ${failed} failed`)
  process.exit(failed === 0 && passed > 0 ? 0 : 1)
}
