import jsqr from 'jsqr'
import type { PdfPage } from './read-pdf.ts'

// jsqr is CommonJS: its function is one step further in.
const readQr = (jsqr as typeof jsqr & { default?: typeof jsqr }).default ?? jsqr
const DOT = 4

/** What a phone reads from the QR symbol of a page: its rectangles are painted and a reader that is not ours looks at them. */
export function scannedLink({ rects }: PdfPage): string | undefined {
  const paper = rects.findIndex(({ width, height }, index) => width === height && index > 1)
  const symbol = rects[paper]
  if (symbol === undefined) return undefined
  const dark = rects
    .slice(paper + 1)
    .filter(({ x, y }) => x >= symbol.x && y >= symbol.y && x < symbol.x + symbol.width && y < symbol.y + symbol.height)
  const module = Math.min(...dark.map(({ height }) => height))
  const side = Math.round(symbol.width / module) * DOT
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255)
  const dots = (points: number): number => Math.round((points / module) * DOT)
  for (const { x, y, width, height } of dark)
    for (let row = dots(y - symbol.y); row < dots(y - symbol.y + height); row += 1)
      for (let column = dots(x - symbol.x); column < dots(x - symbol.x + width); column += 1)
        pixels.fill(0, (row * side + column) * 4, (row * side + column) * 4 + 3)
  return readQr(pixels, side, side)?.data
}
