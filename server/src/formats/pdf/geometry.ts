/** PDF points, from the top left corner. */
export type Box = { x: number; y: number; width: number; height: number }

export const mm = (millimetres: number): number => (millimetres / 25.4) * 72

export const A4 = { width: mm(210), height: mm(297) }

/** What is left of a box inside a margin. */
export function inset({ x, y, width, height }: Box, margin: number): Box {
  return { x: x + margin, y: y + margin, width: width - 2 * margin, height: height - 2 * margin }
}

/** A box cut into equal columns with a gap between them. */
export function columns(box: Box, count: number, gap: number): Box[] {
  const width = (box.width - gap * (count - 1)) / count
  return Array.from({ length: count }, (_, index) => ({ ...box, x: box.x + index * (width + gap), width }))
}
