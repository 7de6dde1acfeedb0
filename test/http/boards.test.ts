import type { RoundRules } from '@hoithi/shared/contracts/rules'
import { afterEach, describe, expect, test } from 'vitest'
import { rebuildBoards } from '../../server/src/projector/projector.ts'
import { expectRefused, MINUTE, openWorld, type Person, type World } from './world.ts'

let world: World
afterEach(() => world.end())

const openScores: Partial<RoundRules> = { prediction: null, tieBreaks: ['score', 'durationMs', 'submittedAt'], scoresOnBoards: 'live' }
const round = (query: Record<string, string | number> = {}, roundId = world.roundId) => ({ params: { roundId }, query })

// name, union, right answers, minutes; best first. The last two are equal but for the moment they submitted.
const field: [name: string, union: string, right: number, minutes: number][] = [
  ['Giàng A Nhất', 'T-A-1', 4, 5],
  ['Lò Thị Hai', 'T-B-1', 4, 9],
  ['Vàng A Ba', 'T-A-2', 3, 2],
  ['Tao Văn Bốn', 'T-A-1', 1, 2],
  ['Mào Thị Năm', 'T-A-1', 1, 2],
]

async function fill(setting: Parameters<typeof openWorld>[0] = {}): Promise<Person[]> {
  world = await openWorld(setting)
  const people: Person[] = []
  for (const [name, union, right, minutes] of field) {
    const who = await world.contestant(union, name)
    await world.play(who, { right, takes: minutes * MINUTE })
    people.push(who)
  }
  await world.services.projector.catchUp()
  return people
}

describe('a board of people', () => {
  test('ranks by score, then the shorter time, then the earlier submission, and masks every name', async () => {
    const people = await fill({ rules: openScores })
    const board = await world.nobody.ask('getRoundLeaderboard', round())
    expect(board.rows.map(({ rank, name, score, durationMs, mine }) => [rank, name, score, durationMs, mine])).toEqual(
      field.map(([name, , right, minutes], index) => [
        index + 1,
        `${name.split(' ').slice(-2).join(' ')} (…${people[index]?.phone.slice(-3)})`,
        right,
        minutes * MINUTE,
        false,
      ]),
    )
    expect(board).toMatchObject({ total: 5, state: 'live', scoresShown: true, mine: null, seq: 5, now: world.clock.now() })
  })

  test('is the same order with hidden scores: the order may be seen, the figures may not', async () => {
    await fill()
    const board = await world.nobody.ask('getRoundLeaderboard', round())
    expect(board.rows.map(({ name, score, durationMs, submittedAt }) => [name.split(' (')[0], score, durationMs, submittedAt])).toEqual(
      field.map(([name]) => [name.split(' ').slice(-2).join(' '), null, null, null]),
    )
  })

  test('in pages; one’s own row comes with every page', async () => {
    const people = await fill({ rules: openScores })
    for (const page of [1, 2, 3]) {
      const board = await people[3]!.ask('getRoundLeaderboard', round({ page, pageSize: 2 }))
      expect(board.rows.map(({ rank }) => rank)).toEqual([1, 2, 3, 4, 5].slice((page - 1) * 2, page * 2))
      expect(board.rows.filter(({ mine }) => mine).map(({ rank }) => rank)).toEqual(page === 2 ? [4] : [])
      expect(board.mine).toMatchObject({ rank: 4, mine: true, score: 1 })
    }
  })

  const inUnion: [union: string, ranked: string[]][] = [
    ['T-A-1', ['A Nhất', 'Văn Bốn', 'Thị Năm']],
    ['T-A', ['A Nhất', 'A Ba', 'Văn Bốn', 'Thị Năm']],
    ['T-B', ['Thị Hai']],
    ['no such union', []],
  ]
  test.each(inUnion)('of union %s only, ranked from 1', async (union, ranked) => {
    const people = await fill({ rules: openScores })
    const board = await people[3]!.ask('getRoundLeaderboard', round({ unionId: world.unionId(union) }))
    expect(board.rows.map(({ rank, name }) => [rank, name.split(' (')[0]])).toEqual(ranked.map((name, index) => [index + 1, name]))
    expect(board.mine?.rank).toBe(ranked.includes('Văn Bốn') ? ranked.indexOf('Văn Bốn') + 1 : undefined)
  })

  test('one’s own score stays hidden until the seal where the rules say so, on every screen', async () => {
    const [first] = await fill({ rules: { showScore: 'afterSeal' } })
    const myScores = async () => {
      const contest = await first!.ask('getContest', { params: { slug: world.fixture.slug } })
      const mine = contest.rounds[0]?.my?.attempts[0]
      const attempt = await first!.ask('getAttempt', { params: { attemptId: mine?.id ?? '' } })
      return [mine?.score, attempt.result?.score, (await first!.ask('getRoundLeaderboard', round())).mine?.score]
    }
    expect(await myScores()).toEqual([null, null, null])
    world.clock.set('2021-05-10T00:31:00+07:00')
    await (await world.staff('judge')).ask('sealRound', { params: { roundId: world.roundId }, body: { reason: 'hết kỳ thi' } })
    expect(await myScores()).toEqual([4, 4, 4])
  })

  test('the contest’s board sums its rounds', async () => {
    const people = await fill({ rules: openScores })
    world.clock.set('2021-05-11T08:00:00+07:00')
    await world.play(people[2]!, { round: 1, right: 4, takes: MINUTE })
    await world.services.projector.catchUp()
    const board = await world.nobody.ask('getContestLeaderboard', { params: { slug: world.fixture.slug } })
    expect(board.maxScore).toBe(8)
    expect(board.rows.slice(0, 2).map(({ name, score, durationMs }) => [name.split(' (')[0], score, durationMs])).toEqual([
      ['A Ba', 7, 3 * MINUTE],
      ['A Nhất', 4, 5 * MINUTE],
    ])
  })

  test('a second attempt counts only when it is better', async () => {
    const people = await fill({ rules: openScores })
    await world.play(people[0]!, { right: 2, takes: MINUTE })
    await world.play(people[4]!, { right: 4, takes: MINUTE })
    await world.services.projector.catchUp()
    const board = await world.nobody.ask('getRoundLeaderboard', round())
    expect(board.rows.map(({ name, score }) => [name.split(' (')[0], score]).slice(0, 2)).toEqual([
      ['Thị Năm', 4],
      ['A Nhất', 4],
    ])
    expect(board.total).toBe(5)
  })

  test('what a board cannot be asked', async () => {
    await fill()
    for (const query of [{ page: 0 }, { page: 'x' }, { pageSize: 101 }, { pageSize: 0 }, { page: 1.5 }])
      expectRefused(await world.nobody.call('getRoundLeaderboard', round(query)), 'invalid-request')
    expectRefused(await world.nobody.call('getRoundLeaderboard', round({}, 'no such round')), 'not-found')
    expectRefused(await world.nobody.call('getUnionLeaderboard', round({}, 'no such round')), 'not-found')
    expectRefused(await world.nobody.call('getContestLeaderboard', { params: { slug: 'khong-co' } }), 'not-found')
  })
})

describe('a board of unions', () => {
  // Members: T-A-1 40, T-A-2 100, T-B-1 14.
  const metrics: [metric: string, ranked: [name: string, people: number, rate: number][]][] = [
    [
      'people',
      [
        ['CĐCS Trường THCS Tả Tổng', 3, 3 / 40],
        ['CĐCS Bệnh viện Đa khoa', 1, 1 / 100],
        ['CĐCS Nhà máy Thuỷ điện', 1, 1 / 14],
      ],
    ],
    [
      'rate',
      [
        ['CĐCS Trường THCS Tả Tổng', 3, 3 / 40],
        ['CĐCS Nhà máy Thuỷ điện', 1, 1 / 14],
        ['CĐCS Bệnh viện Đa khoa', 1, 1 / 100],
      ],
    ],
    [
      'mean',
      [
        ['CĐCS Nhà máy Thuỷ điện', 1, 1 / 14],
        ['CĐCS Bệnh viện Đa khoa', 1, 1 / 100],
        ['CĐCS Trường THCS Tả Tổng', 3, 3 / 40],
      ],
    ],
  ]
  test.each(metrics)('every grassroots union by %s', async (metric, ranked) => {
    await fill({ rules: openScores })
    const board = await world.nobody.ask('getUnionLeaderboard', round({ metric }))
    expect(board.rows.map(({ name, people, rate }) => [name, people, rate])).toEqual(ranked)
    expect(board.rows.map(({ rank }) => rank)).toEqual([1, 2, 3])
  })

  test('the children of a union carry everything below them', async () => {
    const people = await fill({ rules: openScores })
    await world.play(people[0]!, { right: 0 })
    await world.services.projector.catchUp()
    const board = await world.nobody.ask('getUnionLeaderboard', round({ parentId: world.unionId('T') }))
    expect(board.rows.map(({ name, people: count, attempts, memberCount, childCount }) => [name, count, attempts, memberCount, childCount])).toEqual([
      ['LĐLĐ huyện A', 4, 5, 140, 2],
      ['LĐLĐ huyện B', 1, 1, 14, 1],
    ])
    expect(board.parent).toMatchObject({ name: 'LĐLĐ tỉnh', parentId: null })
  })

  test('shows my own union, and ranks by mean only where scores may be seen', async () => {
    const people = await fill()
    expect((await people[1]!.ask('getUnionLeaderboard', round())).mine).toMatchObject({
      name: 'CĐCS Nhà máy Thuỷ điện',
      mine: true,
      rank: 3,
      mean: null,
    })
    expectRefused(await people[1]!.call('getUnionLeaderboard', round({ metric: 'mean' })), 'scores-hidden')
  })
})

test('a void takes an attempt off every board, and the boards equal a recount of the log', async () => {
  const people = await fill({ rules: openScores })
  const judge = await world.staff('judge')
  const { attempts } = await judge.ask('listRoundAttempts', round({ search: 'giang a nhat' }))
  await judge.ask('voidAttempt', { params: { attemptId: attempts[0]!.id }, body: { reason: 'thi hộ người khác' } })
  await world.services.projector.catchUp()
  const everything = async () => [
    await people[3]!.ask('getRoundLeaderboard', round()),
    await people[3]!.ask('getContestLeaderboard', { params: { slug: world.fixture.slug } }),
    await people[3]!.ask('getUnionLeaderboard', round({ metric: 'mean' })),
    await world.nobody.ask('getUnionLeaderboard', round({ parentId: world.unionId('T') })),
    await judge.ask('getRoundCounts', round()),
    await judge.ask('listRoundAttempts', round()),
  ]
  const before = await everything()
  expect(before[0]).toMatchObject({ total: 4, rows: [{ name: expect.stringContaining('Thị Hai') }, {}, {}, {}], mine: { rank: 3 } })
  expect(before[4]).toMatchObject({ submitted: 5, people: 4, voided: 1, lag: 0 })
  await rebuildBoards(world.services.projector, world.services.storage.boards)
  expect(await everything()).toEqual(before)
})

describe('a board that the public does not see live', () => {
  const CLOSE = '2021-05-10T00:00:00+07:00'
  const names = (board: { rows: { name: string }[] }) => board.rows.map(({ name }) => name.split(' (')[0])
  const late = async () => {
    const who = await world.contestant('T-B-1', 'Hảng A Muộn')
    await world.play(who, { right: 4, takes: MINUTE })
    await world.services.projector.catchUp()
    return who
  }

  test('stands still for the last hour, for unions too, while organisers see it live; it moves again from the close on', async () => {
    const [first] = await fill({ rules: { ...openScores, board: 'frozen', frozenMinutes: 60 } })
    const before = await first!.ask('getRoundLeaderboard', round())
    expect(before.veil).toBeNull()
    world.clock.set('2021-05-09T23:00:00+07:00')
    const who = await late()
    const veil = { kind: 'frozen', until: Date.parse(CLOSE) }
    const still = await first!.ask('getRoundLeaderboard', round())
    expect(still).toMatchObject({ veil, total: 5, rows: before.rows, mine: before.mine })
    expect(await who.ask('getRoundLeaderboard', round())).toMatchObject({ veil, mine: null })
    const unions = await world.nobody.ask('getUnionLeaderboard', round())
    expect([unions.veil, unions.rows.find(({ name }) => name === 'CĐCS Nhà máy Thuỷ điện')?.people]).toEqual([veil, 1])
    expect(await world.nobody.ask('getContestLeaderboard', { params: { slug: world.fixture.slug } })).toMatchObject({
      veil: { kind: 'hidden', until: Date.parse(CLOSE) },
      rows: [],
      total: 0,
    })
    const organiser = await world.staff('organiser')
    expect(await organiser.ask('getRoundLeaderboard', round())).toMatchObject({ veil: null, total: 6 })
    world.clock.set(CLOSE)
    expect(await world.nobody.ask('getRoundLeaderboard', round())).toMatchObject({ veil: null, total: 6 })
  })

  test('a result voided in the frozen hour leaves the frozen board as well', async () => {
    await fill({ rules: { ...openScores, board: 'frozen', frozenMinutes: 60 } })
    world.clock.set('2021-05-09T23:30:00+07:00')
    const [first] = (await world.logged()).flatMap((event) => (event.kind === 'submission' ? [event.attemptId] : []))
    await (await world.staff('judge')).ask('voidAttempt', { params: { attemptId: first! }, body: { reason: 'thi hộ' } })
    await world.services.projector.catchUp()
    expect(names(await world.nobody.ask('getRoundLeaderboard', round()))).toEqual(['Thị Hai', 'A Ba', 'Văn Bốn', 'Thị Năm'])
    const shown = JSON.stringify((await world.nobody.ask('getRoundLeaderboard', round())).rows)
    await rebuildBoards(world.services.projector, world.services.storage.boards)
    expect(JSON.stringify((await world.nobody.ask('getRoundLeaderboard', round())).rows)).toBe(shown)
  })

  test('an extended round freezes when it always would have', async () => {
    await fill({ rules: { ...openScores, board: 'frozen', frozenMinutes: 60 } })
    const body = { closesAt: Date.parse(CLOSE) + 120 * MINUTE, reason: 'mất điện cả huyện' }
    await (await world.staff('organiser')).ask('extendRound', { params: { roundId: world.roundId }, body })
    world.clock.set('2021-05-09T23:00:00+07:00')
    await late()
    expect(await world.nobody.ask('getRoundLeaderboard', round())).toMatchObject({ veil: { kind: 'frozen', until: body.closesAt }, total: 5 })
  })

  test('is hidden until the close, one’s own rank too', async () => {
    const [first] = await fill({ rules: { ...openScores, board: 'afterClose' } })
    const hidden = { veil: { kind: 'hidden', until: Date.parse(CLOSE) }, rows: [], total: 0, mine: null }
    expect(await first!.ask('getRoundLeaderboard', round())).toMatchObject(hidden)
    expect(await first!.ask('getUnionLeaderboard', round())).toMatchObject(hidden)
    expect(await first!.ask('getContestLeaderboard', { params: { slug: world.fixture.slug } })).toMatchObject(hidden)
    world.clock.set(CLOSE)
    expect(await first!.ask('getRoundLeaderboard', round())).toMatchObject({ veil: null, total: 5, mine: { rank: 1 } })
  })
})
