import type { ExportScope } from '../../domain/export-scope.ts'
import type { ResultRow } from '../../ports/results.ts'
import type { AboutRevision, OverallRow, SealedReads, VoidedRow } from '../../ports/sealed-reads.ts'
import { minutes, vietnamSerial, vietnamTime } from '../vietnamese-values.ts'
import { provenanceRows, ruleRows, scopeWords } from './provenance.ts'
import { isContestantKind, kindWords, resultColumns } from './results-table.ts'
import { counted, kindCounts, noStatistics, scoreCounts, type Statistics } from './statistics.ts'
import { divisionColumns, divisionRows, unionColumns, unionRows } from './union-sheets.ts'
import { workbook, type Cell, type Sheet } from './workbook.ts'

type Parts = Pick<SealedReads, 'rows' | 'unions' | 'voided' | 'hours' | 'overall'>
export type ResultFile = { about: AboutRevision; reads: Parts; revisionId: string; scope: ExportScope; counted: (row: number) => void }

/**
 * A sealed revision as a workbook: people, unions, divisions, the whole contest where it was sealed whole, voided attempts, statistics, the rules,
 * and where it all comes from. Of a scope, ranks stay those of everybody; a column beside them ranks within the scope.
 */
export async function* resultsXlsx(file: ResultFile, rowsPerSheet?: number): AsyncGenerator<Uint8Array> {
  const { about } = file
  const title = `${about.contest} – ${about.round} – lần chốt ${about.revision}`
  yield* workbook({ title, creator: about.sealedBy, at: about.sealedAt }, await sheetsOf(file), rowsPerSheet)
}

async function sheetsOf({ about, reads, revisionId, scope, counted: seen }: ResultFile): Promise<Sheet[]> {
  const statistics = noStatistics()
  const unions = await reads.unions(revisionId, scope)
  const divisions = divisionRows(unions, about)
  const whole = scope.of === 'whole'
  return [
    peopleSheet(about, whole, () => followed(counted(reads.rows(revisionId, scope), statistics), seen)),
    ...(unions.length === 0
      ? []
      : [{ name: 'Đơn vị', columns: unionColumns, rows: () => unionRows(unions, about), length: unions.length, fixedColumns: 2 }]),
    ...(divisions.length === 0 ? [] : [{ name: 'Bảng đơn vị', columns: divisionColumns, rows: () => divisions, length: divisions.length }]),
    ...(!whole || about.overallPeople === null ? [] : [overallSheet(about.overallPeople, () => reads.overall(revisionId))]),
    voidedSheet(() => reads.voided(revisionId, scope)),
    statisticsSheet(statistics, () => reads.hours(revisionId, scope)),
    {
      name: 'Thể lệ',
      columns: [
        { header: 'TT', kind: 'number', width: 6 },
        { header: 'Nội dung', kind: 'text', width: 120, wrapped: true },
      ],
      rows: () => ruleRows(about),
    },
    {
      name: 'Nguồn gốc',
      columns: [
        { header: 'Mục', kind: 'text', width: 30 },
        { header: 'Nội dung', kind: 'text', width: 100, wrapped: true },
      ],
      rows: () => provenanceRows(about),
    },
  ]
}

/** Tells how many rows are done. */
async function* followed(rows: AsyncIterable<ResultRow[]>, seen: (row: number) => void): AsyncGenerator<ResultRow[]> {
  let done = 0
  for await (const some of rows) {
    yield some
    done += some.length
    seen(done)
  }
}

function peopleSheet(about: AboutRevision, whole: boolean, rows: () => AsyncIterable<ResultRow[]>): Sheet {
  const within = `Hạng trong: ${scopeWords(about)}`
  const columns = resultColumns.map(({ header, kind, width }) => ({ header, kind, width }))
  return {
    name: 'Kết quả',
    columns: whole ? columns : [...columns, { header: within, kind: 'number', width: 14 }],
    rows: async function* () {
      let [position, rank, before] = [0, 0, 0]
      for await (const some of rows())
        yield some.map((row): Cell[] => {
          position += 1
          if (row.rank !== before) rank = position
          before = row.rank
          const cells = resultColumns.map(({ plain, stored = plain }) => stored(row))
          return whole ? cells : [...cells, rank]
        })
    },
    length: about.rows,
    fixedColumns: 2,
  }
}

function overallSheet(people: number, rows: () => AsyncIterable<OverallRow[]>): Sheet {
  return {
    name: 'Toàn cuộc thi',
    columns: [
      { header: 'Hạng', kind: 'number', width: 8 },
      { header: 'Họ và tên', kind: 'text', width: 28 },
      { header: 'Số điện thoại', kind: 'text', width: 14 },
      { header: 'Đơn vị', kind: 'text', width: 36 },
      { header: 'Số kỳ dự thi', kind: 'number', width: 10 },
      { header: 'Tổng điểm', kind: 'number', width: 10 },
      { header: 'Tổng thời gian làm bài', kind: 'text', width: 20 },
      { header: 'Nộp bài sau cùng', kind: 'moment', width: 20 },
    ],
    rows: async function* () {
      for await (const some of rows())
        yield some.map((row): Cell[] => [
          ...[row.rank, row.fullName, row.phone, row.unionName],
          ...[row.rounds, row.score, minutes(row.durationMs), vietnamSerial(row.submittedAt)],
        ])
    },
    length: people,
    fixedColumns: 2,
  }
}

function voidedSheet(rows: () => AsyncIterable<VoidedRow[]>): Sheet {
  return {
    name: 'Lượt bị huỷ',
    columns: [
      { header: 'Họ và tên', kind: 'text', width: 28 },
      { header: 'Số điện thoại', kind: 'text', width: 14 },
      { header: 'Đơn vị', kind: 'text', width: 36 },
      { header: 'Lượt thi', kind: 'number', width: 9 },
      { header: 'Điểm lúc nộp', kind: 'number', width: 10 },
      { header: 'Thời điểm nộp', kind: 'moment', width: 20 },
      { header: 'Mã biên nhận', kind: 'text', width: 18 },
      { header: 'Huỷ lúc', kind: 'moment', width: 20 },
      { header: 'Người huỷ', kind: 'text', width: 18 },
      { header: 'Lý do', kind: 'text', width: 60, wrapped: true },
    ],
    rows: async function* () {
      for await (const some of rows())
        yield some.map((row): Cell[] => [
          row.fullName,
          row.phone,
          row.unionName,
          row.number,
          row.score,
          vietnamSerial(row.submittedAt),
          row.receipt,
          vietnamSerial(row.voidedAt),
          row.voidedBy,
          row.reason,
        ])
    },
  }
}

function statisticsSheet(statistics: Statistics, hours: () => ReturnType<SealedReads['hours']>): Sheet {
  return {
    name: 'Thống kê',
    columns: [
      { header: 'Theo', kind: 'text', width: 24 },
      { header: 'Giá trị', kind: 'text', width: 34 },
      { header: 'Số người', kind: 'number', width: 11 },
      { header: 'Số lượt', kind: 'number', width: 11 },
      { header: 'Điểm trung bình', kind: 'number', width: 12 },
      { header: 'Điểm cao nhất', kind: 'number', width: 12 },
    ],
    rows: async function* (): AsyncGenerator<Cell[][]> {
      yield scoreCounts(statistics).map(({ score, people }) => ['Điểm', String(score).replace('.', ','), people, null, null, null])
      yield kindCounts(statistics).map(({ kind, people, mean, highest }) => {
        const words = isContestantKind(kind) ? kindWords[kind] : kind
        return ['Đối tượng', words, people, null, mean, highest]
      })
      yield (await hours()).map(({ at, attempts }) => ['Giờ nộp bài', vietnamTime(at).slice(0, 16), null, attempts, null, null])
    },
  }
}
