import { placeIn, type CopiedTable } from './copied-tables.ts'
import type { Row } from './copying.ts'

/** The rows of one key on both sides; null where that side has none. */
export type Pair = [wanted: Row | null, found: Row | null]

/** The rows of a table on two sides, each read once in the order of its key and in pieces. */
export async function* sideBySide(table: CopiedTable, there: AsyncIterable<Row[]>, here: AsyncIterable<Row[]>): AsyncGenerator<Pair[]> {
  const byKey = keyOrder(table)
  const [wanted, found] = [rowLine(there), rowLine(here)]
  try {
    for (;;) {
      await wanted.fill()
      await found.fill()
      const pairs: Pair[] = []
      while (wanted.known() && found.known()) {
        const [one, other] = [wanted.first(), found.first()]
        if (one === undefined && other === undefined) break
        const order = one === undefined ? 1 : other === undefined ? -1 : byKey(one, other)
        pairs.push([order <= 0 ? wanted.take() : null, order >= 0 ? found.take() : null])
      }
      if (pairs.length === 0) return
      yield pairs
    }
  } finally {
    await wanted.end()
    await found.end()
  }
}

/** Rows one by one; only who has taken a whole piece waits for the next. */
function rowLine(pieces: AsyncIterable<Row[]>) {
  const iterator = pieces[Symbol.asyncIterator]()
  let [piece, at, ended]: [Row[], number, boolean] = [[], 0, false]
  return {
    async fill(): Promise<void> {
      if (at < piece.length || ended) return
      const next = await iterator.next()
      ended = next.done === true
      ;[piece, at] = [next.done === true ? [] : next.value, 0]
    },
    /** Whether it is known what comes first: a row, or nothing any more. */
    known: (): boolean => at < piece.length || ended,
    first: (): Row | undefined => piece[at],
    take: (): Row | null => piece[at++] ?? null,
    end: async (): Promise<void> => void (await iterator.return?.()),
  }
}

/** As both databases sort: numbers by size, text by its bytes. */
function keyOrder(table: CopiedTable): (a: Row, b: Row) => number {
  const places = table.key.map((name) => placeIn(table, name))
  return (a, b) => {
    for (const place of places) {
      const [one, other] = [a[place] ?? null, b[place] ?? null]
      if (one === other) continue
      return typeof one === 'number' && typeof other === 'number' ? one - other : Buffer.compare(Buffer.from(String(one)), Buffer.from(String(other)))
    }
    return 0
  }
}
