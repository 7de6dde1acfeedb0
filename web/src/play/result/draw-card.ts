import { fitLines } from './card-layout.ts'

/** What stands on the card, in the order of the card; nothing personal but name and union. */
export type CardText = {
  organiser: string
  contest: string
  head: string
  name: string
  union: string
  round: string
  at: string
  receiptLabel: string
  receipt: string
  check: string
  /** Printed across the top while the clock is not the real one. */
  rehearsal: string | null
}
type Line = { text: string; weight: number; color: string; largest: number; smallest: number; maxLines: number; gap: number }

const WIDTH = 1080
const HEIGHT = 1350
const MARGIN = 96
// The card is paper: the same in light and dark.
const [INK, SOFT, ACCENT, PAPER, TINT] = ['#1c1b1f', '#55525a', '#a8201a', '#ffffff', '#fbeceb']

const font = (weight: number, size: number): string =>
  `${weight} ${size}px system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', Arial, sans-serif`

function linesOf(text: CardText): Line[] {
  const line = (own: Omit<Line, 'maxLines' | 'smallest' | 'gap'> & Partial<Line>): Line => ({ maxLines: 2, smallest: 24, gap: 18, ...own })
  return [
    line({ text: text.organiser, weight: 500, color: SOFT, largest: 34 }),
    line({ text: text.contest, weight: 700, color: ACCENT, largest: 60, smallest: 34, maxLines: 4, gap: 44 }),
    line({ text: text.head, weight: 700, color: INK, largest: 40, maxLines: 1, gap: 26 }),
    line({ text: text.name, weight: 800, color: INK, largest: 84, smallest: 44, maxLines: 3, gap: 14 }),
    line({ text: text.union, weight: 500, color: INK, largest: 42, smallest: 28, maxLines: 3, gap: 40 }),
    line({ text: text.round, weight: 600, color: INK, largest: 42, smallest: 28 }),
    line({ text: text.at, weight: 500, color: SOFT, largest: 36, maxLines: 1, gap: 0 }),
  ]
}

/** Draw the card on a canvas of 1080 × 1350 pixels. */
export function drawCard(canvas: HTMLCanvasElement, text: CardText): void {
  canvas.width = WIDTH
  canvas.height = HEIGHT
  const pen = canvas.getContext('2d')
  if (pen === null) throw new Error('no canvas on this phone')
  drawPaper(pen, text.rehearsal)
  pen.textAlign = 'center'
  pen.textBaseline = 'top'
  const measure = (weight: number) => (part: string, size: number) => {
    pen.font = font(weight, size)
    return pen.measureText(part).width
  }
  const blocks = linesOf(text).map((line) => ({ ...line, ...fitLines(line.text, { ...line, width: WIDTH - 2 * MARGIN }, measure(line.weight)) }))
  const height = blocks.reduce((sum, { lines, size, gap }) => sum + lines.length * size * 1.28 + gap, 0)
  const [top, bottom] = [text.rehearsal === null ? 84 : 130, HEIGHT - 330]
  let y = top + Math.max(0, (bottom - top - height) / 2)
  for (const { lines, size, weight, color, gap } of blocks) {
    pen.font = font(weight, size)
    pen.fillStyle = color
    for (const part of lines) {
      pen.fillText(part, WIDTH / 2, y)
      y += size * 1.28
    }
    y += gap
  }
  drawFoot(pen, text, measure)
}

function drawPaper(pen: CanvasRenderingContext2D, rehearsal: string | null): void {
  pen.fillStyle = PAPER
  pen.fillRect(0, 0, WIDTH, HEIGHT)
  pen.fillStyle = ACCENT
  pen.fillRect(0, 0, WIDTH, rehearsal === null ? 28 : 84)
  pen.fillRect(0, HEIGHT - 28, WIDTH, 28)
  if (rehearsal === null) return
  pen.fillStyle = PAPER
  pen.textAlign = 'center'
  pen.textBaseline = 'middle'
  pen.font = font(700, 38)
  pen.fillText(rehearsal, WIDTH / 2, 44)
}

function drawFoot(pen: CanvasRenderingContext2D, text: CardText, measure: (weight: number) => (part: string, size: number) => number): void {
  const top = HEIGHT - 300
  pen.fillStyle = TINT
  pen.fillRect(MARGIN, top, WIDTH - 2 * MARGIN, 150)
  pen.fillStyle = SOFT
  pen.font = font(500, 32)
  pen.fillText(text.receiptLabel, WIDTH / 2, top + 20)
  pen.fillStyle = INK
  pen.font = font(700, 56)
  pen.fillText(text.receipt, WIDTH / 2, top + 66)
  const check = fitLines(text.check, { width: WIDTH - 2 * MARGIN, maxLines: 2, largest: 32, smallest: 22 }, measure(500))
  pen.fillStyle = SOFT
  pen.font = font(500, check.size)
  for (const [index, part] of check.lines.entries()) pen.fillText(part, WIDTH / 2, top + 172 + index * check.size * 1.25)
}
