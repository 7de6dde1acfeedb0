import type { InitiativeLikeness } from '@hoithi/shared/contracts/initiatives'
import type { InitiativeFacts } from './initiative.ts'
import { fold } from './names.ts'

/** Folded: no accents, lower case. */
export type Compared = { id: string; title: string; authors: readonly string[] }

/** One that is there already. */
export type KnownInitiative = Compared & { unionId: string }

/** Two titles share so much of their words. */
const NEAR = 0.6

/** How two initiatives look alike, for people to look at; nobody is refused for it. */
export function likenessOf(one: Compared, other: Compared): InitiativeLikeness | null {
  if (one.id === other.id) return null
  if (one.title === other.title) return 'sameTitle'
  const shared = one.authors.some((author) => other.authors.includes(author))
  return shared && sharedWords(one.title, other.title) >= NEAR ? 'nearTitle' : null
}

/** The share of words that two titles have in common, from 0 to 1 (Dice); a word counts once. */
export function sharedWords(one: string, other: string): number {
  const [words, others] = [new Set(one.split(' ')), new Set(other.split(' '))]
  const common = [...words].filter((word) => others.has(word)).length
  return (2 * common) / (words.size + others.size)
}

/** So many others are compared with a row. */
const MOST_BESIDE = 500
export type RowLikeness = 'known' | InitiativeLikeness | null

/** How each row of a list stands to what is there and to the rows above it; known: the same unit, title and authors, so it is there already. */
export function likenessOfRows(
  rows: readonly { unionId: string; facts: Pick<InitiativeFacts, 'title' | 'authors'> }[],
  there: readonly KnownInitiative[],
): RowLikeness[] {
  const byTitle = new Map<string, KnownInitiative[]>()
  const byAuthor = new Map<string, KnownInitiative[]>()
  const file = (one: KnownInitiative): void => {
    put(byTitle, one.title, one)
    for (const author of one.authors) put(byAuthor, author, one)
  }
  for (const one of there) file(one)
  return rows.map(({ unionId, facts }, index) => {
    const row = { id: `row ${index}`, unionId, title: fold(facts.title), authors: [...new Set(facts.authors.map(fold))] }
    const sameTitle = byTitle.get(row.title) ?? []
    const known = sameTitle.some((other) => other.unionId === unionId && sameNames(other.authors, row.authors))
    const beside = row.authors.flatMap((author) => byAuthor.get(author) ?? []).slice(0, MOST_BESIDE)
    file(row)
    if (known) return 'known'
    if (sameTitle.length > 0) return 'sameTitle'
    return beside.some((other) => likenessOf(row, other) !== null) ? 'nearTitle' : null
  })
}

const sameNames = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((name) => others.includes(name))

function put(map: Map<string, KnownInitiative[]>, key: string, one: KnownInitiative): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [one])
  else list.push(one)
}
