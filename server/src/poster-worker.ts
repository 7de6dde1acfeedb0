import { workerData } from 'node:worker_threads'
import { posterText, type PosterUnion } from './domain/posters.ts'
import { postersPdf } from './formats/posters/posters-pdf.ts'
import { vietnameseFonts } from './pdf-fonts.ts'
import type { PosterJob } from './ports/exports.ts'
import { openPostersForReading } from './storage/sqlite/posters-reader.ts'
import { sendPieces } from './worker-pieces.ts'

const { databaseFile, job } = workerData as { databaseFile: string; job: PosterJob }
const { contests, unions } = openPostersForReading(databaseFile)

async function wanted(): Promise<PosterUnion[]> {
  const subtree = await unions.forPosters(job.unionId)
  return job.below ? subtree : subtree.filter(({ id }) => id === job.unionId)
}

const contest = await contests.find(job.slug)
if (contest === null) throw new Error(`contest ${job.slug} does not exist`)
const text = posterText(contest, await contests.rounds(contest.id))
await sendPieces(postersPdf(vietnameseFonts(), { text, origin: job.origin, unions: await wanted(), at: job.at }))
