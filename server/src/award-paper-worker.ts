import { workerData } from 'node:worker_threads'
import { commendationContent } from './formats/papers/commendation-content.ts'
import { paperContent } from './formats/papers/paper-content.ts'
import { paperDocx } from './formats/papers/paper-docx.ts'
import { paperPdf } from './formats/papers/paper-pdf.ts'
import { officialFonts } from './pdf-fonts.ts'
import type { CommendationPaperJob, PaperJob } from './ports/exports.ts'
import { sendPieces } from './worker-pieces.ts'

const { job } = workerData as { job: PaperJob | CommendationPaperJob }
const content = 'commendation' in job ? commendationContent(job) : paperContent(job)
await sendPieces(job.format === 'docx' ? paperDocx(content) : paperPdf(officialFonts(), content, job.at))
