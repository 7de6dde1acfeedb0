import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { readConfig, WrongConfiguration } from '../server/src/config.ts'
import type { ProofReader } from '../server/src/ports/proof.ts'
import { sha256 } from '../server/src/sha256.ts'
import { migrationsOf, openForProof } from '../server/src/storage/sqlite/proof-reader.ts'
import { sealingBook } from '../server/src/storage/sqlite/sealing-book.ts'
import { verifyPublished } from '../server/src/verify/published.ts'
import { replayRound } from '../server/src/verify/replay.ts'
import { exportLines, faultsIn, rankingLines, reportLines } from '../server/src/verify/report.ts'
import { say, words, type Language } from '../server/src/verify/report-text.ts'
import { verifyAll, type Progress } from '../server/src/verify/verify.ts'
import { root } from './setup.mjs'

// `npm run verify`: everything that follows from the submission log of DATA_DIR, or of `--data DIR|FILE`, is computed again. It only reads, and may run beside the server.
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
  const { values } = parseArgs({
    options: {
      ...{ data: text, log: text, 'as-of': text, round: text, contest: text },
      top: { type: 'string', default: '20' },
      lang: { type: 'string', default: 'vi' },
      json: { type: 'boolean', default: false },
    },
  })
  const { lang } = values
  if (lang !== 'vi' && lang !== 'en') throw new CannotVerify('--lang is vi or en')
  return { ...values, lang }
}

/** A data folder's database, or a copy of it. */
function databaseOf(data: string | undefined): string {
  const place = data === undefined ? readConfig(process.env, root).dataDir : resolve(data)
  const file = existsSync(place) && statSync(place).isFile() ? place : join(place, 'hoithi.sqlite')
  if (!existsSync(file)) throw new CannotVerify(`there is no database in ${place}; --data names a data folder or a copy made by npm run backup`)
  return file
}

function openDatabase(data: string | undefined): ProofReader {
  const file = databaseOf(data)
  const { entries } = JSON.parse(readFileSync(join(root, 'migrations/sqlite/meta/_journal.json'), 'utf8')) as { entries: unknown[] }
  const done = migrationsOf(file)
  if (done !== entries.length)
    throw new CannotVerify(
      `the database was last written by another release (${done} migrations, this one has ${entries.length}); use that release, or start this one on a copy first`,
    )
  return openForProof(file, sha256)
}

/** One line that is written over and over, where somebody watches. */
function progressBar(language: Language): Progress {
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
  const reader = alone ? null : openDatabase(asked.data)
  try {
    if (asked.log !== undefined) return await verifyFile(resolve(asked.log), reader, asked)
    if (reader === null) throw new CannotVerify('--log or --data is missing')
    return asked['as-of'] === undefined ? await verifyData(reader, asked) : await printRanking(reader, asked['as-of'], asked)
  } finally {
    reader?.close()
  }
}

try {
  process.exitCode = await run()
} catch (error) {
  const known = error instanceof CannotVerify || error instanceof WrongConfiguration || (error instanceof TypeError && 'code' in error)
  if (!known && !(error instanceof Error && error.name === 'SqliteError')) throw error
  console.error(`Nothing was verified: ${error.message}.`.replace(/\.\.$/, '.'))
  process.exitCode = 2
}
