import { parse } from 'csv-parse/sync'
import { readXlsx } from 'hucre/xlsx'
import { execFile, spawnSync } from 'node:child_process'
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buffer } from 'node:stream/consumers'
import { promisify } from 'node:util'
import type { ResultRow } from '../../server/src/ports/results.ts'
import { describe, expect, test, vi } from 'vitest'
import { resultColumns } from '../../server/src/formats/results/results-table.ts'
import { resultsXlsx } from '../../server/src/formats/results/results-xlsx.ts'
import { provenanceRows } from '../../server/src/formats/results/provenance.ts'
import { aboutRevision, dangerousNames, resultRow, resultRows, resultsFile, watchedRows } from './result-rows.ts'

const bytesOf = (rows: readonly ResultRow[], rowsPerSheet?: number) =>
  buffer(
    resultsXlsx(
      resultsFile(() => rows, rows.length),
      rowsPerSheet,
    ),
  )
const workbook = async (rows: readonly ResultRow[], rowsPerSheet?: number) => readXlsx(await bytesOf(rows, rowsPerSheet))
const at = (header: string) => resultColumns.findIndex((column) => column.header === header)
const SHEETS = ['Kết quả', 'Đơn vị', 'Bảng đơn vị', 'Lượt bị huỷ', 'Thống kê', 'Thể lệ', 'Nguồn gốc']

describe('a workbook of results', () => {
  test('holds people, unions, divisions, voided attempts, statistics, the rules and where it comes from', async () => {
    const { sheets } = await workbook([resultRow(1), resultRow(2)])
    expect(sheets.map(({ name }) => name)).toEqual(SHEETS)
    expect(sheets[0]?.rows[0]).toEqual(resultColumns.map(({ header }) => header))
    expect(sheets[0]?.rows).toHaveLength(3)
    expect(sheets[6]?.rows.slice(1).map((row) => row.map((cell) => cell ?? ''))).toEqual(provenanceRows(aboutRevision(2)))
  })

  test('ranks the unions of a division by people, rate and mean; equal ones share a rank, and without members there is no rate', async () => {
    const { sheets } = await workbook([resultRow(1)])
    expect(sheets[2]?.rows.slice(1).map((row) => row.slice(0, 5))).toEqual([
      ['Bảng A', 1, null, 1, 'T-A-2'],
      ['Bảng A', 2, 2, 1, 'T-A-1'],
      ['Bảng A', 2, 1, 3, 'T-B-1'],
    ])
  })

  test('adds up scores, kinds and hours on its way', async () => {
    const rows = [resultRow(1, { score: 20 }), resultRow(2, { score: 19.5 }), resultRow(3, { score: 19.5, contestantKind: 'officer' })]
    const { sheets } = await workbook(rows)
    expect(sheets[4]?.rows.slice(1).map((row) => row.map((cell) => cell ?? ''))).toEqual([
      ['Điểm', '20', 1, '', '', ''],
      ['Điểm', '19,5', 2, '', '', ''],
      ['Đối tượng', 'Đoàn viên', 2, '', 19.75, 20],
      ['Đối tượng', 'Cán bộ công đoàn', 1, '', 19.5, 19.5],
      ['Giờ nộp bài', '04/05/2021 08:00', '', 3, '', ''],
    ])
  })

  test('of a part of the people ranks within it stand beside the ranks of everybody, and the whole contest stays away', async () => {
    const rows = [resultRow(1, { rank: 3 }), resultRow(2, { rank: 3 }), resultRow(3, { rank: 9 })]
    const file = resultsFile(() => rows, 3, { scopeName: 'member', overallPeople: 1 }, { of: 'kind', contestantKind: 'member' })
    const { sheets } = await readXlsx(await buffer(resultsXlsx(file)))
    expect(sheets[0]?.rows.map((row) => [row[0], row.at(-1)])).toEqual([
      ['Hạng', 'Hạng trong: Đoàn viên'],
      [3, 1],
      [3, 1],
      [9, 3],
    ])
    expect(sheets.map(({ name }) => name)).not.toContain('Toàn cuộc thi')
  })

  test('of a contest that was sealed whole its ranking has a sheet', async () => {
    const { sheets } = await readXlsx(await buffer(resultsXlsx(resultsFile(() => [resultRow(1)], 1, { overallPeople: 1 }))))
    expect(sheets[3]?.name).toBe('Toàn cuộc thi')
    expect(sheets[3]?.rows[1]?.slice(0, 6)).toEqual([1, 'Lò A Dũng', '0912345678', 'CĐCS A', 2, 39])
  })

  test('keeps the leading zero of a phone, numbers as numbers, dates as dates', async () => {
    const { sheets } = await workbook([resultRow(1)])
    const row = sheets[0]?.rows[1] ?? []
    expect(row[at('Số điện thoại')]).toBe('0912345678')
    expect(row[at('Điểm')]).toBe(19.5)
    expect(row[at('Thời gian làm bài (ms)')]).toBe(545_250)
    expect(row[at('Ngày sinh')]).toEqual(new Date('1990-02-03T00:00:00Z'))
    expect(row[at('Thời điểm nộp')]).toEqual(new Date('2021-05-10T23:59:59.250Z'))
  })

  test.each([...dangerousNames, '<b>&amp;</b>', '_x0041_', 'Trần 🇻🇳'])('a person called %j stays text, never a formula', async (fullName) => {
    const { sheets } = await workbook([resultRow(1, { fullName })])
    expect(sheets[0]?.rows[1]?.[1]).toBe(fullName)
    expect(sheets[0]?.cells?.get('1,1')?.formula).toBeUndefined()
  })

  test('characters that XML forbids do not break the file', async () => {
    const { sheets } = await workbook([resultRow(1, { fullName: 'A\u0000B\u001F\uFFFE\uD800C' })])
    expect(sheets[0]?.rows[1]?.[1]).toBe('A B   C')
  })

  test('nobody ranked: headings and facts', async () => {
    const { sheets } = await workbook([])
    expect(sheets.map(({ rows }) => rows.length)).toEqual([1, 4, 4, 2, 2, expect.any(Number), provenanceRows(aboutRevision(0)).length + 1])
  })

  test('more rows than a sheet holds go on to the next', async () => {
    const { sheets } = await workbook([...resultRows(25)], 10)
    expect(sheets.slice(0, 3).map(({ name, rows }) => [name, rows.length])).toEqual([
      ['Kết quả', 11],
      ['Kết quả 2', 11],
      ['Kết quả 3', 6],
    ])
    expect(sheets[2]?.rows.at(-1)?.[0]).toBe(25)
  })

  test('the same results give the same bytes, whenever the file is made', async () => {
    const one = await bytesOf([...resultRows(3)])
    vi.useFakeTimers({ now: Date.parse('2031-01-01T00:00:00Z'), toFake: ['Date'] })
    try {
      expect((await bytesOf([...resultRows(3)])).equals(one)).toBe(true)
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('the stream', () => {
  test('pulls rows only as the reader takes them, and lets them go when it leaves', async () => {
    const watched = watchedRows(100_000)
    let read = 0
    for await (const chunk of resultsXlsx(resultsFile(watched.rows, 100_000))) {
      read += (chunk as Buffer).length
      if (read > 20_000) break
    }
    expect(watched.taken()).toBeLessThan(20_000)
    await vi.waitFor(() => expect(watched.closed()).toBe(true))
  })

  test('breaks off when the rows fail', async () => {
    const failing = function* (): Generator<ResultRow> {
      yield* resultRows(500)
      throw new Error('disk gone')
    }
    await expect(buffer(resultsXlsx(resultsFile(failing, 1_000)))).rejects.toThrow('disk gone')
  })

  test('breaks off rather than leave rows out', async () => {
    await expect(
      buffer(
        resultsXlsx(
          resultsFile(() => resultRows(11), 10),
          10,
        ),
      ),
    ).rejects.toThrow('more rows than the sheet “Kết quả” was laid out for')
  })
})

const office = spawnSync('soffice', ['--version']).status === 0
if (!office) console.warn('soffice is not on this machine: the check with LibreOffice is skipped; the same cells are read by our own reader above')

test.skipIf(!office)('LibreOffice opens the workbook, and every cell of every sheet is what our own reader finds', { timeout: 120_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hoithi-xlsx-'))
  try {
    const rows = [...dangerousNames, 'Nguyễn Thị Ánh'].map((fullName, index) => resultRow(index + 1, { fullName }))
    const bytes = await bytesOf(rows)
    await writeFile(join(folder, 'ket-qua.xlsx'), bytes)
    // UTF-8, as shown, formulas as formulas if there were any, Vietnamese, every sheet.
    const filter = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,1066,false,true,true,false,false,-1'
    const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`
    await promisify(execFile)('soffice', [profile, '--headless', '--convert-to', filter, '--outdir', folder, join(folder, 'ket-qua.xlsx')])
    const names = (await readdir(folder)).filter((name) => name.endsWith('.csv'))
    const { sheets } = await readXlsx(bytes)
    expect(names).toHaveLength(SHEETS.length)
    for (const { name, rows: own } of sheets) {
      const file = names.find((found) => found.normalize('NFC').endsWith(`-${name}.csv`)) ?? ''
      const shown = parse(await readFile(join(folder, file)), { bom: true, relax_column_count: true }) as string[][]
      const width = own[0]?.length ?? 0
      const cells = own.map((row) => Array.from({ length: width }, (_, column) => asShown(row[column])))
      expect([name, shown.map((row) => row.slice(0, width))]).toEqual([name, cells])
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

/** A cell as LibreOffice shows it. */
function asShown(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number') return String(value)
  if (!(value instanceof Date)) return typeof value === 'string' ? value : JSON.stringify(value)
  const [year, month, day, time] = [...value.toISOString().slice(0, 10).split('-'), value.toISOString().slice(11, 19)]
  return time === '00:00:00' ? `${day}/${month}/${year}` : `${day}/${month}/${year} ${time}`
}
