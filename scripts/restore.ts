import Database from 'better-sqlite3'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readConfig, WrongConfiguration } from '../server/src/config.ts'
import { copiedAt } from '../server/src/domain/backup-keeping.ts'
import { identitiesIn } from '../server/src/machine/age-file.ts'
import { sha256 } from '../server/src/sha256.ts'
import { NoBackup } from '../server/src/storage/sqlite/backup.ts'
import { NotRestored, restoreCopy, type Contents, type Restored } from '../server/src/storage/sqlite/data-folder.ts'
import { drill } from './restore/drill.ts'
import { root } from './setup.mjs'

// `npm run restore -- FILE [--data DIR] [--replace]`: put a copy in the place of a data folder's database (default: the folder that npm start uses).
// `--identity FILE`: the secret key of copies that BACKUP_RECIPIENT encrypted.
// `npm run restore -- --drill [FILE]`: restore the newest copy into a folder of its own, verify it, start a server on it, and remove everything again.
// Exit code 0: done, and everything was as it must be; 1: not.

const options = () =>
  parseArgs({
    allowPositionals: true,
    options: {
      data: { type: 'string' },
      identity: { type: 'string' },
      replace: { type: 'boolean', default: false },
      drill: { type: 'boolean', default: false },
    },
  })

/** The copies of a folder by the moment in their names, the newest first. */
function copiesIn(folder: string): string[] {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => copiedAt(name) !== null) : []
  return names.sort().reverse()
}

const migrationsOfRelease = (): number =>
  (JSON.parse(readFileSync(join(root, 'migrations/sqlite/meta/_journal.json'), 'utf8')) as { entries: unknown[] }).entries.length

function copyNamed(file: string | undefined, backupDir: string, newest: boolean): string {
  const copies = copiesIn(backupDir)
  const [first] = copies
  if (file === undefined && newest && first !== undefined) return join(backupDir, first)
  if (file === undefined) {
    const known = copies.slice(0, 5).map((name) => join(backupDir, name))
    throw new NotRestored(known.length === 0 ? `there is no copy in ${backupDir}: name a file` : `name a copy, for example ${known.join(', ')}`)
  }
  // A name by itself is looked for among the copies too.
  const found = [resolve(file), join(backupDir, file)].find((path) => existsSync(path) && statSync(path).isFile())
  if (found === undefined) throw new NotRestored(`there is no file ${resolve(file)}`)
  return found
}

function secretKeys(file: string | undefined): string[] {
  if (file === undefined) return []
  const path = resolve(file)
  const found = existsSync(path) ? identitiesIn(readFileSync(path, 'utf8')) : []
  if (found.length === 0) throw new NotRestored(`there is no age secret key (AGE-SECRET-KEY-…) in ${path}`)
  return found
}

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`

function contentsLines({ people, attempts, entries, unions, rounds, newestAt }: Contents): string[] {
  const newest = newestAt === null ? 'no attempt was handed in yet' : `the newest of ${new Date(newestAt).toISOString()}`
  return [`  ${people} people, ${attempts} attempts, ${rounds} rounds, ${unions} unions`, `  ${entries} log entries, ${newest}`]
}

function restoredLines(copy: string, dataDir: string, { contents, movedTo, copyMs, checkMs }: Restored): string[] {
  const at = copiedAt(copy.split(/[\\/]/).at(-1) ?? '')
  return [
    `Restored into ${dataDir} from ${copy}${at === null ? '' : `, made ${new Date(at).toISOString()}`}`,
    ...contentsLines(contents),
    `  copied in ${seconds(copyMs)}, every page and every link of the log read in ${seconds(checkMs)}`,
    ...(movedTo === null ? [] : [`What was there is in ${movedTo}. Remove it once the restored contest is checked.`]),
    'Next: npm run verify, then npm start. People who had themselves erased after the copy was made are in it again: ask them to withdraw once more.',
  ]
}

async function run(): Promise<void> {
  const { values, positionals } = options()
  const config = readConfig({ ...process.env, ...(values.data === undefined ? {} : { DATA_DIR: resolve(values.data) }) }, root)
  // With --data for the target, copies are still those of the folder that the server uses.
  const { backupDir } = values.data === undefined ? config : readConfig(process.env, root)
  const copy = copyNamed(positionals[0], backupDir, values.drill)
  const identities = secretKeys(values.identity)
  if (values.drill) {
    process.exitCode = (await drill(copy, { sha256, identities, migrations: migrationsOfRelease(), say: (line) => console.log(line) })) ? 0 : 1
    return
  }
  const { dataDir } = config
  const wanted = { copy, dataDir, replace: values.replace, at: Date.now(), migrations: migrationsOfRelease(), sha256, identities }
  console.log(restoredLines(copy, dataDir, await restoreCopy(wanted)).join('\n'))
}

try {
  await run()
} catch (error) {
  const wrongOption = error instanceof TypeError && 'code' in error
  const known = [NotRestored, NoBackup, WrongConfiguration, Database.SqliteError].some((kind) => error instanceof kind)
  if (!(known || wrongOption)) throw error
  console.error(`Nothing was restored: ${(error as Error).message}.`.replace(/\.\.$/, '.'))
  process.exitCode = 1
}
