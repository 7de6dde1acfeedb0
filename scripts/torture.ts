import { writeFileSync } from 'node:fs'
import { WrongOptions } from './command-options.ts'
import { readTortureOptions } from './torture/options.ts'
import { tortureText } from './torture/report.ts'
import { torture } from './torture/run.ts'

// `npm run torture -- --minutes N [--seed S] [--people P] [--disk auto|mount|limit] [--store sqlite|postgres] [--servers N] [--keep] [--json FILE]`
// Exit code 0: nothing lost, nothing doubled; 1: something was, and is named; 2: wrong options; 130: interrupted.

class Interrupted extends Error {}

/** Ctrl+C ends the server and removes the folder and its disk, as the end does. */
const interrupted = new Promise<never>((_, reject) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => reject(new Interrupted()))
})
interrupted.catch(() => undefined)

try {
  const options = readTortureOptions(process.argv.slice(2))
  const report = await torture(options, interrupted)
  console.log(tortureText(report))
  if (options.json !== null) writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`)
  process.exit(report.passed ? 0 : 1)
} catch (error) {
  if (error instanceof Interrupted) process.exit(130)
  if (!(error instanceof WrongOptions)) throw error
  console.error(`Nothing was tortured: ${error.message}.`)
  process.exit(2)
}
