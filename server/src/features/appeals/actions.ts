import type { AppealSubject } from '@hoithi/shared/contracts/appeals'
import { confinedTo, type Actor } from '../../domain/access.ts'
import { decideFiling, decideReviewing, decideTakingBack, decideVerdict, type Verdict } from '../../domain/appeal.ts'
import { accept, refuse, type Decision, type Refused } from '../../domain/decision.ts'
import type { Services } from '../../services.ts'

type Needs = Pick<Services, 'storage' | 'clock' | 'ids'>
type Complaint = { subject: AppealSubject; position: number | null; body: string }
/** `reason`: how the contestant asked for it; null where they file it themselves. */
type Filing = { attemptId: string; filedBy: string; complaint: Complaint; reason: string | null }

/** Dispute a finished attempt, for oneself or for a contestant; the same one sent again changes nothing. */
export async function fileAppeal(
  { storage, clock, ids }: Needs,
  { attemptId, filedBy, complaint, reason }: Filing,
): Promise<Decision<{ appealId: string }>> {
  const now = clock.now()
  return storage.appeals.file(attemptId, (view) => {
    if (view === null) return refuse('not-found')
    const { contestId, roundId, contestantId } = view
    const id = ids.next(now)
    const filed = { id, contestId, roundId, attemptId, contestantId, filedAt: now, filedBy, ...complaint }
    const decision = decideFiling(view, filed)
    if (!decision.ok) return decision
    if ('same' in decision.value) return accept({ same: decision.value.same })
    const { file } = decision.value
    const details = {
      before: null,
      after: { attemptId, appealAbout: file.subject, questionNumber: file.position, late: file.late, answerDueAt: file.answerBy },
    }
    const action = reason === null ? 'fileAppeal' : 'fileAppealFor'
    const audit = { id: ids.next(now), at: now, actorId: filedBy, action, subject: id, reason: reason ?? file.body.slice(0, 200), details }
    return accept({ file, audit })
  })
}

/** Whether a member of staff may know of a person's appeals: an officer inside their own subtree only. */
export async function outOfReach({ storage }: Pick<Services, 'storage'>, actor: Actor, unionId: string): Promise<Refused | null> {
  const within = confinedTo(actor)
  return within === null || (await storage.unions.inside(unionId, within)) ? null : refuse('not-allowed')
}

/** File an appeal for a contestant, who must be within reach. */
export async function fileAppealFor(
  needs: Needs,
  actor: Actor,
  attemptId: string,
  { reason, ...complaint }: Complaint & { reason: string },
): Promise<Decision<{ appealId: string; late: boolean }>> {
  const { storage } = needs
  const attempt = await storage.attempts.find(attemptId)
  const person = attempt === null ? null : await storage.contestants.find(attempt.contestantId)
  if (person === null) return refuse('not-found')
  const refused = await outOfReach(needs, actor, person.unionId)
  if (refused !== null) return refused
  const filed = await fileAppeal(needs, { attemptId, filedBy: actor.id, complaint, reason })
  if (!filed.ok) return filed
  const appeal = await storage.appeals.find(filed.value.appealId)
  return accept({ ...filed.value, late: appeal?.late ?? false })
}

/** Take one's own appeal back while it waits. */
export async function withdrawAppeal({ storage, clock, ids }: Needs, contestantId: string, appealId: string): Promise<Decision<{ done: true }>> {
  const now = clock.now()
  const withdrawn = await storage.appeals.withdraw(appealId, (appeal) => {
    const decision = decideTakingBack(appeal, contestantId)
    if (!decision.ok || decision.value === 'same') return decision.ok ? accept(null) : decision
    return accept({
      id: ids.next(now),
      at: now,
      actorId: contestantId,
      action: 'withdrawAppeal',
      subject: appealId,
      reason: 'thí sinh rút khiếu nại',
    })
  })
  return withdrawn.ok ? accept({ done: true as const }) : withdrawn
}

/** Tell the contestant that the judges are looking at it. */
export async function reviewAppeal({ storage, clock, ids }: Needs, actorId: string, appealId: string): Promise<Decision<{ done: true }>> {
  const now = clock.now()
  const review = { id: ids.next(now), at: now, actorId, action: 'reviewAppeal', subject: appealId, reason: 'bắt đầu xem xét' }
  const reviewed = await storage.appeals.review(appealId, (appeal) => {
    const decision = decideReviewing(appeal)
    return decision.ok ? accept(review) : decision
  })
  return reviewed.ok ? accept({ done: true as const }) : reviewed
}

/** Answer, or correct an answer. */
export function answerAppeal(
  { storage, clock, ids }: Needs,
  actorId: string,
  appealId: string,
  verdict: Verdict,
): Promise<Decision<{ answerRevision: number }>> {
  const now = clock.now()
  return storage.appeals.answer(appealId, (appeal, done) => {
    const decision = decideVerdict(appeal, verdict, done)
    if (!decision.ok) return decision
    const first = verdict.basedOn === 0
    const action = first ? 'answerAppeal' : 'correctAppealAnswer'
    const reason = first ? verdict.answer.slice(0, 200) : (verdict.reason ?? '')
    const { outcome, measure, answer } = verdict
    return accept({ outcome, measure, answer, at: now, actorId, audit: { id: ids.next(now), at: now, actorId, action, subject: appealId, reason } })
  })
}
