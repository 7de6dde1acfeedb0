import { publishedEntry } from '../../domain/published-entry.ts'
import type { LogEvent } from '../../domain/log-event.ts'
import type { LogWanted, PublishedEntry, PublishedHead, PublishedLogReads } from '../../ports/published-log.ts'

/** The submission log as it is handed out (docs/formats.md): a first line on the rounds, then a line for each entry. */
export async function* publishedLog(reads: PublishedLogReads, { contents, slug }: LogWanted): AsyncGenerator<string> {
  const head = await reads.head()
  const revisions = await reads.revisions()
  const rounds = (await reads.rounds()).filter((round) => slug === null || round.slug === slug)
  const first: PublishedHead = {
    format: 'hoithi-log/1',
    contents,
    head,
    rounds: rounds.map((round) => ({
      ...round,
      revisions: revisions
        .filter(({ roundId }) => roundId === round.id)
        .map(({ number, chainSeq, chainHash, resultsHash, rules }) => ({ number, chainSeq, chainHash, resultsHash, rules })),
    })),
  }
  yield `${JSON.stringify(first)}\n`
  const open = new Set(first.rounds.map(({ id }) => id))
  const sealedTo = new Map<string, number>()
  for (const { roundId, chainSeq } of revisions) if (open.has(roundId)) sealedTo.set(roundId, Math.max(chainSeq, sealedTo.get(roundId) ?? 0))
  for await (const rows of reads.entries()) {
    let text = ''
    for (const row of rows) {
      const told = { ...(row.receipt === null ? {} : { receipt: row.receipt }), payload: null }
      const published =
        contents === 'links'
          ? told
          : publishedEntry({ seq: row.seq, event: JSON.parse(row.payload) as LogEvent }, row.payload, sealedTo.get(row.roundId) ?? 0)
      const entry: PublishedEntry = { seq: row.seq, at: row.at, kind: row.kind, prevHash: row.prevHash, hash: row.hash, ...published }
      text += `${JSON.stringify(entry)}\n`
    }
    yield text
  }
}
