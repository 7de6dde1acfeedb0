import type { FlagKind, FlagStrength } from '@hoithi/shared/flag-kinds'
import { canonical, type Sha256 } from './receipt.ts'

/** Whom a flag is about; without an attempt it is about the person. */
export type FlagPerson = { contestantId: string; attemptId: string | null }

export type SpeedEvidence = {
  kind: 'speed'
  /** Answers that came sooner after the one before than their text can be read. */
  fast: number
  answered: number
  questions: number
  right: number
  durationMs: number
  /** What reading the answered questions takes at READING_CHARACTERS_PER_SECOND. */
  readingMs: number
  /** Of the round; null while too few have taken it. */
  medianMs: number | null
}
export type SamePersonEvidence = { kind: 'samePerson'; name: 'same' | 'sameLetters' | 'near'; distance: number; sameUnion: boolean }
export type SharedEvidence = { kind: 'device' | 'address'; people: number; attempts: number; fromAt: number; untilAt: number }
export type TwinsEvidence = {
  kind: 'twins'
  /** Questions that both answered, that both got wrong, and on how many of them they gave the same wrong answer. */
  common: number
  bothWrong: number
  sameWrong: number
  /** How likely two people who know nothing of each other agree so often, and how many pairs were compared. */
  chance: number
  pairs: number
}
export type HeldEvidence = { kind: 'held'; answers: number; positions: number[]; arrivedAt: number; lateMs: number }
export type FlagEvidence = SpeedEvidence | SamePersonEvidence | SharedEvidence | TwinsEvidence | HeldEvidence

/** Something for a judge to look at; nothing ever follows from it by itself. */
export type Flag = {
  /** The same for the same finding in every pass, so that a verdict stays with it. */
  id: string
  kind: FlagKind
  strength: FlagStrength
  /** Orders a list, the heaviest first: strong ones from 1000 on, weak ones below. */
  weight: number
  people: FlagPerson[]
  evidence: FlagEvidence
}

/** Answers as a review reads them: `response` says the same whatever order an attempt showed its options in. */
export type ReviewedAnswer = { position: number; versionId: string; response: string; right: boolean; tappedAt: number }
export type ReviewedAttempt = {
  attemptId: string
  contestantId: string
  unionId: string
  startedAt: number
  durationMs: number
  questions: number
  /** Only questions that were answered. */
  answers: ReviewedAnswer[]
}

const STRONG = 1_000

/** Where a flag stands in a list; `measure`: 0–999 inside its strength. */
export const weightOf = (strength: FlagStrength, measure: number): number =>
  (strength === 'strong' ? STRONG : 0) + Math.max(0, Math.min(STRONG - 1, Math.round(measure)))

/** The id of what a flag is about. */
export function flagId(sha256: Sha256, about: { roundId: string; kind: FlagKind; of: readonly (string | number)[] }): string {
  return sha256(canonical(about)).slice(0, 32)
}
