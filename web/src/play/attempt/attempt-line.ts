import { call, Refused } from '../../lib/api.ts'
import type { SaveReply } from './attempt-view.ts'
import type { Verdict } from './outbox.ts'
import type { SaveBody } from './save-body.ts'

const SAVE_TIMEOUT_MS = 12_000
const OVER = new Set(['deadline-passed', 'attempt-finished'])

/** What a refused or lost save means for the taps in it. */
export function judge(error: unknown): Verdict {
  if (!(error instanceof Refused)) return 'retry'
  if (OVER.has(error.code)) return 'finished'
  if (error.code === 'not-logged-in') return 'logIn'
  return error.status >= 500 || error.status === 429 ? 'retry' : 'drop'
}

export const save = (attemptId: string, body: SaveBody): Promise<SaveReply> =>
  call('saveResponses', { params: { attemptId }, body }, { timeoutMs: SAVE_TIMEOUT_MS, keepalive: true })

/** A save of nothing: the clock, whether the contest stands still, and what another phone has changed; a refusal tells that the attempt is over. */
export const pulse = (attemptId: string, since: number | null): Promise<SaveReply> =>
  call('saveResponses', { params: { attemptId }, body: { responses: [], ...(since === null ? {} : { since }) } }, { timeoutMs: SAVE_TIMEOUT_MS })

/** Runs `work` after `ms`; gives back what calls it off. */
export function later(ms: number, work: () => void): () => void {
  const timer = setTimeout(work, ms)
  return () => clearTimeout(timer)
}

export const wait = (ms: number): Promise<void> => new Promise((wake) => setTimeout(wake, ms))
