import { afterEach, describe, expect, it } from 'vitest'
import { expectRefused, MINUTE, openWorld, type Person, type World } from './world.ts'

let world: World
afterEach(() => world.end())

let phones = 0
/** Somebody registers with a union of their own words. */
async function register(proposedUnion: object, patch: object = {}) {
  phones += 1
  const phone = `09777${String(phones).padStart(5, '0')}`
  const body = {
    phone,
    password: 'nuong-ngo-8',
    fullName: 'Lò Thị Mai',
    birthDate: '1988-09-05',
    proposedUnion,
    contestantKind: 'member',
    consentVersion: 'v1',
    ...patch,
  }
  return world.nobody.call('registerContestant', { body })
}
const written = (name: string, upper: string | null = 'T-A') => ({
  name,
  place: 'xã Tả Tổng',
  parentId: upper === null ? null : world.unionId(upper),
})
const pendingOf = async () => (await (await world.staff('organiser')).ask('listUnions', { query: { state: 'pending' } })).unions

describe('“I cannot find my union”', () => {
  it('makes a union that waits; colleagues who write the same meet in it', async () => {
    world = await openWorld()
    const first = await register(written('CĐCS Trường Mầm non Hoa Ban'))
    const second = await register(written('cdcs truong mam non hoa ban'))
    expect([first.statusCode, second.statusCode]).toEqual([200, 200])
    expect(second.json().me.union).toEqual(first.json().me.union)
    const pending = await pendingOf()
    expect(pending).toMatchObject([
      { code: 'CHO-0001', name: 'CĐCS Trường Mầm non Hoa Ban', note: 'xã Tả Tổng', people: 2, path: 'LĐLĐ tỉnh › LĐLĐ huyện A' },
    ])
    const judge = await world.staff('administrator')
    const history = await judge.ask('listUnionHistory', { params: { unionId: pending[0]!.id }, query: {} })
    expect(history.events).toMatchObject([{ action: 'proposeUnion', before: null, after: { code: 'CHO-0001', state: 'pending', parentCode: 'T-A' } }])
    const found = await world.nobody.ask('searchUnions', { query: { search: 'hoa ban' } })
    expect(found).toEqual({ unions: [], total: 0, near: false })
  })

  it('its people take part at once, and keep what they did when it is merged or accepted', async () => {
    world = await openWorld()
    const [merged, accepted] = [await register(written('Trường Tả Tổng', null)), await register(written('CĐCS Chợ Mường Tè'))]
    const organiser = await world.staff('organiser')
    const pending = await pendingOf()
    for (const reply of [merged, accepted]) {
      const { id, union } = reply.json().me as { id: string; union: { id: string } }
      await world.play(world.registered(id, union.id))
    }
    await world.services.projector.catchUp()
    const idOf = (code: string): string => pending.find((union) => union.code === code)!.id
    const reason = 'theo danh sách của LĐLĐ huyện A'
    await organiser.ask('mergeUnion', { params: { unionId: idOf('CHO-0001') }, body: { intoId: world.unionId('T-A-1'), reason } })
    const fields = { code: 'T-A-9', name: 'CĐCS Chợ Mường Tè', kind: 'grassrootsUnion', parentId: world.unionId('T-A'), memberCount: 10 }
    await organiser.ask('acceptUnion', { params: { unionId: idOf('CHO-0002') }, body: { ...fields, reason } })
    const board = await world.nobody.ask('getUnionLeaderboard', { params: { roundId: world.roundId }, query: {} })
    expect(board.rows.filter(({ people }) => people > 0).map(({ name, people }) => [name, people])).toEqual([
      ['CĐCS Trường THCS Tả Tổng', 1],
      ['CĐCS Chợ Mường Tè', 1],
    ])
    expect(await pendingOf()).toEqual([])
  })

  it('its name, which nobody has checked, is on no public board, before the seal or after', async () => {
    world = await openWorld()
    const { id, union } = (await register(written('Tên bịa để bôi nhọ'))).json().me as { id: string; union: { id: string } }
    await world.play(world.registered(id, union.id))
    await world.services.projector.catchUp()
    const [params, query] = [{ roundId: world.roundId }, { parentId: world.unionId('T-A') }]
    const look = async () => {
      const { rows } = await world.nobody.ask('getUnionLeaderboard', { params, query })
      const above = await world.nobody.ask('getUnionLeaderboard', { params, query: { parentId: world.unionId('T') } })
      const people = await world.nobody.ask('getRoundLeaderboard', { params })
      return [
        rows.map(({ name }) => name).sort(),
        above.rows.map(({ childCount }) => childCount).sort((a, b) => a - b),
        people.rows.map(({ unionName }) => unionName),
      ]
    }
    const shown = [['CĐCS Bệnh viện Đa khoa', 'CĐCS Trường THCS Tả Tổng'], [1, 2], ['LĐLĐ huyện A']]
    expect(await look()).toEqual(shown)
    world.clock.set('2021-05-10T00:00:01+07:00')
    await (await world.staff('judge')).ask('sealRound', { params, body: { reason: 'hết kỳ thi' } })
    expect(await look()).toEqual(shown)
  })

  it('a union that is not there, a name without letters, both or neither are refused and leave nothing behind', async () => {
    world = await openWorld()
    expectRefused(await register({ ...written('CĐCS Mới'), parentId: 'nowhere' }), 'unknown-union')
    expectRefused(await register(written('---')), 'invalid-request')
    expectRefused(await register(written('x'.repeat(300))), 'invalid-request')
    expectRefused(await register(written('CĐCS Mới'), { unionId: world.unionId('T-A-1') }), 'invalid-request')
    expectRefused(await register(written('CĐCS Mới'), { proposedUnion: undefined }), 'invalid-request')
    expect(await pendingOf()).toEqual([])
  })

  it('a new union below one that is not there, or that takes nobody in any more, is refused and leaves nothing behind', async () => {
    world = await openWorld()
    const organiser = await world.staff('organiser')
    const below = (parentId: string) =>
      organiser.call('createUnion', {
        body: { code: 'M-1', name: 'CĐCS Mới', kind: 'grassrootsUnion', parentId, memberCount: null, reason: 'thành lập' },
      })
    expectRefused(await below('nowhere'), 'unknown-union')
    await organiser.ask('setUnionState', { params: { unionId: world.unionId('T-A-1') }, body: { state: 'closed', reason: 'giải thể' } })
    expectRefused(await below(world.unionId('T-A-1')), 'union-not-active')
    expect((await below(world.unionId('T-A'))).statusCode).toBe(200)
  })

  it('a phone that is taken makes no union', async () => {
    world = await openWorld()
    await register(written('CĐCS Một'))
    phones -= 1
    expectRefused(await register(written('CĐCS Hai')), 'phone-taken')
    expect((await pendingOf()).map(({ name }) => name)).toEqual(['CĐCS Một'])
  })
})

describe('divisions of a contest', () => {
  const reason = 'theo kế hoạch thi đua'
  const contest = () => ({ params: { slug: world.fixture.slug } })

  it('are named, ordered and filled by a filter or by hand; a board can be of one, and keeps it after the seal', async () => {
    world = await openWorld()
    const organiser = await world.staff('organiser')
    const named = [{ id: null, name: 'Bảng A' }, { id: null, name: 'Bảng B' }] // oxfmt-ignore
    const { divisions } = await organiser.ask('saveDivisions', { ...contest(), body: { divisions: named, reason } })
    const [a, b] = [divisions[0]!.id, divisions[1]!.id]
    const put = async (body: { divisionId: string | null; filter: object; unionIds?: string[] }) => {
      const { unions, inIt, leaving } = await organiser.ask('previewDivision', { ...contest(), body })
      await organiser.ask('assignDivision', { ...contest(), body: { ...body, unions, inIt, reason } })
      return [unions, inIt, leaving]
    }
    expect(await put({ divisionId: a, filter: { kind: 'grassrootsUnion', minMembers: 20 } })).toEqual([2, 0, []])
    expect(await put({ divisionId: b, filter: { within: world.unionId('T-B'), kind: 'grassrootsUnion' } })).toEqual([1, 0, []])
    expect(await put({ divisionId: b, filter: {}, unionIds: [world.unionId('T-A-1'), world.unionId('T-B-1')] })).toEqual([
      2,
      1,
      [{ name: 'Bảng A', unions: 1 }],
    ])
    expect((await world.nobody.ask('listDivisions', contest())).divisions.map(({ name, unions }) => [name, unions])).toEqual([
      ['Bảng A', 1],
      ['Bảng B', 2],
    ])
    await world.play(await world.contestant('T-A-1'))
    await world.services.projector.catchUp()
    const board = async (divisionId: string) =>
      (await world.nobody.ask('getUnionLeaderboard', { params: { roundId: world.roundId }, query: { divisionId } })).rows.map(({ name, people }) => [
        name,
        people,
      ])
    expect(await board(b)).toEqual([
      ['CĐCS Trường THCS Tả Tổng', 1],
      ['CĐCS Nhà máy Thuỷ điện', 0],
    ])
    const officer = await world.staff('officer', 'T-A')
    const seen = await officer.ask('getParticipation', { params: { roundId: world.roundId }, query: { divisionId: b } })
    expect(seen.rows.map(({ name }) => name)).toEqual(['CĐCS Trường THCS Tả Tổng'])
    const table = await organiser.ask('listUnions', { query: { contest: world.fixture.slug, divisionId: 'none', kind: 'grassrootsUnion' } })
    expect(table.unions).toEqual([])
    world.clock.set('2021-05-10T00:31:00+07:00')
    await (await world.staff('judge')).ask('sealRound', { params: { roundId: world.roundId }, body: { reason: 'hết kỳ thi' } })
    await put({ divisionId: a, filter: { divisionId: b } })
    expect([await board(a), await board(b)]).toEqual([
      [['CĐCS Bệnh viện Đa khoa', 0]],
      [
        ['CĐCS Trường THCS Tả Tổng', 1],
        ['CĐCS Nhà máy Thuỷ điện', 0],
      ],
    ])
    const without = { divisions: [{ id: a, name: 'Bảng A' }], reason }
    expectRefused(await organiser.call('saveDivisions', { ...contest(), body: without }), 'division-sealed')
  })

  it('refuses what would surprise somebody, and writes nothing', async () => {
    world = await openWorld()
    const organiser = await world.staff('organiser')
    const save = (divisions: object[]) => organiser.call('saveDivisions', { ...contest(), body: { divisions, reason } })
    expectRefused(await save([{ id: null, name: 'Bảng A' }, { id: null, name: 'bang  a' }]), 'division-name-taken') // oxfmt-ignore
    expectRefused(await save([{ id: 'khong-co', name: 'Bảng A' }]), 'divisions-changed')
    expectRefused(await save([]), 'nothing-changed')
    await save([{ id: null, name: 'Bảng A' }])
    const [a] = (await world.nobody.ask('listDivisions', contest())).divisions
    const assign = (body: object) => organiser.call('assignDivision', { ...contest(), body: { filter: {}, reason, ...body } })
    expectRefused(await assign({ divisionId: a!.id, unions: 5, inIt: 0 }), 'unions-changed')
    expectRefused(await assign({ divisionId: 'khong-co', unions: 6, inIt: 0 }), 'divisions-changed')
    expectRefused(await assign({ divisionId: null, unions: 6, inIt: 6 }), 'nothing-changed')
    expect((await world.nobody.ask('listDivisions', contest())).divisions).toEqual([{ id: a!.id, name: 'Bảng A', unions: 0 }])
    expect((await save([])).statusCode).toBe(200)
  })
})

describe('after a merger', () => {
  const contest = () => ({ params: { slug: world.fixture.slug } })
  const reason = 'theo quyết định 12'
  const minutes = async (who: Person): Promise<number> => (await who.ask('startAttempt', { params: { roundId: world.roundId } })).remainingMs / MINUTE
  const titles = async (who: Person) => (await who.ask('getNews', contest())).announcements.map(({ title }) => title.slice(0, 14))

  it('extra time and news of the old union stay with its people and those below it, and with nobody else', async () => {
    world = await openWorld()
    const organiser = await world.staff('organiser')
    const [below, moved] = [await world.contestant('T-A-1'), await world.contestant('T-A-2')]
    await organiser.ask('grantExtraTime', { ...contest(), body: { scope: 'union', targetId: world.unionId('T-A'), minutes: 7, reason } })
    await organiser.ask('mergeUnion', { params: { unionId: world.unionId('T-A') }, body: { intoId: world.unionId('T-B'), reason } })
    const [there, late] = [await world.contestant('T-B-1'), await world.contestant('T-A-1')]
    await organiser.ask('moveContestant', { params: { contestantId: moved.id }, body: { unionId: world.unionId('T-B-1'), reason } })
    expect([await minutes(below), await minutes(moved), await minutes(there), await minutes(late)]).toEqual([27, 20, 20, 20])
    expect([await titles(below), await titles(there)]).toEqual([['Được thêm giờ '], []])
  })

  it('a union in no division takes the one of the union merged into it; another keeps its own', async () => {
    world = await openWorld()
    const organiser = await world.staff('organiser')
    const named = [{ id: null, name: 'Bảng A' }, { id: null, name: 'Bảng B' }] // oxfmt-ignore
    const { divisions } = await organiser.ask('saveDivisions', { ...contest(), body: { divisions: named, reason } })
    const put = (code: string, place: number) =>
      organiser.ask('assignDivision', {
        ...contest(),
        body: { divisionId: divisions[place]!.id, filter: {}, unionIds: [world.unionId(code)], unions: 1, inIt: 0, reason },
      })
    const merge = (code: string, into: string) =>
      organiser.ask('mergeUnion', { params: { unionId: world.unionId(code) }, body: { intoId: world.unionId(into), reason } })
    const members = async () => (await world.nobody.ask('listDivisions', contest())).divisions.map(({ unions }) => unions)
    await put('T-A-1', 0)
    await merge('T-A-1', 'T-A-2')
    expect(await members()).toEqual([1, 0])
    await put('T-B-1', 1)
    await merge('T-A-2', 'T-B-1')
    expect(await members()).toEqual([0, 1])
  })
})
