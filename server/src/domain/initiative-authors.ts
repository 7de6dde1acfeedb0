import type { Candidate } from './commendation.ts'
import { sameName } from './names.ts'
import { RETIRED_NAME, WITHDRAWN_NAME } from './withdrawal.ts'

/** An initiative that counts; a technology secret names no authors. `benefit` in đồng. */
export type CountedInitiative = { id: string; unionId: string; authors: readonly string[]; benefit: number | null; countedAt: number | null }
/** `id`: of the author's first counted initiative with their place among its authors, so that it names nobody and stays when more are counted. */
export type Author = { id: string; name: string; unionId: string; initiatives: number; benefit: number }

const nameless = new Set([WITHDRAWN_NAME, RETIRED_NAME])
const inTurn = (a: CountedInitiative, b: CountedInitiative): number => (a.countedAt ?? 0) - (b.countedAt ?? 0) || (a.id < b.id ? -1 : 1)

/** Whoever made counted initiatives: one name in one unit is one person; of what several made each has all of it. */
export function authorsOf(counted: readonly CountedInitiative[]): Author[] {
  const authors = new Map<string, Author>()
  for (const { id, unionId, authors: names, benefit } of [...counted].sort(inTurn)) {
    const seen = new Set<string>()
    for (const [place, name] of names.entries()) {
      const key = `${unionId} ${sameName(name)}`
      if (nameless.has(name) || seen.has(key)) continue
      seen.add(key)
      const author = authors.get(key) ?? { id: `${id}-${place}`, name, unionId, initiatives: 0, benefit: 0 }
      authors.set(key, { ...author, initiatives: author.initiatives + 1, benefit: author.benefit + (benefit ?? 0) })
    }
  }
  return [...authors.values()]
}

type Placed = Pick<Candidate, 'union' | 'unionPath' | 'group'>

/** The more initiatives the higher, then the more benefit; whoever is equal in both is equal. */
export function authorCandidate({ id, name, initiatives, benefit }: Author, placed: Placed): Candidate {
  const figure = (of: 'initiatives' | 'benefit', value: number) => ({ of, value, reference: null, points: null })
  const figures = [figure('initiatives', initiatives), figure('benefit', benefit)]
  return { subjectId: id, name, ...placed, order: [-initiatives, -benefit], points: null, figures, merit: '', out: null }
}
