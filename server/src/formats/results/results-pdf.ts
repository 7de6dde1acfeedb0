import type { ResultRow } from '../../ports/results.ts'
import { openPdf, pdfBytes, type Pdf, type PdfFonts } from '../pdf/document.ts'
import { A4, mm } from '../pdf/geometry.ts'
import { decimal, minutes, vietnamTime } from '../vietnamese-values.ts'
import { lineWriter, type Line } from './pdf-line.ts'
import { scopeWords } from './provenance.ts'
import { isContestantKind, kindWords } from './results-table.ts'
import type { ResultFile } from './results-xlsx.ts'

const MARGIN = mm(12)
const PAGE = { width: A4.height, height: A4.width }
const ROW = 24
const HEADING = 26
/** The first page also says what the list is. */
const TITLE = 74
const FOOTER = mm(14)
const INK = '#1f2933'
const QUIET = '#52606d'

type Column = { header: string; width: number; align?: 'right'; value: (row: ResultRow) => string }

const columns: Column[] = [
  { header: 'Hạng', width: 40, align: 'right', value: (row) => decimal(row.rank) },
  { header: 'Họ và tên', width: 150, value: (row) => row.fullName },
  { header: 'Đơn vị', width: 194, value: (row) => row.unionName },
  { header: 'Đối tượng', width: 84, value: ({ contestantKind: kind }) => (isContestantKind(kind) ? kindWords[kind] : kind) },
  { header: 'Điểm', width: 52, align: 'right', value: (row) => `${decimal(row.score)}/${decimal(row.maxScore)}` },
  { header: 'Thời gian', width: 58, align: 'right', value: (row) => minutes(row.durationMs).slice(0, -4) },
  { header: 'Nộp lúc', width: 104, value: (row) => vietnamTime(row.submittedAt) },
  { header: 'Mã biên nhận', width: 92, value: (row) => row.receipt },
]

type Page = { number: number; rows: ResultRow[] }

const rowsOn = (page: number): number => Math.floor((PAGE.height - 2 * MARGIN - FOOTER - HEADING - (page === 1 ? TITLE : 0)) / ROW)
const pageCount = (rows: number): number => 1 + Math.ceil(Math.max(0, rows - rowsOn(1)) / rowsOn(2))

/** The official list: A4 on its side, the heading on every page, "Trang 3/12" and what proves it below; handed out page by page. */
export function resultsPdf({ about, reads, revisionId, scope, counted }: ResultFile, fonts: PdfFonts): AsyncGenerator<Uint8Array> {
  const title = `Kết quả ${about.round} – ${about.contest} – lần chốt ${about.revision}`
  const document = openPdf(fonts, { title, author: about.sealedBy, at: about.sealedAt, lying: true })
  const line = lineWriter(document)
  const pages = pageCount(about.rows)
  let done = 0
  return pdfBytes(document, pagesOf(reads.rows(revisionId, scope)), (_, page) => {
    let y = MARGIN
    if (page.number === 1) y = drawTitle(document, line, y, about)
    y = drawHeading(document, line, y)
    for (const row of page.rows) y = drawRow(document, line, y, row)
    if (page.rows.length === 0)
      line('Không có ai trong phạm vi này.', { x: MARGIN, y: y + 6, width: PAGE.width - 2 * MARGIN, size: 9, font: 'regular', color: QUIET })
    drawFooter(line, `Trang ${page.number}/${pages}`, about)
    done += page.rows.length
    counted(done)
  })
}

async function* pagesOf(rows: AsyncIterable<ResultRow[]>): AsyncGenerator<Page> {
  let page: Page = { number: 1, rows: [] }
  for await (const some of rows)
    for (const row of some) {
      if (page.rows.length === rowsOn(page.number)) {
        yield page
        page = { number: page.number + 1, rows: [] }
      }
      page.rows.push(row)
    }
  yield page
}

function drawTitle(document: Pdf, line: Line, y: number, about: ResultFile['about']): number {
  const width = PAGE.width - 2 * MARGIN
  line(about.organiser.toLocaleUpperCase('vi'), { x: MARGIN, y, width, size: 9, font: 'semiBold', color: QUIET })
  line(about.contest, { x: MARGIN, y: y + 14, width, size: 15, font: 'bold', color: INK })
  line(`Kết quả chính thức ${about.round} · lần chốt ${about.revision} · phạm vi: ${scopeWords(about)}`, {
    x: MARGIN,
    y: y + 36,
    width,
    size: 10.5,
    font: 'semiBold',
    color: INK,
  })
  const facts = `Chốt lúc ${vietnamTime(about.sealedAt)} bởi ${about.sealedBy} · ${decimal(about.people)} người, ${decimal(about.attempts)} lượt · trong phạm vi: ${decimal(about.rows)} người`
  line(facts, { x: MARGIN, y: y + 52, width, size: 9, font: 'regular', color: QUIET })
  document
    .moveTo(MARGIN, y + TITLE - 6)
    .lineTo(PAGE.width - MARGIN, y + TITLE - 6)
    .lineWidth(0.8)
    .strokeColor(INK)
    .stroke()
  return y + TITLE
}

function drawHeading(document: Pdf, line: Line, y: number): number {
  document.rect(MARGIN, y, PAGE.width - 2 * MARGIN, HEADING - 4).fill('#e8eef7')
  eachColumn(({ header, width, align }, x) =>
    line(header, { x: x + 3, y: y + 5, width: width - 6, size: 8.5, font: 'bold', color: INK, ...(align === undefined ? {} : { align }) }),
  )
  return y + HEADING
}

function drawRow(document: Pdf, line: Line, y: number, row: ResultRow): number {
  eachColumn(({ value, width, align }, x) =>
    line(value(row), {
      x: x + 3,
      y,
      width: width - 6,
      size: 8.5,
      font: 'regular',
      color: INK,
      lines: 2,
      room: ROW,
      ...(align === undefined ? {} : { align }),
    }),
  )
  document
    .moveTo(MARGIN, y + ROW - 1)
    .lineTo(PAGE.width - MARGIN, y + ROW - 1)
    .lineWidth(0.3)
    .strokeColor('#cbd2d9')
    .stroke()
  return y + ROW
}

function eachColumn(draw: (column: Column, x: number) => void): void {
  let x = MARGIN
  for (const column of columns) {
    draw(column, x)
    x += column.width
  }
}

function drawFooter(line: Line, page: string, about: ResultFile['about']): void {
  const y = PAGE.height - MARGIN - 12
  const width = PAGE.width - 2 * MARGIN
  line(`Sổ nhận bài dòng ${decimal(about.chainSeq)} · ${about.chainHash}`, {
    x: MARGIN,
    y: y - 10,
    width: width - 90,
    size: 6.5,
    font: 'regular',
    color: QUIET,
  })
  line(`Mã băm kết quả (SHA-256) ${about.resultsHash}`, { x: MARGIN, y, width: width - 90, size: 6.5, font: 'regular', color: QUIET })
  line(page, { x: MARGIN + width - 90, y, width: 90, size: 8.5, font: 'semiBold', color: INK, align: 'right' })
}
