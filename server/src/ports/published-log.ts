import type { RoundRules } from '@hoithi/shared/contracts/rules'

export type LogContents = 'links' | 'full'

/** An entry of the log as its row stands. */
export type LogRow = {
  seq: number
  at: number
  kind: string
  roundId: string
  receipt: string | null
  payload: string
  prevHash: string
  hash: string
}

/** What a published log file is written from, on a connection of its own that sees one moment. */
export type PublishedLogReads = {
  head: () => Promise<{ seq: number; hash: string }>
  /** Rounds of published contests that the log knows of, by contest and number. */
  rounds: () => Promise<Omit<PublishedHead['rounds'][number], 'revisions'>[]>
  /** Every sealed revision, by round and number. */
  revisions: () => Promise<(PublishedHead['rounds'][number]['revisions'][number] & { roundId: string })[]>
  /** The whole log in its order, some entries at a time. */
  entries: () => AsyncIterable<LogRow[]>
  close: () => Promise<void>
}

/** `slug`: only rounds of this contest are told of; null: of every published one. */
export type LogWanted = { contents: LogContents; slug: string | null }

/** The first line of a published log file: which rounds it proves, and where it ends. */
export type PublishedHead = {
  format: 'hoithi-log/1'
  /** links: what anyone may have, in which a receipt tells no score; full: what the desk hands to observers, from which ranks can be computed. */
  contents: LogContents
  head: { seq: number; hash: string }
  rounds: {
    id: string
    contest: string
    slug: string
    number: number
    title: string
    revisions: { number: number; chainSeq: number; chainHash: string; resultsHash: string; rules: RoundRules }[]
  }[]
}

/** A line for each entry. `payload`: what the entry says, to the byte; null among links, while its round is not sealed, and where it holds words about a person, of which `facts` tells the rest. */
export type PublishedEntry = {
  seq: number
  at: number
  kind: string
  prevHash: string
  hash: string
  payload: string | null
  /** Of a submission. */
  receipt?: string
  facts?: Record<string, unknown>
}
