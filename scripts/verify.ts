import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readConfig, WrongConfiguration } from '../server/src/config.ts'
import { migrationsOf, openForProof } from '../server/src/storage/sqlite/proof-reader.ts'
import { reportLines } from '../server/src/verify/report.ts'
import { say, words, type Language } from '../server/src/verify/report-text.ts'
import { verifyAll, type Progress } from '../server/src/verify/verify.ts'
import { root } from './setup.mjs'

// `npm run verify`: everything that follows from the submission log of DATA_DIR, or of `--data DIR|FILE`, is computed again. It only reads, and may run beside the server.
// Exit code 0: nothing differs; 1: something does, and is named; 2: it could not be checked.

/** Why nothing could be checked; `message` is the one sentence to print. */
class CannotVerify extends Error {}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

function options(): { data?: string | undefined; lang: Language; json: boolean } {
  const { values } = parseArgs({
    options: { data: { type: 'string' }, lang: { type: 'string', default: 'vi' }, json: { type: 'boolean', default: false } },
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

function sameRelease(file: string): void {
  const { entries } = JSON.parse(readFileSync(join(root, 'migrations/sqlite/meta/_journal.json'), 'utf8')) as { entries: unknown[] }
  const done = migrationsOf(file)
  if (done !== entries.length)
    throw new CannotVerify(
      `the database was last written by another release (${done} migrations, this one has ${entries.length}); use that release, or start this one on a copy first`,
    )
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

async function run(): Promise<number> {
  const { data, lang, json } = options()
  const file = databaseOf(data)
  sameRelease(file)
  const reader = openForProof(file, sha256)
  try {
    const { ledger, head, boardsAt } = await verifyAll(reader, sha256, progressBar(lang))
    const faults = ledger.tallies().reduce((sum, [, tally]) => sum + tally.faults, 0)
    if (json)
      console.log(
        JSON.stringify({ whole: faults === 0, head, boardsAt, checks: Object.fromEntries(ledger.tallies()), faults: ledger.faults() }, null, 2),
      )
    else {
      console.log(say(words.head, lang, head))
      if (boardsAt < head.seq) console.log(say(words.lag, lang, { seq: boardsAt }))
      console.log(reportLines(ledger, lang).join('\n'))
    }
    return faults === 0 ? 0 : 1
  } finally {
    reader.close()
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
