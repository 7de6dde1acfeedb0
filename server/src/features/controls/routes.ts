import type { z } from 'zod'
import type { grantExtraTime as grantContract } from '@hoithi/shared/contracts/contest-desk'
import { roundPhase, windowPhase, type Round } from '../../domain/contest.ts'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import type { TimeFor } from '../../domain/extra-time.ts'
import type { ReplyOf, Route } from '../../http/route.ts'
import type { ExtraTimeRow, RoundTraffic } from '../../ports/controls.ts'
import type { Services } from '../../services.ts'
import { endExtraTime, extendRound, grantExtraTime, pauseContest, resumeContest } from './actions.ts'

type Ask = z.output<(typeof grantContract)['body']>

/** A person or a union is named, an outage is a time: just one of them. */
function timeForOf({ scope, targetId, outage }: Ask): Decision<TimeFor> {
  if (scope === 'everyone') return outage === undefined ? missing('outage') : accept({ scope, ...outage })
  return targetId === undefined ? missing('targetId') : accept({ scope, targetId })
}
const missing = (field: string) => refuse('invalid-request', [{ field, message: 'is missing' }])

const extraTimeView = ({ extraMs, ...extraTime }: ExtraTimeRow): ReplyOf<'listExtraTimes'>['extraTimes'][number] => ({
  ...extraTime,
  minutes: Math.round(extraMs / 60_000),
})

function roundView(round: Round, traffic: readonly RoundTraffic[], now: number): ReplyOf<'getControls'>['rounds'][number] {
  const { id, title, practice, opensAt, closesAt, rules } = round
  const { running, cut, lateAnswers } = traffic.find(({ roundId }) => roundId === id) ?? { running: 0, cut: 0, lateAnswers: 0 }
  return {
    id,
    title,
    practice,
    opensAt,
    closesAt,
    phase: roundPhase(round, now),
    running,
    cut,
    frozen: rules.board === 'frozen',
    lateAnswers: rules.lateAnswers === 'held' ? lateAnswers : null,
  }
}

/** What organisers do to a contest while it runs. */
export function controlRoutes(route: Route, services: Services): void {
  const { contests, controls } = services.storage
  const { clock } = services

  route('getControls', 'manageContests', async ({ params }) => {
    const contest = await contests.find(params.slug)
    if (contest === null) return refuse('not-found')
    const now = clock.now()
    const [rounds, traffic] = await Promise.all([contests.rounds(contest.id), controls.traffic(contest.id, now)])
    const { title, state, pausedAt, timeZone } = contest
    const view = { title, state, pausedAt, phase: windowPhase(contest, now) }
    return accept({ contest: view, timeZone, rounds: rounds.map((round) => roundView(round, traffic, now)), now })
  })

  route('pauseContest', 'manageContests', async ({ params, body: { reason }, session }) => {
    const contest = await contests.find(params.slug)
    return contest === null ? refuse('not-found') : pauseContest(services, contest.id, { actorId: session.id, reason })
  })

  route('resumeContest', 'manageContests', async ({ params: { slug }, body: { extendRounds, reason }, session }) => {
    const contest = await contests.find(slug)
    if (contest === null) return refuse('not-found')
    const resumed = await resumeContest(services, { contestId: contest.id, slug, extendRounds }, { actorId: session.id, reason })
    if (!resumed.ok) return resumed
    const { attempts, pausedMs, rounds } = resumed.value
    return accept({ attempts, pausedMs, extendedRounds: rounds.length })
  })

  route('extendRound', 'manageContests', async ({ params, body: { closesAt, reason }, session }) => {
    const extended = await extendRound(services, params.roundId, closesAt, { actorId: session.id, reason })
    return extended.ok ? accept({ attempts: extended.value.times.length }) : extended
  })

  route('listExtraTimes', 'manageContests', async ({ params }) => {
    const contest = await contests.find(params.slug)
    return contest === null ? refuse('not-found') : accept({ extraTimes: (await controls.extraTimes(contest.id)).map(extraTimeView) })
  })

  route('grantExtraTime', 'manageContests', async ({ params, body, session }) => {
    const contest = await contests.find(params.slug)
    if (contest === null) return refuse('not-found')
    const timeFor = timeForOf(body)
    if (!timeFor.ok) return timeFor
    const ask = { contestId: contest.id, timeFor: timeFor.value, minutes: body.minutes }
    const granted = await grantExtraTime(services, ask, { actorId: session.id, reason: body.reason })
    if (!granted.ok) return granted
    const { extraTime, clipped, finished } = granted.value
    return accept({ extraTime: extraTimeView(extraTime), clipped, finished })
  })

  route('endExtraTime', 'manageContests', async ({ params, body: { reason }, session }) => {
    const ended = await endExtraTime(services, params.extraTimeId, { actorId: session.id, reason })
    return ended.ok ? accept({ done: true as const }) : ended
  })
}
