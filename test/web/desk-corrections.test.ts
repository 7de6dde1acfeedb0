import { describe, expect, it, test } from 'vitest'
import {
  inOrder,
  keyFault,
  keyFormOf,
  keyOf,
  meantFor,
  paired,
  placesWon,
  toggled,
  type AskedVersion,
} from '../../web/src/desk/rules/correction-form.ts'

const version = (more: Partial<AskedVersion> = {}): AskedVersion => ({
  ...{ id: 'v', version: 1, createdAt: 0, drawn: 3, facility: 0.5, treatment: null, newKey: null },
  ...{ code: 'Q-1', kind: 'single', topic: 'Bầu cử', difficulty: 1, status: 'ready', stem: 'Hỏi?', explanation: '', legalReference: '', tags: [] },
  ...{ options: ['một', 'hai', 'ba'], correct: [0], credits: [], prompts: [], answers: [], caseMatters: false, accentsMatter: false },
  ...{ keepOrder: false, keepLast: [] },
  ...more,
})
const accepted = (text: string, credit = 100) => ({ text, tolerance: 0, credit })

describe('a new key begins with', () => {
  it('the version’s own', () => {
    expect(keyOf(keyFormOf(version()))).toEqual({ correct: [0], answers: [], caseMatters: false, accentsMatter: false })
    const typed = version({ kind: 'shortText', options: [], correct: [], answers: [accepted('Huế')], caseMatters: true })
    expect(keyOf(keyFormOf(typed))).toEqual({ correct: [], answers: [accepted('Huế')], caseMatters: true, accentsMatter: false })
  })

  it('the one it was corrected to before', () => {
    const newKey = { correct: [1, 2], answers: [], caseMatters: false, accentsMatter: false }
    expect(keyOf(keyFormOf(version({ treatment: 'newKey', newKey }))).correct).toEqual([1, 2])
  })
})

test.each<[what: string, correct: number[], index: number, expected: number[]]>([
  ['a right option more', [0], 2, [0, 2]],
  ['one less', [0, 2], 0, [2]],
  ['the last one away', [1], 1, []],
])('ticking an option: %s', (_what, correct, index, expected) => {
  expect(toggled(correct, index)).toEqual(expected)
})

test('an order is moved place by place, a pair is put together anew', () => {
  expect([inOrder([0, 1, 2], 2, -1), inOrder([0, 1, 2], 0, -1)]).toEqual([
    [0, 2, 1],
    [0, 1, 2],
  ])
  expect(paired([0, 1, 2], 1, 0)).toEqual([0, 0, 2])
})

test.each<
  [what: string, asked: Partial<AskedVersion>, correct: number[] | null, texts: [string, number | null][], fault: ReturnType<typeof keyFault>]
>([
  ['another option', {}, [1], [], null],
  ['no option', {}, [], [], 'option'],
  ['the old option', {}, [0], [], 'same'],
  ['the old option, where another one holds now', { treatment: 'fullCredit' }, [0], [], null],
  ['the old option of a question that had parts of its points', { credits: [100, 50, 0] }, [0], [], null],
  ['an answer', { kind: 'shortText' }, null, [['Huế', 100]], null],
  [
    'an answer with a half one beside it',
    { kind: 'shortText' },
    null,
    [
      ['Huế', 100],
      ['Hue', 50],
    ],
    null,
  ],
  ['only half an answer', { kind: 'shortText' }, null, [['Huế', 50]], 'answer'],
  [
    'an answer whose credit is not typed yet',
    { kind: 'shortText' },
    null,
    [
      ['Huế', 100],
      ['Hue', null],
    ],
    'answer',
  ],
  ['an empty line only', { kind: 'number' }, null, [['  ', 100]], 'answer'],
  [
    'an empty line beside an answer',
    { kind: 'number' },
    null,
    [
      ['1930', 100],
      ['', null],
    ],
    null,
  ],
])('%s', (_what, asked, correct, texts, fault) => {
  const given = version(asked)
  const form = keyFormOf(given)
  if (correct !== null) form.correct = correct
  else form.typed.answers = texts.map(([text, credit], key) => ({ key, text, tolerance: 0, credit }))
  expect(keyFault(form, given)).toBe(fault)
})

test('a correction is taken back for every version for which one holds, others are meant for the versions ticked', () => {
  const versions = [version({ id: 'v3', treatment: 'newKey' }), version({ id: 'v2', treatment: 'newKey' }), version({ id: 'v1' })]
  expect(meantFor('original', versions, ['v1'])).toEqual(['v3', 'v2'])
  expect(meantFor('fullCredit', versions, ['v1', 'v3'])).toEqual(['v3', 'v1'])
})

test('places won and lost', () => {
  expect([placesWon({ fromRank: 5, toRank: 2 }), placesWon({ fromRank: 2, toRank: 5 }), placesWon({ fromRank: 2, toRank: 2 })]).toEqual([3, -3, 0])
})
