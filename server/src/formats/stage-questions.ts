import type { ImportIssue } from '@hoithi/shared/contracts/imports'
import { changeAgainst, proposedAction, type StagedQuestion } from '../domain/question-import.ts'
import type { QuestionDraft } from '../domain/question.ts'
import { likenessFinder } from '../domain/similarity.ts'
import { inFileOrder, issueAt } from './import-issues.ts'
import type { QuestionFile } from './question-file.ts'

export type Staged = {
  rows: StagedQuestion[]
  warnings: ImportIssue[]
  counts: { added: number; changed: number; unchanged: number; duplicates: number }
}

/** Below this, two questions of one code have hardly a word in common. */
const UNLIKE = 0.2

/** What a file's questions are to a bank: new, changed, unchanged, or like another one. */
export function stageQuestions({ drafts }: Pick<QuestionFile, 'drafts'>, bank: readonly QuestionDraft[]): Staged {
  const byCode = new Map(bank.map((draft) => [draft.code, draft]))
  const likeness = likenessFinder(bank)
  const warnings: ImportIssue[] = []
  const rows = drafts.map(({ line, draft }, index): StagedQuestion => {
    const change = changeAgainst(draft, byCode.get(draft.code))
    const like = change === 'unchanged' ? null : likeness.look(draft, line)
    if (like?.kind === 'sameCode' && like.similarity < UNLIKE) {
      warnings.push(
        issueAt(
          line,
          'id',
          'code-of-another',
          `Mã “${draft.code}” đang dùng cho một câu khác hẳn. Hãy xem trước và chọn nạp thành câu mới nếu không muốn thay câu đó.`,
        ),
      )
    }
    return { position: index + 1, line, draft, change, likeness: like, proposed: proposedAction(change, like) }
  })
  const proposed = (change: StagedQuestion['change']) =>
    rows.filter((row) => row.change === change && (row.proposed !== 'skip' || change === 'unchanged')).length
  return {
    rows,
    warnings: inFileOrder(warnings),
    counts: {
      added: proposed('added'),
      changed: proposed('changed'),
      unchanged: proposed('unchanged'),
      duplicates: rows.filter((row) => row.likeness !== null && row.likeness.kind !== 'sameCode').length,
    },
  }
}
