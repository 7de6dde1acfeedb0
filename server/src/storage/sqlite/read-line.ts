import { openForReading } from './open.ts'

/** The hash of one line of the submission log and the number of the last one, read without changing anything; null when the file cannot be read. */
export function readLine(file: string, seq: number): { hash: string | null; last: number } | null {
  try {
    const client = openForReading(file).$client
    try {
      const known = client.prepare(`select 1 from sqlite_master where name = 'submission_log'`).get() !== undefined
      if (!known) return { hash: null, last: 0 }
      const hash = client.prepare<[number], string>('select hash from submission_log where seq = ?').pluck().get(seq) ?? null
      return { hash, last: client.prepare<[], number>('select coalesce(max(seq), 0) from submission_log').pluck().get() ?? 0 }
    } finally {
      client.close()
    }
  } catch {
    return null
  }
}
