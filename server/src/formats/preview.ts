import type { QuestionDraft } from '../domain/question.ts'
import type { StagedQuestion } from '../domain/question-import.ts'
import type { ImportSummary } from '../ports/question-imports.ts'
import { inFileOrder } from './import-issues.ts'
import type { QuestionFile } from './question-file.ts'
import { stageQuestions } from './stage-questions.ts'

const tally = (values: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1
  return counts
}

/** What a question file would do to a bank: the figures, and each question with what it is like. */
export function previewOf(file: QuestionFile, bank: readonly QuestionDraft[]): { format: string; summary: ImportSummary; rows: StagedQuestion[] } {
  const { rows, warnings, counts } = stageQuestions(file, bank)
  return {
    format: file.format ?? '',
    rows,
    summary: {
      ...counts,
      questions: rows.length,
      byKind: tally(rows.map(({ draft }) => draft.kind)),
      byStatus: tally(rows.map(({ draft }) => draft.status)),
      pictures: file.pictures.length,
      errors: file.errors,
      warnings: inFileOrder([...file.warnings, ...warnings]),
      skipped: file.skipped,
    },
  }
}
