import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { Worker } from 'node:worker_threads'
import type { ExportJob, Exports } from './ports/exports.ts'

/** Writes result files in a worker thread with a read-only connection of its own: answers never wait for an export. */
export function workerExports(databaseFile: string): Exports {
  // Built, the worker stands beside main.js; from source it is TypeScript, which tsx reads.
  const built = import.meta.url.endsWith('.js')
  const entry = new URL(built ? './export-worker.js' : './export-worker.ts', import.meta.url)
  return {
    results: (job: ExportJob) => new Promise((resolve, reject) => {
      const worker = new Worker(entry, { workerData: { databaseFile, job }, execArgv: built ? [] : ['--import', 'tsx'] })
      worker.once('message', (stream: ReadableStream<Uint8Array>) => {
        const bytes = Readable.fromWeb(stream)
        bytes.once('close', () => void worker.terminate())
        resolve(bytes)
      })
      worker.once('error', reject)
      worker.once('exit', () => reject(new Error('the export worker ended before it began to write')))
    }),
  }
}
