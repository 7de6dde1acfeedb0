import { may } from '@hoithi/shared/rights'
import type { Actor } from '../../domain/access.ts'
import { windowPhase, type Contest, type Round } from '../../domain/contest.ts'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import type { Services } from '../../services.ts'

export type RoundOfContest = { round: Round; contest: Contest }

/**
 * The round whose statistics somebody asks for. Nobody sees them while an answer or a prediction may still come in;
 * question setters, who see no results, from the seal on.
 */
export async function roundToLookAt(
  { storage, clock }: Pick<Services, 'storage' | 'clock'>,
  roundId: string,
  actor: Actor,
): Promise<Decision<RoundOfContest>> {
  const found = await storage.contests.round(roundId)
  if (found === null) return refuse('not-found')
  const { round } = found
  if (round.practice) return refuse('practice-round')
  if (round.sealedRevision !== null) return accept(found)
  if (windowPhase(round, clock.now()) !== 'over') return refuse('round-still-open', { closesAt: round.closesAt })
  if (!may(actor.role, 'seeResults')) return refuse('not-sealed')
  const stillRunning = await storage.attempts.unfinished(roundId)
  return stillRunning > 0 ? refuse('attempts-still-running', { stillRunning }) : accept(found)
}
