import type { Random } from '../../server/src/domain/random.ts'
import { finishOverdue } from '../../server/src/features/attempts/actions.ts'
import { busyMoment } from '../crowd.ts'
import { chance, randomOf } from '../simulation/people.ts'
import type { StageRound } from '../simulation/stage.ts'
import type { Stand } from './stand.ts'

const SECOND_MS = 1_000
const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000

/** What somebody does at a moment. */
export type Step = { at: number; run: (stand: Stand) => Promise<void> }
export type Contestant = { id: string; token: string; skill: number }
type Visit = { who: Contestant; round: StageRound; startsAt: number; random: Random }

/** Steps of one attempt, in its own order; times are after its start. */
function visitSteps({ who, round, startsAt, random }: Visit): Step[] {
  let attemptId = ''
  let positions: number[] = []
  let right: string[][] = []
  const { token } = who
  const begin = async (stand: Stand): Promise<void> => {
    const { status, body } = await stand.ask('startAttempt', { params: { roundId: round.id }, token })
    if (status !== 200) return
    attemptId = body.attemptId
    positions = body.questions.map(({ position }) => position)
    right = await rightChoices(stand, attemptId)
  }
  const choiceAt = (position: number): string[] =>
    random.below(1_000) < who.skill ? (right[position - 1] ?? []) : [String.fromCharCode(97 + random.below(4))]
  /** Part of the paper, tapped over the last minute. */
  const save = (from: number, to: number, ageMs: number) => async (stand: Stand) => {
    if (attemptId === '') return
    const some = positions.slice(Math.floor(positions.length * from), Math.ceil(positions.length * to))
    const responses = some.map((position, index) => ({ position, choice: choiceAt(position), ageMs: ageMs + (some.length - index) * SECOND_MS }))
    await stand.ask('saveResponses', { params: { attemptId }, body: { responses }, token })
  }
  const look = async (stand: Stand): Promise<void> => {
    if (attemptId !== '') await stand.ask('getAttempt', { params: { attemptId }, token })
  }
  const prediction = random.below(400)
  const handIn = async (stand: Stand): Promise<void> => {
    if (attemptId === '') return
    await stand.ask('submitAttempt', { params: { attemptId }, body: { prediction }, token })
    await stand.ask('getRoundLeaderboard', { params: { roundId: round.id }, token })
  }
  const limitMs = round.rules.minutes * MINUTE_MS
  const takesMs = 2 * MINUTE_MS + random.below(limitMs - 4 * MINUTE_MS)
  const part = (share: number): number => Math.floor(takesMs * share)
  const steady: [number, Step['run']][] = [
    [0, begin],
    [part(0.3), save(0, 0.4, 0)],
    [part(0.6), save(0.4, 0.8, 0)],
    [part(0.9), save(0.8, 1, 0)],
    [takesMs, handIn],
  ]
  const ways: (readonly [share: number, steps: [number, Step['run']][]])[] = [
    [50, steady],
    // A second phone, whose taps come late and are older than what stands, or as old.
    [20, [...steady.slice(0, 4), [part(0.7), save(0.3, 0.7, part(0.25))], [part(0.95), save(0.7, 1, 0)], [part(0.95), look], [takesMs, handIn]]],
    [10, steady.slice(0, 3)],
    [8, [...steady.slice(0, 2), [limitMs + 3 * MINUTE_MS, save(0.4, 1, 0)], [limitMs + 4 * MINUTE_MS, handIn]]],
    [8, [[0, begin], [0, begin], ...steady.slice(1), [takesMs, handIn], [takesMs + 1, handIn]]],
    [
      4,
      [
        [0, begin],
        [4 * SECOND_MS, save(0, 1, 0)],
        [5 * SECOND_MS, handIn],
      ],
    ],
  ]
  let left = random.below(100)
  const [, steps] = ways.find(([share]) => (left -= share) < 0) ?? [0, steady]
  return steps.map(([after, run]) => ({ at: startsAt + after, run }))
}

async function rightChoices({ services: { storage } }: Stand, attemptId: string): Promise<string[][]> {
  const paper = (await storage.attempts.find(attemptId))?.paper ?? []
  const versions = await storage.questions.versions(paper.map(({ versionId }) => versionId))
  return paper.map(({ versionId, order }) =>
    order.flatMap((original, shown) => (versions.get(versionId)?.correct.includes(original) === true ? [String.fromCharCode(97 + shown)] : [])),
  )
}

/** Everything that a crowd does in a round, one step after another, with what the server does by itself in between. */
export function roundSteps(round: StageRound, people: readonly Contestant[], seed: string): Step[] {
  const visits = people.flatMap((who, index) => {
    const random = randomOf(seed, `${round.number} ${index}`)
    const times = 1 + Number(chance(random, 40)) + Number(chance(random, 10))
    // The last ones are cut off by the close.
    return Array.from({ length: times }, () => visitSteps({ who, round, random, startsAt: busyMoment(round.opensAt, round.closesAt, random) }))
  })
  const sweeps: Step[] = []
  for (let at = round.opensAt; at < round.closesAt; at += 3 * HOUR_MS) sweeps.push({ at, run: sweep })
  return [...visits.flat(), ...sweeps]
}

async function sweep({ services }: Stand): Promise<void> {
  await finishOverdue(services, 1_000)
  await services.projector.catchUp()
}

/** One after another, at their moments; those of one moment in the order in which they are listed. */
export async function playSteps(stand: Stand, steps: readonly Step[]): Promise<void> {
  const ordered = steps.map((step, index) => ({ ...step, index })).sort((a, b) => a.at - b.at || a.index - b.index)
  for (const { at, run } of ordered) {
    stand.set(at)
    await run(stand)
  }
}
