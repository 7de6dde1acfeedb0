import type { Round } from '../../domain/contest.ts'
import { maxScore, roundPhase, scoresShown } from '../../domain/contest.ts'
import { accept, refuse } from '../../domain/decision.ts'
import type { Route } from '../../http/route.ts'
import type { Services } from '../../services.ts'
import type { BoardSource } from '../../ports/boards.ts'
import { boardView, unionRowView, unionSource } from './view.ts'

export function boardRoutes(route: Route, services: Services): void {
  const { storage, clock } = services
  /** Where a person is counted: on a live board, in the union that theirs was merged into. */
  const ownUnionId = async (unionId: string | null, { revisionId }: BoardSource): Promise<string | null> =>
    unionId === null || revisionId !== null ? unionId : storage.unions.current(unionId)

  route('getRoundLeaderboard', 'anyone', async ({ params, query, session }) => {
    const found = await storage.contests.round(params.roundId)
    if (found === null) return refuse('not-found')
    const phase = roundPhase(found.round, clock.now())
    return accept(
      await boardView(services, {
        boardId: found.round.id,
        revisionId: found.round.sealedRevision === null ? null : ((await storage.results.revisions(found.round.id))[0]?.id ?? null),
        title: found.round.title,
        query,
        session,
        scores: scoresShown(found.round),
        ownScore: found.round.rules.showScore === 'atSubmission',
        maxScore: maxScore(found.round.rules),
        state: phase === 'sealed' ? 'sealed' : phase === 'over' ? 'over' : 'live',
      }),
    )
  })

  route('getContestLeaderboard', 'anyone', async ({ params, query, session }) => {
    const contest = await storage.contests.find(params.slug)
    if (contest === null) return refuse('not-found')
    const rounds = await storage.contests.rounds(contest.id)
    const begun = rounds.filter((round) => round.opensAt <= clock.now())
    return accept(
      await boardView(services, {
        boardId: contest.id,
        revisionId: null,
        title: contest.title,
        query,
        session,
        scores: begun.every(scoresShown),
        ownScore: rounds.every((round) => round.rules.showScore === 'atSubmission'),
        maxScore: rounds.reduce((sum, round) => sum + maxScore(round.rules), 0),
        state: contestState(rounds, clock.now()),
      }),
    )
  })

  route('getUnionLeaderboard', 'anyone', async ({ params, query: { metric, page, pageSize, ...group }, session }) => {
    const found = await storage.contests.round(params.roundId)
    if (found === null) return refuse('not-found')
    const shown = scoresShown(found.round)
    if (metric === 'mean' && !shown) return refuse('scores-hidden')
    const source = await unionSource(services, found.round)
    const own = session === null ? null : await ownUnionId(session.unionId, source)
    const { entries, total } = await storage.boards.unions(source, { ...group, sort: metric, order: 'desc', page, pageSize })
    const mine = own === null ? null : await storage.boards.ownUnion(source, own, metric, group)
    const parent = group.parentId === undefined ? null : await storage.boards.ownUnion(source, group.parentId, 'people')
    return accept({
      rows: entries.map((entry, index) => unionRowView(entry, (page - 1) * pageSize + index + 1, shown, entry.unionId === own)),
      total,
      page,
      pageSize,
      parent: parent === null ? null : { id: parent.entry.unionId, name: parent.entry.name, parentId: parent.entry.parentId },
      mine: mine === null ? null : unionRowView(mine.entry, mine.rank, shown, true),
      scoresShown: shown,
      seq: await storage.boards.progress(),
      now: clock.now(),
    })
  })
}

function contestState(rounds: Round[], now: number): 'live' | 'over' | 'sealed' {
  if (rounds.every((round) => round.sealedRevision !== null)) return 'sealed'
  return rounds.every((round) => now >= round.closesAt) ? 'over' : 'live'
}
