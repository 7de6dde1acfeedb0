import Database from 'better-sqlite3'
import { existsSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { z } from 'zod'
import { Unusable } from '../server/src/domain/unusable.ts'
import { copyStore } from '../server/src/storage/copy-store.ts'
import { NotCopied, placeOf } from '../server/src/storage/copying.ts'
import { isPostgres, type StoreAt } from '../server/src/domain/store-at.ts'
import type { CopyCheck } from '../server/src/storage/verify-copy.ts'
import { optionsIn, WrongOptions } from './command-options.ts'
import { progressBar } from './progress-bar.ts'

// `npm run migrate-store -- --from sqlite:data/live --to postgres://user:password@host/database`, or back: everything that a contest has in its database, into an
// empty one of the other kind, and compared row by row before it counts. The source is only read. With a server running it needs --while-running, and then copies
// the moment at which it began. PGPASSWORD may hold the password instead. Exit code 0: moved, and everything is the same; 1: nothing was moved, and why.

const HOW = 'write it like sqlite:data/live or postgres://user:password@host/database'

/** A data folder's database, a copy of one, or an address; null for what is none of them. */
function storeOf(written: string): StoreAt | null {
  if (isPostgres(written)) return URL.canParse(written) ? written : null
  const place = /^sqlite:(.+)$/.exec(written)?.[1]
  if (place === undefined) return null
  const path = resolve(place)
  return existsSync(path) && statSync(path).isFile() ? path : join(path, 'hoithi.sqlite')
}

const store = z.string(HOW).transform((written, context): StoreAt => {
  const found = storeOf(written)
  if (found === null) context.addIssue({ code: 'custom', message: HOW })
  return found ?? ''
})
const given = z.object({ from: store, to: store, 'while-running': z.boolean().default(false) })

/** What lies beside a database file, and what becomes of a server that does not have it. */
const beside: readonly [name: string, setting: string | null, without: string][] = [
  ['jwt-secret', 'JWT_SECRET', 'everybody logs in once more'],
  ['safe-key', 'SAFE_KEY', 'staff log in with a recovery code and turn two-step login on anew'],
  ['rehearsal-clock', null, 'the rehearsal begins anew at CLOCK_START'],
]

function leftBehind(from: StoreAt, to: StoreAt): string[] {
  if (isPostgres(from))
    return [
      `Not in the database: the settings JWT_SECRET and SAFE_KEY of its servers. Keep them for the one on ${dirname(to)}, or ${beside.flatMap(([, setting, without]) => (setting === null ? [] : [without])).join(', and ')}.`,
    ]
  const found = beside.filter(([name]) => existsSync(join(dirname(from), name)))
  if (found.length === 0) return []
  const lines = found.map(([name, setting, without]) => {
    const what =
      isPostgres(to) && setting !== null ? `set ${setting} to what it holds for every server` : 'copy it into the data folder of the new server'
    return `  ${join(dirname(from), name)}: ${what}, or ${without}`
  })
  return ['Not moved:', ...lines]
}

const next = (to: StoreAt): string =>
  isPostgres(to)
    ? 'Next: set DATABASE_URL to the new address and start the server.'
    : `Next: DATA_DIR=${dirname(to)} npm start, without DATABASE_URL.`

type Moved = { from: StoreAt; to: StoreAt; check: CopyCheck; seconds: number; moment: string | null }

function summaryLines({ from, to, check, seconds, moment }: Moved): string[] {
  const { rows, tables, head, boards } = check
  return [
    `Moved ${placeOf(from)} to ${placeOf(to)}: ${rows} rows of ${tables.length} tables in ${seconds.toFixed(1)} s.`,
    `  Submission log: ${head.seq} entries, head hash ${head.hash}`,
    `  Compared on the other side: every row, every link of the log, and the order of ${boards} boards. All the same.`,
    ...(moment === null ? [] : [`  It is the contest as it was at ${moment}: what the server took since then is not in it.`]),
    ...leftBehind(from, to),
    next(to),
  ]
}

const bar = progressBar()

async function run(): Promise<void> {
  const { from, to, 'while-running': whileRunning } = optionsIn(process.argv.slice(2), given, ['while-running'])
  let interrupted = false
  // The second time ends it at once; what is half written goes with the connection, or at the next copy into that folder.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      interrupted = true
    })
  const [began, moment] = [performance.now(), new Date().toISOString()]
  const check = await copyStore(from, to, {
    whileRunning,
    told: (part, done, total) => {
      if (interrupted) throw new NotCopied('it was interrupted')
      bar.show(part, done, total)
    },
  })
  bar.end()
  const seconds = (performance.now() - began) / 1_000
  console.log(summaryLines({ from, to, check, seconds, moment: whileRunning ? moment : null }).join('\n'))
}

try {
  await run()
} catch (error) {
  const known = [NotCopied, Unusable, WrongOptions, Database.SqliteError].some((kind) => error instanceof kind)
  if (!known) throw error
  bar.end()
  console.error(`Nothing was moved: ${(error as Error).message}.`.replace(/\.\.$/, '.'))
  process.exitCode = 1
}
