import { parse } from 'csv-parse/sync'
import { readXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ReplyOf } from '../../server/src/http/route.ts'
import { expectRefused, MINUTE, openWorld, type Person, type World } from './world.ts'

type Ready = Extract<ReplyOf<'getStatistics'>, { state: 'ready' }>

/** As the page does: ask until the worker has reckoned. */
async function statistics(who: Person, roundId: string, taken: 'first' | 'counted' | 'all' = 'first'): Promise<Ready> {
  for (let asked = 0; asked < 200; asked += 1) {
    const reply = await who.ask('getStatistics', { params: { roundId }, query: { taken } })
    if (reply.state === 'ready') return reply
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('the statistics never came')
}

describe('statistics of a round', () => {
  let world: World
  let judge: Person
  let organiser: Person
  let setter: Person
  const params = () => ({ roundId: world.roundId })

  beforeAll(async () => {
    world = await openWorld({ rules: { blueprint: [{ count: 6 }], attemptsPerRound: 3 } })
    judge = await world.staff('judge')
    organiser = await world.staff('organiser')
    setter = await world.staff('questionSetter')
    // Six questions, all on every paper. First attempts: 6, 4, 2 and 0 right; An comes again with 1 right, Bình with 6.
    const [an, binh, chi, dung] = await Promise.all(['T-A-1', 'T-A-1', 'T-B-1', 'T-A-2'].map((code) => world.contestant(code)))
    for (const [person, right] of [
      [an, 6],
      [binh, 4],
      [chi, 2],
      [dung, 0],
      [an, 1],
      [binh, 6],
    ] as const) {
      await world.play(person!, { right, takes: 10 * MINUTE })
    }
  })
  afterAll(() => world.end())

  it('are nobody’s while an answer may still come in', async () => {
    expectRefused(await judge.call('getStatistics', { params: params() }), 'round-still-open')
    expectRefused(await judge.call('listItemStatistics', { params: params() }), 'round-still-open')
    world.clock.set('2021-05-09T23:59:00+07:00')
    const late = await world.contestant('T-A-1')
    const { attemptId } = await late.ask('startAttempt', { params: params() })
    world.clock.set('2021-05-10T00:00:10+07:00')
    expectRefused(await judge.call('getStatistics', { params: params() }), 'attempts-still-running')
    world.clock.set('2021-05-10T00:01:00+07:00')
    await judge.ask('closeRound', { params: params() })
    await judge.ask('voidAttempt', { params: { attemptId }, body: { reason: 'chỉ để thử giờ đóng' } })
  })

  it('take the first attempt of each person unless asked otherwise, and no voided one', async () => {
    const first = await statistics(judge, world.roundId)
    expect(first.test).toMatchObject({ attempts: 4, mean: 3, median: 3 })
    // Scores 6 4 2 0: 9 + 1 + 1 + 9 over 3.
    expect(first.test.standardDeviation).toBeCloseTo(Math.sqrt(20 / 3), 9)
    // People have predicted how many are all-correct, and the round might be opened again.
    expect(first.scores).toBe(null)
    expect(first).toMatchObject({ questions: 6, maxScore: 6, thirds: { top: 4, bottom: 2 } })
    // All: 6 4 2 0 1 6.
    expect((await statistics(judge, world.roundId, 'all')).test).toMatchObject({ attempts: 6, mean: 19 / 6, median: 3 })
  })

  it('count people by hour, day, kind and level, each person once', async () => {
    const { hours, days, kinds, levels } = await statistics(judge, world.roundId)
    // 08:10, 08:20 … 09:00 on 4/5/2021: An at 08:10 and 08:50, Bình at 08:20 and 09:00.
    expect(hours.filter(({ attempts }) => attempts > 0)).toEqual([
      { at: 8, people: 4, attempts: 5 },
      { at: 9, people: 1, attempts: 1 },
    ])
    expect(days).toEqual([{ at: Date.parse('2021-05-04T00:00:00+07:00'), people: 4, attempts: 6 }])
    // The best of each: 6 + 6 + 2 + 0.
    expect(kinds).toEqual([{ kind: 'member', people: 4, attempts: 6, mean: 3.5, allCorrect: null }])
    expect(levels).toEqual([{ depth: 2, kind: 'grassrootsUnion', people: 4, attempts: 6, mean: 3.5, allCorrect: null }])
  })

  it('show each question with its figures, sorted, searched and paged', async () => {
    const all = await organiser.ask('listItemStatistics', { params: params(), query: { sort: 'code', order: 'asc', pageSize: 4 } })
    expect([all.total, all.rows.map(({ code }) => code)]).toEqual([6, ['Q-1', 'Q-2', 'Q-3', 'Q-4']])
    expect(all.rows.map(({ attempts, intendedWeight, randomGuess }) => [attempts, intendedWeight, randomGuess])).toEqual(
      Array.from({ length: 4 }, () => [4, 1 / 6, 0.25]),
    )
    const hardest = await organiser.ask('listItemStatistics', { params: params(), query: { sort: 'facility', order: 'asc' } })
    const facilities = hardest.rows.map(({ facility }) => facility ?? -1)
    expect(facilities).toEqual([...facilities].sort((a, b) => a - b))
    // 12 of 24 questions were answered right, whichever papers they stood on.
    expect(facilities.reduce((sum, facility) => sum + facility, 0)).toBeCloseTo(3, 9)
    expect((await organiser.ask('listItemStatistics', { params: params(), query: { search: 'cau hoi so 5' } })).rows.map(({ code }) => code)).toEqual(
      ['Q-5'],
    )
    expect((await organiser.ask('listItemStatistics', { params: params(), query: { doubtful: 'any' } })).total).toBe(0)
  })

  it('open a question with its key and how its options were taken', async () => {
    const { rows } = await judge.ask('listItemStatistics', { params: params(), query: { search: 'Q-1' } })
    const versionId = rows[0]?.versionId ?? ''
    const { item, question, options } = await judge.ask('getItemStatistics', { params: { ...params(), versionId } })
    expect([question.options.length, question.correct, options.map(({ option }) => option)]).toEqual([4, [0], [0, 1, 2, 3]])
    expect(options[0]?.share).toBe(item.facility)
    expect(options.reduce((sum, { count }) => sum + count, item.blank)).toBe(4)
    expectRefused(await judge.call('getItemStatistics', { params: { ...params(), versionId: 'khong-co' } }), 'not-found')
  })

  it('are the question setters’ from the seal on, and no contestant’s ever', async () => {
    expectRefused(await setter.call('getStatistics', { params: params() }), 'not-sealed')
    await judge.ask('sealRound', { params: params(), body: { reason: 'chốt kỳ 1' } })
    const first = await statistics(setter, world.roundId)
    expect(first.scores).toEqual([0, 2, 4, 6].map((score) => ({ score, attempts: 1 })))
    expect(first.kinds.map(({ allCorrect }) => allCorrect)).toEqual([2])
    expectRefused(await (await world.contestant()).call('getStatistics', { params: params() }), 'not-allowed')
    // Scores 6, 6, 2 and 0 are ranked.
    expect((await statistics(setter, world.roundId, 'counted')).test).toMatchObject({ attempts: 4, mean: 3.5, median: 4 })
  })

  it('a judge may rank the sealed round by other rules, which are never saved', async () => {
    const sealed = await judge.ask('getResults', { params: params() })
    const same = await judge.ask('simulateRanking', { params: params() })
    expect(same).toMatchObject({ revision: 1, people: 4, moved: 0, leaving: [], tried: same.sealedBy })
    expect(same.top.map(({ fullName, after, decidedBy, own, next }) => [fullName, after, decidedBy, own, next])).toEqual(
      sealed.rows.map(({ fullName, rank, decidedBy, own, next }) => [fullName, rank, decidedBy, own, next]),
    )
    const last = await judge.ask('simulateRanking', { params: params(), query: { tieBreaks: 'score,submittedAt', counts: 'last', equals: 'lot' } })
    // The last attempts: An 1, Bình 6, Chi 2, Dũng 0.
    expect(last.top.map(({ number, score, before, after }) => [number, score, before, after])).toEqual([
      [2, 6, 2, 1],
      [1, 2, 3, 2],
      [2, 1, 1, 3],
      [1, 0, 4, 4],
    ])
    expect(last).toMatchObject({ moved: 3, tried: { tieBreaks: ['score', 'submittedAt'], counts: 'last' }, sealedBy: same.sealedBy })
    expectRefused(await judge.call('simulateRanking', { params: params(), query: { tieBreaks: 'score,score' } }), 'invalid-request')
    expectRefused(await organiser.call('simulateRanking', { params: params() }), 'not-allowed')
    expect(await judge.ask('getResults', { params: params() })).toEqual(sealed)
  })

  it('come as CSV and workbook that say the same', async () => {
    const csv = await judge.call('exportItemStatistics', { params: { ...params(), format: 'csv' } })
    const lines = parse(csv.body, { bom: true }) as string[][]
    expect([lines.length, lines[1]?.[0], lines[0]?.[8]]).toEqual([7, 'Q-1', 'Tỷ lệ điểm đạt'])
    const xlsx = await judge.call('exportItemStatistics', { params: { ...params(), format: 'xlsx' } })
    const { sheets } = await readXlsx(xlsx.rawPayload)
    expect(sheets[0]?.rows.slice(1).map((row) => String(row[8]))).toEqual(lines.slice(1).map((line) => line[8]))
    expect(sheets[1]?.rows.map(([label, value]) => [label, value])).toContainEqual(['Điểm trung bình', '3'])
  })

  it('are reckoned anew once the log of the round has moved on', async () => {
    const { seq } = await statistics(judge, world.roundId)
    const { rows } = await judge.ask('getResults', { params: params() })
    const last = rows.at(-1)
    await judge.ask('voidAttempt', { params: { attemptId: last?.attemptId ?? '' }, body: { reason: 'thử huỷ một lượt' } })
    const after = await statistics(judge, world.roundId)
    expect(after.test).toMatchObject({ attempts: 3, mean: 4 })
    expect(after.seq).toBeGreaterThan(seq)
  })
  it('follow a key that is corrected, and say so', async () => {
    const { rows } = await judge.ask('listItemStatistics', { params: params(), query: { search: 'Q-1' } })
    const [item] = rows
    expect(item?.facility).toBeGreaterThan(0)
    const key = { correct: [1], answers: [], caseMatters: false, accentsMatter: false }
    const about = { questionId: item?.questionId, versionId: item?.versionId }
    await judge.ask('correctKey', { params: params(), body: { ...about, treatment: 'newKey', key, reason: 'thử sửa đáp án' } })
    await statistics(judge, world.roundId)
    const corrected = await judge.ask('getItemStatistics', { params: { ...params(), versionId: item?.versionId ?? '' } })
    // Everybody who was right before had chosen the first option.
    expect([corrected.treatment, corrected.correct, corrected.item.facility]).toEqual(['newKey', [1], 0])
  })
})
