import { fold } from './names.ts'
import { otherSpellings } from './union-abbreviations.ts'

/** What the desk's tables find a union by: code and name without accents, with the short forms of its words and the words of its short forms. */
export function unionSearchText(code: string, name: string): string {
  const folded = fold(name)
  return [folded, ...otherSpellings(folded), fold(code)].join(' ')
}
