import PDFDocument from 'pdfkit'
import { A4 } from './geometry.ts'
import type { Measure } from './fit-text.ts'

/** Whole TrueType files: Vietnamese needs every letter with its marks. */
export type PdfFonts = { regular: Uint8Array; semiBold: Uint8Array; bold: Uint8Array }
export type FontName = keyof PdfFonts
export type Pdf = PDFKit.PDFDocument
/** `at` is epoch milliseconds; `lying`: A4 on its side. */
export type About = { title: string; author: string; at: number; lying?: boolean }

/** An A4 document without pages; the words inside it are Vietnamese. */
export function openPdf(fonts: PdfFonts, { title, author, at, lying = false }: About): Pdf {
  const document = new PDFDocument({
    autoFirstPage: false,
    size: lying ? [A4.height, A4.width] : [A4.width, A4.height],
    margin: 0,
    lang: 'vi',
    displayTitle: true,
    pdfVersion: '1.7',
    info: { Title: title.normalize('NFC'), Author: author.normalize('NFC'), CreationDate: new Date(at), ModDate: new Date(at) },
  })
  for (const [name, bytes] of Object.entries(fonts)) document.registerFont(name, Buffer.from(bytes))
  return document
}

/** Draw a page for each of `items` and hand out the bytes page by page, so that memory does not grow with the number of pages. */
export async function* pdfBytes<T>(
  document: Pdf,
  items: Iterable<T> | AsyncIterable<T>,
  draw: (document: Pdf, item: T) => void,
): AsyncGenerator<Uint8Array> {
  for await (const item of items) {
    document.addPage()
    draw(document, item)
    yield* written(document)
  }
  document.end()
  yield* written(document)
}

function* written(document: Pdf): Generator<Uint8Array> {
  const bytes = document.read() as Buffer | null
  if (bytes !== null) yield bytes
}

/** How wide text is in one of the fonts. */
export function measureIn(document: Pdf, font: FontName): Measure {
  return (text, size) => document.font(font, size).widthOfString(text)
}
