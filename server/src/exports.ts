import { Readable } from 'node:stream'
import { Worker } from 'node:worker_threads'
import type { ExportJob, Exports } from './ports/exports.ts'

/** Writes result files in a worker thread with a read-only connection of its own: answers never wait for an export. */
export function workerExports(databaseFile: string): Exports {
  // Built, the worker stands beside main.js; from source it is TypeScript, which tsx reads.
  const built = import.meta.url.endsWith('.js')
  const entry = new URL(built ? './export-worker.js' : './export-worker.ts', import.meta.url)
  return {
    results: async (job: ExportJob) => {
      const worker = new Worker(entry, { workerData: { databaseFile, job }, execArgv: built ? [] : ['--import', 'tsx'] })
      // The worker writes one piece for each piece that the reader asks for, so a slow line holds it back.
      const bytes = new Readable({
        read: () => worker.postMessage('more'),
        destroy: (error, done) => void worker.terminate().then(() => done(error), done),
      })
      worker.on('message', (piece: Uint8Array | null) => bytes.push(piece))
      worker.on('error', (error) => bytes.destroy(error))
      return bytes
    },
  }
}
