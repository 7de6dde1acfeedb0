import type { SilentUnion } from '../../ports/activity.ts'
import type { TableJob } from '../../ports/exports.ts'
import { unionTable, type TableColumn } from './union-table.ts'
import { unionKindWords } from './union-words.ts'

export type SilentJob = Extract<TableJob, { table: 'silent' }>

const columns: readonly TableColumn<SilentUnion>[] = [
  { header: 'TT', width: 6, numFmt: '0', value: (_row, index) => index + 1 },
  { header: 'Đơn vị', width: 46, numFmt: '@', value: (row) => row.name },
  { header: 'Mã', width: 16, numFmt: '@', value: (row) => row.code },
  { header: 'Loại', width: 24, numFmt: '@', value: (row) => unionKindWords(row.kind) },
  { header: 'Trực thuộc', width: 50, numFmt: '@', value: (row) => row.path },
  { header: 'Đoàn viên', width: 11, numFmt: '#,##0', value: (row) => row.memberCount },
]

/** Units from which nobody has taken part, those of one upper union together. */
export function silentXlsx(job: SilentJob, rows: readonly SilentUnion[]): Promise<Uint8Array> {
  return unionTable('Đơn vị chưa tham gia', job.title, columns, rows)
}
