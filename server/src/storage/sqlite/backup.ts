import Database from 'better-sqlite3'
import { chmodSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, statfsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { copyName } from '../../domain/backup-keeping.ts'
import type { Sha256 } from '../../domain/receipt.ts'
import { encryptFile } from '../../machine/age-file.ts'
import { dropLeftovers, halfMade } from '../../machine/half-made.ts'
import type { MadeCopy } from '../../ports/backups.ts'
import { copyStore } from '../copy-store.ts'
import { isPostgres, type StoreAt } from '../../domain/store-at.ts'
import { sqliteLog } from './log.ts'
import { openForReading } from './open.ts'

/** Why there is no copy, or why it is none; `message` is the one sentence to print. */
export class NoBackup extends Error {}

const MAKING = 'making'
const MIB = 1_048_576
/** 4 MiB: a stop never waits for more. */
const PAGES_AT_ONCE = 1_024
/** The copy is put on disk in pieces, so that no commit of the server waits behind all of it. */
const PAGES_ON_DISK = 16 * PAGES_AT_ONCE
/** What must stay free on the disk of the copies: it may be the one that answers are written to. */
const SPARE_BYTES = 256 * MIB
const LINKS_AT_ONCE = 2_000
const ENDS = ['', '-journal', '-wal', '-shm']

type Wanted = {
  database: StoreAt
  /** Where what is to be encrypted is made first; beside the database unless it says so. */
  beside?: string
  folder: string
  at: number
  sha256: Sha256
  /** The public key that copies are encrypted for; null: they are kept as they are. */
  recipient?: string | null
  /** Told between copying, which holds one moment of the database, and checking, which holds nothing. */
  copied?: () => void
}

/** One moment of a database that may be written meanwhile, in a file of its own that gets its name once it has been read through. */
export async function makeBackup(wanted: Wanted): Promise<MadeCopy> {
  const { database, folder, at, sha256, recipient = null, copied = () => undefined } = wanted
  const { beside = dirname(database) } = wanted
  const began = performance.now()
  if (!isPostgres(database) && !existsSync(database))
    throw new NoBackup(`there is no database at ${database}; DATA_DIR must be the one that the server uses`)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  // What is to be encrypted never lies open where the copies are: it is read through beside the database, which is as open.
  const workshop = recipient === null ? folder : beside
  for (const place of new Set([folder, workshop])) dropLeftovers(place, MAKING)
  refuseWithoutRoom(await sizeOf(database), folder, workshop)
  const name = copyName(at, recipient !== null)
  const making = join(workshop, halfMade(MAKING, copyName(at)))
  const sealed = join(folder, halfMade(MAKING, name))
  try {
    await (isPostgres(database) ? copyRows(database, making) : copyPages(database, making))
    copied()
    const { entries } = await checkCopy(making, sha256)
    if (recipient !== null) await encryptFile(making, sealed, recipient)
    onDisk(sealed)
    renameSync(sealed, join(folder, name))
    if (process.platform !== 'win32') onDisk(folder)
    return { name, bytes: statSync(join(folder, name)).size, entries, tookMs: Math.round(performance.now() - began) }
  } finally {
    for (const end of ENDS) rmSync(`${making}${end}`, { force: true })
    rmSync(sealed, { force: true })
  }
}

/** Copies page by page under one read: what is written meanwhile neither waits nor makes it begin anew. */
async function copyPages(from: string, to: string): Promise<void> {
  const live = new Database(from, { readonly: true })
  let handle: number | null = null
  let writtenTo = 0
  try {
    live.exec('begin')
    live.prepare('select count(*) from sqlite_master').get()
    await live.backup(to, {
      progress: ({ totalPages, remainingPages }) => {
        const written = totalPages - remainingPages
        if (written - writtenTo >= PAGES_ON_DISK) {
          writtenTo = written
          handle ??= openSync(to, 'r+')
          fsyncSync(handle)
        }
        return PAGES_AT_ONCE
      },
    })
  } finally {
    live.close()
    if (handle !== null) closeSync(handle)
  }
  chmodSync(to, 0o600)
  const made = new Database(to)
  // Without a log of its own the copy is one file.
  made.pragma('journal_mode = DELETE')
  made.close()
}

/** A PostgreSQL database as a file of its own, row by row: all of one moment, and compared with it before it counts. */
async function copyRows(from: StoreAt, to: string): Promise<void> {
  await copyStore(from, to, { whileRunning: true })
  chmodSync(to, 0o600)
}

const sizeOf = async (store: StoreAt): Promise<number> =>
  isPostgres(store) ? (await import('../postgres/size.ts')).sizeOfDatabase(store) : statSync(store).size

/** Every page of a copy and every link of its submission log; throws `NoBackup` on the first that is wrong. */
export async function checkCopy(file: string, sha256: Sha256): Promise<{ entries: number }> {
  const db = openForReading(file)
  try {
    db.$client.pragma('cache_size = -65536')
    const [found] = db.$client.pragma('integrity_check') as { integrity_check: string }[]
    if (found?.integrity_check !== 'ok') throw new NoBackup(`the copy is damaged (${found?.integrity_check ?? 'no answer'}): check the disk`)
    const log = sqliteLog({ db }, sha256)
    for (let upTo = 0; ;) {
      const { checked, brokenAt } = await log.verify(upTo, LINKS_AT_ONCE)
      if (brokenAt !== null)
        throw new NoBackup(`the submission log is broken after entry ${brokenAt - 1}: keep DATA_DIR as it is and look for the cause`)
      upTo += checked
      if (checked < LINKS_AT_ONCE) return { entries: upTo }
    }
  } finally {
    db.$client.close()
  }
}

/** A copy on the disk of the database must leave room for answers; one that is encrypted is there twice until it is done. */
function refuseWithoutRoom(bytes: number, folder: string, workshop: string): void {
  if (workshop !== folder) refuseFull(workshop, bytes)
  refuseFull(folder, bytes * (workshop !== folder && statSync(folder).dev === statSync(workshop).dev ? 2 : 1))
}

function refuseFull(folder: string, bytes: number): void {
  const { bavail, bsize } = statfsSync(folder)
  const needed = bytes + SPARE_BYTES
  if (bavail * bsize >= needed) return
  const inMib = (bytes: number): number => Math.ceil(bytes / MIB)
  throw new NoBackup(
    `${folder} has ${inMib(bavail * bsize)} MiB left and a copy needs ${inMib(needed)}, ${inMib(SPARE_BYTES)} of them to stay free: make room, keep fewer copies (BACKUP_KEEP), or set BACKUP_DIR to another disk`,
  )
}

function onDisk(path: string): void {
  const handle = openSync(path, 'r')
  fsyncSync(handle)
  closeSync(handle)
}
