import { may } from '@hoithi/shared/rights'
import type { Actor } from '../../domain/access.ts'
import { roundPhase, type Contest, type Round } from '../../domain/contest.ts'
import { startOfDay } from '../../domain/local-time.ts'
import type { ReplyOf } from '../../http/route.ts'
import type { Traffic } from '../../http/traffic.ts'
import type { Scope } from '../../ports/activity.ts'
import type { Services } from '../../services.ts'
import { daysOf, filled, hoursOf, newestMoment } from './days.ts'
import { scopeView, type ScopeUnion } from './scope.ts'

type Needs = Pick<Services, 'storage' | 'clock' | 'projector' | 'backups' | 'overload' | 'startLine'>
type Dashboard = ReplyOf<'getDashboard'>
type Asked = { round: Round; contest: Contest; union: ScopeUnion; session: Actor }

/** A round at a glance, for a union and everything below it. */
export async function dashboardView(needs: Needs, traffic: Traffic, { round, contest, union, session }: Asked): Promise<Dashboard> {
  const { storage, clock } = needs
  const now = clock.now()
  const unionId = union?.id ?? null
  const [facts, kinds, times, server, seq] = await Promise.all([
    storage.activity.facts(round.id, unionId),
    storage.activity.kinds({ boardId: round.id, unionId }),
    timesOf(needs, contest, { boardId: contest.id, unionId }, now),
    may(session.role, 'seeCounts') ? serverOf(needs, traffic, round.id, now) : null,
    storage.boards.progress(),
  ])
  const { id, number, title, opensAt, closesAt } = round
  return {
    scope: union === null ? null : scopeView(union, session),
    round: { id, number, title, opensAt, closesAt, phase: roundPhase(round, now) },
    facts: { ...facts, rate: facts.memberCount === null || facts.memberCount === 0 ? null : facts.people / facts.memberCount },
    ...times,
    kinds,
    server,
    seq,
    now,
  }
}

async function timesOf({ storage }: Needs, contest: Contest, scope: Scope, now: number): Promise<Pick<Dashboard, 'hours' | 'days'>> {
  const { timeZone } = contest
  const newest = newestMoment(contest, now)
  const day = startOfDay(newest, timeZone)
  const dayBefore = startOfDay(newest, timeZone, -1)
  const dayAfter = startOfDay(newest, timeZone, 1)
  const days = daysOf(contest, newest)
  const [byHour, byDay] = await Promise.all([
    storage.activity.series(scope, 'hour', dayBefore, dayAfter),
    storage.activity.series(scope, 'day', days[0] ?? day, dayAfter),
  ])
  return {
    hours: {
      day,
      isToday: day === startOfDay(now, timeZone),
      newest: filled(hoursOf(day, timeZone), byHour),
      before: filled(hoursOf(dayBefore, timeZone), byHour),
    },
    days: filled(days, byDay),
  }
}

async function serverOf(
  { storage, projector, backups, overload, startLine }: Needs,
  traffic: Traffic,
  roundId: string,
  now: number,
): Promise<Dashboard['server']> {
  const [perMinute, { voided }, lag, copies] = await Promise.all([
    storage.boards.perMinute(roundId, now, 60),
    storage.boards.counts(roundId),
    projector.lag(),
    backups.look(),
  ])
  const { state, everyMs, newestAgeMs, newest } = copies
  const crowd = { load: overload.load(), startsWaiting: startLine.waiting() }
  return { ...traffic.look(), ...crowd, perMinute, voided, lag, backup: { state, everyMs, newestAgeMs, newestBytes: newest?.bytes ?? null } }
}
