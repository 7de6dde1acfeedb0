import { workerData } from 'node:worker_threads'
import { certificatePdf } from './formats/certificate/certificate-pdf.ts'
import { vietnameseFonts } from './pdf-fonts.ts'
import type { CertificateJob } from './ports/exports.ts'
import { sendPieces } from './worker-pieces.ts'

const { job } = workerData as { job: CertificateJob }
await sendPieces(certificatePdf(vietnameseFonts(), job))
