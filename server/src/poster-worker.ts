import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { workerData } from 'node:worker_threads'
import { posterText, type PosterUnion } from './domain/posters.ts'
import type { PdfFonts } from './formats/pdf/document.ts'
import { postersPdf } from './formats/posters/posters-pdf.ts'
import type { PosterJob } from './ports/exports.ts'
import { openPostersForReading } from './storage/sqlite/posters-reader.ts'
import { sendPieces } from './worker-pieces.ts'

const { databaseFile, job } = workerData as { databaseFile: string; job: PosterJob }
const { contests, unions } = openPostersForReading(databaseFile)

const { resolve } = createRequire(import.meta.url)
const font = (name: string): Uint8Array => readFileSync(resolve(`@expo-google-fonts/be-vietnam-pro/${name}/BeVietnamPro_${name}.ttf`))
const fonts: PdfFonts = { regular: font('400Regular'), semiBold: font('600SemiBold'), bold: font('700Bold') }

async function wanted(): Promise<PosterUnion[]> {
  const subtree = await unions.forPosters(job.unionId)
  return job.below ? subtree : subtree.filter(({ id }) => id === job.unionId)
}

const contest = await contests.find(job.slug)
if (contest === null) throw new Error(`contest ${job.slug} does not exist`)
const text = posterText(contest, await contests.rounds(contest.id))
await sendPieces(postersPdf(fonts, { text, origin: job.origin, unions: await wanted(), at: job.at }))
