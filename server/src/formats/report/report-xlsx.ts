import { meanScore } from '../../domain/grading.ts'
import type { ReportRow } from '../../ports/activity.ts'
import type { TableJob } from '../../ports/exports.ts'
import { unionTable, type TableColumn } from './union-table.ts'
import { unionKindWords } from './union-words.ts'

export type ReportJob = Extract<TableJob, { table: 'report' }>

const INDENT = '    '
const whole = '#,##0'

/** The report as it goes up: the union itself first, then everything below it in the order of the tree, each with its total. */
export function reportXlsx(job: ReportJob, rows: readonly ReportRow[]): Promise<Uint8Array> {
  return unionTable('Báo cáo', job.title, columnsOf(job), rows)
}

function columnsOf({ before, scoresShown, sealed, title }: ReportJob): TableColumn<ReportRow>[] {
  const part = before !== null && 'roundIds' in before ? ', cùng số ngày' : ''
  const earlier = `${title.round === null ? 'tuần trước' : 'kỳ trước'}${part}`
  const compared = (of: (row: ReportRow) => number) => (row: ReportRow) => (before === null ? null : of(row))
  return [
    { header: 'Đơn vị', width: 46, numFmt: '@', value: (row) => `${INDENT.repeat(row.depth)}${row.name}` },
    { header: 'Mã', width: 16, numFmt: '@', value: (row) => row.code },
    { header: 'Loại', width: 24, numFmt: '@', value: (row) => unionKindWords(row.kind) },
    { header: 'Cấp', width: 6, numFmt: '0', value: (row) => row.depth + 1 },
    { header: 'Đoàn viên', width: 11, numFmt: whole, value: (row) => row.memberCount },
    { header: 'Người dự thi', width: 12, numFmt: whole, value: (row) => row.people },
    { header: 'Lượt thi', width: 10, numFmt: whole, value: (row) => row.attempts },
    { header: 'Tỷ lệ / đoàn viên', width: 12, numFmt: '0.0%', value: (row) => share(row.people, row.memberCount) },
    { header: `Người dự thi ${earlier}`, width: 13, numFmt: whole, value: compared((row) => row.peopleBefore) },
    { header: 'Tăng, giảm người', width: 11, numFmt: '+#,##0;-#,##0;0', value: compared((row) => row.people - row.peopleBefore) },
    { header: 'Tăng, giảm lượt', width: 11, numFmt: '+#,##0;-#,##0;0', value: compared((row) => row.attempts - row.attemptsBefore) },
    ...(scoresShown ? [{ header: 'Điểm trung bình', width: 11, numFmt: '0.00', value: meanOf }] : []),
    ...(sealed ? [{ header: 'Người đúng hết', width: 11, numFmt: whole, value: (row: ReportRow) => row.allCorrect }] : []),
  ]
}

const share = (people: number, members: number | null): number | null => (members === null || members === 0 ? null : people / members)
const meanOf = ({ people, scoreSum }: ReportRow): number | null => meanScore(scoreSum, people)
