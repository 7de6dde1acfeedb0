import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { PrizeTier } from '@hoithi/shared/contracts/rules'
import { awardChanges, totalValue, type AwardLine } from '../../server/src/domain/award-lines.ts'
import { rankUnions, unionTotals, type SealedUnion } from '../../server/src/domain/award-unions.ts'
import { fillTiers, groupsOf, personBar, unionBar, type Placement } from '../../server/src/domain/awards.ts'
import { plainSettings } from '../../server/src/domain/contest.ts'
import { proposeAwards, type PersonCandidate, type Proposing } from '../../server/src/domain/propose-awards.ts'

const tier = (title: string, count: number, value: number | null = null): PrizeTier => ({ title, count, value })
const tiers = [tier('Nhất', 1), tier('Nhì', 2), tier('Khuyến khích', 2)]
/** People by their ranks: 'an1 binh2 chi2' are An first, Bình and Chi second together. */
const people = (words: string) =>
  words
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => ({ id: word.replace(/\d+$/, ''), rank: Number(/\d+$/.exec(word)?.[0]) }))
const place = (subjectId: string, to: number | null): Placement => ({ subjectId, tier: to, words: 'ban tổ chức quyết định' })
const shown = (words: string, placements: Placement[] = [], barred: string[] = []) => {
  const { awards, skips, short } = fillTiers(tiers, people(words), placements, ({ id }) => (barred.includes(id) ? { code: 'barred' } : null))
  return {
    won: awards.map(({ candidate, tier: which, by }) => `${candidate.id}:${tiers[which]?.title}${by === 'rank' ? '' : `(${by})`}`).join(' '),
    passed: skips.map(({ candidate, reason }) => `${candidate.id}:${reason.code}`).join(' '),
    short,
  }
}

describe('prizes go in order of rank', () => {
  test.each<[name: string, ranks: string, placements: Placement[], barred: string[], won: string, passed: string]>([
    ['nobody took part', '', [], [], '', ''],
    ['fewer people than prizes', 'an1 binh2', [], [], 'an:Nhất binh:Nhì', ''],
    ['as many as there are prizes', 'an1 b2 c3 d4 e5', [], [], 'an:Nhất b:Nhì c:Nhì d:Khuyến khích e:Khuyến khích', ''],
    [
      'whoever is barred is passed over with the reason, and the next moves up',
      'an1 b2 c3 d4 e5 g6',
      [],
      ['an'],
      'b:Nhất c:Nhì d:Nhì e:Khuyến khích g:Khuyến khích',
      'an:barred',
    ],
    [
      'whoever is barred below the last prize is not spoken of',
      'an1 b2 c3 d4 e5 g6',
      [],
      ['g'],
      'an:Nhất b:Nhì c:Nhì d:Khuyến khích e:Khuyến khích',
      '',
    ],
    ['equals inside one tier are no question', 'an1 b2 c2 d4', [], [], 'an:Nhất b:Nhì c:Nhì d:Khuyến khích', ''],
    ['equals on the border of two tiers are to be decided', 'an1 b1 c3', [], [], 'an:Nhất(tied) b:Nhì(tied) c:Nhì', ''],
    [
      'equals over the last prize are to be decided, and whoever would get none is named',
      'an1 b2 c3 d4 e4 g4 h7',
      [],
      [],
      'an:Nhất b:Nhì c:Nhì d:Khuyến khích(tied) e:Khuyến khích(tied)',
      'g:tied',
    ],
    ['one of two equals is put first: the other takes the next', 'an1 b1 c3', [place('b', 0)], [], 'b:Nhất(placed) an:Nhì c:Nhì', ''],
    [
      'both of two equals are put first: one prize more than planned',
      'an1 b1 c3',
      [place('an', 0), place('b', 0)],
      [],
      'an:Nhất(placed) b:Nhất(placed) c:Nhì',
      '',
    ],
    ['barred among equals: the others are no equals of anybody any more', 'an1 b1 c3', [], ['b'], 'an:Nhất c:Nhì', 'b:barred'],
    ['people decide that one gets nothing: the next moves up', 'an1 b2 c3', [place('an', null)], [], 'b:Nhất c:Nhì', 'an:decided'],
    [
      'people lift somebody: they take a place of that tier',
      'an1 b2 c3 d4 e5 g6',
      [place('g', 1)],
      [],
      'an:Nhất b:Nhì g:Nhì(placed) c:Khuyến khích d:Khuyến khích',
      '',
    ],
    ['nobody is lifted against the rules', 'an1 b2 c3', [place('c', 0)], ['c'], 'an:Nhất b:Nhì', 'c:barred'],
    ['a tier that is no more counts for nothing', 'an1 b2', [place('b', 9)], [], 'an:Nhất b:Nhì', ''],
  ])('%s', (_, ranks, placements, barred, won, passed) => {
    const found = shown(ranks, placements, barred)
    expect([found.won, found.passed]).toEqual([won, passed])
  })

  it('knows when more people must be looked at: prizes are left, or the last ones looked at may have equals', () => {
    expect(shown('an1 b2').short).toBe(true)
    expect(shown('a1 b2 c3 d4 e5').short).toBe(true)
    expect(shown('a1 b2 c3 d4 e5 g6').short).toBe(false)
    expect(fillTiers([], people('a1'), [], () => null).short).toBe(false)
  })
})

describe('who may win', () => {
  const an = { id: 'an', rank: 1, phone: '0912', withdrawn: false }
  test.each([
    ['nothing is against it', an, [], null, null],
    ['their phone is barred', an, ['0912'], null, { code: 'barred' }],
    ['they have left', { ...an, withdrawn: true }, ['0912'], null, { code: 'withdrawn' }],
    [
      'a lower prize is theirs already: people may want to know',
      an,
      [],
      { title: 'Nhì', where: 'Kỳ 1', tier: 1, value: null },
      { code: 'alreadyAwarded', title: 'Nhì', where: 'Kỳ 1', higher: true },
    ],
    [
      'a prize as high',
      an,
      [],
      { title: 'Nhất', where: 'Kỳ 1', tier: 0, value: null },
      { code: 'alreadyAwarded', title: 'Nhất', where: 'Kỳ 1', higher: false },
    ],
    [
      'the one before was worth more, whatever its title',
      an,
      [],
      { title: 'Ba', where: 'Kỳ 1', tier: 2, value: 900 },
      { code: 'alreadyAwarded', title: 'Ba', where: 'Kỳ 1', higher: false },
    ],
  ])('a person: %s', (_, who, barred, had, reason) => {
    const earlier = new Map(had === null ? [] : [['an', had]])
    expect(personBar<typeof an>([tier('Nhất', 1, 500)], new Set(barred), earlier)(who, 0)).toEqual(reason)
  })

  test.each([
    ['no least number of members', 0, 'people', 3, null],
    ['exactly as many members as asked for', 30, 'people', 30, null],
    ['one member too few', 30, 'people', 29, { code: 'leastMembers', members: 29 }],
    ['members unknown where a least number is asked for', 30, 'people', null, { code: 'noHeadCount' }],
    ['members unknown, and nothing asks for them', 0, 'people', null, null],
    ['members unknown where rates are compared', 0, 'rate', null, { code: 'noHeadCount' }],
  ] as const)('a union: %s', (_, leastMembers, unionMetric, members, reason) => {
    expect(unionBar<{ id: string; rank: number; members: number | null }>({ leastMembers, unionMetric })({ id: 'u', rank: 1, members }, 0)).toEqual(
      reason,
    )
  })
})

const union = (code: string, figures: Partial<SealedUnion> = {}): SealedUnion => ({
  id: code,
  parentId: null,
  divisionId: null,
  code,
  name: `CĐCS ${code}`,
  path: '',
  listed: true,
  members: 100,
  people: 10,
  attempts: 20,
  scoreSum: 80,
  ...figures,
})

describe('unions', () => {
  const three = [union('A'), union('B', { people: 30, attempts: 30, members: 400, scoreSum: 225 }), union('C', { people: 0 })]
  test.each([
    ['people', 'B1:30 A2:10'],
    ['attempts', 'B1:30 A2:20'],
    ['rate', 'A1:0.1 B2:0.075'],
    ['mean', 'A1:8 B2:7.5'],
  ] as const)('are ranked by %s; one where nobody took part is not', (metric, order) => {
    expect(
      rankUnions(three, metric)
        .map(({ code, rank, figure }) => `${code}${rank}:${figure}`)
        .join(' '),
    ).toBe(order)
  })
  it('equal figures share a rank', () => {
    expect(rankUnions([union('B'), union('A'), union('C', { people: 3 })], 'people').map(({ code, rank }) => `${code}${rank}`)).toEqual([
      'A1',
      'B1',
      'C3',
    ])
  })
  it('over several rounds: a person counts once, attempts are summed, and everything above counts too', () => {
    const tree = [union('T', { listed: false }), union('A', { parentId: 'T' }), union('B', { parentId: 'T' })]
    const totals = unionTotals(
      tree,
      new Map([
        ['T', 9],
        ['A', 6],
      ]),
    )
    for (const [unionId, score] of [
      ['A', 10],
      ['A', 7],
      ['B', 1],
      ['gone', 9],
    ] as const)
      totals.count({ unionId, score })
    expect(totals.unions().map(({ code, people: count, attempts, scoreSum }) => [code, count, attempts, scoreSum])).toEqual([
      ['T', 3, 9, 18],
      ['A', 2, 6, 17],
      ['B', 1, 0, 1],
    ])
  })
})

const prizes = {
  ...plainSettings.prizes,
  roundPeople: tiers,
  contestPeople: [tier('Đặc biệt', 1)],
  unions: [tier('Nhất toàn đoàn', 1)],
  divisions: [tier('Nhất bảng', 1)],
}
test.each([
  ['a round of several', 'round', 4, 'sum', ['roundPeople']],
  ['the contest of several rounds', 'contest', 4, 'sum', ['contestPeople', 'unions', 'divisions']],
  ['the contest that is not ranked as a whole', 'contest', 4, 'none', ['unions', 'divisions']],
  ['the only round', 'round', 1, 'sum', ['contestPeople', 'roundPeople', 'unions', 'divisions']],
] as const)('which prizes a decision gives: %s', (_, scope, rounds, overall, groups) => {
  expect(groupsOf({ prizes, overall }, scope, rounds)).toEqual(groups)
})

const person = (id: string, rank: number): PersonCandidate => ({
  id,
  rank,
  name: id,
  phone: `09${id}`,
  withdrawn: false,
  unionName: 'CĐCS',
  unionPath: '',
  score: 10,
  durationMs: 1,
})
const asked = (changes: Partial<Proposing> = {}): Proposing => ({
  prizes,
  groups: groupsOf({ prizes, overall: 'sum' }, 'round', 1),
  barred: new Set(),
  people: ['an', 'binh', 'chi', 'dung', 'em', 'giang'].map((id, index) => person(id, index + 1)),
  unions: [
    union('A', { divisionId: 'D1' }),
    union('B', { divisionId: 'D2', people: 30 }),
    union('H', { listed: false, divisionId: 'D2', people: 40 }),
  ],
  divisions: [
    { id: 'D1', name: 'Bảng 1' },
    { id: 'D2', name: 'Bảng 2' },
    { id: 'D3', name: 'Bảng 3' },
  ],
  placements: [],
  earlier: new Map(),
  where: 'Kỳ 1',
  ...changes,
})
const won = (changes: Partial<Proposing>) =>
  proposeAwards(asked(changes)).map(
    ({ awards, divisionName, group }) => `${divisionName ?? group}: ${awards.map(({ name, title }) => `${name} ${title}`).join(', ')}`,
  )

describe('a decision', () => {
  it('gives people, all grassroots unions, and each division its own', () => {
    expect(won({})).toEqual([
      'contestPeople: an Đặc biệt',
      'roundPeople: an Nhất, binh Nhì, chi Nhì, dung Khuyến khích, em Khuyến khích',
      'unions: CĐCS B Nhất toàn đoàn',
      'Bảng 1: CĐCS A Nhất bảng',
      'Bảng 2: CĐCS H Nhất bảng',
      'Bảng 3: ',
    ])
  })
  it('gives a person one prize where the rules say so, the highest, and the other to the next', () => {
    expect(won({ prizes: { ...prizes, onePerPerson: 'perRound' } }).slice(0, 2)).toEqual([
      'contestPeople: an Đặc biệt',
      'roundPeople: binh Nhất, chi Nhì, dung Nhì, em Khuyến khích, giang Khuyến khích',
    ])
  })
  it('knows what was won in other decisions only where one prize is for the whole contest', () => {
    const earlier = new Map([['an', { title: 'Nhì', where: 'Kỳ 0', tier: 1, value: null }]])
    expect(won({ earlier, prizes: { ...prizes, onePerPerson: 'perRound' } })[0]).toBe('contestPeople: an Đặc biệt')
    expect(won({ earlier, prizes: { ...prizes, onePerPerson: 'perContest' } })[0]).toBe('contestPeople: binh Đặc biệt')
  })
  it('never gives a person two prizes where one is the most, and never a barred one any, whatever people decide', () => {
    const ids = ['an', 'binh', 'chi', 'dung', 'em', 'giang']
    const placement = fc.record({
      group: fc.constantFrom('contestPeople' as const, 'roundPeople' as const),
      subjectId: fc.constantFrom(...ids),
      tier: fc.option(fc.integer({ min: 0, max: 3 })),
    })
    const ranks = fc.array(fc.boolean(), { minLength: 6, maxLength: 6 })
    fc.assert(
      fc.property(fc.array(placement, { maxLength: 8 }), ranks, fc.subarray(ids), fc.subarray(ids), (decided, equal, barred, had) => {
        let rank = 0
        const field = ids.map((id, index) => person(id, equal[index] === true && index > 0 ? rank : (rank = index + 1)))
        const placements = [
          ...new Map(
            decided.map((one) => [`${one.group} ${one.subjectId}`, { ...one, divisionId: null, words: 'lý do', at: 0, actorId: 'x' }]),
          ).values(),
        ]
        const earlier = new Map(had.map((id) => [id, { title: 'Nhất', where: 'Kỳ 0', tier: 0, value: null }]))
        const groups = proposeAwards(
          asked({
            people: field,
            placements,
            earlier,
            barred: new Set(barred.map((id) => `09${id}`)),
            prizes: { ...prizes, onePerPerson: 'perContest' },
          }),
        )
        const winners = groups
          .flatMap(({ awards }) => awards)
          .filter(({ kind }) => kind === 'person')
          .map(({ subjectId }) => subjectId)
        expect(new Set(winners).size).toBe(winners.length)
        expect(winners.filter((id) => barred.includes(id) || had.includes(id))).toEqual([])
      }),
    )
  })
})

const award = (name: string, which: number, value: number | null = 100): AwardLine => ({
  group: 'roundPeople',
  divisionId: null,
  divisionName: null,
  tier: which,
  title: tiers[which]?.title ?? '',
  value,
  kind: 'person',
  subjectId: name,
  name,
  unionName: '',
  unionPath: '',
  rank: 1,
  score: 1,
  durationMs: 1,
  figure: null,
  by: 'rank',
  words: null,
})

test.each<[string, AwardLine[], AwardLine[], string]>([
  ['nothing', [award('an', 0)], [award('an', 0)], ''],
  [
    'the next one moves up',
    [award('an', 0), award('binh', 1)],
    [award('binh', 0), award('chi', 1)],
    'lost an Nhất→; moved binh Nhì→Nhất; gained chi →Nhì',
  ],
])('what new results change in a published decision: %s', (_, before, now, told) => {
  expect(
    awardChanges(before, now)
      .map(({ what, name, from, to }) => `${what} ${name} ${from ?? ''}→${to ?? ''}`)
      .join('; '),
  ).toBe(told)
})

test('the total is told where every prize has a value', () => {
  expect([totalValue([]), totalValue([award('an', 0), award('b', 1)]), totalValue([award('an', 0), award('b', 1, null)])]).toEqual([0, 200, null])
})
