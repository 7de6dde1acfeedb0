import Database from 'better-sqlite3'
import { chmodSync, closeSync, copyFileSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, statfsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Sha256 } from '../../domain/receipt.ts'
import { decryptFile, isEncrypted } from '../../machine/age-file.ts'
import { checkCopy } from './backup.ts'

/** Why nothing was restored; `message` is the one sentence to print. */
export class NotRestored extends Error {}

const DATABASE = 'hoithi.sqlite'
/** What goes with a database: a log of its own beside another one would destroy it, and the moment of a rehearsal is that of its data. */
const PARTS = [DATABASE, `${DATABASE}-wal`, `${DATABASE}-shm`, `${DATABASE}-journal`, 'rehearsal-clock', 'log-head.json']
const MIB = 1_048_576
const SPARE_BYTES = 64 * MIB

/** Whether a server, or another program, has the database open: an idle one too holds it shared. */
function isHeld(file: string): boolean {
  if (!existsSync(file)) return false
  const client = new Database(file, { timeout: 500 })
  try {
    client.pragma('locking_mode = EXCLUSIVE')
    // Whoever gets in alone also takes what a killed server left in its log into the file.
    client.exec('begin exclusive; commit')
    return false
  } catch (error) {
    return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')
  } finally {
    client.close()
  }
}

export type Contents = { people: number; attempts: number; entries: number; unions: number; rounds: number; newestAt: number | null }

/** How much a database holds, and of which moment its newest line of the log is. */
function contentsOf(file: string): Contents {
  const client = new Database(file, { readonly: true })
  try {
    const one = (sql: string): number => client.prepare(sql).pluck().get() as number
    return {
      people: one('select count(*) from contestants'),
      attempts: one('select count(*) from attempts'),
      entries: one('select coalesce(max(seq), 0) from submission_log'),
      unions: one('select count(*) from unions'),
      rounds: one('select count(*) from rounds'),
      newestAt: client.prepare('select at from submission_log order by seq desc limit 1').pluck().get() as number | null,
    }
  } finally {
    client.close()
  }
}

/** How many migrations made a file; throws `NotRestored` when it is no database of ours. `named`: what its reader knows it as. */
export function migrationsIn(file: string, named = file): number {
  const client = new Database(file, { readonly: true })
  try {
    return client.prepare('select count(*) from __drizzle_migrations').pluck().get() as number
  } catch (error) {
    if (error instanceof Database.SqliteError) throw new NotRestored(`${named} is not a copy of a hoithi database (${error.message})`)
    throw error
  } finally {
    client.close()
  }
}

type Wanted = {
  copy: string
  dataDir: string
  replace: boolean
  at: number
  migrations: number
  sha256: Sha256
  /** The secret keys that an encrypted copy may be read with. */
  identities?: readonly string[]
}
export type Restored = { contents: Contents; movedTo: string | null; copyMs: number; checkMs: number }

/** Put a copy in the place of a data folder's database; it is read through first, and what was there is moved aside, never deleted. */
export async function restoreCopy({ copy, dataDir, replace, at, migrations, sha256, identities = [] }: Wanted): Promise<Restored> {
  const target = join(dataDir, DATABASE)
  const there = PARTS.filter((name) => existsSync(join(dataDir, name)))
  if (isHeld(target)) throw new NotRestored(`a program has the database in ${dataDir} open: stop the server first`)
  if (there.length > 0 && !replace)
    throw new NotRestored(`${dataDir} holds ${there.join(', ')} already: name an empty folder with --data, or add --replace, which moves them aside`)
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  refuseWithoutRoom(copy, dataDir)
  const arriving = join(dataDir, `.restoring-${process.pid}.sqlite`)
  try {
    const began = performance.now()
    await bring(copy, arriving, identities)
    const copied = performance.now()
    refuseNewer(migrationsIn(arriving, copy), migrations)
    // The bytes that will be used, not those that they were copied from.
    await checkCopy(arriving, sha256)
    const contents = contentsOf(arriving)
    const checked = performance.now()
    const movedTo = there.length === 0 ? null : moveAside(dataDir, at)
    renameSync(arriving, target)
    onDisk(dataDir)
    return { contents, movedTo, copyMs: copied - began, checkMs: checked - copied }
  } finally {
    for (const end of ['', '-journal', '-wal', '-shm']) rmSync(`${arriving}${end}`, { force: true })
  }
}

async function bring(copy: string, arriving: string, identities: readonly string[]): Promise<void> {
  if (!isEncrypted(copy)) copyFileSync(copy, arriving)
  else if (identities.length === 0) throw new NotRestored(`${copy} is encrypted: name the file with the secret key with --identity`)
  else
    await decryptFile(copy, arriving, identities).catch((error: unknown) => {
      throw new NotRestored(`${copy} cannot be decrypted (${error instanceof Error ? error.message : String(error)}): another key, or a damaged file`)
    })
  chmodSync(arriving, 0o600)
  onDisk(arriving)
}

function refuseNewer(made: number, migrations: number): void {
  if (made > migrations)
    throw new NotRestored(`the copy was made by a newer release (${made} migrations, this one has ${migrations}): restore it with that release`)
}

/** The database goes last: with its log gone before it nothing would be missing, since nobody had it open. */
function moveAside(dataDir: string, at: number): string {
  const aside = join(dataDir, `replaced-${new Date(at).toISOString().replace(/\.\d+/, '').replace(/[-:]/g, '')}`)
  mkdirSync(aside, { mode: 0o700 })
  for (const name of PARTS.toReversed()) if (existsSync(join(dataDir, name))) renameSync(join(dataDir, name), join(aside, name))
  onDisk(aside)
  return aside
}

function refuseWithoutRoom(copy: string, dataDir: string): void {
  const { bavail, bsize } = statfsSync(dataDir)
  const needed = statSync(copy).size + SPARE_BYTES
  if (bavail * bsize < needed)
    throw new NotRestored(`${dataDir} has ${Math.ceil((bavail * bsize) / MIB)} MiB left and ${Math.ceil(needed / MIB)} are needed: make room first`)
}

function onDisk(path: string): void {
  if (process.platform === 'win32' && statSync(path).isDirectory()) return
  const handle = openSync(path, 'r')
  fsyncSync(handle)
  closeSync(handle)
}
