import type { ExportScope } from '../../server/src/domain/export-scope.ts'
import type { ResultFile } from '../../server/src/formats/results/results-xlsx.ts'
import type { AboutRevision } from '../../server/src/ports/sealed-reads.ts'
import { inPieces } from '../../server/src/storage/sqlite/in-pieces.ts'
import { plainRules } from '../support/plain-rules.ts'
import type { ResultRow } from '../../server/src/ports/results.ts'

/** A row of results with the given changes. */
export function resultRow(position: number, changes: Partial<ResultRow> = {}): ResultRow {
  return {
    position,
    rank: position,
    contestantId: `c${position}`,
    fullName: 'Nguyễn Thị Ánh',
    phone: '0912345678',
    birthDate: '1990-02-03',
    unionName: 'CĐCS Trường THPT Tân Uyên',
    unionPath: 'LĐLĐ tỉnh Lai Châu › CĐ ngành Giáo dục',
    contestantKind: 'member',
    attemptId: `a${position}`,
    attemptNumber: 2,
    score: 19.5,
    maxScore: 20,
    prediction: 100,
    predictionDistance: 5,
    durationMs: 545_250,
    submittedAt: Date.parse('2021-05-10T23:59:59.250+07:00'),
    receipt: 'ABCD-1234-EFGH',
    decidedBy: 'durationMs',
    own: 545_250,
    next: 600_000,
    ...changes,
  }
}

export function* resultRows(count: number): Generator<ResultRow> {
  for (let position = 1; position <= count; position += 1) yield resultRow(position)
}

export const aboutRevision = (rows: number, changes: Partial<AboutRevision> = {}): AboutRevision => ({
  contest: 'CNVCLĐ với ngày hội của toàn dân',
  organiser: 'LĐLĐ tỉnh Lai Châu',
  round: 'Kỳ 1',
  revision: 2,
  sealedAt: Date.parse('2021-05-11T08:00:00+07:00'),
  sealedBy: 'Trần Văn Bình',
  reason: 'chốt kỳ 1',
  chainSeq: 12_345,
  chainHash: 'ab'.repeat(32),
  resultsHash: 'cd'.repeat(32),
  people: rows,
  attempts: rows * 2,
  allCorrectCount: 7,
  predictionTarget: 105,
  rules: plainRules,
  scopeName: '',
  rows,
  erased: 0,
  divisions: [{ id: 'd', name: 'Bảng A' }],
  overallPeople: null,
  ...changes,
})

/** A file of rows that are handed in, with a union, a voided attempt and an hour beside them. */
export const resultsFile = (
  rows: () => Iterable<ResultRow>,
  length: number,
  changes: Partial<AboutRevision> = {},
  scope: ExportScope = { of: 'whole' },
): ResultFile => ({
  about: aboutRevision(length, changes),
  revisionId: 'r',
  scope,
  counted: () => undefined,
  reads: {
    rows: () => inPieces(rows(), 100),
    unions: async () => [union('T-A-1', 40, 10, 95), union('T-A-2', null, 20, 190), union('T-B-1', 14, 10, 90.5)],
    async *voided() {
      yield [
        {
          fullName: '=Nguyễn Văn Huỷ',
          phone: '0912345678',
          unionName: 'CĐCS A',
          number: 1,
          submittedAt: Date.parse('2021-05-04T08:00:00+07:00'),
          score: 19.5,
          receipt: 'ABCD-1234-EFGH',
          voidedAt: Date.parse('2021-05-10T08:00:00+07:00'),
          voidedBy: 'giamkhao',
          reason: 'thi hộ người khác',
        },
      ]
    },
    hours: async () => [{ at: Date.parse('2021-05-04T08:00:00+07:00'), attempts: 3 }],
    async *overall() {
      yield [
        {
          rank: 1,
          fullName: 'Lò A Dũng',
          phone: '0912345678',
          unionName: 'CĐCS A',
          rounds: 2,
          score: 39,
          durationMs: 600_000,
          submittedAt: Date.parse('2021-05-12T08:00:00+07:00'),
        },
      ]
    },
  },
})

const union = (code: string, memberTotal: number | null, people: number, scoreSum: number) => ({
  code,
  name: `CĐCS ${code}`,
  kind: 'grassrootsUnion',
  path: 'LĐLĐ tỉnh › LĐLĐ huyện',
  divisionId: 'd',
  memberTotal,
  people,
  attempts: people * 2,
  scoreSum,
  allCorrect: 1,
})

/** Names that a spreadsheet could take for a formula. */
export const dangerousNames = ['=HYPERLINK("http://x","y")', '+84 912', '-1+1', '@SUM(A1)', '\t=1', '＝1+1']

/** Rows that count how many were asked for and note when they are let go. */
export function watchedRows(count: number): { rows: () => Iterable<ResultRow>; taken: () => number; closed: () => boolean } {
  let taken = 0
  let closed = false
  const rows = function* (): Generator<ResultRow> {
    try {
      for (const row of resultRows(count)) {
        taken += 1
        yield row
      }
    } finally {
      closed = true
    }
  }
  return { rows, taken: () => taken, closed: () => closed }
}
