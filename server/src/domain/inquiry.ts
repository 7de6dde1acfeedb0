import { accept, refuse, type Decision } from './decision.ts'

/** How many questions of one person may wait for an answer in one contest. */
export const OPEN_INQUIRIES = 5

export type Inquiry = {
  id: string
  contestId: string
  contestantId: string
  askedAt: number
  body: string
  answer: string | null
  answeredAt: number | null
  answeredBy: string | null
  /** 0 without an answer; grows by one with the answer and each correction. */
  answerRevision: number
  seenRevision: number
  /** The union that its writer asks to be moved to; null: a question. */
  wantedUnionId: string | null
}
export type NewInquiry = Pick<Inquiry, 'id' | 'contestId' | 'contestantId' | 'askedAt' | 'body' | 'wantedUnionId'>
export type ReadyAnswer = { title: string; text: string }

/** Ask, unless too many of one's questions wait; the same words sent again over a bad line are the question that already waits. */
export function decideAsk(
  waiting: readonly Pick<Inquiry, 'id' | 'body' | 'wantedUnionId'>[],
  asked: NewInquiry,
): Decision<{ same: string } | { ask: NewInquiry }> {
  const same = waiting.find(({ body, wantedUnionId }) => body === asked.body && wantedUnionId === asked.wantedUnionId)
  if (same !== undefined) return accept({ same: same.id })
  return waiting.length >= OPEN_INQUIRIES ? refuse('too-many-inquiries', { most: OPEN_INQUIRIES }) : accept({ ask: asked })
}

export type Answer = { answer: string; basedOn: number; reason?: string | undefined }

/** Answer once; a correction starts from the answer that its writer has seen, differs from it and has a reason. */
export function decideAnswer<Answered extends Pick<Inquiry, 'answer' | 'answerRevision'>>(
  inquiry: Answered | null,
  { answer, basedOn, reason }: Answer,
  same = inquiry?.answer === answer,
): Decision<Answered> {
  if (inquiry === null) return refuse('not-found')
  if (inquiry.answerRevision !== basedOn) return refuse('answered-meanwhile')
  if (basedOn > 0 && same) return refuse('nothing-changed')
  if (basedOn > 0 && reason === undefined) return refuse('invalid-request', [{ field: 'reason', message: 'a correction needs a reason' }])
  return accept(inquiry)
}
