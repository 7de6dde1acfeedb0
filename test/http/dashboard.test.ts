import { readXlsx } from 'hucre/xlsx'
import { afterEach, describe, expect, test } from 'vitest'
import { DAY, expectRefused, MINUTE, openWorld, SECOND, type World } from './world.ts'

let world: World
afterEach(() => world.end())

/** Tuesday 4/5: two people of T-A-1 (one twice), one of T-B-1. Monday 10/5, second round: one of T-A-2. T-A-2 is silent in the first. */
async function fill(): Promise<void> {
  world = await openWorld()
  const [first, second, third, fourth] = [
    await world.contestant('T-A-1', 'Lò Thị Một'),
    await world.contestant('T-A-1', 'Lò Văn Hai'),
    await world.contestant('T-B-1', 'Vàng A Ba'),
    await world.contestant('T-A-2', 'Tao Văn Bốn'),
  ]
  await world.play(first, { right: 4, takes: 5 * MINUTE })
  await world.play(first, { right: 2, takes: 5 * MINUTE })
  world.clock.pass(60 * MINUTE)
  await world.play(second, { right: 4, takes: 5 * MINUTE })
  await world.play(third, { right: 1, takes: 5 * MINUTE })
  world.clock.set('2021-05-10T09:00:00+07:00')
  await world.play(fourth, { round: 1, right: 3, takes: 5 * MINUTE })
  await world.services.projector.catchUp()
}
const inRound = (unionCode?: string, roundId = world.roundId) => ({
  params: { roundId },
  ...(unionCode === undefined ? {} : { query: { unionId: world.unionId(unionCode) } }),
})
const report = (query: Record<string, string | number> = {}) => ({ params: { slug: world.fixture.slug }, query })
const at = (text: string): number => Date.parse(`${text}+07:00`)

describe('the dashboard of a round', () => {
  test('counts people, attempts and head count, for everyone and for one union with everything below it', async () => {
    await fill()
    const organiser = await world.staff('organiser')
    const facts = async (code?: string) => (await organiser.ask('getDashboard', inRound(code))).facts
    expect(await facts()).toEqual({ people: 3, attempts: 4, running: 0, registered: 4, memberCount: 154, rate: 3 / 154, lowest: 3, silent: 1 })
    expect(await facts('T-A')).toEqual({ people: 2, attempts: 3, running: 0, registered: 3, memberCount: 140, rate: 2 / 140, lowest: 2, silent: 1 })
    expect(await facts('T-A-2')).toEqual({ people: 0, attempts: 0, running: 0, registered: 1, memberCount: 100, rate: 0, lowest: 1, silent: 1 })
  })

  test('shows the contest by the hour and the day of its time zone, and the round by kind', async () => {
    await fill()
    const organiser = await world.staff('organiser')
    world.clock.set('2021-05-04T20:00:00+07:00')
    const { hours, days, kinds } = await organiser.ask('getDashboard', inRound())
    expect(hours).toMatchObject({ day: at('2021-05-04T00:00'), isToday: true })
    expect([hours.newest.length, hours.before.length]).toEqual([24, 24])
    expect(hours.newest.flatMap(({ attempts, people }, hour) => (attempts === 0 ? [] : [[hour, people, attempts]]))).toEqual([
      [8, 1, 2],
      [9, 2, 2],
    ])
    expect(days).toEqual([
      { at: at('2021-05-03T00:00'), people: 0, attempts: 0 },
      { at: at('2021-05-04T00:00'), people: 3, attempts: 4 },
    ])
    expect(kinds).toEqual([{ kind: 'member', people: 3, attempts: 4 }])
  })

  test('after the contest the newest day is its last, not today; before it there is none', async () => {
    await fill()
    const organiser = await world.staff('organiser')
    world.clock.pass(3 * DAY)
    world.clock.set('2021-06-01T08:00:00+07:00')
    const fresh = await world.staff('organiser')
    const over = await fresh.ask('getDashboard', inRound())
    expect(over.hours).toMatchObject({ day: at('2021-05-16T00:00'), isToday: false })
    expect(over.days).toHaveLength(14)
    world.clock.set('2021-05-01T08:00:00+07:00')
    expect((await organiser.ask('getDashboard', inRound())).days).toEqual([])
  })

  test('the server: saves a second, refusals by code, and the same figures for a monitor; an officer is told none of it', async () => {
    await fill()
    world.clock.pass(2 * MINUTE)
    const who = await world.contestant('T-B-1')
    const { attemptId } = await who.ask('startAttempt', { params: { roundId: world.secondRoundId } })
    const save = { params: { attemptId }, body: { responses: [{ position: 1, choice: ['a'], ageMs: 0 }] } }
    for (let times = 0; times < 5; times += 1) await who.ask('saveResponses', save)
    world.clock.pass(5 * SECOND)
    expectRefused(await who.call('startAttempt', { params: { roundId: world.roundId } }), 'another-attempt-running')
    expectRefused(await world.nobody.call('listAudit'), 'not-logged-in')
    const judge = await world.staff('judge')
    const { server, facts } = await judge.ask('getDashboard', inRound(undefined, world.secondRoundId))
    expect(server).toMatchObject({ savesPerSecond: 0.5, savesLastMinute: 5, serverErrors: 0, lag: 0, voided: 0 })
    expect(server?.refusals).toEqual([
      { code: 'another-attempt-running', count: 1 },
      { code: 'not-logged-in', count: 1 },
    ])
    expect(facts.running).toBe(1)
    const metrics = (await world.app.inject('/metrics')).body
    expect(metrics).toContain('hoithi_refusals_total{code="not-logged-in"} 1\n')
    // Five papers were played before, a save each.
    expect(metrics).toContain('hoithi_saves_total 10\n')
    world.clock.pass(61 * MINUTE)
    expect((await judge.ask('getDashboard', inRound())).server).toMatchObject({ savesPerSecond: 0, savesLastMinute: 0, refusals: [] })
    expect((await (await world.staff('officer', 'T-A')).ask('getDashboard', inRound())).server).toBeNull()
  })
})

describe('silent unions', () => {
  test('are the lowest ones without anybody in the round, as a list and as a workbook', async () => {
    await fill()
    const organiser = await world.staff('organiser')
    const { rows, total } = await organiser.ask('listSilentUnions', inRound())
    expect([rows.map(({ code, path }) => [code, path]), total]).toEqual([[['T-A-2', 'LĐLĐ tỉnh › LĐLĐ huyện A']], 1])
    const second = await organiser.ask('listSilentUnions', inRound(undefined, world.secondRoundId))
    expect(second.rows.map(({ code }) => code)).toEqual(['T-A-1', 'T-B-1'])
    const file = await organiser.call('exportSilentUnions', inRound())
    const [sheet] = (await readXlsx(file.rawPayload)).sheets
    expect(sheet?.rows.slice(4).map((row) => row.slice(0, 3))).toEqual([[1, 'CĐCS Bệnh viện Đa khoa', 'T-A-2']])
  })
})

describe('the unions below one', () => {
  test('carry seven days of attempts; means and all-correct people only after the seal', async () => {
    await fill()
    const judge = await world.staff('judge')
    const seen = async () => {
      const { rows, sealed } = await judge.ask('getParticipation', { params: { roundId: world.roundId } })
      return [sealed, ...rows.map(({ name, trend, mean, allCorrect }) => [name, trend.join(' '), mean, allCorrect])]
    }
    expect(await seen()).toEqual([false, ['LĐLĐ huyện A', '3 0 0 0 0 0 1', null, null], ['LĐLĐ huyện B', '1 0 0 0 0 0 0', null, null]])
    const byMean = { params: { roundId: world.roundId }, query: { sort: 'mean' } }
    expectRefused(await judge.call('getParticipation', byMean), 'scores-hidden')
    await judge.ask('sealRound', { params: { roundId: world.roundId }, body: { reason: 'hết kỳ thi' } })
    expect(await seen()).toEqual([true, ['LĐLĐ huyện A', '3 0 0 0 0 0 1', 4, 2], ['LĐLĐ huyện B', '1 0 0 0 0 0 0', 1, 0]])
    expect((await judge.ask('getParticipation', byMean)).rows[0]?.name).toBe('LĐLĐ huyện A')
  })
})

describe('the weekly report', () => {
  test('is about the newest week unless another is asked for, beside the week before it', async () => {
    await fill()
    const organiser = await world.staff('organiser')
    world.clock.set('2021-05-11T10:00:00+07:00')
    const newest = await organiser.ask('getReport', report())
    expect(newest.period).toMatchObject({ from: at('2021-05-10T00:00'), to: at('2021-05-17T00:00'), roundTitle: null, running: true })
    expect(newest.weeks.map(({ from }) => from)).toEqual([at('2021-05-03T00:00'), at('2021-05-10T00:00')])
    expect(newest.own).toMatchObject({ name: 'LĐLĐ tỉnh', people: 1, attempts: 1, peopleBefore: 3, attemptsBefore: 4 })
    expect(newest.rows.map(({ name, people, peopleBefore }) => [name, people, peopleBefore])).toEqual([
      ['LĐLĐ huyện A', 1, 2],
      ['LĐLĐ huyện B', 0, 1],
    ])
    expect(newest.period.compared).toEqual({ from: at('2021-05-03T00:00'), to: at('2021-05-04T10:00'), part: true })
    expect(newest.best.map(({ name }) => name)).toEqual(['LĐLĐ huyện A'])
    expect(newest.silent).toEqual({ total: 2, names: ['CĐCS Nhà máy Thuỷ điện', 'CĐCS Trường THCS Tả Tổng'] })
    // The last millisecond of the Sunday belongs to the first week, which has none before it.
    const first = await organiser.ask('getReport', report({ week: at('2021-05-09T23:59') + 59_999 }))
    expect(first.own).toMatchObject({ people: 3, attempts: 4, rate: 3 / 154, peopleBefore: null })
    for (const week of [at('2021-05-02T23:59'), at('2021-05-17T00:00')])
      expectRefused(await organiser.call('getReport', report({ week })), 'not-found')
  })

  test('compares a week that still runs with as many days and hours of the week before, and a whole one with the whole', async () => {
    await fill()
    const organiser = await world.staff('organiser')
    const told = async (now: string) => {
      world.clock.set(now)
      const { own, rows, period } = await organiser.ask('getReport', report({ week: at('2021-05-10T00:00'), sort: 'name', order: 'asc' }))
      return [own.peopleBefore, own.attemptsBefore, rows.map(({ peopleBefore }) => peopleBefore).join(' '), period.compared?.part]
    }
    // The week before: one person twice at eight on the Tuesday, two more after nine.
    expect(await told('2021-05-10T23:59:00+07:00')).toEqual([0, 0, '0 0', true])
    expect(await told('2021-05-11T09:59:00+07:00')).toEqual([1, 2, '1 0', true])
    expect(await told('2021-05-11T10:00:00+07:00')).toEqual([3, 4, '2 1', true])
    expect(await told('2021-05-17T08:00:00+07:00')).toEqual([3, 4, '2 1', false])
  })

  test('of a round compares with the round before, and every lowest union can be listed, searched, sorted and paged', async () => {
    await fill()
    world.clock.set('2021-05-17T08:00:00+07:00')
    const organiser = await world.staff('organiser')
    const found = await organiser.ask(
      'getReport',
      report({ roundId: world.secondRoundId, among: 'lowest', sort: 'change', order: 'asc', pageSize: 2 }),
    )
    expect(found.rows.map(({ code, people, peopleBefore }) => [code, people, peopleBefore])).toEqual([
      ['T-A-1', 0, 2],
      ['T-B-1', 0, 1],
    ])
    expect([found.total, found.period.roundTitle]).toEqual([3, 'Kỳ 2'])
    const searched = await organiser.ask('getReport', report({ among: 'lowest', search: 'benh vien' }))
    expect(searched.rows.map(({ code }) => code)).toEqual(['T-A-2'])
  })

  test('tells no mean and no all-correct people before every round of the week is sealed', async () => {
    await fill()
    const judge = await world.staff('judge')
    const week = at('2021-05-04T00:00')
    const told = async () => {
      const { own, sealed } = await judge.ask('getReport', report({ week }))
      return [sealed, own.mean, own.allCorrect]
    }
    expect(await told()).toEqual([false, null, null])
    expectRefused(await judge.call('getReport', report({ week, sort: 'mean' })), 'scores-hidden')
    await judge.ask('sealRound', { params: { roundId: world.roundId }, body: { reason: 'hết kỳ thi' } })
    // Best scores 4, 4 and 1.
    expect(await told()).toEqual([true, 3, 2])
  })

  test('as a workbook it holds the whole tree, each union with the total of what lies below it', async () => {
    await fill()
    const officer = await world.staff('officer', 'T-A')
    const file = await officer.call('exportReport', report({ week: at('2021-05-04T00:00') }))
    expect(file.headers['content-disposition']).toBe('attachment; filename="bao-cao-ldld-huyen-a.xlsx"')
    const [sheet] = (await readXlsx(file.rawPayload)).sheets
    expect(sheet?.rows[1]?.[0]).toBe('Cuộc thi thử · Tuần từ 03/05/2021 đến 09/05/2021')
    expect(sheet?.rows.slice(4).map((row) => [String(row[0]).trim(), row[5], row[6]])).toEqual([
      ['LĐLĐ huyện A', 2, 3],
      ['CĐCS Bệnh viện Đa khoa', 0, 0],
      ['CĐCS Trường THCS Tả Tổng', 2, 3],
    ])
    expect(sheet?.rows[3]).not.toContain('Người đúng hết')
    // It prints lying, as wide as the page, with its heading on every page.
    expect(sheet?.pageSetup).toMatchObject({
      orientation: 'landscape',
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: expect.stringMatching(/4:\$?4/) as string,
    })
  })
})

describe('an officer sees their subtree only', () => {
  const asked: [officerOf: string | undefined, asksFor: string | undefined, sees: string | 'not-allowed'][] = [
    ['T-A', undefined, 'LĐLĐ huyện A'],
    ['T-A', 'T-A-2', 'CĐCS Bệnh viện Đa khoa'],
    ['T-A', 'T', 'not-allowed'],
    ['T-A', 'T-B-1', 'not-allowed'],
    ['T-A', 'no such union', 'not-allowed'],
    [undefined, undefined, 'not-allowed'],
  ]
  test.each(asked)('the officer of %s asks about %s', async (officerOf, asksFor, sees) => {
    await fill()
    const officer = await world.staff('officer', officerOf)
    const union: Record<string, string> = asksFor === undefined ? {} : { unionId: world.unionId(asksFor) }
    const calls = ['getDashboard', 'listSilentUnions', 'exportSilentUnions'] as const
    const answers = [
      ...(await Promise.all(calls.map((name) => officer.call(name, inRound(asksFor))))),
      await officer.call('getReport', report(union)),
      await officer.call('exportReport', report(union)),
    ]
    if (sees === 'not-allowed') return answers.forEach((answer) => expectRefused(answer, 'not-allowed'))
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200, 200])
    const names = [answers[0]?.json().scope.name, answers[1]?.json().scope.name, answers[3]?.json().union.name]
    expect(names).toEqual([sees, sees, sees])
  })
})
