import type { RouteName } from '@hoithi/shared/routes'
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest'
import { buildApp } from '../../server/src/app.ts'
import { watchLoad } from '../../server/src/overload.ts'
import { startLine } from '../../server/src/start-line.ts'
import { callRoute, tokenFor } from '../support/client.ts'
import { makeContestant, makeStaff } from '../support/contest.ts'
import { expectRefused, MINUTE, openWorld, type World } from './world.ts'

/** The world's own services under a load that the test sets; everything else is as it runs. */
async function underLoad() {
  const world = await openWorld()
  let loopMs = 0
  const overload = watchLoad(100, () => ({ loopMs, writeMs: 0, longestMs: loopMs }))
  let time = 0
  const services = { ...world.services, overload, startLine: startLine(() => time) }
  const app = await buildApp(services)
  const load = (ms: number): void => {
    loopMs = ms
    overload.look()
    overload.look()
  }
  const contestant = async () => {
    const { id } = await makeContestant(services, world.unionId('T-A-1'))
    const token = tokenFor(app, services, { id, role: 'contestant', unionId: world.unionId('T-A-1') })
    return (name: RouteName, params: Record<string, string>, body?: unknown) =>
      callRoute(app, name, { token, params, ...(body === undefined ? {} : { body }) })
  }
  const staff = async () => {
    const { id } = await makeStaff(services, 'judge')
    const token = tokenFor(app, services, { id, role: 'judge' })
    return (name: RouteName, params: Record<string, string>) => callRoute(app, name, { token, params })
  }
  const pass = (seconds: number): void => {
    time += seconds * 1_000
  }
  return { world, app, load, contestant, staff, pass }
}

const shedOf = async (app: Awaited<ReturnType<typeof buildApp>>, kind: string): Promise<number> =>
  Number(new RegExp(`^hoithi_shed_total\\{kind="${kind}"\\} (\\d+)$`, 'm').exec((await app.inject('/metrics')).body)?.[1])

describe('under overload', () => {
  let world: World
  let load: (ms: number) => void
  let at: Awaited<ReturnType<typeof underLoad>>
  beforeAll(async () => {
    at = await underLoad()
    world = at.world
    load = at.load
  })
  beforeEach(() => {
    load(0)
    // Whoever stands in line from the case before has gone by then.
    at.pass(300)
  })
  afterAll(async () => {
    await at.app.close()
    await world.end()
  })

  const save = { responses: [{ position: 1, choice: ['a'], ageMs: 0 }] }
  // How late the event loop is; a board, a start, a save, a submission.
  const cases: [loopMs: number, board: number, start: number, save: number, submission: number][] = [
    [0, 200, 200, 200, 200],
    [100, 503, 200, 200, 200],
    [300, 503, 503, 200, 200],
    [60_000, 503, 503, 200, 200],
  ]
  it.each(cases)('late by %d ms: board %d, start %d, save %d, submission %d', async (loopMs, ...statuses) => {
    const [answering, coming] = [await at.contestant(), await at.contestant()]
    const begun = await answering('startAttempt', { roundId: world.roundId })
    const { attemptId } = begun.json<{ attemptId: string }>()
    load(loopMs)
    const replies = [
      await coming('getRoundLeaderboard', { roundId: world.roundId }),
      await coming('startAttempt', { roundId: world.roundId }),
      await answering('saveResponses', { attemptId }, save),
      await answering('submitAttempt', { attemptId }, { prediction: null }),
    ]
    expect(replies.map(({ statusCode }) => statusCode)).toEqual(statuses)
  })

  test('a board says in the reader’s language when to look again, and the phone is told the same in seconds', async () => {
    load(100)
    const board = await (await at.contestant())('getRoundLeaderboard', { roundId: world.roundId })
    expectRefused(board, 'try-later')
    const { details, message } = board.json<{ details: { retryInSeconds: number }; message: string }>()
    expect([board.headers['retry-after'], message]).toEqual([
      String(details.retryInSeconds),
      expect.stringContaining(`${details.retryInSeconds} giây`),
    ])
    const english = await callRoute(at.app, 'listLog', { headers: { 'accept-language': 'en' } })
    expect(english.json<{ message: string }>().message).toMatch(/in \d+ s\.$/)
    expect(await shedOf(at.app, 'look')).toBeGreaterThan(1)
  })

  test('whoever has an attempt under way goes on with it, also from another phone', async () => {
    const person = await at.contestant()
    const first = (await person('startAttempt', { roundId: world.roundId })).json<{ attemptId: string }>()
    load(300)
    const again = await person('startAttempt', { roundId: world.roundId })
    expect([again.statusCode, again.json<{ attemptId: string }>().attemptId]).toEqual([200, first.attemptId])
    expect((await person('getAttempt', { attemptId: first.attemptId })).statusCode).toBe(200)
  })

  test('who was sent away starts by coming back when the wait is over, before whoever comes later', async () => {
    const [early, late] = [await at.contestant(), await at.contestant()]
    load(300)
    const sent = await early('startAttempt', { roundId: world.roundId })
    expectRefused(sent, 'start-later')
    load(0)
    expectRefused(await late('startAttempt', { roundId: world.roundId }), 'start-later')
    at.pass(sent.json<{ details: { retryInSeconds: number } }>().details.retryInSeconds)
    expect([(await early('startAttempt', { roundId: world.roundId })).statusCode, await shedOf(at.app, 'start')]).toEqual([200, expect.any(Number)])
    expect((await late('startAttempt', { roundId: world.roundId })).statusCode).toBe(200)
  })

  test('nobody is held at the door in the last five minutes of a round', async () => {
    const round = (await world.services.storage.contests.round(world.roundId))?.round
    const before = world.clock.now()
    world.clock.set((round?.closesAt ?? 0) - 5 * MINUTE + 1)
    const person = await at.contestant()
    load(300)
    expect((await person('startAttempt', { roundId: world.roundId })).statusCode).toBe(200)
    world.clock.set(before)
  })

  test('the overview at the desk says how it stands and how many wait', async () => {
    const judge = await at.staff()
    const server = async () =>
      (await judge('getDashboard', { roundId: world.roundId })).json<{ server: { load: string; startsWaiting: number } }>().server
    expect(await server()).toMatchObject({ load: 'easy', startsWaiting: 0 })
    load(300)
    await (
      await at.contestant()
    )('startAttempt', { roundId: world.roundId })
    expect(await server()).toMatchObject({ load: 'flooded', startsWaiting: 1 })
  })

  test('the desk sees its boards, and registrations are asked to come back', async () => {
    const judge = await at.staff()
    load(300)
    expect((await judge('getRoundLeaderboard', { roundId: world.roundId })).statusCode).toBe(200)
    const body = {
      phone: '0912000111',
      password: 'mat khau dai',
      fullName: 'Người Mới',
      birthDate: '1990-01-01',
      unionId: world.unionId('T-A-1'),
      contestantKind: 'member',
      consentVersion: 'v1',
    }
    expectRefused(await callRoute(at.app, 'registerContestant', { body }), 'server-busy')
    expect(await shedOf(at.app, 'registration')).toBe(1)
  })
})
