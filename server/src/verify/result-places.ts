import type { SealedPlace } from '../domain/sealing.ts'
import type { Context } from './events/event-check.ts'

const AT_ONCE = 2_000

/** Where a revision says that each person stands, against the ranking that the log gives; both come person by person. */
export function checkPlaces({ ledger, reader }: Context, revision: { id: string; name: string }, places: Iterable<SealedPlace>): void {
  const fault = (contestantId: string, expected: number | null, found: number | null): void =>
    ledger.fault({ check: 'ranks', table: 'result_places', key: `${revision.name} ${contestantId}`, field: 'position', expected, found })
  const stored = storedPlaces(reader, revision.id)
  let { value: next } = stored.next()
  for (const [contestantId, position] of places) {
    for (; next !== undefined && next[0] < contestantId; next = stored.next().value) fault(next[0], null, next[1])
    const found = next?.[0] === contestantId ? next[1] : null
    if (found !== position) fault(contestantId, position, found)
    if (found !== null) next = stored.next().value
  }
  for (; next !== undefined; next = stored.next().value) fault(next[0], null, next[1])
}

function* storedPlaces(reader: Context['reader'], revisionId: string): Generator<SealedPlace, undefined> {
  for (let after = ''; ;) {
    const some = reader.resultPlaces(revisionId, after, AT_ONCE)
    yield* some
    const last = some.at(-1)
    if (last === undefined) return
    after = last[0]
  }
}
