import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { setPriority, tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { createInterface } from 'node:readline'
import { stripVTControlCharacters } from 'node:util'
import { root, tool } from './setup.mjs'

const CACHE = 'node_modules/.cache/hoithi'

/** ESLint knows Svelte; everything else is oxlint's, which reads the types once for rules and errors alike. */
const components = ['web/src/**/*.svelte', 'web/src/**/*.svelte.ts']

/** The law of the project, a command each, the longest first; caches make the inner loop quick and are not there on a clean clone. */
const steps = [
  ['lint and types of server, scripts and tests', tool('oxlint'), ['--deny-warnings', '--report-unused-disable-directives']],
  [
    'types of pages',
    tool('svelte-check'),
    ['--workspace', 'web', '--tsconfig', 'tsconfig.json', '--tsgo', '--incremental', '--fail-on-warnings', '--output', 'human'],
  ],
  ['lint of components', tool('eslint'), [...components, '--cache', '--cache-strategy', 'content', '--cache-location', `${CACHE}/eslint`]],
  ['format', tool('oxfmt'), ['--check']],
  ['types of the service worker', tool('tsc'), ['-p', 'web/worker', '--incremental', '--tsBuildInfoFile', `${CACHE}/worker.tsbuildinfo`]],
  ['directions', tool('depcruise'), ['server/src', 'shared/src', 'web/src', '--output-type', 'err']],
  ['unused exports and dependencies', tool('knip'), ['--no-progress']],
  ['packages: checksums, licences, install scripts', process.execPath, ['scripts/dependencies.mjs']],
  ['first load of the phone app', process.execPath, ['scripts/budget.mjs']],
  ['old phones', process.execPath, ['scripts/old-engines.mjs']],
]

/** Trees of every file that is read: with more room for them the collector comes less often. */
const MUCH_THAT_IS_SOON_FORGOTTEN = `${process.env.NODE_OPTIONS ?? ''} --max-semi-space-size=64`.trim()

const durations = []

/** Remember how long a step took, for the table that closes the run; returns the seconds. */
export function took(name, ms) {
  const seconds = (ms / 1000).toFixed(1)
  durations.push([name, seconds])
  return seconds
}

/** These look at what is built. */
const OF_THE_BUILD = ['scripts/budget.mjs', 'scripts/old-engines.mjs']

/** Run one check; what a passing one prints is left out. */
async function runStep([name, command, args], { behind = false, built }) {
  if (OF_THE_BUILD.includes(args[0])) await built
  const started = performance.now()
  const { passed, printed } = await runCommand(command, args, behind)
  console.log(`${passed ? 'ok    ' : 'FAILED'} ${name} (${took(name, performance.now() - started)} s)`)
  if (!passed) console.log(printed)
  return passed
}

/** What it starts stands behind as well. */
function stepBack({ pid }, behind) {
  if (behind && pid !== undefined) setPriority(pid, 10)
}

function runCommand(command, args, behind) {
  const child = spawn(command, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: MUCH_THAT_IS_SOON_FORGOTTEN },
  })
  stepBack(child, behind)
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += chunk))
  return new Promise((resolve) => {
    child.once('close', (status) => resolve({ passed: status === 0, printed }))
  })
}

/**
 * Run every check, `atOnce` of them at a time; `behind` lets what runs beside them go first, `built` is waited for by those who need it.
 * Returns how many passed and failed.
 */
export async function runChecks({ atOnce = 2, ...how } = {}) {
  const waiting = [...steps]
  const counts = { passed: 0, failed: 0 }
  const work = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) counts[(await runStep(step, how)) ? 'passed' : 'failed'] += 1
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return counts
}

/**
 * Run the tests of some vitest projects; returns how many passed and failed. A file that could not be run counts as a failed test.
 * `beside` other tests each line that is printed says whose it is; `workers`: how many files run at a time; `behind`: what runs beside them goes first.
 */
export async function runTests(projects, { beside = false, behind = false, workers = 2, more = [] } = {}) {
  const started = performance.now()
  const folder = mkdtempSync(join(tmpdir(), 'hoithi-report-'))
  const report = join(folder, 'report.json')
  const named = projects.flatMap((project) => ['--project', project])
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  try {
    const status = await runVitest(['run', ...named, ...reporters, `--maxWorkers=${workers}`, ...more], {
      behind,
      whose: beside ? projects.join(', ') : null,
    })
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'))
    return { passed: numPassedTests, failed: status === 0 ? 0 : Math.max(1, numFailedTests), failures: testResults.flatMap(failuresOf) }
  } catch {
    return { passed: 0, failed: 1, failures: [`tests: ${projects.join(', ')}: no report was written`] }
  } finally {
    rmSync(folder, { recursive: true, force: true })
    took(`tests: ${projects.join(', ')}`, performance.now() - started)
  }
}

/** Who failed in a file and why, a line each: what was printed of it lies far above. */
function failuresOf({ name, status, message, assertionResults }) {
  const file = relative(root, name)
  const failed = assertionResults.filter((test) => test.status === 'failed')
  if (failed.length === 0) return status === 'failed' ? [`${file}: ${firstLine(message)}`] : []
  return failed.map(({ fullName, failureMessages }) => `${file}: ${fullName}: ${firstLine(failureMessages.join(' '))}`)
}

const firstLine = (text) => stripVTControlCharacters(text).split('\n', 1)[0]

function runVitest(args, { behind, whose }) {
  const child = spawn(tool('vitest'), args, { cwd: root, stdio: whose === null ? 'inherit' : ['ignore', 'pipe', 'pipe'] })
  stepBack(child, behind)
  for (const stream of whose === null ? [] : [child.stdout, child.stderr])
    createInterface({ input: stream }).on('line', (line) => console.log(`${whose} | ${line}`))
  return new Promise((resolve) => child.once('close', resolve))
}

/** Print how long each step took and who failed, then the closing line, and end with it. */
export function close(...counts) {
  console.log('\n seconds  step (some run beside others)')
  for (const [name, seconds] of durations) console.log(`${seconds.padStart(8)}  ${name}`)
  for (const failure of counts.flatMap(({ failures = [] }) => failures)) console.log(`\nFAILED ${failure}`)
  const passed = counts.reduce((sum, count) => sum + count.passed, 0)
  const failed = counts.reduce((sum, count) => sum + count.failed, 0)
  console.log(`\n${passed} passed, ${failed} failed`)
  process.exit(failed === 0 && passed > 0 ? 0 : 1)
}
