export type TextPiece = { text: string } | { hash: string; alt: string }

/** `![alt](picture:HASH)`, as question files and the editor write a picture. */
const PICTURE = /!\[([^\]\n]{0,200})\]\(picture:([0-9a-f]{64})\)/g

/** A question's text as its words and pictures, in order. */
export function textPieces(text: string): TextPiece[] {
  const pieces: TextPiece[] = []
  let from = 0
  for (const { 0: mark, 1: alt = '', 2: hash = '', index } of text.matchAll(PICTURE)) {
    if (index > from) pieces.push({ text: text.slice(from, index) })
    pieces.push({ hash, alt })
    from = index + mark.length
  }
  if (from < text.length) pieces.push({ text: text.slice(from) })
  return pieces
}
