import { accept, refuse, type Decision } from '../../domain/decision.ts'
import { joinExcess, type JoinExcess } from '../../domain/join-excess.ts'
import { planJoin, type JoiningPerson, type PlannedRound } from '../../domain/joining.ts'
import type { ReplyOf } from '../../http/route.ts'
import type { Services } from '../../services.ts'

type Preview = ReplyOf<'previewJoin'>

/** What would follow if one account were joined to another; nothing is written. */
export async function previewJoin({ storage }: Pick<Services, 'storage'>, who: { keptId: string; fromId: string }): Promise<Decision<Preview>> {
  const view = await storage.joining.view(who)
  const plan = planJoin(view)
  if (!plan.ok || view === null) return plan.ok ? refuse('not-found') : plan
  const unions = await storage.unions.names([view.kept.unionId, view.from.unionId, ...plan.value.map(({ unionId }) => unionId)])
  const face = ({ id, fullName, phone, unionId }: JoiningPerson) => ({ id, fullName, phone, unionName: unions.get(unionId) ?? '' })
  const rounds = await Promise.all(plan.value.map((round) => roundView({ storage }, round, unions)))
  const excess = await Promise.all(joinExcess(view.rounds, plan.value).map((one) => excessView({ storage }, one)))
  return accept({ kept: face(view.kept), from: face(view.from), rounds, excess })
}

async function excessView(
  { storage }: Pick<Services, 'storage'>,
  { contestId, roundId, day, limit, attempts }: JoinExcess,
): Promise<Preview['excess'][number]> {
  const [contest, round, found] = await Promise.all([
    storage.contests.byId(contestId),
    roundId === null ? null : storage.contests.round(roundId),
    Promise.all(attempts.map(({ attemptId }) => storage.attempts.find(attemptId))),
  ])
  return {
    ...{ title: round?.round.title ?? contest?.title ?? '', day, limit },
    attempts: attempts.map((attempt, index) => ({ ...attempt, score: found[index]?.outcome?.score ?? null })),
  }
}

async function roundView(
  { storage }: Pick<Services, 'storage'>,
  { roundId, practice, sealed, unionId, limit, attempts }: PlannedRound,
  unions: ReadonlyMap<string, string>,
): Promise<Preview['rounds'][number]> {
  const found = await storage.contests.round(roundId)
  const outcomes = await Promise.all(attempts.map(({ attemptId }) => storage.attempts.find(attemptId)))
  return {
    roundTitle: found?.round.title ?? '',
    contestTitle: found?.contest.title ?? '',
    practice,
    sealed,
    limit: Number.isFinite(limit) ? limit : null,
    unionName: unions.get(unionId) ?? '',
    attempts: attempts.map(({ attemptId, owner, number, newNumber, startedAt, voided, voids }, index) => ({
      ...{ attemptId, owner, number, newNumber, startedAt, voided, voids },
      score: outcomes[index]?.outcome?.score ?? null,
    })),
  }
}
