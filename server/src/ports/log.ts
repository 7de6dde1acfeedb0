import type { Grade } from '../domain/grading.ts'
import type { LogEntry } from '../domain/log-event.ts'

/** `checked`: entries read; `brokenAt`: the first seq whose hash does not follow from the one before, null when the chain is whole. */
export type ChainCheck = { checked: number; brokenAt: number | null }

export type SubmissionLog = {
  head: () => Promise<{ seq: number; hash: string }>
  /** Entries after `seq` in order. */
  after: (seq: number, limit: number) => Promise<LogEntry[]>
  ofRound: (roundId: string, afterSeq: number, limit: number) => Promise<LogEntry[]>
  /** The last entry of a round that is no seal; 0 when there is none. */
  newestOf: (roundId: string) => Promise<number>
  findReceipt: (receipt: string) => Promise<{ entry: LogEntry; voided: boolean } | null>
  /** What was known of a submission at a line of the log, and whether late answers were let in after it; null before it was handed in. */
  asOf: (receipt: string, seq: number) => Promise<{ figures: Grade; voided: boolean; lateSince: boolean } | null>
  /** Recompute the links after `fromSeq`, at most `limit` of them. */
  verify: (fromSeq: number, limit: number) => Promise<ChainCheck>
}
