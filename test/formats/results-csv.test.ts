import { parse } from 'csv-parse/sync'
import { text } from 'node:stream/consumers'
import { expect, test, vi } from 'vitest'
import { resultsCsv as csvOf } from '../../server/src/formats/results/results-csv.ts'
import { resultColumns } from '../../server/src/formats/results/results-table.ts'
import type { ResultRow } from '../../server/src/ports/results.ts'
import { inPieces } from '../../server/src/storage/sqlite/in-pieces.ts'
import { dangerousNames, resultRow, resultRows, watchedRows } from './result-rows.ts'

const resultsCsv = (rows: Iterable<ResultRow>) => csvOf(inPieces(rows, 300))
const read = (csv: string): string[][] => parse(csv, { bom: true })

test('rows come back under their headings, with a mark for Excel and Windows line breaks', async () => {
  const csv = await text(resultsCsv([resultRow(1, { unionName: 'CĐCS "Sông Đà", xã A' }), resultRow(2)]))
  const [head, first, second, ...rest] = read(csv)
  expect(csv.split('\r\n')).toHaveLength(4)
  expect(head).toEqual(resultColumns.map(({ header }) => header))
  expect(first?.slice(0, 5)).toEqual(['1', 'Nguyễn Thị Ánh', '0912345678', '03/02/1990', 'CĐCS "Sông Đà", xã A'])
  expect(second?.[0]).toBe('2')
  expect(rest).toEqual([])
})

test('the bytes begin with the mark of UTF-8', async () => {
  const [first] = await resultsCsv([]).take(1).toArray()
  expect(Buffer.from(first).subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
})

test.each(dangerousNames)('a person called %j is no formula', async (fullName) => {
  const [, row] = read(await text(resultsCsv([resultRow(1, { fullName })])))
  expect(row?.[1]).toBe(`'${fullName}`)
})

test('nobody ranked: the headings alone', async () => {
  expect(read(await text(resultsCsv([])))).toHaveLength(1)
})

test('every row arrives, across the batches', async () => {
  const rows = read(await text(resultsCsv(resultRows(1_001))))
  expect(rows.slice(1).map(([rank]) => Number(rank))).toEqual(Array.from({ length: 1_001 }, (_, index) => index + 1))
})

test('rows are pulled only as the reader takes them, and let go when it leaves', async () => {
  const watched = watchedRows(100_000)
  for await (const _chunk of resultsCsv(watched.rows())) break
  expect(watched.taken()).toBeLessThan(2_000)
  await vi.waitFor(() => expect(watched.closed()).toBe(true))
})

test('an error in the rows breaks the stream off', async () => {
  const failing = function* () {
    yield* resultRows(500)
    throw new Error('disk gone')
  }
  await expect(text(resultsCsv(failing()))).rejects.toThrow('disk gone')
})
