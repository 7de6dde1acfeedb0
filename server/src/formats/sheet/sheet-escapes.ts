// Several texts in one cell: a backslash takes a separator's meaning away; before any other sign it is itself.

/** Parts of a cell between the given separators (single characters), unescaped and untrimmed. */
export function splitCell(text: string, separators: string): string[] {
  const parts: string[] = []
  let part = ''
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? ''
    const next = text[at + 1] ?? ''
    if (sign === '\\' && next !== '' && (next === '\\' || separators.includes(next))) {
      part += next
      at += 1
    } else if (separators.includes(sign)) {
      parts.push(part)
      part = ''
    } else part += sign
  }
  return [...parts, part]
}

/** A text that `splitCell` gives back as one part. */
export function escapePart(text: string, separators: string): string {
  return [...text].map((sign) => (sign === '\\' || separators.includes(sign) ? `\\${sign}` : sign)).join('')
}

const TAGS = ',;\n'

export function readTagCell(text: string): string[] {
  return splitCell(text, TAGS)
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '')
}

export function writeTagCell(tags: readonly string[]): string {
  return tags.map((tag) => escapePart(tag, TAGS)).join('; ')
}

const ARROW = /\\[\s\S]|([-–—=]{1,4}>|[→⇒])|=/g

/** "Left = right" or "left -> right"; an arrow goes before an equals sign. Null without either. */
export function readPair(text: string): { left: string; right: string } | null {
  let found: { at: number; length: number } | null = null
  for (const match of text.matchAll(ARROW)) {
    const place = { at: match.index, length: match[0].length }
    if (match[1] !== undefined) {
      found = place
      break
    }
    if (match[0] === '=') found ??= place
  }
  return found === null ? null : { left: plain(text.slice(0, found.at)), right: plain(text.slice(found.at + found.length)) }
}

export function writePair(left: string, right: string): string {
  const escaped = (text: string): string => text.replace(/[\\=→⇒]|(?<=[-–—])>/gu, '\\$&')
  return `${escaped(left)} = ${escaped(right)}`.trim()
}

const plain = (text: string): string => text.replace(/\\([\\=→⇒>])/gu, '$1').trim()
