import type { DecidedBy } from '../domain/ranking.ts'

/** `upTo`: the last entry of the log that counts, or the moment (epoch ms) up to which entries count. */
export type ReplayJob = { roundId: string; upTo: { seq: number } | { at: number }; page: number; pageSize: number }

export type ReplayedRow = {
  position: number
  rank: number
  attemptId: string
  fullName: string
  unionName: string
  number: number
  score: number
  maxScore: number
  predictionDistance: number | null
  durationMs: number
  submittedAt: number
  decidedBy: DecidedBy
  own: number | null
  next: number | null
}

/** A round as its log once ranked it. `head`: the last entry that counts (`at` null before the first one); `newest`: the last entry there is. */
export type Replayed = {
  head: { seq: number; at: number | null; hash: string }
  newest: number
  /** Whether the prediction counts: it does from the seal on. */
  sealed: boolean
  people: number
  attempts: number
  total: number
  rows: ReplayedRow[]
}
