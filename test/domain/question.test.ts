import { describe, expect, it, test } from 'vitest'
import { MAX_OPTION, MAX_STEM, questionFaults, type QuestionDraft } from '../../server/src/domain/question.ts'

const good: QuestionDraft = {
  code: 'Q-1',
  kind: 'single',
  topic: 'Bầu cử',
  difficulty: 1,
  status: 'ready',
  stem: 'Câu hỏi?',
  options: ['một', 'hai', 'ba'],
  correct: [0],
  explanation: '',
  legalReference: '',
  keepOrder: false,
}
const multiple: Partial<QuestionDraft> = { kind: 'multiple', correct: [0, 2] }
const trueFalse: Partial<QuestionDraft> = { kind: 'trueFalse', options: ['Đúng', 'Sai'] }

test.each([
  ['one right option', {}],
  ['several right options', multiple],
  ['several allowed, one right', { kind: 'multiple', correct: [1] }],
  ['true or false', trueFalse],
  ['six options', { options: ['1', '2', '3', '4', '5', '6'], correct: [5] }],
  ['two options', { options: ['1', '2'] }],
  ['the longest allowed', { code: 'x'.repeat(64), stem: 'x'.repeat(MAX_STEM), options: ['x'.repeat(MAX_OPTION), 'y'] }],
  ['difficulty 5', { difficulty: 5 }],
] satisfies [string, Partial<QuestionDraft>][])('%s: nothing is wrong', (_name, changes) => {
  expect(questionFaults({ ...good, ...changes })).toEqual([])
})

test.each([
  ['no code', { code: '' }, 'id', 'code-missing'],
  ['code of 65', { code: 'x'.repeat(65) }, 'id', 'code-too-long'],
  ['no topic', { topic: '' }, 'topic', 'topic-missing'],
  ['difficulty 0', { difficulty: 0 }, 'difficulty', 'difficulty-invalid'],
  ['difficulty 6', { difficulty: 6 }, 'difficulty', 'difficulty-invalid'],
  ['difficulty 1.5', { difficulty: 1.5 }, 'difficulty', 'difficulty-invalid'],
  ['difficulty not a number', { difficulty: Number.NaN }, 'difficulty', 'difficulty-invalid'],
  ['no stem', { stem: '' }, 'stem', 'stem-missing'],
  ['stem too long', { stem: 'x'.repeat(MAX_STEM + 1) }, 'stem', 'stem-too-long'],
  ['one option', { options: ['một'] }, 'options', 'option-count'],
  ['seven options', { options: ['1', '2', '3', '4', '5', '6', '7'] }, 'options', 'option-count'],
  ['true or false with three', { ...trueFalse, options: ['Đúng', 'Sai', 'Không rõ'] }, 'options', 'option-count'],
  ['an empty option', { options: ['một', '', 'ba'] }, 'options', 'option-empty'],
  ['option too long', { options: ['một', 'x'.repeat(MAX_OPTION + 1)] }, 'options', 'option-too-long'],
  ['an option twice', { options: ['một', 'hai', 'một'] }, 'options', 'option-twice'],
  ['no key', { correct: [] }, 'correct', 'key-missing'],
  ['key beyond the options', { correct: [3] }, 'correct', 'key-outside'],
  ['key below 0', { correct: [-1] }, 'correct', 'key-outside'],
  ['key not whole', { correct: [0.5] }, 'correct', 'key-outside'],
  ['key twice', { kind: 'multiple', correct: [1, 1] }, 'correct', 'key-twice'],
  ['two keys of a single', { correct: [0, 1] }, 'correct', 'key-too-many'],
  ['both keys of true or false', { ...trueFalse, correct: [0, 1] }, 'correct', 'key-too-many'],
  ['all options right', { kind: 'multiple', correct: [0, 1, 2] }, 'correct', 'key-all'],
] satisfies [string, Partial<QuestionDraft>, string, string][])('%s: that alone is told', (_name, changes, field, code) => {
  expect(questionFaults({ ...good, ...changes }).map((fault) => [fault.field, fault.code])).toEqual([[field, code]])
})

describe('a draft with many faults', () => {
  it('is told of all at once, each in composed Vietnamese that ends its sentence', () => {
    const faults = questionFaults({ ...good, code: '', topic: '', stem: '', difficulty: 9, options: [], correct: [] })
    expect(faults.map(({ code }) => code)).toEqual([
      'code-missing',
      'topic-missing',
      'difficulty-invalid',
      'stem-missing',
      'option-count',
      'key-missing',
    ])
    for (const { message } of faults) expect(message).toBe(message.normalize('NFC'))
    for (const { message } of faults) expect(message).toMatch(/\.$/)
  })
})
