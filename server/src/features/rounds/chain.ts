import type { SubmissionLog } from '../../ports/log.ts'

const AT_ONCE = 2_000

/** Whether every link of the log after `from` follows from the one before, and how far it was read; in pieces, so that answers do not wait. */
export async function checkChain(log: SubmissionLog, from = 0): Promise<{ whole: boolean; upTo: number }> {
  for (let upTo = from; ;) {
    const { checked, brokenAt } = await log.verify(upTo, AT_ONCE)
    if (brokenAt !== null) return { whole: false, upTo }
    upTo += checked
    if (checked < AT_ONCE) return { whole: true, upTo }
    await new Promise(setImmediate)
  }
}
