import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { blankQuestion } from '../../server/src/domain/question.ts'
import { collectQuestions } from '../../server/src/formats/collect-questions.ts'
import { readJsonlQuestions, writeJsonlQuestions } from '../../server/src/formats/questions-jsonl.ts'
import { anyBank } from './any-question.ts'

const parseQuestionsJsonl = (text: string) => collectQuestions(readJsonlQuestions(text))

const whole = {
  id: 'BC-001',
  topic: 'Quyền bầu cử',
  difficulty: 1,
  kind: 'single',
  stem: 'Công dân đủ bao nhiêu tuổi có quyền bầu cử?',
  options: ['Đủ 18 tuổi', 'Đủ 21 tuổi'],
  correct: [0],
  explanation: 'Điều 2.',
  citation: 'Luật 85/2015/QH13, Điều 2',
}
const line = (changes: Record<string, unknown>) => JSON.stringify({ ...whole, ...changes })
const issues = (text: string) => parseQuestionsJsonl(text).errors.map(({ line: at, field, code }) => [at, field, code])

describe('a native question', () => {
  test('becomes a draft with the defaults of what it leaves out', () => {
    expect(parseQuestionsJsonl(JSON.stringify(whole))).toEqual({
      drafts: [
        {
          line: 1,
          draft: {
            ...blankQuestion(),
            code: 'BC-001',
            kind: 'single',
            topic: 'Quyền bầu cử',
            difficulty: 1,
            status: 'ready',
            stem: whole.stem,
            options: whole.options,
            correct: [0],
            explanation: 'Điều 2.',
            legalReference: 'Luật 85/2015/QH13, Điều 2',
          },
        },
      ],
      errors: [],
      warnings: [],
      skipped: [],
      pictures: [],
    })
  })

  test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['true_false is true/false', { kind: 'true_false', options: ['Đúng', 'Sai'] }, { kind: 'trueFalse' }],
    ['trueFalse too', { kind: 'trueFalse', options: ['Đúng', 'Sai'] }, { kind: 'trueFalse' }],
    ['legalReference is the same as citation', { citation: undefined, legalReference: 'Hiến pháp 2013' }, { legalReference: 'Hiến pháp 2013' }],
    ['null is as if left out', { explanation: null, status: null }, { explanation: '', status: 'ready' }],
    ['right options are kept in order', { kind: 'multiple', options: ['a', 'b', 'c'], correct: [2, 0] }, { correct: [0, 2] }],
    ['escaped NFD becomes NFC', { stem: 'Bầu cử'.normalize('NFD') }, { stem: 'Bầu cử' }],
    ['line breaks stay, other control characters do not', { stem: 'Dòng 1\r\nDòng\u00072' }, { stem: 'Dòng 1\nDòng 2' }],
    ['a code stands on one line', { id: ' BC\n001 ' }, { code: 'BC 001' }],
    ['a formula is just text', { options: ['=1+1', '-5'] }, { options: ['=1+1', '-5'] }],
  ])('%s', (_name, given, expected) => {
    expect(parseQuestionsJsonl(line(given)).drafts[0]?.draft).toMatchObject(expected)
  })
})

describe('every error is named with its line, all at once', () => {
  test.each<[string, string, [number | null, string | null, string][]]>([
    ['no JSON', '{"id": ', [[1, null, 'json-invalid']]],
    ['JSON, but no object', '[1]', [[1, null, 'json-invalid']]],
    ['empty lines count', `\n\n${line({ stem: '' })}`, [[3, 'stem', 'stem-missing']]],
    [
      'an empty object',
      '{}',
      [
        [1, 'kind', 'kind-unknown'],
        [1, 'stem', 'stem-missing'],
        [1, 'options', 'option-count'],
        [1, 'correct', 'key-missing'],
      ],
    ],
    [
      'a wrong type is said once, other faults beside it',
      line({ difficulty: '1', correct: [4] }),
      [
        [1, 'difficulty', 'type-invalid'],
        [1, 'correct', 'key-outside'],
      ],
    ],
    [
      'options that are not texts',
      line({ options: [1, 2] }),
      [
        [1, 'options', 'type-invalid'],
        [1, 'correct', 'key-outside'],
      ],
    ],
    ['an unknown kind', line({ kind: 'essay' }), [[1, 'kind', 'kind-unknown']]],
    ['an unknown status', line({ status: 'live' }), [[1, 'status', 'status-unknown']]],
    ['two right options for one choice', line({ correct: [0, 1] }), [[1, 'correct', 'key-too-many']]],
    [
      'errors of several lines',
      `${line({ stem: '' })}\n${line({ id: 'BC-002' })}\n${line({ id: 'BC-003', difficulty: 7 })}`,
      [
        [1, 'stem', 'stem-missing'],
        [3, 'difficulty', 'difficulty-invalid'],
      ],
    ],
    ['an empty file', '\n', [[null, null, 'no-questions']]],
  ])('%s', (_name, text, expected) => {
    expect(issues(text)).toEqual(expected)
  })

  test('a code used twice names the earlier line', () => {
    const { errors, drafts } = parseQuestionsJsonl(`${line({})}\n${line({ id: 'BC-002' })}\n${line({})}`)
    expect(errors).toMatchObject([{ line: 3, field: 'id', code: 'code-twice', message: expect.stringContaining('dòng 1') }])
    expect(drafts.map(({ line: at }) => at)).toEqual([1, 2])
  })

  test('a field that nobody knows is a warning, once, with its count', () => {
    const { warnings, errors } = parseQuestionsJsonl(`${line({})}\n${line({ id: 'BC-002', author: 'x' })}\n${line({ id: 'BC-003', author: 'y' })}`)
    expect(errors).toEqual([])
    expect(warnings).toMatchObject([{ line: 2, field: 'author', code: 'field-unknown', message: expect.stringContaining('2 dòng') }])
  })

  test('a flood of errors is cut and says how many are left', () => {
    const { errors } = parseQuestionsJsonl('x\n'.repeat(1_500))
    expect(errors).toHaveLength(1_001)
    expect(errors.at(-1)).toMatchObject({ code: 'more-issues', message: expect.stringContaining('500') })
  })

  test('more records than any bank holds are refused at once', () => {
    expect(issues('x\n'.repeat(50_001))).toEqual([[null, null, 'too-many-records']])
  })
})

test('what is exported comes back the same, every kind and every field', () => {
  fc.assert(
    fc.property(anyBank(), (drafts) => {
      const text = Buffer.from(writeJsonlQuestions(drafts, () => null).bytes).toString('utf8')
      const read = parseQuestionsJsonl(text)
      expect({ errors: read.errors, warnings: read.warnings.filter(({ code }) => code !== 'key-all') }).toEqual({ errors: [], warnings: [] })
      expect(read.drafts.map(({ draft }) => draft)).toEqual(drafts)
    }),
    { numRuns: 200 },
  )
})

test('pictures travel with the questions that show them', () => {
  const png = Buffer.from('89504e470d0a1a0a00', 'hex')
  const line = JSON.stringify({ picture: png.toString('base64') })
  const [picture] = parseQuestionsJsonl(line).pictures
  const stem = `Xem ![bản đồ](picture:${picture!.hash})`
  const drafts = [{ ...blankQuestion(), code: 'A', topic: 'T', difficulty: 1, stem, options: ['Có', 'Không'], correct: [0] }]
  const text = Buffer.from(writeJsonlQuestions(drafts, () => picture!).bytes).toString('utf8')
  expect(parseQuestionsJsonl(text)).toMatchObject({ drafts: [{ draft: { stem } }], pictures: [picture], errors: [] })
})
