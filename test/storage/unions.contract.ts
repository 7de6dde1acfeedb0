import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { fold } from '../../server/src/domain/names.ts'
import type { UnionDraft } from '../../server/src/ports/unions.ts'
import { makeContest, type Fixture } from '../support/contest.ts'
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
    const search = async (query: string) => (await store().search(fold(query).split(' '), 20)).map(({ code }) => code)
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
      const within = async (code: string) => (await store().search(['cdcs'], 20, fixture.unionIds[code])).map((union) => union.code).sort()
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

    it('facts count the unions, those without any below, and their members', async () => {
      expect(await store().facts()).toEqual({ unions: 6, lowest: 3, uncounted: 0, members: 154 })
      await load([draft('T-A-3', 'T-A', { memberCount: null }), draft('T-B', 'T', { memberCount: 500 })])
      expect(await store().facts()).toEqual({ unions: 7, lowest: 4, uncounted: 1, members: 154 })
    })

    it('an upsert by code keeps ids, counts what it did, and moves the whole subtree', async () => {
      const drafts = [
        draft('T-A', 'T-B', { name: 'LĐLĐ huyện A (sáp nhập)', kind: 'districtFederation', memberCount: null }),
        draft('T-C-1', 'T'),
        { code: 'T-B-1', name: 'CĐCS Nhà máy Thuỷ điện', kind: 'grassrootsUnion', parentCode: 'T-B', memberCount: 14 },
      ]
      expect((await store().compare(drafts)).map(({ change }) => change)).toEqual(['changed', 'added', 'unchanged'])
      expect(await load(drafts)).toEqual({ added: 1, changed: 1, unchanged: 1 })
      expect((await find('T-A-1'))?.path).toBe('LĐLĐ tỉnh › LĐLĐ huyện B › LĐLĐ huyện A (sáp nhập)')
      expect(await store().inside(fixture.unionIds['T-A-1']!, fixture.unionIds['T-B']!)).toBe(true)
      expect((await store().children(null)).map(({ code, childCount }) => [code, childCount])).toEqual([['T', 2]])
    })

    it('a child may stand before its parent in the list', async () => {
      await load([draft('X-1-1', 'X-1'), draft('X-1', 'X'), draft('X', null)])
      expect((await store().children(null)).map(({ code }) => code)).toEqual(['T', 'X'])
      expect((await store().search(['x', '1', '1'], 5)).find(({ code }) => code === 'X-1-1')).toMatchObject({
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
      expect((await search('t'))[0]).toMatch(/^T-[AB]-\d$/)
      expect(await store().search(['t'], 2)).toHaveLength(2)
    })
  })
}
