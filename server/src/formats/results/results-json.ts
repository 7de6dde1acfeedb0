import { roundInWords } from '../../domain/rules-text-round.ts'
import { BLANK_DISTANCE } from '../../domain/ranking.ts'
import type { ResultRow } from '../../ports/results.ts'
import { counted, kindCounts, noStatistics, scoreCounts } from './statistics.ts'
import type { ResultFile } from './results-xlsx.ts'

const ROWS_AT_ONCE = 200

/** A sealed revision for programs (docs/formats.md): one JSON object, a person or union a line, written as fast as it is read. */
export async function* resultsJson({ about, reads, revisionId, scope, counted: seen }: ResultFile): AsyncGenerator<string> {
  const { rules, divisions, overallPeople: _, ...facts } = about
  const statistics = noStatistics()
  yield `{"format":"hoithi-results/1",\n"about":${JSON.stringify({ ...facts, scope, rulesInWords: roundInWords(rules).map(({ vi }) => vi), rules })},\n`
  yield `"divisions":${JSON.stringify(divisions)},\n"people":[`
  let done = 0
  yield* lines(counted(reads.rows(revisionId, scope), statistics), (row) => {
    done += 1
    seen(done)
    return personOf(row)
  })
  yield `],\n"unions":[`
  yield* lines([await reads.unions(revisionId, scope)], (union) => union)
  yield `],\n"voided":[`
  yield* lines(reads.voided(revisionId, scope), (attempt) => attempt)
  if (scope.of === 'whole') {
    yield `],\n"overall":[`
    yield* lines(reads.overall(revisionId), (row) => row)
  }
  const counts = { scores: scoreCounts(statistics), kinds: kindCounts(statistics), hours: await reads.hours(revisionId, scope) }
  yield `],\n"statistics":${JSON.stringify(counts)}}\n`
}

async function* lines<Row>(rows: AsyncIterable<Row[]> | Iterable<Row[]>, write: (row: Row) => unknown): AsyncGenerator<string> {
  let [text, waiting, before] = ['', 0, '\n']
  for await (const some of rows)
    for (const row of some) {
      text += `${before}${JSON.stringify(write(row))}`
      before = ',\n'
      waiting += 1
      if (waiting < ROWS_AT_ONCE) continue
      yield text
      text = ''
      waiting = 0
    }
  yield `${text}\n`
}

/** A blank prediction has no distance. */
function personOf({ own, next, predictionDistance, ...row }: ResultRow): unknown {
  const shown = (value: number | null): number | null => (value === BLANK_DISTANCE ? null : value)
  return { ...row, predictionDistance: shown(predictionDistance), own: shown(own), next: shown(next) }
}
