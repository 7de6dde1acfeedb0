import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { workerExports } from '../server/src/exports.ts'
import type { ExportJob } from '../server/src/ports/exports.ts'

/** `cpuSeconds`: of all threads, which other programs on the machine do not lengthen. */
export type Measured = { seconds: number; cpuSeconds: number; bytes: number; peakMb: number }

// A process of its own, started by bench-exports.ts: makes one file and watches the memory of the whole process, as a server would hold it.
const [folder = '', revisionId = '', format = ''] = process.argv.slice(2)
let peak = 0
const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 50)
const began = performance.now()
const job = { format: format as ExportJob['format'], revisionId, scope: { of: 'whole' } } as const
const made = await workerExports(join(folder, 'hoithi.sqlite')).make(job, () => undefined)
clearInterval(watch)
const { user, system } = process.cpuUsage()
process.send?.({
  cpuSeconds: (user + system) / 1e6,
  seconds: (performance.now() - began) / 1_000,
  bytes: made.bytes,
  peakMb: peak / 1e6,
} satisfies Measured)
