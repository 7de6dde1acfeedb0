import { describe, expect, it } from 'vitest'
import { firstPage, mayJudge, maySee } from '../../web/src/desk/rules/access.ts'
import { axisTop } from '../../web/src/desk/rules/bars.ts'
import { nextSorting, pagesOf } from '../../web/src/desk/rules/paging.ts'
import { href, paths } from '../../web/src/desk/rules/paths.ts'
import { roundToShow } from '../../web/src/desk/rules/round-to-show.ts'
import { orderStaff } from '../../web/src/desk/rules/staff-order.ts'
import { anyUnion, filterOf } from '../../web/src/desk/rules/union-filter.ts'
import { changedFields } from '../../web/src/desk/rules/union-history.ts'
import { upperUnion } from '../../web/src/desk/rules/upper-union.ts'
import { deskEn } from '../../web/src/lib/text/desk-en.ts'
import { deskVi } from '../../web/src/lib/text/desk-vi.ts'

describe('who sees which page', () => {
  it.each([
    // role           page              sees
    ['officer', 'overview', true],
    ['officer', 'participation', true],
    ['officer', 'results', false],
    ['questionSetter', 'questionEdit', true],
    ['questionSetter', 'blueprintEdit', false],
    ['questionSetter', 'participation', false],
    ['questionSetter', 'results', false],
    ['organiser', 'sealing', false],
    ['organiser', 'questionImport', true],
    ['judge', 'sealing', true],
    ['judge', 'questions', true],
    ['judge', 'questionImport', false],
    ['judge', 'staff', false],
    ['administrator', 'staff', true],
    ['contestant', 'participation', false],
  ] as const)('%s, %s: %s', (role, page, sees) => {
    expect(maySee(role, page)).toBe(sees)
  })
  it('each starts on the page they have, and only a judge judges', () => {
    expect([
      firstPage('officer'),
      firstPage('questionSetter'),
      firstPage('judge'),
      mayJudge('officer'),
      mayJudge('organiser'),
      mayJudge('judge'),
    ]).toEqual(['overview', 'questions', 'overview', false, false, true])
  })
})

describe('the round a desk opens with', () => {
  it.each([
    [
      'the open one',
      [
        ['sealed', 1],
        ['open', 2],
        ['before', 3],
      ],
      2,
    ],
    [
      'of two open ones the later',
      [
        ['open', 1],
        ['open', 2],
      ],
      2,
    ],
    [
      'without an open one the last that ended',
      [
        ['sealed', 1],
        ['over', 2],
        ['before', 3],
      ],
      2,
    ],
    [
      'before the first round the first',
      [
        ['before', 4],
        ['before', 3],
      ],
      3,
    ],
  ] as const)('%s', (_, rounds, opensAt) => {
    expect(roundToShow(rounds.map(([phase, at]) => ({ phase, opensAt: at })))?.opensAt).toBe(opensAt)
  })
  it('is none without rounds', () => {
    expect(roundToShow([])).toBeNull()
  })
})

describe('up from a union', () => {
  const officer = { role: 'officer', union: { id: 'u2', name: 'Huyện', path: '' } } as const
  const judge = { role: 'judge', union: null } as const
  it.each([
    ['an officer at their own union stays', { id: 'u2', parentId: 'u1' }, 'u2', officer, { shown: false }],
    ['an officer below it goes up', { id: 'u3', parentId: 'u2' }, 'u3', officer, { shown: true, unionId: 'u2' }],
    ['an officer without a union stays', { id: 'u3', parentId: 'u2' }, 'u3', { role: 'officer', union: null }, { shown: false }],
    ['a judge at a root goes to the view of roots', { id: 'u1', parentId: null }, 'u1', judge, { shown: true, unionId: null }],
    ['a judge who chose no union stays', { id: 'u1', parentId: null }, null, judge, { shown: false }],
    ['nowhere without a union', null, null, judge, { shown: false }],
  ] as const)('%s', (_, parent, unionId, me, up) => {
    expect(upperUnion(parent, unionId, me)).toEqual(up)
  })
})

describe('pages of a list', () => {
  it.each([
    [0, 1, 25, { pages: 1, from: 0, to: 0 }],
    [25, 1, 25, { pages: 1, from: 1, to: 25 }],
    [26, 2, 25, { pages: 2, from: 26, to: 26 }],
  ])('%i rows, page %i of %i', (total, page, pageSize, shown) => {
    expect(pagesOf(total, page, pageSize)).toEqual(shown)
  })
  it('a header pressed twice turns its order round, another starts with its own', () => {
    const once = nextSorting<'name' | 'score'>({ sort: 'name', order: 'asc' }, 'score', 'desc')
    expect([once, nextSorting(once, 'score', 'desc')]).toEqual([
      { sort: 'score', order: 'desc' },
      { sort: 'score', order: 'asc' },
    ])
  })
})

describe('the table of unions', () => {
  it.each([
    ['', {}, {}],
    ['th', { kind: 'grassrootsUnion', state: 'pending' }, { search: 'th', kind: 'grassrootsUnion', state: 'pending' }],
    ['', { kind: 'khong-co', state: 'x', minMembers: '-1', maxMembers: 'nhieu' }, {}],
    ['', { within: 'u1', minMembers: '10', maxMembers: '50' }, { within: 'u1', minMembers: '10', maxMembers: '50' }],
  ])('the search %j with %j asks for %j', (search, address, filter) => expect(filterOf(search, { ...anyUnion, ...address })).toEqual(filter))

  it('an event tells the changed fields in the order of the form; a new union has no before', () => {
    expect(changedFields({ before: { memberCount: 4, name: 'A' }, after: { memberCount: null, name: 'B' } })).toEqual([
      { field: 'name', before: 'A', after: 'B' },
      { field: 'memberCount', before: 4, after: null },
    ])
    expect(changedFields({ before: null, after: { code: 'X', parentCode: null } })).toEqual([{ field: 'code', before: null, after: 'X' }])
  })
})

describe('order of lists', () => {
  it('staff: by the given name, which is the last word', () => {
    const staff = ['Nguyễn Văn Út', 'Vàng A Đô', 'Lò Thị Dung'].map((fullName, index) => ({
      id: String(index),
      login: `l${index}`,
      role: 'judge' as const,
      fullName,
      unionId: null,
      unionName: null,
      createdAt: index,
      disabledAt: null,
      secondFactorSince: null,
    }))
    expect(orderStaff(staff, { sort: 'fullName', order: 'asc' }).map(({ fullName }) => fullName)).toEqual([
      'Lò Thị Dung',
      'Vàng A Đô',
      'Nguyễn Văn Út',
    ])
  })
})

describe('charts and addresses', () => {
  it.each([
    [[], 5],
    [[0, 0], 5],
    [[7], 10],
    [[11], 20],
    [[21, 3], 50],
    [[100], 100],
    [[501], 1000],
  ])('the axis over %j ends at %i', (values, top) => {
    expect(axisTop(values)).toBe(top)
  })
  it('ids are escaped, and the start has no trailing slash', () => {
    expect([href(paths.start()), href(paths.participation('a b', 'c/d'))]).toEqual(['/desk', '/desk/rounds/a%20b/participation/c%2Fd'])
  })
})

describe('texts of the desk', () => {
  const placeholders = (text: string) => [...text.matchAll(/\{(\w+)(?:\|[^}]*)?\}/g)].map(([, name]) => name ?? '').sort((a, b) => a.localeCompare(b))
  it('are NFC and not empty', () => {
    for (const text of [...Object.values(deskVi), ...Object.values(deskEn)]) expect([text.length > 0, text]).toEqual([true, text.normalize('NFC')])
  })
  it('name the same figures in both languages', () => {
    for (const [key, text] of Object.entries(deskVi))
      expect([key, placeholders(deskEn[key as keyof typeof deskEn])]).toEqual([key, placeholders(text)])
  })
})
