import type { AnswerKey } from './grading.ts'
import type { VersionRule } from './key-correction.ts'

/** The key by which a version is graded now: of both keys what either of them takes. */
export function keyUnder(own: AnswerKey, rule: VersionRule | undefined): AnswerKey {
  const given = rule?.key ?? null
  if (rule === undefined || given === null) return own
  if (rule.treatment !== 'bothKeys') return given
  return { ...own, correct: [...new Set([...own.correct, ...given.correct])], answers: [...own.answers, ...given.answers] }
}
