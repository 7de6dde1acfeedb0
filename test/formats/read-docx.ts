import { strFromU8, unzipSync } from 'fflate'

/** The words of a Word file as they stand in it, a line each paragraph, read by nothing of ours. */
export function docxWords(bytes: Uint8Array): string {
  const parts = unzipSync(new Uint8Array(bytes))
  const xml = strFromU8(parts['word/document.xml']!)
  const paragraphs = xml.split('</w:p>').map((part) => [...part.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map(([, words = '']) => words).join(''))
  const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' }
  return paragraphs.join('\n').replace(/&(amp|lt|gt|quot);/g, (_, name: string) => entities[name] ?? '')
}
