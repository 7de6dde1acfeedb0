import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { Worker, type WorkerOptions } from 'node:worker_threads'

/** Start a worker thread of this folder by its name. Built, it stands beside main.js; from source it is TypeScript, which a worker of Node 20 reads only through tsx's own call. */
export function startWorker(name: string, workerData: unknown, options: Pick<WorkerOptions, 'resourceLimits' | 'transferList'> = {}): Worker {
  if (import.meta.url.endsWith('.js')) return new Worker(new URL(`./${name}.js`, import.meta.url), { ...options, workerData })
  const source = new URL(`./${name}.ts`, import.meta.url).href
  return new Worker(`import('tsx/esm/api').then(({ register }) => { register(); return import(${JSON.stringify(source)}) })`, {
    ...options,
    workerData,
    eval: true,
  })
}

/** Start a file of this folder as a process of its own: it can be ended at any moment, and what breaks in it stays there. */
export function startProcess(name: string, args: string[], execArgv: string[] = []): ChildProcess {
  const built = import.meta.url.endsWith('.js')
  const file = fileURLToPath(new URL(`./${name}.${built ? 'js' : 'ts'}`, import.meta.url))
  const flags = [...execArgv, ...(built ? [] : ['--import', 'tsx'])]
  return fork(file, args, { execArgv: flags, serialization: 'advanced', stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
}
