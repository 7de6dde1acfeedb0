import { createHash } from 'node:crypto'
import { randomFrom, type Random } from '../../server/src/domain/random.ts'
import type { Invented } from '../crowd-people.ts'
import type { Phone } from './phone.ts'
import type { Visit } from './arrivals.ts'

/** How a person behaves, and how many in a hundred do. */
export const kinds = {
  steady: 44,
  /** Uses nearly all the time, or more than there is. */
  slow: 12,
  /** Requests are cut after they were sent, and sent again. */
  lostLine: 12,
  /** Two devices on one attempt. */
  twoPhones: 8,
  /** Leaves half-way: the deadline hands the saved answers in. */
  walksAway: 6,
  /** A whole paper in seconds, all of it right. */
  tooFast: 4,
  /** Goes on tapping after the deadline and its grace. */
  tooLate: 5,
  /** Presses every button twice. */
  doubleTap: 4,
  /** Mistakes the password before getting in. */
  forgetful: 3,
  /** Wants one attempt more than the rules give. */
  greedy: 2,
} as const
export type Kind = keyof typeof kinds

export type Person = Invented & {
  kind: Kind
  password: string
  /** Chance of this person alone, whatever the network does to others. */
  random: Random
  device: Phone
  /** The session of somebody who was logged in before the server started, on each of their phones. */
  session?: string | undefined
  registersAt: number
  registered: boolean
  visits: Visit[]
  /** How often a start was asked for, by round, on whatever device: no more attempts than that can be theirs. */
  asked: Map<string, number>
}

/** A stream of chance of its own for a name under the seed. */
export const randomOf = (seed: string, name: string): Random => randomFrom(createHash('sha256').update(`${seed}\n${name}`).digest('hex').slice(0, 32))

export const chance = (random: Random, percent: number): boolean => random.below(100) < percent

const names = Object.keys(kinds) as Kind[]
export const kindCount = names.length

/** Every kind comes at least once among the first few people, then by its share. */
export function kindOf(index: number, random: Random): Kind {
  const early = names[index]
  if (early !== undefined) return early
  let left = random.below(100)
  return names.find((name) => (left -= kinds[name]) < 0) ?? 'steady'
}
