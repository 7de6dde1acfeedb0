import { writeFileSync } from 'node:fs'
import { WrongOptions } from './command-options.ts'
import { compareStores, compareText, readCompareOptions } from './same-crowd/compare.ts'
import { readOptions } from './simulation/options.ts'
import { reportText } from './simulation/report-text.ts'
import { simulate } from './simulation/run.ts'

// `npm run simulate -- --contestants N --days 31 --speed X [--seed S] [--scenario contest|opening|closing] [--rounds R] [--onlookers N] [--store sqlite|postgres] [--keep] [--json FILE]`
// `npm run simulate -- --compare-stores [--contestants N] [--rounds R] [--seed S] [--json FILE]`: the same requests at the same moments on both stores, and what both then hold

class Interrupted extends Error {}

/** Ctrl+C ends the server and removes the folder, as the end of a simulation does. */
const interrupted = new Promise<never>((_, reject) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => reject(new Interrupted()))
})
interrupted.catch(() => undefined)

const write = (file: string | null, report: object): void => {
  if (file !== null) writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`)
}

async function played(args: string[]): Promise<number> {
  const options = readOptions(args)
  const report = await simulate(options, interrupted)
  console.log(reportText(report))
  write(options.json, report)
  return report.passed ? 0 : 1
}

async function onBoth(args: string[]): Promise<number> {
  const options = readCompareOptions(args)
  const report = await compareStores(options, interrupted)
  console.log(compareText(report))
  write(options.json, report)
  return report.same ? 0 : 1
}

try {
  const args = process.argv.slice(2)
  process.exit(await (args.includes('--compare-stores') ? onBoth(args) : played(args)))
} catch (error) {
  if (error instanceof Interrupted) process.exit(130)
  if (!(error instanceof WrongOptions)) throw error
  console.error(`Nothing was simulated: ${error.message}.`)
  process.exit(2)
}
