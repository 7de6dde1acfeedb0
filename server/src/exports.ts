import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import type { Worker } from 'node:worker_threads'
import type { LogWanted } from './ports/published-log.ts'
import type {
  CampaignReportJob,
  CertificateJob,
  CommendationPaperJob,
  ExportJob,
  Exports,
  ItemsJob,
  MadeFile,
  PaperJob,
  TableJob,
} from './ports/exports.ts'
import type { StoreAt } from './domain/store-at.ts'
import { places } from './domain/places.ts'
import { startProcess, startWorker } from './workers.ts'

/** A few thousand posters take about 150 MB; a file that needs far more is stopped before the server feels it. */
const POSTER_LIMITS = { resourceLimits: { maxOldGenerationSizeMb: 512 } }

/** After a seal many people want theirs at once: two are made at a time, so that answers of other rounds never wait. */
const PAPERS_AT_ONCE = 2
const PAPER_LIMITS = { resourceLimits: { maxOldGenerationSizeMb: 128 } }

/**
 * Writes files in worker threads, and those of whole results in processes behind the server's, with read-only connections of their own: answers never
 * wait for an export. `folder`: where files lie ready.
 */
export function workerExports(store: StoreAt, folder: string): Exports {
  const write = async (job: ExportJob | TableJob | ItemsJob): Promise<Readable> => piecesOf(startWorker('export-worker', { store, job }))
  // A few thousand pages take a processor for half a minute.
  const place = places(PAPERS_AT_ONCE)
  const posters: Exports['posters'] = async (job) => {
    const leave = await place()
    return piecesOf(startWorker('poster-worker', { store, job }, POSTER_LIMITS)).once('close', leave)
  }
  // One after another: each ranks a whole round, which takes a processor.
  let line: Promise<unknown> = Promise.resolve()
  const replay: Exports['replay'] = (job) => {
    const next = line.then(() => replayed(job))
    line = next.catch(() => undefined)
    return next
  }
  const replayed: Exports['replay'] = async (job) => {
    const pieces: Buffer[] = []
    for await (const piece of piecesOf(startWorker('export-worker', { store, job: { replay: job } }, REPLAY_LIMITS))) pieces.push(piece as Buffer)
    return JSON.parse(Buffer.concat(pieces).toString()) as Awaited<ReturnType<Exports['replay']>>
  }
  const publishedLog = fewAtATime((wanted: LogWanted) => piecesOf(startWorker('export-worker', { store, job: { log: wanted } }, FILE_LIMITS)))
  return {
    replay,
    publishedLog,
    results: write,
    make: filesIn(store, folder),
    table: write,
    posters,
    ...archives(folder),
    certificate: filesBy<CertificateJob>('certificate-worker'),
    awardPaper: filesBy<PaperJob>('award-paper-worker'),
    campaignReport: filesBy<CampaignReportJob>('campaign-report-worker'),
    commendationPaper: filesBy<CommendationPaperJob>('award-paper-worker'),
  }
}

/** A round is ranked in scratch files, as it is for its seal. */
const REPLAY_LIMITS = { resourceLimits: { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 64 } }

/** So many may read the whole log at once, each for so long; whoever comes while they do gets null. */
const LOG_READERS = 3
const LONGEST_READ_MS = 900_000

function fewAtATime(begin: (wanted: LogWanted) => Readable): Exports['publishedLog'] {
  let reading = 0
  return async (wanted) => {
    if (reading === LOG_READERS) return null
    reading += 1
    const bytes = begin(wanted)
    const late = setTimeout(() => bytes.destroy(), LONGEST_READ_MS).unref()
    return bytes.once('close', () => {
      clearTimeout(late)
      reading -= 1
    })
  }
}

/** No file lies ready for longer: they hold names, and somebody may be erased meanwhile. */
const KEPT_MS = 3_600_000
/** A million rows need some 100 MB; a file that needs far more is stopped before the server feels it. */
const FILE_LIMITS = { resourceLimits: { maxOldGenerationSizeMb: 512 } }
export const FILE_HEAP = '--max-old-space-size=512'

/** What the process that makes a file is told, once. */
export type ResultFileWanted = { store: StoreAt; path: string; job: ExportJob }
/** What it tells. */
export type ResultFileMessage = { done: number; total: number } | { failed: string } | Omit<MadeFile, 'path'>

/** Whole results: minutes of two processors, by a process that stands behind the server, with all its threads. */
function filesIn(store: StoreAt, folder: string): Exports['make'] {
  return (job, seen) =>
    lyingReady(folder, job.format, (path) => {
      const child = startProcess('results-worker', [], [FILE_HEAP])
      // Not among its arguments, which everybody on the machine may read: an address holds a password.
      child.send({ store, path, job } satisfies ResultFileWanted)
      return new Promise<Omit<MadeFile, 'path'>>((resolve, reject) => {
        child.on('message', (told: ResultFileMessage) => {
          if ('done' in told) seen(told.done, told.total)
          else if ('failed' in told) reject(new Error(told.failed))
          else resolve(told)
        })
        child.once('error', reject)
        child.once('exit', (code, signal) => reject(new Error(`the process that makes a file of results ended with ${signal ?? code}`)))
      })
    })
}

/** A file that `make` writes under a path of its own; what an earlier process left is cleared away. */
async function lyingReady<Made>(folder: string, extension: string, make: (path: string) => Promise<Made>): Promise<Made & { path: string }> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (const name of readdirSync(folder)) if (statSync(join(folder, name)).mtimeMs < Date.now() - KEPT_MS) rmSync(join(folder, name), { force: true })
  const path = join(folder, `${randomUUID()}.${extension}`)
  return { path, ...(await make(path)) }
}

function madeBy<Made extends object>(worker: Worker, seen: (done: number, total: number) => void): Promise<Made> {
  return new Promise((resolve, reject) => {
    worker.on('message', (told: { done: number; total: number } | Made) => {
      if ('done' in told) seen(told.done, told.total)
      else resolve(told)
    })
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error('the export worker ended without its file')))
  })
}

/** Whole files by a worker that is named, a few at a time; the others wait. */
function filesBy<Job>(worker: string): (job: Job) => Promise<Uint8Array> {
  const place = places(PAPERS_AT_ONCE)
  return async (job) => {
    const leave = await place()
    try {
      const pieces: Uint8Array[] = []
      for await (const piece of piecesOf(startWorker(worker, { job }, PAPER_LIMITS))) pieces.push(piece as Uint8Array)
      return Buffer.concat(pieces)
    } finally {
      leave()
    }
  }
}

/** Archives of certificates take minutes of a processor: one is made at a time. */
function archives(folder: string): Pick<Exports, 'certificates' | 'makeCertificates'> {
  const place = places(1)
  return {
    certificates: async (job) => {
      const leave = await place()
      return piecesOf(startWorker('certificate-worker', { job }, PAPER_LIMITS)).once('close', leave)
    },
    makeCertificates: async (job, seen) => {
      const leave = await place()
      try {
        return await lyingReady(folder, 'zip', (path) =>
          madeBy<Pick<MadeFile, 'bytes'>>(startWorker('certificate-worker', { job, path }, PAPER_LIMITS), seen),
        )
      } finally {
        leave()
      }
    },
  }
}

/** The pieces of a worker (`sendPieces`) as a stream: it writes one for each that the reader asks for, so a slow line holds it back. */
function piecesOf(worker: Worker): Readable {
  const bytes = new Readable({
    read: () => worker.postMessage('more'),
    destroy: (error, done) => void worker.terminate().then(() => done(error), done),
  })
  worker.on('message', (piece: Uint8Array | null) => bytes.push(piece))
  worker.on('error', (error) => bytes.destroy(error))
  return bytes
}
