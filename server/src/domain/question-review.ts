import { accept, refuse, type Decision } from './decision.ts'
import { canonical } from './receipt.ts'
import type { QuestionDraft, QuestionStatus } from './question.ts'

/** What the review rules look at of the version before. */
export type Reviewed = { draft: QuestionDraft; authorId: string | null; reviewerId: string | null }
export type Edit = { draft: QuestionDraft; authorId: string | null; reviewerId: string | null }

/** Everything that a reviewer answers for; topic, difficulty, tags and code may change without a new review. */
function substance({ code: _code, topic: _topic, difficulty: _difficulty, tags: _tags, status: _status, ...rest }: QuestionDraft): string {
  return canonical(rest)
}

/**
 * A new version of a question by somebody. Whoever changes what it says is its author, and its review is void;
 * where reviewer and author must differ, it then goes back to draft, and only a reviewed question becomes ready.
 */
export function decideEdit(before: Reviewed, draft: QuestionDraft, actorId: string, reviewByOther: boolean): Decision<Edit> {
  if (canonical(before.draft) === canonical(draft)) return refuse('nothing-changed')
  if (substance(before.draft) === substance(draft)) return decideStatus(before, draft, actorId, reviewByOther)
  const status: QuestionStatus = reviewByOther && draft.status !== 'retired' ? 'draft' : draft.status
  return accept({ draft: { ...draft, status }, authorId: actorId, reviewerId: status === 'reviewed' ? actorId : null })
}

function decideStatus({ draft: old, authorId, reviewerId }: Reviewed, draft: QuestionDraft, actorId: string, reviewByOther: boolean): Decision<Edit> {
  const to = draft.status
  if (to === old.status) return accept({ draft, authorId, reviewerId })
  if (to === 'reviewed') {
    if (reviewByOther && authorId === actorId) return refuse('review-by-other')
    return accept({ draft, authorId, reviewerId: actorId })
  }
  if (to === 'ready' && reviewByOther && reviewerId === null) return refuse('review-first')
  return accept({ draft, authorId, reviewerId: to === 'draft' ? null : reviewerId })
}

/** A question that is new to the bank, from a file or from a person: where it must be reviewed by somebody else it begins as a draft. */
export function newcomer(draft: QuestionDraft, reviewByOther: boolean): QuestionDraft {
  return reviewByOther && draft.status !== 'retired' ? { ...draft, status: 'draft' } : draft
}
