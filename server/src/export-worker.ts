import { workerData } from 'node:worker_threads'
import { roundInWords } from './domain/rules-text-round.ts'
import { resultsCsv } from './formats/results/results-csv.ts'
import { resultsXlsx } from './formats/results/results-xlsx.ts'
import type { ResultsMeta } from './formats/results/results-table.ts'
import { reportXlsx, type ReportJob } from './formats/report/report-xlsx.ts'
import { silentXlsx, type SilentJob } from './formats/report/silent-xlsx.ts'
import type { ReportRow, SilentUnion } from './ports/activity.ts'
import { itemsCsv } from './formats/statistics/items-csv.ts'
import { itemsXlsx } from './formats/statistics/items-xlsx.ts'
import type { ExportJob, ItemsJob, TableJob } from './ports/exports.ts'
import type { ResultRow } from './ports/results.ts'
import { openForExports } from './storage/sqlite/exports-reader.ts'
import { sendPieces } from './worker-pieces.ts'

const ROWS_AT_ONCE = 1_000

const { databaseFile, job } = workerData as { databaseFile: string; job: ExportJob | TableJob | ItemsJob }
const { results, contests, activity } = openForExports(databaseFile)

async function* rows(job: ExportJob): AsyncGenerator<ResultRow> {
  for (let position = 0; ;) {
    const some = await results.rowsAfter(job.revisionId, position, ROWS_AT_ONCE)
    yield* some
    const last = some.at(-1)
    if (last === undefined) return
    position = last.position
  }
}

async function meta(job: ExportJob): Promise<ResultsMeta> {
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

async function fileOf(job: ExportJob | TableJob | ItemsJob): Promise<AsyncIterable<Uint8Array> | Iterable<Uint8Array>> {
  if (!('table' in job)) return job.format === 'csv' ? resultsCsv(rows(job)) : resultsXlsx(await meta(job), rows(job))
  if (job.table === 'items') return [job.format === 'csv' ? itemsCsv(job) : await itemsXlsx(job)]
  return [await (job.table === 'silent' ? silentXlsx(job, await everySilent(job)) : reportXlsx(job, await everyRow(job)))]
}

/** A tree of unions is small enough to be held whole. */
const EVERYTHING = { page: 1, pageSize: 1_000_000 }

async function everyRow({ unionId, period, before }: ReportJob): Promise<ReportRow[]> {
  return (await activity.report({ unionId, period, before, among: 'tree', sort: 'name', order: 'asc', ...EVERYTHING })).rows
}

async function everySilent({ unionId, boardId }: SilentJob): Promise<SilentUnion[]> {
  return (await activity.silent({ unionId, boardId, sort: 'path', order: 'asc', ...EVERYTHING })).rows
}

await sendPieces(await fileOf(job))
