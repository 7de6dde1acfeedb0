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
