import { workerData } from 'node:worker_threads'
import { publishedLog } from './formats/results/published-log.ts'
import { resultFile } from './formats/results/result-file.ts'
import { reportXlsx, type ReportJob } from './formats/report/report-xlsx.ts'
import { silentXlsx, type SilentJob } from './formats/report/silent-xlsx.ts'
import { itemsCsv } from './formats/statistics/items-csv.ts'
import { itemsXlsx } from './formats/statistics/items-xlsx.ts'
import { vietnameseFonts } from './pdf-fonts.ts'
import type { ReportRow, SilentUnion } from './ports/activity.ts'
import type { ExportJob, ItemsJob, TableJob } from './ports/exports.ts'
import type { LogWanted } from './ports/published-log.ts'
import type { Replayed, ReplayJob } from './ports/replays.ts'
import { sha256 } from './sha256.ts'
import { openForExports, openPublishedLog, openSealedReads } from './storage/readers.ts'
import { openForProof } from './storage/sqlite/proof-reader.ts'
import { isPostgres, type StoreAt } from './domain/store-at.ts'
import { replayRound } from './verify/replay.ts'
import { sendPieces } from './worker-pieces.ts'

type Job = ExportJob | TableJob | ItemsJob | { replay: ReplayJob } | { log: LogWanted }

type Pieces = AsyncIterable<Uint8Array> | Iterable<Uint8Array>

const { store, job } = workerData as { store: StoreAt; job: Job }
async function fileOf(wanted: Job): Promise<Pieces> {
  if ('log' in wanted) return closing(await openPublishedLog(store), (reads) => encoded(publishedLog(reads, wanted.log)))
  if ('replay' in wanted) return [Buffer.from(JSON.stringify(await replayed(wanted.replay)))]
  if (!('table' in wanted))
    return closing(await openSealedReads(store, sha256), (reads) => resultFile(reads, wanted, vietnameseFonts, () => undefined))
  if (wanted.table === 'items') return [wanted.format === 'csv' ? itemsCsv(wanted) : await itemsXlsx(wanted)]
  return [await (wanted.table === 'silent' ? silentXlsx(wanted, await everySilent(wanted)) : reportXlsx(wanted, await everyRow(wanted)))]
}

/** Pieces of what is read through `reads`, which are closed behind the last of them. */
async function* closing<Reads extends { close: () => Promise<void> }>(reads: Reads, write: (reads: Reads) => Pieces): AsyncGenerator<Uint8Array> {
  try {
    yield* write(reads)
  } finally {
    await reads.close()
  }
}

/** What a round is ranked from again. */
const REPLAYED = ['contests', 'rounds', 'submission_log', 'unions', 'accounts', 'contestants'] as const

async function replayed(wanted: ReplayJob): Promise<Replayed | null> {
  const copy = isPostgres(store) ? await (await import('./storage/scratch-copy.ts')).scratchCopy(store, REPLAYED) : null
  try {
    const reader = openForProof(copy?.file ?? store, sha256)
    const found = await replayRound(reader, sha256, wanted)
    reader.close()
    return found
  } finally {
    copy?.remove()
  }
}

async function* encoded(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  for await (const text of texts) yield Buffer.from(text, 'utf8')
}

/** A tree of unions is small enough to be held whole. */
const EVERYTHING = { page: 1, pageSize: 1_000_000 }

async function everyRow({ unionId, period, before }: ReportJob): Promise<ReportRow[]> {
  const { activity, close } = await openForExports(store)
  const { rows } = await activity.report({ unionId, period, before, among: 'tree', sort: 'name', order: 'asc', ...EVERYTHING })
  await close()
  return rows
}

async function everySilent({ unionId, boardId }: SilentJob): Promise<SilentUnion[]> {
  const { activity, close } = await openForExports(store)
  const { rows } = await activity.silent({ unionId, boardId, sort: 'path', order: 'asc', ...EVERYTHING })
  await close()
  return rows
}

await sendPieces(await fileOf(job))
