import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { accept, refuse } from '../../server/src/domain/decision.ts'
import { proposeUnion } from '../../server/src/domain/proposed-union.ts'
import { closeUnion, editUnion, mergeUnion } from '../../server/src/domain/union-changes.ts'
import type { UnionDraft, UnionFilter, Unions } from '../../server/src/ports/unions.ts'
import { makeContest, makeContestant, type Fixture } from '../support/contest.ts'
import type { Open, Opened } from './opened.ts'

/** What every tree of unions promises. */
export function describeUnionsContract(name: string, open: Open): void {
  describe(`unions in ${name}`, () => {
    let opened: Opened
    let fixture: Fixture
    beforeEach(async () => {
      opened = await open()
      fixture = await makeContest(opened.services)
    })
    afterEach(() => opened.end())

    const store = () => opened.services.storage.unions
    const draft = (code: string, parentCode: string | null, changes: Partial<UnionDraft> = {}): UnionDraft => ({
      code,
      name: `CĐCS ${code}`,
      kind: 'grassrootsUnion',
      parentCode,
      memberCount: 10,
      ...changes,
    })
    const load = (drafts: UnionDraft[]) => {
      const now = opened.clock.now()
      return store().load(drafts, () => opened.services.ids.next(now), {
        id: opened.services.ids.next(now),
        at: now,
        actorId: 'organiser',
        action: 'importUnions',
        subject: 'file',
        reason: 'import',
      })
    }
    const find = (code: string) => store().find(fixture.unionIds[code]!)
    const search = async (query: string) => (await store().search(query, 20)).unions.map(({ code }) => code)
    const tables = ['unions', 'union_ancestors', 'audit_entries']

    it('a path names the unions from the root down to the parent; a root has none', async () => {
      expect((await find('T'))?.path).toBe('')
      expect((await find('T-A'))?.path).toBe('LĐLĐ tỉnh')
      expect((await find('T-A-1'))?.path).toBe('LĐLĐ tỉnh › LĐLĐ huyện A')
    })

    test.each([
      // union, ancestor, inside
      ['T-A-1', 'T-A-1', true],
      ['T-A-1', 'T-A', true],
      ['T-A-1', 'T', true],
      ['T-A', 'T-A-1', false],
      ['T-B-1', 'T-A', false],
    ])('%s is inside %s: %s', async (union, ancestor, inside) => {
      expect(await store().inside(fixture.unionIds[union]!, fixture.unionIds[ancestor]!)).toBe(inside)
    })

    it('a search can be kept inside a subtree', async () => {
      const within = async (code: string) => (await store().search('cdcs', 20, fixture.unionIds[code])).unions.map((union) => union.code).sort()
      expect([await within('T-A'), await within('T-B'), await within('T-A-1')]).toEqual([['T-A-1', 'T-A-2'], ['T-B-1'], ['T-A-1']])
    })

    test.each([
      // typed, found
      ['T-A-1', 'T-A-1'],
      ['t-a-1', 'T-A-1'],
      ['T A 1', 'T-A-1'],
      ['T-A', 'T-A'],
      ['A-1', null],
      ['T-A-', 'T-A'],
      ['T-A-12', null],
      ['%', null],
      ['---', null],
      ['', null],
    ])('the code %j names %s', async (typed, found) => {
      expect((await store().byCode(typed))?.code ?? null).toBe(found)
    })

    it('of codes that differ in case only, each is found by its own spelling', async () => {
      await load([draft('X-1', 'T'), draft('x-1', 'T')])
      for (const code of ['X-1', 'x-1']) expect((await store().byCode(code))?.code).toBe(code)
    })

    it('a code is found however many others begin or end alike', async () => {
      await load([draft('B1', 'T'), ...Array.from({ length: 40 }, (_, index) => draft(`B1${index}`, 'T'))])
      expect((await store().byCode('b1'))?.code).toBe('B1')
    })

    test.each([
      // root, unions
      [null, ['T', 'T-A', 'T-A-1', 'T-A-2', 'T-B', 'T-B-1']],
      ['T', ['T', 'T-A', 'T-A-1', 'T-A-2', 'T-B', 'T-B-1']],
      ['T-A', ['T-A', 'T-A-1', 'T-A-2']],
      ['T-B-1', ['T-B-1']],
      ['no such union', []],
    ])('posters below %s are for %j', async (root, codes) => {
      const unions = await store().forPosters(root === null ? null : (fixture.unionIds[root] ?? root))
      expect(unions.map(({ code }) => code).sort()).toEqual(codes)
    })

    it('facts count the unions, those without any below, and the members; an own number wins over those below', async () => {
      expect(await store().facts()).toEqual({ unions: 6, lowest: 3, uncounted: 0, members: 154, pending: 0, closed: 0 })
      await load([draft('T-A-3', 'T-A', { memberCount: null }), draft('T-B', 'T', { memberCount: 500 })])
      expect(await store().facts()).toEqual({ unions: 7, lowest: 4, uncounted: 1, members: 640, pending: 0, closed: 0 })
    })

    it('an upsert by code keeps ids, counts what it did, and moves the whole subtree', async () => {
      const drafts = [
        draft('T-A', 'T-B', { name: 'LĐLĐ huyện A (sáp nhập)', kind: 'districtFederation', memberCount: null }),
        draft('T-C-1', 'T'),
        { code: 'T-B-1', name: 'CĐCS Nhà máy Thuỷ điện', kind: 'grassrootsUnion', parentCode: 'T-B', memberCount: 14 },
      ]
      expect(await load(drafts)).toEqual({ added: 1, changed: 1, unchanged: 1 })
      expect((await find('T-A-1'))?.path).toBe('LĐLĐ tỉnh › LĐLĐ huyện B › LĐLĐ huyện A (sáp nhập)')
      expect(await store().inside(fixture.unionIds['T-A-1']!, fixture.unionIds['T-B']!)).toBe(true)
      expect((await store().children(null)).map(({ code, childCount }) => [code, childCount])).toEqual([['T', 2]])
    })

    it('a child may stand before its parent in the list', async () => {
      await load([draft('X-1-1', 'X-1'), draft('X-1', 'X'), draft('X', null)])
      expect((await store().children(null)).map(({ code }) => code)).toEqual(['T', 'X'])
      expect((await store().search('x 1 1', 5)).unions.find(({ code }) => code === 'X-1-1')).toMatchObject({
        code: 'X-1-1',
        path: 'CĐCS X › CĐCS X-1',
      })
    })

    test.each([
      ['a union below itself', [draft('T', 'T')]],
      ['two below each other', [draft('X', 'Y'), draft('Y', 'X')]],
      ['the root below its own district', [draft('T', 'T-A')]],
      ['a parent that nobody knows', [draft('X', 'nowhere')]],
    ])('%s is refused and nothing is written', async (_name, drafts) => {
      const before = await opened.dump(tables)
      await expect(load([draft('N', 'T'), ...drafts])).rejects.toThrow()
      expect(await opened.dump(tables)).toBe(before)
    })

    test.each([
      ['thcs ta tong', ['T-A-1']],
      ['Tả Tổng', ['T-A-1']],
      ['bv da khoa', ['T-A-2']],
      ['nmtd', ['T-B-1']],
      ['T-B-1', ['T-B-1']],
      ['khong co don vi nay', []],
    ])('search %j finds %j', async (query, codes) => {
      expect(await search(query)).toEqual(codes)
    })

    it('search puts grassroots unions first and stops at the limit', async () => {
      await load([draft('W', 'T', { name: 'Sông Đà', kind: 'upperUnion' }), draft('X', 'T', { name: 'CĐCS Sông Đà' })])
      expect(await search('song da')).toEqual(['X', 'W'])
      expect(await store().search('tinh', 2)).toMatchObject({ unions: [{}, {}], total: 8 })
    })

    it('search follows the tree at once: a new name, a new place, a closed union', async () => {
      expect(await search('tram xa')).toEqual([])
      await load([draft('T-A-1', 'T-B', { name: 'CĐCS Trạm xá Sông Đà' })])
      expect([await search('tram xa'), await search('thcs ta tong')]).toEqual([['T-A-1'], []])
      expect((await store().search('tram xa', 5)).unions[0]?.path).toBe('LĐLĐ tỉnh › LĐLĐ huyện B')
      expect(await store().search('tramm xa', 5)).toMatchObject({ unions: [{ code: 'T-A-1' }], total: 1, near: true })
      const now = opened.clock.now()
      const audit = { id: opened.services.ids.next(now), at: now, actorId: 'organiser', action: 'closeUnion', subject: '', reason: 'closed' }
      await store().change((tree) => closeUnion(tree, fixture.unionIds['T-A-1']!), audit)
      expect(await search('tram xa')).toEqual([])
    })

    it('search puts an exact code before better matches', async () => {
      await load([draft('T-A-10', 'T-A', { name: 'A' }), draft('T-A-1-9', 'T-A', { name: 'B' })])
      expect((await search('T-A-1'))[0]).toBe('T-A-1')
      expect((await search('t a 10'))[0]).toBe('T-A-10')
    })

    type Decide = Parameters<Unions['change']>[0]
    const change = (decide: Decide, action = 'saveUnion') => {
      const now = opened.clock.now()
      return store().change(decide, {
        id: opened.services.ids.next(now),
        at: now,
        actorId: 'organiser',
        action,
        subject: '',
        reason: 'theo quyết định 12',
      })
    }
    const by = { at: 1, by: 'organiser' }
    const merge = (code: string, into: string) => change((tree) => mergeUnion(tree, fixture.unionIds[code]!, fixture.unionIds[into]!), 'mergeUnion')
    const close = (code: string) => change((tree) => closeUnion(tree, fixture.unionIds[code]!), 'closeUnion')
    const listed = async (filter: UnionFilter) =>
      (await store().list({ ...filter, page: 1, pageSize: 50, sort: 'code', order: 'asc' })).rows.map(({ code }) => code)

    it('a change that is refused writes nothing, not even an audit entry', async () => {
      const before = await opened.dump(tables)
      expect(await change(() => refuse('union-merged'))).toEqual({ ok: false, reason: 'union-merged' })
      expect(await opened.dump(tables)).toBe(before)
    })

    it('a move takes the subtree along: paths, ancestors and members follow, and the history tells both parents', async () => {
      const id = fixture.unionIds['T-A']!
      const fields = { code: 'T-A', name: 'LĐLĐ huyện A', kind: 'districtFederation', parentId: fixture.unionIds['T-B']!, memberCount: null }
      expect((await change((tree) => editUnion(tree, id, fields, by))).ok).toBe(true)
      expect((await find('T-A-1'))?.path).toBe('LĐLĐ tỉnh › LĐLĐ huyện B › LĐLĐ huyện A')
      expect(await store().page(fixture.unionIds['T-B']!)).toMatchObject({ memberTotal: 154, below: 4, childCount: 2 })
      expect((await store().history(id, { page: 1, pageSize: 10 })).rows.slice(0, 1)).toMatchObject([
        { action: 'saveUnion', actor: 'organiser', reason: 'theo quyết định 12', before: { parentCode: 'T' }, after: { parentCode: 'T-B' } },
      ])
    })

    it('a merge closes the union below the other one, takes its people and those below it there, and is found no more', async () => {
      const { id: person } = await makeContestant(opened.services, fixture.unionIds['T-A-1']!)
      await merge('T-A-1', 'T-B-1')
      expect(await store().page(fixture.unionIds['T-A-1']!)).toMatchObject({
        state: 'closed',
        mergedInto: { name: 'CĐCS Nhà máy Thuỷ điện' },
        ownPeople: 0,
      })
      expect((await find('T-A-1'))?.parentId).toBe(fixture.unionIds['T-B-1'])
      expect((await opened.services.storage.accounts.profile(person))?.union?.id).toBe(fixture.unionIds['T-B-1'])
      expect(await store().current(fixture.unionIds['T-A-1']!)).toBe(fixture.unionIds['T-B-1'])
      expect(await search('thcs ta tong')).toEqual([])
      expect((await store().children(fixture.unionIds['T-B-1']!)).map(({ code }) => code)).toEqual([])
      await merge('T-A', 'T-B')
      expect((await find('T-A-2'))?.parentId).toBe(fixture.unionIds['T-B'])
    })

    it('a union that was merged follows when that one is merged again', async () => {
      await merge('T-A-1', 'T-A-2')
      await merge('T-A-2', 'T-B-1')
      expect(await store().current(fixture.unionIds['T-A-1']!)).toBe(fixture.unionIds['T-B-1'])
    })

    it('a closed union takes nobody in and leaves the sum above; its history stays', async () => {
      await close('T-A-2')
      const account = { id: 'x', login: '0900000001', role: 'contestant' as const, fullName: 'X Y', passwordHash: '-', createdAt: 1 }
      const contestant = { phone: '0900000001', birthDate: '1990-01-01', contestantKind: 'member' as const, consentVersion: 'v1', consentAt: 1 }
      const unionId = fixture.unionIds['T-A-2']!
      expect(await opened.services.storage.accounts.register({ ...account, unionId }, { ...contestant, unionId })).toMatchObject({
        reason: 'unknown-union',
      })
      expect(await store().page(fixture.unionIds['T-A']!)).toMatchObject({ memberTotal: 40, childCount: 1 })
      expect(await store().facts()).toEqual({ unions: 5, lowest: 2, uncounted: 0, members: 54, pending: 0, closed: 1 })
      expect((await store().history(unionId, { page: 1, pageSize: 1 })).rows).toMatchObject([
        { before: { state: 'active' }, after: { state: 'closed' } },
      ])
    })

    it('closed and proposed unions get no poster, are not silent, and add no members; a code leads where the people are', async () => {
      const proposed = { name: 'CĐCS Chợ', place: 'xã A', parentId: fixture.unionIds['T-A']! }
      await change((tree) => {
        const proposal = proposeUnion(tree, 'proposed', proposed)
        return proposal.ok && proposal.value.plan !== null ? accept(proposal.value.plan) : refuse('not-found')
      })
      await close('T-A-2')
      await merge('T-B-1', 'T-A-1')
      const { activity } = opened.services.storage
      const roundId = fixture.roundIds[0]!
      const open = ['T', 'T-A', 'T-A-1', 'T-B']
      expect((await store().forPosters(null)).map(({ code }) => code).sort()).toEqual(open)
      expect((await store().forPosters(fixture.unionIds['T-A']!)).map(({ code }) => code).sort()).toEqual(['T-A', 'T-A-1'])
      const silent = await activity.silent({ boardId: roundId, unionId: null, sort: 'name', order: 'asc', page: 1, pageSize: 20 })
      expect(silent.rows.map(({ code }) => code).sort()).toEqual(['T-A-1', 'T-B'])
      expect(await activity.facts(roundId, null)).toMatchObject({ lowest: 2, silent: 2, memberCount: 40 })
      expect([(await store().byCode('T-B-1'))?.code, await store().byCode('T-A-2'), await store().byCode('CHO-0001')]).toEqual(['T-A-1', null, null])
    })

    it('a phone that still shows a merged union registers where its people are', async () => {
      await merge('T-A-1', 'T-B-1')
      const { id } = await makeContestant(opened.services, fixture.unionIds['T-A-1']!)
      expect((await opened.services.storage.accounts.profile(id))?.union?.id).toBe(fixture.unionIds['T-B-1'])
    })

    it('and nowhere once that one is closed as well', async () => {
      await merge('T-A-1', 'T-B-1')
      await close('T-B-1')
      await expect(makeContestant(opened.services, fixture.unionIds['T-A-1']!)).rejects.toThrow('unknown-union')
    })

    test.each<[string, () => UnionFilter, string[]]>([
      ['everything', () => ({}), ['T', 'T-A', 'T-A-1', 'T-A-2', 'T-B', 'T-B-1']],
      ['a subtree', () => ({ within: fixture.unionIds['T-A']! }), ['T-A', 'T-A-1', 'T-A-2']],
      ['a kind', () => ({ kind: 'districtFederation' }), ['T-A', 'T-B']],
      ['words without accents', () => ({ search: 'benh vien' }), ['T-A-2']],
      ['a band of members', () => ({ minMembers: 14, maxMembers: 40 }), ['T-A-1', 'T-B', 'T-B-1']],
      ['a state', () => ({ state: 'closed' }), []],
    ])('the table of %s', async (_name, filter, codes) => expect(await listed(filter())).toEqual(codes))

    it('among three thousand unions a district is moved with all below it', async () => {
      const many = Array.from({ length: 3_000 }, (_, index) => draft(`N-${index}`, index < 10 ? 'T' : `N-${index % 10}`))
      await load(many)
      const fields = { code: 'T-B', name: 'LĐLĐ huyện B', kind: 'districtFederation', parentId: fixture.unionIds['T-A']!, memberCount: null }
      await change((tree) => editUnion(tree, fixture.unionIds['T-B']!, fields, by))
      expect((await find('T-B-1'))?.path).toBe('LĐLĐ tỉnh › LĐLĐ huyện A › LĐLĐ huyện B')
    })
  })
}
