import { encode } from 'uqr'
import type { Pdf } from './document.ts'
import type { Box } from './geometry.ts'

/** Dark modules of one row side by side, in modules from the top left corner of the symbol. */
type Run = { x: number; y: number; width: number }
/** `size`: modules a side, with the quiet zone that ISO/IEC 18004 asks for (4 on each side). */
export type Qr = { size: number; runs: Run[] }

const QUIET = 4

/** The QR symbol of a text. A quarter of it may be covered or torn (level Q) before a phone fails to read it; on a screen M is enough, with larger modules. */
export function qrOf(text: string, ecc: 'M' | 'Q' = 'Q'): Qr {
  const { data, size } = encode(text, { ecc, border: QUIET })
  return { size, runs: data.flatMap((row, y) => runsOf(row).map((run) => ({ ...run, y }))) }
}

function runsOf(row: readonly boolean[]): Omit<Run, 'y'>[] {
  const runs: Omit<Run, 'y'>[] = []
  for (const [x, dark] of row.entries()) {
    const last = runs.at(-1)
    if (!dark) continue
    if (last !== undefined && last.x + last.width === x) last.width += 1
    else runs.push({ x, width: 1 })
  }
  return runs
}

/** The symbol as the path of an SVG whose view box is `0 0 size size`. */
export function qrPath({ runs }: Qr): string {
  return runs.map(({ x, y, width }) => `M${x} ${y}h${width}v1h-${width}z`).join('')
}

/** Draw the symbol into a square; one path, so that no hairlines show between its rows. */
export function drawQr(document: Pdf, { size, runs }: Qr, box: Omit<Box, 'height'>): void {
  const module = box.width / size
  document.rect(box.x, box.y, box.width, box.width).fill('#fff')
  for (const run of runs) document.rect(box.x + run.x * module, box.y + run.y * module, run.width * module, module)
  document.fill('#000')
}
