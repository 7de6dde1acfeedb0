import { cannotWrite } from './readiness.ts'

/** A log that says the same of every request would help to fill the disk. */
const TOLD_EVERY_MS = 5_000

type Log = { error: (error: unknown) => void }

/** Logs every bug, and that nothing can be written once in a while. */
export function sparing(): (error: unknown, log: Log) => void {
  let told = Number.NEGATIVE_INFINITY
  return (error, log) => {
    if (cannotWrite(error)) {
      if (performance.now() - told < TOLD_EVERY_MS) return
      told = performance.now()
    }
    log.error(error)
  }
}
