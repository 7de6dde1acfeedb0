import type { ResultsMeta } from '../../server/src/formats/results/results-table.ts'
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

export const resultsMeta = (people: number): ResultsMeta => ({
  contest: 'CNVCLĐ với ngày hội của toàn dân',
  round: 'Kỳ 1',
  revision: 2,
  sealedAt: Date.parse('2021-05-11T08:00:00+07:00'),
  sealedBy: 'Trần Văn Bình',
  chainSeq: 12_345,
  chainHash: 'ab'.repeat(32),
  people,
  attempts: people * 2,
  allCorrectCount: 7,
  predictionTarget: 105,
  rules: ['Điểm cao hơn xếp trên.', '=Bằng điểm thì ai làm nhanh hơn xếp trên.'],
})

/** Names that a spreadsheet could take for a formula. */
export const dangerousNames = ['=HYPERLINK("http://x","y")', '+84 912', '-1+1', '@SUM(A1)', '\t=1', '＝1+1']

/** Rows that count how many were asked for and note when they are let go. */
export function watchedRows(count: number): { rows: AsyncIterable<ResultRow>; taken: () => number; closed: () => boolean } {
  let taken = 0
  let closed = false
  const rows = async function* (): AsyncGenerator<ResultRow> {
    try {
      for (const row of resultRows(count)) {
        taken += 1
        yield row
      }
    } finally {
      closed = true
    }
  }
  return { rows: rows(), taken: () => taken, closed: () => closed }
}
