import type { RoundRules } from '@hoithi/shared/contracts/rules'
import { roundPoints } from '../domain/grading.ts'
import type { SealedAttempt } from '../domain/sealing.ts'
import { roundStanding, type Outcome, type Standing } from '../domain/standing.ts'
import type { StoredUnion } from '../ports/proof.ts'
import type { Context } from './events/event-check.ts'
import { compareFields } from './fault.ts'

type Totals = { people: number; attempts: number; scoreSum: number; allCorrect: number }
const nothing = (): Totals => ({ people: 0, attempts: 0, scoreSum: 0, allCorrect: 0 })

/** The totals of unions that a revision keeps, counted anew from each person's attempts that count, over the tree that it keeps. */
export function checkSealedUnions(
  { ledger, reader }: Context,
  revision: { id: string; name: string; rules: RoundRules },
  people: Iterable<readonly SealedAttempt[]>,
): void {
  const unions = new Map(reader.sealedUnions(revision.id).map((union) => [union.unionId, union]))
  const totals = totalsOf(unions, standingsOf(people, revision.rules))
  for (const union of unions.values()) {
    ledger.checked('sealedUnions')
    const place = { check: 'sealedUnions', table: 'sealed_unions', key: `${revision.name} ${union.unionId}` } as const
    compareFields(ledger, place, totals.get(union.unionId) ?? nothing(), union)
  }
  for (const unionId of totals.keys())
    if (!unions.has(unionId))
      ledger.fault({
        check: 'sealedUnions',
        table: 'sealed_unions',
        key: `${revision.name} ${unionId}`,
        field: 'unionId',
        expected: unionId,
        found: null,
      })
}

function* standingsOf(people: Iterable<readonly SealedAttempt[]>, rules: RoundRules): Generator<Standing> {
  for (const own of people) {
    const standing = roundStanding(own.map(outcomeOf), rules)
    if (standing !== null) yield standing
  }
}

const outcomeOf = (attempt: SealedAttempt): Outcome => ({ roundId: '', contestId: '', contestantKind: null, voided: false, ...attempt })

function totalsOf(unions: ReadonlyMap<string, StoredUnion>, standings: Iterable<Standing>): Map<string, Totals> {
  const totals = new Map<string, Totals>()
  for (const standing of standings) {
    const above = new Set<string>()
    for (let id: string | null = standing.unionId; id !== null && !above.has(id); id = unions.get(id)?.parentId ?? null) {
      above.add(id)
      const total = totals.get(id) ?? nothing()
      total.people += 1
      total.attempts += standing.attempts
      total.scoreSum = roundPoints(total.scoreSum + standing.score)
      total.allCorrect += standing.allCorrect ? 1 : 0
      totals.set(id, total)
    }
  }
  return totals
}
