import { workerData } from 'node:worker_threads'
import { posterText, type PosterUnion } from './domain/posters.ts'
import { postersPdf } from './formats/posters/posters-pdf.ts'
import { vietnameseFonts } from './pdf-fonts.ts'
import type { PosterJob } from './ports/exports.ts'
import { openPostersForReading } from './storage/readers.ts'
import type { StoreAt } from './domain/store-at.ts'
import { sendPieces } from './worker-pieces.ts'

const { store, job } = workerData as { store: StoreAt; job: PosterJob }
const { contests, unions, close } = await openPostersForReading(store)

async function wanted(): Promise<PosterUnion[]> {
  const subtree = await unions.forPosters(job.unionId)
  return job.below ? subtree : subtree.filter(({ id }) => id === job.unionId)
}

const contest = await contests.find(job.slug)
if (contest === null) throw new Error(`contest ${job.slug} does not exist`)
const text = posterText(contest, await contests.rounds(contest.id))
const posters = { text, origin: job.origin, unions: await wanted(), at: job.at }
await close()
await sendPieces(postersPdf(vietnameseFonts(), posters))
