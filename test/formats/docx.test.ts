import fc from 'fast-check'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { picturesIn } from '../../server/src/domain/pictures.ts'
import type { QuestionDraft } from '../../server/src/domain/question.ts'
import { readDocx } from '../../server/src/formats/word/docx.ts'

// A small writer of Word documents (ECMA-376): only what the samples below need.

const xml = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;')
/** A run: text, then what its properties hold ("<w:b/>"). */
const r = (text: string, properties = ''): string => `<w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${xml(text)}</w:t></w:r>`
/** A paragraph: runs or plain texts, then its own properties. */
const p = (content: string | string[], properties = ''): string =>
  `<w:p><w:pPr>${properties}</w:pPr>${[content]
    .flat()
    .map((part) => (part.startsWith('<') ? part : r(part)))
    .join('')}</w:p>`
const numbered = (text: string, numId: number, level = 0): string =>
  p(text, `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${numId}"/></w:numPr>`)
const cell = (content: string, properties = ''): string =>
  `<w:tc><w:tcPr>${properties}</w:tcPr>${content.startsWith('<') ? content : p(content)}</w:tc>`
const table = (...rows: string[][]): string =>
  `<w:tbl>${rows.map((row) => `<w:tr>${row.map((text) => (text.startsWith('<w:tc>') ? text : cell(text))).join('')}</w:tr>`).join('')}</w:tbl>`
const picture = (id: string, alt = ''): string =>
  `<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="${alt}"/><a:blip r:embed="${id}"/></wp:inline></w:drawing></w:r>`

type Level = { format: string; text: string; start?: number }
/** Lists by number: the levels of each, and where a list begins anew with other numbers. */
const numbering = (lists: Record<number, Level[]>, nums: Record<number, { list: number; start?: number }>): string =>
  `<w:numbering xmlns:w="w">${Object.entries(lists)
    .map(
      ([id, levels]) =>
        `<w:abstractNum w:abstractNumId="${id}">${levels.map(({ format, text, start = 1 }, at) => `<w:lvl w:ilvl="${at}"><w:start w:val="${start}"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`).join('')}</w:abstractNum>`,
    )
    .join('')}${Object.entries(nums)
    .map(
      ([id, { list, start }]) =>
        `<w:num w:numId="${id}"><w:abstractNumId w:val="${list}"/>${start === undefined ? '' : `<w:lvlOverride w:ilvl="0"><w:startOverride w:val="${start}"/></w:lvlOverride>`}</w:num>`,
    )
    .join('')}</w:numbering>`

const relation = (id: string, type: string, target: string, mode = ''): string =>
  `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"${mode}/>`
const relations = (...given: string[]): string =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${given.join('')}</Relationships>`

type Parts = { styles?: string; numbering?: string; media?: Record<string, Uint8Array>; relations?: string[] }
function docx(body: string[], { styles = '', numbering: lists = '', media = {}, relations: more = [] }: Parts = {}): Uint8Array {
  const links = Object.keys(media).map((name) => relation(name.replace(/\W/g, ''), 'image', `media/${name}`))
  return zipSync({
    '_rels/.rels': strToU8(relations(relation('d', 'officeDocument', 'word/document.xml'))),
    'word/document.xml': strToU8(
      `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="w" xmlns:r="r" xmlns:a="a" xmlns:wp="wp" xmlns:m="m" xmlns:mc="mc" xmlns:v="v"><w:body>${body.join('')}<w:sectPr/></w:body></w:document>`,
    ),
    'word/_rels/document.xml.rels': strToU8(
      relations(relation('s', 'styles', 'styles.xml'), relation('n', 'numbering', '/word/numbering.xml'), ...links, ...more),
    ),
    'word/styles.xml': strToU8(`<w:styles xmlns:w="w">${styles}</w:styles>`),
    ...(lists === '' ? {} : { 'word/numbering.xml': strToU8(lists) }),
    ...Object.fromEntries(Object.entries(media).map(([name, bytes]) => [`word/media/${name}`, bytes])),
  })
}

/** A draft in one line, its right options starred. */
function brief({ kind, stem, options, correct, answers }: QuestionDraft): string {
  return [`${kind} ${stem}`, ...options.map((text, index) => (correct.includes(index) ? `*${text}` : text)), ...answers.map(({ text }) => `=${text}`)]
    .join(' | ')
    .replace(/\n/g, '⏎')
}
const read = async (body: string[], parts?: Parts): Promise<string[]> =>
  (await readDocx(docx(body, parts))).questions.map(({ draft }) => brief(draft))
const warnings = async (body: string[], parts?: Parts): Promise<[number | null, string][]> =>
  (await readDocx(docx(body, parts))).warnings.map(({ line, code }) => [line, code])

const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3])
const emf = Uint8Array.from([1, 0, 0, 0, 0x6c, 0, 0, 0])

describe('keys by formatting', () => {
  const bold = '<w:b/>'
  const asked = (...options: string[]): string[] => [p('Câu 1: Thủ đô?'), ...options]
  const style = (id: string, type: string, properties: string, more = ''): string =>
    `<w:style w:type="${type}" w:styleId="${id}"><w:name w:val="${id}"/>${more}<w:rPr>${properties}</w:rPr></w:style>`
  const styles =
    style('Key', 'character', '<w:color w:val="C00000"/>') +
    style('Base', 'paragraph', bold) +
    style('Right', 'paragraph', '', '<w:basedOn w:val="Base"/>') +
    style('Hyperlink', 'character', '<w:u w:val="single"/><w:color w:val="0000FF"/>')

  test.each<[string, string[]]>([
    ['bold', [p('A. Huế'), p([r('B. Hà Nội', bold)]), p('C. Vinh')]],
    ['bold over several runs', [p('A. Huế'), p([r('B. Hà', bold), r(' Nội', bold)]), p('C. Vinh')]],
    ['underlined', [p('A. Huế'), p([r('B. Hà Nội', '<w:u w:val="single"/>')]), p('C. Vinh')]],
    ['only its letter underlined', [p('A. Huế'), p([r('B', '<w:u w:val="single"/>'), r('. Hà Nội')]), p('C. Vinh')]],
    ['only its text in colour', [p('A. Huế'), p([r('B. '), r('Hà Nội', '<w:color w:val="FF0000"/>')]), p('C. Vinh')]],
    ['highlighted', [p('A. Huế'), p([r('B. Hà Nội', '<w:highlight w:val="yellow"/>')]), p('C. Vinh')]],
    ['shaded', [p('A. Huế'), p([r('B. Hà Nội', '<w:shd w:val="clear" w:fill="FFFF00"/>')]), p('C. Vinh')]],
    ['italic, where nothing else says more', [p('A. Huế'), p([r('B. Hà Nội', '<w:i/>')]), p('C. Vinh')]],
    ['by a character style', [p('A. Huế'), p([r('B. Hà Nội', '<w:rStyle w:val="Key"/>')]), p('C. Vinh')]],
    ['by a paragraph style based on another', [p('A. Huế'), p('B. Hà Nội', '<w:pStyle w:val="Right"/>'), p('C. Vinh')]],
    ['letters all bold, one text bold', [p([r('A.', bold), r(' Huế')]), p([r('B. Hà Nội', bold)]), p([r('C.', bold), r(' Vinh')])]],
    [
      'another colour than the rest',
      ['A. Huế', 'B. Hà Nội', 'C. Vinh'].map((text, at) => p([r(text, `<w:color w:val="${at === 1 ? 'FF0000' : '0070C0'}"/>`)])),
    ],
    ['on one line', [p([r('A. Huế\t'), r('B. Hà Nội', bold), r('\tC. Vinh')])]],
    ['bold full stop left out', [p('A. Huế.'), p([r('B. Hà Nội', bold), r('.')]), p('C. Vinh.')]],
  ])('%s', async (_name, options) => {
    expect((await read(asked(...options), { styles })).map((text) => text.replace(/\./g, ''))).toEqual([
      'single Câu 1: Thủ đô? | Huế | *Hà Nội | Vinh'.replace('Câu 1: ', ''),
    ])
  })

  test.each<[string, string[]]>([
    ['all options are bold', ['A. Huế', 'B. Hà Nội', 'C. Vinh'].map((text) => p([r(text, bold)]))],
    [
      'black and dark grey are no colours',
      [p([r('A. Huế', '<w:color w:val="000000"/>')]), p([r('B. Hà Nội', '<w:color w:val="333333"/>')]), p([r('C. Vinh', '<w:color w:val="auto"/>')])],
    ],
    ['a word inside an option', [p('A. Huế'), p([r('B. Hà '), r('Nội', bold)]), p('C. Vinh')]],
    ['most letters bold', [p([r('A', bold), r('. Huế')]), p([r('B', bold), r('. Hà Nội')]), p('C. Vinh')]],
    ['bold turned off', [p('A. Huế'), p([r('B. Hà Nội', '<w:b w:val="0"/>')]), p('C. Vinh')]],
    ['a link', [p('A. Huế'), p([`<w:hyperlink>${r('B. Hà Nội', '<w:rStyle w:val="Hyperlink"/>')}</w:hyperlink>`]), p('C. Vinh')]],
    ['bold style twice cancels out', [p('A. Huế'), p([r('B. Hà Nội', '<w:rStyle w:val="Bold"/>')], '<w:pStyle w:val="Base"/>'), p('C. Vinh')]],
  ])('says nothing when %s', async (_name, options) => {
    const more = style('Bold', 'character', bold)
    const { questions } = await readDocx(docx(asked(...options), { styles: styles + more }))
    expect(questions.map(({ draft }) => draft.correct)).toEqual([[]])
  })

  test('disagreeing with a written key is an error that names both', async () => {
    const { questions } = await readDocx(docx(asked(p('A. Huế'), p([r('B. Hà Nội', bold)]), p('Đáp án: A'))))
    expect(questions[0]?.errors).toMatchObject([
      { line: 4, field: 'correct', code: 'key-conflict', message: expect.stringMatching(/A, nhưng chữ in đậm là B/u) },
    ])
  })

  test('two formattings that disagree are an error too', async () => {
    const { questions } = await readDocx(docx(asked(p([r('A. Huế', '<w:u w:val="single"/>')]), p([r('B. Hà Nội', bold)]), p('C. Vinh'))))
    expect(questions[0]?.errors).toMatchObject([{ line: 1, code: 'key-conflict' }])
  })

  test('italics are told, because they may mean something else', async () => {
    expect(await warnings(asked(p('A. Huế'), p([r('B. Hà Nội', '<w:i/>')])))).toEqual([[1, 'key-italic']])
  })
})

describe('numbers and letters that Word makes', () => {
  const lists = numbering(
    {
      1: [
        { format: 'decimal', text: 'Câu %1:' },
        { format: 'upperLetter', text: '%2.' },
      ],
      2: [{ format: 'lowerLetter', text: '%1)' }],
      3: [{ format: 'bullet', text: '' }],
      4: [{ format: 'upperRoman', text: '%1.' }],
      5: [{ format: 'decimal', text: '%1.', start: 5 }],
    },
    { 1: { list: 1 }, 2: { list: 2 }, 21: { list: 2, start: 1 }, 3: { list: 3 }, 4: { list: 4 }, 5: { list: 5 } },
  )

  test('letters restart under every question', async () => {
    const body = [
      numbered('Thủ đô?', 1),
      numbered('Huế', 1, 1),
      numbered('Hà Nội', 1, 1),
      numbered('Cố đô?', 1),
      numbered('Huế', 1, 1),
      numbered('Hà Nội', 1, 1),
      p('ĐÁP ÁN'),
      p('1. B 2. A'),
    ]
    expect(await read(body, { numbering: lists })).toEqual(['single Thủ đô? | Huế | *Hà Nội', 'single Cố đô? | *Huế | Hà Nội'])
  })

  test.each<[string, string[], string[]]>([
    [
      'a list that begins anew',
      [p('Câu 1: a?'), numbered('x', 2), numbered('y', 2), p('ĐA: b'), p('Câu 2: b?'), numbered('x', 21), numbered('y', 21), p('ĐA: a')],
      ['single a? | x | *y', 'single b? | *x | y'],
    ],
    [
      'a start value',
      [numbered('a?', 5), p('A. x'), p('B. y'), numbered('b?', 5), p('A. x'), p('B. y'), p('ĐÁP ÁN'), p('5A 6B')],
      ['single a? | *x | y', 'single b? | x | *y'],
    ],
    ['bullets', [p('Câu 1: a?'), numbered('x', 3), numbered('y', 3), p('Đáp án: y')], ['single a? | x | *y']],
    [
      'a bold letterless option',
      [p('Câu 1: a?'), numbered('x', 2), p([r('y', '<w:b/>')], '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>')],
      ['single a? | x | *y'],
    ],
    ['list number 0 is none', [p('Câu 1: a?', '<w:numPr><w:numId w:val="0"/></w:numPr>'), p('A. x'), p('B. y'), p('ĐA: B')], ['single a? | x | *y']],
    [
      'an empty list paragraph counts and shows nothing',
      [numbered('a?', 1), p('A. x'), p('B. y'), numbered('', 1), numbered('b?', 1), p('A. x'), p('B. y'), p('ĐÁP ÁN'), p('1A 3B')],
      ['single a? | *x | y', 'single b? | x | *y'],
    ],
  ])('%s', async (_name, body, expected) => {
    expect(await read(body, { numbering: lists })).toEqual(expected)
  })

  test('Roman numbers head sections, and styles may number', async () => {
    const styles =
      '<w:style w:type="paragraph" w:styleId="Q"><w:name w:val="Question"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    const body = [
      numbered('LUẬT', 4),
      p('a?', '<w:pStyle w:val="Q"/>'),
      p('A. x'),
      p('B. y'),
      p('ĐA: B'),
      numbered('BỘ LUẬT', 4),
      p('b?', '<w:pStyle w:val="Q"/>'),
      p('A. x'),
      p('B. y'),
      p('ĐA: B'),
    ]
    const { questions } = await readDocx(docx(body, { numbering: lists, styles }))
    expect(questions.map(({ draft }) => [draft.topic, draft.stem])).toEqual([
      ['LUẬT', 'a?'],
      ['BỘ LUẬT', 'b?'],
    ])
  })
})

describe('tables', () => {
  test.each<[string, string[], string[]]>([
    ['options in two rows', [p('Câu 1: a?'), table(['A. 1', 'B. 2'], ['C. 3', 'D. 4']), p('ĐA: D')], ['single a? | 1 | 2 | 3 | *4']],
    ['options in two columns', [p('Câu 1: a?'), table(['A. 1', 'C. 3'], ['B. 2', 'D. 4']), p('ĐA: D')], ['single a? | 1 | 2 | 3 | *4']],
    ['letters in cells of their own', [p('Câu 1: a?'), table(['A.', '1', 'B.', '2']), p('ĐA: B')], ['single a? | 1 | *2']],
    [
      'a shaded cell',
      [p('Câu 1: a?'), table(['A. 1', cell(p('B. 2'), '<w:shd w:fill="FFFF00"/>')], ['C. 3', 'D. 4'])],
      ['single a? | 1 | *2 | 3 | 4'],
    ],
    [
      'keys in two rows',
      [p('Câu 1: a?'), p('A. 1'), p('B. 2'), p('Câu 2: b?'), p('A. 1'), p('B. 2'), p('ĐÁP ÁN'), table(['Câu', '1', '2'], ['Đáp án', 'B', 'A'])],
      ['single a? | 1 | *2', 'single b? | *1 | 2'],
    ],
    [
      'keys in two columns',
      [p('Câu 1: a?'), p('A. 1'), p('B. 2'), p('Câu 2: b?'), p('A. 1'), p('B. 2'), table(['Câu', 'Đáp án'], ['1', 'B'], ['2', 'A'])],
      ['single a? | 1 | *2', 'single b? | *1 | 2'],
    ],
    [
      'keys in cells of pairs',
      [p('Câu 1: a?'), p('A. 1'), p('B. 2'), p('Câu 2: b?'), p('A. 1'), p('B. 2'), table(['1. B', '2. A'])],
      ['single a? | 1 | *2', 'single b? | *1 | 2'],
    ],
    [
      'keys in words',
      [p('Câu 1: a?'), p('Câu 2: b?'), p('ĐÁP ÁN'), table(['Câu', 'Đáp án'], ['1', 'Hà Nội'], ['2', '1929'])],
      ['shortText a? | =Hà Nội', 'number b? | =1929'],
    ],
    [
      'a question in every row',
      [
        table(
          ['STT', 'Nội dung câu hỏi', 'A', 'B', 'Đáp án'],
          ['LUẬT CÔNG ĐOÀN', '', '', '', ''],
          ['1', 'a?', 'x', 'y', 'B'],
          ['2', 'b?', 'x', 'y', 'x'],
        ),
      ],
      ['single a? | x | *y', 'single b? | *x | y'],
    ],
    [
      'options inside one cell',
      [table(['TT', 'Câu hỏi', 'Phương án trả lời', 'Đáp án đúng'], ['1', 'a?', `<w:tc>${p('A. x')}${p('B. y')}</w:tc>`, 'B'])],
      ['single a? | x | *y'],
    ],
    [
      'question and options inside one cell',
      [table(['TT', 'Câu hỏi và phương án trả lời', 'Đáp án'], ['1', `<w:tc>${p('a?')}${p('A. x')}${p('B. y')}</w:tc>`, 'B'])],
      ['single a? | x | *y'],
    ],
    [
      'a head of two rows',
      [table(['STT', 'Câu hỏi', cell('Phương án trả lời', '<w:gridSpan w:val="2"/>'), 'Đáp án'], ['', '', 'A', 'B', ''], ['1', 'a?', 'x', 'y', 'B'])],
      ['single a? | x | *y'],
    ],
    ['a table inside a table', [table([`<w:tc>${p('Câu 1: a?')}${table(['A. 1', 'B. 2'])}${p('ĐA: B')}</w:tc>`])], ['single a? | 1 | *2']],
  ])('%s', async (_name, body, expected) => {
    expect(await read(body)).toEqual(expected)
  })

  test('keys for several versions of a paper are an error: nobody says which one this is', async () => {
    const body = [p('Câu 1: a?'), p('A. x'), p('B. y'), table(['Câu', '101', '102'], ['1', 'A', 'B'])]
    expect((await readDocx(docx(body))).errors.map(({ line, code }) => [line, code])).toEqual([
      [4, 'key-without-question'],
      [4, 'key-without-question'],
    ])
  })

  test('a row across the table is the topic of the rows below', async () => {
    const body = [table(['STT', 'Câu hỏi', 'Đáp án'], [cell('LUẬT CÔNG ĐOÀN', '<w:gridSpan w:val="3"/>')], ['1', 'Ai?', 'Bác Hồ'])]
    expect((await readDocx(docx(body))).questions.map(({ draft }) => draft.topic)).toEqual(['LUẬT CÔNG ĐOÀN'])
  })

  test('lines are paragraph numbers, those in cells counted', async () => {
    const { questions } = await readDocx(docx([p('Đề thi'), p('Câu 1: a?'), table(['A. 1', 'B. 2']), p('Câu 2: b?'), p('A. 1'), p('B. 2')]))
    expect(questions.map(({ line }) => line)).toEqual([2, 5])
  })
})

describe('what stands in a paragraph', () => {
  const inOption = async (content: string): Promise<string | undefined> =>
    (await readDocx(docx([p('Câu 1: a?'), p(['A. ', content]), p('B. y'), p('ĐA: A')]))).questions[0]?.draft.options[0]
  test.each<[string, string, string]>([
    ['text over several runs', `${r('mộ')}${r('t')}`, 'một'],
    ['a line break', `<w:r><w:t>một</w:t><w:br/><w:t>hai</w:t></w:r>`, 'một\nhai'],
    ['a tab', `<w:r><w:t>một</w:t><w:tab/><w:t>hai</w:t></w:r>`, 'một hai'],
    ['a hard hyphen', `<w:r><w:t>chính trị</w:t><w:noBreakHyphen/><w:t>xã hội</w:t></w:r>`, 'chính trị-xã hội'],
    ['tracked insertions', `${r('một')}<w:ins>${r(' hai')}</w:ins>`, 'một hai'],
    ['not tracked deletions', `${r('một')}<w:del><w:r><w:delText> hai</w:delText></w:r></w:del>`, 'một'],
    ['not what was moved away', `${r('một')}<w:moveFrom>${r(' hai')}</w:moveFrom><w:moveTo>${r(' ba')}</w:moveTo>`, 'một ba'],
    ['links', `<w:hyperlink>${r('một')}</w:hyperlink>`, 'một'],
    ['content controls', `<w:sdt><w:sdtContent>${r('một')}</w:sdtContent></w:sdt>`, 'một'],
    ['a field shows its result', `<w:r><w:fldChar/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>${r('7')}`, '7'],
    [
      'an equation',
      '<m:oMath><m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>',
      '(a+b)/2x^2',
    ],
    ['a tick of Wingdings marks the key', `${r('một ')}<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>`, 'một'],
    ['NFD', r('một'.normalize('NFD')), 'một'],
    ['a no-break space', r('một\u00a0hai'), 'một hai'],
  ])('%s', async (_name, content, expected) => {
    expect((await inOption(content))?.replace('\t', ' ')).toBe(expected)
  })

  test.each<[string, string, string]>([
    ['an equation', '<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>', 'equation-flattened'],
    ['a footnote', '<w:r><w:footnoteReference/></w:r>', 'footnote-ignored'],
    ['a comment', '<w:r><w:commentReference/></w:r>', 'comment-ignored'],
    ['a text box', `<w:r><w:pict><w:txbxContent>${p('x')}</w:txbxContent></w:pict></w:r>`, 'text-box-ignored'],
    ['a chart', '<w:r><w:drawing><c:chart/></w:drawing></w:r>', 'drawing-ignored'],
    ['a sign of a symbol font', '<w:r><w:sym w:font="Symbol" w:char="F061"/></w:r>', 'symbol-lost'],
  ])('%s is told', async (_name, content, code) => {
    expect(await warnings([p(['Câu 1: a?', content, content]), p('A. x'), p('B. y'), p('ĐA: A')])).toEqual([[1, code]])
  })

  test('headings by style are topics, the table of contents is left out', async () => {
    const styles = ['heading 1', 'toc 1', 'Title']
      .map((name) => `<w:style w:type="paragraph" w:styleId="${name.replace(/\W/g, '')}"><w:name w:val="${name}"/></w:style>`)
      .join('')
    const styled = (text: string, style: string): string => p(text, `<w:pStyle w:val="${style}"/>`)
    const body = [styled('Chương 1 … 3', 'toc1'), styled('Luật Công đoàn', 'heading1'), p('Câu 1: a?'), p('A. x'), p('B. y'), p('ĐA: B')]
    const { questions, warnings: told } = await readDocx(docx(body, { styles }))
    expect([questions.map(({ draft }) => draft.topic), told]).toEqual([['Luật Công đoàn'], []])
  })

  test('a question in a heading style is a question', async () => {
    const styles = '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 3"/></w:style>'
    expect(await read([p('Câu 1: a?', '<w:pStyle w:val="H"/>'), p('A. x'), p('B. y'), p('ĐA: B')], { styles })).toEqual(['single a? | x | *y'])
  })
})

describe('pictures', () => {
  test('in stem and options are kept with their words', async () => {
    const { questions, pictures } = await readDocx(
      docx([p(['Câu 1: Đây là gì? ', picture('apng', 'Cờ')]), p(['A. ', picture('apng')]), p('B. y'), p('ĐA: B')], { media: { 'a.png': png } }),
    )
    const [draft] = questions.map((question) => question.draft)
    expect(pictures).toMatchObject([{ type: 'image/png', bytes: png }])
    expect(draft?.stem).toMatch(/^Đây là gì\? !\[Cờ\]\(picture:[0-9a-f]{64}\)$/u)
    expect(picturesIn([draft?.stem ?? '', ...(draft?.options ?? [])])).toEqual([pictures[0]?.hash])
  })

  test.each<[string, string[], Parts, string]>([
    ['EMF and WMF', [p(['Câu 1: a?', picture('aemf')])], { media: { 'a.emf': emf } }, 'picture-type'],
    [
      'a linked picture',
      [p(['Câu 1: a?', picture('x')])],
      { relations: [relation('x', 'image', 'http://example.com/a.png', ' TargetMode="External"')] },
      'picture-missing',
    ],
    [
      'too large a picture',
      [p(['Câu 1: a?', picture('apng')])],
      { media: { 'a.png': Uint8Array.from([...png, ...new Uint8Array(1_100_000)]) } },
      'picture-too-large',
    ],
    [
      'an equation as an old object',
      [p(['Câu 1: a?', '<w:r><w:object><v:shape><v:imagedata r:id="aemf"/></v:shape></w:object></w:r>'])],
      { media: { 'a.emf': emf } },
      'picture-type',
    ],
    ['in an option', [p('Câu 1: a?'), p(['A. z', picture('aemf')])], { media: { 'a.emf': emf } }, 'picture-type'],
    ['in a paragraph of its own', [p('Câu 1: a?'), p([picture('aemf')])], { media: { 'a.emf': emf } }, 'picture-type'],
  ])('%s is an error of its question', async (_name, body, parts, code) => {
    const rest = body.length === 1 || _name.endsWith('own') ? [p('A. x'), p('B. y')] : [p('B. y')]
    const { questions } = await readDocx(docx([...body, ...rest, p('ĐA: B')], parts))
    expect(questions.flatMap(({ errors }) => errors)).toMatchObject([{ field: 'pictures', code }])
  })

  test('a letterhead is no question’s picture', async () => {
    const { pictures, warnings: told } = await readDocx(
      docx([p([picture('apng'), picture('aemf')]), p('Câu 1: a?'), p('A. x'), p('B. y'), p('ĐA: B')], { media: { 'a.png': png, 'a.emf': emf } }),
    )
    expect([pictures, told.map(({ code }) => code)]).toEqual([[], ['text-before-first', 'drawing-ignored']])
  })
})

describe('any bytes at all', () => {
  const whole = docx([p('Câu 1: a?'), numbered('x', 1), p([r('y', '<w:b/>')]), table(['1', 'B'])], {
    numbering: numbering({ 1: [{ format: 'upperLetter', text: '%1.' }] }, { 1: { list: 1 } }),
  })
  test.each<[string, Uint8Array, string]>([
    ['nothing', new Uint8Array(), 'zip-damaged'],
    ['no archive', strToU8('Câu 1: a?'), 'zip-damaged'],
    ['an archive of something else', zipSync({ 'a.txt': strToU8('x') }), 'docx-invalid'],
    ['broken XML', zipSync({ 'word/document.xml': strToU8('<w:document><w:body>') }), 'docx-invalid'],
    ['a DOCTYPE', zipSync({ 'word/document.xml': strToU8('<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>') }), 'docx-invalid'],
  ])('%s is refused', async (_name, bytes, code) => {
    expect((await readDocx(bytes)).errors).toMatchObject([{ line: null, code }])
  })

  test('cut or changed files never throw', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(whole.length),
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 })), { maxLength: 5 }),
        async (length, changes) => {
          const bytes = Uint8Array.from(whole)
          for (const [at, value] of changes) bytes[at] = value
          await readDocx(bytes)
          await readDocx(bytes.subarray(0, length))
        },
      ),
    )
  })

  test('any elements in any order never throw', async () => {
    const names = [
      'w:p',
      'w:r',
      'w:t',
      'w:tbl',
      'w:tr',
      'w:tc',
      'w:pPr',
      'w:rPr',
      'w:numPr',
      'w:numId',
      'w:ilvl',
      'w:sdt',
      'w:ins',
      'm:oMath',
      'm:f',
      'm:e',
      'mc:AlternateContent',
      'mc:Choice',
      'w:drawing',
      'a:blip',
      'w:sym',
      'w:br',
      'w:gridSpan',
    ]
    const tree = fc.letrec<{ node: string }>((tie) => ({
      node: fc.oneof(
        { depthSize: 'medium', withCrossShrink: true },
        fc.constantFrom('Câu 1: a?', 'A. x', 'B. y', 'ĐA: B', '1'),
        fc
          .tuple(fc.constantFrom(...names), fc.constantFrom('', '0', '1', '-3', '99', 'x'), fc.array(tie('node'), { maxLength: 4 }))
          .map(([name, value, children]) => `<${name} w:val="${value}">${children.join('')}</${name}>`),
      ),
    })).node
    await fc.assert(fc.asyncProperty(fc.array(tree, { maxLength: 6 }), async (body) => void (await readDocx(docx(body)))))
  })
})
