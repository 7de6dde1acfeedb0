import type { ImportIssue } from '@hoithi/shared/contracts/imports'
import { refuse, accept, type Decision } from '../../domain/decision.ts'
import type { QuestionDraft } from '../../domain/question.ts'
import { readQuestionFile } from '../../formats/question-file.ts'
import type { ReplyOf } from '../../http/route.ts'
import type { Services } from '../../services.ts'

type File = { fileName: string; content: string }
type Preview = ReplyOf<'previewQuestionImport'>

const SAMPLE = 10

const tally = (values: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1
  return counts
}

/** Read a question file and say what loading it would do, with every error at once; writes nothing. */
export async function previewQuestions({ storage }: Pick<Services, 'storage'>, contestId: string, file: File): Promise<Preview> {
  const { format, drafts, errors, warnings } = readQuestionFile(file.fileName, Buffer.from(file.content, 'base64'))
  const plain = drafts.map(({ draft }) => draft)
  const counts = errors.length > 0 ? { added: 0, changed: 0, unchanged: 0 } : await storage.questions.compare(contestId, plain)
  return {
    format: format ?? '',
    questions: plain.length,
    byKind: tally(plain.map(({ kind }) => kind)),
    byStatus: tally(plain.map(({ status }) => status)),
    ...counts,
    errors,
    warnings,
    sample: plain.slice(0, SAMPLE).map(draftView),
  }
}

function draftView({ options, correct, keepOrder: _, ...draft }: QuestionDraft): Preview['sample'][number] {
  return { ...draft, id: draft.code, version: 0, options: options.map((text, index) => ({ text, correct: correct.includes(index) })) }
}

/** Load a question file in one commit, or refuse it whole with every error by line. */
export async function importQuestions(
  { storage, clock, ids }: Pick<Services, 'storage' | 'clock' | 'ids'>,
  contestId: string,
  file: File,
  actorId: string,
): Promise<Decision<ReplyOf<'importQuestions'>>> {
  const { drafts, errors } = readQuestionFile(file.fileName, Buffer.from(file.content, 'base64'))
  if (errors.length > 0) return refuse('file-refused', errors satisfies ImportIssue[])
  const now = clock.now()
  return accept(
    await storage.questions.load(
      contestId,
      drafts.map(({ draft }) => draft),
      now,
      {
        id: ids.next(now),
        at: now,
        actorId,
        action: 'importQuestions',
        subject: file.fileName,
        reason: `${drafts.length} questions`,
      },
    ),
  )
}
