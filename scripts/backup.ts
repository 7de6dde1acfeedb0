import Database from 'better-sqlite3'
import { join } from 'node:path'
import { readConfig, WrongConfiguration } from '../server/src/config.ts'
import { sha256 } from '../server/src/sha256.ts'
import { makeBackup, NoBackup } from '../server/src/storage/sqlite/backup.ts'
import { root } from './setup.mjs'

// `npm run backup`: a copy of the database of DATA_DIR in BACKUP_DIR, beside a running server or without one. It gets its name once it has been read through.

async function run(): Promise<void> {
  const { dataDir, backupDir } = readConfig(process.env, root)
  const { name, bytes, entries, tookMs } = await makeBackup({ database: join(dataDir, 'hoithi.sqlite'), folder: backupDir, at: Date.now(), sha256 })
  const seconds = (tookMs / 1_000).toFixed(1)
  console.log(`${join(backupDir, name)}: ${bytes} bytes, ${entries} log entries verified, ${seconds} s. Keep a copy of it on another machine.`)
}

try {
  await run()
} catch (error) {
  if (!(error instanceof NoBackup || error instanceof WrongConfiguration || error instanceof Database.SqliteError)) throw error
  console.error(`No backup was made: ${error.message}.`.replace(/\.\.$/, '.'))
  process.exit(1)
}
