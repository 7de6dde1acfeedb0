import { parentPort, workerData } from 'node:worker_threads'
import { roundInWords } from './domain/rules-text-round.ts'
import { resultsCsv } from './formats/results/results-csv.ts'
import { resultsXlsx } from './formats/results/results-xlsx.ts'
import type { ResultsMeta } from './formats/results/results-table.ts'
import type { ExportJob } from './ports/exports.ts'
import type { ResultRow } from './ports/results.ts'
import { openResultsForReading } from './storage/sqlite/results-reader.ts'

const ROWS_AT_ONCE = 1_000

const { databaseFile, job } = workerData as { databaseFile: string; job: ExportJob }
const { results, contests } = openResultsForReading(databaseFile)

async function* rows(): AsyncGenerator<ResultRow> {
  for (let position = 0; ;) {
    const some = await results.rowsAfter(job.revisionId, position, ROWS_AT_ONCE)
    yield* some
    const last = some.at(-1)
    if (last === undefined) return
    position = last.position
  }
}

async function meta(): Promise<ResultsMeta> {
  const found = await contests.round(job.roundId)
  const revision = (await results.revisions(job.roundId)).find(({ id }) => id === job.revisionId)
  if (found === null || revision === undefined) throw new Error(`revision ${job.revisionId} does not exist`)
  const { number, sealedAt, sealedBy, chainSeq, chainHash, people, attempts, allCorrectCount, predictionTarget, rules } = revision
  return {
    contest: found.contest.title,
    round: found.round.title,
    revision: number,
    sealedAt,
    sealedBy,
    chainSeq,
    chainHash,
    people,
    attempts,
    allCorrectCount,
    predictionTarget,
    rules: roundInWords(rules).map(({ vi }) => vi),
  }
}

const port = parentPort
if (port === null) throw new Error('this file runs in a worker thread')
let asked = 0
let wake = (): void => undefined
port.on('message', () => {
  asked += 1
  wake()
})
/** Resolves when the reader wants one more piece. */
const turn = async (): Promise<void> => {
  while (asked === 0)
    await new Promise<void>((resolve) => {
      wake = resolve
    })
  asked -= 1
}

const bytes = job.format === 'csv' ? resultsCsv(rows()) : resultsXlsx(await meta(), rows())
for await (const piece of bytes) {
  await turn()
  port.postMessage(piece)
}
await turn()
port.postMessage(null)
