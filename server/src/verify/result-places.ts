import type { SealedPlace, SealedResults } from '../domain/sealing.ts'
import type { Context } from './events/event-check.ts'

const AT_ONCE = 2_000

/** Where a revision says that each person stands, against the ranking that the log gives, person by person. */
export function checkPlaces({ ledger, reader }: Context, revision: { id: string; name: string }, rows: SealedResults['rows']): void {
  const counted = rows.map(({ contestantId, position }): SealedPlace => [contestantId, position]).sort(([a], [b]) => (a < b ? -1 : 1))
  const fault = (contestantId: string, expected: number | null, found: number | null): void =>
    ledger.fault({ check: 'ranks', table: 'result_places', key: `${revision.name} ${contestantId}`, field: 'position', expected, found })
  let seen = 0
  for (const [contestantId, position] of storedPlaces(reader, revision.id)) {
    for (; (counted[seen]?.[0] ?? contestantId) < contestantId; seen += 1) fault(counted[seen]?.[0] ?? '', counted[seen]?.[1] ?? null, null)
    const expected = counted[seen]?.[0] === contestantId ? (counted[seen++]?.[1] ?? null) : null
    if (expected !== position) fault(contestantId, expected, position)
  }
  for (const [contestantId, position] of counted.slice(seen)) fault(contestantId, position, null)
}

function* storedPlaces(reader: Context['reader'], revisionId: string): Generator<SealedPlace> {
  for (let after = ''; ;) {
    const some = reader.resultPlaces(revisionId, after, AT_ONCE)
    yield* some
    const last = some.at(-1)
    if (last === undefined) return
    after = last[0]
  }
}
