import { accept, refuse, type Decision } from '../../domain/decision.ts'
import type { AwardScope } from '../../ports/awards.ts'
import type { Services } from '../../services.ts'
import type { Scope } from './propose.ts'

type Needs = Pick<Services, 'storage'>

/** A contest with the rounds that count, and the round that is asked for. */
export async function scopeOf({ storage }: Needs, slug: string, roundId: string | null): Promise<Decision<Scope>> {
  const contest = await storage.contests.find(slug)
  if (contest === null) return refuse('not-found')
  const rounds = (await storage.contests.rounds(contest.id)).filter(({ practice }) => !practice)
  const round = roundId === null ? null : rounds.find(({ id }) => id === roundId)
  return round === undefined ? refuse('not-found') : accept({ contest, rounds, round })
}

/** The same for a decision that was begun. */
export async function scopeOfDecision(needs: Needs, { contestId, roundId }: AwardScope): Promise<Scope | null> {
  const contest = await needs.storage.contests.byId(contestId)
  if (contest === null) return null
  const found = await scopeOf(needs, contest.slug, roundId)
  return found.ok ? found.value : null
}

export const keysOf = ({ contest, round }: Scope): AwardScope => ({ contestId: contest.id, roundId: round?.id ?? null })
