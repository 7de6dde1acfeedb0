import type { CertificateText } from '../../domain/certificate.ts'
import { fold } from '../../domain/names.ts'
import type { PdfFonts } from '../pdf/document.ts'
import { storedPart, writeArchive, type PackedPart } from '../results/zip-archive.ts'
import { certificatePdf } from './certificate-pdf.ts'

/** How many are written, of how many. */
type Told = (done: number, total: number) => void
type Wanted = { texts: readonly CertificateText[]; at: number }

/** A certificate each as a PDF in one archive, written while it is read; names are plain letters, numbered in their order. */
export function certificatesZip(fonts: PdfFonts, wanted: Wanted, told: Told = () => undefined): AsyncGenerator<Uint8Array> {
  return writeArchive(parts(fonts, wanted, told))
}

async function* parts(fonts: PdfFonts, { texts, at }: Wanted, told: Told): AsyncGenerator<PackedPart> {
  const digits = String(texts.length).length
  for (const [index, text] of texts.entries()) {
    const pieces: Uint8Array[] = []
    for await (const piece of certificatePdf(fonts, { text, at })) pieces.push(piece)
    const name = fold(text.name).replace(/ /g, '-').slice(0, 60)
    yield storedPart(`${String(index + 1).padStart(digits, '0')}-${name}-${text.receipt}.pdf`, Buffer.concat(pieces))
    told(index + 1, texts.length)
  }
}
