import { readFileSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import type { ResultFileMessage } from '../../server/src/exports.ts'
import { resultFile } from '../../server/src/formats/results/result-file.ts'
import type { ExportJob } from '../../server/src/ports/exports.ts'
import type { ResultRow } from '../../server/src/ports/results.ts'
import type { AboutRevision } from '../../server/src/ports/sealed-reads.ts'
import { writeWhole } from '../../server/src/worker-file.ts'

// The floor under files of results: the same writers in a process like the server's, but one row again and again, and no database.

/** What the file is about, and its only row. */
export type Constant = { about: AboutRevision; row: ResultRow }

setPriority(constants.priority.PRIORITY_LOW)
const [given = '', path = '', wanted = ''] = process.argv.slice(2)
const { about, row } = JSON.parse(readFileSync(given, 'utf8')) as Constant

function* rows(): Generator<ResultRow> {
  for (let index = 0; index < about.rows; index += 1) yield row
}

const nothing = () => []
const noFonts = () => {
  throw new Error('no pages are drawn here')
}
const reads = { about: () => about, rows, unions: nothing, voided: nothing, hours: nothing, overall: nothing }
const made = await writeWhole(
  path,
  resultFile(reads, JSON.parse(wanted) as ExportJob, noFonts, () => undefined),
)
process.send?.({ ...made, erased: 0 } satisfies ResultFileMessage, undefined, undefined, () => process.disconnect())
