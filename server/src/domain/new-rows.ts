/** Rows of a list that are neither there nor above in it, by the mark that tells one from another. */
export function newRows<Row>(rows: readonly Row[], markOf: (row: Row) => string, there: Iterable<string>): ReadonlySet<Row> {
  const marks = new Set(there)
  return new Set(
    rows.filter((row) => {
      const before = marks.size
      return marks.add(markOf(row)).size > before
    }),
  )
}
