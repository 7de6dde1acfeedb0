import type { Round } from '../../server/src/domain/contest.ts'
import { deadline, NETWORK_GRACE_MS } from '../../server/src/domain/attempt.ts'
import { busyMoment } from '../crowd.ts'
import { randomOf } from './chance.ts'

/** One attempt of a person: `leaves` when its deadline hands it in. */
export type Visit = { person: number; number: number; startedAt: number; deadlineAt: number; submittedAt: number; loggedAt: number; leaves: boolean }

const MINUTE_MS = 60_000
/** From a hand-in to the same person's next start, at least. */
const REST_MS = 2 * MINUTE_MS
/** How long after the grace of a deadline the sweep comes by. */
const SWEEP_MS = 1_000

/** How many attempts of a round each person takes: `base`, and one more for `extra` of them, in each round other ones. */
export type Share = { people: number; base: number; extra: number; turn: number }
const timesOf = ({ people, base, extra, turn }: Share, person: number): number => base + ((person + turn) % people < extra ? 1 : 0)

/** A person's attempts of a round in their order: any moments, at waking hours rather than at night, each after the one before is over. */
function visitsOf(seed: string, round: Round, timeZone: string, share: Share, person: number): Visit[] {
  const random = randomOf(seed, `visits ${round.number} ${person}`)
  const times = timesOf(share, person)
  const longest = round.rules.minutes * MINUTE_MS + NETWORK_GRACE_MS + SWEEP_MS + REST_MS
  const moments = Array.from({ length: times }, () => busyMoment(round.opensAt, round.closesAt - times * longest, random)).sort((a, b) => a - b)
  let free = 0
  return moments.map((moment, index) => {
    const startedAt = Math.max(moment, free)
    const deadlineAt = deadline({ ...round, timeZone }, { startedAt })
    const leaves = random.below(100) < 4
    const takes = Math.min(deadlineAt - startedAt, 2 * MINUTE_MS + random.below(16 * MINUTE_MS))
    const submittedAt = leaves ? deadlineAt : startedAt + takes
    const loggedAt = leaves ? deadlineAt + NETWORK_GRACE_MS + SWEEP_MS : submittedAt
    free = loggedAt + REST_MS
    return { person, number: index + 1, startedAt, deadlineAt, submittedAt, loggedAt, leaves }
  })
}

/** Room for an attempt's place beside its moment in the 53 bits of a number. */
const PLACES = 2 ** 23

/** Every attempt of a round in the order in which the log gets them. Only 8 bytes an attempt are kept. */
export function* timeline(seed: string, round: Round, timeZone: string, share: Share): Generator<Visit> {
  const most = share.base + (share.extra > 0 ? 1 : 0)
  if (share.people * most > PLACES) throw new Error(`a round takes at most ${PLACES} attempts`)
  const keys = new Float64Array(share.people * share.base + share.extra)
  let kept = 0
  for (let person = 0; person < share.people; person += 1)
    for (const { loggedAt, number } of visitsOf(seed, round, timeZone, share, person)) {
      keys[kept] = (loggedAt - round.opensAt) * PLACES + person * most + number - 1
      kept += 1
    }
  keys.sort()
  for (const key of keys) {
    const place = key % PLACES
    const visit = visitsOf(seed, round, timeZone, share, Math.floor(place / most))[place % most]
    if (visit !== undefined) yield visit
  }
}
