import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import type { ResultFileMessage, ResultFileWanted } from '../../server/src/exports.ts'
import { resultFile } from '../../server/src/formats/results/result-file.ts'
import type { ResultRow } from '../../server/src/ports/results.ts'
import type { AboutRevision } from '../../server/src/ports/sealed-reads.ts'
import { writeWhole } from '../../server/src/worker-file.ts'

// The floor under files of results: the same writers in a process like the server's, but one row again and again, and no database.

/** What the file is about, and its only row; where the server's process is told of its database, this one is told of a file that holds it. */
export type Constant = { about: AboutRevision; row: ResultRow }

setPriority(constants.priority.PRIORITY_LOW)
const [{ store, path, job }] = (await once(process, 'message')) as [ResultFileWanted]
const { about, row } = JSON.parse(readFileSync(store, 'utf8')) as Constant

const ROWS_AT_ONCE = 1_000

async function* rows(): AsyncGenerator<ResultRow[]> {
  for (let left = about.rows; left > 0; left -= ROWS_AT_ONCE) yield Array.from({ length: Math.min(left, ROWS_AT_ONCE) }, () => row)
}

const nothing = async () => []
async function* none(): AsyncGenerator<never[]> {}
const noFonts = () => {
  throw new Error('no pages are drawn here')
}
const reads = { about: async () => about, rows, unions: nothing, voided: none, hours: nothing, overall: none }
const made = await writeWhole(
  path,
  resultFile(reads, job, noFonts, () => undefined),
)
process.send?.({ ...made, erased: 0 } satisfies ResultFileMessage, undefined, undefined, () => process.disconnect())
