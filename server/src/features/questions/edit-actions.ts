import { accept, refuse, type Decision } from '../../domain/decision.ts'
import { questionFaults, type QuestionDraft } from '../../domain/question.ts'
import { decideEdit, newcomer, type Reviewed } from '../../domain/question-review.ts'
import { cleanDraft } from '../../formats/clean-draft.ts'
import type { NewVersion, QuestionFilter, QuestionRecord } from '../../ports/questions.ts'
import type { Services } from '../../services.ts'

type Needs = Pick<Services, 'storage' | 'clock' | 'ids'>
type Saved = { questionId: string; version: number; bankVersion: number }

const reviewedOf = ({ authorId, reviewerId, ...record }: QuestionRecord): Reviewed => ({ draft: cleanDraft(record), authorId, reviewerId })

/** Add a question to a bank. */
export async function createQuestion(
  { storage, clock, ids }: Needs,
  contestId: string,
  given: QuestionDraft,
  actorId: string,
): Promise<Decision<Saved>> {
  const draft = cleanDraft(given)
  const faults = questionFaults(draft)
  if (faults.length > 0) return refuse('question-refused', faults)
  const at = clock.now()
  const { reviewByOther } = await storage.contests.questionRules(contestId)
  const version: NewVersion = { draft: newcomer(draft, reviewByOther), authorId: actorId, reviewerId: null, note: '' }
  return storage.questions.add(contestId, version, at, {
    id: ids.next(at),
    at,
    actorId,
    action: 'createQuestion',
    subject: draft.code,
    reason: `soạn câu mới trong ngân hàng, chủ đề ${draft.topic}`,
  })
}

/** Save a question as a new version, unless somebody else saved one since it was opened. */
export async function saveQuestion(
  { storage, clock, ids }: Needs,
  { contestId, questionId, actorId, basedOn, note }: { contestId: string; questionId: string; actorId: string; basedOn: number; note: string },
  given: QuestionDraft,
): Promise<Decision<Saved>> {
  const draft = cleanDraft(given)
  const faults = questionFaults(draft)
  if (faults.length > 0) return refuse('question-refused', faults)
  const at = clock.now()
  const saved = await storage.questions.change(contestId, [questionId], ([current], reviewByOther) => {
    if (current === undefined) return refuse('not-found')
    if (current.version !== basedOn) return refuse('edited-meanwhile')
    const edit = decideEdit(reviewedOf(current), draft, actorId, reviewByOther)
    if (!edit.ok) return edit
    const audit = { id: ids.next(at), at, actorId, action: 'saveQuestion', subject: draft.code, reason: note || `sửa câu từ phiên bản ${basedOn}` }
    return accept({ versions: new Map([[questionId, { ...edit.value, note }]]), at, audit })
  })
  return saved.ok ? accept({ questionId, version: basedOn + 1, bankVersion: saved.value.bankVersion }) : saved
}

export type BulkChange = {
  status?: QuestionDraft['status'] | undefined
  topic?: string | undefined
  difficulty?: number | undefined
  addTags?: string[] | undefined
  removeTags?: string[] | undefined
  legalReference?: string | undefined
}

const changed = (draft: QuestionDraft, { status, topic, difficulty, addTags = [], removeTags = [], legalReference }: BulkChange): QuestionDraft => ({
  ...draft,
  status: status ?? draft.status,
  topic: topic ?? draft.topic,
  difficulty: difficulty ?? draft.difficulty,
  legalReference: legalReference ?? draft.legalReference,
  tags: [...new Set([...draft.tags, ...addTags])].filter((tag) => !removeTags.includes(tag)).slice(0, 20),
})

/** Change many questions in one commit, or none: a single one that may not change refuses them all, by its code. */
export async function changeQuestions(
  { storage, clock, ids }: Needs,
  { contestId, actorId, reason }: { contestId: string; actorId: string; reason: string },
  which: { questionIds?: string[] | undefined; filter?: Omit<QuestionFilter, 'contestId'> | undefined },
  change: BulkChange,
): Promise<Decision<{ changed: number; unchanged: number; bankVersion: number }>> {
  const named = which.questionIds ?? (await storage.questions.current({ ...which.filter, contestId })).map(({ questionId }) => questionId)
  const at = clock.now()
  const done = await storage.questions.change(contestId, named, (current, reviewByOther) => {
    const versions = new Map<string, NewVersion>()
    const refused: { code: string; reason: string }[] = []
    for (const record of current) {
      const edit = decideEdit(reviewedOf(record), changed(cleanDraft(record), change), actorId, reviewByOther)
      if (edit.ok) versions.set(record.questionId, { ...edit.value, note: reason })
      else if (edit.reason !== 'nothing-changed') refused.push({ code: record.code, reason: edit.reason })
    }
    const first = refused[0]
    if (first !== undefined) return refuse(first.reason as 'review-first' | 'review-by-other', { questions: refused.map(({ code }) => code) })
    const audit = { id: ids.next(at), at, actorId, action: 'changeQuestions', subject: `${versions.size}`, reason, details: change }
    return accept({ versions, at, audit })
  })
  return done.ok ? accept({ ...done.value, unchanged: named.length - done.value.changed }) : done
}
