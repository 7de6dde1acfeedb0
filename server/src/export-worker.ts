import { workerData } from 'node:worker_threads'
import { publishedLog } from './formats/results/published-log.ts'
import { resultFile } from './formats/results/result-file.ts'
import { reportXlsx, type ReportJob } from './formats/report/report-xlsx.ts'
import { silentXlsx, type SilentJob } from './formats/report/silent-xlsx.ts'
import { itemsCsv } from './formats/statistics/items-csv.ts'
import { itemsXlsx } from './formats/statistics/items-xlsx.ts'
import { vietnameseFonts } from './pdf-fonts.ts'
import type { ActivityReads, ReportRow, SilentUnion } from './ports/activity.ts'
import type { ExportJob, ItemsJob, TableJob } from './ports/exports.ts'
import type { LogWanted } from './ports/published-log.ts'
import type { ReplayJob } from './ports/replays.ts'
import { sha256 } from './sha256.ts'
import { openForExports } from './storage/sqlite/exports-reader.ts'
import { openForProof } from './storage/sqlite/proof-reader.ts'
import { openSealedReads } from './storage/sqlite/sealed-reads.ts'
import { replayRound } from './verify/replay.ts'
import { sendPieces } from './worker-pieces.ts'

type Job = ExportJob | TableJob | ItemsJob | { replay: ReplayJob } | { log: LogWanted }

const { databaseFile, job } = workerData as { databaseFile: string; job: Job }
async function fileOf(wanted: Job): Promise<AsyncIterable<Uint8Array> | Iterable<Uint8Array>> {
  if ('log' in wanted) return encoded(publishedLog(openForProof(databaseFile, sha256), wanted.log))
  if ('replay' in wanted) return [Buffer.from(JSON.stringify(await replayRound(openForProof(databaseFile, sha256), sha256, wanted.replay)))]
  if (!('table' in wanted)) return resultFile(openSealedReads(databaseFile, sha256), wanted, vietnameseFonts, () => undefined)
  if (wanted.table === 'items') return [wanted.format === 'csv' ? itemsCsv(wanted) : await itemsXlsx(wanted)]
  return [await (wanted.table === 'silent' ? silentXlsx(wanted, await everySilent(wanted)) : reportXlsx(wanted, await everyRow(wanted)))]
}

async function* encoded(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  for await (const text of texts) yield Buffer.from(text, 'utf8')
}

const activity = (): ActivityReads => openForExports(databaseFile).activity

/** A tree of unions is small enough to be held whole. */
const EVERYTHING = { page: 1, pageSize: 1_000_000 }

async function everyRow({ unionId, period, before }: ReportJob): Promise<ReportRow[]> {
  return (await activity().report({ unionId, period, before, among: 'tree', sort: 'name', order: 'asc', ...EVERYTHING })).rows
}

async function everySilent({ unionId, boardId }: SilentJob): Promise<SilentUnion[]> {
  return (await activity().silent({ unionId, boardId, sort: 'path', order: 'asc', ...EVERYTHING })).rows
}

await sendPieces(await fileOf(job))
