import type { QuestionImport } from '../../ports/question-imports.ts'
import type { Usage } from '../../ports/questions.ts'
import type { ReplyOf } from '../../http/route.ts'

type ImportReply = ReplyOf<'getQuestionImport'>['import']

/** Facility: the mean share of the points that was earned (Moodle's "facility index"). */
export function usageView({ drawn, answered, earned }: Usage): { drawn: number; answered: number; facility: number | null } {
  return { drawn, answered, facility: drawn === 0 ? null : Math.round((earned / drawn) * 1_000) / 1_000 }
}

/** An import without its lists of issues. */
export function importView(
  { summary, createdAt, contestId: _contest, bankVersion: _bank, actorId: _actor, ...head }: QuestionImport,
  actor: string,
): ImportReply {
  const { errors, warnings, skipped, ...counts } = summary
  return { ...head, ...counts, at: createdAt, actor, skippedCount: skipped.length, errorCount: errors.length, warningCount: warnings.length }
}
