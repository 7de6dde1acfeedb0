import { Readable } from 'node:stream'
import { Worker } from 'node:worker_threads'
import type { ExportJob, Exports } from './ports/exports.ts'

/** Writes result files in a worker thread with a read-only connection of its own: answers never wait for an export. */
export function workerExports(databaseFile: string): Exports {
  const start = (job: ExportJob): Worker => {
    const options = { workerData: { databaseFile, job } }
    // Built, the worker stands beside main.js; from source it is TypeScript, which a worker of Node 20 reads only through tsx's own call.
    if (import.meta.url.endsWith('.js')) return new Worker(new URL('./export-worker.js', import.meta.url), options)
    const source = new URL('./export-worker.ts', import.meta.url).href
    return new Worker(`import('tsx/esm/api').then(({ register }) => { register(); return import(${JSON.stringify(source)}) })`, {
      ...options,
      eval: true,
    })
  }
  return {
    results: async (job: ExportJob) => {
      const worker = start(job)
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
