import type { z } from 'zod'
import type { contestSummary } from '@hoithi/shared/contracts/contests'
import type { Session } from '../../http/auth.ts'
import { abandoned } from '../../domain/attempt.ts'
import { contestAttemptsLeft, type Entrant } from '../../domain/eligibility.ts'
import {
  attemptsLeft,
  maxScore,
  ownScoreShown,
  questionCount,
  roundPhase,
  scoresShown,
  windowPhase,
  type Contest,
  type Round,
} from '../../domain/contest.ts'
import { accept, refuse } from '../../domain/decision.ts'
import type { Bilingual } from '../../domain/bilingual.ts'
import { startOfDay } from '../../domain/local-time.ts'
import { nextHours } from '../../domain/opening-hours.ts'
import { rulesInWords } from '../../domain/rules-text.ts'
import type { Limits } from '../../http/limits.ts'
import { markdownToHtml } from '../../http/markdown.ts'
import type { ReplyOf, Route } from '../../http/route.ts'
import type { AttemptSummary } from '../../ports/attempts.ts'
import type { Services } from '../../services.ts'
import { finishAttempt } from '../attempts/actions.ts'
import { documentRoutes } from './document-routes.ts'
import { asSealed } from '../attempts/as-sealed.ts'
import { barrierView, enterContest, shownTo } from './entry.ts'

type RoundReply = ReplyOf<'getContest'>['rounds'][number]

export function contestRoutes(route: Route, services: Services, limits: Limits): void {
  const { storage, clock } = services

  route('listContests', 'anyone', async ({ session }) => {
    const now = clock.now()
    const shown = (await storage.contests.list(now)).filter((contest) => shownTo(contest, session))
    return accept({ contests: shown.map((contest) => summary(contest, now)), now, rehearsal: clock.rehearsal })
  })

  route('getContest', 'anyone', async ({ params, session }) => {
    const contest = await storage.contests.find(params.slug)
    if (contest === null || !shownTo(contest, session)) return refuse('not-found')
    const [rounds, attempts, counts, unionNames] = await Promise.all([
      storage.contests.rounds(contest.id),
      ownAttempts(services, session, contest.id),
      storage.boards.contestCounts(contest.id),
      storage.unions.names(contest.settings.eligibleUnions),
    ])
    const own =
      attempts === null
        ? null
        : (
            await Promise.all(
              rounds.map((round) =>
                asSealed(
                  services,
                  round,
                  attempts.filter(({ roundId }) => roundId === round.id),
                ),
              ),
            )
          ).flat()
    const entrant = session?.role === 'contestant' ? await storage.contests.entrant(contest.id, session.id) : null
    const now = clock.now()
    return accept({
      contest: summary(contest, now),
      introHtml: markdownToHtml(contest.intro),
      rules: rulesOf(contest, rounds, unionNames),
      consent: contest.consent,
      rounds: rounds.map((round) => roundView({ round, timeZone: contest.timeZone, now, own, contestLeft: leftInContest(contest, entrant) })),
      barrier: barrierView(contest, entrant),
      overall: contest.settings.overall,
      counts,
      now,
      rehearsal: clock.rehearsal,
    })
  })

  route(
    'enterContest',
    'takeAttempts',
    async ({ params, body, session }) => {
      const entered = await enterContest(services, { slug: params.slug, contestantId: session.id, typed: body.accessCode })
      return entered.ok ? accept({ done: true }) : entered
    },
    { limits: [limits.byAddress, limits.bySession] },
  )

  documentRoutes(route, services)
}

/** Attempts that the contest's own limit leaves a contestant. */
const leftInContest = (contest: Contest, entrant: Entrant | null): number =>
  (entrant === null ? null : contestAttemptsLeft(contest.settings, entrant)) ?? Number.MAX_SAFE_INTEGER

function summary({ id, slug, title, organiser, timeZone, opensAt, closesAt, state, pausedAt }: Contest, now: number): z.input<typeof contestSummary> {
  return { id, slug, title, organiser, timeZone, opensAt, closesAt, state, phase: windowPhase({ opensAt, closesAt }, now), pausedAt }
}

/** As long as storage gives the same contest, neither it nor its rounds have changed. */
const told = new WeakMap<Contest, Bilingual[]>()

/** The rules in words, written once; names of unions change by themselves. */
function rulesOf(contest: Contest, rounds: readonly Round[], unionNames: ReadonlyMap<string, string>): Bilingual[] {
  if (unionNames.size > 0) return rulesInWords(contest, rounds, unionNames)
  const rules = told.get(contest) ?? rulesInWords(contest, rounds)
  told.set(contest, rules)
  return rules
}

/** A contestant's attempts; null for anyone else. An abandoned one that is seen here is finished here. */
async function ownAttempts(services: Services, session: Session | null, contestId: string): Promise<AttemptSummary[] | null> {
  if (session?.role !== 'contestant') return null
  const own = await services.storage.attempts.ofContestant(session.id, contestId)
  const left = own.find((attempt) => abandoned(attempt, services.clock.now()))
  if (left === undefined) return own
  await finishAttempt(services, left.id, 'deadline')
  return services.storage.attempts.ofContestant(session.id, contestId)
}

type RoundSight = { round: Round; timeZone: string; now: number; own: AttemptSummary[] | null; contestLeft: number }

function roundView({ round, timeZone, now, own, contestLeft }: RoundSight): RoundReply {
  const { id, number, title, opensAt, closesAt, rules } = round
  return {
    id,
    number,
    title,
    practice: round.practice,
    opensAt,
    closesAt,
    phase: roundPhase(round, now),
    daily: nextHours(round, timeZone, now),
    questionCount: questionCount(rules),
    minutes: rules.minutes,
    attemptsPerRound: rules.attemptsPerRound,
    attemptsPerDay: rules.attemptsPerDay,
    maxScore: maxScore(rules),
    asksPrediction: rules.prediction !== null,
    atClose: rules.atClose,
    scoresOnBoards: scoresShown(round),
    my:
      own === null
        ? null
        : myRound(
            round,
            own.filter((attempt) => attempt.roundId === id),
            { contestLeft, midnight: startOfDay(now, timeZone) },
          ),
  }
}

function myRound(
  round: Round,
  own: AttemptSummary[],
  { contestLeft, midnight }: { contestLeft: number; midnight: number },
): NonNullable<RoundReply['my']> {
  const { attemptsPerDay } = round.rules
  return {
    attemptsUsed: own.length,
    attemptsLeft: Math.min(attemptsLeft(round, own.length), round.practice ? Infinity : contestLeft),
    leftToday:
      attemptsPerDay === null || round.practice ? null : Math.max(0, attemptsPerDay - own.filter(({ startedAt }) => startedAt >= midnight).length),
    runningAttemptId: own.find((attempt) => attempt.submittedAt === null)?.id ?? null,
    // Of practice the newest will do.
    attempts: (round.practice ? own.slice(-5) : own).flatMap(({ id, number, outcome, voided }) =>
      outcome === null
        ? []
        : [
            {
              id,
              number,
              submittedAt: outcome.submittedAt,
              durationMs: outcome.durationMs,
              receipt: outcome.receipt,
              voided,
              score: ownScoreShown(round) ? outcome.score : null,
              maxScore: outcome.maxScore,
            },
          ],
    ),
  }
}
