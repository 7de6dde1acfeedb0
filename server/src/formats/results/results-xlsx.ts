import type { Readable } from 'node:stream'
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
export function resultsXlsx(file: ResultFile, rowsPerSheet?: number): Readable {
  const { about } = file
  const title = `${about.contest} – ${about.round} – lần chốt ${about.revision}`
  return workbook({ title, creator: about.sealedBy, at: about.sealedAt }, sheetsOf(file), rowsPerSheet)
}

function sheetsOf({ about, reads, revisionId, scope, counted: seen }: ResultFile): Sheet[] {
  const statistics = noStatistics()
  const unions = reads.unions(revisionId, scope)
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
function* followed(rows: Iterable<ResultRow>, seen: (row: number) => void): Generator<ResultRow> {
  let done = 0
  for (const row of rows) {
    yield row
    done += 1
    seen(done)
  }
}

function peopleSheet(about: AboutRevision, whole: boolean, rows: () => Iterable<ResultRow>): Sheet {
  const within = `Hạng trong: ${scopeWords(about)}`
  const columns = resultColumns.map(({ header, kind, width }) => ({ header, kind, width }))
  return {
    name: 'Kết quả',
    columns: whole ? columns : [...columns, { header: within, kind: 'number', width: 14 }],
    rows: function* () {
      let [position, rank, before] = [0, 0, 0]
      for (const row of rows()) {
        position += 1
        if (row.rank !== before) rank = position
        before = row.rank
        const cells = resultColumns.map(({ plain, stored = plain }) => stored(row))
        yield whole ? cells : [...cells, rank]
      }
    },
    length: about.rows,
    fixedColumns: 2,
  }
}

function overallSheet(people: number, rows: () => Iterable<OverallRow>): Sheet {
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
    rows: function* () {
      for (const row of rows())
        yield [row.rank, row.fullName, row.phone, row.unionName, row.rounds, row.score, minutes(row.durationMs), vietnamSerial(row.submittedAt)]
    },
    length: people,
    fixedColumns: 2,
  }
}

function voidedSheet(rows: () => Iterable<VoidedRow>): Sheet {
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
    rows: function* () {
      for (const row of rows())
        yield [
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
        ]
    },
  }
}

function statisticsSheet(statistics: Statistics, hours: () => { at: number; attempts: number }[]): Sheet {
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
    rows: function* (): Generator<Cell[]> {
      for (const { score, people } of scoreCounts(statistics)) yield ['Điểm', String(score).replace('.', ','), people, null, null, null]
      for (const { kind, people, mean, highest } of kindCounts(statistics))
        yield ['Đối tượng', isContestantKind(kind) ? kindWords[kind] : kind, people, null, mean, highest]
      for (const { at, attempts } of hours()) yield ['Giờ nộp bài', vietnamTime(at).slice(0, 16), null, attempts, null, null]
    },
  }
}
