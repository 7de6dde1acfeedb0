import fc from 'fast-check'
import { strToU8, zipSync } from 'fflate'
import { readXlsx, writeXlsx, type WriteSheet } from 'hucre/xlsx'
import { describe, expect, test } from 'vitest'
import { blankQuestion, type QuestionDraft } from '../../server/src/domain/question.ts'
import { collectQuestions } from '../../server/src/formats/collect-questions.ts'
import { questionTemplate } from '../../server/src/formats/sheet/question-template.ts'
import { readCsvQuestions, writeCsvQuestions } from '../../server/src/formats/sheet/questions-csv.ts'
import { readXlsxQuestions, writeXlsxQuestions } from '../../server/src/formats/sheet/questions-xlsx.ts'
import { anyBank } from './any-question.ts'

type Cells = (string | number | boolean | Date | null)[][]
const header = ['Mã', 'Chủ đề', 'Độ khó', 'Câu hỏi', 'A', 'B', 'C', 'Đáp án']
const question = ['X1', 'T', 1, 'S', 'a', 'b', 'c', 'A']
const workbook = (...sheets: ({ name?: string; rows: Cells } & Partial<WriteSheet>)[]) =>
  writeXlsx({ sheets: sheets.map((sheet, index) => ({ name: `Trang ${index + 1}`, ...sheet })) })
const readRows = async (...rows: Cells) => readXlsxQuestions(await workbook({ rows }))

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packages = 'http://schemas.openxmlformats.org/package/2006/relationships'
/** A workbook written by hand: what libraries write is not all that programs write. */
const raw = (sheetData: string, others: Record<string, string> = {}) => {
  const parts: Record<string, string> = {
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': `<Relationships xmlns="${packages}"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packages}"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="rId3" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Đề" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/worksheets/sheet1.xml': `<?xml version="1.0"?><worksheet xmlns="${main}">${sheetData}</worksheet>`,
    ...others,
  }
  return zipSync(Object.fromEntries(Object.entries(parts).map(([path, text]) => [path, strToU8(text)])))
}
const text = (value: string) => `<c t="inlineStr"><is><t>${value}</t></is></c>`
const headerRow = `<row>${['Câu hỏi', 'A', 'B', 'C', 'Đáp án'].map(text).join('')}</row>`

describe('a workbook of questions', () => {
  test('becomes drafts; the line is the row of the sheet', async () => {
    const { questions, errors, warnings } = await readRows(header, question)
    expect({ errors, warnings }).toEqual({ errors: [], warnings: [] })
    expect(questions).toEqual([
      {
        line: 2,
        draft: { ...blankQuestion(), code: 'X1', topic: 'T', difficulty: 1, stem: 'S', options: ['a', 'b', 'c'], correct: [0] },
        errors: [],
      },
    ])
  })

  test.each<[string, Cells, number]>([
    ['titles above the headings', [['NGÂN HÀNG CÂU HỎI'], [], ['Người lập:', 'Lan'], header, question], 5],
    ['empty rows in between', [header, [], [null, null], question], 4],
    ['a column of numbers first', [['STT', ...header], [1, ...question], [2], [3]], 2],
    ['the headings printed on each page', [header, header, question], 3],
  ])('is read with %s', async (_name, rows, line) => {
    const { questions, errors, warnings } = await readRows(...rows)
    expect({ errors, warnings }).toEqual({ errors: [], warnings: [] })
    expect(questions).toMatchObject([{ line, draft: { code: 'X1', options: ['a', 'b', 'c'] } }])
  })

  test('a topic merged over several rows is the topic of each', async () => {
    const rows = [
      header,
      ['X1', 'Luật', 1, 'S', 'a', 'b', null, 'A'],
      ['X2', null, 1, 'S2', 'a', 'b', null, 'A'],
      ['X3', null, 1, 'S3', 'a', 'b', null, 'A'],
    ]
    const { questions } = await readXlsxQuestions(await workbook({ rows, merges: [{ startRow: 1, startCol: 1, endRow: 2, endCol: 1 }] }))
    expect(questions.map(({ draft }) => draft.topic)).toEqual(['Luật', 'Luật', ''])
  })

  test('a title merged across the row is no question', async () => {
    const rows = [header, ['PHẦN I. LUẬT CÔNG ĐOÀN'], question]
    const { questions, warnings } = await readXlsxQuestions(await workbook({ rows, merges: [{ startRow: 1, startCol: 0, endRow: 1, endCol: 7 }] }))
    expect([questions.length, warnings.map(({ line, code }) => [line, code])]).toEqual([1, [[2, 'title-rows']]])
  })

  test('several sheets: all with headings are read, messages name the sheet, the others are told', async () => {
    const file = await readXlsxQuestions(
      await workbook(
        { name: 'Bìa', rows: [['Công đoàn cơ sở']] },
        { name: 'Luật', rows: [header, question] },
        { name: 'Trống', rows: [] },
        { name: 'Sử', rows: [header, ['X2', 'T', 'rất khó nói', 'S', 'a', 'b', null, 'A']] },
        { name: 'Hướng dẫn', rows: [['Cách ghi']] },
        { name: 'Ẩn', rows: [header, question], hidden: true },
      ),
    )
    expect(file.questions.map(({ draft }) => draft.code)).toEqual(['X1', 'X2'])
    expect(file.questions[1]?.errors).toMatchObject([
      { line: 2, code: 'difficulty-unreadable', message: expect.stringMatching(/^Trang tính “Sử”: /) },
    ])
    expect(file.warnings.map(({ code, message }) => [code, /“Bìa”|1 trang/.test(message)])).toEqual([
      ['sheets-hidden', true],
      ['sheets-without-questions', true],
    ])
  })

  test('no sheet with headings: the first one tells what is missing', async () => {
    expect((await readRows(['STT', 'Câu hỏi', 'Gợi ý'], [1, 'S', 'x'])).errors).toMatchObject([
      { line: 1, code: 'columns-missing', message: expect.stringContaining('Đáp án') },
    ])
    expect((await readXlsxQuestions(await workbook({ rows: [] }))).errors).toMatchObject([{ code: 'file-empty' }])
  })

  test('pictures are not read, and told', async () => {
    const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
    const images = [{ data: new Uint8Array(png), type: 'png' as const, anchor: { from: { row: 1, col: 9 } } }]
    const { questions, warnings } = await readXlsxQuestions(await workbook({ rows: [header, question], images }))
    expect([questions.length, warnings.map(({ code }) => code)]).toEqual([1, ['pictures-not-read']])
  })

  test('text of a font of the time before Unicode is read, headings too', async () => {
    const { questions, warnings } = await readRows(
      ['C©u hái', 'Ph\u00AD¬ng ¸n A', 'Ph\u00AD¬ng ¸n B', '§¸p ¸n'],
      ['C«ng ®oµn ViÖt Nam?', '§óng', 'Sai', 'A'],
    )
    expect(questions).toMatchObject([
      { draft: { kind: 'trueFalse', stem: 'Công đoàn Việt Nam?', options: ['Đúng', 'Sai'], correct: [0] }, errors: [] },
    ])
    expect(warnings).toMatchObject([{ code: 'encoding-guessed', message: expect.stringContaining('TCVN3') }])
  })
})

describe('a cell is read as it is shown', () => {
  const styles = (...codes: string[]) =>
    `<styleSheet xmlns="${main}"><numFmts>${codes.map((code, index) => `<numFmt numFmtId="${200 + index}" formatCode="${code}"/>`).join('')}</numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${codes.map((_, index) => `<xf numFmtId="${200 + index}"/>`).join('')}<xf numFmtId="14"/></cellXfs></styleSheet>`
  const optionOf = async (cell: string, others: Record<string, string> = {}) => {
    const { questions } = await readXlsxQuestions(
      raw(`<sheetData>${headerRow}<row>${text('S')}${cell}${text('khác')}${text('nữa')}${text('B')}</row></sheetData>`, others),
    )
    return questions[0]?.draft.options[0]
  }

  test.each<[string, string, string, string]>([
    ['a whole number', '<c><v>1</v></c>', '', '1'],
    ['a whole number with a decimal', '<c><v>1.0</v></c>', '', '1'],
    ['a fraction', '<c><v>0.5</v></c>', '', '0.5'],
    ['the last bits of a sum', '<c><v>0.30000000000000004</v></c>', '', '0.3'],
    ['a percentage', '<c s="1"><v>0.5</v></c>', '0%', '50%'],
    ['leading zeros', '<c s="1"><v>7</v></c>', '000', '007'],
    ['thousands, in the Vietnamese way', '<c s="1"><v>1500000</v></c>', '#,##0', '1.500.000'],
    ['money', '<c s="1"><v>500000</v></c>', '#,##0 [$₫-42A]', '500.000 ₫'],
    ['a unit', '<c s="1"><v>18</v></c>', '0&quot; tuổi&quot;', '18 tuổi'],
    ['a unit after General', '<c s="1"><v>18</v></c>', 'General&quot; tuổi&quot;', '18 tuổi'],
    ['a date', '<c s="1"><v>44316</v></c>', 'dd/mm/yyyy', '30/04/2021'],
    ['a date of the system', '<c s="2"><v>44316</v></c>', '0', '30/04/2021'],
    ['a date in ISO', '<c t="d"><v>2021-04-30</v></c>', '', '30/04/2021'],
    ['a truth', '<c t="b"><v>1</v></c>', '', 'TRUE'],
    ['the result of a formula', '<c><f>1+1</f><v>2</v></c>', '', '2'],
    ['the text of a formula', '<c t="str"><f>A1</f><v>Huế</v></c>', '', 'Huế'],
    ['an escaped character', text('a_x000D_&#10;b'), '', 'a\nb'],
    ['an escape that is text', text('_x005F_x0041_'), '', '_x0041_'],
    ['CDATA', '<c t="inlineStr"><is><t><![CDATA[<b>]]></t></is></c>', '', '<b>'],
  ])('%s', async (_name, cell, code, shown) => {
    expect(await optionOf(cell, code === '' ? {} : { 'xl/styles.xml': styles(code) })).toBe(shown)
  })

  test('rich text is its runs, without the reading aids of Japanese', async () => {
    const si = '<si><r><rPr><b/></rPr><t>Công </t></r><r><t>đoàn</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si>'
    expect(await optionOf('<c t="s"><v>0</v></c>', { 'xl/sharedStrings.xml': `<sst xmlns="${main}">${si}</sst>` })).toBe('Công đoàn')
  })

  test('names with a prefix, cells without a place, rows that jump', async () => {
    const prefixed = `<x:sheetData><x:row r="3"><x:c r="B3" t="inlineStr"><x:is><x:t>Câu hỏi</x:t></x:is></x:c><x:c r="AA3" t="inlineStr"><x:is><x:t>Đáp án</x:t></x:is></x:c></x:row><x:row r="9"><x:c r="B9" t="inlineStr"><x:is><x:t>S</x:t></x:is></x:c><x:c r="AA9"><x:v>5</x:v></x:c></x:row></x:sheetData>`
    const part = `<x:worksheet xmlns:x="${main}">${prefixed}</x:worksheet>`
    expect((await readXlsxQuestions(raw('', { 'xl/worksheets/sheet1.xml': part }))).questions).toMatchObject([
      { line: 9, draft: { kind: 'number', stem: 'S', answers: [{ text: '5' }] } },
    ])
  })

  test('a number counts, not how it is shown', async () => {
    const head = `<row>${['Câu hỏi', 'Độ khó', 'Loại', 'Đáp án', 'Sai số'].map(text).join('')}</row>`
    const row = (level: string, key: string, tolerance: string) => `<row>${text('S')}${level}${text('Số')}${key}${tolerance}</row>`
    const data = `<sheetData>${head}${row('<c s="1"><v>2</v></c>', '<c s="2"><v>1500</v></c>', '<c s="3"><v>0.05</v></c>')}${row('<c><v>3</v></c>', '<c s="3"><v>0.5</v></c>', '')}</sheetData>`
    const { questions } = await readXlsxQuestions(raw(data, { 'xl/styles.xml': styles('0.0', '#,##0', '0%') }))
    expect(questions.map(({ draft }) => [draft.difficulty, draft.answers])).toEqual([
      [2, [{ text: '1500', tolerance: 75, credit: 100 }]],
      [3, [{ text: '50', tolerance: 0, credit: 100 }]],
    ])
  })

  test('a date where a text may have been is a warning', async () => {
    const row = `<row>${text('S')}<c s="1"><v>44593</v></c>${text('b')}${text('c')}${text('A')}</row>`
    const { questions, warnings } = await readXlsxQuestions(raw(`<sheetData>${headerRow}${row}</sheetData>`, { 'xl/styles.xml': styles('d-mmm') }))
    expect([questions[0]?.draft.options[0], warnings.map(({ line, code }) => [line, code])]).toEqual(['1-Feb', [[2, 'cells-dates']]])
  })

  test.each<[string, string]>([
    ['an error', '<c t="e"><v>#NAME?</v></c>'],
    ['a formula that was never worked out', '<c><f>1+1</f></c>'],
  ])('%s is an error of its row, where the column counts', async (_name, cell) => {
    const head = `<row>${['Câu hỏi', 'A', 'B', 'C', 'Đáp án', 'Ghi chú'].map(text).join('')}</row>`
    const rows = `<row>${text('S')}${cell}${text('b')}${text('c')}${text('B')}</row><row>${text('S')}${text('a')}${text('b')}${text('c')}${text('B')}${cell}</row>`
    const { questions } = await readXlsxQuestions(raw(`<sheetData>${head}${rows}</sheetData>`))
    expect(questions.map(({ errors }) => errors.map(({ line, field, code }) => [line, field, code]))).toEqual([[[2, 'A', 'cell-error']], []])
  })
})

describe('a file that is no workbook, or too much of one, is refused with a reason', () => {
  test.each<[string, () => Uint8Array, string]>([
    ['nothing', () => new Uint8Array(), 'workbook-damaged'],
    ['text', () => strToU8('Câu hỏi,Đáp án'), 'workbook-damaged'],
    ['half a workbook', () => raw(`<sheetData>${headerRow}</sheetData>`).slice(0, 900), 'workbook-damaged'],
    ['another archive', () => zipSync({ 'word/document.xml': strToU8('<w/>') }), 'workbook-damaged'],
    ['a workbook without sheets', () => zipSync({ 'xl/workbook.xml': strToU8('<workbook/>') }), 'file-empty'],
    ['a tag without an end', () => raw(`<sheetData>${headerRow}<row ${'x'.repeat(3_000_000)}`), 'workbook-damaged'],
    [
      'texts that repeat without end',
      () =>
        raw(`<sheetData>${headerRow}${'<row><c t="s"><v>0</v></c></row>'.repeat(3_000)}</sheetData>`, {
          'xl/sharedStrings.xml': `<sst><si><t>${'a'.repeat(32_000)}</t></si></sst>`,
        }),
      'workbook-too-large',
    ],
    [
      'more rows than any bank holds',
      () => raw(`<sheetData>${headerRow}${`<row>${text('S')}</row>`.repeat(50_001)}</sheetData>`),
      'too-many-records',
    ],
  ])('%s', async (_name, file, code) => {
    const { questions, errors } = await readXlsxQuestions(file())
    expect([questions, errors.map((error) => error.code)]).toEqual([[], [code]])
  })

  test('a part that unpacks to more than it may', async () => {
    const bomb = raw('', { 'xl/sharedStrings.xml': ' '.repeat(170 * 1024 * 1024) })
    expect(bomb.length).toBeLessThan(1_000_000)
    expect((await readXlsxQuestions(bomb)).errors).toMatchObject([{ code: 'zip-too-large' }])
  })

  test('no bytes make it throw or hang', async () => {
    const sample = (await writeXlsxQuestions([{ ...blankQuestion(), stem: 'S', options: ['a', 'b'], correct: [0] }])).bytes
    const inside = `<sheetData>${headerRow}<row r="2">${text('S')}<c r="B2" s="1" t="n"><v>0.5</v></c><c t="s"><v>0</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B9"/></mergeCells>`
    await fc.assert(
      fc.asyncProperty(
        fc.nat(sample.length),
        fc.uint8Array({ maxLength: 6 }),
        fc.nat(inside.length),
        fc.string({ maxLength: 6 }),
        async (at, put, from, word) => {
          const mutated = new Uint8Array(sample)
          mutated.set(put.subarray(0, Math.max(0, sample.length - at)), at)
          await readXlsxQuestions(mutated)
          await readXlsxQuestions(sample.subarray(0, at))
          await readXlsxQuestions(raw(inside.slice(0, from) + word + inside.slice(from + word.length)))
        },
      ),
      { numRuns: 150 },
    )
  })
})

describe('what is exported', () => {
  test('comes back the same, every kind and every field', async () => {
    await fc.assert(
      fc.asyncProperty(anyBank(), async (drafts) => {
        const { questions, errors, warnings, skipped } = await readXlsxQuestions((await writeXlsxQuestions(drafts)).bytes)
        expect({ errors, warnings, skipped, own: questions.flatMap((one) => one.errors) }).toEqual({ errors: [], warnings: [], skipped: [], own: [] })
        expect(questions.map(({ draft }) => draft)).toEqual(drafts)
      }),
      { numRuns: 150 },
    )
  })

  const choice: QuestionDraft = { ...blankQuestion(), code: 'X1', topic: 'T', difficulty: 1, stem: 'S', options: ['a', 'b'], correct: [0] }

  test('holds text and never a formula', async () => {
    const draft = { ...choice, stem: '=HYPERLINK("http://x")', options: ['-5', "'=1", '_x0041_', '1/2'] }
    const { bytes } = await writeXlsxQuestions([draft])
    const { sheets } = await readXlsx(bytes, { readStyles: true })
    expect([...(sheets[0]?.cells?.values() ?? [])].filter((cell) => cell.formula !== undefined)).toEqual([])
    expect(sheets[0]?.cells?.get('1,5')?.style?.numFmt).toBe('@')
    expect((await readXlsxQuestions(bytes)).questions[0]?.draft).toEqual(draft)
  })

  test('says the same as a CSV', async () => {
    const [draft] = [{ ...choice, tags: ['a', 'b'], explanation: 'Vì thế' }]
    const fromCsv = readCsvQuestions(Buffer.from(writeCsvQuestions([draft as QuestionDraft]).bytes).toString('utf8'))
    expect(await readXlsxQuestions((await writeXlsxQuestions([draft as QuestionDraft])).bytes)).toEqual(fromCsv)
  })

  test('keeps the mark of a picture', async () => {
    const draft = { ...choice, stem: `Xem ![bản đồ](picture:${'a'.repeat(64)})` }
    expect((await readXlsxQuestions((await writeXlsxQuestions([draft])).bytes)).questions[0]?.draft.stem).toBe(draft.stem)
  })

  test('names the question that is too long for a cell', async () => {
    expect((await writeXlsxQuestions([{ ...choice, explanation: 'a'.repeat(40_000) }])).leftOut).toEqual([
      { code: 'X1', reason: expect.stringContaining('32.767') },
    ])
  })
})

describe('the template', () => {
  test('reads as a question of each kind, without an error or a warning', async () => {
    const { drafts, errors, warnings } = collectQuestions(await readXlsxQuestions(await questionTemplate()))
    expect({ errors, warnings }).toEqual({ errors: [], warnings: [] })
    expect(drafts.map(({ draft }) => draft.kind)).toEqual(['single', 'multiple', 'trueFalse', 'shortText', 'number', 'ordering', 'matching'])
  })

  test('has bold headings, drop-downs and a sheet that explains every column', async () => {
    const { sheets } = await readXlsx(await questionTemplate(), { readStyles: true })
    const [list, guide] = sheets
    expect(sheets.map(({ name }) => name)).toEqual(['Câu hỏi', 'Hướng dẫn'])
    expect(list?.cells?.get('0,0')?.style?.font?.bold).toBe(true)
    expect(list?.dataValidations?.map(({ type }) => type)).toEqual(Array.from({ length: 6 }, () => 'list'))
    const explained = guide?.rows.map(([heading]) => String(heading)) ?? []
    for (const heading of list?.rows[0] ?? [])
      expect(explained).toContain(String(heading).startsWith('Phương án') ? 'Phương án A … L' : String(heading))
  })
})

test('twenty thousand questions are read within seconds', { timeout: 60_000 }, async () => {
  const drafts = Array.from({ length: 20_000 }, (_, index): QuestionDraft => ({
    ...blankQuestion(),
    code: `X${index}`,
    topic: 'Bầu cử',
    difficulty: 1 + (index % 5),
    stem: `Câu ${index}: công dân đủ bao nhiêu tuổi có quyền bầu cử?`,
    options: ['16 tuổi', '18 tuổi', '20 tuổi', '21 tuổi'],
    correct: [1],
    explanation: 'Luật bầu cử, Điều 2.',
  }))
  const { bytes } = await writeXlsxQuestions(drafts)
  const before = process.cpuUsage()
  const { questions } = await readXlsxQuestions(bytes)
  const { user, system } = process.cpuUsage(before)
  expect(questions).toHaveLength(20_000)
  expect((user + system) / 1_000_000).toBeLessThan(10)
})
