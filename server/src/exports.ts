import { Readable } from 'node:stream'
import type { Worker } from 'node:worker_threads'
import type { CertificateJob, ExportJob, Exports, PaperJob, TableJob } from './ports/exports.ts'
import { startWorker } from './workers.ts'

/** A few thousand posters take about 150 MB; a file that needs far more is stopped before the server feels it. */
const POSTER_LIMITS = { resourceLimits: { maxOldGenerationSizeMb: 512 } }

/** After a seal many people want theirs at once: two are made at a time, so that answers of other rounds never wait. */
const FILES_AT_ONCE = 2
const FILE_LIMITS = { resourceLimits: { maxOldGenerationSizeMb: 128 } }

/** Writes files in worker threads with read-only connections of their own: answers never wait for an export. */
export function workerExports(databaseFile: string): Exports {
  const write = async (job: ExportJob | TableJob): Promise<Readable> => piecesOf(startWorker('export-worker', { databaseFile, job }))
  const posters: Exports['posters'] = async (job) => piecesOf(startWorker('poster-worker', { databaseFile, job }, POSTER_LIMITS))
  return {
    results: write,
    table: write,
    posters,
    certificates: archives(),
    certificate: filesBy<CertificateJob>('certificate-worker'),
    awardPaper: filesBy<PaperJob>('award-paper-worker'),
  }
}

/** Waits for a place among a few; whoever has one gives it back once. */
function places(free: number): () => Promise<() => void> {
  const waiting: (() => void)[] = []
  return async () => {
    if (free === 0) await new Promise<void>((resolve) => waiting.push(resolve))
    else free -= 1
    return () => {
      const next = waiting.shift()
      if (next === undefined) free += 1
      else next()
    }
  }
}

/** Whole files by a worker that is named, a few at a time; the others wait. */
function filesBy<Job>(worker: string): (job: Job) => Promise<Uint8Array> {
  const place = places(FILES_AT_ONCE)
  return async (job) => {
    const leave = await place()
    try {
      const pieces: Uint8Array[] = []
      for await (const piece of piecesOf(startWorker(worker, { job }, FILE_LIMITS))) pieces.push(piece as Uint8Array)
      return Buffer.concat(pieces)
    } finally {
      leave()
    }
  }
}

/** Archives of certificates take minutes of a processor: one is made at a time. */
function archives(): Exports['certificates'] {
  const place = places(1)
  return async (job) => {
    const leave = await place()
    return piecesOf(startWorker('certificate-worker', { job }, FILE_LIMITS)).once('close', leave)
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
