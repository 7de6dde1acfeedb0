import type { FontName, Pdf } from '../pdf/document.ts'
import { wrap } from '../pdf/fit-text.ts'

export type LineStyle = {
  x: number
  y: number
  width: number
  size: number
  font: FontName
  color: string
  align?: 'right'
  /** At most so many lines, inside so much height; else one. */
  lines?: number
  room?: number
}
/** Writes text into a cell: smaller until it fits, at the smallest cut with "…". */
export type Line = (text: string, style: LineStyle) => void

const SMALLEST = 6
const LEADING = 1.15

/** Words are measured once in each font: a list of people says the same words again and again. */
export function lineWriter(document: Pdf): Line {
  const known = new Map<string, number>()
  const widthOf = (font: FontName, size: number) => {
    return (text: string): number => {
      const key = `${font} ${text}`
      const before = known.get(key)
      if (before !== undefined) return before * size
      if (known.size > 50_000) known.clear()
      const one = document.font(font, 100).widthOfString(text) / 100
      known.set(key, one)
      return one * size
    }
  }
  return (text, { x, y, width, font, color, align, lines = 1, room, ...style }) => {
    const plain = text.normalize('NFC')
    let size = style.size
    let parts: string[]
    for (; ; size -= 0.5) {
      const measure = widthOf(font, size)
      parts = measure(plain) <= width ? [plain] : wrap(plain, width, measure)
      if (parts.length <= lines) break
      if (size - 0.5 >= SMALLEST) continue
      parts = [...parts.slice(0, lines - 1), shortened(parts.slice(lines - 1).join(' '), width, measure)]
      break
    }
    const measure = widthOf(font, size)
    const top = room === undefined ? y : y + (room - parts.length * size * LEADING) / 2 - 1
    document.font(font, size).fillColor(color)
    for (const [index, part] of parts.entries())
      document.text(part, align === 'right' ? x + width - measure(part) : x, top + index * size * LEADING, { lineBreak: false })
  }
}

function shortened(text: string, width: number, measure: (text: string) => number): string {
  let kept = text
  while (kept !== '' && measure(`${kept}…`) > width) kept = kept.slice(0, -1).trimEnd()
  return `${kept}…`
}
