import { inPathOrder, type PosterText, type PosterUnion } from '../../domain/posters.ts'
import { openPdf, pdfBytes, type PdfFonts } from '../pdf/document.ts'
import { drawPoster } from './poster.ts'

/** `origin`: scheme and host of the links; `at`: when the file is made, epoch milliseconds. */
export type Posters = { text: PosterText; origin: string; unions: readonly PosterUnion[]; at: number }

/** A poster a page for each union, in the order of their paths, as the bytes of one PDF file. */
export function postersPdf(fonts: PdfFonts, { text, origin, unions, at }: Posters): AsyncGenerator<Uint8Array> {
  const document = openPdf(fonts, { title: `Áp phích – ${text.title}`, author: text.organiser, at })
  return pdfBytes(document, inPathOrder(unions), (page, union) => {
    if (unions.length > 1) page.outline.addItem(union.name.normalize('NFC'))
    drawPoster(page, { text, origin, union })
  })
}
