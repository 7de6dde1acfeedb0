import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { blankQuestion, type QuestionDraft } from '../../server/src/domain/question.ts'
import { readAiken } from '../../server/src/formats/aiken.ts'
import { collectQuestions } from '../../server/src/formats/collect-questions.ts'
import { processorMs } from '../support/processor.ts'

const lines = (...content: string[]) => content.join('\n')
const questions = (text: string) =>
  readAiken(text).questions.map(({ line, draft }) => [line, draft.stem, draft.options.join('/'), draft.correct.join()])

describe('an Aiken question', () => {
  test('becomes a draft with nothing that the file does not tell', () => {
    expect(readAiken(lines('Thủ đô nước ta là:', 'A) Huế', 'B) Hà Nội', 'ANSWER: B'))).toEqual({
      questions: [{ line: 1, draft: { ...blankQuestion(), stem: 'Thủ đô nước ta là:', options: ['Huế', 'Hà Nội'], correct: [1] }, errors: [] }],
      errors: [],
      warnings: [],
      skipped: [],
      pictures: [],
    })
  })

  test.each<[string, string, [line: number, stem: string, options: string, correct: string][]]>([
    ['full stops behind the letters', lines('Một?', 'A. a', 'B. b', 'ANSWER: A'), [[1, 'Một?', 'a/b', '0']]],
    ['no space behind the letters', lines('Một?', 'A)a', 'B)b', 'ANSWER: A'), [[1, 'Một?', 'a/b', '0']]],
    ['small letters', lines('Một?', 'a. a', 'b) b', 'Answer: b'), [[1, 'Một?', 'a/b', '1']]],
    ['in Vietnamese', lines('Một?', 'A. a', 'B. b', 'ĐÁP ÁN: B'), [[1, 'Một?', 'a/b', '1']]],
    ['without a colon', lines('Một?', 'A. a', 'B. b', 'ANSWER B'), [[1, 'Một?', 'a/b', '1']]],
    [
      'no empty line between questions',
      lines('Một?', 'A. a', 'B. b', 'ANSWER: A', 'Hai?', 'A. c', 'B. d', 'ANSWER: B'),
      [
        [1, 'Một?', 'a/b', '0'],
        [5, 'Hai?', 'c/d', '1'],
      ],
    ],
    ['empty lines everywhere', lines('', 'Một?', '', 'A. a', '', 'B. b', '', 'ANSWER: A', '', ''), [[2, 'Một?', 'a/b', '0']]],
    ['Windows line ends, a byte order mark, spaces around', '\uFEFFMột?\r\n  A. a \r\nB. b\r\n\r\nANSWER: A\r\n', [[1, 'Một?', 'a/b', '0']]],
    ['a stem of several lines', lines('Một', 'hai?', 'A. a', 'B. b', 'ANSWER: A'), [[1, 'Một\nhai?', 'a/b', '0']]],
    [
      'a stem of several paragraphs',
      lines('In ra gì:', '', 'x \\= 1', '', 'in x', 'A. a', 'B. b', 'ANSWER: A'),
      [[1, 'In ra gì:\nx \\= 1\nin x', 'a/b', '0']],
    ],
    ['an option of several lines', lines('Một?', 'A. a', 'nữa', 'B. b', 'ANSWER: A'), [[1, 'Một?', 'a\nnữa/b', '0']]],
    [
      'an initial in front of a stem',
      lines('V. I. Lênin sinh năm', 'A. 1870', 'B. 1890', 'ANSWER: A'),
      [[1, 'V. I. Lênin sinh năm', '1870/1890', '0']],
    ],
    [
      'an initial that looks like an option',
      lines('A. Lincoln sinh năm', 'A. 1809', 'B. 1890', 'ANSWER: A'),
      [[1, 'A. Lincoln sinh năm', '1809/1890', '0']],
    ],
    ['HTML is words', lines('Thẻ <b>?', 'A. <i>', 'B. &amp;', 'ANSWER: A'), [[1, 'Thẻ <b>?', '<i>/&amp;', '0']]],
    ['a letter left out', lines('Một?', 'A. a', 'C. c', 'ANSWER: C'), [[1, 'Một?', 'a/c', '1']]],
  ])('%s', (_name, text, expected) => {
    expect(questions(text)).toEqual(expected)
    expect(readAiken(text)).toMatchObject({ errors: [], skipped: [] })
    expect(readAiken(text).questions.flatMap(({ errors }) => errors)).toEqual([])
  })

  test.each<[string, Partial<QuestionDraft>]>([
    ['B', { kind: 'single', correct: [1] }],
    ['b.', { kind: 'single', correct: [1] }],
    ['B) hai', { kind: 'single', correct: [1] }],
    ['hai', { kind: 'single', correct: [1] }],
    ['A, C', { kind: 'multiple', correct: [0, 2] }],
    ['C;A', { kind: 'multiple', correct: [0, 2] }],
    ['AC', { kind: 'multiple', correct: [0, 2] }],
    ['A và C', { kind: 'multiple', correct: [0, 2] }],
    ['a and c.', { kind: 'multiple', correct: [0, 2] }],
    ['A, A', { kind: 'single', correct: [0] }],
  ])('the key “%s”', (key, expected) => {
    expect(readAiken(lines('Một?', 'A. một', 'B. hai', 'C. ba', `ANSWER: ${key}`)).questions).toMatchObject([{ draft: expected, errors: [] }])
  })

  test('an explanation after the answer', () => {
    const file = lines('Một?', 'A. a', 'B. b', 'ANSWER: A', 'Giải thích: Vì thế.', 'Hai?', 'A. a', 'B. b', 'ANSWER: A')
    expect(readAiken(file).questions.map(({ draft }) => [draft.stem, draft.explanation])).toEqual([
      ['Một?', 'Vì thế.'],
      ['Hai?', ''],
    ])
  })
})

describe('every slip is named with its line and stops no other question', () => {
  const good = ['', 'Tốt?', 'A. a', 'B. b', 'ANSWER: A']
  const read = (text: string) => {
    const { errors, drafts } = collectQuestions(readAiken(text))
    return { issues: errors.map(({ line, field, code }) => [line, field, code]), stems: drafts.map(({ draft }) => draft.stem) }
  }
  test.each<[string, string[], [number, string, string][]]>([
    ['no answer', ['Một?', 'A. a', 'B. b'], [[1, 'correct', 'answer-missing']]],
    [
      'no answer, and no empty line either',
      ['Một?', 'A. a', 'B. b', 'Hai?', 'A. c', 'B. d', 'ANSWER: A', 'ANSWER: B'],
      [
        [1, 'correct', 'answer-missing'],
        [8, 'correct', 'answer-alone'],
      ],
    ],
    ['an empty answer', ['Một?', 'A. a', 'B. b', 'ANSWER:'], [[4, 'correct', 'answer-missing']]],
    ['an answer that is no option', ['Một?', 'A. a', 'B. b', 'ANSWER: E'], [[4, 'correct', 'key-outside']]],
    ['an answer that is no letter', ['Một?', 'A. a', 'B. b', 'ANSWER: tất cả'], [[4, 'correct', 'key-unreadable']]],
    ['a letter twice', ['Một?', 'A. a', 'B. b', 'B. c', 'ANSWER: B'], [[5, 'correct', 'letter-twice']]],
    ['one option', ['Một?', 'A. a', 'ANSWER: A'], [[1, 'options', 'option-count']]],
    [
      'no option',
      ['Một?', 'ANSWER: A'],
      [
        [2, 'correct', 'key-outside'],
        [1, 'options', 'option-count'],
      ],
    ],
    ['an option before the stem', ['A. a', 'B. b', 'ANSWER: A'], [[1, 'stem', 'option-before-stem']]],
    ['an answer on its own', ['ANSWER: A'], [[1, 'correct', 'answer-alone']]],
  ])('%s', (_name, bad, expected) => {
    const { issues, stems } = read(lines(...bad, ...good))
    expect(issues.toSorted(([a], [b]) => Number(a) - Number(b))).toEqual(expected.toSorted(([a], [b]) => a - b))
    expect(stems.at(-1)).toBe('Tốt?')
  })

  test('headings and remarks are listed', () => {
    const { skipped, questions: read } = readAiken(lines('ĐỀ THI SỐ 1', 'Thời gian 15 phút', ...good, '', 'PHẦN II', ...good, 'HẾT'))
    expect(skipped.map(({ line, type }) => [line, type])).toEqual([
      [1, 'text'],
      [9, 'text'],
      [15, 'text'],
    ])
    expect(read).toHaveLength(2)
  })

  test('more questions than any bank holds are refused at once', () => {
    expect(readAiken('a\nANSWER: A\n'.repeat(50_002))).toMatchObject({ questions: [], errors: [{ code: 'too-many-records' }] })
  })

  test('no text can stop or hold up the reader', () => {
    const piece = fc.constantFrom(
      'A. ',
      'B) ',
      'c. ',
      '\n',
      '\n\n',
      '\r\n',
      'ANSWER: ',
      'Đáp án:',
      'A',
      'B, C',
      ' và ',
      'chữ?',
      'Giải thích: ',
      '\u0000',
      '\uD800',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof({ weight: 4, arbitrary: piece }, fc.string({ unit: 'binary', maxLength: 3 })), { maxLength: 40 }), (pieces) => {
        collectQuestions(readAiken(pieces.join('')))
      }),
      { numRuns: 2_000 },
    )
    const started = processorMs()
    for (const part of ['\n', 'A. a\n', 'A. a\nD. d\nD. d\n', 'ANSWER: ', 'ANSWER: A\n', 'đáp ', 'a, ', 'a. ', 'chữ\n', 'chữ.\n\n'])
      readAiken(part.repeat(500_000 / part.length))
    expect(processorMs() - started).toBeLessThan(10_000)
  })
})
