import type { InitiativeLikeness } from '@hoithi/shared/contracts/initiatives'

/** Folded: no accents, lower case. */
export type Compared = { id: string; title: string; authors: readonly string[] }

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
