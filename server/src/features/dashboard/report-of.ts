import type { Actor } from '../../domain/access.ts'
import type { Contest, Round } from '../../domain/contest.ts'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import type { Union } from '../../ports/unions.ts'
import type { Services } from '../../services.ts'
import { periodOf, type ReportPeriod } from './report-period.ts'
import { topOr } from './scope.ts'

export type ReportAsked = { contest: Contest; rounds: Round[]; union: Union; chosen: ReportPeriod }

/** The contest, period and union of a report; an officer stays inside their subtree. */
export async function reportOf(
  { storage, clock }: Pick<Services, 'storage' | 'clock'>,
  slug: string,
  query: { week?: number | undefined; roundId?: string | undefined; unionId?: string | undefined },
  actor: Actor,
): Promise<Decision<ReportAsked>> {
  const contest = await storage.contests.find(slug)
  if (contest === null) return refuse('not-found')
  const union = await topOr(storage.unions, actor, query.unionId)
  if (!union.ok) return union
  const rounds = await storage.contests.rounds(contest.id)
  const chosen = periodOf(contest, rounds, query, clock.now())
  if (!chosen.ok) return chosen
  return union.value === null ? refuse('not-found') : accept({ contest, rounds, union: union.value, chosen: chosen.value })
}
