import { fold } from './names.ts'

/** What every union's name may begin with: it tells none from another. The longest come first. */
const fillers = ['cong doan co so', 'cong doan bo phan', 'cong doan', 'don vi', 'cdcs', 'cd'] as const

export const isFiller = (folded: string): boolean => fillers.some((filler) => filler === folded)

/** A folded name without the words that all names share; the whole of it where there is nothing else. */
export function withoutFillers(folded: string): string {
  const rest = fillers.reduce((text, filler) => text.replaceAll(` ${filler} `, ' '), ` ${folded} `).trim()
  return rest === '' ? folded : rest
}

/** Words of a text as they are written, accents and all, in small letters. */
export const spokenWords = (text: string): string[] =>
  text
    .normalize('NFC')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? []

export type UnionQuery = {
  /** The whole of it, folded, without spaces. */
  glued: string
  /** Words that tell unions apart. */
  words: string[]
  /** The same in one piece. */
  phrase: string
  /** Words that do not; they only weigh among equals. */
  fillers: string[]
  /** Words that were typed with accents, a space on either side: who does so means them. */
  accented: string[]
}

export function readUnionQuery(typed: string): UnionQuery {
  const folded = fold(typed)
  const words = withoutFillers(folded)
    .split(' ')
    .filter((word) => word !== '')
  const rest = folded.split(' ').filter((word) => !words.includes(word))
  const accented = spokenWords(typed)
    .filter((word) => fold(word) !== word)
    .map((word) => ` ${word} `)
  return { glued: folded.replaceAll(' ', ''), words, phrase: words.join(' '), fillers: rest, accented }
}
