import type { ContestantFace } from '../../domain/contestant.ts'
import { decideCorrection } from '../../domain/contestant.ts'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import type { Services } from '../../services.ts'

type Needs = Pick<Services, 'storage' | 'clock' | 'ids'>
type Change = { contestantId: string; actorId: string; reason: string }

const only = ({ fullName, birthDate, contestantKind }: ContestantFace): ContestantFace => ({ fullName, birthDate, contestantKind })

/** Correct what a person mistyped about themselves. */
export function correctContestant(
  { storage, clock, ids }: Needs,
  { contestantId, actorId, reason, face }: Change & { face: ContestantFace },
): Promise<Decision<ContestantFace>> {
  const now = clock.now()
  return storage.contestants.correct(contestantId, (before) => {
    const plan = decideCorrection(before, face, now)
    if (!plan.ok) return plan
    const details = { before: only(before), after: only(plan.value) }
    const audit = { id: ids.next(now), at: now, actorId, action: 'correctContestant', subject: before.phone, reason, details }
    return accept({ after: plan.value, audit })
  })
}

/** Move a person to the union they belong to; boards of rounds that are not sealed follow. */
export function moveContestant(
  { storage, clock, ids }: Needs,
  { contestantId, actorId, reason, unionId }: Change & { unionId: string },
): Promise<Decision<{ rounds: number }>> {
  const now = clock.now()
  return storage.contestants.move(contestantId, unionId, (from, to) => {
    if (from.unionId === unionId) return refuse('nothing-changed')
    if (to.state === 'closed') return refuse('union-not-active')
    const details = { before: { union: from.unionName, unionId: from.unionId }, after: { union: to.unionName, unionId } }
    const audit = { id: ids.next(now), at: now, actorId, action: 'moveContestant', subject: from.phone, reason, details }
    return accept({ actorId, reason, audit })
  })
}
