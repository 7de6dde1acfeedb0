/** The top of a chart's axis: the least of 1, 2 or 5 times a power of ten, from 5 on, that holds every value. */
export function axisTop(values: readonly number[]): number {
  const most = Math.max(5, ...values)
  const power = 10 ** Math.floor(Math.log10(most))
  return [1, 2, 5, 10].map((step) => step * power).find((top) => top >= most) ?? most
}
