import { workerData } from 'node:worker_threads'
import { paperContent } from './formats/papers/paper-content.ts'
import { paperDocx } from './formats/papers/paper-docx.ts'
import { paperPdf } from './formats/papers/paper-pdf.ts'
import { officialFonts } from './pdf-fonts.ts'
import type { PaperJob } from './ports/exports.ts'
import { sendPieces } from './worker-pieces.ts'

const { job } = workerData as { job: PaperJob }
const content = paperContent(job)
await sendPieces(job.format === 'docx' ? paperDocx(content) : paperPdf(officialFonts(), content, job.at))
