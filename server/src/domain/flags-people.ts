import { weightOf, type Flag, type SamePersonEvidence } from './flags.ts'
import { fold } from './names.ts'

/** Somebody who took the round; of their attempts in it the first. */
export type ReviewedPerson = { contestantId: string; fullName: string; birthDate: string; unionId: string; registeredAt: number; attemptId: string }

/** Names of one birth date and union that differ in at most so many letters are near: one for short names, one more for long ones. */
const NEAR_LETTERS = { short: 1, long: 2, longFrom: 12 } as const
/** People of one birth date that are compared with each other at most: beyond it the date is a default that somebody filled in. */
const SAME_DAY = 400

type Known = ReviewedPerson & { folded: string; exact: string }

/** Two accounts that may be one person: the same name and birth date, or near names and the same birth date in one union. The earlier account is named first. */
export function samePersonFinder() {
  const byDay = new Map<string, Known[]>()
  return {
    add(person: ReviewedPerson): void {
      const known = { folded: fold(person.fullName), exact: person.fullName.normalize('NFC').toLowerCase(), ...person }
      const list = byDay.get(person.birthDate)
      if (list === undefined) byDay.set(person.birthDate, [known])
      else list.push(known)
    },
    flags: (): Omit<Flag, 'id'>[] => [...byDay.values()].flatMap((sameDay) => groupsOf(sameDay).flatMap(pairsOf)),
  }
}

/** Everybody of a day together, or by union where they are too many. */
function groupsOf(sameDay: Known[]): Known[][] {
  if (sameDay.length <= SAME_DAY) return [sameDay]
  const groups = new Map<string, Known[]>()
  for (const person of sameDay) groups.set(person.unionId, [...(groups.get(person.unionId) ?? []), person])
  return [...groups.values()].map((group) => group.slice(0, SAME_DAY))
}

function pairsOf(group: readonly Known[]): Omit<Flag, 'id'>[] {
  const inOrder = [...group].sort((a, b) => a.registeredAt - b.registeredAt || (a.contestantId < b.contestantId ? -1 : 1))
  return inOrder.flatMap((first, index) =>
    inOrder.slice(index + 1).flatMap((second) => {
      const evidence = likeness(first, second)
      return evidence === null ? [] : [flagOf(first, second, evidence)]
    }),
  )
}

function likeness(a: Known, b: Known): SamePersonEvidence | null {
  const sameUnion = a.unionId === b.unionId
  if (a.exact === b.exact) return { kind: 'samePerson', name: 'same', distance: 0, sameUnion }
  // Elsewhere many people share a name without its accents.
  if (!sameUnion) return null
  if (a.folded === b.folded) return { kind: 'samePerson', name: 'sameLetters', distance: 0, sameUnion }
  const most = Math.min(a.folded.length, b.folded.length) >= NEAR_LETTERS.longFrom ? NEAR_LETTERS.long : NEAR_LETTERS.short
  const distance = editDistance(a.folded, b.folded, most)
  return distance > most ? null : { kind: 'samePerson', name: 'near', distance, sameUnion }
}

function flagOf(first: Known, second: Known, evidence: SamePersonEvidence): Omit<Flag, 'id'> {
  const strength = evidence.sameUnion && evidence.name !== 'near' ? 'strong' : 'weak'
  const measure = evidence.name === 'same' ? 900 : evidence.name === 'sameLetters' ? 800 : 600 - 100 * evidence.distance
  const people = [first, second].map(({ contestantId, attemptId }) => ({ contestantId, attemptId }))
  return { kind: 'samePerson', strength, weight: weightOf(strength, measure), people, evidence }
}

/** How many letters must be put in, taken out or replaced (V. Levenshtein 1965); anything beyond `most` is most + 1. */
export function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1
  let before = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (before[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1)
      row.push(Math.min(replaced, (before[j] as number) + 1, (row[j - 1] as number) + 1))
    }
    if (Math.min(...row) > most) return most + 1
    before = row
  }
  return Math.min(most + 1, before[b.length] as number)
}
