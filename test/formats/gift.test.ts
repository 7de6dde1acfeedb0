import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { QuestionKind } from '@hoithi/shared/contracts/rules'
import { blankQuestion, questionFaults, type QuestionDraft } from '../../server/src/domain/question.ts'
import { cleanLine, cleanText } from '../../server/src/formats/clean-text.ts'
import { collectQuestions } from '../../server/src/formats/collect-questions.ts'
import { writeGift } from '../../server/src/formats/gift/gift-write.ts'
import { readGift } from '../../server/src/formats/gift/gift.ts'
import { processorMs } from '../support/processor.ts'

const lines = (...content: string[]) => content.join('\n')
const drafts = (text: string) => readGift(text).questions.map(({ draft }) => draft)
const only = (text: string) => {
  const { questions, errors } = readGift(text)
  expect(errors).toEqual([])
  expect(questions).toHaveLength(1)
  return questions[0]!.draft
}
const accepted = (text: string, credit = 100, tolerance = 0) => ({ text, credit, tolerance })
const issues = (text: string) => readGift(text).errors.map(({ line, code }) => [line, code])
const warnings = (text: string) => readGift(text).warnings.map(({ line, code, message }) => [line, code, Number(/\d+/.exec(message)?.[0])])

describe('kinds are told by what stands in the braces', () => {
  test.each<[string, string, Partial<QuestionDraft>]>([
    [
      'one right option',
      'Thủ đô nước ta? {~Huế =Hà Nội ~Đà Nẵng}',
      { kind: 'single', options: ['Huế', 'Hà Nội', 'Đà Nẵng'], correct: [1], credits: [] },
    ],
    ['signs close together', 'Chọn?{~a~b=c}', { kind: 'single', options: ['a', 'b', 'c'], correct: [2] }],
    ['an option without a sign is a wrong one', 'Chọn?{a ~b =c}', { kind: 'single', options: ['a', 'b', 'c'], correct: [2] }],
    ['part of the points for another option', 'Chọn? {=a ~%50%b ~c}', { kind: 'single', correct: [0], credits: [100, 50, 0] }],
    ['points lost for wrong options change nothing', 'Chọn? {=a ~%-33.333%b ~%-33,333%c}', { kind: 'single', options: ['a', 'b', 'c'], credits: [] }],
    ['weights written out for right and wrong', 'Chọn? {=%100%a ~%0%b}', { kind: 'single', options: ['a', 'b'], correct: [0], credits: [] }],
    ['a right option between ~ and =', 'Chọn? {~a ~=b}', { kind: 'single', options: ['a', 'b'], correct: [1] }],
    ['two right options', 'Chọn hai: {~%50%a ~%50%b ~c}', { kind: 'multiple', correct: [0, 1], credits: [] }],
    ['three thirds', 'Chọn ba: {~%33.33333%a ~%33.33333%b ~%33.33333%c ~%-100%d}', { kind: 'multiple', correct: [0, 1, 2], credits: [] }],
    ['unequal shares', 'Chọn: {~%60%a ~%40%b ~%-20%c}', { kind: 'multiple', correct: [0, 1], credits: [60, 40, -20] }],
    ['shares behind =', 'Chọn: {=%50%a =%50%b ~c}', { kind: 'multiple', correct: [0, 1], credits: [] }],
    ['no key at all', 'Chọn? {~a ~b}', { options: ['a', 'b'], correct: [] }],
    ['two = are two keys, for the rules to refuse', 'Chọn? {=a =b ~c}', { kind: 'single', correct: [0, 1] }],
    ['true', 'Đất nước ta có 63 tỉnh. {T}', { kind: 'trueFalse', options: ['Đúng', 'Sai'], correct: [0] }],
    ['false in small letters', 'Sai rồi. {false}', { kind: 'trueFalse', correct: [1] }],
    ['words to type', 'Ai? {=Bác Hồ =%50%Bác =%0%*#Sai rồi}', { kind: 'shortText', answers: [accepted('Bác Hồ'), accepted('Bác', 50)] }],
    ['one word without a sign', 'Hai cộng hai? {bốn}', { kind: 'shortText', answers: [accepted('bốn')] }],
    ['T behind = is a word to type', 'Chữ nào? {=T}', { kind: 'shortText', answers: [accepted('T')] }],
    ['a star for any words', 'Luật nào? {=Luật * 2012}', { kind: 'shortText', answers: [accepted('Luật * 2012')] }],
    ['a number', 'Năm nào? {#1945}', { kind: 'number', answers: [accepted('1945')] }],
    ['a number with its margin', 'Pi? {#3,1415:0,0005}', { kind: 'number', answers: [accepted('3.1415', 100, 0.0005)] }],
    ['a number from … to', 'Pi? {#3.141..3.142}', { kind: 'number', answers: [accepted('3.1415', 100, 0.0005)] }],
    ['below zero', 'Nhiệt độ? {#-5..-1}', { kind: 'number', answers: [accepted('-3', 100, 2)] }],
    ['several numbers', lines('Năm? {#', '=1822:0#Đúng', '=%50%1822:2}'), { kind: 'number', answers: [accepted('1822'), accepted('1822', 50, 2)] }],
    ['a word said to wrong numbers', 'Số? {#=3:2 ~#Sai hẳn}', { kind: 'number', answers: [accepted('3', 100, 2)] }],
    ['no number at all', 'Số? {#}', { kind: 'number', answers: [] }],
    [
      'pairs',
      lines('Ghép: {', '  =Việt Nam -> Hà Nội', '  =Lào->Viêng Chăn', '  =Miền Bắc -> Hà Nội', '  = -> Băng Cốc', '}'),
      {
        kind: 'matching',
        prompts: ['Việt Nam', 'Lào', 'Miền Bắc'],
        options: ['Hà Nội', 'Viêng Chăn', 'Băng Cốc'],
        correct: [0, 1, 0],
      },
    ],
    [
      'an order',
      lines('Sắp xếp {>0 ALL VERTICAL ABSOLUTE_POSITION SHOW none', 'một', 'hai', 'ba', '}'),
      { kind: 'ordering', options: ['một', 'hai', 'ba'] },
    ],
  ])('%s', (_name, gift, expected) => {
    expect(only(gift)).toMatchObject(expected)
  })
})

describe('the stem', () => {
  test.each<[string, string, string]>([
    ['a name in front is no part of it', '::Câu 1:: Ai? {T}', 'Ai?'],
    ['a name with escaped colons', '::Câu\\: 1::Ai? {T}', 'Ai?'],
    ['a name over a line of its own', lines('::Câu 1::', 'Ai?', '{T}'), 'Ai?'],
    ['several lines', lines('Dòng một', 'dòng hai? {T}'), 'Dòng một\ndòng hai?'],
    ['a missing word leaves a gap', 'Thủ đô là {=Hà Nội ~Huế} từ 1945.', 'Thủ đô là _____ từ 1945.'],
    ['a missing word in front', '{=Á ~Âu} là châu lục lớn nhất.', '_____ là châu lục lớn nhất.'],
    ['tags behind the braces are no words', '[html]<p>Ai? {T}</p>', 'Ai?'],
    ['escaped signs', 'Nếu x \\= \\{1\\}, \\~2\\#\\: a\\nb \\\\n {T}', 'Nếu x = {1}, ~2#: a\nb \\n'],
    ['a backslash before any other letter stays', 'Tính \\sqrt2 \\(x\\) {T}', 'Tính \\sqrt2 \\(x\\)'],
    ['a comment between its lines', lines('Dòng một', '// ghi chú {', 'dòng hai {T}'), 'Dòng một\n\ndòng hai'],
    ['two slashes inside a line are words', 'Trang http\\://a.vn // nào? {T}', 'Trang http://a.vn // nào?'],
    ['HTML becomes words with line breaks', '[html]<p>Điều&nbsp;1 &lt;A&gt;</p><p>hai<br>ba</p> {T}', 'Điều 1 <A>\nhai\nba'],
    ['raised and lowered signs', '[html]10<sup>5</sup> H<sub>2</sub>O x<sup>a+b</sup> {T}', '10⁵ H₂O x^(a+b)'],
    ['a list', '[html]Chọn<ul><li>một</li><li>hai</li></ul>{T}', 'Chọn\n- một\n- hai'],
    ['a table', '[html]<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>{T}', 'a | b\nc | d'],
    ['upright lines in HTML are words', '[html]Tính |x|<br>|y|{T}', 'Tính |x|\n|y|'],
    ['plain text is left alone', '[plain]a < b & <b>c</b> {T}', 'a < b & <b>c</b>'],
    ['Moodle’s own format with tags in it', 'Chữ <b>đậm</b> &amp; thường {T}', 'Chữ đậm & thường'],
    ['Moodle’s own format without', 'Nếu a < b & c > d; thẻ <table> là gì? {T}', 'Nếu a < b & c > d; thẻ <table> là gì?'],
    ['Markdown', '[markdown]Chữ **đậm** và *nghiêng* {T}', 'Chữ đậm và nghiêng'],
    ['brackets that name no format', '[Luật] Điều nào? {T}', '[Luật] Điều nào?'],
    ['NFD becomes NFC', `${'Bầu cử'.normalize('NFD')}? {T}`, 'Bầu cử?'],
  ])('%s', (_name, gift, stem) => {
    expect(only(gift).stem).toBe(stem)
  })

  test('options have their own formats, else the stem’s', () => {
    expect(only('[html]Chọn? {=<i>a</i> ~[plain]<i>b</i> ~[html]c&amp;d ~<br>}').options).toEqual(['a', '<i>b</i>', 'c&d', ''])
    expect(only('Thẻ nào xuống dòng? {=<br> ~<p> ~<hr>}').options).toEqual(['<br>', '<p>', '<hr>'])
    expect(only('[html]Thẻ nào? {=<br>}').answers).toEqual([accepted('<br>')])
  })

  test('a picture in the text is kept, one elsewhere is told', () => {
    const pixel = 'R0lGODlhAQABAAAAACH5BAEAAAAALAAAAAABAAEAAAIBRAA7'
    const {
      questions,
      pictures,
      warnings: told,
    } = readGift(
      lines(
        `[html]Hình <img src\\="data\\:image/gif;base64,${pixel}" alt\\="một chấm"> nào? {T}`,
        '',
        '[html]Hình <img src\\="@@PLUGINFILE@@/so do.png" alt\\="sơ đồ"> nào? {T}',
        '',
        '[html]Hình <img src\\="data\\:image/svg+xml;base64,PHN2Zy8+"> nào? {T}',
      ),
    )
    expect(pictures).toMatchObject([{ type: 'image/gif', bytes: Buffer.from(pixel, 'base64') }])
    expect(questions.map(({ draft }) => draft.stem)).toEqual([
      `Hình ![một chấm](picture:${pictures[0]?.hash}) nào?`,
      'Hình [hình: sơ đồ] nào?',
      'Hình [hình] nào?',
    ])
    expect(told).toMatchObject([{ line: 3, code: 'picture-missing' }])
    expect(questions[2]?.errors).toMatchObject([{ line: 5, code: 'picture-type' }])
  })
})

describe('topic, code and tags', () => {
  test.each<[string, string]>([
    ['$course$/top/Luật/Công đoàn', 'Công đoàn'],
    ['$course$/Công đoàn', 'Công đoàn'],
    ['$system$/top/Công đoàn', 'Công đoàn'],
    ['Công đoàn', 'Công đoàn'],
    ['a/b/c', 'c'],
    ['$course$/top/Thu//chi', 'Thu/chi'],
    ['$course$/top/Luật/', 'Luật'],
    ['$course$/top/top', 'top'],
    ['$course$/top', ''],
    ['', ''],
  ])('category %s is the topic “%s”', (path, topic) => {
    expect(drafts(`$CATEGORY: ${path}\n\nĐúng? {T}`)).toMatchObject([{ topic }])
  })

  test('a category holds until the next one, with or without an empty line', () => {
    const file = lines('Một {T}', '', '$CATEGORY: $course$/top/A', 'Hai {T}', '', 'Ba {T}', '$CATEGORY: B', '', 'Bốn {T}')
    expect(drafts(file).map(({ topic }) => topic)).toEqual(['', 'A', 'A', 'B'])
  })

  test('the comment before a question names its code and tags', () => {
    const file = lines(
      '// question: 7  name: Câu 1',
      '// [id:BC-001] [tag:luật] [tag:difficulty:4] [tag:status:draft] [tag:a\\]b]',
      '::Câu 1::Ai? {T}',
      '',
      'Gì? {F}',
    )
    expect(drafts(file)).toMatchObject([
      { code: 'BC-001', tags: ['luật', 'a]b'], difficulty: 4, status: 'draft' },
      { code: '', tags: [], difficulty: 0, status: 'ready' },
    ])
  })

  test('a comment on its own belongs to nothing', () => {
    expect(drafts(lines('// [id:BC-001]', '', 'Ai? {T}'))).toMatchObject([{ code: '' }])
  })
})

describe('feedback', () => {
  test.each<[string, string, string, string, [number, string, number][]]>([
    ['general feedback explains', 'Ai? {T####Vì thế.}', 'Vì thế.', '', []],
    ['its last line may name the law', 'Ai? {~a =b####Vì thế.\\nCăn cứ\\: Điều 5}', 'Vì thế.', 'Điều 5', []],
    ['only the right answer has one', 'Ai? {~a =b#Vì thế.}', 'Vì thế.', '', []],
    ['all right answers have the same one', 'Ai? {=a#Vì thế. =b#Vì thế.}', 'Vì thế.', '', []],
    ['the second one of true and false is for those who are right', 'Ai? {T##Vì thế.}', 'Vì thế.', '', []],
    ['the first one of true and false is for those who are wrong', 'Ai? {T#Sai rồi.}', '', '', [[1, 'feedback-lost', 1]]],
    ['wrong answers have one too', 'Ai? {~a#Sai. =b#Đúng.}', '', '', [[1, 'feedback-lost', 1]]],
    ['beside general feedback', 'Ai? {~a =b#Đúng. ####Vì thế.}', 'Vì thế.', '', [[1, 'feedback-lost', 1]]],
    ['of a wrong number', 'Số? {#3:2~#Sai.}', '', '', [[1, 'feedback-lost', 1]]],
    ['in its own format', '[plain]Ai? {~a =b#[html]<p>Vì &lt; thế.</p>}', 'Vì < thế.', '', []],
  ])('%s', (_name, gift, explanation, legalReference, expected) => {
    expect(only(gift)).toMatchObject({ explanation, legalReference })
    expect(warnings(gift)).toEqual(expected)
  })

  test('each kind of loss is one warning with its first line and count', () => {
    const file = lines('Một? {=a ~b#Sai}', '', '[html]<b>Hai</b>? {=a ~b#Sai}', '', '[html]<i>Ba</i>? {T}', '', 'Bốn? {=%90%a ~b}')
    expect(warnings(file)).toEqual([
      [1, 'feedback-lost', 2],
      [3, 'formatting-lost', 2],
      [7, 'key-not-full', 1],
    ])
  })
})

describe('where a question begins and ends', () => {
  test.each<[string, string, [line: number, stem: string][]]>([
    [
      'a byte order mark and Windows line ends',
      '\uFEFFMột {T}\r\n\r\nHai {F}\r\n',
      [
        [1, 'Một'],
        [3, 'Hai'],
      ],
    ],
    [
      'spaces on the empty line',
      lines('Một {T}', ' \t', 'Hai {F}'),
      [
        [1, 'Một'],
        [3, 'Hai'],
      ],
    ],
    ['comments count as lines', lines('// đầu tệp', '', '// một', 'Một {T}'), [[4, 'Một']]],
    [
      'empty lines inside braces',
      lines('Một {', '', '~a', '', '=b', '', '}', '', 'Hai {T}'),
      [
        [1, 'Một'],
        [9, 'Hai'],
      ],
    ],
    [
      'a named question without an empty line before',
      lines('::1::Một {T}', '::2::Hai {F}'),
      [
        [1, 'Một'],
        [2, 'Hai'],
      ],
    ],
    [
      'a category without an empty line before',
      lines('Một {T}', '$CATEGORY: A', 'Hai {F}'),
      [
        [1, 'Một'],
        [3, 'Hai'],
      ],
    ],
  ])('%s', (_name, gift, expected) => {
    const { questions, errors } = readGift(gift)
    expect(questions.map(({ line, draft }) => [line, draft.stem])).toEqual(expected)
    expect(errors).toEqual([])
  })

  test.each<[string, string, [number, string][], string[]]>([
    ['a brace that is never closed', lines('Một {~a', '=b', '', 'Hai {T}'), [[1, 'brace-unclosed']], ['Hai']],
    ['its line is the brace’s', lines('Một', '{~a', '=b', '', '::2::Hai {T}'), [[2, 'brace-unclosed']], ['Hai']],
    ['at the end of the file', lines('Một {T}', '', 'Hai {=a', '~b'), [[3, 'brace-unclosed']], ['Một']],
    ['before a category', lines('Một {~a', '$CATEGORY: A', 'Hai {T}'), [[1, 'brace-unclosed']], ['Hai']],
    ['before a question of two lines', lines('Một {~a', '', 'Hai', 'ba {T}'), [[1, 'brace-unclosed']], ['Hai\nba']],
    ['a brace that was never opened', lines('Một T}', '', 'Hai {T}'), [[1, 'brace-unopened']], ['Hai']],
    ['braces after braces', lines('Một {T}', 'Hai {F}', '', 'Ba {T}'), [[2, 'brace-twice']], ['Ba']],
    ['braces that should be escaped', 'Cho A = {1; 2}. Chọn? {~a =b}', [[1, 'brace-twice']], []],
  ])('%s stops no other question', (_name, gift, expected, stems) => {
    expect(issues(gift)).toEqual(expected)
    expect(drafts(gift).map(({ stem }) => stem)).toEqual(stems)
  })

  test('a pair without its arrow is named with its line', () => {
    const { questions } = readGift(lines('Ghép {', '=a -> b', '=c', '=d -> e', '}'))
    expect(questions[0]?.errors).toMatchObject([{ line: 3, field: 'prompts', code: 'pair-unreadable', message: expect.stringContaining('“c”') }])
    expect(questions[0]?.draft).toMatchObject({ prompts: ['a', 'd'], options: ['b', 'e'] })
  })

  test('what cannot be asked is listed, never dropped', () => {
    const file = lines('::Bài::Viết một đoạn. {}', '', 'Phần hai', '', 'Viết nữa {####Gợi ý}', '', 'Mở {~a', '', '~b', '', 'Đoạn chữ')
    expect(readGift(file).skipped.map(({ line, type }) => [line, type])).toEqual([
      [1, 'essay'],
      [3, 'description'],
      [5, 'essay'],
      [11, 'description'],
    ])
  })

  test('an empty file and one of comments have nothing', () => {
    for (const file of ['', '\uFEFF', '// chỉ ghi chú\n\n//']) {
      expect(readGift(file)).toEqual({ questions: [], errors: [], warnings: [], skipped: [], pictures: [] })
    }
  })

  test('more questions than any bank holds are refused at once', () => {
    expect(issues('a{T}\n\n'.repeat(50_001))).toEqual([[null, 'too-many-records']])
  })
})

const awkward = fc.constantFrom(
  '{',
  '}',
  '=',
  '~',
  '#',
  ':',
  '\\',
  '"',
  "'",
  '[',
  ']',
  '%',
  '/',
  '<',
  '>',
  '&',
  '-',
  '->',
  '\n',
  ' ',
  '\u00A0',
  '::',
  '//',
  '####',
  '\\n',
  '%50%',
  '[html]',
  '$CATEGORY:',
  '&amp;',
  '<b>x</b>',
  '_____',
  '*',
)
const word = fc.constantFrom('Đại hội', 'công đoàn', 'ưu tiên', 'ắ', 'T', 'true', '63', 'Căn cứ', '日本')
const piece = fc.oneof(
  { weight: 3, arbitrary: word },
  { weight: 3, arbitrary: awkward },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) },
)
const text = fc.array(piece, { minLength: 1, maxLength: 8 }).map((pieces) => cleanText(pieces.join('')))
const some = text.filter((value) => value !== '')
const line = some.map(cleanLine).filter((value) => value !== '' && value.length <= 60)
const tags = fc.uniqueArray(
  line.filter((tag) => !/^(?:difficulty|status):/i.test(tag)),
  { maxLength: 3 },
)
const noArrow = (value: string) => !value.includes('->')
const share = fc.integer({ min: -9_999, max: 9_999 }).map((value) => value / 100)

type Asked = Partial<QuestionDraft> & { kind: QuestionKind }
const options = fc.uniqueArray(some, { minLength: 2, maxLength: 6 })
const kinds: Record<Exclude<QuestionKind, 'ordering'>, fc.Arbitrary<Asked>> = {
  single: fc.tuple(options, fc.nat(), fc.option(fc.array(share, { minLength: 6, maxLength: 6 }))).map(([list, key, shares]) => {
    const right = key % list.length
    const credits = (shares ?? []).slice(0, list.length).map((value, index) => (index === right ? 100 : value))
    return { kind: 'single', options: list, correct: [right], credits: credits.some((value, index) => index !== right && value > 0) ? credits : [] }
  }),
  multiple: fc.tuple(options, fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }), fc.boolean()).map(([list, marks, weighted]) => {
    const correct = list.flatMap((_, index) => (marks[index] === true || index === 0 ? [index] : []))
    const credits = list.map((_, index) => (correct.includes(index) ? (index === 0 ? 60.5 : 12.25) : -index))
    return { kind: 'multiple', options: list, correct, credits: weighted ? credits : [] }
  }),
  trueFalse: fc.boolean().map((yes) => ({ kind: 'trueFalse', options: ['Đúng', 'Sai'], correct: [yes ? 0 : 1] })),
  shortText: fc
    .array(fc.tuple(line.filter(noArrow), fc.integer({ min: 1, max: 10_000 })), { maxLength: 4 })
    .chain((others) =>
      line
        .filter(noArrow)
        .map((first) => ({ kind: 'shortText', answers: [accepted(first), ...others.map(([value, credit]) => accepted(value, credit / 100))] })),
    ),
  number: fc
    .array(fc.tuple(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.double({ min: 0, max: 1e6, noNaN: true })), {
      minLength: 1,
      maxLength: 4,
    })
    .map((list) => ({
      kind: 'number',
      answers: list.map(([value, tolerance]) => accepted(String(value + 0), 100, Object.is(tolerance, -0) ? 0 : tolerance)),
    })),
  matching: fc
    .tuple(fc.array(some.filter(noArrow), { minLength: 2, maxLength: 5 }), options, fc.array(fc.nat(), { minLength: 5, maxLength: 5 }))
    .map(([prompts, list, picks]) => ({
      kind: 'matching',
      prompts,
      options: list,
      correct: prompts.map((_, index) => (picks[index] ?? 0) % list.length),
    })),
}

const draft: fc.Arbitrary<QuestionDraft> = fc
  .tuple(
    fc.oneof(...Object.values(kinds)),
    line,
    line,
    line,
    some,
    text,
    fc.integer({ min: 1, max: 5 }),
    fc.constantFrom('draft', 'ready', 'retired'),
    tags,
  )
  .map(([asked, code, topic, legalReference, stem, explanation, difficulty, status, list]) => ({
    ...blankQuestion(),
    ...asked,
    ...{ code, topic, stem, explanation, difficulty, status, tags: list },
    legalReference: cleanLine(legalReference),
  }))
  // "Căn cứ:" at the end of an explanation is read as the beginning of the reference.
  .filter((value) => questionFaults(value).length === 0 && !value.explanation.includes('Căn cứ'))

const writtenText = (list: readonly QuestionDraft[]) => new TextDecoder().decode(writeGift(list).bytes)

describe('export', () => {
  test('a file as Moodle reads it', () => {
    const question = {
      ...blankQuestion(),
      code: 'BC-001',
      topic: 'Thu/chi',
      difficulty: 2,
      stem: 'Chọn {a}:',
      explanation: 'Vì\nthế',
      legalReference: 'Điều 5',
      tags: ['x]y'],
    }
    expect(
      writtenText([
        { ...question, options: ['50%', '%50% hết', '[html]'], correct: [1] },
        { ...question, code: 'BC-002', kind: 'multiple', options: ['a', 'b', 'c'], correct: [0, 2], explanation: '', legalReference: '', tags: [] },
        {
          ...question,
          code: 'BC-003',
          topic: 'Khác',
          kind: 'matching',
          prompts: ['p', 'q'],
          options: ['x', 'y', 'z'],
          correct: [0, 1],
          explanation: '',
          legalReference: '',
          tags: [],
        },
      ]),
    ).toBe(
      lines(
        '$CATEGORY: $course$/top/Thu//chi',
        '',
        '// [id:BC-001] [tag:x\\]y] [tag:difficulty:2] [tag:status:ready]',
        '::BC-001::[plain]Chọn \\{a\\}\\:{',
        '\t~50%',
        '\t=[plain]%50% hết',
        '\t~[plain][html]',
        '\t####Vì\\nthế\\nCăn cứ\\: Điều 5',
        '}',
        '',
        '// [id:BC-002] [tag:difficulty:2] [tag:status:ready]',
        '::BC-002::[plain]Chọn \\{a\\}\\:{',
        '\t~%50%a',
        '\t~%-100%b',
        '\t~%50%c',
        '}',
        '',
        '$CATEGORY: $course$/top/Khác',
        '',
        '// [id:BC-003] [tag:difficulty:2] [tag:status:ready]',
        '::BC-003::[plain]Chọn \\{a\\}\\:{',
        '\t=p -> x',
        '\t=q -> y',
        '\t= -> z',
        '}',
        '',
      ),
    )
  })

  const plain = { ...blankQuestion(), code: 'BC-001', topic: 'A', difficulty: 1, stem: 'Chọn?', options: ['a', 'b'], correct: [0] }
  test.each<[string, Partial<QuestionDraft>, string]>([
    ['an order', { kind: 'ordering', correct: [0, 1] }, 'sắp xếp'],
    ['a picture', { stem: `Hình ![](picture:${'0'.repeat(64)})` }, 'hình'],
    ['true and false in other words', { kind: 'trueFalse', options: ['Có', 'Không'] }, 'Đúng/Sai'],
    ['a key that does not earn everything', { credits: [90, 0] }, 'trọn điểm'],
    ['weights that say otherwise than the key', { kind: 'multiple', credits: [0, 100] }, 'nguyên vẹn'],
    ['an arrow in a word to type', { kind: 'shortText', options: [], correct: [], answers: [accepted('a->b')] }, '->'],
    ['an arrow on the left', { kind: 'matching', prompts: ['a->b', 'c'], correct: [0, 1] }, '->'],
  ])('%s is left out with the reason', (_name, changes, reason) => {
    expect(
      writeGift([
        { ...plain, ...changes },
        { ...plain, code: 'BC-002' },
      ]).leftOut,
    ).toEqual([{ code: 'BC-001', reason: expect.stringContaining(reason) }])
    expect(
      drafts(
        writtenText([
          { ...plain, ...changes },
          { ...plain, code: 'BC-002' },
        ]),
      ),
    ).toMatchObject([{ code: 'BC-002' }])
  })

  test('what GIFT says in one way only comes back that way', () => {
    const back = (changes: Partial<QuestionDraft>) => only(writtenText([{ ...plain, ...changes }]))
    expect(back({ kind: 'trueFalse', options: ['Sai', 'Đúng'], correct: [0] })).toMatchObject({ options: ['Đúng', 'Sai'], correct: [1] })
    expect(back({ credits: [100, -50] }).credits).toEqual([])
    expect(back({ kind: 'number', options: [], correct: [], answers: [accepted('1,50', 100, 0.5)] }).answers).toEqual([accepted('1.5', 100, 0.5)])
    expect(back({ keepOrder: true, keepLast: [1] })).toEqual(plain)
  })

  test('export and import give the same drafts', () => {
    fc.assert(
      fc.property(fc.uniqueArray(draft, { selector: ({ code }) => code, minLength: 1, maxLength: 4 }), (list) => {
        const { bytes, leftOut } = writeGift(list)
        expect(leftOut).toEqual([])
        const { questions, errors, warnings: told, skipped } = readGift(new TextDecoder().decode(bytes))
        expect(questions.map((question) => question.draft)).toEqual(list)
        expect([errors, told, skipped, questions.flatMap((question) => question.errors)]).toEqual([[], [], [], []])
        expect(collectQuestions(readGift(new TextDecoder().decode(bytes))).drafts).toHaveLength(list.length)
      }),
      { numRuns: 400 },
    )
  })
})

describe('no text can stop or hold up the reader', () => {
  const sample = lines(
    '$CATEGORY: $course$/top/A//B',
    '',
    '// [id:1] [tag:x]',
    '::n::[html]<p>Một <img src\\="x"> {',
    '  =a#b',
    '  ~%-33.3%[plain]c####d',
    '}</p>',
    '',
    'Hai {#=1..2:3 ~#x}',
    '',
    'Ba {=a -> b = -> c}',
    '',
    'Bốn {T#a#b}',
    '',
    'Năm {>2 ALL',
    'x',
    '}',
  )
  test('cut and changed files', () => {
    const change = fc.tuple(fc.nat(sample.length), fc.nat(12), fc.oneof(awkward, piece))
    fc.assert(
      fc.property(fc.array(change, { maxLength: 6 }), fc.nat(sample.length), (changes, end) => {
        const changed = changes.reduce((now, [at, gone, put]) => now.slice(0, at) + put + now.slice(at + gone), sample.slice(0, end))
        collectQuestions(readGift(changed))
      }),
      { numRuns: 2_000 },
    )
  })

  test.each([
    '{',
    '}',
    '~',
    '=',
    '{=a}\n',
    '{\n\n',
    'a\n\n',
    '[',
    '[id:',
    '// [tag:',
    '::',
    '\\',
    '####',
    '{#',
    '%',
    '->',
    '[html]<b>',
    '<',
    '&',
    '$CATEGORY: a/',
    '{~a\n\nb',
  ])('half a megabyte of %j', (part) => {
    const started = processorMs()
    for (const file of [part.repeat(500_000 / part.length), `[html]x{=${part.repeat(500_000 / part.length)}}`]) readGift(file)
    expect(processorMs() - started).toBeLessThan(5_000)
  })
})
