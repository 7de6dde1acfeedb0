import { writeFileSync } from 'node:fs'
import { WrongOptions } from './command-options.ts'
import { readOptions } from './simulation/options.ts'
import { reportText } from './simulation/report-text.ts'
import { simulate } from './simulation/run.ts'

// `npm run simulate -- --contestants N --days 31 --speed X [--seed S] [--scenario contest|opening|closing] [--rounds R] [--onlookers N] [--store sqlite|postgres] [--keep] [--json FILE]`

class Interrupted extends Error {}

/** Ctrl+C ends the server and removes the folder, as the end of a simulation does. */
const interrupted = new Promise<never>((_, reject) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => reject(new Interrupted()))
})
interrupted.catch(() => undefined)

try {
  const options = readOptions(process.argv.slice(2))
  const report = await simulate(options, interrupted)
  console.log(reportText(report))
  if (options.json !== null) writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`)
  process.exit(report.passed ? 0 : 1)
} catch (error) {
  if (error instanceof Interrupted) process.exit(130)
  if (!(error instanceof WrongOptions)) throw error
  console.error(`Nothing was simulated: ${error.message}.`)
  process.exit(2)
}
