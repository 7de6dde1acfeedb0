import { fork } from 'node:child_process'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { inject } from 'vitest'
import type { startProcess as processFromSource, startWorker as fromSource } from '../../server/src/workers.ts'

/** Stands for workers.ts in tests: the same threads, from what worker-build.ts has made of the sources. */
export const startWorker: typeof fromSource = (name, workerData, options = {}) =>
  new Worker(join(inject('workers'), `${name}.mjs`), { ...options, workerData })

export const startProcess: typeof processFromSource = (name, args, execArgv = []) =>
  fork(join(inject('workers'), `${name}.mjs`), args, { execArgv, serialization: 'advanced', stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
