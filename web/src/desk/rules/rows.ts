/** A list with one row moved up (−1) or down (1); as it was where there is nowhere to go. */
export function moved<Row>(rows: readonly Row[], index: number, by: -1 | 1): Row[] {
  const to = index + by
  const next = [...rows]
  const [row] = next.splice(index, 1)
  if (row === undefined || to < 0 || to >= rows.length) return [...rows]
  next.splice(to, 0, row)
  return next
}

export function without<Row>(rows: readonly Row[], index: number): Row[] {
  return rows.filter((_, at) => at !== index)
}

/** The letter by which an option is known. */
export const letterOf = (index: number): string => String.fromCharCode(65 + index)
