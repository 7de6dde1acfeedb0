import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { voidAttempt } from '../../server/src/features/attempts/actions.ts'
import { moveContestant } from '../../server/src/features/contestants/actions.ts'
import { joinContestants } from '../../server/src/features/review/join-actions.ts'
import { expectRefused, MINUTE, openWorld, type Person, type World } from './world.ts'

const CLOSED = '2021-05-10T00:01:00+07:00'
const reason = 'Hai số điện thoại của cùng một người'
const TABLES = ['outcomes', 'standings', 'union_tallies', 'question_usage', 'activity']

async function dump(world: World): Promise<string> {
  const { default: Database } = await import('better-sqlite3')
  const client = new Database(`${world.folder}/hoithi.sqlite`, { readonly: true })
  const rows = TABLES.map((table) =>
    client
      .prepare(`select * from ${table}`)
      .all()
      .map((row) => JSON.stringify(row))
      .sort(),
  )
  client.close()
  return JSON.stringify(rows)
}

/** The boards as they are, and as a count of the whole log gives them. */
async function expectRebuilt(world: World): Promise<void> {
  await world.services.projector.catchUp()
  const before = await dump(world)
  await world.services.storage.boards.clear()
  await world.services.projector.catchUp()
  expect(await dump(world)).toBe(before)
}

describe('two accounts of one person', () => {
  let world: World
  let judge: Person
  let kept: Person
  let from: Person
  let third: string
  const join = (fromId: string) => judge.call('joinContestants', { params: { contestantId: kept.id }, body: { fromId, reason } })

  beforeAll(async () => {
    world = await openWorld({ rules: { prediction: null, tieBreaks: ['score', 'durationMs'] } })
    judge = await world.staff('judge')
    kept = await world.contestant('T-A-1', 'Lò Thị Đôi')
    from = await world.contestant('T-B-1', 'Lò Thị Đôi')
    await world.play(kept, { right: 1 })
    await world.play(from, { right: 2 })
    third = (await world.play(from, { right: 4 })).attemptId
    await world.play(await world.contestant('T-A-2', 'Vàng Thị Khác'), { right: 3 })
    await world.services.projector.catchUp()
  })
  afterAll(() => world.end())

  it('are shown with what would follow, and nothing follows yet', async () => {
    const preview = await judge.ask('previewJoin', { params: { contestantId: kept.id }, query: { fromId: from.id } })
    expect(preview.rounds.map(({ sealed, limit, unionName }) => [sealed, limit, unionName])).toEqual([[false, 2, 'CĐCS Trường THCS Tả Tổng']])
    expect(preview.rounds[0]?.attempts.map(({ owner, number, newNumber, score, voids }) => [owner, number, newNumber, score, voids])).toEqual([
      ['kept', 1, 1, 1, false],
      ['from', 1, 2, 2, false],
      ['from', 2, 3, 4, true],
    ])
    expect((await world.logged()).map(({ kind }) => kind)).toEqual(Array(4).fill('submission'))
  })

  it('become one: attempts come over, the third is void, and the boards follow', async () => {
    expect((await join(from.id)).json()).toEqual({ rounds: 1, voided: 1, revisions: 0 })
    expect((await world.logged()).slice(4).map(({ kind }) => kind)).toEqual(['join', 'void'])
    await world.services.projector.catchUp()
    const board = await kept.ask('getRoundLeaderboard', { params: { roundId: world.roundId } })
    expect([board.total, board.mine?.score, board.mine?.rank]).toEqual([2, 2, 2])
    expect((await kept.ask('listOwnAttempts')).attempts.map(({ number, voided }) => [number, voided])).toEqual([
      [3, true],
      [2, false],
      [1, false],
    ])
    const unions = await world.nobody.ask('getUnionLeaderboard', { params: { roundId: world.roundId } })
    expect(unions.rows.map(({ name, people, attempts }) => [name, people, attempts])).toEqual([
      ['CĐCS Trường THCS Tả Tổng', 1, 2],
      ['CĐCS Bệnh viện Đa khoa', 1, 1],
      ['CĐCS Nhà máy Thuỷ điện', 0, 0],
    ])
  })

  it('are told to whom they belong: which account came, from whom, why, and with which attempts; in the file too', async () => {
    const { joined, attempts, history } = await kept.ask('getOwnData')
    expect(joined).toEqual([
      {
        ...{ id: from.id, fullName: 'Lò Thị Đôi', unionName: 'CĐCS Nhà máy Thuỷ điện', byRole: 'judge', reason },
        phone: `•••••••${from.phone.slice(-3)}`,
        joinedAt: expect.any(Number) as number,
      },
    ])
    expect(attempts.map(({ number, cameWith }) => [number, cameWith])).toEqual([
      [3, from.id],
      [2, from.id],
      [1, null],
    ])
    expect(history.map(({ action }) => action)).toContain('joinContestants')
    const file = await kept.ask('exportOwnData')
    expect([file.joined, file.attempts.map(({ cameWith, responses }) => [cameWith, responses.length])]).toEqual([
      joined,
      [
        [from.id, 4],
        [from.id, 2],
        [null, 1],
      ],
    ])
  })

  it('the one that is no more is logged out at once; a start by the other finds its attempts used up', async () => {
    expectRefused(await from.call('listOwnAttempts'), 'not-logged-in')
    expectRefused(await kept.call('startAttempt', { params: { roundId: world.roundId } }), 'no-attempts-left')
  })

  it('cannot be joined again, or to what was joined', async () => {
    expectRefused(await join(from.id), 'already-joined')
    expectRefused(await join(kept.id), 'nothing-changed')
    expectRefused(await join('khong-co'), 'not-found')
  })

  it('is audited for both, with the attempts that came over and those that are void', async () => {
    const { entries } = await judge.ask('listAudit')
    expect(entries.slice(0, 3).map(({ action, subject }) => [action, subject])).toEqual([
      ['voidAttempt', third],
      ['joinedAway', from.phone],
      ['joinContestants', kept.phone],
    ])
    expect(entries[1]).toMatchObject({
      reason,
      details: { before: { joinedToId: null }, after: { joinedToId: kept.id }, fromId: from.id, voided: [third] },
    })
  })

  it('a rebuild gives the same rows, and the seal ranks one person', async () => {
    await expectRebuilt(world)
    world.clock.set(CLOSED)
    const { revision } = await judge.ask('sealRound', { params: { roundId: world.roundId }, body: { reason: 'chốt kỳ 1' } })
    expect([revision.people, revision.attempts]).toEqual([2, 3])
  })

  it('found after the seal, they make a new revision; the first stays as it was', async () => {
    const rows = async (revision: number) =>
      (await judge.ask('getResults', { params: { roundId: world.roundId }, query: { revision } })).rows.map(({ fullName, score }) => [
        fullName,
        score,
      ])
    const before = await rows(1)
    const other = (await world.services.storage.contestants.list({ page: 1, pageSize: 10, phones: 'any', sort: 'name', order: 'asc' })).rows.find(
      ({ fullName }) => fullName === 'Vàng Thị Khác',
    )
    expect((await join(other!.id)).json()).toEqual({ rounds: 1, voided: 1, revisions: 1 })
    expect(await rows(1)).toEqual(before)
    expect(await rows(2)).toEqual([['Lò Thị Đôi', 2]])
    await expectRebuilt(world)
  })

  it('the flag of the two stays, as dealt with', async () => {
    await judge.ask('reviewRound', { params: { roundId: world.roundId } })
    const { flags } = await judge.ask('listFlags', { params: { roundId: world.roundId }, query: { kind: 'samePerson' } })
    expect(flags.map(({ state, people }) => [state, people.map(({ joinedTo }) => joinedTo)])).toEqual([['acted', [null, kept.id]]])
  })
})

test('more attempts on one day and in the contest than one person may have are named to the judge, who voids those to be void', async () => {
  const world = await openWorld({ rules: { attemptsPerRound: 9, attemptsPerDay: 2 }, settings: { attemptsPerContest: 3 } })
  const judge = await world.staff('judge')
  const [kept, from] = [await world.contestant('T-A-1', 'Lò Thị Đôi'), await world.contestant('T-A-1', 'Lò Thị Đôi')]
  const played: string[] = []
  for (const who of [kept, from, from]) played.push((await world.play(who, { right: 1 })).attemptId)
  world.clock.set('2021-05-05T08:00:00+07:00')
  played.push((await world.play(kept, { right: 4 })).attemptId)
  const { excess } = await judge.ask('previewJoin', { params: { contestantId: kept.id }, query: { fromId: from.id } })
  expect(
    excess.map(({ title, day, limit, attempts }) => [
      title,
      day !== null,
      limit,
      attempts.map(({ attemptId, beyond }) => [played.indexOf(attemptId), beyond]),
    ]),
  ).toEqual([
    [
      'Kỳ 1',
      true,
      2,
      [
        [0, false],
        [1, false],
        [2, true],
      ],
    ],
    [
      'Cuộc thi thử',
      false,
      3,
      [
        [0, false],
        [1, false],
        [2, false],
        [3, true],
      ],
    ],
  ])
  const join = (voids: string[]) => judge.call('joinContestants', { params: { contestantId: kept.id }, body: { fromId: from.id, reason, voids } })
  expectRefused(await join(['khong-co']), 'not-found')
  expect((await join([played[2]!])).json()).toEqual({ rounds: 1, voided: 1, revisions: 0 })
  expect((await kept.ask('listOwnAttempts')).attempts.map(({ id, voided }) => [played.indexOf(id), voided])).toEqual([
    [3, false],
    [2, true],
    [1, false],
    [0, false],
  ])
  const { entries } = await judge.ask('listAudit', { query: { action: 'voidAttempt' } })
  expect(entries.map(({ subject, reason: why }) => [subject, why])).toEqual([[played[2], reason]])
  await world.end()
})

test('a judge who knows of two accounts from elsewhere finds the other one by its name or its phone', async () => {
  const world = await openWorld()
  const judge = await world.staff('judge')
  const [kept, same, other] = [
    await world.contestant('T-A-1', 'Lò Thị Đôi'),
    await world.contestant('T-B-1', 'Lò Thị Đôi'),
    await world.contestant('T-A-2', 'Vàng Thị Khác'),
  ]
  await world.play(same!, { right: 1 })
  const found = async (query: { search?: string } = {}) =>
    (await judge.ask('listJoinCandidates', { params: { contestantId: kept!.id }, query })).candidates.map(
      ({ contestantId, sameName, sameBirthDate, attempts, joinedTo }) => [contestantId, sameName, sameBirthDate, attempts, joinedTo !== null],
    )
  expect(await found()).toEqual([[same!.id, true, true, 1, false]])
  expect(await found({ search: other!.phone })).toEqual([[other!.id, false, true, 0, false]])
  expect(await found({ search: 'không ai' })).toEqual([])
  await judge.ask('joinContestants', { params: { contestantId: kept!.id }, body: { fromId: same!.id, reason } })
  expect(await found()).toEqual([[same!.id, true, true, 0, true]])
  expectRefused(await judge.call('listJoinCandidates', { params: { contestantId: 'khong-co' } }), 'not-found')
  await world.end()
})

test('whoever logs in to an account that was joined is told which number to use', async () => {
  const world = await openWorld()
  const judge = await world.staff('judge')
  const register = async (phone: string) => {
    const body = { phone, password: 'mat khau dai', fullName: 'Lò Thị Đôi', birthDate: '1990-01-01', contestantKind: 'member', consentVersion: 'v1' }
    return (await world.nobody.ask('registerContestant', { body: { ...body, unionId: world.unionId('T-A-1') } })).me.id
  }
  const [kept, from] = [await register('0987654321'), await register('0912000111')]
  await judge.ask('joinContestants', { params: { contestantId: kept }, body: { fromId: from, reason } })
  const refused = await world.nobody.call('logIn', { body: { login: '0912000111', password: 'mat khau dai' } })
  expectRefused(refused, 'account-joined')
  expect(refused.json<{ message: string }>().message).toContain('321')
  expectRefused(await world.nobody.call('logIn', { body: { login: '0912000111', password: 'sai mat khau' } }), 'wrong-credentials')
  await world.end()
})

test('after any joins, voids and moves the people of all unions are the contestants that count, and a rebuild gives the same rows', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom('join', 'void', 'move'), fc.nat(4), fc.nat(4)), { minLength: 3, maxLength: 6 }),
      async (acts) => {
        const world = await openWorld({ rules: { attemptsPerRound: 2 } })
        const { id: actorId } = await world.staff('judge')
        const unions = ['T-A-1', 'T-A-2', 'T-B-1']
        const people = await Promise.all([0, 1, 2, 3, 4].map((index) => world.contestant(unions[index % 3], `Người ${index}`)))
        const attempts: string[] = []
        for (const [index, person] of people.entries()) {
          for (let times = 0; times <= index % 2; times += 1) attempts.push((await world.play(person, { right: index % 4, takes: MINUTE })).attemptId)
        }
        for (const [act, a, b] of acts) {
          if (act === 'join') await joinContestants(world.services, { keptId: people[a]!.id, fromId: people[b]!.id, actorId, reason })
          if (act === 'void') await voidAttempt(world.services, attempts[a]!, actorId, reason)
          if (act === 'move')
            await moveContestant(world.services, { contestantId: people[a]!.id, unionId: world.unionId(unions[b % 3]!), actorId, reason })
        }
        await expectRebuilt(world)
        const board = await world.services.storage.boards.page(world.roundId, { page: 1, pageSize: 100 })
        const top = await world.services.storage.boards.ownUnion({ boardId: world.roundId, revisionId: null }, world.unionId('T'), 'people')
        expect(top?.entry.people ?? 0).toBe(board.total)
        expect(top?.entry.attempts ?? 0).toBe(board.entries.reduce((sum, { standing }) => sum + standing.attempts, 0))
        await world.end()
      },
    ),
    { numRuns: 6 },
  )
})
