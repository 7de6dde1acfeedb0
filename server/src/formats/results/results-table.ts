import type { ContestantKind } from '@hoithi/shared/contracts/common'
import { BLANK_DISTANCE } from '../../domain/ranking.ts'
import type { ResultRow } from '../../ports/results.ts'
import { reasonAbove } from './result-reason.ts'
import { dateSerial, minutes, vietnamSerial, vietnamTime, vietnameseDate } from '../vietnamese-values.ts'

/** What a workbook does with a column: text is never reckoned with, numbers, dates and moments sort as such. */
export type ColumnKind = 'text' | 'number' | 'date' | 'moment'

export type ResultColumn = {
  header: string
  kind: ColumnKind
  /** In characters. */
  width: number
  /** As people and other programs read it: dates as dd/MM/yyyy. */
  plain: (row: ResultRow) => string | number | null
  /** As a workbook keeps it, where that differs: dates as day numbers. */
  stored?: (row: ResultRow) => string | number | null
}

export const kindWords: Record<ContestantKind, string> = {
  officer: 'Cán bộ công đoàn',
  member: 'Đoàn viên',
  nonMember: 'Người lao động chưa là đoàn viên',
}
export const isContestantKind = (kind: string): kind is ContestantKind => Object.hasOwn(kindWords, kind)

export const resultColumns: readonly ResultColumn[] = [
  { header: 'Hạng', kind: 'number', width: 8, plain: (row) => row.rank },
  { header: 'Họ và tên', kind: 'text', width: 28, plain: (row) => row.fullName },
  { header: 'Số điện thoại', kind: 'text', width: 14, plain: (row) => row.phone },
  {
    header: 'Ngày sinh',
    kind: 'date',
    width: 12,
    plain: (row) => vietnameseDate(row.birthDate),
    stored: (row) => dateSerial(row.birthDate) ?? row.birthDate,
  },
  { header: 'Đơn vị', kind: 'text', width: 36, plain: (row) => row.unionName },
  { header: 'Cấp trên', kind: 'text', width: 40, plain: (row) => row.unionPath },
  {
    header: 'Đối tượng',
    kind: 'text',
    width: 20,
    plain: (row) => (isContestantKind(row.contestantKind) ? kindWords[row.contestantKind] : row.contestantKind),
  },
  { header: 'Lượt thi', kind: 'number', width: 9, plain: (row) => row.attemptNumber },
  { header: 'Điểm', kind: 'number', width: 8, plain: (row) => row.score },
  { header: 'Điểm tối đa', kind: 'number', width: 11, plain: (row) => row.maxScore },
  { header: 'Dự đoán', kind: 'number', width: 10, plain: (row) => row.prediction },
  {
    header: 'Chênh lệch dự đoán',
    kind: 'number',
    width: 19,
    plain: (row) => (row.predictionDistance === BLANK_DISTANCE ? null : row.predictionDistance),
  },
  { header: 'Thời gian làm bài', kind: 'text', width: 17, plain: (row) => minutes(row.durationMs) },
  { header: 'Thời gian làm bài (ms)', kind: 'number', width: 22, plain: (row) => row.durationMs },
  {
    header: 'Thời điểm nộp',
    kind: 'moment',
    width: 20,
    plain: (row) => vietnamTime(row.submittedAt),
    stored: (row) => vietnamSerial(row.submittedAt),
  },
  { header: 'Mã biên nhận', kind: 'text', width: 18, plain: (row) => row.receipt },
  { header: 'Lý do xếp trên hạng sau', kind: 'text', width: 64, plain: reasonAbove },
]
