import Database from 'better-sqlite3'
import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, openSync, closeSync, fsyncSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { readConfig, WrongConfiguration } from '../server/src/config.ts'
import { checkChain } from '../server/src/features/rounds/chain.ts'
import { openForReading } from '../server/src/storage/sqlite/open.ts'
import { sqliteLog } from '../server/src/storage/sqlite/log.ts'
import { root } from './setup.mjs'

// `npm run backup`: a copy of the database of DATA_DIR in BACKUP_DIR, beside a running server or without one. It gets its name once it has been read through.

/** Why there is no copy; `message` is the one sentence to print. */
class NoBackup extends Error {}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
/** 20210510T010000Z: sorts by time, and every file system takes it. */
const stamp = (at: Date): string => at.toISOString().replace(/\.\d+/, '').replace(/[-:]/g, '')

/** One moment of the database, however much is written meanwhile: the pages are copied in one go under one read. */
async function copy(from: string, to: string): Promise<void> {
  const live = new Database(from, { readonly: true })
  try {
    await live.backup(to, { progress: () => Number.MAX_SAFE_INTEGER })
  } finally {
    live.close()
  }
  chmodSync(to, 0o600)
  const made = new Database(to)
  // Without a log of its own the copy is one file.
  made.pragma('journal_mode = DELETE')
  made.close()
}

/** Every page and every link of the submission log; gives the number of its entries. */
async function verify(file: string): Promise<number> {
  const db = openForReading(file)
  try {
    const [found] = db.$client.pragma('integrity_check') as { integrity_check: string }[]
    if (found?.integrity_check !== 'ok') throw new NoBackup(`the copy is damaged (${found?.integrity_check ?? 'no answer'}): check the disk`)
    const { whole, upTo } = await checkChain(sqliteLog({ db }, sha256))
    if (!whole) throw new NoBackup(`the submission log is broken after entry ${upTo}: keep DATA_DIR as it is and look for the cause`)
    return upTo
  } finally {
    db.$client.close()
  }
}

function onDisk(path: string): void {
  const handle = openSync(path, 'r')
  fsyncSync(handle)
  closeSync(handle)
}

async function run(): Promise<void> {
  const began = performance.now()
  const { dataDir, backupDir } = readConfig(process.env, root)
  const database = join(dataDir, 'hoithi.sqlite')
  if (!existsSync(database)) throw new NoBackup(`there is no database in ${dataDir}; DATA_DIR must be the one that the server uses`)
  mkdirSync(backupDir, { recursive: true, mode: 0o700 })
  const name = `hoithi-${stamp(new Date())}.sqlite`
  const making = join(backupDir, `.making-${name}`)
  try {
    await copy(database, making)
    const entries = await verify(making)
    onDisk(making)
    renameSync(making, join(backupDir, name))
    if (process.platform !== 'win32') onDisk(backupDir)
    const { size } = statSync(join(backupDir, name))
    const seconds = ((performance.now() - began) / 1000).toFixed(1)
    console.log(`${join(backupDir, name)}: ${size} bytes, ${entries} log entries verified, ${seconds} s. Keep a copy of it on another machine.`)
  } finally {
    for (const end of ['', '-journal', '-wal', '-shm']) rmSync(`${making}${end}`, { force: true })
  }
}

try {
  await run()
} catch (error) {
  if (!(error instanceof NoBackup || error instanceof WrongConfiguration || error instanceof Database.SqliteError)) throw error
  console.error(`No backup was made: ${error.message}.`.replace(/\.\.$/, '.'))
  process.exit(1)
}
