import { workerData } from 'node:worker_threads'
import { reportContent } from './formats/campaign-report/report-content.ts'
import { reportListXlsx } from './formats/campaign-report/report-list-xlsx.ts'
import { reportWorkbook } from './formats/campaign-report/report-workbook.ts'
import { paperDocx } from './formats/papers/paper-docx.ts'
import { paperPdf } from './formats/papers/paper-pdf.ts'
import { officialFonts } from './pdf-fonts.ts'
import type { CampaignReportJob } from './ports/exports.ts'
import { sendPieces } from './worker-pieces.ts'

const { job } = workerData as { job: CampaignReportJob }

async function fileOf(wanted: CampaignReportJob): Promise<AsyncIterable<Uint8Array> | Iterable<Uint8Array>> {
  if (wanted.file === 'list') return [await reportListXlsx(wanted)]
  const { format, report, at } = wanted
  if (format === 'xlsx') return [await reportWorkbook(report)]
  const content = reportContent(report)
  return format === 'docx' ? paperDocx(content) : paperPdf(officialFonts(), content, at)
}

await sendPieces(await fileOf(job))
