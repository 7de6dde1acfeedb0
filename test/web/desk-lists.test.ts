import { describe, expect, it, test } from 'vitest'
import { changesOf } from '../../web/src/desk/rules/audit-changes.ts'
import { betweenDays } from '../../web/src/desk/rules/audit-days.ts'
import { addressOfFilter, anyQuestion, filterOf } from '../../web/src/desk/rules/bank-filter.ts'
import { addressOf, askedIn, type Asked } from '../../web/src/desk/rules/list-address.ts'

const keys = ['name', 'code'] as const
const start: Asked<'name' | 'code', 'state'> = { page: 1, search: '', sort: 'name', order: 'asc', filters: { state: '' } }

describe('a list in the address of its page', () => {
  test.each<[string, Partial<typeof start>]>([
    // address, differs from how the list starts
    ['', {}],
    ['page=3', { page: 3 }],
    ['page=0', {}],
    ['page=two', {}],
    ['page=1.5', {}],
    ['search=00912', { search: '00912' }],
    ['search=true', { search: 'true' }],
    ['sort=code&order=desc', { sort: 'code', order: 'desc' }],
    ['order=sideways', {}],
    ['sort=nothing', {}],
    ['state=open&page=2', { page: 2, filters: { state: 'open' } }],
    ['unknown=x', {}],
  ])('"%s"', (address, differing) => {
    expect(askedIn(new URLSearchParams(address), start, keys)).toEqual({ ...start, ...differing })
  })

  it('leaves out what is as the list starts', () => {
    expect(addressOf(start, start).every(([, value]) => value === '')).toBe(true)
    expect(addressOf({ ...start, order: 'desc', page: 2, filters: { state: 'open' } }, start)).toEqual([
      ['page', '2'],
      ['search', ''],
      ['sort', 'name'],
      ['order', 'desc'],
      ['state', 'open'],
    ])
  })

  test.each<Partial<typeof start>>([{}, { page: 7, search: 'đỗ & con=1' }, { sort: 'code' }, { filters: { state: 'a b' }, order: 'desc' }])(
    'reads back what it wrote: %j',
    (changes) => {
      const asked = { ...start, ...changes }
      const written = addressOf(asked, start).flatMap(([name, value]) => (value === '' ? [] : [[name, value]]))
      expect(askedIn(new URLSearchParams(written), start, keys)).toEqual(asked)
    },
  )
})

test.each([
  // what an address holds, what is asked of the bank
  [
    { difficulty: '3', kind: 'single' },
    { difficulty: 3, kind: 'single' },
  ],
  [{ difficulty: '9', kind: 'essay', status: 'lost' }, {}],
  [
    { topic: 'Tiền lương', tag: '7' },
    { topic: 'Tiền lương', tag: '7' },
  ],
] as const)('the bank’s filter in an address: %j', (address, differing) => {
  const filter = filterOf('', { ...addressOfFilter(anyQuestion()), ...address })
  expect(filter).toEqual({ ...anyQuestion(), ...differing })
})

test.each<[unknown, [string, string | null, string | null][]]>([
  [null, []],
  [
    { loaded: 3, skipped: 0 },
    [
      ['loaded', null, '3'],
      ['skipped', null, '0'],
    ],
  ],
  [{ before: { name: 'A', code: 'X' }, after: { name: 'B', code: 'X' } }, [['name', 'A', 'B']]],
  [{ before: null, after: { name: 'B' } }, [['name', null, 'B']]],
  [{ before: { rules: { minutes: 20 } }, after: { rules: { minutes: 30 } } }, [['rules.minutes', '20', '30']]],
  [
    { before: [{ count: 1 }], after: [{ count: 2 }, { count: 1 }] },
    [
      ['1.count', '1', '2'],
      ['2.count', null, '1'],
    ],
  ],
  [
    {
      changes: [
        { field: 'rounds.0.rules.minutes', before: 20, after: 30 },
        { field: 'rounds.1', before: null, after: { title: 'Kỳ 2' } },
      ],
    },
    [
      ['rounds.1.rules.minutes', '20', '30'],
      ['rounds.2.title', null, 'Kỳ 2'],
    ],
  ],
  [
    {
      added: 2,
      changes: [
        { unionId: 'id-1', code: 'LC-1', before: null, after: { name: 'A' } },
        { unionId: 'id-2', code: 'LC-2', before: { name: 'A' }, after: { name: 'B' } },
      ],
    },
    [
      ['added', null, '2'],
      ['LC-1.name', null, 'A'],
      ['LC-2.name', 'A', 'B'],
    ],
  ],
  [
    { before: { tags: ['a'] }, after: { tags: ['a', 'b'] }, moved: 2 },
    [
      ['tags', 'a', 'a, b'],
      ['moved', null, '2'],
    ],
  ],
])('what changed by %j', (details, expected) => {
  expect(changesOf(details).map(({ field, before, after }) => [field, before, after])).toEqual(expected)
})

test.each([
  ['', '', {}],
  ['2021-05-10', '2021-05-10', { fromAt: Date.parse('2021-05-10T00:00+07:00'), untilAt: Date.parse('2021-05-11T00:00+07:00') }],
  ['soon', '2021-02-31x', {}],
])('the days from "%s" to "%s"', (from, until, expected) => expect(betweenDays(from, until)).toEqual(expected))
