import { withoutPictures } from './pictures.ts'
import type { QuestionDraft } from './question.ts'
import { weightOf, type Flag, type ReviewedAnswer, type ReviewedAttempt, type SpeedEvidence } from './flags.ts'

/** Nearly three times as fast as adults read silently (M. Brysbaert, 2019: about 240 words a minute): faster than this nobody has read a question. */
export const READING_CHARACTERS_PER_SECOND = 60
/** The shortest time in which anybody sees a question and taps, whatever its length. */
const SHORTEST_ANSWER_MS = 1_000
/** A paper is flagged when at least this share of its questions was answered too fast … */
export const FAST_SHARE = 0.5
/** … and no fewer than this many … */
const FAST_LEAST = 3
/** … or when it took less than this part of the round's median … */
export const MEDIAN_PART = 1 / 8
/** … once so many have taken the round that its median says something … */
const MEDIAN_LEAST = 30
/** … and in either case this share of its questions is right: a fast guess earns nothing. */
export const RIGHT_SHARE = 0.8

/** How long reading a text of so many characters takes at the least, in ms. */
export const readingMs = (characters: number): number =>
  Math.max(SHORTEST_ANSWER_MS, Math.round((characters * 1_000) / READING_CHARACTERS_PER_SECOND))

/** What somebody reads who answers a question: itself and one of its options; nobody need read them all to tap the right one. */
export function charactersToRead(version: Pick<QuestionDraft, 'stem' | 'options'> | undefined): number {
  if (version === undefined) return 0
  const { stem, options } = version
  const inOptions = options.reduce((sum, option) => sum + withoutPictures(option).length, 0)
  return withoutPictures(stem).length + (options.length === 0 ? 0 : inOptions / options.length)
}

/** How long before an answer the one before it was tapped (the start for the first), in the order of the taps. */
export function answerGaps({ startedAt, answers }: Pick<ReviewedAttempt, 'startedAt' | 'answers'>): (ReviewedAnswer & { gapMs: number })[] {
  const inOrder = [...answers].sort((a, b) => a.tappedAt - b.tappedAt || a.position - b.position)
  return inOrder.map((answer, index) => ({ ...answer, gapMs: answer.tappedAt - (inOrder[index - 1]?.tappedAt ?? startedAt) }))
}

/** The middle of the durations; null while too few have taken the round. */
export function medianOf(durations: readonly number[]): number | null {
  if (durations.length < MEDIAN_LEAST) return null
  const sorted = [...durations].sort((a, b) => a - b)
  const middle = sorted.length / 2
  return ((sorted[Math.floor(middle - 0.5)] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2
}

/** An attempt that was answered faster than its questions can be read, and right; strong when its whole time is too short for its questions. */
export function speedFlag(
  attempt: ReviewedAttempt,
  { charactersOf, medianMs }: { charactersOf: (versionId: string) => number; medianMs: number | null },
): Omit<Flag, 'id'> | null {
  const { answers, questions, durationMs } = attempt
  const right = answers.filter((answer) => answer.right).length
  if (questions === 0 || right < questions * RIGHT_SHARE) return null
  const needs = new Map(answers.map(({ position, versionId }) => [position, readingMs(charactersOf(versionId))]))
  const needOf = (position: number): number => needs.get(position) ?? 0
  const fast = answerGaps(attempt).filter(({ position, gapMs }) => gapMs < needOf(position)).length
  const manyFast = fast >= FAST_LEAST && fast >= questions * FAST_SHARE
  const farBelow = medianMs !== null && durationMs < medianMs * MEDIAN_PART
  if (!manyFast && !farBelow) return null
  const whole = answers.reduce((sum, { position }) => sum + needOf(position), 0)
  const strength = durationMs < whole ? 'strong' : 'weak'
  const evidence: SpeedEvidence = { kind: 'speed', fast, answered: answers.length, questions, right, durationMs, readingMs: whole, medianMs }
  const people = [{ contestantId: attempt.contestantId, attemptId: attempt.attemptId }]
  const measure = strength === 'strong' ? 999 * (1 - durationMs / whole) : (999 * fast) / questions
  return { kind: 'speed', strength, weight: weightOf(strength, measure), people, evidence }
}
