import { workerData } from 'node:worker_threads'
import { certificatePdf } from './formats/certificate/certificate-pdf.ts'
import { certificatesZip } from './formats/certificate/certificates-zip.ts'
import { vietnameseFonts } from './pdf-fonts.ts'
import type { CertificateJob, CertificatesJob } from './ports/exports.ts'
import { sendPieces } from './worker-pieces.ts'

const { job } = workerData as { job: CertificateJob | CertificatesJob }
const fonts = vietnameseFonts()
await sendPieces('texts' in job ? certificatesZip(fonts, job) : certificatePdf(fonts, job))
