import type { ReportLine } from '../../domain/campaign-report-paper.ts'
import type { CampaignReportJob } from '../../ports/exports.ts'
import { unionTable, type TableColumn } from '../report/union-table.ts'
import { unionKindWords } from '../report/union-words.ts'
import { vietnamSerial } from '../vietnamese-values.ts'
import { reportStateWords } from './state-words.ts'

/** Who has reported and who has not, as columns of a workbook. */
export const lineColumns: readonly TableColumn<ReportLine>[] = [
  { header: 'TT', width: 6, numFmt: '0', value: (_line, index) => index + 1 },
  { header: 'Đơn vị', width: 46, numFmt: '@', value: (line) => line.unionName },
  { header: 'Mã', width: 16, numFmt: '@', value: (line) => line.unionCode },
  { header: 'Loại', width: 24, numFmt: '@', value: (line) => unionKindWords(line.unionKind) },
  { header: 'Cụm, khối', width: 20, numFmt: '@', value: (line) => line.peerGroup },
  { header: 'Tình trạng', width: 12, numFmt: '@', value: (line) => reportStateWords(line.state) },
  { header: 'Gửi lúc', width: 17, numFmt: 'dd/mm/yyyy hh:mm', value: (line) => (line.sentAt === null ? null : vietnamSerial(line.sentAt)) },
  { header: 'Chậm (ngày)', width: 9, numFmt: '0', value: (line) => (line.daysLate === 0 ? null : line.daysLate) },
  { header: 'Đoàn viên', width: 11, numFmt: '#,##0', value: (line) => line.memberCount },
  { header: 'Người dự thi', width: 11, numFmt: '#,##0', value: (line) => line.people },
  { header: 'Lượt thi', width: 11, numFmt: '#,##0', value: (line) => line.attempts },
  { header: 'Sáng kiến được tính', width: 11, numFmt: '#,##0', value: (line) => line.counted },
  { header: 'Công trình được nghiệm thu', width: 12, numFmt: '#,##0', value: (line) => line.accepted },
]

/** The whole list of who has reported. */
export function reportListXlsx({ title, lines }: Extract<CampaignReportJob, { file: 'list' }>): Promise<Uint8Array> {
  return unionTable('Báo cáo thi đua', title, lineColumns, lines)
}
