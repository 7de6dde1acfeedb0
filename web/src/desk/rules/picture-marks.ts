import { piecesOf } from '../../lib/ui/question/picture-text.ts'

const PICTURE_SIGN = '🖼'

/** What a picture may weigh on the server. */
export const PICTURE_BYTES = 1024 * 1024

export type Picture = { hash: string; alt: string }

/** The pictures of a text in order, each once. */
export function picturesIn(text: string): Picture[] {
  const found = piecesOf(text).flatMap((piece) => (typeof piece === 'string' ? [] : [piece]))
  return found.filter(({ hash }, index) => found.findIndex((other) => other.hash === hash) === index)
}

/** A text as a list shows it: on one line, each picture as a sign and what it shows. */
export function plainWords(text: string): string {
  return piecesOf(text)
    .map((piece) => (typeof piece === 'string' ? piece : ` ${PICTURE_SIGN} ${piece.alt} `))
    .join('')
    .replace(/\s+/gu, ' ')
    .trim()
}

/** How a text names a picture; square brackets and line breaks cannot stand in its description. */
export function pictureMark(hash: string, alt: string): string {
  const words = alt
    .replace(/[[\]\s]+/gu, ' ')
    .trim()
    .slice(0, 200)
  return `![${words}](picture:${hash})`
}

const SHOWN_OF_HASH = 10

/** A text as its author sees it: the long name of a picture cut short. */
export function shortMarks(text: string): string {
  return text.replace(/\(picture:([0-9a-f]{64})\)/g, (_, hash: string) => `(picture:${hash.slice(0, SHOWN_OF_HASH)})`)
}

/** The text behind what its author sees; a short name that belongs to no known picture stays as it is. */
export function fullMarks(shown: string, hashes: Iterable<string>): string {
  const known = [...hashes]
  return shown.replace(/\(picture:([0-9a-f]{10})\)/g, (mark, short: string) => {
    const hash = known.find((full) => full.startsWith(short))
    return hash === undefined ? mark : `(picture:${hash})`
  })
}

/** A text with a mark in place of what is selected, and where the cursor stands then. */
export function withMark(text: string, mark: string, from: number, to: number): { text: string; cursor: number } {
  const gap = /\S$/u.test(text.slice(0, from)) ? ' ' : ''
  return { text: text.slice(0, from) + gap + mark + text.slice(to), cursor: from + gap.length + mark.length }
}

/** A text cut into what a comparison treats as one: a picture, a word, a gap, a sign. */
export function tokensOf(text: string): string[] {
  return piecesOf(text).flatMap((piece) =>
    typeof piece === 'string' ? (piece.match(/\s+|[\p{L}\p{M}\p{N}]+|[^]/gu) ?? []) : [pictureMark(piece.hash, piece.alt)],
  )
}
