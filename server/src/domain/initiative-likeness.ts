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

export type ListedInitiative = { unionId: string; facts: Pick<InitiativeFacts, 'title' | 'authors'> }

/** What tells initiatives apart in lists: two of the same unit, title and authors are one. */
export const initiativeMark = ({ unionId, title, authors }: Pick<KnownInitiative, 'unionId' | 'title' | 'authors'>): string =>
  JSON.stringify([unionId, title, [...authors].sort()])

/** A row as it is compared. */
export const foldedRow = ({ unionId, facts }: ListedInitiative) => ({
  unionId,
  title: fold(facts.title),
  authors: [...new Set(facts.authors.map(fold))],
})

/** So many others are compared with a row. */
const MOST_BESIDE = 500

/** What each row of a list looks like of what is there and of the rows above it. */
export function likenessOfRows(rows: readonly ListedInitiative[], there: readonly KnownInitiative[]): (InitiativeLikeness | null)[] {
  const titles = new Set<string>()
  const byAuthor = new Map<string, Compared[]>()
  const file = (one: Compared): void => {
    titles.add(one.title)
    for (const author of one.authors) byAuthor.set(author, [...(byAuthor.get(author) ?? []).slice(1 - MOST_BESIDE), one])
  }
  for (const one of there) file(one)
  return rows.map((listed, index) => {
    const row = { id: `row ${index}`, ...foldedRow(listed) }
    const same = titles.has(row.title)
    const near = !same && row.authors.some((author) => byAuthor.get(author)?.some((other) => likenessOf(row, other) !== null))
    file(row)
    return same ? 'sameTitle' : near ? 'nearTitle' : null
  })
}
