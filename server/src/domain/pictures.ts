/** A picture inside a question's text: `![alt](picture:HASH)`, HASH being the SHA-256 of its bytes in hexadecimal. */
const PICTURE = /!\[([^\]\n]{0,200})\]\(picture:([0-9a-f]{64})\)/g

export const MAX_PICTURE_BYTES = 1024 * 1024

/** How a text names a picture; square brackets and line breaks cannot stand in `alt` and become spaces. */
export function pictureMark(hash: string, alt: string): string {
  return `![${alt
    .replace(/[[\]\s]+/gu, ' ')
    .trim()
    .slice(0, 200)}](picture:${hash})`
}

/** Hashes of the pictures that a text shows, in order, each once. */
export function picturesIn(texts: readonly string[]): string[] {
  return [...new Set(texts.flatMap((text) => [...text.matchAll(PICTURE)].map((match) => match[2] as string)))]
}

/** A text's words without its pictures. */
export function withoutPictures(text: string): string {
  return text.replace(PICTURE, ' $1 ').replace(/ {2,}/g, ' ').trim()
}

export type PictureType = 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp'

const signatures = [
  ['image/png', '89504e470d0a1a0a'],
  ['image/jpeg', 'ffd8ff'],
  ['image/gif', '47494638'],
] as const satisfies readonly (readonly [PictureType, string])[]

/** What kind of picture bytes are, by what they begin with and never by their name; null for anything that a page should not show (SVG runs scripts). */
export function pictureType(bytes: Uint8Array): PictureType | null {
  const start = [...bytes.subarray(0, 12)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  if (start.startsWith('52494646') && start.endsWith('57454250')) return 'image/webp'
  return signatures.find(([, signature]) => start.startsWith(signature))?.[0] ?? null
}
