import { parentPort, workerData } from 'node:worker_threads'
import { certificatePdf } from './formats/certificate/certificate-pdf.ts'
import { certificatesZip } from './formats/certificate/certificates-zip.ts'
import { vietnameseFonts } from './pdf-fonts.ts'
import type { CertificateJob, CertificatesJob } from './ports/exports.ts'
import { teller, writeWhole } from './worker-file.ts'
import { sendPieces } from './worker-pieces.ts'

/** `path`: of the archive that is to lie ready; without it the bytes are sent. */
const { job, path } = workerData as { job: CertificateJob | CertificatesJob; path?: string }
const fonts = vietnameseFonts()
if (!('texts' in job)) await sendPieces(certificatePdf(fonts, job))
else if (path === undefined) await sendPieces(certificatesZip(fonts, job))
else
  parentPort?.postMessage(
    await writeWhole(
      path,
      certificatesZip(
        fonts,
        job,
        teller((progress) => parentPort?.postMessage(progress)),
      ),
    ),
  )
