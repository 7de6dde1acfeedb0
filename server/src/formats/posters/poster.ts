import { typedLink, unionLink, type PosterStep, type PosterText, type PosterUnion } from '../../domain/posters.ts'
import type { Pdf } from '../pdf/document.ts'
import { drawBlock, drawText, fitBlock, type TextStyle } from '../pdf/draw-text.ts'
import { A4, columns, inset, mm } from '../pdf/geometry.ts'
import { drawQr, qrOf } from '../pdf/qr.ts'

const INK = '#1a1a1a'
const SOFT = '#4d4d4d'
/** Dark enough to stay readable as a grey. */
const ACCENT = '#8f1d18'
const PAGE = { x: 0, y: 0, ...A4 }
const INNER = inset(PAGE, mm(18))
/** Tops of the parts that stand at the same place on every poster. */
const tops = {
  organiser: mm(17),
  line: mm(29),
  called: mm(33),
  title: mm(40),
  period: mm(80),
  union: mm(93),
  qr: mm(119),
  link: mm(201),
  steps: mm(222),
  foot: mm(275),
}
const QR_SIDE = mm(80)

export type PosterPage = { text: PosterText; origin: string; union: PosterUnion }

/** One poster on the current page, A4, made to be read from two metres and to survive a black and white printer. */
export function drawPoster(document: Pdf, { text, origin, union }: PosterPage): void {
  drawFrame(document)
  drawHead(document, text)
  drawUnion(document, union)
  drawCode(document, unionLink(origin, union.code))
  for (const [index, column] of columns(at(tops.steps), text.steps.length, mm(7)).entries()) drawStep(document, text.steps[index], index + 1, column)
  drawText(document, `Mã đơn vị: ${union.code}`, at(tops.foot), style({ largest: 9, smallest: 6, color: SOFT, align: 'center' }))
}

const at = (y: number) => ({ x: INNER.x, y, width: INNER.width, height: A4.height - y })

const style = (own: Pick<TextStyle, 'largest' | 'smallest'> & Partial<TextStyle>): TextStyle => ({ font: 'regular', color: INK, maxLines: 1, ...own })

function drawFrame(document: Pdf): void {
  for (const [margin, width] of [
    [mm(8), 1.6],
    [mm(9.6), 0.5],
  ] as const) {
    const edge = inset(PAGE, margin)
    document.lineWidth(width).rect(edge.x, edge.y, edge.width, edge.height).stroke(ACCENT)
  }
}

function drawHead(document: Pdf, { title, organiser, period }: PosterText): void {
  const centred = { font: 'semiBold', align: 'center' } as const
  const upper = organiser.toLocaleUpperCase('vi')
  drawText(document, upper, at(tops.organiser), style({ ...centred, largest: 14, smallest: 9, maxLines: 2, leading: 1.2 }))
  document
    .lineWidth(1)
    .moveTo(A4.width / 2 - mm(20), tops.line)
    .lineTo(A4.width / 2 + mm(20), tops.line)
    .stroke(ACCENT)
  drawText(document, 'CUỘC THI TRỰC TUYẾN', at(tops.called), style({ ...centred, color: SOFT, largest: 13, smallest: 13 }))
  const room = { width: INNER.width, height: tops.period - tops.title - mm(2) }
  const block = fitBlock(
    document,
    title,
    room,
    style({ font: 'bold', align: 'center', color: ACCENT, largest: 40, smallest: 12, maxLines: 4, leading: 1.25 }),
  )
  drawBlock(document, block, at(tops.title + (room.height - block.height) / 2))
  drawText(document, period, at(tops.period), style({ ...centred, largest: 17, smallest: 9 }))
}

/** The union's name as large as it fits, its upper unions above it, both in the middle of a box. */
function drawUnion(document: Pdf, { name, path }: PosterUnion): void {
  const box = { ...INNER, y: tops.union, height: tops.qr - tops.union }
  document.lineWidth(1.2).roundedRect(box.x, box.y, box.width, box.height, mm(2)).stroke(INK)
  const inner = inset(box, mm(3))
  const above = fitBlock(
    document,
    path === '' ? 'Đơn vị' : path,
    { width: inner.width, height: inner.height / 3 },
    style({ align: 'center', color: SOFT, largest: 12, smallest: 7, leading: 1.2 }),
  )
  const below = { width: inner.width, height: inner.height - above.height }
  const named = fitBlock(document, name, below, style({ font: 'bold', align: 'center', largest: 25, smallest: 8, maxLines: 3, leading: 1.2 }))
  const top = inner.y + (inner.height - above.height - named.height) / 2
  drawBlock(document, named, { ...inner, y: drawBlock(document, above, { ...inner, y: top }) })
}

function drawCode(document: Pdf, link: string): void {
  drawQr(document, qrOf(link), { x: (A4.width - QR_SIDE) / 2, y: tops.qr + mm(1), width: QR_SIDE })
  const shown = style({ font: 'bold', align: 'center', largest: 20, smallest: 8, maxLines: 2, leading: 1.2 })
  drawText(document, typedLink(link), at(tops.link), shown)
}

function drawStep(document: Pdf, step: PosterStep | undefined, number: number, column: ReturnType<typeof at>): void {
  if (step === undefined) return
  const radius = mm(4.6)
  const circle = { x: column.x, y: column.y, width: 2 * radius }
  document.circle(circle.x + radius, circle.y + radius, radius).fill(ACCENT)
  const digit = style({ font: 'bold', color: '#fff', align: 'center', largest: 15, smallest: 15 })
  drawText(document, String(number), { ...circle, y: circle.y + radius - 15 * 0.64 }, digit)
  const beside = { x: column.x + 2 * radius + mm(2.4), y: circle.y + radius - 14 * 0.64, width: column.width - 2 * radius - mm(2.4) }
  drawText(document, step.title, beside, style({ font: 'bold', largest: 14, smallest: 9 }))
  const under = { ...column, y: column.y + 2 * radius + mm(2.5) }
  drawBlock(
    document,
    fitBlock(
      document,
      step.text,
      { width: column.width, height: tops.foot - under.y - mm(2) },
      style({ largest: 12, smallest: 7, maxLines: 9, leading: 1.35 }),
    ),
    under,
  )
}
