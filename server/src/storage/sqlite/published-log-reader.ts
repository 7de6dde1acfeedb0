import type { RoundRules } from '@hoithi/shared/contracts/rules'
import { GENESIS_HASH } from '../../domain/receipt.ts'
import type { LogRow, PublishedLogReads } from '../../ports/published-log.ts'
import { openForReading } from './open.ts'

/** What is read at once is written at once: some 200 KB. */
const ENTRIES_AT_ONCE = 500

type Read<Name extends 'head' | 'rounds' | 'revisions'> = Awaited<ReturnType<PublishedLogReads[Name]>>
type RevisionText = Omit<Read<'revisions'>[number], 'rules'> & { rules: string }

/** The log and what was sealed of it, on a read-only connection that sees one moment. */
export async function openPublishedLog(file: string): Promise<PublishedLogReads> {
  const client = openForReading(file).$client
  client.exec('begin')
  const entries = client.prepare(
    `select seq, kind, at, round_id as roundId, receipt, payload, prev_hash as prevHash, hash from submission_log where seq > ? order by seq limit ?`,
  )
  return {
    head: async () =>
      (client.prepare('select seq, hash from submission_log order by seq desc limit 1').get() as Read<'head'> | undefined) ?? {
        seq: 0,
        hash: GENESIS_HASH,
      },
    rounds: async () =>
      client
        .prepare(
          `select r.id, c.title as contest, c.slug, r.number, r.title from rounds r join contests c on c.id = r.contest_id
           where c.state = 'published' and r.practice = 0 order by c.slug, r.number`,
        )
        .all() as Read<'rounds'>,
    revisions: async () =>
      (
        client
          .prepare(
            `select round_id as roundId, number, chain_seq as chainSeq, chain_hash as chainHash, results_hash as resultsHash, rules
             from result_revisions where state = 'sealed' order by round_id, number`,
          )
          .all() as RevisionText[]
      ).map((row) => ({ ...row, rules: JSON.parse(row.rules) as RoundRules })),
    async *entries() {
      for (let after = 0; ;) {
        const rows = entries.all(after, ENTRIES_AT_ONCE) as LogRow[]
        const last = rows.at(-1)
        if (last === undefined) return
        yield rows
        after = last.seq
      }
    },
    close: async () => void client.close(),
  }
}
