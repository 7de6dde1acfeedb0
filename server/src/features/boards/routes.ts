import { may } from '@hoithi/shared/rights'
import { contestVeil, frozenBoard, maxScore, roundPhase, roundVeil, scoresShown, type Round } from '../../domain/contest.ts'
import { accept, refuse } from '../../domain/decision.ts'
import type { Session } from '../../http/auth.ts'
import type { Route } from '../../http/route.ts'
import type { Services } from '../../services.ts'
import type { BoardSource } from '../../ports/boards.ts'
import { knownUpTo } from '../attempts/as-sealed.ts'
import { shownTo } from '../contests/entry.ts'
import { boardView, unionRowView, unionSource } from './view.ts'

export function boardRoutes(route: Route, services: Services): void {
  const { storage, clock } = services
  /** Organisers and judges see every board live. */
  const seesLive = (session: Session | null): boolean => session !== null && may(session.role, 'seeCounts')
  /** Where a person is counted: on a live board, in the union that theirs was merged into. Not the union of the session: they may have been moved since it began. */
  const ownUnionId = async (session: Session | null, { revisionId }: BoardSource): Promise<string | null> => {
    const unionId = session === null ? null : ((await storage.accounts.profile(session.id))?.unionId ?? null)
    return unionId === null || revisionId !== null ? unionId : storage.unions.current(unionId)
  }

  /** Whether a sealed round waits for its next results: the sum over the rounds is not final then. */
  const anyMoves = async (rounds: Round[]): Promise<boolean> =>
    (await Promise.all(rounds.map((round) => knownUpTo(services, round)))).some((upTo) => upTo !== null)

  route('getRoundLeaderboard', 'anyone', async ({ params, query, session }) => {
    const found = await storage.contests.round(params.roundId)
    if (found === null || !shownTo(found.contest, session)) return refuse('not-found')
    const now = clock.now()
    const phase = roundPhase(found.round, now)
    const veil = seesLive(session) ? null : roundVeil(found.round, now)
    return accept(
      await boardView(services, {
        boardId: veil?.kind === 'frozen' ? frozenBoard(found.round.id) : found.round.id,
        revisionId: found.round.sealedRevision === null ? null : ((await storage.results.revisions(found.round.id))[0]?.id ?? null),
        title: found.round.title,
        query,
        session,
        scores: scoresShown(found.round),
        ownScore: found.round.rules.showScore === 'atSubmission',
        maxScore: maxScore(found.round.rules),
        state: phase === 'sealed' ? 'sealed' : phase === 'over' ? 'over' : 'live',
        veil,
      }),
    )
  })

  route('getContestLeaderboard', 'anyone', async ({ params, query, session }) => {
    const contest = await storage.contests.find(params.slug)
    if (contest === null || !shownTo(contest, session)) return refuse('not-found')
    if (contest.settings.overall === 'none') return refuse('no-contest-board')
    const rounds = (await storage.contests.rounds(contest.id)).filter(({ practice }) => !practice)
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
        state: contestState(rounds, clock.now(), await anyMoves(rounds)),
        veil: seesLive(session) ? null : contestVeil(rounds, clock.now()),
      }),
    )
  })

  route('getUnionLeaderboard', 'anyone', async ({ params, query: { metric, page, pageSize, ...group }, session }) => {
    const found = await storage.contests.round(params.roundId)
    if (found === null || !shownTo(found.contest, session)) return refuse('not-found')
    const shown = scoresShown(found.round)
    if (metric === 'mean' && !shown) return refuse('scores-hidden')
    const veil = seesLive(session) ? null : roundVeil(found.round, clock.now())
    const hidden = veil?.kind === 'hidden'
    const live = await unionSource(services, found.round)
    const source = veil?.kind === 'frozen' ? { ...live, boardId: frozenBoard(found.round.id) } : live
    const own = hidden ? null : await ownUnionId(session, source)
    const asked = { ...group, sort: metric, order: 'desc' as const, page, pageSize }
    const { entries, total } = hidden ? { entries: [], total: 0 } : await storage.boards.unions(source, asked)
    const mine = own === null ? null : await storage.boards.ownUnion(source, own, metric, group)
    const parent = group.parentId === undefined ? null : await storage.boards.ownUnion(source, group.parentId, 'people')
    return accept({
      rows: entries.map((entry, index) => unionRowView(entry, (page - 1) * pageSize + index + 1, shown, entry.unionId === own)),
      total,
      page,
      pageSize,
      parent: parent === null ? null : { id: parent.entry.unionId, name: parent.entry.name, parentId: parent.entry.parentId },
      mine: mine === null ? null : unionRowView(mine.entry, mine.rank, shown, true),
      veil,
      scoresShown: shown,
      seq: await storage.boards.progress(),
      now: clock.now(),
    })
  })
}

function contestState(rounds: Round[], now: number, moves: boolean): 'live' | 'over' | 'sealed' {
  if (!moves && rounds.every((round) => round.sealedRevision !== null)) return 'sealed'
  return rounds.every((round) => now >= round.closesAt) ? 'over' : 'live'
}
