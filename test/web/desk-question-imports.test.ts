import { describe, expect, it } from 'vitest'
import { besides } from '../../web/src/desk/rules/beside.ts'
import {
  actionsFor,
  chooseForAll,
  choicesToSend,
  fileNameToSend,
  notLoaded,
  planOf,
  rowCounts,
  standingOf,
  type Alike,
  type Choice,
  type ImportAction,
  type ImportHead,
  type Likeness,
} from '../../web/src/desk/rules/question-import.ts'
import { wordDiff } from '../../web/src/desk/rules/word-diff.ts'

/** 130 questions: 120 new ones to load, 3 that differ from the bank's, 4 the same as there, and 3 that repeat another one. */
const head = (figures: Partial<ImportHead> = {}): ImportHead => ({
  id: 'i',
  fileName: 'de.xlsx',
  format: 'xlsx',
  state: 'staged',
  at: 0,
  actor: 'tochuc',
  questions: 130,
  byKind: {},
  byStatus: {},
  added: 120,
  changed: 3,
  unchanged: 4,
  skippedCount: 2,
  errorCount: 0,
  warningCount: 0,
  duplicates: 5,
  pictures: 0,
  loadedAt: null,
  undoneAt: null,
  undoReason: null,
  ...figures,
})
const likeness = (kind: Likeness['kind'], where: Likeness['where']): Likeness => ({
  kind,
  where,
  code: 'q',
  line: where === 'file' ? 2 : null,
  stem: '',
  similarity: 1,
})
const choice = (position: number, proposed: ImportAction, action: ImportAction): [number, Choice] => [position, { proposed, action }]

describe('what confirming will do', () => {
  it.each([
    ['as proposed', [], { load: 120, replace: 3, skip: 7 }],
    ['chosen as proposed', [choice(1, 'load', 'load')], { load: 120, replace: 3, skip: 7 }],
    ['a repeated one loaded all the same', [choice(1, 'skip', 'load')], { load: 121, replace: 3, skip: 6 }],
    ['a near one replaces the bank’s', [choice(1, 'load', 'replace')], { load: 119, replace: 4, skip: 7 }],
    [
      'a changed one left out, another one loaded beside',
      [choice(1, 'replace', 'skip'), choice(2, 'replace', 'load')],
      { load: 121, replace: 1, skip: 8 },
    ],
  ] as const)('%s', (_, chosen, plan) => {
    expect(planOf(head(), new Map(chosen))).toEqual(plan)
  })
  it('the server is told only what differs from its proposals', () => {
    expect(choicesToSend(new Map([choice(1, 'load', 'load'), choice(2, 'skip', 'load')]))).toEqual([{ position: 2, action: 'load' }])
  })
})

describe('one choice for all that are alike', () => {
  const rows: Alike[] = [
    { position: 1, proposed: 'replace', likeness: likeness('sameCode', 'bank') },
    { position: 2, proposed: 'skip', likeness: likeness('duplicate', 'bank') },
    { position: 3, proposed: 'skip', likeness: likeness('duplicate', 'file') },
    { position: 4, proposed: 'load', likeness: likeness('near', 'bank') },
  ]
  it.each([
    ['every one is left out', null, 'skip', [1, 2, 3, 4], 0],
    ['only what is in the bank can be replaced', null, 'replace', [1, 2, 4], 1],
    ['of one kind', 'duplicate', 'load', [2, 3], 0],
    ['a near one', 'near', 'replace', [4], 0],
  ] as const)('%s', (_, kind, action, positions, left) => {
    const { chosen, left: alone } = chooseForAll(rows, kind, action)
    expect([chosen.map(([position]) => position), alone]).toEqual([positions, left])
    expect(chosen.every(([, chose]) => chose.action === action)).toBe(true)
  })
  it('a question of the same file cannot be replaced', () => {
    expect([actionsFor(likeness('near', 'bank')), actionsFor(likeness('near', 'file'))]).toEqual([
      ['skip', 'replace', 'load'],
      ['skip', 'load'],
    ])
  })
})

describe('figures of an import', () => {
  it('each view tells how many it shows', () => {
    expect(rowCounts(head())).toEqual({ all: 130, alike: 8, added: 123, changed: 3, unchanged: 4 })
  })
  it.each([
    ['repeated, unchanged and of unknown types', head(), 9],
    ['all came in', head({ questions: 2, added: 2, changed: 0, unchanged: 0, skippedCount: 0 }), 0],
  ])('what did not come in: %s', (_, figures, count) => {
    expect(notLoaded(figures)).toBe(count)
  })
  it.each([
    ['staged', 0, 'staged'],
    ['staged', 1, 'faulty'],
    ['loaded', 0, 'loaded'],
    ['undone', 0, 'undone'],
  ] as const)('%s with %i errors is %s', (state, errorCount, standing) => {
    expect(standingOf({ state, errorCount })).toBe(standing)
  })
  it.each([
    ['a name typed on a Mac', 'ca\u0302u.gift', 'câu.gift'],
    ['a long name keeps its end', `${'x'.repeat(300)}.gift`, `${'x'.repeat(195)}.gift`],
  ])('%s', (_, given, sent) => {
    expect(fileNameToSend(given)).toBe(sent)
  })
})

describe('two questions side by side', () => {
  const words = (rows: ReturnType<typeof besides>['left']) =>
    rows.map((row) => row.map(({ change, text }) => (change === 'same' ? text : `[${text}]`)).join(''))
  it.each([
    ['a word that differs', 'Thành lập năm 1929?', 'Thành lập năm 1930?', ['Thành lập năm [1929]?'], ['Thành lập năm [1930]?']],
    ['the same', 'A', 'A', ['A'], ['A']],
    ['nothing on the left', '', 'A', [], ['[A]']],
  ])('%s', (_, left, right, shownLeft, shownRight) => {
    const sides = besides([wordDiff(left, right)])
    expect([words(sides.left), words(sides.right)]).toEqual([shownLeft, shownRight])
  })
  it.each([
    ['a value', { field: 'difficulty', shows: 'value', before: '1', after: '3' } as const, ['[1]'], ['[3]']],
    ['a value that was empty', { field: 'correct', shows: 'value', before: '', after: 'A' } as const, [], ['[A]']],
    [
      'a row that came',
      { field: 'options', shows: 'rows', rows: [[{ change: 'same', text: 'a' }], [{ change: 'added', text: 'b' }]] } as const,
      ['a'],
      ['a', '[b]'],
    ],
  ])('%s', (_, change, left, right) => {
    const sides = besides(structuredClone(change) as Parameters<typeof besides>[0])
    expect([words(sides.left), words(sides.right)]).toEqual([left, right])
  })
})
