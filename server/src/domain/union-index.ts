import { fold } from './names.ts'
import { abbreviations, otherSpellings } from './union-abbreviations.ts'
import { isFiller, spokenWords, withoutFillers } from './union-query.ts'
import { addWords, sortWords, type WordTable } from './word-table.ts'

/** What a union is found by. */
export type FoundUnion = { id: string; code: string; name: string; kind: string; path: string; parentId: string | null }

/** How well a word of a query fits a union; a higher number is better, 0 is not at all. */
export const FIT = { own: 8, spelling: 7, ownStart: 6, code: 6, spellingStart: 4, inside: 4, typo: 3, path: 2, filler: 1 } as const

export type IndexedUnion = {
  id: string
  /** Folded, without spaces. */
  code: string
  parent: number
  grassroots: boolean
  /** Folded, without the words that all names share. */
  name: string
  wordCount: number
  /** The same without spaces: people leave them out. */
  glued: string
  /** First letters of its words; short forms stay as they are. */
  initials: string
  /** The first word of all, which may be one that all share. */
  head: string
  /** As it is written, a space around each word. */
  spoken: string
  path: number
}
export type UnionIndex = {
  unions: IndexedUnion[]
  places: ReadonlyMap<string, number>
  words: WordTable
  /** The words of each distinct path; a union names its own by number. */
  paths: WordTable
  pathCount: number
}

const shortForms = new Set(abbreviations.flatMap(([, ...shorts]) => shorts.filter((short) => short.length > 1)))
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Everything that is worked out once about a tree of unions, so that a search touches no text but the query's. */
export function indexUnions(found: readonly FoundUnion[]): UnionIndex {
  const ordered = [...found].sort((a, b) => compare(a.name, b.name) || compare(a.code, b.code))
  const places = new Map(ordered.map(({ id }, place) => [id, place]))
  const words: WordTable = { holders: new Map(), sorted: [] }
  const paths: WordTable = { holders: new Map(), sorted: [] }
  const pathNumbers = new Map<string, number>()
  const unions = ordered.map((union, place): IndexedUnion => {
    const folded = fold(union.name)
    addWords(words, folded, place, FIT.own)
    for (const spelling of otherSpellings(folded)) addWords(words, spelling, place, isFiller(spelling) ? FIT.filler : FIT.spelling)
    addWords(words, fold(union.code), place, FIT.code)
    const path = numberOf(pathNumbers, paths, union.path)
    return { ...faceOf(union, folded), parent: places.get(union.parentId ?? '') ?? -1, path }
  })
  sortWords(words)
  sortWords(paths)
  return { unions, places, words, paths, pathCount: pathNumbers.size }
}

function numberOf(numbers: Map<string, number>, paths: WordTable, path: string): number {
  const known = numbers.get(path)
  if (known !== undefined) return known
  const folded = fold(path)
  for (const text of [folded, ...otherSpellings(folded)]) addWords(paths, text, numbers.size, FIT.path)
  numbers.set(path, numbers.size)
  return numbers.size - 1
}

function faceOf({ id, code, name: written, kind }: FoundUnion, folded: string): Omit<IndexedUnion, 'parent' | 'path'> {
  const name = withoutFillers(folded)
  const parts = name.split(' ')
  const letter = (word: string): string => (word === 'va' ? '' : shortForms.has(word) || /^\d/.test(word) ? word : word.charAt(0))
  return {
    id,
    code: fold(code).replaceAll(' ', ''),
    grassroots: kind === 'grassrootsUnion',
    name,
    wordCount: parts.length,
    glued: parts.join(''),
    initials: parts.map(letter).join(''),
    head: folded.split(' ', 1)[0] ?? '',
    spoken: ` ${spokenWords(written).join(' ')} `,
  }
}
