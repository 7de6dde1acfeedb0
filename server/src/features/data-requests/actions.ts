import { decideFiling, decideOutcome, dueBy, type DataRequest, type DataRequestKind, type DataRequestState } from '../../domain/data-request.ts'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import { decideWithdrawal } from '../../domain/withdrawal.ts'
import type { Services } from '../../services.ts'
import { eraseDue } from '../own-data/actions.ts'

type Needs = Pick<Services, 'storage' | 'clock' | 'ids'>
/** The words themselves are in the details, which go with the person. */
const NOTED = 'ghi nhận yêu cầu về dữ liệu cá nhân'

type By = { actorId: string; reason: string }

/** Note down what somebody asked; the clock runs from now. */
export async function fileDataRequest(
  { storage, clock, ids }: Needs,
  { contestantId, actorId, kind, words }: { contestantId: string; actorId: string; kind: DataRequestKind; words: string },
): Promise<Decision<DataRequest>> {
  const person = await storage.contestants.find(contestantId)
  if (person === null) return refuse('not-found')
  if (person.withdrawnAt !== null) return refuse('contestant-withdrawn')
  const now = clock.now()
  const asked = { id: ids.next(now), contestantId, unionId: person.unionId, kind, askedAt: now, dueAt: dueBy(now), filedBy: actorId, words }
  const request: DataRequest = { ...asked, state: 'open', answer: null, answeredAt: null, answeredBy: null }
  const after = { request: request.id, kind, dueAt: request.dueAt, words }
  const audit = { id: ids.next(now), at: now, actorId, action: 'fileDataRequest', subject: person.phone, reason: NOTED, details: { after } }
  return storage.dataRequests.file(contestantId, (open) => {
    const filing = decideFiling(open, request)
    return filing.ok ? accept({ request, audit }) : filing
  })
}

/** Say what became of a request; a deletion that is granted is carried out. */
export async function answerDataRequest(
  needs: Needs,
  { requestId, outcome, actorId, reason }: By & { requestId: string; outcome: 'done' | 'refused' },
): Promise<Decision<DataRequestState>> {
  const { storage, clock, ids } = needs
  const request = await storage.dataRequests.find(requestId)
  if (request?.state === 'open' && request.kind === 'delete' && outcome === 'done') return deleteFor(needs, request, { actorId, reason })
  const person = request === null ? null : await storage.contestants.find(request.contestantId)
  const now = clock.now()
  return storage.dataRequests.answer(requestId, (found) => {
    const decision = decideOutcome(found)
    if (!decision.ok) return decision
    const details = { request: requestId, kind: decision.value.kind, before: { state: 'open' }, after: { state: outcome } }
    const subject = person?.phone ?? decision.value.contestantId
    return accept({
      state: outcome,
      answer: reason,
      audit: { id: ids.next(now), at: now, actorId, action: 'answerDataRequest', subject, reason, details },
    })
  })
}

/** The same that a person does on their phone, by staff who were asked to: the request is settled in the same commit. */
async function deleteFor(needs: Needs, { contestantId }: DataRequest, { actorId, reason }: By): Promise<Decision<DataRequestState>> {
  const { storage, clock, ids } = needs
  const now = clock.now()
  const left = await storage.ownData.withdraw(contestantId, (who) => {
    const how = decideWithdrawal(who, who?.passwordHash ?? '')
    if (!how.ok) return how
    return accept({ how: how.value, audit: { id: ids.next(now), at: now, actorId, action: 'withdrawFor', subject: contestantId, reason } })
  })
  if (!left.ok) return left
  // Where every result is final already nothing has to wait.
  await eraseDue(needs)
  return accept(left.value === 'delete' || (await storage.ownData.isErased(contestantId)) ? 'done' : 'waiting')
}
