/** Rows some at a time: to wait for each of a million would cost as much as reading them. */
export async function* inPieces<Row>(rows: Iterable<Row>, atOnce: number): AsyncGenerator<Row[]> {
  let some: Row[] = []
  for (const row of rows) {
    if (some.push(row) < atOnce) continue
    yield some
    some = []
  }
  if (some.length > 0) yield some
}
