import type { Readable } from 'node:stream'

export type ExportJob = { format: 'xlsx' | 'csv'; roundId: string; revisionId: string }
/** `origin`: scheme and host of the posters' links. `unionId` alone, with all `below` it, or null for every union; `at`: epoch milliseconds. */
export type PosterJob = { slug: string; unionId: string | null; below: boolean; origin: string; at: number }
/** Files of results and posters, written off the event loop and streamed. */
export type Exports = { results: (job: ExportJob) => Promise<Readable>; posters: (job: PosterJob) => Promise<Readable> }
