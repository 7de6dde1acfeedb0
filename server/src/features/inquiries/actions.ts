import { confinedTo, type Actor } from '../../domain/access.ts'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import { decideAnswer, decideAsk, type Answer, type ReadyAnswer } from '../../domain/inquiry.ts'
import type { Services } from '../../services.ts'

type Needs = Pick<Services, 'storage' | 'clock' | 'ids'>

export async function askInquiry(
  { storage, clock, ids }: Needs,
  slug: string,
  contestantId: string,
  body: string,
): Promise<Decision<{ inquiryId: string }>> {
  const contest = await storage.contests.find(slug)
  if (contest === null || contest.state === 'draft') return refuse('not-found')
  const now = clock.now()
  const who = { contestId: contest.id, contestantId }
  return storage.inquiries.ask(who, (waiting) => decideAsk(waiting, { id: ids.next(now), ...who, askedAt: now, body, wantedUnionId: null }))
}

/** Answer, or correct an answer; an officer only people of their own subtree. */
export async function answerInquiry(
  { storage, clock, ids }: Needs,
  actor: Actor,
  inquiryId: string,
  given: Answer,
): Promise<Decision<{ answerRevision: number }>> {
  const known = await storage.inquiries.find(inquiryId)
  if (known === null) return refuse('not-found')
  const within = confinedTo(actor)
  if (within !== null && !(await storage.unions.inside(known.unionId, within))) return refuse('not-allowed')
  const now = clock.now()
  return storage.inquiries.answer(inquiryId, (inquiry) => {
    const decision = decideAnswer(inquiry, given)
    if (!decision.ok) return decision
    // A first answer needs no reason but itself: the trail carries its beginning.
    const first = given.basedOn === 0
    const audit = {
      id: ids.next(now),
      at: now,
      actorId: actor.id,
      action: first ? 'answerInquiry' : 'correctAnswer',
      subject: inquiryId,
      reason: first ? given.answer.slice(0, 200) : (given.reason ?? ''),
    }
    return accept({ answer: given.answer, at: now, actorId: actor.id, audit })
  })
}

/** Keep another list of ready answers; refused where somebody else has changed the list since it was read. */
export async function setReadyAnswers(
  { storage, clock, ids }: Needs,
  actorId: string,
  slug: string,
  given: { answers: ReadyAnswer[]; basedOn: number; reason: string },
): Promise<Decision<{ revision: number }>> {
  const contest = await storage.contests.find(slug)
  if (contest === null) return refuse('not-found')
  const now = clock.now()
  const audit = { id: ids.next(now), at: now, actorId, action: 'setReadyAnswers', subject: slug, reason: given.reason }
  return storage.inquiries.setReadyAnswers(contest.id, (kept) => {
    if (kept.revision !== given.basedOn) return refuse('answers-edited')
    if (JSON.stringify(kept.answers) === JSON.stringify(given.answers)) return refuse('nothing-changed')
    return accept({ answers: given.answers, audit })
  })
}
