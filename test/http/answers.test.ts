import { gunzipSync } from 'node:zlib'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { finishOverdue } from '../../server/src/features/attempts/actions.ts'
import { startSweep } from '../../server/src/sweep.ts'
import { questions } from '../support/contest.ts'
import { expectRefused, MINUTE, openWorld, SECOND, type Person, type World } from './world.ts'

let world: World
afterEach(() => world.end())

const LAST_MINUTES = '2021-05-09T23:55:00+07:00'
const LIMIT = 20 * MINUTE
const moment = (text: string): number => Date.parse(`2021-05-${text}+07:00`)
const start = (who: Person, roundId = world.roundId) => who.ask('startAttempt', { params: { roundId } })
const save = (who: Person, attemptId: string, tap: { position?: number; choice: string[]; ageMs?: number; sentAt?: number }) =>
  who.call('saveResponses', {
    params: { attemptId },
    body: {
      responses: [{ position: tap.position ?? 1, choice: tap.choice, ageMs: tap.ageMs ?? 0 }],
      ...(tap.sentAt === undefined ? {} : { sentAt: tap.sentAt }),
    },
  })
const choiceOf = async (who: Person, attemptId: string, position = 1): Promise<string> =>
  (await who.ask('getAttempt', { params: { attemptId } })).responses.find((response) => response.position === position)?.choice.join('') ?? ''
const times = <T>(count: number, run: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => run(index)))

/** A world whose position 1 is a question with four options, one of them right. */
const singles = { questions: questions.slice(0, 4) }

describe('an attempt from start to receipt', () => {
  test('started, resumed, saved and submitted; the receipt stands in the log', async () => {
    world = await openWorld()
    const who = await world.contestant()
    const started = await start(who)
    expect(started.questions).toHaveLength(4)
    expect(started).toMatchObject({
      number: 1,
      responses: [],
      result: null,
      asksPrediction: 'allCorrectCount',
      deadlineAt: world.clock.now() + LIMIT,
    })
    world.clock.pass(MINUTE)
    const resumed = await start(who)
    expect(resumed).toEqual({ ...started, now: world.clock.now(), remainingMs: LIMIT - MINUTE })
    const right = await world.rightChoices(started.attemptId)
    const saved = await who.ask('saveResponses', {
      params: { attemptId: started.attemptId },
      body: { responses: right.map((choice, index) => ({ position: index + 1, choice, ageMs: 0 })) },
    })
    expect(saved.saved).toEqual([1, 2, 3, 4])
    world.clock.pass(MINUTE)
    const result = await who.ask('submitAttempt', { params: { attemptId: started.attemptId }, body: { prediction: 7 } })
    expect(result).toEqual({
      score: 4,
      maxScore: 4,
      durationMs: 2 * MINUTE,
      submittedAt: world.clock.now(),
      finishedBy: 'contestant',
      attemptsLeft: 1,
      receipt: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/),
    })
    expect((await who.ask('getAttempt', { params: { attemptId: started.attemptId } })).result).toEqual(result)
    const typed = result.receipt.toLowerCase().replace(/0/g, 'o').replace(/1/g, 'l').replace(/-/g, ' ')
    expect(await world.nobody.ask('findReceipt', { params: { receipt: typed } })).toMatchObject({
      receipt: result.receipt,
      seq: 1,
      submittedAt: result.submittedAt,
      voided: false,
    })
  })

  test('a phone that has the paper asks for the rest without it', async () => {
    world = await openWorld(singles)
    const who = await world.contestant()
    const { attemptId, questions: paper } = await start(who)
    await save(who, attemptId, { choice: ['b'] })
    const whole = await who.ask('getAttempt', { params: { attemptId } })
    expect(whole.questions).toEqual(paper)
    expect(await who.ask('getAttempt', { params: { attemptId }, query: { without: 'paper' } })).toEqual({ ...whole, questions: [] })
  })

  test('a paper travels compressed to a phone that takes it, and plain to others', async () => {
    world = await openWorld({ questions: questions.map((question) => ({ ...question, stem: question.stem.repeat(40) })) })
    const who = await world.contestant()
    const { attemptId } = await start(who)
    const plain = await who.call('getAttempt', { params: { attemptId } })
    const packed = await who.call('getAttempt', { params: { attemptId }, headers: { 'accept-encoding': 'br, gzip' } })
    expect([plain.headers['content-encoding'], packed.headers['content-encoding']]).toEqual([undefined, 'gzip'])
    expect([plain.headers.vary, packed.headers.vary]).toEqual(['accept-encoding', 'accept-encoding'])
    expect(gunzipSync(packed.rawPayload).toString()).toBe(plain.payload)
    expect(packed.rawPayload.length).toBeLessThan(plain.rawPayload.length / 3)
  })

  test('fifty answers at once on one attempt: every one is kept', async () => {
    const bank = Array.from({ length: 50 }, (_, index) => ({ ...questions[0]!, code: `N-${index}` }))
    world = await openWorld({ questions: bank, rules: { blueprint: [{ count: 50 }] } })
    const who = await world.contestant()
    const { attemptId } = await start(who)
    const letter = (index: number) => ['a', 'b', 'c', 'd'][index % 4] as string
    const replies = await times(50, (index) => save(who, attemptId, { position: index + 1, choice: [letter(index)] }))
    expect(replies.map(({ statusCode }) => statusCode)).toEqual(Array.from({ length: 50 }, () => 200))
    const { responses } = await who.ask('getAttempt', { params: { attemptId } })
    expect(responses).toEqual(Array.from({ length: 50 }, (_, index) => ({ position: index + 1, choice: [letter(index)] })))
  })

  test('one tap that does not fit the paper refuses the whole request and saves nothing of it', async () => {
    world = await openWorld(singles)
    const who = await world.contestant()
    const { attemptId } = await start(who)
    const body = (...taps: [position: number, choice: string[]][]) => ({
      params: { attemptId },
      body: { responses: taps.map(([position, choice]) => ({ position, choice, ageMs: 0 })) },
    })
    expectRefused(await who.call('saveResponses', body([1, ['a']], [5, ['a']])), 'unknown-position')
    for (const choice of [['e'], ['a', 'b'], ['A'], ['aa']])
      expectRefused(await who.call('saveResponses', body([1, ['a']], [2, choice])), 'unknown-option')
    expect((await who.ask('getAttempt', { params: { attemptId } })).responses).toEqual([])
  })

  test('an answer taken back is blank again', async () => {
    world = await openWorld(singles)
    const who = await world.contestant()
    const { attemptId } = await start(who)
    await save(who, attemptId, { choice: ['b'] })
    world.clock.pass(SECOND)
    await save(who, attemptId, { choice: [] })
    expect(await choiceOf(who, attemptId)).toBe('')
  })
})

describe('two devices on one attempt: the later tap wins', () => {
  type Tap = { choice: string[]; at: number; arrives: number; by: 'timer' | 'clock' }
  const deliveries: [name: string, first: Tap, second: Tap, winner: string][] = [
    ['delivered in order', { choice: ['a'], at: 10, arrives: 10, by: 'timer' }, { choice: ['b'], at: 20, arrives: 20, by: 'timer' }, 'b'],
    ['the earlier one retried later', { choice: ['b'], at: 20, arrives: 20, by: 'timer' }, { choice: ['a'], at: 10, arrives: 40, by: 'timer' }, 'b'],
    [
      'the earlier one held back by the network',
      { choice: ['b'], at: 20, arrives: 20, by: 'timer' },
      { choice: ['a'], at: 10, arrives: 40, by: 'clock' },
      'b',
    ],
    [
      'both offline, sent together, later first',
      { choice: ['b'], at: 20, arrives: 60, by: 'timer' },
      { choice: ['a'], at: 10, arrives: 60, by: 'timer' },
      'b',
    ],
    ['tapped at the same moment', { choice: ['a'], at: 10, arrives: 10, by: 'timer' }, { choice: ['c'], at: 10, arrives: 30, by: 'timer' }, 'c'],
    [
      'tapped at the same moment, the other way round',
      { choice: ['c'], at: 10, arrives: 10, by: 'timer' },
      { choice: ['a'], at: 10, arrives: 30, by: 'timer' },
      'c',
    ],
    ['the same tap twice', { choice: ['d'], at: 10, arrives: 10, by: 'timer' }, { choice: ['d'], at: 10, arrives: 30, by: 'timer' }, 'd'],
  ]
  test.each(deliveries)('%s', async (_name, first, second, winner) => {
    world = await openWorld(singles)
    const who = await world.contestant()
    const { attemptId, startedAt } = await start(who)
    for (const tap of [first, second]) {
      world.clock.set(startedAt + tap.arrives * SECOND)
      // The retry queue counts the tap's age itself; a request that was merely slow carries the moment it was sent.
      const told = tap.by === 'timer' ? { ageMs: (tap.arrives - tap.at) * SECOND } : { sentAt: startedAt + tap.at * SECOND }
      expect((await save(who, attemptId, { choice: tap.choice, ...told })).statusCode).toBe(200)
    }
    expect(await choiceOf(who, attemptId)).toBe(winner)
  })
})

describe('a phone hears from a save what another phone has changed', () => {
  // this phone's last reply, the other phone's taps, what it brings itself          hears
  type Case = [
    name: string,
    since: number | null,
    others: [position: number, choice: string, at: number][],
    own: [number, string, number] | null,
    string[],
  ]
  const cases: Case[] = [
    ['nothing where nothing was changed', 10, [], [1, 'a', 20], []],
    ['an answer given elsewhere since its last reply', 10, [[2, 'b', 15]], [1, 'a', 20], ['2b']],
    ['also by a save of nothing', 10, [[2, 'b', 15]], null, ['2b']],
    ['nothing that it was told long before', 60, [[2, 'b', 15]], [1, 'a', 70], []],
    ['a tap elsewhere that is later than its own', 60, [[1, 'b', 15]], [1, 'a', 12], ['1b']],
    ['nothing where its own tap is the later one', 10, [[1, 'b', 15]], [1, 'a', 20], []],
    ['nothing where both chose the same', 10, [[1, 'a', 15]], [1, 'a', 20], []],
    ['nothing unless it asks', null, [[2, 'b', 15]], [1, 'a', 20], []],
  ]
  test.each(cases)('%s', async (_name, since, others, own, heard) => {
    world = await openWorld(singles)
    const who = await world.contestant()
    const { attemptId, startedAt } = await start(who)
    for (const [position, choice, at] of others) {
      world.clock.set(startedAt + at * SECOND)
      await save(who, attemptId, { position, choice: [choice] })
    }
    world.clock.set(startedAt + 80 * SECOND)
    const responses = own === null ? [] : [{ position: own[0], choice: [own[1]], ageMs: (80 - own[2]) * SECOND }]
    const body = { responses, ...(since === null ? {} : { since: startedAt + since * SECOND }) }
    const { changed } = await who.ask('saveResponses', { params: { attemptId }, body })
    expect(changed.map(({ position, choice }) => `${position}${choice.join('')}`)).toEqual(heard)
  })
})

describe('a phone with a wrong clock', () => {
  // A good phone chose b after 10 minutes; after 11 minutes a wrong phone sends c; 1 ms later a good phone chooses d.
  const phones: [name: string, told: { sentAt?: number; ageMs?: number }, after: string][] = [
    ['no clock at all', {}, 'c'],
    ['a clock in the year 2100', { sentAt: Date.parse('2100-01-01T00:00:00Z') }, 'c'],
    ['the largest moment there is', { sentAt: Number.MAX_SAFE_INTEGER }, 'c'],
    ['a clock in 1970', { sentAt: 0 }, 'b'],
    ['a clock before 1970', { sentAt: -Number.MAX_SAFE_INTEGER }, 'b'],
    ['a timer of a whole day', { ageMs: 86_400_000 }, 'b'],
    ['a clock in 2100 and a timer of a day', { sentAt: Date.parse('2100-01-01T00:00:00Z'), ageMs: 86_400_000 }, 'b'],
  ]
  test.each(phones)('%s: it neither loses a later tap nor wins over one', async (_name, told, after) => {
    world = await openWorld(singles)
    const who = await world.contestant()
    const { attemptId, startedAt } = await start(who)
    world.clock.set(startedAt + 10 * MINUTE)
    await save(who, attemptId, { choice: ['b'] })
    world.clock.set(startedAt + 11 * MINUTE)
    expect((await save(who, attemptId, { choice: ['c'], ...told })).statusCode).toBe(200)
    expect(await choiceOf(who, attemptId)).toBe(after)
    world.clock.pass(1)
    await save(who, attemptId, { choice: ['d'] })
    expect(await choiceOf(who, attemptId)).toBe('d')
  })

  test('a tap from before the start counts from the start, so that it still is an answer', async () => {
    world = await openWorld(singles)
    const who = await world.contestant()
    const { attemptId } = await start(who)
    await save(who, attemptId, { choice: ['c'], sentAt: 0, ageMs: 86_400_000 })
    expect(await choiceOf(who, attemptId)).toBe('c')
  })

  test.each([{ ageMs: -1 }, { ageMs: 86_400_001 }, { ageMs: 0.5 }, { sentAt: 0.5 }])('%j is no time at all', async (told) => {
    world = await openWorld(singles)
    const who = await world.contestant()
    const { attemptId } = await start(who)
    expectRefused(await save(who, attemptId, { choice: ['c'], ...told }), 'invalid-request')
  })

  test('claiming to have sent in time does not get past the deadline', async () => {
    world = await openWorld(singles)
    const who = await world.contestant()
    const { attemptId, startedAt, deadlineAt } = await start(who)
    world.clock.set(deadlineAt + 31 * SECOND)
    expectRefused(await save(who, attemptId, { choice: ['c'], sentAt: startedAt, ageMs: 10 * MINUTE }), 'deadline-passed')
  })
})

describe('submitting twice', () => {
  test('gives the same reply, whatever the second one says', async () => {
    world = await openWorld()
    const who = await world.contestant()
    const { attemptId } = await start(who)
    const first = await who.ask('submitAttempt', { params: { attemptId }, body: { prediction: 5 } })
    world.clock.pass(MINUTE)
    for (const input of [{ body: { prediction: 6 } }, { body: {} }, {}])
      expect(await who.ask('submitAttempt', { params: { attemptId }, ...input })).toEqual(first)
    expectRefused(await save(who, attemptId, { choice: ['a'] }), 'attempt-finished')
    expect(await world.logged()).toMatchObject([{ kind: 'submission', attemptId, prediction: 5 }])
  })

  test('twenty at once: one submission, one reply', async () => {
    world = await openWorld()
    const who = await world.contestant()
    const { attemptId } = await start(who)
    const replies = await times(20, (index) => who.ask('submitAttempt', { params: { attemptId }, body: { prediction: index } }))
    expect(new Set(replies.map((reply) => JSON.stringify(reply))).size).toBe(1)
    expect(await world.logged()).toHaveLength(1)
  })
})

describe('starting twice', () => {
  test('twenty at once give one attempt with one paper', async () => {
    world = await openWorld()
    const who = await world.contestant()
    const replies = await times(20, () => start(who))
    expect(new Set(replies.map(({ attemptId, questions: paper }) => JSON.stringify([attemptId, paper]))).size).toBe(1)
    expect(await world.services.storage.attempts.ofContestant(who.id, world.fixture.contestId)).toHaveLength(1)
  })

  test('the limit of two holds against twenty at once', async () => {
    world = await openWorld()
    const who = await world.contestant()
    await world.play(who)
    const second = await times(20, () => start(who))
    expect(new Set(second.map(({ number, attemptId }) => `${number} ${attemptId}`)).size).toBe(1)
    expect(second[0]?.number).toBe(2)
    await who.ask('submitAttempt', { params: { attemptId: second[0]!.attemptId } })
    for (const response of await times(20, () => who.call('startAttempt', { params: { roundId: world.roundId } })))
      expectRefused(response, 'no-attempts-left')
    expect(await world.services.storage.attempts.ofContestant(who.id, world.fixture.contestId)).toHaveLength(2)
  })

  test('one attempt at a time, also over two rounds that overlap', async () => {
    world = await openWorld({
      rounds: [
        ['2021-05-03T00:00:00+07:00', '2021-05-10T00:00:00+07:00'],
        ['2021-05-03T00:00:00+07:00', '2021-05-17T00:00:00+07:00'],
      ],
    })
    const who = await world.contestant()
    const replies = await times(20, (index) => who.call('startAttempt', { params: { roundId: world.fixture.roundIds[index % 2] as string } }))
    const refused = replies.filter(({ statusCode }) => statusCode !== 200)
    expect(refused).toHaveLength(10)
    for (const response of refused) expectRefused(response, 'another-attempt-running')
    expect(await world.services.storage.attempts.ofContestant(who.id, world.fixture.contestId)).toHaveLength(1)
  })

  const windows: [at: string, answer: 'starts' | 'round-not-open' | 'round-over'][] = [
    ['02T23:59:59.999', 'round-not-open'],
    ['03T00:00:00.000', 'starts'],
    ['09T23:59:59.999', 'starts'],
    ['10T00:00:00.000', 'round-over'],
  ]
  test.each(windows)('at %s the round says: %s', async (at, answer) => {
    world = await openWorld()
    const who = await world.contestant()
    world.clock.set(moment(at))
    const response = await who.call('startAttempt', { params: { roundId: world.roundId } })
    if (answer === 'starts') expect(response.statusCode).toBe(200)
    else expectRefused(response, answer)
  })

  test('a bank that is too small uses up no attempt', async () => {
    world = await openWorld({ questions: questions.slice(0, 3) })
    const who = await world.contestant()
    expectRefused(await who.call('startAttempt', { params: { roundId: world.roundId } }), 'bank-too-small')
    expect(await world.services.storage.attempts.ofContestant(who.id, world.fixture.contestId)).toEqual([])
  })
})

describe('started at 23:55 on the last day with 20 minutes', () => {
  const endings: [rule: 'clipped' | 'fullTime', deadline: string][] = [
    ['clipped', '10T00:00:00.000'],
    ['fullTime', '10T00:15:00.000'],
  ]
  test.each(endings)('%s: the time ends at %s', async (atClose, deadline) => {
    world = await openWorld({ ...singles, rules: { atClose } }, { start: LAST_MINUTES })
    const who = await world.contestant()
    const started = await start(who)
    expect(started.deadlineAt).toBe(moment(deadline))
    expect(started.remainingMs).toBe(moment(deadline) - world.clock.now())
    world.clock.set(moment(deadline) + 29_900)
    expect((await save(who, started.attemptId, { choice: ['b'] })).statusCode).toBe(200)
    world.clock.set(moment(deadline) + 30_100)
    expectRefused(await save(who, started.attemptId, { choice: ['c'] }), 'deadline-passed')
    expect(await choiceOf(who, started.attemptId)).toBe('b')
  })
})

describe('thirty seconds of grace for a bad line', () => {
  const arrivals: [afterMs: number, taken: boolean][] = [
    [-1, true],
    [0, true],
    [29_900, true],
    [30_000, true],
    [30_001, false],
    [30_100, false],
  ]
  test.each(arrivals)('a response %i ms after the deadline: taken %s', async (afterMs, taken) => {
    world = await openWorld(singles)
    const who = await world.contestant()
    const { attemptId, deadlineAt } = await start(who)
    world.clock.set(deadlineAt + afterMs)
    const response = await save(who, attemptId, { choice: ['b'] })
    if (taken)
      expect(response.json()).toEqual({
        saved: [1],
        held: [],
        changed: [],
        paused: false,
        remainingMs: Math.max(0, -afterMs),
        now: world.clock.now(),
      })
    else expectRefused(response, 'deadline-passed')
  })

  test.each(arrivals)('a submission %i ms after the deadline is the contestant’s own: %s', async (afterMs, own) => {
    world = await openWorld()
    const who = await world.contestant()
    const { attemptId, deadlineAt } = await start(who)
    world.clock.set(deadlineAt + afterMs)
    const result = await who.ask('submitAttempt', { params: { attemptId }, body: { prediction: 9 } })
    expect(result).toMatchObject({ finishedBy: own ? 'contestant' : 'deadline', submittedAt: Math.min(deadlineAt, world.clock.now()) })
    expect(await world.logged()).toMatchObject([{ prediction: own ? 9 : null, durationMs: Math.min(LIMIT, LIMIT + afterMs) }])
  })
})

describe('an abandoned attempt is finished once, with what was saved, at its deadline', () => {
  const abandon = async () => {
    world = await openWorld()
    const who = await world.contestant()
    const { attemptId, deadlineAt } = await start(who)
    const [first = []] = await world.rightChoices(attemptId)
    await who.ask('saveResponses', { params: { attemptId }, body: { responses: [{ position: 1, choice: first, ageMs: 0 }], prediction: 12 } })
    world.clock.set(deadlineAt + 30_001)
    return { who, attemptId, deadlineAt }
  }
  const readers: Record<string, (who: Person, attemptId: string) => Promise<unknown>> = {
    'its owner, reading it': (who, attemptId) => who.ask('getAttempt', { params: { attemptId } }),
    'its owner, reading the contest': (who) => who.ask('getContest', { params: { slug: world.fixture.slug } }),
    'its owner, submitting': (who, attemptId) => who.ask('submitAttempt', { params: { attemptId }, body: { prediction: 99 } }),
    'its owner, starting the next one': (who) => who.ask('startAttempt', { params: { roundId: world.roundId } }),
    'the sweep': () => finishOverdue(world.services, 200),
  }
  const expectFinishedOnce = async (attemptId: string, deadlineAt: number) =>
    expect((await world.logged()).filter((event) => event.kind === 'submission' && event.attemptId === attemptId)).toMatchObject([
      { finishedBy: 'deadline', submittedAt: deadlineAt, durationMs: LIMIT, score: 1, prediction: 12 },
    ])

  test.each(Object.keys(readers))('first seen by %s', async (name) => {
    const { who, attemptId, deadlineAt } = await abandon()
    await readers[name]!(who, attemptId)
    await expectFinishedOnce(attemptId, deadlineAt)
    for (const later of Object.values(readers)) await later(who, attemptId)
    await expectFinishedOnce(attemptId, deadlineAt)
  })

  test('seen by everyone at once', async () => {
    const { who, attemptId, deadlineAt } = await abandon()
    await times(20, (index) => Object.values(readers)[index % 5]!(who, attemptId))
    await expectFinishedOnce(attemptId, deadlineAt)
  })

  test('by the sweep that runs in the server, and not before its grace is over', async () => {
    const { attemptId, deadlineAt } = await abandon()
    world.clock.set(deadlineAt + 30_000)
    expect(await finishOverdue(world.services, 200)).toBe(0)
    world.clock.pass(1)
    const failed = vi.fn()
    const sweep = startSweep(world.services, failed)
    await vi.waitFor(async () => expect(await world.logged()).toHaveLength(1), { timeout: 20_000 })
    await sweep.stop()
    expect(failed).not.toHaveBeenCalled()
    await expectFinishedOnce(attemptId, deadlineAt)
  })

  test('the prediction that was saved with the answers is kept and shown', async () => {
    const { who, attemptId } = await abandon()
    expect(await who.ask('getAttempt', { params: { attemptId } })).toMatchObject({ prediction: 12, result: { finishedBy: 'deadline' } })
  })
})

test('another person’s attempt is not to be found, and stays as it was', async () => {
  world = await openWorld(singles)
  const [owner, other] = [await world.contestant(), await world.contestant('T-A-1')]
  const { attemptId } = await start(owner)
  await save(owner, attemptId, { choice: ['a'] })
  world.clock.pass(SECOND)
  expectRefused(await other.call('getAttempt', { params: { attemptId } }), 'not-found')
  expectRefused(await save(other, attemptId, { choice: ['b'] }), 'not-found')
  expectRefused(await other.call('submitAttempt', { params: { attemptId } }), 'not-found')
  expect(await owner.ask('getAttempt', { params: { attemptId } })).toMatchObject({ result: null, responses: [{ position: 1, choice: ['a'] }] })
})

test('every reply of the answer path carries the server’s clock and the time left', async () => {
  world = await openWorld(singles)
  const who = await world.contestant()
  const { attemptId, startedAt } = await start(who)
  const moments: [afterMs: number, remainingMs: number][] = [
    [0, LIMIT],
    [1, LIMIT - 1],
    [LIMIT - 1, 1],
    [LIMIT, 0],
    [LIMIT + 20 * SECOND, 0],
  ]
  for (const [afterMs, remainingMs] of moments) {
    world.clock.set(startedAt + afterMs)
    const clock = { now: startedAt + afterMs, remainingMs }
    expect(await start(who)).toMatchObject(clock)
    expect(await who.ask('getAttempt', { params: { attemptId } })).toMatchObject(clock)
    expect((await save(who, attemptId, { choice: ['a'] })).json()).toMatchObject(clock)
  }
  await who.ask('submitAttempt', { params: { attemptId } })
  expect(await who.ask('getAttempt', { params: { attemptId } })).toMatchObject({ remainingMs: 0, now: world.clock.now() })
})
