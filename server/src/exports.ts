import { Readable } from 'node:stream'
import type { ExportJob, Exports, TableJob } from './ports/exports.ts'
import { startWorker } from './workers.ts'

/** Writes files in a worker thread with a read-only connection of its own: answers never wait for an export. */
export function workerExports(databaseFile: string): Exports {
  const write = async (job: ExportJob | TableJob): Promise<Readable> => {
    const worker = startWorker('export-worker', { databaseFile, job })
    // The worker writes one piece for each piece that the reader asks for, so a slow line holds it back.
    const bytes = new Readable({
      read: () => worker.postMessage('more'),
      destroy: (error, done) => void worker.terminate().then(() => done(error), done),
    })
    worker.on('message', (piece: Uint8Array | null) => bytes.push(piece))
    worker.on('error', (error) => bytes.destroy(error))
    return bytes
  }
  return { results: write, table: write }
}
