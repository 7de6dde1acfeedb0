/** The points of a small line, in a box of `width` by `height`, for SVG; the line keeps to the ground where there is nothing. */
export function sparkPoints(values: readonly number[], width: number, height: number): string {
  const top = Math.max(1, ...values)
  const step = values.length < 2 ? 0 : width / (values.length - 1)
  const round = (value: number): number => Math.round(value * 10) / 10
  return values.map((value, index) => `${round(index * step)},${round(height - (value / top) * height)}`).join(' ')
}
