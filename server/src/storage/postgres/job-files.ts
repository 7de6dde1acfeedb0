import { Readable } from 'node:stream'
import { sql } from 'drizzle-orm'
import { rowsOf, type Db } from './open.ts'
import { NOW } from './shared-time.ts'

/** While it is under way, and for its time after that. */
export const KNOWN = sql`greatest(alive_until, keep_until) > ${NOW}`

/** A file of any size is never whole in memory. */
export const PIECE_BYTES = 1024 * 1024

/** A file of a job, piece by piece as its reader asks for them; null where it is gone. */
export async function openPieces(db: Db, jobId: string, file: number): Promise<Readable | null> {
  const [found] = await rowsOf<{ pieces: number }>(
    db,
    sql`
    select count(*) as pieces from job_file_pieces join jobs on jobs.id = job_id
    where job_id = ${jobId} and file = ${file} and ${KNOWN}`,
  )
  const pieces = found?.pieces ?? 0
  return pieces === 0 ? null : Readable.from(piecesOf(db, jobId, file, pieces), { objectMode: false })
}

async function* piecesOf(db: Db, jobId: string, file: number, pieces: number): AsyncGenerator<Buffer> {
  for (let piece = 0; piece < pieces; piece += 1) {
    // The driver takes bytes as text: in base 64 they are two thirds of what they are in hexadecimal digits.
    const [row] = await rowsOf<{ bytes: string }>(
      db,
      sql`select encode(bytes, 'base64') as bytes from job_file_pieces where job_id = ${jobId} and file = ${file} and piece = ${piece}`,
    )
    // Erased meanwhile: whoever reads must not take it for the whole file.
    if (row === undefined) throw new Error('a file was erased while it was read')
    yield Buffer.from(row.bytes, 'base64')
  }
}
