import type { Reply } from '../../lib/api.ts'

export type AttemptView = Reply<'getAttempt'>
export type Question = AttemptView['questions'][number]
export type SaveReply = Reply<'saveResponses'>

let started: AttemptView | null = null

/** An attempt that has just been started is shown as it came, without asking for it once more. */
export function handOver(view: AttemptView): void {
  started = view
}

/** The attempt that was handed over, once. */
export function takeOver(attemptId: string): AttemptView | null {
  const view = started?.attemptId === attemptId ? started : null
  started = null
  return view
}
