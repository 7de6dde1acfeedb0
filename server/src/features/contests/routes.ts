import type { z } from 'zod'
import type { contestSummary } from '@hoithi/shared/contracts/contests'
import type { Session } from '../../http/auth.ts'
import { abandoned } from '../../domain/attempt.ts'
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
import { nextHours, startOfDay } from '../../domain/hours.ts'
import { rulesInWords } from '../../domain/rules-text.ts'
import { markdownToHtml } from '../../http/markdown.ts'
import type { ReplyOf, Route } from '../../http/route.ts'
import type { AttemptSummary } from '../../ports/attempts.ts'
import type { Services } from '../../services.ts'
import { finishAttempt } from '../attempts/actions.ts'

type RoundReply = ReplyOf<'getContest'>['rounds'][number]

export function contestRoutes(route: Route, services: Services): void {
  const { storage, clock } = services

  route('listContests', 'anyone', async () => {
    const now = clock.now()
    return accept({ contests: (await storage.contests.list(now)).map((contest) => summary(contest, now)), now, rehearsal: clock.rehearsal })
  })

  route('getContest', 'anyone', async ({ params, session }) => {
    const contest = await storage.contests.find(params.slug)
    if (contest === null) return refuse('not-found')
    const [rounds, own, counts] = await Promise.all([
      storage.contests.rounds(contest.id),
      ownAttempts(services, session, contest.id),
      storage.boards.contestCounts(contest.id),
    ])
    const now = clock.now()
    return accept({
      contest: summary(contest, now),
      introHtml: markdownToHtml(contest.intro),
      rules: rulesInWords(contest, rounds),
      consent: contest.consent,
      rounds: rounds.map((round) => roundView(round, contest.timeZone, now, own)),
      counts,
      now,
      rehearsal: clock.rehearsal,
    })
  })
}

function summary({ id, slug, title, organiser, opensAt, closesAt, pausedAt }: Contest, now: number): z.input<typeof contestSummary> {
  return { id, slug, title, organiser, opensAt, closesAt, phase: windowPhase({ opensAt, closesAt }, now), pausedAt }
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

function roundView(round: Round, timeZone: string, now: number, own: AttemptSummary[] | null): RoundReply {
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
            startOfDay(now, timeZone),
          ),
  }
}

function myRound(round: Round, own: AttemptSummary[], midnight: number): NonNullable<RoundReply['my']> {
  const { attemptsPerDay } = round.rules
  return {
    attemptsUsed: own.length,
    attemptsLeft: attemptsLeft(round, own.length),
    leftToday: attemptsPerDay === null ? null : Math.max(0, attemptsPerDay - own.filter(({ startedAt }) => startedAt >= midnight).length),
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
