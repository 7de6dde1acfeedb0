type Link = { seq: number; prevHash: string; hash: string }
/** `brokenAt`: the first line that does not follow from the one before; `hash`: that of the last line. "other": no log file. */
export type LogCheck = { lines: number; hash: string; brokenAt: number | null } | 'other'

const GENESIS = '0'.repeat(64)
const PIECE = 1 << 20

/** The texts of a file line by line, a piece of it in memory at a time. */
async function* linesOf(file: Blob): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let left = ''
  for (let from = 0; from < file.size; from += PIECE) {
    const bytes = await file.slice(from, from + PIECE).arrayBuffer()
    const parts = (left + decoder.decode(bytes, { stream: true })).split('\n')
    left = parts.pop() ?? ''
    yield* parts
  }
  yield left
}

function parsed(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}

/** Whether every line of a published log file follows from the one before, and the last one is the one that it names. */
export async function checkLogFile(file: Blob): Promise<LogCheck> {
  let head: Record<string, unknown> | null = null
  let before = { seq: 0, hash: GENESIS }
  for await (const line of linesOf(file)) {
    if (line.trim() === '') continue
    const value = parsed(line)
    if (head === null) {
      if (value?.['format'] !== 'hoithi-log/1') return 'other'
      head = value
      continue
    }
    const link = value as Link | null
    if (link === null || link.seq !== before.seq + 1 || link.prevHash !== before.hash || typeof link.hash !== 'string')
      return { lines: before.seq, hash: before.hash, brokenAt: before.seq + 1 }
    before = { seq: link.seq, hash: link.hash }
  }
  if (head === null) return 'other'
  const last = head['head'] as Link
  const whole = last.seq === before.seq && last.hash === before.hash
  return { lines: before.seq, hash: before.hash, brokenAt: whole ? null : before.seq + 1 }
}
