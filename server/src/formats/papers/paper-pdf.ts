import PDFDocument from 'pdfkit'
import type { PaperBlock, Run } from '../../domain/award-text.ts'
import { A4, mm } from '../pdf/geometry.ts'
import { COUNTRY, MOTTO, type PaperContent } from './paper-content.ts'
import { drawTable } from './paper-table.ts'

export type OfficialFonts = { regular: Uint8Array; italic: Uint8Array; bold: Uint8Array; boldItalic: Uint8Array }
export type Face = keyof OfficialFonts
type Pdf = PDFKit.PDFDocument

const MARGIN = { top: mm(20), bottom: mm(20), left: mm(30), right: mm(20) }
const WIDTH = A4.width - MARGIN.left - MARGIN.right
const BOTTOM = A4.height - MARGIN.bottom
/** Between lines, in points. */
const LEADING = 3

/** A page that is written from the top down; `room` begins the next page when so much does not fit any more. */
export type Sheet = { pdf: Pdf; left: number; width: number; y: number; room: (height: number) => void }

/** An official paper as PDF: the layout of its Word file, in letters as wide as Times New Roman's. */
export async function* paperPdf(fonts: OfficialFonts, content: PaperContent, at: number): AsyncGenerator<Uint8Array> {
  const pdf = new PDFDocument({
    autoFirstPage: false,
    size: [A4.width, A4.height],
    margin: 0,
    lang: 'vi',
    displayTitle: true,
    pdfVersion: '1.7',
    info: { Title: content.title, Author: content.author, CreationDate: new Date(at), ModDate: new Date(at) },
  })
  for (const [name, bytes] of Object.entries(fonts)) pdf.registerFont(name, Buffer.from(bytes))
  draw(openSheet(pdf), content)
  pdf.end()
  yield* pdf as AsyncIterable<Uint8Array>
}

function openSheet(pdf: Pdf): Sheet {
  const sheet: Sheet = { pdf, left: MARGIN.left, width: WIDTH, y: MARGIN.top, room: (height) => void (sheet.y + height > BOTTOM && next()) }
  let page = 0
  const next = (): void => {
    pdf.addPage()
    page += 1
    sheet.y = MARGIN.top
    if (page > 1) pdf.font('regular', 13).text(String(page), 0, mm(10), { width: A4.width, align: 'center', lineBreak: false })
  }
  next()
  return sheet
}

function draw(sheet: Sheet, content: PaperContent): void {
  drawHead(sheet, content)
  if (content.warning !== '') line(sheet, content.warning, { face: 'bold', before: 8 })
  line(sheet, content.name, { face: 'bold', before: 16 })
  line(sheet, content.subject, { face: 'bold' })
  rule(sheet, sheet.left + WIDTH / 2, WIDTH * 0.18)
  if (content.addressee !== '') line(sheet, `Kính gửi: ${content.addressee}`, { before: 8 })
  sheet.y += 8
  for (const block of content.blocks) drawBlock(sheet, block, content)
  drawSignature(sheet, content)
  if (content.list === null) return
  sheet.room(A4.height)
  line(sheet, content.list.title, { face: 'bold' })
  line(sheet, content.list.of, { face: 'italic' })
  rule(sheet, sheet.left + WIDTH / 2, WIDTH * 0.15)
  if (content.list.note !== '') line(sheet, content.list.note, { face: 'italic', size: 12, before: 4 })
  for (const table of content.tables) drawTable(sheet, table)
}

type Style = { face?: Face; size?: number; before?: number; x?: number; width?: number; align?: 'left' | 'center' }

/** Words by themselves, in the middle unless said otherwise. */
function line(sheet: Sheet, words: string, { face = 'regular', size = 14, before = 0, x, width, align = 'center' }: Style = {}): void {
  const { pdf } = sheet
  const own = { width: width ?? sheet.width, align, lineGap: LEADING }
  pdf.font(face, size).fillColor('#000')
  const height = pdf.heightOfString(words, own)
  sheet.room(before + height)
  pdf.text(words, x ?? sheet.left, sheet.y + before, own)
  sheet.y += before + height
}

function rule(sheet: Sheet, middle: number, width: number): void {
  sheet.pdf
    .lineWidth(0.7)
    .moveTo(middle - width / 2, sheet.y + 1)
    .lineTo(middle + width / 2, sheet.y + 1)
    .stroke('#000')
  sheet.y += 5
}

function drawHead(sheet: Sheet, { upperBody, issuer, number, dated }: PaperContent): void {
  const top = sheet.y
  const left = { x: sheet.left - mm(8), width: mm(72) }
  const right = { x: sheet.left + mm(64), width: WIDTH - mm(64) + mm(6) }
  if (upperBody !== '') line(sheet, upperBody, { size: 12, ...left })
  line(sheet, issuer, { face: 'bold', size: 12, ...left })
  rule(sheet, left.x + left.width / 2, mm(24))
  line(sheet, number, { size: 13, before: 3, ...left })
  const leftEnd = sheet.y
  sheet.y = top
  line(sheet, COUNTRY, { face: 'bold', size: 12, ...right })
  line(sheet, MOTTO, { face: 'bold', size: 13, ...right })
  rule(sheet, right.x + right.width / 2, sheet.pdf.font('bold', 13).widthOfString(MOTTO))
  line(sheet, dated, { face: 'italic', size: 13, before: 3, ...right })
  sheet.y = Math.max(leftEnd, sheet.y)
}

function drawBlock(sheet: Sheet, block: PaperBlock, { tables }: PaperContent): void {
  if (block.kind === 'table') return tables.forEach((table) => drawTable(sheet, table))
  const words = block.runs.map(({ text }) => text).join('')
  if (block.kind === 'heading') {
    line(sheet, words, { face: 'bold', before: 6 })
    sheet.y += 6
    return
  }
  const { pdf } = sheet
  const own = { width: WIDTH, align: 'justify' as const, lineGap: LEADING, indent: mm(12.7) }
  // Bold letters are the widest: what is reckoned with them always has room.
  const height = pdf.font('bold', 14).heightOfString(words, own)
  sheet.room(Math.min(height, BOTTOM - MARGIN.top))
  const runs = spacesBefore(block.kind === 'item' ? [{ text: '- ', bold: false }, ...block.runs] : block.runs)
  for (const [index, { text, bold }] of runs.entries()) {
    const face = block.kind === 'cite' ? (bold ? 'boldItalic' : 'italic') : bold ? 'bold' : 'regular'
    const continued = index < runs.length - 1
    if (index === 0) pdf.font(face, 14).text(text, sheet.left, sheet.y, { ...own, continued })
    else pdf.font(face, 14).text(text, { continued })
  }
  sheet.y = pdf.y + 4
}

/** pdfkit drops a space that begins a run, so it ends the run before. */
const spacesBefore = (runs: readonly Run[]): Run[] =>
  runs.map(({ text, bold }, index) => {
    const own = index === 0 ? text : text.trimStart()
    return { text: /^\s/.test(runs[index + 1]?.text ?? '') ? `${own.trimEnd()} ` : own, bold }
  })

function drawSignature(sheet: Sheet, { recipients, signature: { onBehalf, position, signer } }: PaperContent): void {
  const half = WIDTH / 2
  sheet.room(Math.max(mm(50), recipients.length * 16 + 20))
  sheet.y += 10
  const top = sheet.y
  if (recipients.length > 0) line(sheet, 'Nơi nhận:', { face: 'boldItalic', size: 12, width: half, align: 'left' })
  for (const recipient of recipients) line(sheet, `- ${recipient.replace(/^-\s*/, '')}`, { size: 11, width: half, align: 'left' })
  const leftEnd = sheet.y
  sheet.y = top
  const right = { x: sheet.left + half, width: half }
  for (const words of [onBehalf, position]) if (words !== '') line(sheet, words, { face: 'bold', ...right })
  sheet.y += mm(24)
  line(sheet, signer === '' ? '…………………………' : signer, { face: 'bold', ...right })
  sheet.y = Math.max(leftEnd, sheet.y)
}
