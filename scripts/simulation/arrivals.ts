import type { Random } from '../../server/src/domain/random.ts'
import { busyMoment } from '../crowd.ts'
import type { Scenario } from './options.ts'
import type { Kind } from './people.ts'
import type { StageRound } from './stage.ts'
import { DAY_MS, MINUTE_MS, type Timetable } from './timetable.ts'

/** `early`: they try the door before the round is open. */
export type Visit = { round: StageRound; startsAt: number; early: boolean }

/** Waiting times with this mean, mostly short ones. */
const waiting = (mean: number, random: Random): number => Math.floor(-Math.log(1 - random.below(1_000_000) / 1_000_000) * mean)

type Curve = (round: StageRound, random: Random) => number

const LAST_MS = MINUTE_MS / 2
const inside = ({ opensAt, closesAt }: StageRound, at: number): number => Math.max(opensAt, Math.min(at, closesAt - LAST_MS))

/** When a person comes to a round: a rush at its opening, a rush at its closing, and in between by day more than by night. */
const curves = {
  contest(round, random) {
    const weeks = (round.closesAt - round.opensAt) / (7 * DAY_MS)
    const share = random.below(100)
    if (share < 15) return inside(round, round.opensAt + waiting(40 * MINUTE_MS * weeks, random))
    if (share < 40) return inside(round, round.closesAt - waiting(180 * MINUTE_MS * weeks, random))
    return busyMoment(round.opensAt, round.closesAt - MINUTE_MS, random)
  },
  opening: (round, random) =>
    round.opensAt + (random.below(100) < 40 ? random.below(MINUTE_MS) : Math.min(waiting(4 * MINUTE_MS, random), 40 * MINUTE_MS)),
  closing: (round, random) => inside(round, Math.max(round.closesAt - 45 * MINUTE_MS, round.closesAt - waiting(12 * MINUTE_MS, random))),
} satisfies Record<Scenario, Curve>

/** The first of each kind leave themselves time: whatever the machine, each kind is seen to do what it does. */
const inFirstHalf: Curve = ({ opensAt, closesAt }, random) => opensAt + Math.floor(((closesAt - opensAt) * random.below(1_000)) / 2_000)
const vanguardCurve = { ...curves, contest: inFirstHalf } satisfies Record<Scenario, Curve>

/** How many in a hundred of those who take a round begin with trying the door before it opens. */
const EARLY = { contest: 1, opening: 6, closing: 0 } satisfies Record<Scenario, number>
/** The busiest hour is played for those who come. */
const everyoneComes = { contest: false, opening: true, closing: true } satisfies Record<Scenario, boolean>

/** All visits of one person, in order. */
export function visitsOf(
  { scenario, rounds }: { scenario: Scenario; rounds: readonly StageRound[] },
  { eagerness, kind, vanguard }: { eagerness: number; kind: Kind; vanguard: boolean },
  random: Random,
): Visit[] {
  return rounds.flatMap((round): Visit[] => {
    if (!everyoneComes[scenario] && !vanguard && random.below(100) >= eagerness) return []
    const attempts = round.rules.attemptsPerRound
    const times = kind === 'greedy' ? attempts + 1 : 1 + (random.below(100) < 45 ? Math.min(1, attempts - 1) : 0)
    const first = (vanguard ? vanguardCurve : curves)[scenario](round, random)
    const gap = Math.min((round.closesAt - first) / times, 3 * DAY_MS)
    const early = random.below(100) < EARLY[scenario]
    return Array.from({ length: times }, (_, turn) => ({
      round,
      startsAt: turn === 0 ? (early ? round.opensAt - MINUTE_MS / 2 : first) : first + Math.floor(turn * gap * (0.3 + random.below(600) / 1000)),
      early: early && turn === 0,
    }))
  })
}

/** When a person makes an account: some before the contest, most at their first visit. */
export function registrationOf({ beginsAt, registeredBy }: Timetable, scenario: Scenario, random: Random, vanguard: boolean): number {
  if (vanguard) return beginsAt
  const share = { contest: 35, opening: 60, closing: 97 }[scenario]
  const before = random.below(100) < share
  const at = beginsAt + Math.floor(((registeredBy - beginsAt) * random.below(1_000_000)) / 1_000_000)
  return before ? at : Number.POSITIVE_INFINITY
}
