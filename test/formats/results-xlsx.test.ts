import { parse } from 'csv-parse/sync'
import { readXlsx } from 'hucre/xlsx'
import { execFile, spawnSync } from 'node:child_process'
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buffer } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { describe, expect, test, vi } from 'vitest'
import { metaRows, resultColumns } from '../../server/src/formats/results/results-table.ts'
import { resultsXlsx } from '../../server/src/formats/results/results-xlsx.ts'
import { dangerousNames, resultRow, resultRows, resultsMeta, watchedRows } from './result-rows.ts'

const workbook = async (rows: Parameters<typeof resultsXlsx>[1], people: number, rowsPerSheet?: number) =>
  readXlsx(await buffer(resultsXlsx(resultsMeta(people), rows, rowsPerSheet)))
const at = (header: string) => resultColumns.findIndex((column) => column.header === header)

describe('a workbook of results', () => {
  test('holds results on the first sheet and the facts behind them on the second', async () => {
    const { sheets } = await workbook([resultRow(1), resultRow(2)], 2)
    expect(sheets.map(({ name }) => name)).toEqual(['Kết quả', 'Thông tin'])
    expect(sheets[0]?.rows[0]).toEqual(resultColumns.map(({ header }) => header))
    expect(sheets[0]?.rows).toHaveLength(3)
    expect(sheets[1]?.rows.map((row) => row.map((cell) => cell ?? ''))).toEqual(metaRows(resultsMeta(2)))
  })

  test('keeps the leading zero of a phone, numbers as numbers, dates as dates', async () => {
    const { sheets } = await workbook([resultRow(1)], 1)
    const row = sheets[0]?.rows[1] ?? []
    expect(row[at('Số điện thoại')]).toBe('0912345678')
    expect(row[at('Điểm')]).toBe(19.5)
    expect(row[at('Thời gian làm bài (ms)')]).toBe(545_250)
    expect(row[at('Ngày sinh')]).toEqual(new Date('1990-02-03T00:00:00Z'))
    expect(row[at('Thời điểm nộp')]).toEqual(new Date('2021-05-10T23:59:59.250Z'))
  })

  test.each([...dangerousNames, '<b>&amp;</b>', '_x0041_', 'Trần 🇻🇳'])('a person called %j stays text, never a formula', async (fullName) => {
    const { sheets } = await workbook([resultRow(1, { fullName })], 1)
    expect(sheets[0]?.rows[1]?.[1]).toBe(fullName)
    expect(sheets[0]?.cells?.get('1,1')?.formula).toBeUndefined()
  })

  test('characters that XML forbids do not break the file', async () => {
    const { sheets } = await workbook([resultRow(1, { fullName: 'A\u0000B\u001F\uFFFE\uD800C' })], 1)
    expect(sheets[0]?.rows[1]?.[1]).toBe('A B   C')
  })

  test('nobody ranked: headings and facts', async () => {
    const { sheets } = await workbook([], 0)
    expect(sheets.map(({ rows }) => rows.length)).toEqual([1, metaRows(resultsMeta(0)).length])
  })

  test('more rows than a sheet holds go on to the next', async () => {
    const { sheets } = await workbook(resultRows(25), 25, 10)
    expect(sheets.map(({ name, rows }) => [name, rows.length])).toEqual([
      ['Kết quả', 11],
      ['Kết quả 2', 11],
      ['Kết quả 3', 6],
      ['Thông tin', 13],
    ])
    expect(sheets[2]?.rows.at(-1)?.[0]).toBe(25)
  })

  test('the same results give the same bytes', async () => {
    const [one, other] = await Promise.all([buffer(resultsXlsx(resultsMeta(3), resultRows(3))), buffer(resultsXlsx(resultsMeta(3), resultRows(3)))])
    expect(one.equals(other)).toBe(true)
  })
})

describe('the stream', () => {
  test('pulls rows only as the reader takes them, and lets them go when it leaves', async () => {
    const watched = watchedRows(100_000)
    let read = 0
    for await (const chunk of resultsXlsx(resultsMeta(100_000), watched.rows)) {
      read += chunk.length
      if (read > 20_000) break
    }
    expect(watched.taken()).toBeLessThan(20_000)
    await vi.waitFor(() => expect(watched.closed()).toBe(true))
  })

  test('breaks off when the rows fail', async () => {
    const failing = async function* () {
      yield* resultRows(500)
      throw new Error('disk gone')
    }
    await expect(buffer(resultsXlsx(resultsMeta(1_000), failing()))).rejects.toThrow('disk gone')
  })

  test('breaks off rather than leave rows out', async () => {
    await expect(buffer(resultsXlsx(resultsMeta(10), resultRows(11), 10))).rejects.toThrow('more result rows than people')
  })
})

const office = spawnSync('soffice', ['--version']).status === 0
if (!office) console.warn('soffice is not on this machine: the check with LibreOffice is skipped')

test.skipIf(!office)('LibreOffice opens the workbook and shows what was written', { timeout: 60_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hoithi-xlsx-'))
  try {
    const people = dangerousNames.length + 1
    const rows = [...dangerousNames, 'Nguyễn Thị Ánh'].map((fullName, index) => resultRow(index + 1, { fullName }))
    await writeFile(join(folder, 'ket-qua.xlsx'), await buffer(resultsXlsx(resultsMeta(people), rows)))
    // UTF-8, as shown, formulas as formulas if there were any, Vietnamese, every sheet.
    const filter = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,1066,false,true,true,false,false,-1'
    const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`
    await promisify(execFile)('soffice', [profile, '--headless', '--convert-to', filter, '--outdir', folder, join(folder, 'ket-qua.xlsx')])
    const names = (await readdir(folder)).filter((name) => name.endsWith('.csv'))
    const sheet = async (part: string) =>
      parse(await readFile(join(folder, names.find((name) => name.normalize('NFC').includes(part)) ?? '')), { bom: true, relax_column_count: true })
    const [head, ...shown] = await sheet('Kết quả')
    expect(head).toEqual(resultColumns.map(({ header }) => header))
    expect(shown.map((row) => row[1])).toEqual([...dangerousNames, 'Nguyễn Thị Ánh'])
    expect(shown[0]?.slice(2, 5)).toEqual(['0912345678', '03/02/1990', 'CĐCS Trường THPT Tân Uyên'])
    expect(shown[0]?.[at('Thời điểm nộp')]).toBe('10/05/2021 23:59:59')
    expect((await sheet('Thông tin'))[0]).toEqual(metaRows(resultsMeta(people))[0])
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
