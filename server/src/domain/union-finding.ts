import { FIT, type IndexedUnion, type UnionIndex } from './union-index.ts'
import { readUnionQuery, type UnionQuery } from './union-query.ts'
import { beginning, resembling } from './word-table.ts'

export type UnionsFound = {
  /** Best first. */
  ids: string[]
  /** How many fit as well as these. */
  total: number
  /** Nothing fits the query as it was typed: these come near. */
  near: boolean
}
type Candidate = { place: number; score: number }

/** Shorter words are not taken for others, nor looked for inside names. */
const SHORTEST_TYPO = 4
const SHORTEST_INSIDE = 3

/** Unions that fit what a person typed; those that only come near are looked for when none does. */
export function findUnions(index: UnionIndex, typed: string, { limit, within }: { limit: number; within?: string | undefined }): UnionsFound {
  const query = readUnionQuery(typed)
  const all = query.words.length
  if (all === 0) return { ids: [], total: 0, near: false }
  const inside = subtree(index, within)
  const exact = query.words.map((word) => fitsOf(index, word))
  const whole = best(index, query, { fits: exact, needed: all, limit, inside })
  if (whole.total > 0) return whole
  const fits = query.words.map((word, place) => withTypos(index, word, exact[place] ?? new Uint8Array()))
  for (const needed of new Set([all, Math.max(1, all - 1), Math.ceil(all / 2)])) {
    const found = best(index, query, { fits, needed, limit, inside })
    if (found.total > 0) return { ...found, near: true }
  }
  return whole
}

/** How well one word of a query fits each union. */
function fitsOf({ unions, words, paths, pathCount }: UnionIndex, word: string): Uint8Array {
  const fits = new Uint8Array(unions.length)
  beginning(words, word, (place, fit, whole) =>
    raise(fits, place, whole ? fit : fit === FIT.own ? FIT.ownStart : fit === FIT.spelling ? FIT.spellingStart : 0),
  )
  const above = new Uint8Array(pathCount)
  beginning(paths, word, (path, fit) => raise(above, path, fit))
  const known = words.holders.has(word)
  for (let place = 0; place < unions.length; place += 1) {
    const union = unions[place]
    if (union === undefined) continue
    raise(fits, place, above[union.path] ?? 0)
    if (!known && fitsInside(union, word)) raise(fits, place, FIT.inside)
  }
  return fits
}

/** A word that stands in no name: first letters of a few words, words without their spaces, or a code without its hyphens. */
const fitsInside = ({ initials, glued, code }: IndexedUnion, word: string): boolean =>
  word.length >= SHORTEST_INSIDE && (initials.includes(word) || (word.length > SHORTEST_INSIDE && (code === word || glued.includes(word))))

/** The same, and words of unions that are one letter away from it. */
function withTypos({ unions, words, paths, pathCount }: UnionIndex, word: string, exact: Uint8Array): Uint8Array {
  if (word.length < SHORTEST_TYPO || /\d/.test(word)) return exact
  const fits = Uint8Array.from(exact)
  resembling(words, word, (place) => raise(fits, place, FIT.typo))
  const above = new Uint8Array(pathCount)
  resembling(paths, word, (path) => raise(above, path, FIT.filler))
  for (const [place, union] of unions.entries()) raise(fits, place, above[union.path] ?? 0)
  return fits
}

const raise = (fits: Uint8Array, place: number, fit: number): void => {
  if (fit > (fits[place] ?? 0)) fits[place] = fit
}

type Search = { fits: Uint8Array[]; needed: number; limit: number; inside: ((place: number) => boolean) | null }

function best({ unions }: UnionIndex, query: UnionQuery, { fits, needed, limit, inside }: Search): UnionsFound {
  const kept: Candidate[] = []
  let total = 0
  for (let place = 0; place < unions.length; place += 1) {
    const sum = sumOf(fits, place, fits.length - needed)
    const union = unions[place]
    if (sum === 0 || union === undefined || (inside !== null && !inside(place))) continue
    total += 1
    keep(kept, { place, score: scoreOf(union, query, sum) }, limit)
  }
  return { ids: kept.map(({ place }) => unions[place]?.id ?? ''), total, near: false }
}

/** How well all words fit one union; 0 when more than `spare` of them do not fit at all. */
function sumOf(fits: readonly Uint8Array[], place: number, spare: number): number {
  let [sum, missing] = [0, 0]
  for (const fit of fits) {
    const one = fit[place] ?? 0
    sum += one
    if (one === 0) missing += 1
    if (missing > spare) return 0
  }
  return sum
}

/** Its code; then how well the words fit; their order; their accents; what all names share; what is left of the name. Unions stand in order of their names. */
function scoreOf(union: IndexedUnion, query: UnionQuery, sum: number): number {
  const code = union.code === query.glued ? 100 : 0
  const order = union.name.startsWith(query.phrase) ? 3 : union.name.includes(` ${query.phrase}`) ? 2 : 0
  const accents = query.accented.reduce((count, word) => count + (union.spoken.includes(word) ? 1 : 0), 0)
  const shared = query.fillers.includes(union.head) ? 1 : 0
  const left = 30 - Math.min(30, Math.max(0, union.wordCount - query.words.length))
  return (((code + sum) * 4 + order) * 50 + accents) * 200 + shared * 64 + (union.grassroots ? 32 : 0) + left
}

function keep(kept: Candidate[], candidate: Candidate, limit: number): void {
  if (kept.length >= limit && (kept[limit - 1]?.score ?? 0) >= candidate.score) return
  let at = kept.length
  while (at > 0 && (kept[at - 1]?.score ?? 0) < candidate.score) at -= 1
  kept.splice(at, 0, candidate)
  if (kept.length > limit) kept.pop()
}

function subtree({ unions, places }: UnionIndex, rootId: string | undefined): Search['inside'] {
  if (rootId === undefined) return null
  const root = places.get(rootId)
  return (place) => {
    for (let at = place, depth = 0; at >= 0 && depth <= unions.length; at = unions[at]?.parent ?? -1, depth += 1) if (at === root) return true
    return false
  }
}
