import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { itemAnalysis, type AnalysedAnswer, type Analysis } from '../../server/src/domain/item-analysis.ts'

/** Marks of each attempt in points, a row each, a column a question; null: the paper did not hold it. */
type Marks = (number | null)[][]

const answer = (column: number, points: number, more: Partial<AnalysedAnswer> = {}): AnalysedAnswer => ({
  versionId: `v${column + 1}`,
  questionId: `q${column + 1}`,
  cell: 0,
  mark: Math.round(points * 100),
  most: 100,
  options: 0,
  chosen: [],
  written: 'x',
  ...more,
})
function analyse(marks: Marks, most: number[] = []): Analysis {
  const analysis = itemAnalysis()
  for (const row of marks) {
    analysis.add(row.flatMap((points, column) => (points === null ? [] : [answer(column, points, { most: (most[column] ?? 1) * 100 })])))
  }
  return analysis.result()
}

/** The same formulas as a textbook writes them, on whole arrays: the code under test never sees these. */
const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0)
const mean = (values: number[]): number => sum(values) / values.length
const cov = (x: number[], y: number[]): number => sum(x.map((value, s) => (value - mean(x)) * ((y[s] as number) - mean(y)))) / (x.length - 1)
const sorted = (values: number[]): number[] => [...values].sort((a, b) => a - b)

function textbook(marks: number[][], most: number[]) {
  const totals = marks.map(sum)
  const columns = most.map((_, p) => marks.map((row) => row[p] as number))
  const S = totals.length
  const P = most.length
  const m = (k: number): number => sum(totals.map((total) => (total - mean(totals)) ** k)) / S
  const k2 = (S * m(2)) / (S - 1)
  const k3 = (S * S * m(3)) / ((S - 1) * (S - 2))
  const k4 = ((S * S) / ((S - 1) * (S - 2) * (S - 3))) * ((S + 1) * m(4) - 3 * (S - 1) * m(2) ** 2)
  const cic = ((100 * P) / (P - 1)) * (1 - sum(columns.map((x) => cov(x, x))) / cov(totals, totals))
  const roots = sum(columns.map((x) => Math.sqrt(Math.max(0, cov(x, totals)))))
  return {
    test: {
      mean: mean(totals),
      standardDeviation: Math.sqrt(k2),
      skewness: k3 / k2 ** 1.5,
      kurtosis: k4 / k2 ** 2,
      consistency: cic / 100,
      errorRatio: Math.sqrt(1 - cic / 100),
      standardError: Math.sqrt(1 - cic / 100) * Math.sqrt(k2),
    },
    items: columns.map((x, p) => {
      const rest = totals.map((total, s) => total - (x[s] as number))
      return {
        facility: mean(x) / (most[p] as number),
        standardDeviation: Math.sqrt(cov(x, x)) / (most[p] as number),
        intendedWeight: (most[p] as number) / sum(most),
        effectiveWeight: cov(x, totals) < 0 ? null : Math.sqrt(cov(x, totals)) / roots,
        discrimination: cov(x, rest) / Math.sqrt(cov(x, x) * cov(rest, rest)),
        efficiency: cov(x, rest) / cov(sorted(x), sorted(rest)),
      }
    }),
  }
}

function expectNear(actual: unknown, expected: Record<string, number | null>): void {
  for (const [name, value] of Object.entries(expected)) {
    const found = (actual as Record<string, number | null>)[name] as number
    if (value === null) expect([name, found]).toEqual([name, null])
    else expect(Math.abs(found - value), `${name}: ${found} instead of ${value}`).toBeLessThan(1e-6)
  }
}

describe('a table worked by hand: five people, three questions of one point', () => {
  const marks = [
    [1, 1, 1], // T = 3, T − mean = 1,2
    [1, 1, 0], // 2: 0,2
    [0, 1, 1], // 2: 0,2
    [0, 1, 0], // 1: −0,8
    [0, 1, 0], // 1: −0,8
  ]
  const { test: whole, items, scores } = analyse(marks)

  it('has the mean 9/5, the median 2 and the variance 2,8/4', () => {
    // Σ(T−1,8)² = 1,44 + 0,04 + 0,04 + 0,64 + 0,64 = 2,80
    expectNear(whole, { attempts: 5, mean: 1.8, median: 2, standardDeviation: Math.sqrt(0.7) })
    expect(scores).toEqual([
      { score: 100, attempts: 2 },
      { score: 200, attempts: 2 },
      { score: 300, attempts: 1 },
    ])
  })

  it('has skewness and kurtosis by k-statistics', () => {
    // Σd³ = 1,728 + 0,008·2 − 0,512·2 = 0,72; m₃ = 0,144; k₃ = 25·0,144/(4·3) = 0,3; k₃/0,7^1,5
    // Σd⁴ = 2,0736 + 0,0016·2 + 0,4096·2 = 2,896; m₄ = 0,5792; m₂ = 0,56
    // k₄ = 25/(4·3·2)·(6·0,5792 − 3·4·0,3136) = 25/24·(3,4752 − 3,7632) = −0,3; k₄/0,49
    expectNear(whole, { skewness: 0.3 / 0.7 ** 1.5, kurtosis: -0.3 / 0.49 })
  })

  it('has Cronbach’s alpha from the variances of its places', () => {
    // V(q1) = 2·3/5/4 = 0,3; V(q2) = 0; V(q3) = 0,3; alpha = 3/2·(1 − 0,6/0,7)
    expectNear(whole, { consistency: 1.5 * (1 - 0.6 / 0.7), errorRatio: Math.sqrt(1 - 1.5 * (1 - 0.6 / 0.7)) })
    expectNear(whole, { standardError: Math.sqrt(1 - 1.5 * (1 - 0.6 / 0.7)) * Math.sqrt(0.7) })
  })

  it('sets each question against the rest of the test', () => {
    // q1 = 1 1 0 0 0; rest = 2 1 2 1 1, mean 1,4; Σ = 0,6·0,6 + 0,6·(−0,4) − 0,4·0,6 + 0,4·0,4·2 = 0,2
    // Σ(q1)² = 1,2; Σ(rest)² = 0,36·2 + 0,16·3 = 1,2; 0,2/1,2; at most: 0 0 0 1 1 with 1 1 1 2 2: 1,2
    expectNear(items[0], {
      facility: 0.4,
      standardDeviation: Math.sqrt(0.3),
      discrimination: 0.2 / 1.2,
      efficiency: 0.2 / 1.2,
      intendedWeight: 1 / 3,
    })
    // cov(q1, T) = cov(q1, rest) + V(q1) = 0,05 + 0,3; q3 the same, q2 nothing
    expectNear(items[0], { effectiveWeight: 0.5 })
    expect(items[1]).toMatchObject({ facility: 1, standardDeviation: 0, effectiveWeight: 0, discrimination: null, efficiency: null })
  })
})

const everyFigure = (analysis: Analysis): (number | null)[] => [
  ...Object.values(analysis.test),
  ...analysis.items.flatMap(({ options: _o, answers: _a, versionId: _v, questionId: _q, ...figures }) => Object.values(figures)),
]

describe('what cannot be reckoned is null, never NaN', () => {
  test.each<[what: string, marks: Marks]>([
    ['no attempt', []],
    ['one attempt', [[1, 0]]],
    [
      'everybody right',
      [
        [1, 1],
        [1, 1],
        [1, 1],
        [1, 1],
      ],
    ],
    [
      'nobody right',
      [
        [0, 0],
        [0, 0],
        [0, 0],
        [0, 0],
      ],
    ],
    ['one question', [[1], [0], [1], [1]]],
    [
      'two attempts',
      [
        [1, 0],
        [0, 0],
      ],
    ],
  ])('%s', (_what, marks) => {
    const analysis = analyse(marks)
    expect(everyFigure(analysis).filter((value) => value !== null && !Number.isFinite(value))).toEqual([])
    expect(analysis.test.consistency).toBe(null)
    expect(analysis.test.kurtosis === null || marks.length > 3).toBe(true)
  })

  it('gives the mean and the facility from the first attempt on', () => {
    const { test: whole, items } = analyse([[1, 0]])
    expect([whole.mean, whole.median, whole.standardDeviation, items[0]?.facility, items[0]?.discrimination]).toEqual([1, 1, null, 1, null])
  })
})

test('any table of marks gives what the textbook gives, to 1e-6', () => {
  const table = fc.integer({ min: 4, max: 30 }).chain((attempts) =>
    fc.integer({ min: 2, max: 6 }).chain((questions) =>
      fc.record({
        most: fc.array(fc.constantFrom(1, 0.5, 2, 2.25), { minLength: questions, maxLength: questions }),
        shares: fc.array(fc.array(fc.constantFrom(0, 0, 0.5, 1, 1), { minLength: questions, maxLength: questions }), {
          minLength: attempts,
          maxLength: attempts,
        }),
      }),
    ),
  )
  fc.assert(
    fc.property(table, ({ most, shares }) => {
      const marks = shares.map((row) => row.map((share, p) => Math.round(share * (most[p] as number) * 100) / 100))
      const { test: whole, items } = analyse(marks, most)
      const expected = textbook(marks, most)
      const known = (figures: Record<string, number | null>): Record<string, number> =>
        Object.fromEntries(Object.entries(figures).filter((entry): entry is [string, number] => entry[1] !== null && Number.isFinite(entry[1])))
      // Where a variance is nothing the textbook divides by it (or by the dust that binary fractions leave), and the analysis says null.
      if (whole.skewness !== null) expectNear(whole, known(expected.test))
      for (const [p, figures] of expected.items.entries()) {
        const item = items[p] as unknown as Record<string, number | null>
        const told = Object.entries(known(figures)).filter(([name]) => item[name] !== null)
        expectNear(item, Object.fromEntries(told))
        expect(told.length).toBeGreaterThanOrEqual(3)
      }
    }),
    { numRuns: 60 },
  )
})

describe('papers that hold different questions', () => {
  it('a question is judged by the attempts that had it', () => {
    const { items } = analyse([
      [1, 1, null],
      [0, null, 1],
      [1, null, 0],
      [0, 0, null],
    ])
    expect(items.map(({ questionId, attempts, facility }) => [questionId, attempts, facility])).toEqual([
      ['q1', 4, 0.5],
      ['q2', 2, 0.5],
      ['q3', 2, 0.5],
    ])
  })

  it('the places of the test are the draws of a cell, as Moodle’s random questions are', () => {
    const analysis = itemAnalysis()
    const papers = [
      [1, 1, 1],
      [1, 0, 1],
      [0, 0, 1],
      [0, 0, 0],
    ]
    // Cell 0 asks the same question of everybody; cell 1 draws two of four.
    for (const [index, [first = 0, second = 0, third = 0]] of papers.entries()) {
      analysis.add([answer(0, first), answer(1 + (index % 2), second, { cell: 1 }), answer(3 + (index % 2), third, { cell: 1 })])
    }
    // The places are q1 and the first and the second draw: the columns as they stand.
    expectNear(analysis.result().test, textbook(papers, [1, 1, 1]).test)
  })

  it('of one set of questions for everybody each is a place, in whatever order the papers were shuffled', () => {
    const marks = [
      [1, 1, 0],
      [1, 0, 0],
      [0, 1, 1],
      [0, 0, 0],
      [1, 1, 1],
    ]
    const analysis = itemAnalysis()
    for (const [turn, row] of marks.entries()) {
      const paper = row.map((points, column) => answer(column, points))
      analysis.add([...paper.slice(turn % 3), ...paper.slice(0, turn % 3)])
    }
    expectNear(analysis.result().test, textbook(marks, [1, 1, 1]).test)
    const items = analysis.result().items.sort((a, b) => (a.questionId < b.questionId ? -1 : 1))
    for (const [p, figures] of textbook(marks, [1, 1, 1]).items.entries()) expectNear(items[p], figures)
  })
})

describe('options', () => {
  const ticked = (option: number | null, mark: number): AnalysedAnswer =>
    answer(0, mark, { options: 3, chosen: option === null ? [] : [option], written: null })
  const analysis = itemAnalysis()
  // Six people; the second question decides who is best and who is weakest. Option 0 is the key.
  for (const [option, mark, other] of [
    [0, 1, 1],
    [0, 1, 1],
    [1, 0, 1],
    [0, 1, 0],
    [1, 0, 0],
    [null, 0, 0],
  ] as const) {
    analysis.add([ticked(option, mark), answer(1, other)])
  }
  const result = analysis.result()

  it('are counted among all, the best third and the weakest third; nobody’s stays in the table', () => {
    // Scores 2 2 1 1 0 0: the best third has 2, the weakest 0.
    expect(result.thirds).toEqual({ top: 200, bottom: 0 })
    expect(result.items[0]?.options).toEqual([
      { option: 0, count: 3, share: 0.5, top: 1, bottom: 0 },
      { option: 1, count: 2, share: 2 / 6, top: 0, bottom: 0.5 },
      { option: 2, count: 0, share: 0, top: 0, bottom: 0 },
    ])
    expect(result.items[0]?.blank).toBe(1)
  })

  it('what was written is counted, the commonest first', () => {
    const words = itemAnalysis()
    for (const [written, mark] of [
      ['Hà Nội', 1],
      ['Huế', 0],
      ['Hà Nội', 1],
      [null, 0],
    ] as const)
      words.add([answer(0, mark, { written })])
    const [item] = words.result().items
    expect(item?.answers.map(({ text, count, share }) => [text, count, share])).toEqual([
      ['Hà Nội', 2, 0.5],
      ['Huế', 1, 0.25],
    ])
    expect(item?.blank).toBe(1)
  })
})
