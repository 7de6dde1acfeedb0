import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { readConfig, WrongConfiguration } from '../server/src/config.ts'
import type { ProofReader } from '../server/src/ports/proof.ts'
import { Unusable } from '../server/src/domain/unusable.ts'
import { sha256 } from '../server/src/sha256.ts'
import { NotCopied, placeOf } from '../server/src/storage/copying.ts'
import { scratchCopy } from '../server/src/storage/scratch-copy.ts'
import { migrationsOf, openForProof } from '../server/src/storage/sqlite/proof-reader.ts'
import { sealingBook } from '../server/src/storage/sealing-book.ts'
import { isPostgres, type StoreAt } from '../server/src/domain/store-at.ts'
import { verifyPublished } from '../server/src/verify/published.ts'
import { replayRound } from '../server/src/verify/replay.ts'
import { exportLines, faultsIn, rankingLines, reportLines } from '../server/src/verify/report.ts'
import { say, words, type Language } from '../server/src/verify/report-text.ts'
import { verifyAll, type Progress } from '../server/src/verify/verify.ts'
import { root } from './setup.mjs'

// `npm run verify`: everything that follows from the submission log of the server's database (DATABASE_URL, else DATA_DIR), or of `--data DIR|FILE|postgres://…`, is
// computed again. It only reads, and may run beside the server. Of PostgreSQL one moment is copied into a temporary file, which is then checked.
// `--log FILE` checks a published log file by itself, or with `--data` against a database too. `--as-of MOMENT|SEQ --round N` prints a round's ranking as it once stood.
// Exit code 0: nothing differs; 1: something does, and is named; 2: it could not be checked.

/** Why nothing could be checked; `message` is the one sentence to print. */
class CannotVerify extends Error {}

type Options = {
  data?: string | undefined
  log?: string | undefined
  'as-of'?: string | undefined
  round?: string | undefined
  contest?: string | undefined
  top: string
  lang: Language
  json: boolean
}

function options(): Options {
  const text = { type: 'string' } as const
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      ...{ data: text, log: text, 'as-of': text, round: text, contest: text },
      top: { type: 'string', default: '20' },
      lang: { type: 'string', default: 'vi' },
      json: { type: 'boolean', default: false },
    },
  })
  const { lang } = values
  if (lang !== 'vi' && lang !== 'en') throw new CannotVerify('--lang is vi or en')
  if (positionals.length > (values.data === undefined ? 1 : 0)) throw new CannotVerify('name one database')
  return { ...values, data: values.data ?? positionals[0], lang }
}

/** The server's database, a data folder's, a copy of one, or one of PostgreSQL. */
function databaseOf(data: string | undefined): StoreAt {
  if (data !== undefined && isPostgres(data)) return data
  const config = data === undefined ? readConfig(process.env, root) : null
  if (config !== null && config.database !== null) return config.database.url
  const place = config?.dataDir ?? resolve(data ?? '')
  const file = existsSync(place) && statSync(place).isFile() ? place : join(place, 'hoithi.sqlite')
  if (!existsSync(file)) throw new CannotVerify(`there is no database in ${place}; --data names a data folder or a copy made by npm run backup`)
  return file
}

type Opened = { reader: ProofReader; close: () => void }

async function openDatabase({ data, lang, json }: Options): Promise<Opened> {
  const store = databaseOf(data)
  if (isPostgres(store)) return openScratch(store, lang, json)
  const { entries } = JSON.parse(readFileSync(join(root, 'migrations/sqlite/meta/_journal.json'), 'utf8')) as { entries: unknown[] }
  const done = migrationsOf(store)
  if (done !== entries.length)
    throw new CannotVerify(
      `the database was last written by another release (${done} migrations, this one has ${entries.length}); use that release, or start this one on a copy first`,
    )
  const reader = openForProof(store, sha256)
  return { reader, close: () => reader.close() }
}

/** Whoever ends it early leaves nothing of people's data behind. */
async function openScratch(url: string, lang: Language, json: boolean): Promise<Opened> {
  if (!URL.canParse(url)) throw new CannotVerify('the address is no address: write it like postgres://user:password@host/database')
  if (!json) console.log(say(words.scratch, lang, { place: placeOf(url) }))
  let [ended, remove]: [boolean, (() => void) | null] = [false, null]
  const end = (): void => {
    ended = true
    if (remove === null) return
    remove()
    process.exit(130)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, end)
  const bar = progressBar(lang)
  const copy = await scratchCopy(url, undefined, (part, done, total) => {
    if (ended) throw new CannotVerify('it was interrupted')
    if (part === 'copying') bar(part, done, total)
  })
  remove = copy.remove
  if (ended) end()
  try {
    const reader = openForProof(copy.file, sha256)
    return {
      reader,
      close: () => {
        reader.close()
        copy.remove()
      },
    }
  } catch (error) {
    copy.remove()
    throw error
  }
}

/** One line that is written over and over, where somebody watches. */
function progressBar(language: Language): (part: Parameters<Progress>[0] | 'copying', done: number, total: number) => void {
  if (!process.stderr.isTTY) return () => undefined
  return (part, done, total) => {
    const filled = total === 0 ? 30 : Math.round((done / total) * 30)
    const bar = `${'█'.repeat(filled)}${'░'.repeat(30 - filled)}`
    process.stderr.write(`\r${bar} ${say(words[part], language)} ${done}/${total} \u001B[K${done === total ? '\r\u001B[K' : ''}`)
  }
}

async function verifyData(reader: ProofReader, { lang, json }: Options): Promise<number> {
  const { ledger, head, boardsAt } = await verifyAll(reader, sha256, progressBar(lang))
  const faults = faultsIn(ledger)
  const files = reader.exportFiles()
  if (json) print({ whole: faults === 0, head, boardsAt, checks: Object.fromEntries(ledger.tallies()), faults: ledger.faults(), files })
  else {
    console.log(say(words.head, lang, head))
    if (boardsAt < head.seq) console.log(say(words.lag, lang, { seq: boardsAt }))
    console.log([...exportLines(files, lang), ...reportLines(ledger, lang)].join('\n'))
  }
  return faults === 0 ? 0 : 1
}

async function verifyFile(file: string, reader: ProofReader | null, { lang, json }: Options): Promise<number> {
  if (!existsSync(file)) throw new CannotVerify(`there is no file ${file}`)
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Infinity })
  const { ledger, head, withheld } = await verifyPublished(lines, { sha256, openBook: sealingBook }, reader)
  const faults = faultsIn(ledger)
  if (json) print({ whole: faults === 0, head, withheld, checks: Object.fromEntries(ledger.tallies()), faults: ledger.faults() })
  else
    console.log(
      [say(words.head, lang, head), say(words.withheld, lang, { count: withheld }), ...reportLines(ledger, lang, words.wholeFile)].join('\n'),
    )
  return faults === 0 ? 0 : 1
}

/** A line of the log by its number, or a moment with its time zone. */
function momentOf(asOf: string): { seq: number } | { at: number } {
  if (/^\d+$/.test(asOf)) return { seq: Number(asOf) }
  const at = Date.parse(asOf)
  if (Number.isNaN(at) || !/T.*(?:Z|[+-]\d\d:\d\d)$/.test(asOf))
    throw new CannotVerify('--as-of is a line of the log, or a moment like 2021-05-10T08:00:00+07:00')
  return { at }
}

async function printRanking(reader: ProofReader, asOf: string, { round: wanted, contest, top, lang, json }: Options): Promise<number> {
  const rounds = reader
    .rounds()
    .filter(({ practice, slug, number, id }) => !practice && (contest ?? slug) === slug && [String(number), id].includes(wanted ?? ''))
  const [round] = rounds
  if (round === undefined || rounds.length > 1)
    throw new CannotVerify(
      round === undefined ? '--as-of needs --round, the number of a round' : 'more than one contest has such a round; name one with --contest',
    )
  const replayed = await replayRound(reader, sha256, { roundId: round.id, upTo: momentOf(asOf), page: 1, pageSize: Number(top) || 20 })
  if (replayed === null) throw new CannotVerify('there is no such round')
  if (json) print(replayed)
  else console.log(rankingLines(round.title, replayed, lang).join('\n'))
  return 0
}

const print = (value: unknown): void => console.log(JSON.stringify(value, null, 2))

async function run(): Promise<number> {
  const asked = options()
  const alone = asked.log !== undefined && asked.data === undefined
  const opened = alone ? null : await openDatabase(asked)
  const reader = opened?.reader ?? null
  try {
    if (asked.log !== undefined) return await verifyFile(resolve(asked.log), reader, asked)
    if (reader === null) throw new CannotVerify('--log or --data is missing')
    return asked['as-of'] === undefined ? await verifyData(reader, asked) : await printRanking(reader, asked['as-of'], asked)
  } finally {
    opened?.close()
  }
}

try {
  process.exitCode = await run()
} catch (error) {
  const sentences = [CannotVerify, WrongConfiguration, NotCopied, Unusable]
  const known = sentences.some((kind) => error instanceof kind) || (error instanceof TypeError && 'code' in error)
  if (!known && !(error instanceof Error && error.name === 'SqliteError')) throw error
  console.error(`Nothing was verified: ${(error as Error).message}.`.replace(/\.\.$/, '.'))
  process.exitCode = 2
}
