import { zipSync } from 'fflate'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readQuestionFile } from '../../server/src/formats/question-file.ts'
import { windows1258 } from './windows-1258.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const zip = (...paths: string[]) => zipSync(Object.fromEntries(paths.map((path) => [path, bytes('<x/>')])))
const native = JSON.stringify({ id: 'X1', topic: 'T', difficulty: 1, kind: 'single', stem: 'Câu hỏi?', options: ['Có', 'Không'], correct: [0] })
const sheet = 'Mã;Chủ đề;Độ khó;Câu hỏi;A;B;Đáp án\nX1;T;1;Câu hỏi?;Có;Không;A'
const gift = '::X1:: Câu hỏi? {=Có ~Không}'
const aiken = 'Câu hỏi?\nA. Có\nB. Không\nANSWER: A\n'
const pasted = 'Câu 1: Câu hỏi?\nA. Có\nB. Không\nĐáp án: A\n'
const moodle =
  '<?xml version="1.0" encoding="UTF-8"?>\n<quiz><question type="truefalse"><name><text>x</text></name><questiontext format="html"><text>Câu hỏi?</text></questiontext><answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer></question></quiz>'
const qti =
  '<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="X1" title="x" adaptive="false" timeDependent="false"><responseDeclaration identifier="RESPONSE" cardinality="single" baseType="identifier"><correctResponse><value>A</value></correctResponse></responseDeclaration><itemBody><choiceInteraction responseIdentifier="RESPONSE" shuffle="true" maxChoices="1"><prompt>Câu hỏi?</prompt><simpleChoice identifier="A">Có</simpleChoice><simpleChoice identifier="B">Không</simpleChoice></choiceInteraction></itemBody></assessmentItem>'

describe('the format of a file is found by its content, and by its name only where that leaves it open', () => {
  test.each<[string, string, Uint8Array, string]>([
    ['native', 'questions.jsonl', bytes(native), 'jsonl'],
    ['native under another name', 'cau-hoi.txt', bytes(native), 'jsonl'],
    ['a sheet', 'cau-hoi.csv', bytes(sheet), 'csv'],
    ['a sheet without a name', 'cau-hoi', bytes(`\uFEFF${sheet}`), 'csv'],
    ['GIFT', 'de-thi.txt', bytes(gift), 'gift'],
    ['GIFT with a comment and a category first', 'x', bytes(`// đề thi\n$CATEGORY: Bầu cử\n\n${gift}`), 'gift'],
    ['Aiken', 'de-thi.txt', bytes(aiken), 'aiken'],
    ['pasted text', 'dan-van-ban.txt', bytes(pasted), 'text'],
    ['Moodle XML', 'questions.xml', bytes(moodle), 'moodle-xml'],
    ['Moodle XML under another name', 'questions.txt', bytes(moodle), 'moodle-xml'],
    ['a QTI item', 'choice.xml', bytes(qti), 'qti'],
    ['a QTI package', 'goi.zip', zipSync({ 'choice.xml': bytes(qti) }), 'qti'],
  ])('%s: %s', async (_name, fileName, content, format) => {
    const file = await readQuestionFile(fileName, content)
    expect([file.format, file.errors]).toEqual([format, []])
    expect(file.drafts).toHaveLength(1)
  })

  test('a format that is named is taken at its word', async () => {
    expect((await readQuestionFile('x.txt', bytes(aiken), { format: 'text' })).format).toBe('text')
    expect((await readQuestionFile('x.csv', bytes(gift), { format: 'gift' })).drafts).toHaveLength(1)
  })

  test.each<[string, string, Uint8Array, string]>([
    ['an empty file', 'x.csv', bytes(''), 'file-empty'],
    ['a PDF', 'de.pdf', bytes('%PDF-1.7 …'), 'file-pdf'],
    ['an old Word file, or one with a password', 'de.doc', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'file-old-office'],
    ['RTF', 'de.rtf', bytes('{\\rtf1\\ansi}'), 'file-rtf'],
    ['a photograph', 'de.jpg', Buffer.from('ffd8ffe000104a46', 'hex'), 'file-picture'],
    ['a Moodle backup', 'quiz.mbz', Buffer.from('1f8b0800', 'hex'), 'file-archive'],
    ['a LibreOffice file', 'de.odt', zip('mimetype', 'content.xml', 'styles.xml'), 'file-open-document'],
    ['an archive of photographs', 'de.zip', zip('a.jpg', 'b.jpg'), 'zip-unknown'],
    ['half an archive', 'de.docx', Buffer.from('504b030414000800', 'hex'), 'zip-damaged'],
    ['a web page', 'de.html', bytes('<!DOCTYPE html><html><body>Câu 1</body></html>'), 'file-html'],
    ['old QTI', 'x.xml', bytes('<?xml version="1.0"?><questestinterop><item/></questestinterop>'), 'qti-old'],
    ['some other XML', 'x.xml', bytes('<rss version="2.0"/>'), 'xml-unknown'],
    ['a JSON list', 'questions.json', bytes(`[${native}]`), 'json-array'],
  ])('%s is refused by name: %s', async (_name, fileName, content, code) => {
    const file = await readQuestionFile(fileName, content)
    expect(file.errors.map((error) => [error.line, error.code])).toEqual([[null, code]])
    expect([file.format, file.drafts]).toEqual([null, []])
  })

  test('a file in Windows-1258 is read, with a warning to look at its accents', async () => {
    expect(await readQuestionFile('cau-hoi.csv', windows1258(sheet))).toMatchObject({
      drafts: [{ draft: { stem: 'Câu hỏi?' } }],
      errors: [],
      warnings: [{ line: null, code: 'encoding-guessed' }],
    })
  })

  test('more than 50 MiB is refused before it is read', async () => {
    expect((await readQuestionFile('x.csv', new Uint8Array(50 * 1024 * 1024 + 1))).errors).toMatchObject([{ code: 'file-too-large' }])
  })
})

describe('what a file does not tell', () => {
  test('is filled in and told: a code made from the content, the topic and difficulty that were given', async () => {
    const file = await readQuestionFile('x.txt', bytes(`${aiken}\nCâu khác?\nA. Có\nB. Không\nANSWER: B\n`), {
      defaults: { topic: 'Bầu cử', difficulty: 4 },
    })
    expect(file.drafts.map(({ draft }) => [draft.topic, draft.difficulty])).toEqual([
      ['Bầu cử', 4],
      ['Bầu cử', 4],
    ])
    expect(new Set(file.drafts.map(({ draft }) => draft.code)).size).toBe(2)
    expect(file.warnings.map(({ code }) => code).sort()).toEqual(['code-made', 'difficulty-default', 'topic-default'])
  })

  test('gives a question the same code at the next import, whatever stands around it', async () => {
    const first = await readQuestionFile('a.txt', bytes(aiken))
    const again = await readQuestionFile('b.txt', bytes(`${pasted.replace('Câu 1', 'Câu 7')}`))
    expect(first.drafts[0]?.draft.code).toBe(again.drafts[0]?.draft.code)
  })

  test('a question that stands twice without a code is read twice, under two codes, with a warning', async () => {
    const file = await readQuestionFile('x.txt', bytes(`${aiken}\n${aiken}`))
    expect(new Set(file.drafts.map(({ draft }) => draft.code)).size).toBe(2)
    expect(file.warnings).toEqual(expect.arrayContaining([expect.objectContaining({ line: 6, code: 'question-twice' })]))
  })

  test('the same question thirty thousand times has thirty thousand codes, found without counting anew each time', async () => {
    const file = await readQuestionFile('x.csv', bytes(`Câu hỏi,A,B,Đáp án\n${'Một?,Có,Không,A\n'.repeat(30_000)}`))
    expect(new Set(file.drafts.map(({ draft }) => draft.code)).size).toBe(30_000)
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
  async (_pack, file) => {
    const { drafts, errors, warnings } = await readQuestionFile('questions.jsonl', readFileSync(file))
    expect({ errors, warnings }).toEqual({ errors: [], warnings: [] })
    expect(drafts.length).toBeGreaterThan(0)
  },
)
