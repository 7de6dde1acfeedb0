import { answer } from './answering.ts'
import type { Visit } from './arrivals.ts'
import type { AttemptBook } from './books.ts'
import { mistakePassword, persist, register, startOf } from './entering.ts'
import { finish } from './finishing.ts'
import { chance, type Person } from './people.ts'
import type { World } from './world.ts'

/** All that one person does, from the registration to the last visit. */
export async function live(world: World, person: Person, ended: (visit: Visit) => void): Promise<void> {
  const comes = Math.min(person.registersAt, person.visits[0]?.startsAt ?? Number.POSITIVE_INFINITY)
  // Invited, but neither registers nor visits.
  if (comes === Number.POSITIVE_INFINITY) return
  await world.clock.until(comes)
  await register(world, person)
  for (const visit of person.visits) {
    await world.clock.until(visit.startsAt)
    if (person.registered) await take(world, person, visit)
    ended(visit)
  }
}

async function take(world: World, person: Person, visit: Visit): Promise<void> {
  const newRound = !person.asked.has(visit.round.id)
  if (person.kind === 'forgetful' && newRound) await mistakePassword(world, person)
  await persist(world, person, 'getContest', { params: { slug: world.stage.slug } })
  if (visit.early) await tryTheDoor(world, person, visit)
  const book = await start(world, person, visit)
  if (book === null) return
  world.counts.running += 1
  await answer(world, book)
  await finish(world, book)
  world.counts.running -= 1
  await lookAround(world, person, visit)
}

async function tryTheDoor(world: World, person: Person, { round }: Visit): Promise<void> {
  const expects = (code: string): boolean => code === 'round-not-open'
  // A slow line may carry the request over the opening: then it starts the attempt, and the next call resumes it.
  const tried = await person.device.call('startAttempt', { ...startOf(world, person, round), expects })
  if (tried.ok && tried.body.startedAt < round.opensAt) world.troubles.tell('an attempt began before its round', tried.body.attemptId)
  await world.clock.until(round.opensAt)
}

/** Start, or go on where a lost reply left off; null when the round is over or no attempt is left. */
export async function start(world: World, person: Person, { round }: Pick<Visit, 'round'>): Promise<AttemptBook | null> {
  const input = startOf(world, person, round)
  const twice = person.kind === 'doubleTap' ? person.device.call('startAttempt', input) : null
  const begun = await persist(world, person, 'startAttempt', input)
  const other = await twice
  if (!begun.ok) return null
  const { attemptId, number, startedAt, deadlineAt, questions } = begun.body
  if (number > round.rules.attemptsPerRound) world.troubles.tell('more attempts than the rules give', attemptId)
  if (
    other?.ok === true &&
    other.body.attemptId !== attemptId &&
    Math.max(startedAt, other.body.startedAt) <= Math.min(deadlineAt, other.body.deadlineAt)
  )
    world.troubles.tell('one press too many began two attempts', attemptId)
  if (world.books.has(attemptId)) {
    world.troubles.tell('a finished attempt was given out again', attemptId)
    return null
  }
  const shown = questions.map(({ position, stem, options }) => ({ position, stem, options }))
  const empty = { taps: [], savedPrediction: null, handedIn: null, submitted: null, readBack: null }
  const book: AttemptBook = { attemptId, person, round, number, startedAt, deadlineAt, questions: shown, ...empty }
  world.books.set(attemptId, book)
  return book
}

/** Afterwards some look at the boards, and a few look their receipt up. */
export async function lookAround(world: World, person: Person, { round }: Pick<Visit, 'round'>): Promise<void> {
  const { random } = person
  const params = { roundId: round.id }
  if (chance(random, 35)) await persist(world, person, 'getRoundLeaderboard', { params })
  if (chance(random, 12)) await persist(world, person, 'getUnionLeaderboard', { params, query: { metric: 'people', page: 1 } })
  if (chance(random, 6)) await persist(world, person, 'getContestLeaderboard', { params: { slug: world.stage.slug } })
}
