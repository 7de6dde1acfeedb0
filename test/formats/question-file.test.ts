import fc from 'fast-check'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { questionFaults, type QuestionDraft } from '../../server/src/domain/question.ts'
import { cleanLine, cleanText } from '../../server/src/formats/clean-text.ts'
import { readQuestionFile } from '../../server/src/formats/question-file.ts'
import { writeQuestionsCsv } from '../../server/src/formats/questions-csv.ts'
import { writeQuestionsJsonl } from '../../server/src/formats/questions-jsonl.ts'
import { windows1258 } from './windows-1258.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const native = JSON.stringify({ id: 'X1', topic: 'T', difficulty: 1, kind: 'single', stem: 'Câu hỏi?', options: ['Có', 'Không'], correct: [0] })
const sheet = 'Mã;Chủ đề;Độ khó;Câu hỏi;A;B;Đáp án\nX1;T;1;Câu hỏi?;Có;Không;A'

describe('the format of a file', () => {
  test.each<[string, string, Uint8Array, string | null]>([
    ['by name', 'questions.jsonl', bytes(native), 'jsonl'],
    ['by name', 'cau-hoi.csv', bytes(sheet), 'csv'],
    ['by content where the name lies', 'cau-hoi.txt', bytes(native), 'jsonl'],
    ['by content where the name says nothing', 'cau-hoi', bytes(`\uFEFF${sheet}`), 'csv'],
    ['a JSON list is not taken for a sheet', 'questions.json', bytes(`[${native}]`), null],
    ['a workbook renamed', 'cau-hoi.csv', Buffer.from('504b030414000800', 'hex'), null],
  ])('%s: %s', (_name, fileName, content, format) => {
    const file = readQuestionFile(fileName, content)
    expect(file.format).toBe(format)
    expect([file.drafts.length, file.errors.length]).toEqual(format === null ? [0, 1] : [1, 0])
  })

  test('a file in Windows-1258 is read, with a warning to look at its accents', () => {
    expect(readQuestionFile('cau-hoi.csv', windows1258(sheet))).toMatchObject({
      drafts: [{ draft: { stem: 'Câu hỏi?' } }],
      errors: [],
      warnings: [{ line: null, code: 'encoding-guessed' }],
    })
  })
})

const packs = new URL('../../scripts/contest-packs/', import.meta.url)
const shipped = existsSync(packs)
  ? readdirSync(packs)
      .map((pack) => new URL(`${pack}/questions.jsonl`, packs))
      .filter((file) => existsSync(file))
  : []
test.each(shipped.map((file) => [file.pathname.split('/').at(-2), file] as const))(
  'the shipped pack %s reads without an error or a warning',
  (_pack, file) => {
    const { drafts, errors, warnings } = readQuestionFile('questions.jsonl', readFileSync(file))
    expect({ errors, warnings }).toEqual({ errors: [], warnings: [] })
    expect(drafts.length).toBeGreaterThan(0)
  },
)

const awkward = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }),
  fc.constantFrom(
    '=1+1',
    '+84',
    '-5',
    '@tên',
    "'=1",
    "''=1",
    "'nháy",
    '"ngoặc"',
    'a,b;c\td',
    'Dòng 1\nDòng 2',
    'Hai\r\ndòng',
    '\t=1',
    '＝1',
    'Nguyễn Thị Ánh 🇻🇳',
    'Quyền bầu cử'.normalize('NFD'),
    'sep=;',
    '\\',
    '\uFEFFx',
    '{"a":1}',
    'A và C',
    'Đúng',
    'Sai',
  ),
)
const text = awkward.map(cleanText)
const someText = text.filter((value) => value !== '')
const someLine = awkward.map(cleanLine).filter((value) => value !== '')
const draft: fc.Arbitrary<QuestionDraft> = fc.record({
  code: someLine,
  kind: fc.constantFrom('single', 'multiple', 'trueFalse'),
  topic: someLine,
  difficulty: fc.integer({ min: 1, max: 5 }),
  status: fc.constantFrom('draft', 'ready', 'retired'),
  stem: someText,
  options: fc.uniqueArray(someText, { minLength: 2, maxLength: 6 }),
  correct: fc.uniqueArray(fc.nat(5), { minLength: 1, maxLength: 5 }).map((key) => key.sort((a, b) => a - b)),
  explanation: text,
  legalReference: text,
  keepOrder: fc.boolean(),
})
const bank = fc.uniqueArray(
  draft.filter((one) => questionFaults(one).length === 0),
  { minLength: 1, maxLength: 6, selector: ({ code }) => code },
)

describe('what is exported comes back the same', () => {
  test.each([
    ['questions.jsonl', writeQuestionsJsonl],
    ['questions.csv', writeQuestionsCsv],
  ])('%s', (fileName, write) => {
    fc.assert(
      fc.property(bank, (drafts) => {
        const file = readQuestionFile(fileName, bytes(write(drafts)))
        expect({ errors: file.errors, warnings: file.warnings }).toEqual({ errors: [], warnings: [] })
        expect(file.drafts.map((read) => read.draft)).toEqual(drafts)
      }),
      { numRuns: 150 },
    )
  })

  test('an exported sheet holds no cell that a spreadsheet would run', () => {
    const [dangerous] = fc.sample(draft, 1)
    const exported = writeQuestionsCsv([{ ...(dangerous as QuestionDraft), stem: '=HYPERLINK("http://x")', options: ['@SUM(1)', '+1'] }])
    expect(exported).toContain('"\'=HYPERLINK(""http://x"")",\'@SUM(1),\'+1')
  })
})
