import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root, tool } from './setup.mjs'

/** The law of the project, a command each. */
const steps = [
  ['format', tool('prettier'), ['--check', '--log-level', 'warn', '.']],
  ['lint', tool('eslint'), ['.']],
  ['directions', tool('depcruise'), ['server/src', 'shared/src', 'web/src', '--output-type', 'err']],
  ['types of server, scripts and tests', tool('tsc'), ['-p', 'server']],
  ['types of pages', tool('svelte-check'), ['--tsconfig', 'web/tsconfig.json', '--fail-on-warnings', '--output', 'human']],
  ['unused exports and dependencies', tool('knip'), ['--no-progress']],
  ['first load of the phone app', process.execPath, ['scripts/budget.mjs']],
]

/** Run every check; returns how many passed and failed. What a passing one prints is left out. */
export function runChecks() {
  const counts = { passed: 0, failed: 0 }
  for (const [name, command, args] of steps) {
    const started = performance.now()
    const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
    console.log(`${status === 0 ? 'ok    ' : 'FAILED'} ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)`)
    if (status !== 0) console.log(`${stdout}\n${stderr}`)
    counts[status === 0 ? 'passed' : 'failed'] += 1
  }
  return counts
}

/** Run the tests of some vitest projects; returns how many passed and failed. A file that could not be run counts as a failed test. */
export function runTests(projects) {
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

/** Print the closing line and end with it. */
export function close(...counts) {
  const passed = counts.reduce((sum, count) => sum + count.passed, 0)
  const failed = counts.reduce((sum, count) => sum + count.failed, 0)
  console.log(`\n${passed} passed, ${failed} failed`)
  process.exit(failed === 0 && passed > 0 ? 0 : 1)
}
