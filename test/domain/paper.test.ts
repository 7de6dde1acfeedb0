import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { BlueprintCell } from '@hoithi/shared/contracts/rules'
import { chosenOptions, drawPaper, paperShape, type BankEntry, type PaperItem } from '../../server/src/domain/paper.ts'

const entry = (code: string, changes: Partial<BankEntry> = {}): BankEntry => ({
  versionId: code,
  code,
  kind: 'single',
  topic: 'A',
  difficulty: 1,
  optionCount: 4,
  promptCount: 0,
  keepOrder: false,
  keepLast: [],
  practice: false,
  ...changes,
})
const bankOf = (size: number, changes: Partial<BankEntry> = {}) => Array.from({ length: size }, (_, index) => entry(`Q${index}`, changes))
/** Seeds spread by a multiplier, so that a run of them shares no digits. */
const seedOf = (index: number) =>
  Array.from({ length: 4 }, (_, word) => (Math.imul(index * 4 + word + 1, 0x9e3779b1) >>> 0).toString(16).padStart(8, '0')).join('')

const drawn = (seed: string, blueprint: BlueprintCell[], bank: readonly BankEntry[]): PaperItem[] => {
  const paper = drawPaper(seed, blueprint, bank)
  if (!paper.ok) throw new Error(paper.reason)
  return paper.value
}
const fits = (cell: BlueprintCell, question: BankEntry) =>
  (cell.topic ?? question.topic) === question.topic &&
  (cell.difficulty ?? question.difficulty) === question.difficulty &&
  (cell.kind ?? question.kind) === question.kind

/** Whether the questions can be dealt out to the places of the blueprint: every place tried with every question. */
function fulfils(blueprint: BlueprintCell[], questions: BankEntry[]): boolean {
  const places = blueprint.flatMap((cell) => Array.from({ length: cell.count }, () => cell))
  const deal = (place: number, left: BankEntry[]): boolean =>
    place === places.length
      ? left.length === 0
      : left.some((question, index) => fits(places[place]!, question) && deal(place + 1, left.toSpliced(index, 1)))
  return deal(0, questions)
}

const seed = fc.stringMatching(/^[0-9a-f]{32}$/)
const cell = fc.record(
  { count: fc.integer({ min: 1, max: 2 }), topic: fc.constantFrom('A', 'B'), difficulty: fc.integer({ min: 1, max: 2 }) },
  { requiredKeys: ['count'] },
)
const anyBank = fc
  .array(
    fc.record({
      kind: fc.constantFrom('single' as const, 'multiple' as const, 'trueFalse' as const),
      topic: fc.constantFrom('A', 'B'),
      difficulty: fc.integer({ min: 1, max: 2 }),
      keepOrder: fc.boolean(),
    }),
    { minLength: 1, maxLength: 7 },
  )
  .map((entries) => entries.map((changes, index) => entry(`Q${index}`, { ...changes, optionCount: changes.kind === 'trueFalse' ? 2 : 4 })))

describe('any paper', () => {
  it('fulfils every cell with no question twice, or no choice of questions could', () => {
    fc.assert(
      fc.property(seed, fc.array(cell, { minLength: 1, maxLength: 3 }), anyBank, (from, blueprint, bank) => {
        const paper = drawPaper(from, blueprint, bank)
        const size = blueprint.reduce((sum, { count }) => sum + count, 0)
        if (!paper.ok) {
          expect(paper.reason).toBe('bank-too-small')
          expect(subsetsOf(bank, size).some((questions) => fulfils(blueprint, questions))).toBe(false)
          return
        }
        const ids = paper.value.map(({ versionId }) => versionId)
        expect(new Set(ids).size).toBe(size)
        expect(
          fulfils(
            blueprint,
            ids.map((id) => bank.find(({ versionId }) => versionId === id)!),
          ),
        ).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it('shows each option once, and in the written order where the order is kept or it is true or false', () => {
    fc.assert(
      fc.property(seed, anyBank, (from, bank) => {
        for (const item of drawn(from, [{ count: bank.length }], bank)) {
          const question = bank.find(({ versionId }) => versionId === item.versionId)!
          const written = Array.from({ length: question.optionCount }, (_, index) => index)
          expect([...item.order].sort((a, b) => a - b)).toEqual(written)
          if (question.keepOrder || question.kind === 'trueFalse') expect(item.order).toEqual(written)
        }
      }),
    )
  })

  it('is the same again from the same seed, blueprint and bank', () => {
    fc.assert(
      fc.property(seed, anyBank, (from, bank) => {
        expect(drawPaper(from, [{ count: 1 }, { count: 2, topic: 'A' }], structuredClone(bank))).toEqual(
          drawPaper(from, [{ count: 1 }, { count: 2, topic: 'A' }], bank),
        )
      }),
    )
  })
})

function subsetsOf(bank: BankEntry[], size: number): BankEntry[][] {
  if (size === 0) return [[]]
  return bank.flatMap((question, index) => subsetsOf(bank.slice(index + 1), size - 1).map((rest) => [question, ...rest]))
}

it('a known seed gives a known paper: the draw never changes between releases', () => {
  expect(drawn('00112233445566778899aabbccddeeff', [{ count: 3 }], bankOf(6))).toMatchInlineSnapshot(`
    [
      {
        "kind": "single",
        "order": [
          3,
          2,
          1,
          0,
        ],
        "versionId": "Q0",
      },
      {
        "kind": "single",
        "order": [
          1,
          2,
          3,
          0,
        ],
        "versionId": "Q4",
      },
      {
        "kind": "single",
        "order": [
          1,
          2,
          0,
          3,
        ],
        "versionId": "Q3",
      },
    ]
  `)
})

describe('cells that overlap', () => {
  const onlyEasyA = entry('easy-a', { topic: 'A', difficulty: 1 })
  const hardA = entry('hard-a', { topic: 'A', difficulty: 5 })
  const easyB = entry('easy-b', { topic: 'B', difficulty: 1 })

  test.each([
    // A draw that never moves a question fails about every other seed of these.
    ['any, then the topic that has one question', [{ count: 1 }, { count: 1, topic: 'B' }], [onlyEasyA, easyB]],
    [
      'topic A, then easy',
      [
        { count: 1, topic: 'A' },
        { count: 1, difficulty: 1 },
      ],
      [onlyEasyA, hardA],
    ],
    ['a chain of three', [{ count: 1 }, { count: 1, topic: 'A' }, { count: 1, topic: 'A', difficulty: 1 }], [onlyEasyA, hardA, easyB]],
  ] as const)('%s: filled from every seed', (_name, blueprint, bank) => {
    for (let index = 0; index < 200; index += 1) expect(drawn(seedOf(index), [...blueprint], bank)).toHaveLength(bank.length)
  })
})

describe('a bank that cannot fill the blueprint is refused with the cell that failed', () => {
  test.each([
    ['an empty bank', [{ count: 1 }], [], { cell: { count: 1 }, available: 0 }],
    ['one question short', [{ count: 4 }], bankOf(3), { cell: { count: 4 }, available: 3 }],
    ['none of the topic', [{ count: 1, topic: 'Z' }], bankOf(3), { cell: { count: 1, topic: 'Z' }, available: 0 }],
    [
      'two cells want the same question',
      [
        { count: 1, topic: 'A' },
        { count: 1, difficulty: 1 },
      ],
      bankOf(1),
      { cell: { count: 1, difficulty: 1 }, available: 1 },
    ],
  ])('%s', (_name, blueprint, bank, details) => {
    expect(drawPaper(seedOf(1), blueprint, bank)).toEqual({ ok: false, reason: 'bank-too-small', details })
  })
})

describe('every choice is about as likely as another, over 6,000 fixed seeds', () => {
  const RUNS = 6_000
  /** Bounds are the 99.99 % points of chi-square; the seeds are fixed, so a pass stays a pass. */
  const chiSquare = (counts: number[]) => {
    const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length
    return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
  }
  const papers = Array.from({ length: RUNS }, (_, index) => drawn(seedOf(index), [{ count: 3 }], bankOf(10)))

  it('which questions are drawn', () => {
    const counts = bankOf(10).map(({ versionId }) => papers.filter((paper) => paper.some((item) => item.versionId === versionId)).length)
    expect(chiSquare(counts)).toBeLessThan(33.72) // 9 degrees of freedom
  })

  it('which question comes first', () => {
    const counts = bankOf(10).map(({ versionId }) => papers.filter((paper) => paper[0]?.versionId === versionId).length)
    expect(chiSquare(counts)).toBeLessThan(33.72)
  })

  it('each of the 24 orders of four options', () => {
    const counts = new Map<string, number>()
    for (const paper of papers) counts.set(paper[0]!.order.join(''), (counts.get(paper[0]!.order.join('')) ?? 0) + 1)
    expect(counts.size).toBe(24)
    expect(chiSquare([...counts.values()])).toBeLessThan(56.1) // 23 degrees of freedom
  })
})

it('a paper’s shape names kind and number of options of each position', () => {
  const paper: PaperItem[] = [
    { versionId: '1', kind: 'single', order: [0, 1, 2, 3] },
    { versionId: '2', kind: 'multiple', order: [4, 3, 2, 1, 0] },
    { versionId: '3', kind: 'trueFalse', order: [0, 1] },
  ]
  expect(paperShape(paper)).toBe('s4 m5 t2')
})

it('the letters of a choice are the options behind them', () => {
  expect(chosenOptions({ versionId: '1', kind: 'multiple', order: [2, 0, 3, 1] }, ['a', 'd'])).toEqual([2, 1])
})

describe('the order in which things are shown', () => {
  const many = Array.from({ length: 200 }, (_, index) => seedOf(index))

  it('an ordering question is never shown in its right order', () => {
    for (const from of many) {
      for (const optionCount of [2, 3]) {
        const [item] = drawn(from, [{ count: 1 }], [entry('Q', { kind: 'ordering', optionCount })])
        expect(item!.order).not.toEqual(Array.from({ length: optionCount }, (_, index) => index))
      }
    }
  })

  it('an option that is kept last stays behind the shuffled ones', () => {
    const orders = many.map((from) => drawn(from, [{ count: 1 }], [entry('Q', { keepLast: [3] })])[0]!.order)
    expect(new Set(orders.map((order) => order.at(-1)))).toEqual(new Set([3]))
    expect(new Set(orders.map((order) => order.join())).size).toBe(6)
  })

  it('a matching question pins how many prompts it has; a shape tells what each position takes', () => {
    const bank = [
      entry('A', { kind: 'matching', optionCount: 5, promptCount: 3 }),
      entry('B', { kind: 'shortText', optionCount: 0 }),
      entry('C', { kind: 'number', optionCount: 0 }),
      entry('D', { kind: 'ordering', optionCount: 4 }),
    ]
    const shape = paperShape(drawn(seedOf(1), [{ count: 4 }], bank))
    expect(shape.split(' ').sort()).toEqual(['n0', 'o4', 'w0', 'x5/3'])
  })
})

describe('later attempts', () => {
  const bank = bankOf(10)
  const codes = (paper: PaperItem[]) => paper.map(({ versionId }) => versionId)
  const later = (from: string, seen: string[]): string[] => {
    const paper = drawPaper(from, [{ count: 4 }], bank, new Set(seen))
    if (!paper.ok) throw new Error(paper.reason)
    return codes(paper.value)
  }

  it('take unseen questions as long as there are enough of them, then seen ones', () => {
    for (let index = 0; index < 50; index += 1) {
      expect(later(seedOf(index), ['Q0', 'Q1', 'Q2', 'Q3', 'Q4', 'Q5']).sort()).toEqual(['Q6', 'Q7', 'Q8', 'Q9'])
      const some = later(seedOf(index), ['Q0', 'Q1', 'Q2', 'Q3', 'Q4', 'Q5', 'Q6'])
      expect(some).toEqual(expect.arrayContaining(['Q7', 'Q8', 'Q9']))
      expect(new Set(some).size).toBe(4)
    }
  })

  it('are the same again from the same seed, bank and seen questions', () => {
    expect(later(seedOf(3), ['Q1', 'Q2'])).toEqual(later(seedOf(3), ['Q2', 'Q1']))
  })
})

it('a cell gives its points to its questions, and the others have none of their own', () => {
  const bank = [...bankOf(3), entry('R', { topic: 'B' })]
  const paper = drawn(
    seedOf(5),
    [
      { count: 2, topic: 'A' },
      { count: 1, topic: 'B', points: 2.5 },
    ],
    bank,
  )
  expect(Object.fromEntries(paper.map(({ versionId, points }) => [versionId === 'R' ? 'B' : 'A', points]))).toEqual({ A: undefined, B: 2.5 })
})
