import { afterEach, describe, expect, test } from 'vitest'
import { finishOverdue } from '../../server/src/features/attempts/actions.ts'
import { expectRefused, MINUTE, openWorld, SECOND, type Person, type World } from './world.ts'

let world: World
afterEach(() => world.end())

const reason = 'mất điện cả huyện'
const contest = () => ({ params: { slug: world.fixture.slug } })
const start = (who: Person) => who.ask('startAttempt', { params: { roundId: world.roundId } })
const save = (who: Person, attemptId: string, choice: string, ageMs = 0, position = 1) =>
  who.call('saveResponses', { params: { attemptId }, body: { responses: [{ position, choice: [choice], ageMs }] } })

describe('while the organisers pause the contest', () => {
  test('the time of an attempt stands still, answers are saved, and everything goes on with the time that was left', async () => {
    world = await openWorld()
    const [organiser, who, late] = [await world.staff('organiser'), await world.contestant(), await world.contestant()]
    const { attemptId } = await start(who)
    world.clock.pass(5 * MINUTE)
    expect(await organiser.ask('pauseContest', { ...contest(), body: { reason } })).toEqual({ attempts: 1, pausedAt: world.clock.now() })
    expect((await world.nobody.ask('getContest', contest())).contest.pausedAt).toBe(world.clock.now())

    world.clock.pass(90 * MINUTE)
    await finishOverdue(world.services, 100)
    expect((await save(who, attemptId, 'a')).json()).toMatchObject({ saved: [1], held: [], paused: true, remainingMs: 15 * MINUTE })
    const stands = await who.ask('getAttempt', { params: { attemptId } })
    expect(stands).toMatchObject({ paused: true, remainingMs: 15 * MINUTE, deadlineAt: world.clock.now() + 15 * MINUTE, result: null })
    expectRefused(await who.call('submitAttempt', { params: { attemptId } }), 'contest-paused')
    expectRefused(await late.call('startAttempt', { params: { roundId: world.roundId } }), 'contest-paused')
    const listed = await organiser.ask('listRoundAttempts', { params: { roundId: world.roundId } })
    expect(listed.attempts[0]).toMatchObject({ state: 'running', deadlineAt: world.clock.now() + 15 * MINUTE })

    const resumed = await organiser.ask('resumeContest', { ...contest(), body: { extendRounds: true, reason } })
    expect(resumed).toEqual({ attempts: 1, pausedMs: 90 * MINUTE, extendedRounds: 1 })
    world.clock.pass(MINUTE)
    expect(await who.ask('getAttempt', { params: { attemptId } })).toMatchObject({ paused: false, remainingMs: 14 * MINUTE })
    expect(await who.ask('submitAttempt', { params: { attemptId } })).toMatchObject({ durationMs: 6 * MINUTE, finishedBy: 'contestant' })
  })

  test('a pause in the network grace leaves the rest of the grace', async () => {
    world = await openWorld()
    const [organiser, who] = [await world.staff('organiser'), await world.contestant()]
    const { attemptId } = await start(who)
    world.clock.pass(20 * MINUTE + 20 * SECOND)
    await organiser.ask('pauseContest', { ...contest(), body: { reason } })
    world.clock.pass(10 * MINUTE)
    await organiser.ask('resumeContest', { ...contest(), body: { extendRounds: false, reason } })
    world.clock.pass(10 * SECOND)
    expect((await save(who, attemptId, 'a')).statusCode).toBe(200)
    world.clock.pass(1)
    expectRefused(await save(who, attemptId, 'b'), 'deadline-passed')
  })
})

test('of a draft nothing is paused, extended or given time, and a practice round is not extended here', async () => {
  world = await openWorld({
    rounds: [
      ['2021-05-03T00:00:00+07:00', '2021-05-10T00:00:00+07:00'],
      ['2021-05-03T00:00:00+07:00', '2021-05-10T00:00:00+07:00'],
    ],
    practice: [1],
  })
  const organiser = await world.staff('organiser')
  const later = Date.parse('2021-05-11T00:00:00+07:00')
  const extend = (index: number) =>
    organiser.call('extendRound', { params: { roundId: world.fixture.roundIds[index] as string }, body: { closesAt: later, reason } })
  expectRefused(await extend(1), 'practice-round')
  await organiser.ask('withdrawContest', { ...contest(), body: { reason } })
  const outage = { fromAt: world.clock.now() - 2 * MINUTE, untilAt: world.clock.now() - MINUTE }
  expectRefused(await organiser.call('pauseContest', { ...contest(), body: { reason } }), 'contest-draft')
  expectRefused(await extend(0), 'contest-draft')
  expectRefused(await organiser.call('grantExtraTime', { ...contest(), body: { scope: 'everyone', outage, minutes: 5, reason } }), 'contest-draft')
  expect((await organiser.ask('getControls', contest())).contest).toMatchObject({ state: 'draft', pausedAt: null })
})

test('what organisers did is in the audit trail with before and after', async () => {
  world = await openWorld()
  const [organiser, judge, who] = [await world.staff('organiser'), await world.staff('judge'), await world.contestant()]
  await start(who)
  const round = { params: { roundId: world.roundId } }
  const closesAt = Date.parse('2021-05-10T12:00:00+07:00')
  await organiser.ask('extendRound', { ...round, body: { closesAt, reason } })
  const granted = await organiser.ask('grantExtraTime', { ...contest(), body: { scope: 'person', targetId: who.id, minutes: 15, reason } })
  expect(granted).toMatchObject({ clipped: 0, finished: 0, extraTime: { minutes: 15, target: 'Nguyễn Văn Thử', attempts: 1, actor: 'organiser' } })
  await organiser.ask('endExtraTime', { params: { extraTimeId: granted.extraTime.id }, body: { reason } })
  expect((await organiser.ask('listExtraTimes', contest())).extraTimes).toMatchObject([{ endedAt: world.clock.now(), reason }])
  const { entries } = await judge.ask('listAudit', { query: { pageSize: 100 } })
  expect(entries.map(({ action }) => action)).toEqual(expect.arrayContaining(['extendRound', 'grantExtraTime', 'endExtraTime']))
})

test('what organisers do reaches the phones of those it is for, and the page shows what goes on', async () => {
  world = await openWorld({ rules: { lateAnswers: 'held' } })
  const [organiser, who, other] = [await world.staff('organiser'), await world.contestant('T-A-1'), await world.contestant('T-B-1')]
  const { attemptId } = await start(who)
  const titles = async (reader: Person) => (await reader.ask('getNews', contest())).announcements.map(({ title }) => title.split(' · ')[0])
  const [state] = (await organiser.ask('getControls', contest())).rounds
  expect(state).toMatchObject({ id: world.roundId, phase: 'open', running: 1, cut: 0, lateAnswers: 0, frozen: false })
  expect((await organiser.ask('listRoundAttempts', { params: { roundId: world.roundId } })).attempts[0]?.contestantId).toBe(who.id)

  await organiser.ask('pauseContest', { ...contest(), body: { reason } })
  expect((await organiser.ask('getControls', contest())).contest).toMatchObject({ pausedAt: world.clock.now(), phase: 'open', state: 'published' })
  world.clock.pass(MINUTE)
  await organiser.ask('resumeContest', { ...contest(), body: { extendRounds: true, reason } })
  world.clock.pass(MINUTE)
  const closesAt = Date.parse('2021-05-10T12:00:00+07:00')
  await organiser.ask('extendRound', { params: { roundId: world.roundId }, body: { closesAt, reason } })
  world.clock.pass(MINUTE)
  await organiser.ask('grantExtraTime', { ...contest(), body: { scope: 'union', targetId: world.unionId('T-A'), minutes: 5, reason } })
  const everyone = ['Kỳ thi đóng muộn hơn', 'Cuộc thi tiếp tục', 'Tạm dừng cuộc thi']
  expect([await titles(who), await titles(other), await titles(world.nobody)]).toEqual([['Được thêm giờ làm bài', ...everyone], everyone, everyone])

  world.clock.pass(40 * MINUTE)
  await save(who, attemptId, 'a')
  expect((await organiser.ask('getControls', contest())).rounds[0]).toMatchObject({ running: 0, lateAnswers: 1 })
})

test.each([
  ['everyone without an outage', { scope: 'everyone' }],
  ['a person who is not named', { scope: 'person' }],
  ['a union that is not named', { scope: 'union' }],
])('extra time for %s is refused by its field', async (_name, ask) => {
  world = await openWorld()
  const organiser = await world.staff('organiser')
  expectRefused(await organiser.call('grantExtraTime', { ...contest(), body: { ...ask, minutes: 5, reason } }), 'invalid-request')
})

describe('daily hours', () => {
  // 4/5/2021, the day on which the world begins at 08:00, was a Tuesday.
  const hours = { days: [2, 4, 7], from: '07:00', until: '21:00' }
  test('outside them nobody starts, and the page knows when they begin again', async () => {
    world = await openWorld({ rules: { hours } })
    const who = await world.contestant()
    world.clock.set('2021-05-04T20:50:00+07:00')
    expect(await start(who)).toMatchObject({ remainingMs: 10 * MINUTE })
    world.clock.set('2021-05-04T21:00:00+07:00')
    const refused = await (await world.contestant()).call('startAttempt', { params: { roundId: world.roundId } })
    expectRefused(refused, 'outside-hours')
    expect(refused.json()).toMatchObject({ details: { opensAt: Date.parse('2021-05-06T07:00:00+07:00') } })
    const [round] = (await world.nobody.ask('getContest', contest())).rounds
    expect(round?.daily?.map(({ opensAt }) => new Date(opensAt).toISOString())).toEqual(['2021-05-06T00:00:00.000Z', '2021-05-09T00:00:00.000Z'])
  })
})

test('a day’s attempts are counted from midnight in the contest’s zone, and the page says how many are left', async () => {
  world = await openWorld({ rules: { attemptsPerDay: 1, attemptsPerRound: 5 } })
  const who = await world.contestant()
  const left = async () => (await who.ask('getContest', contest())).rounds[0]?.my
  expect(await left()).toMatchObject({ attemptsLeft: 5, leftToday: 1 })
  await world.play(who)
  expect(await left()).toMatchObject({ attemptsLeft: 4, leftToday: 0 })
  expectRefused(await who.call('startAttempt', { params: { roundId: world.roundId } }), 'no-attempts-today')
  world.clock.set('2021-05-05T00:00:00+07:00')
  expect(await left()).toMatchObject({ attemptsLeft: 4, leftToday: 1 })
  await start(who)
})

describe('answers that come too late', () => {
  const held = (attemptId: string) => world.services.storage.attempts.heldResponses(attemptId)

  test('are kept apart where the rules say so, count for nothing, and the contestant is told', async () => {
    world = await openWorld({ rules: { lateAnswers: 'held' } })
    const who = await world.contestant()
    const { attemptId } = await start(who)
    const [right] = (await world.rightChoices(attemptId)) as [string[]]
    const wrong = right[0] === 'a' ? 'b' : 'a'
    await save(who, attemptId, wrong)
    world.clock.pass(25 * MINUTE)
    const late = { responses: [{ position: 1, choice: right, ageMs: 6 * MINUTE }] }
    const reply = await who.ask('saveResponses', { params: { attemptId }, body: late })
    expect(reply).toMatchObject({ saved: [], held: [1], remainingMs: 0, paused: false })
    const tappedAt = world.clock.now() - 6 * MINUTE
    expect(await held(attemptId)).toEqual([{ position: 1, choice: right, tappedAt, arrivedAt: world.clock.now(), decision: null, replaced: null }])
    const { result, held: told } = await who.ask('getAttempt', { params: { attemptId } })
    expect(result).toMatchObject({ finishedBy: 'deadline', score: 0 })
    expect(told).toEqual([1])
    expect(await world.services.storage.attempts.responses(attemptId)).toMatchObject([{ position: 1, choice: [wrong] }])
    // The finished attempt, the same tap again: kept once.
    world.clock.pass(MINUTE)
    const again = { responses: [{ position: 1, choice: right, ageMs: 7 * MINUTE }] }
    expect(await who.ask('saveResponses', { params: { attemptId }, body: again })).toMatchObject({ held: [1] })
    expect(await held(attemptId)).toHaveLength(1)
  })

  test('an answer that counts already, or an older tap, is refused as ever', async () => {
    world = await openWorld({ rules: { lateAnswers: 'held' } })
    const who = await world.contestant()
    const { attemptId } = await start(who)
    world.clock.pass(10 * MINUTE)
    await save(who, attemptId, 'b')
    world.clock.pass(15 * MINUTE)
    expectRefused(await save(who, attemptId, 'b'), 'deadline-passed')
    expectRefused(await save(who, attemptId, 'a', 16 * MINUTE), 'deadline-passed')
    expectRefused(await save(who, attemptId, 'z'), 'unknown-option')
    expectRefused(await save(await world.contestant(), attemptId, 'a'), 'not-found')
    expect(await held(attemptId)).toEqual([])
  })

  test('no more than two hundred of one attempt are kept', async () => {
    world = await openWorld({ rules: { lateAnswers: 'held' } })
    const who = await world.contestant()
    const { attemptId } = await start(who)
    world.clock.pass(25 * MINUTE)
    const four = async (index: number) => {
      world.clock.pass(SECOND)
      const responses = [1, 2, 3, 4].map((position) => ({ position, choice: [index % 2 === 0 ? 'a' : 'b'], ageMs: 0 }))
      return (await who.call('saveResponses', { params: { attemptId }, body: { responses } })).statusCode
    }
    for (let index = 0; index < 50; index += 1) expect(await four(index)).toBe(200)
    expect(await four(50)).toBe(409)
    expect(await held(attemptId)).toHaveLength(200)
  })

  test('are refused where the rules refuse them', async () => {
    world = await openWorld()
    const who = await world.contestant()
    const { attemptId } = await start(who)
    world.clock.pass(25 * MINUTE)
    expectRefused(await save(who, attemptId, 'a'), 'deadline-passed')
    expect(await held(attemptId)).toEqual([])
  })
})
