import { writeFileSync } from 'node:fs'
import { WrongOptions } from './command-options.ts'
import { readSoakOptions } from './soak/options.ts'
import { soakText } from './soak/report.ts'
import { soak } from './soak/run.ts'

// `npm run soak -- --minutes N [--people P] [--seed S] [--json FILE]`
// Exit code 0: memory stayed flat, or the time was too short to say; 1: it grew; 2: wrong options; 130: interrupted.

class Interrupted extends Error {}

/** Ctrl+C ends the server and removes the folder, as the end does. */
const interrupted = new Promise<never>((_, reject) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => reject(new Interrupted()))
})
interrupted.catch(() => undefined)

try {
  const options = readSoakOptions(process.argv.slice(2))
  const report = await soak(options, interrupted, (line) => console.log(line))
  console.log(soakText(report))
  if (options.json !== null) writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`)
  process.exit(report.verdict === 'grows' ? 1 : 0)
} catch (error) {
  if (error instanceof Interrupted) process.exit(130)
  if (!(error instanceof WrongOptions)) throw error
  console.error(`Nothing was soaked: ${error.message}.`)
  process.exit(2)
}
