import { describe, expect, it, test } from 'vitest'
import { blankQuestion, MAX_OPTION, MAX_OPTIONS, MAX_STEM, questionFaults, type QuestionDraft } from '../../server/src/domain/question.ts'

const good: QuestionDraft = {
  ...blankQuestion(),
  code: 'Q-1',
  kind: 'single',
  topic: 'Bầu cử',
  difficulty: 1,
  status: 'ready',
  stem: 'Câu hỏi?',
  options: ['một', 'hai', 'ba'],
  correct: [0],
}
const multiple: Partial<QuestionDraft> = { kind: 'multiple', correct: [0, 2] }
const trueFalse: Partial<QuestionDraft> = { kind: 'trueFalse', options: ['Đúng', 'Sai'] }
const full = (text: string) => ({ text, tolerance: 0, credit: 100 })
const shortText: Partial<QuestionDraft> = { kind: 'shortText', options: [], correct: [], answers: [full('Lai Châu')] }
const number: Partial<QuestionDraft> = { kind: 'number', options: [], correct: [], answers: [{ text: '3,14', tolerance: 0.01, credit: 100 }] }
const ordering: Partial<QuestionDraft> = { kind: 'ordering', correct: [0, 1, 2] }
const matching: Partial<QuestionDraft> = { kind: 'matching', prompts: ['a', 'b'], correct: [2, 0] }
const most = Array.from({ length: MAX_OPTIONS }, (_, index) => `${index}`)

test.each([
  ['one right option', {}],
  ['several right options', multiple],
  ['several allowed, one right', { kind: 'multiple', correct: [1] }],
  ['true or false', trueFalse],
  ['all options right', { kind: 'multiple', correct: [0, 1, 2] }],
  ['as many options as may be', { options: most, correct: [5] }],
  ['own credits', { credits: [100, 50, -25] }],
  ['an option kept last', { keepLast: [2] }],
  ['short text', shortText],
  ['a number with a tolerance', number],
  ['an order', ordering],
  ['pairs with a right side too many', matching],
  ['pairs that share a right side', { ...matching, correct: [1, 1] }],
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
  ['an option too many', { options: [...most, 'x'] }, 'options', 'option-count'],
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
  ['credits for some options only', { credits: [100] }, 'credits', 'credits-invalid'],
  ['a credit above the whole', { credits: [150, 0, 0] }, 'credits', 'credits-invalid'],
  ['kept last beyond the options', { keepLast: [3] }, 'keepLast', 'keep-last-outside'],
  ['a tag too long', { tags: ['x'.repeat(61)] }, 'tags', 'tags-invalid'],
  ['short text that accepts nothing', { ...shortText, answers: [] }, 'answers', 'answers-missing'],
  ['short text without a full answer', { ...shortText, answers: [{ text: 'x', tolerance: 0, credit: 50 }] }, 'answers', 'answers-no-full'],
  ['an accepted answer that is empty', { ...shortText, answers: [full('')] }, 'answers', 'answer-empty'],
  ['an accepted answer without credit', { ...shortText, answers: [full('x'), { text: 'y', tolerance: 0, credit: 0 }] }, 'answers', 'answer-credit'],
  ['a number that is none', { ...number, answers: [full('ba')] }, 'answers', 'answer-not-number'],
  ['a tolerance below 0', { ...number, answers: [{ text: '3', tolerance: -1, credit: 100 }] }, 'answers', 'tolerance-invalid'],
  ['an order that is not the written one', { ...ordering, correct: [1, 0, 2] }, 'correct', 'order-invalid'],
  ['one prompt', { ...matching, prompts: ['a'], correct: [0] }, 'prompts', 'prompt-count'],
  ['an empty prompt', { ...matching, prompts: ['a', ''] }, 'prompts', 'prompt-invalid'],
  ['a prompt without its option', { ...matching, correct: [0] }, 'correct', 'pairs-invalid'],
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
