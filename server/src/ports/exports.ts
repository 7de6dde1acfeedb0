import type { Readable } from 'node:stream'

export type ExportJob = { format: 'xlsx' | 'csv'; roundId: string; revisionId: string }
/** Files of results, written off the event loop and streamed. */
export type Exports = { results: (job: ExportJob) => Promise<Readable> }
