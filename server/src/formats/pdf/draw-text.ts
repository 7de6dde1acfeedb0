import { measureIn, type FontName, type Pdf } from './document.ts'
import { fitText, type Room } from './fit-text.ts'
import type { Box } from './geometry.ts'

export type TextStyle = {
  font: FontName
  color: string
  align?: 'left' | 'center'
  maxLines: number
  largest: number
  smallest: number
  /** Height of a line over the size of its letters. */
  leading?: number
}
/** Text that knows how large it will be, before it is placed. */
export type Block = { lines: string[]; size: number; height: number; style: TextStyle }

/** Make text as large as its column and its style let it be; `height` bounds it too when it is given. */
export function fitBlock(document: Pdf, text: string, room: { width: number; height?: number }, style: TextStyle): Block {
  const leading = style.leading ?? 1.3
  const limits: Room = { ...style, leading, width: room.width, maxHeight: room.height ?? Infinity, even: style.align === 'center' }
  const { size, lines } = fitText(text.normalize('NFC'), limits, measureIn(document, style.font))
  return { lines, size, height: lines.length * size * leading, style }
}

/** Write a block from the top left corner of a column down; gives back where it ends. */
export function drawBlock(document: Pdf, { lines, size, height, style }: Block, at: Omit<Box, 'height'>): number {
  const measure = measureIn(document, style.font)
  document.font(style.font, size).fillColor(style.color)
  for (const [index, line] of lines.entries()) {
    const x = style.align === 'center' ? at.x + (at.width - measure(line, size)) / 2 : at.x
    document.text(line, x, at.y + (index * height) / lines.length, { lineBreak: false })
  }
  return at.y + height
}

/** Fit text into a column and write it there; gives back where it ends. */
export function drawText(document: Pdf, text: string, at: Omit<Box, 'height'>, style: TextStyle): number {
  return drawBlock(document, fitBlock(document, text, at, style), at)
}
