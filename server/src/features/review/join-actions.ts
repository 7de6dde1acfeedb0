import { accept, refuse, type Decision } from '../../domain/decision.ts'
import { underWay } from '../../domain/job-state.ts'
import { planJoin, type JoinView, type PlannedRound } from '../../domain/joining.ts'
import type { JoinEvent, VoidEvent } from '../../domain/log-event.ts'
import type { AuditEntry } from '../../ports/audit.ts'
import type { Services } from '../../services.ts'
import { sealRound } from '../rounds/seal.ts'

type Needs = Pick<Services, 'storage' | 'clock' | 'ids' | 'sha256' | 'projector' | 'sealing'>
/** `voids`: attempts beyond a limit of a day or a contest that a judge has chosen. */
type Wanted = { keptId: string; fromId: string; actorId: string; reason: string; voids?: readonly string[] }

/** Join an account to another of the same person, for good; sealed rounds in which it took part get their next revision. */
export async function joinContestants(needs: Needs, wanted: Wanted): Promise<Decision<{ rounds: number; voided: number; revisions: number }>> {
  const { storage, clock, ids } = needs
  const now = clock.now()
  const seals = (await storage.jobs.list('seal')).filter(underWay)
  const joined = await storage.joining.join(wanted, (view) => {
    const plan = planJoin(view, wanted.voids)
    if (!plan.ok || view === null) return plan.ok ? refuse('not-found') : plan
    if (plan.value.some(({ roundId }) => seals.some(({ key }) => key === roundId))) return refuse('sealing-under-way')
    const events = plan.value.flatMap((round) => eventsOf(round, wanted))
    const audits = auditsOf(view, plan.value, wanted).map((audit) => ({ ...audit, id: ids.next(now), at: now }))
    return accept({ at: now, rounds: plan.value, events, audits })
  })
  if (!joined.ok) return joined
  const { rounds, events } = joined.value
  let revisions = 0
  for (const { roundId, sealed } of rounds) if (sealed && (await sealRound(needs, roundId, wanted.actorId, wanted.reason)).ok) revisions += 1
  return accept({ rounds: rounds.length, voided: events.filter(({ kind }) => kind === 'void').length, revisions })
}

/** The join, and then what is one too many; practice leaves nothing in the log. */
function eventsOf(
  { roundId, contestId, practice, unionId, attempts }: PlannedRound,
  { keptId, fromId, actorId, reason }: Wanted,
): (JoinEvent | VoidEvent)[] {
  if (practice) return []
  const numbers = Object.fromEntries(attempts.map(({ attemptId, newNumber }) => [attemptId, newNumber]))
  const where = { roundId, contestId, contestantId: keptId, actorId, reason }
  const voids = attempts.filter((attempt) => attempt.voids).map(({ attemptId }): VoidEvent => ({ kind: 'void', attemptId, ...where }))
  // Of a round in which only the account that stays took part nothing comes over.
  const comes = attempts.some(({ owner }) => owner === 'from')
  return [...(comes ? [{ kind: 'join' as const, fromContestantId: fromId, unionId, numbers, ...where }] : []), ...voids]
}

function auditsOf({ kept, from }: JoinView, rounds: readonly PlannedRound[], { actorId, reason }: Wanted): Omit<AuditEntry, 'id' | 'at'>[] {
  const moved = rounds.flatMap(({ attempts }) => attempts.filter(({ owner }) => owner === 'from').map(({ attemptId }) => attemptId))
  const voided = rounds.flatMap(({ attempts }) => attempts.filter(({ voids }) => voids).map(({ attemptId }) => attemptId))
  const details = { before: { joinedToId: null }, after: { joinedToId: kept.id }, fromId: from.id, moved, voided }
  return [
    { actorId, action: 'joinContestants', subject: kept.phone, reason, details },
    { actorId, action: 'joinedAway', subject: from.phone, reason, details },
    ...voided.map((subject) => ({ actorId, action: 'voidAttempt', subject, reason })),
  ]
}
