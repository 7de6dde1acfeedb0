import type { CertificateText } from '../../domain/certificate.ts'
import { openPdf, pdfBytes, type Pdf, type PdfFonts } from '../pdf/document.ts'
import { drawBlock, drawText, fitBlock, type TextStyle } from '../pdf/draw-text.ts'
import { A4, inset, mm, type Box } from '../pdf/geometry.ts'
import { drawQr, qrOf } from '../pdf/qr.ts'

const INK = '#1a1a1a'
const SOFT = '#4d4d4d'
/** Dark enough to stay readable as a grey. */
const ACCENT = '#8f1d18'
const PAGE: Box = { x: 0, y: 0, width: A4.height, height: A4.width }
const INNER = inset(PAGE, mm(26))
const QR_SIDE = mm(32)

const style = (own: Pick<TextStyle, 'largest' | 'smallest'> & Partial<TextStyle>): TextStyle => ({
  font: 'regular',
  color: INK,
  align: 'center',
  maxLines: 1,
  leading: 1.28,
  ...own,
})

/** One certificate, A4 on its side, as the bytes of a PDF file. */
export function certificatePdf(fonts: PdfFonts, { text, at }: { text: CertificateText; at: number }): AsyncGenerator<Uint8Array> {
  const document = openPdf(fonts, { title: `Giấy chứng nhận – ${text.name}`, author: text.organiser, at, lying: true })
  return pdfBytes(document, [text], drawCertificate)
}

function drawCertificate(document: Pdf, text: CertificateText): void {
  drawFrame(document)
  const foot = drawFoot(document, text)
  if (text.rehearsal)
    drawText(
      document,
      'DIỄN TẬP – GIẤY NÀY KHÔNG CÓ GIÁ TRỊ',
      { ...INNER, y: mm(14) },
      style({ font: 'bold', color: ACCENT, largest: 12, smallest: 12 }),
    )
  const parts: [words: string, own: TextStyle, gap: number][] = [
    [text.organiser.toLocaleUpperCase('vi'), style({ font: 'semiBold', color: SOFT, largest: 14, smallest: 9, maxLines: 2 }), mm(5)],
    [text.heading.toLocaleUpperCase('vi'), style({ font: 'bold', color: ACCENT, largest: 36, smallest: 18, maxLines: 2 }), mm(5)],
    [text.name, style({ font: 'bold', largest: 30, smallest: 14, maxLines: 2 }), mm(1.5)],
    [text.union, style({ font: 'semiBold', largest: 16, smallest: 9, maxLines: 2 }), mm(5)],
    [text.deed, style({ largest: 15, smallest: 9, maxLines: 2 }), mm(1)],
    [text.contest, style({ font: 'bold', color: ACCENT, largest: 22, smallest: 10, maxLines: 3 }), 0],
  ]
  const blocks = parts.map(([words, own, gap]) => ({ block: fitBlock(document, words, INNER, own), gap }))
  const height = blocks.reduce((sum, { block, gap }) => sum + block.height + gap, 0)
  let y = INNER.y - mm(6) + Math.max(0, (foot - INNER.y + mm(6) - height) / 2)
  for (const { block, gap } of blocks) y = drawBlock(document, block, { ...INNER, y }) + gap
}

function drawFrame(document: Pdf): void {
  for (const [margin, width] of [
    [mm(9), 2.2],
    [mm(11.5), 0.6],
  ] as const) {
    const edge = inset(PAGE, margin)
    document.lineWidth(width).rect(edge.x, edge.y, edge.width, edge.height).stroke(ACCENT)
  }
}

/** On the left how to check it, on the right room to sign; gives back where the foot begins. */
function drawFoot(document: Pdf, { dated, signedBy, receipt, link }: CertificateText): number {
  const top = PAGE.height - mm(22) - QR_SIDE - mm(6)
  drawQr(document, qrOf(link), { x: INNER.x, y: top + mm(4), width: QR_SIDE })
  const beside = { x: INNER.x + QR_SIDE + mm(3), width: mm(78) }
  const small = style({ align: 'left', color: SOFT, largest: 9.5, smallest: 7, maxLines: 3 })
  const next = drawText(document, 'Mã kiểm tra', { ...beside, y: top + mm(10) }, small)
  const after = drawText(document, receipt, { ...beside, y: next }, style({ align: 'left', font: 'bold', largest: 13, smallest: 9 }))
  drawText(document, `Kiểm tra: quét mã, hoặc mở ${link.replace(/^https?:\/\//, '').replace(/\?.*$/, '')}`, { ...beside, y: after + mm(1) }, small)
  const right = { x: PAGE.width / 2 + mm(20), width: INNER.x + INNER.width - PAGE.width / 2 - mm(20) }
  const below = drawText(document, dated, { ...right, y: top + mm(2) }, style({ largest: 12, smallest: 9 }))
  drawText(document, signedBy.toLocaleUpperCase('vi'), { ...right, y: below + mm(1) }, style({ font: 'bold', largest: 12, smallest: 8, maxLines: 3 }))
  return top
}
