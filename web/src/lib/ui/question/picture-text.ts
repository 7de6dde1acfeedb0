/** A picture inside a question's text, written `![alt](picture:HASH)`; HASH is the SHA-256 of its bytes. */
export type PictureMark = { hash: string; alt: string }
export type Piece = string | PictureMark

const MARK = /!\[([^\]\n]{0,200})\]\(picture:([0-9a-f]{64})\)/g

/** A text as the words and pictures it consists of, in order; anything that is no whole mark stays words. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = []
  let end = 0
  for (const match of text.matchAll(MARK)) {
    if (match.index > end) pieces.push(text.slice(end, match.index))
    pieces.push({ alt: match[1] ?? '', hash: match[2] ?? '' })
    end = match.index + match[0].length
  }
  if (end < text.length) pieces.push(text.slice(end))
  return pieces
}

export function picturesOf(text: string): PictureMark[] {
  return piecesOf(text).filter((piece) => typeof piece !== 'string')
}

/** Hashes of all the pictures that a paper shows, in its order, each once. */
export function paperPictures(questions: readonly { stem: string; options: readonly { text: string }[]; prompts: readonly string[] }[]): string[] {
  const texts = questions.flatMap(({ stem, options, prompts }) => [stem, ...prompts, ...options.map((option) => option.text)])
  return [...new Set(texts.flatMap(picturesOf).map(({ hash }) => hash))]
}

/** One line of words, where a picture cannot stand: each picture is named by its alt, `unnamed` where it has none. */
export function plainText(text: string, unnamed: string): string {
  const words = piecesOf(text).map((piece) => (typeof piece === 'string' ? piece : ` ${piece.alt.trim() || unnamed} `))
  return words.join('').replace(/\s+/g, ' ').trim()
}

/** Cut at a word where it would be longer than `most`, for a name that is read aloud. */
export function shortened(text: string, most = 60): string {
  if (text.length <= most) return text
  const cut = text.slice(0, most)
  return `${cut.slice(0, cut.lastIndexOf(' ') > most / 2 ? cut.lastIndexOf(' ') : most)}…`
}
