import { describe, expect, it, test } from 'vitest'
import type { AwardLine } from '../../server/src/domain/award-lines.ts'
import { firstPapers, type AwardFacts } from '../../server/src/domain/award-papers.ts'
import { datedWords, paperBlocks, placeholders, unknownPlaceholders } from '../../server/src/domain/award-text.ts'
import { paperContent } from '../../server/src/formats/papers/paper-content.ts'
import { paperDocx } from '../../server/src/formats/papers/paper-docx.ts'
import { paperPdf } from '../../server/src/formats/papers/paper-pdf.ts'
import { officialFonts } from '../../server/src/pdf-fonts.ts'
import type { PaperJob } from '../../server/src/ports/exports.ts'
import { docxWords } from './read-docx.ts'
import { readPdf } from './read-pdf.ts'

const facts: AwardFacts = {
  contest: 'Hội thi <Công đoàn> & “Bầu cử”',
  organiser: 'LĐLĐ tỉnh Lai Châu',
  round: 'Kỳ 1',
  timeZone: 'Asia/Ho_Chi_Minh',
  opensAt: Date.parse('2021-04-23T00:00+07:00'),
  closesAt: Date.parse('2021-04-30T00:00+07:00'),
  people: 12_345,
  attempts: 20_100,
  allCorrect: [{ round: 'Kỳ 1', people: 417 }],
  sealedAt: Date.parse('2021-05-01T09:00+07:00'),
  revisions: '2',
  replaces: null,
  unionMetric: 'rate',
  rehearsal: false,
}
const line = (changes: Partial<AwardLine> = {}): AwardLine => ({
  group: 'roundPeople',
  divisionId: null,
  divisionName: null,
  tier: 0,
  title: 'Giải Nhất',
  value: 1_000_000,
  kind: 'person',
  subjectId: 'an',
  name: 'Nguyễn Thị Ánh',
  unionName: 'CĐCS Nậm Nhùn',
  unionPath: '',
  rank: 1,
  score: 9.5,
  durationMs: 65_250,
  figure: null,
  by: 'rank',
  words: null,
  ...changes,
})
const union = line({
  group: 'divisions',
  divisionId: 'd',
  divisionName: 'Bảng A',
  kind: 'union',
  name: 'CĐCS Điện lực',
  unionName: '',
  unionPath: 'LĐLĐ huyện',
  score: null,
  durationMs: null,
  figure: 0.4567,
  value: null,
})
const papers = firstPapers({ organiser: facts.organiser, scope: 'Kỳ 1' })
const job = (changes: Partial<PaperJob> = {}): PaperJob => ({
  kind: 'decision',
  format: 'docx',
  paper: { ...papers.decision, number: '12/QĐ-LĐLĐ', place: 'Lai Châu', day: '2021-05-12', signer: 'Lê Văn Ký' },
  facts,
  lines: [line(), union],
  note: null,
  at: 0,
  ...changes,
})
const whole = async (pieces: AsyncIterable<Uint8Array>) => {
  const all: Uint8Array[] = []
  for await (const piece of pieces) all.push(piece)
  return Buffer.concat(all)
}
const inDocx = async (changes?: Partial<PaperJob>) => docxWords(await whole(paperDocx(paperContent(job(changes)))))
const pagesOf = async (changes?: Partial<PaperJob>) =>
  readPdf(await whole(paperPdf(officialFonts(), paperContent(job(changes)), 0))).map(({ text }) => text.replace(/\s+/g, ' '))

describe('a template', () => {
  const words = (template: string, changes: Partial<AwardFacts> = {}) =>
    paperBlocks(template, { ...facts, ...changes }, [line(), union]).map(
      ({ kind, runs }) => `${kind}: ${runs.map(({ text, bold }) => (bold ? `*${text}*` : text)).join('')}`,
    )
  test.each([
    [
      'paragraphs, a heading, grounds and items',
      '# A\n> B\n> C;\n\nD\nE\n\n- F\n- G',
      ['heading: A', 'cite: B', 'cite: C;', 'text: D E', 'item: F', 'item: G'],
    ],
    ['bold words', '**Điều 1.** Công nhận', ['text: *Điều 1.* Công nhận']],
    [
      'values, with spaces or without',
      'Có {{people}} người, {{ attempts }} lượt, {{allCorrect}} đúng hết.',
      ['text: Có 12.345 người, 20.100 lượt, 417 đúng hết.'],
    ],
    ['a star in a value is no sign', '**{{contest}}**', ['text: *Hội thi <Công đoàn> & “Bầu cử”*']],
    ['the table stands by itself', 'Danh sách:\n\n{{awardTable}}', ['text: Danh sách:', 'table: ']],
    ['prizes without a value have no total', '{{total}}', ['text: theo cơ cấu giải thưởng của Thể lệ']],
    ['what is left empty goes', 'A\n\n{{replaces}}\n\nB', ['text: A', 'text: B']],
    ['nothing', '   ', []],
  ])('%s', (_, template, blocks) => expect(words(template)).toEqual(blocks))

  it('names the decision that it replaces, and the rounds where there are several', () => {
    expect(words('{{replaces}}', { replaces: { number: '12/QĐ', day: '2021-05-02' } })).toEqual([
      'text: Quyết định này thay thế Quyết định số 12/QĐ ngày 02/05/2021.',
    ])
    expect(words('{{asksToReplace}}', { replaces: { number: '', day: '' } })).toEqual([
      'text: Đề nghị ban hành quyết định thay thế Quyết định số ……………….'.replace('………………', '……'),
    ])
    expect(
      words('{{allCorrect}} – {{scope}}', {
        round: null,
        allCorrect: [
          { round: 'Kỳ 1', people: 4 },
          { round: 'Kỳ 2', people: 0 },
        ],
      }),
    ).toEqual(['text: 4 (Kỳ 1), 0 (Kỳ 2) – Hội thi <Công đoàn> & “Bầu cử”'])
  })
  it('tells placeholders that nobody knows, each once', () => {
    expect(unknownPlaceholders('{{people}} {{nguoi}} {{ nguoi }} {{Scope}} {{}}')).toEqual(['nguoi', 'Scope', ''])
    expect(unknownPlaceholders(placeholders.map((name) => `{{${name}}}`).join(' '))).toEqual([])
    for (const { text } of Object.values(papers)) expect(unknownPlaceholders(text)).toEqual([])
  })
})

test.each([
  ['Lai Châu', '2021-05-12', 'Lai Châu, ngày 12 tháng 5 năm 2021'],
  ['Lai Châu', '2021-02-03', 'Lai Châu, ngày 03 tháng 02 năm 2021'],
  ['', '', '……………, ngày …… tháng …… năm 2021'],
])('official papers are dated: %s %s', (place, day, dated) => expect(datedWords({ place, day }, facts)).toBe(dated))

describe.each(['docx', 'pdf'] as const)('a decision as %s', (format) => {
  const read = async (changes?: Partial<PaperJob>) =>
    (format === 'docx' ? await inDocx(changes) : (await pagesOf(changes)).join(' ')).replace(/\s+/g, ' ')
  it('has the country and its motto, who issues it, number, place and day, articles, signature and the list with every letter and sign', async () => {
    const words = await read()
    for (const part of [
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc',
      'LĐLĐ TỈNH LAI CHÂU',
      'Số: 12/QĐ-LĐLĐ',
      'Lai Châu, ngày 12 tháng 5 năm 2021',
      'Về việc công nhận kết quả và trao giải Kỳ 1',
      'Căn cứ Thể lệ Hội thi <Công đoàn> & “Bầu cử”;',
      'Điều 1. Công nhận kết quả Kỳ 1 – Hội thi <Công đoàn> & “Bầu cử” với 12.345 người dự thi, 20.100 lượt thi; trao 1 giải cá nhân và 1 giải tập thể',
      'Nơi nhận: - Như Điều 3;',
      'TM. BAN THƯỜNG VỤ CHỦ TỊCH Lê Văn Ký',
      'DANH SÁCH TẬP THỂ, CÁ NHÂN ĐẠT GIẢI KỲ 1',
      '(Kèm theo Quyết định số 12/QĐ-LĐLĐ ngày 12 tháng 5 năm 2021)',
      'I. Giải cá nhân',
      'Nguyễn Thị Ánh CĐCS Nậm Nhùn 9,5 1:05.250 Giải Nhất 1.000.000',
      'II. Giải tập thể – Bảng A',
      'CĐCS Điện lực LĐLĐ huyện 45,67% Giải Nhất',
    ])
      // Justified lines of a PDF place each word by itself, without spaces.
      expect(words.replace(/\s/g, '')).toContain(part.replace(/\s/g, ''))
    expect(words).not.toContain('DỰ THẢO')
  })
  test.each([
    ['a draft says so', { note: 'draft' as const }, 'DỰ THẢO'],
    ['a rehearsal says so', { facts: { ...facts, rehearsal: true } }, 'DIỄN TẬP – VĂN BẢN NÀY KHÔNG CÓ GIÁ TRỊ'],
    ['shortened names are explained', { note: 'shortened' as const }, 'Tên người đạt giải được rút gọn'],
    [
      'a letter is addressed',
      { kind: 'letter' as const, paper: papers.letter },
      'TỜ TRÌNH Về việc công nhận kết quả và trao giải Kỳ 1 Kính gửi: Ban Thường vụ',
    ],
    ['what is not set yet is dots', { paper: papers.decision }, 'Số: ……/QĐ-LĐLĐ'],
    ['letters that come apart (NFD) are put together', { lines: [line({ name: 'Lò Thị Ngũ'.normalize('NFD') })] }, 'Lò Thị Ngũ'],
  ])('%s', async (_, changes, part) => expect(await read(changes)).toContain(part))

  it('has the list inside the text where the template puts it, and not again', async () => {
    const words = await read({ paper: { ...papers.decision, text: 'Trước bảng.\n\n{{awardTable}}\n\nSau bảng.' } })
    expect(words).toMatch(/Trước bảng\..*Nguyễn Thị Ánh.*Sau bảng\./)
    expect([words.split('Nguyễn Thị Ánh').length, words.includes('DANH SÁCH')]).toEqual([2, false])
  })
})

it('a long list repeats its head on each page of the PDF, loses nobody, and numbers the pages from the second on', async () => {
  const lines = Array.from({ length: 200 }, (_, index) => line({ name: `Người Thứ ${index + 1}.`, subjectId: String(index) }))
  const pages = await pagesOf({ lines })
  expect(pages.length).toBeGreaterThan(5)
  for (const [index, page] of pages.slice(1).entries()) {
    expect(page).toContain('TT Họ và tên Đơn vị')
    expect(page).toMatch(new RegExp(`^ ?${index + 2} `))
  }
  const all = pages.join(' ')
  for (let number = 1; number <= 200; number += 1) expect(all).toContain(`Người Thứ ${number}.`)
})

it('a Word file repeats the head of its tables and breaks no row', async () => {
  const bytes = await whole(paperDocx(paperContent(job())))
  expect(bytes.subarray(0, 2).toString()).toBe('PK')
  const { unzipSync, strFromU8 } = await import('fflate')
  const xml = strFromU8(unzipSync(new Uint8Array(bytes))['word/document.xml']!)
  expect(xml.match(/<w:tblHeader\/>/g)).toHaveLength(2)
  expect(xml.match(/<w:tr>/g)?.length).toBe(xml.match(/<w:cantSplit\/>/g)?.length)
})
