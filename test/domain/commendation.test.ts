import fc from 'fast-check'
import type { CollectiveKind, CommendationKind, PersonKind } from '@hoithi/shared/contracts/commendation'
import { describe, expect, test } from 'vitest'
import {
  capsHold,
  passedOver,
  shortlist,
  undecidedIn,
  unionCandidates,
  type Candidate,
  type Choice,
  type Group,
  type UnionMerits,
} from '../../server/src/domain/commendation.ts'
import { chosen, keepsToCriteria, planClosing, planDraft, planPraise, type Commendation } from '../../server/src/domain/commendation-list.ts'
import { figureWords, ruleWords } from '../../server/src/domain/commendation-words.ts'

const kind = (changes: Partial<CollectiveKind> = {}): CollectiveKind => ({
  for: 'collective',
  key: 'bk',
  title: 'Bằng khen',
  unionKinds: ['grassrootsUnion'],
  groupBy: 'all',
  measures: [{ measure: 'rate', weight: 1, against: 'best' }],
  leastMembers: 0,
  cap: { unit: 'places', amount: 2 },
  notWith: [],
  reportNeeded: false,
  ...changes,
})
const people = (changes: Partial<PersonKind> = {}): PersonKind => ({
  for: 'person',
  key: 'cn',
  title: 'Giấy khen',
  groupBy: 'all',
  source: 'results',
  cap: { unit: 'places', amount: 2 },
  notWith: [],
  notVoided: true,
  ...changes,
})
const everybody: Group = { key: '', name: '', above: '', code: '' }
const group = (key: string, changes: Partial<Group> = {}): Group => ({ ...everybody, key, name: key, ...changes })
const groups = (peerGroup: string): UnionMerits['groups'] => ({
  all: everybody,
  peerGroup: group(peerGroup),
  upperUnion: group('huyen', { name: 'Huyện' }),
  union: everybody,
})
const union = (id: string, rate: number, changes: Partial<UnionMerits> = {}): UnionMerits => ({
  id,
  code: id,
  name: id,
  kind: 'grassrootsUnion',
  path: '',
  groups: groups('Cụm 1'),
  members: 100,
  reported: null,
  closed: false,
  values: { rate, people: rate * 100, mean: 8, allCorrect: 0, initiatives: null, benefit: null, works: null },
  targets: {},
  ...changes,
})
const candidate = (subjectId: string, place: number, changes: Partial<Candidate> = {}): Candidate => ({
  subjectId,
  name: subjectId,
  union: null,
  unionPath: '',
  group: everybody,
  order: [place],
  points: null,
  figures: [],
  merit: '',
  out: null,
  ...changes,
})
const choice = (subjectId: string, verdict: Choice['verdict'], kindKey = 'bk'): Choice => ({
  kindKey,
  subjectId,
  verdict,
  upward: false,
  words: 'biên bản họp',
  at: 0,
  actorId: 'g',
})
const told = (candidates: Candidate[], choices: Choice[] = [], changes: Partial<CollectiveKind> = {}) =>
  shortlist([{ kind: kind(changes), candidates }], choices).flatMap(({ groups }) =>
    groups.map(({ lines, open }) => ({ lines: lines.map(({ subjectId, rank, state }) => `${rank} ${subjectId} ${state}`).join(', '), open })),
  )

describe('points of a union', () => {
  const points = (measures: CollectiveKind['measures'], unions: UnionMerits[], changes: Partial<CollectiveKind> = {}) =>
    Object.fromEntries(unionCandidates(kind({ measures, ...changes }), unions).map((one) => [one.subjectId, one.points]))
  const rate = { measure: 'rate', weight: 60, against: 'best' } as const
  const initiatives = { measure: 'initiatives', weight: 40, against: 'target' } as const
  const counted = (count: number) => ({ rate: 0.5, people: 50, mean: 8, allCorrect: 0, initiatives: count, benefit: null, works: null })

  test('each measure brings its weight’s share as far as the best is reached', () => {
    expect(points([rate], [union('a', 0.8), union('b', 0.4), union('c', 0)])).toEqual({ a: 100, b: 50, c: 0 })
    const both = [rate, { measure: 'mean', weight: 20, against: 'best' }] as const
    expect(points([...both], [union('a', 0.8), union('b', 0.4)])).toEqual({ a: 100, b: 62.5 })
  })

  test.each([
    // counted  target  points of 40
    [5, 10, 20],
    [10, 10, 40],
    [30, 10, 40],
    [30, null, 0],
    [30, 0, 0],
  ])('%i of a target of %s brings %i', (count, target, expected) => {
    const a = union('a', 0.5, { values: counted(count), targets: { initiatives: target } })
    expect(points([rate, initiatives], [a])).toEqual({ a: 60 + expected })
  })

  test('the best is the best of the own peer group, among those that meet the conditions', () => {
    const small = union('nhỏ', 1, { members: 5 })
    const other = union('d', 0.5, { groups: groups('Cụm 2') })
    const listed = unionCandidates(kind({ groupBy: 'peerGroup', leastMembers: 10 }), [union('a', 0.8), small, other])
    expect(listed.map(({ subjectId, group: { key }, points: own, out }) => [subjectId, key, own, out?.code ?? null])).toEqual([
      ['a', 'Cụm 1', 100, null],
      ['nhỏ', 'Cụm 1', 100, 'leastMembers'],
      ['d', 'Cụm 2', 100, null],
    ])
  })

  test.each([
    ['no confirmed number of members', { members: null }, 'noHeadCount'],
    ['too few members', { members: 9 }, 'leastMembers'],
    ['no report', { reported: false }, 'notReported'],
    ['owes no report', { reported: null }, null],
    ['reported', { reported: true }, null],
    ['closed before it reported', { reported: false, closed: true }, 'closed'],
    ['closed after it reported', { reported: true, closed: true }, null],
    ['closed, of a kind that owes none', { reported: null, closed: true }, null],
    ['nothing was reached', { values: { ...union('x', 0).values, rate: 0 } }, 'nothing'],
  ] as const)('%s: %o → %s', (_, changes, code) => {
    const [one] = unionCandidates(kind({ leastMembers: 10, reportNeeded: true }), [union('a', 0.5, changes)])
    expect(one?.out?.code ?? null).toBe(code)
  })

  test('only unions of the kind’s levels are looked at', () => {
    expect(unionCandidates(kind(), [union('a', 0.5), union('b', 0.5, { kind: 'districtFederation' })]).map(({ subjectId }) => subjectId)).toEqual([
      'a',
    ])
  })
})

describe('places', () => {
  const [a, b, c, d] = [candidate('a', 1), candidate('b', 2), candidate('c', 3), candidate('d', 3)]
  test.each<[string, Candidate[], Choice[], string, number]>([
    ['the best get them', [c, a, b], [], '1 a proposed, 2 b proposed, 3 c below', 0],
    ['equals that all have room share a rank', [c, d], [], '1 c proposed, 1 d proposed', 0],
    ['equals at the last place are parted by people', [a, c, d], [], '1 a proposed, 2 c tied, 2 d tied', 1],
    ['equals above the last place are not', [candidate('b', 1), a, c], [], '1 a proposed, 1 b proposed, 3 c below', 0],
    ['who is struck leaves the place to the next', [a, b, c], [choice('a', 'struck')], '1 a struck, 2 b proposed, 3 c proposed', 0],
    ['who is agreed to from below takes a place', [a, b, c], [choice('c', 'agreed')], '1 a proposed, 2 b below, 3 c agreed', 0],
    [
      'a tie is over once one of them is agreed to',
      [a, c, d],
      [choice('d', 'agreed'), choice('a', 'agreed')],
      '1 a agreed, 2 c below, 2 d agreed',
      0,
    ],
    ['a tie that begins at the first place', [c, d, candidate('e', 3)], [], '1 c tied, 1 d tied, 1 e tied', 2],
    ['nobody: nothing', [], [], '', 0],
  ])('%s', (_, candidates, choices, lines, open) => {
    expect(told(candidates, choices)).toEqual(candidates.length === 0 ? [] : [{ lines, open }])
  })

  test.each([
    // candidates  percent  places
    [10, 20, 2],
    [10, 29, 2],
    [4, 20, 1],
    [1, 1, 1],
  ])('of %i who meet the conditions %i %% are %i', (count, amount, cap) => {
    const candidates = Array.from({ length: count }, (_, index) => candidate(`u${index}`, index))
    expect(shortlist([{ kind: kind({ cap: { unit: 'percent', amount } }), candidates }], [])[0]?.groups[0]?.cap).toBe(cap)
  })

  test.each([
    // of     percent  places
    [1_000, 10, 100],
    [1_000, 33, 330],
    [100_000, 1, 1_000],
    [12, 10, 1],
    [3, 100, 3],
  ])('of %i who meet the conditions, of whom only the first are looked at, %i %% are %i', (count, amount, cap) => {
    const first = Array.from({ length: Math.min(count, 1_020) }, (_, index) => candidate(`n${index}`, index))
    const out = candidate('v', 0, { out: { code: 'voided', words: '' } })
    const asked = [{ kind: people({ cap: { unit: 'percent', amount } }), candidates: [out, ...first], meeting: new Map([['', count]]) }]
    const [found] = shortlist(asked, [])[0]!.groups
    expect(found).toMatchObject({ candidates: count, cap, beyond: count - first.length })
    expect(found?.lines.filter(({ state }) => state === 'proposed').length).toBe(cap)
  })

  test('whoever holds the first kind does not get the second, until struck from the first', () => {
    const second = kind({ key: 'gk', title: 'Giấy khen', notWith: ['bk'] })
    const asked = [
      { kind: kind({ cap: { unit: 'places', amount: 1 } }), candidates: [a, b, c] },
      { kind: second, candidates: [a, b, c] },
    ]
    const codes = (choices: Choice[]) =>
      shortlist(asked, choices)[1]?.groups[0]?.excluded.map(({ subjectId, code, words }) => `${subjectId} ${code} ${words}`)
    expect(codes([])).toEqual(['a otherKind Bằng khen'])
    expect(codes([choice('a', 'struck')])).toEqual(['b otherKind Bằng khen'])
  })

  const hospital = group('bv', { name: 'CĐCS Bệnh viện', above: 'Huyện A', code: 'A-1' })
  test('one list knows people by their accounts, another by name and union: whoever holds the first does not get the second', () => {
    const ranked = candidate('account-1', 0, { name: 'Lò Văn Ân', union: hospital })
    const author = (subjectId: string, name: string, unit = hospital) => candidate(subjectId, 0, { name, union: unit })
    const asked = [
      { kind: people(), candidates: [ranked] },
      {
        kind: people({ key: 'sk', source: 'initiatives', notWith: ['cn'], cap: { unit: 'places', amount: 9 } }),
        candidates: [
          author('x-0', 'lò văn ân', { ...hospital, name: 'CĐCS Bệnh viện Đa khoa' }),
          author('y-0', 'Lò Văn An'),
          author('z-0', 'Lò Văn Ân', group('th', { name: 'CĐCS Trường học' })),
          author('w-0', 'Lò Văn Ân', { ...hospital, key: 'bv-b', above: 'Huyện B', code: 'B-1' }),
        ],
      },
    ]
    const [found] = shortlist(asked, [])[1]!.groups
    expect(found?.excluded.map(({ subjectId, code }) => [subjectId, code])).toEqual([['x-0', 'otherKind']])
    expect(found?.lines.map(({ subjectId }) => subjectId)).toEqual(['w-0', 'y-0', 'z-0'])
  })

  test('who holds a place above, or was struck, is passed over', () => {
    const first = { kind: people(), candidates: [a, b, c] }
    const second = people({ key: 'gk', notWith: ['cn'] })
    const passed = passedOver(second, [first], [choice('d', 'struck', 'gk'), choice('c', 'struck', 'bk'), choice('b', 'struck', 'cn')])
    expect([a, b, c, d].map(passed)).toEqual([true, false, true, true])
    expect([a, b, c, d].map(passedOver({ ...second, notWith: [] }, [first], []))).toEqual([false, false, false, false])
  })

  describe('groups of one name', () => {
    const school = 'CĐCS Trường Tiểu học số 1'
    const told = (members: Candidate[]) =>
      shortlist([{ kind: people({ groupBy: 'union', cap: { unit: 'places', amount: 1 } }), candidates: members }], [])[0]!.groups
    const of = (subjectId: string, place: number, at: Group) => candidate(subjectId, place, { name: 'Lò Văn An', union: at, group: at })
    const [inA, inB] = [group('u1', { name: school, above: 'Huyện A', code: 'A-1' }), group('u2', { name: school, above: 'Huyện B', code: 'B-1' })]

    test('each have their places, and are told with the union above', () => {
      expect(
        told([of('x', 1, inA), of('y', 2, inB)]).map(({ key, group: words, lines }) => [key, words, lines[0]?.unionName, lines[0]?.state]),
      ).toEqual([
        ['u1', `${school} (Huyện A)`, `${school} (Huyện A)`, 'proposed'],
        ['u2', `${school} (Huyện B)`, `${school} (Huyện B)`, 'proposed'],
      ])
    })

    test.each<[string, Group[], string[]]>([
      ['one alone is told by its name', [inA], [school]],
      ['of another name', [inA, group('u3', { name: 'CĐCS Bệnh viện', above: 'Huyện A' })], ['CĐCS Bệnh viện', school]],
      [
        'written otherwise',
        [inA, { ...inB, name: school.toLocaleUpperCase('vi') }],
        [`${school.toLocaleUpperCase('vi')} (Huyện B)`, `${school} (Huyện A)`],
      ],
      ['with the union above in common', [inA, { ...inB, above: 'Huyện A' }], [`${school} (Huyện A, A-1)`, `${school} (Huyện A, B-1)`]],
      ['with nothing above', [inA, { ...inB, above: '' }], [`${school} (B-1)`, `${school} (Huyện A)`]],
      ['called anew since: one union', [inA, { ...inA, name: 'CĐCS Trường mới' }], [school]],
      ['everybody together', [everybody], ['']],
    ])('%s', (_, found, words) => {
      expect(told(found.map((at, index) => of(`n${index}`, index, at))).map((one) => one.group)).toEqual(words)
    })

    test('the union that is measured is measured in its own group', () => {
      const units = [union('a', 0.8), union('b', 0.4)].map((one, index) => ({
        ...one,
        groups: { ...one.groups, upperUnion: group(`h${index}`, { name: 'Huyện Mường', above: `Tỉnh ${index}` }) },
      }))
      const kinds = shortlist([{ kind: kind({ groupBy: 'upperUnion' }), candidates: unionCandidates(kind({ groupBy: 'upperUnion' }), units) }], [])
      expect(kinds[0]?.groups.map(({ group: words, lines }) => [words, lines[0]?.points, lines[0]?.state])).toEqual([
        ['Huyện Mường (Tỉnh 0)', 100, 'proposed'],
        ['Huyện Mường (Tỉnh 1)', 100, 'proposed'],
      ])
    })
  })

  test('who is out is told, and no choice brings them back', () => {
    const voided = candidate('v', 0, { out: { code: 'voided', words: '' } })
    const [found] = shortlist([{ kind: people(), candidates: [voided, a] }], [choice('v', 'agreed', 'cn')])
    expect(found?.groups[0]?.excluded.map(({ subjectId, code }) => [subjectId, code])).toEqual([['v', 'voided']])
    expect(found?.groups[0]?.lines.map(({ subjectId, state }) => [subjectId, state])).toEqual([['a', 'proposed']])
  })
})

describe('every shortlist', () => {
  const someone = fc.record({
    id: fc.nat(14),
    place: fc.nat(5),
    peers: fc.constantFrom('Cụm 1', 'Cụm 2'),
    out: fc.boolean(),
    verdict: fc.constantFrom<Choice['verdict'] | null>('agreed', 'struck', null, null),
  })
  const world = fc
    .tuple(
      fc.uniqueArray(someone, { selector: ({ id }) => id, maxLength: 15 }),
      fc.integer({ min: 1, max: 6 }),
      fc.array(fc.nat(), { minLength: 15, maxLength: 15 }),
    )
    .map(([some, amount, keys]) => {
      const candidates = some.map(({ id, place, peers, out }) =>
        candidate(`u${id}`, place, { group: group(peers), out: out ? { code: 'voided', words: '' } : null }),
      )
      const choices = some.flatMap(({ id, verdict }) => (verdict === null ? [] : [choice(`u${id}`, verdict)]))
      const first = kind({ cap: { unit: 'places', amount }, groupBy: 'peerGroup' })
      const asked = (all: Candidate[]): { kind: CommendationKind; candidates: Candidate[] }[] => [
        { kind: first, candidates: all },
        { kind: { ...first, key: 'gk', notWith: ['bk'] }, candidates: all },
      ]
      const shuffled = candidates.map((one, index) => ({ one, key: keys[index] ?? 0 })).sort((x, y) => x.key - y.key)
      return { asked, candidates, shuffled: shuffled.map(({ one }) => one), choices, amount }
    })

  test('is the same in whatever order candidates come', () => {
    fc.assert(
      fc.property(world, ({ asked, candidates, shuffled, choices }) => {
        expect(shortlist(asked(shuffled), choices)).toEqual(shortlist(asked(candidates), choices))
      }),
    )
  })

  test('proposes no more than the cap leaves, and whoever is out never', () => {
    fc.assert(
      fc.property(world, ({ asked, candidates, choices, amount }) => {
        const out = new Set(candidates.filter((one) => one.out !== null).map(({ subjectId }) => subjectId))
        const found = shortlist(asked(candidates), choices)
        for (const { groups } of found)
          for (const { lines, open } of groups) {
            const count = (state: string) => lines.filter((line) => line.state === state).length
            expect(count('proposed') + open).toBeLessThanOrEqual(Math.max(0, amount - count('agreed')))
            expect(lines.some(({ subjectId }) => out.has(subjectId))).toBe(false)
          }
        const held = new Set(
          found[0]?.groups.flatMap(({ lines }) =>
            lines.filter(({ state }) => state === 'agreed' || state === 'proposed').map(({ subjectId }) => subjectId),
          ),
        )
        expect(found[1]?.groups.flatMap(({ lines }) => lines).some(({ subjectId }) => held.has(subjectId))).toBe(false)
      }),
    )
  })

  test('never parts equals, and passes nobody over for one who stands lower', () => {
    fc.assert(
      fc.property(world, ({ asked, candidates, choices }) => {
        const placeOf = new Map(candidates.map(({ subjectId, order }) => [subjectId, order[0] ?? 0]))
        for (const { groups } of shortlist(asked(candidates), choices))
          for (const { lines } of groups) {
            const free = lines.filter((line) => line.choice === null)
            const at = (state: string) => free.filter((line) => line.state === state).map(({ subjectId }) => placeOf.get(subjectId) ?? 0)
            expect(Math.max(...at('proposed'), -1)).toBeLessThan(Math.min(...at('tied'), ...at('below'), 99))
            expect(Math.max(...at('tied'), -1)).toBeLessThan(Math.min(...at('below'), 99))
            expect(new Set(at('tied')).size).toBeLessThanOrEqual(1)
          }
      }),
    )
  })
})

describe('the council', () => {
  const [a, b, c] = [candidate('a', 1), candidate('b', 2), candidate('c', 3)]
  const asked = [{ kind: kind(), candidates: [a, b, c] }]
  const deed = { words: 'biên bản họp', at: 1, actorId: 'g' }
  const choosing = (subjectIds: string[], verdict: 'agreed' | 'struck' | 'open', known: Choice[] = []) =>
    chosen(known, { kind: 'bk', subjectIds, verdict, upward: true }, deed)

  test('decides about many at once, anew, or not any more', () => {
    const agreed = choosing(['a', 'b', 'a'], 'agreed')
    expect(agreed.map(({ subjectId, verdict, upward }) => [subjectId, verdict, upward])).toEqual([
      ['a', 'agreed', true],
      ['b', 'agreed', true],
    ])
    expect(choosing(['a'], 'struck', agreed).map(({ subjectId, verdict, upward }) => [subjectId, verdict, upward])).toEqual([
      ['b', 'agreed', true],
      ['a', 'struck', false],
    ])
    expect(choosing(['a', 'b'], 'open', agreed)).toEqual([])
  })

  test.each([
    [['a', 'b'], null],
    [['a', 'c'], null],
    [['a', 'b', 'c'], 'commendation-over-cap'],
    [['a', 'x'], 'not-on-shortlist'],
  ])('agreeing to %j: %s', (subjectIds, reason) => {
    const after = shortlist(asked, choosing(subjectIds, 'agreed'))
    const kept = keepsToCriteria(after, { kind: 'bk', subjectIds })
    expect(kept.ok ? null : kept.reason).toBe(reason)
    expect(capsHold(after)).toBe(reason !== 'commendation-over-cap')
  })

  const draft = { id: 'l', number: 1, state: 'draft', edition: 3, praisedAt: null } as Commendation
  const closing = (changes: Partial<Parameters<typeof planClosing>[1]> = {}, list: Commendation | null = draft) => {
    const kinds = shortlist(asked, choosing(['a', 'b'], 'agreed'))
    const closed = planClosing(list, { edition: 3, seen: 'x', shown: 'x', kinds, agreed: 2, ...changes })
    return closed.ok ? 'closed' : closed.reason
  }
  test.each([
    ['every line decided', {}, draft, 'closed'],
    ['no such list', {}, null, 'not-found'],
    ['decided already', {}, { ...draft, state: 'decided' as const }, 'commendation-decided'],
    ['changed meanwhile', { edition: 2 }, draft, 'edited-meanwhile'],
    ['figures changed since it was looked at', { seen: 'y' }, draft, 'shortlist-changed'],
    ['lines wait', { kinds: shortlist(asked, []) }, draft, 'commendation-undecided'],
    ['nobody agreed to', { agreed: 0 }, draft, 'nobody-commended'],
  ])('closes a list: %s', (_, changes, list, expected) => {
    expect(closing(changes, list)).toBe(expected)
  })

  test('one draft at a time; the next takes the number after', () => {
    expect(planDraft([])).toMatchObject({ value: { number: 1, after: null } })
    expect(planDraft([draft])).toMatchObject({ reason: 'commendation-drafted' })
    expect(planDraft([{ ...draft, state: 'decided' }])).toMatchObject({ value: { number: 2, after: { id: 'l' } } })
  })

  test.each([
    [draft, true, 'commendation-not-decided'],
    [{ ...draft, state: 'decided' as const }, true, null],
    [{ ...draft, state: 'decided' as const }, false, 'nothing-changed'],
    [{ ...draft, state: 'decided' as const, praisedAt: 5 }, true, 'nothing-changed'],
    [{ ...draft, state: 'decided' as const, praisedAt: 5 }, false, null],
  ])('the public page: %o shown %s → %s', (list, shown, reason) => {
    const planned = planPraise(list, shown)
    expect(planned.ok ? null : planned.reason).toBe(reason)
  })
})

test('lines that wait are those proposed and those tied', () => {
  expect(undecidedIn(shortlist([{ kind: kind(), candidates: [candidate('a', 1), candidate('b', 2), candidate('c', 2)] }], []))).toBe(3)
})

test('the rule says in words what is reckoned', () => {
  const measures: CollectiveKind['measures'] = [
    { measure: 'rate', weight: 2, against: 'best' },
    { measure: 'initiatives', weight: 1, against: 'target' },
  ]
  const words = ruleWords(kind({ measures, leastMembers: 20, notWith: ['x'], groupBy: 'peerGroup' }), () => 'Cờ thi đua').map(({ vi }) => vi)
  expect(words[0]).toBe(
    'Điểm (thang 100) = 66,7 × tỷ lệ dự thi trên số đoàn viên (so với nơi cao nhất) + 33,3 × số sáng kiến được tính (so với chỉ tiêu được giao). Mỗi phần là tỷ số đạt được, nhiều nhất bằng 1; điểm tính đến phần nghìn.',
  )
  expect(words.slice(1)).toEqual([
    'Có từ 20 đoàn viên trở lên, theo số đã xác nhận.',
    'Xét riêng trong từng cụm, khối; nhiều nhất 2 suất mỗi nơi. Bằng nhau ở suất cuối thì hội đồng quyết định, không bốc thăm.',
    'Đã được Cờ thi đua thì không xét nữa.',
  ])
})

test.each([
  ['rate', 0.4567, '45,67% đoàn viên dự thi'],
  ['benefit', 1_500_000, 'làm lợi 1.500.000 đồng'],
  ['duration', 65_250, 'làm bài 1 phút 5 giây'],
  ['rank', 12, 'xếp thứ 12'],
] as const)('%s %d is told as “%s”', (of, value, words) => {
  expect(figureWords({ of, value, reference: null, points: null })).toBe(words)
})
