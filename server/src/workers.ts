import { fork, type ChildProcess } from 'node:child_process'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker, type WorkerOptions } from 'node:worker_threads'

/** How the files of this folder end: .ts in the sources, built .js (in tests .mjs). */
const ending = extname(fileURLToPath(import.meta.url))
const built = ending !== '.ts'
const beside = (name: string): URL => new URL(`./${name}${ending}`, import.meta.url)

/** Start a worker thread of this folder by its name. Built, it stands beside main.js; from source it is TypeScript, which a worker of Node 20 reads only through tsx's own call. */
export function startWorker(name: string, workerData: unknown, options: Pick<WorkerOptions, 'resourceLimits' | 'transferList'> = {}): Worker {
  if (built) return new Worker(beside(name), { ...options, workerData })
  return new Worker(`import('tsx/esm/api').then(({ register }) => { register(); return import(${JSON.stringify(beside(name).href)}) })`, {
    ...options,
    workerData,
    eval: true,
  })
}

/** Start a file of this folder as a process of its own: it can be ended at any moment, and what breaks in it stays there. */
export function startProcess(name: string, args: string[], execArgv: string[] = []): ChildProcess {
  const flags = [...execArgv, ...(built ? [] : ['--import', 'tsx'])]
  return fork(fileURLToPath(beside(name)), args, { execArgv: flags, serialization: 'advanced', stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
}
