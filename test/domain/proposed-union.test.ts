import { describe, expect, it, test } from 'vitest'
import { proposeUnion } from '../../server/src/domain/proposed-union.ts'
import { emptyUnion } from '../../server/src/domain/union-changes.ts'
import type { UnionRecord } from '../../server/src/domain/union-tree.ts'

const union = (id: string, fields: Partial<UnionRecord>): UnionRecord => ({ ...emptyUnion(id), code: id.toUpperCase(), name: id, ...fields })
const tree = new Map(
  [
    union('t', { name: 'LĐLĐ tỉnh' }),
    union('a', { name: 'LĐLĐ huyện A', parentId: 't' }),
    union('b', { name: 'LĐLĐ huyện B', parentId: 't' }),
    union('old', { name: 'LĐLĐ huyện cũ', parentId: 'a', state: 'closed', mergedInto: 'a' }),
    union('shut', { name: 'LĐLĐ huyện đã đóng', parentId: 't', state: 'closed' }),
    union('p', { code: 'CHO-0007', name: 'CĐCS Trường Mầm non Hoa Ban', parentId: 'a', state: 'pending' }),
    union('s', { name: 'CĐCS Xí nghiệp', parentId: 'a' }),
    union('gone', { name: 'CĐCS Đã đóng', parentId: 'a', state: 'closed' }),
  ].map((one) => [one.id, one]),
)
const propose = (name: string, parentId: string | null) => proposeUnion(tree, 'new', { name, place: 'xã Tả Tổng', parentId })

describe('a union that somebody did not find', () => {
  test.each([
    // name, upper union, is the union
    ['CĐCS Trường Mầm non Hoa Ban', 'a', 'p'],
    ['cdcs  truong mam non HOA BAN', 'a', 'p'],
    ['CĐCS Xí nghiệp', 'a', 's'],
    ['CĐCS Xí nghiệp', 'old', 's'],
    ['CĐCS Trường Mầm non Hoa Ban', 'b', 'new'],
    ['CĐCS Trường Mầm non Hoa Ban', null, 'new'],
    ['CĐCS Đã đóng', 'a', 'new'],
  ])('%j below %s is %s', (name, parentId, unionId) => expect(propose(name, parentId)).toMatchObject({ ok: true, value: { unionId } }))

  test.each([
    ['CĐCS Mới', 'shut', 'unknown-union'],
    ['CĐCS Mới', 'p', 'unknown-union'],
    ['CĐCS Mới', 'nowhere', 'unknown-union'],
    ['---', 'a', 'invalid-request'],
  ])('%j below %s is refused', (name, parentId, reason) => expect(propose(name, parentId)).toMatchObject({ ok: false, reason }))

  it('waits below the chosen union, or the top, with the next code and the place that was written', () => {
    const [below, top] = [propose('CĐCS Mới', 'b'), propose('CĐCS Mới', null)]
    const made = { code: 'CHO-0008', name: 'CĐCS Mới', kind: 'grassrootsUnion', state: 'pending', note: 'xã Tả Tổng', memberCount: null }
    expect(below).toMatchObject({ value: { plan: { unions: [{ ...made, parentId: 'b' }], people: null } } })
    expect(top).toMatchObject({ value: { plan: { unions: [{ ...made, parentId: 't' }] } } })
    expect(proposeUnion(new Map(), 'new', { name: 'CĐCS Mới', place: 'x', parentId: null })).toMatchObject({
      value: { plan: { unions: [{ code: 'CHO-0001', parentId: null }] } },
    })
  })
})
