import Database from 'better-sqlite3'
import { existsSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readConfig, WrongConfiguration } from '../server/src/config.ts'
import { newIdentity } from '../server/src/machine/age-file.ts'
import { sha256 } from '../server/src/sha256.ts'
import { makeBackup, NoBackup } from '../server/src/storage/sqlite/backup.ts'
import { root } from './setup.mjs'

// `npm run backup`: a copy of the database of DATA_DIR in BACKUP_DIR, beside a running server or without one. It gets its name once it has been read through.
// `npm run backup -- --new-identity FILE`: a key pair to encrypt copies with; the secret one goes into FILE, the public one is BACKUP_RECIPIENT.

async function copyDatabase(): Promise<void> {
  const { dataDir, backupDir, backupRecipient: recipient } = readConfig(process.env, root)
  const wanted = { database: join(dataDir, 'hoithi.sqlite'), folder: backupDir, at: Date.now(), sha256, recipient }
  const { name, bytes, entries, tookMs } = await makeBackup(wanted)
  const seconds = (tookMs / 1_000).toFixed(1)
  const how = `${bytes} bytes, ${entries} log entries verified${recipient === null ? '' : `, encrypted for ${recipient}`}, ${seconds} s`
  console.log(`${join(backupDir, name)}: ${how}. Keep a copy of it on another machine.`)
}

async function makeIdentity(file: string): Promise<void> {
  if (existsSync(file)) throw new NoBackup(`${file} is there already: name a new file`)
  const { text, recipient } = await newIdentity()
  writeFileSync(file, text, { mode: 0o600, flag: 'wx' })
  console.log(`BACKUP_RECIPIENT=${recipient}`)
  console.log(`The secret key is in ${file}. Take it off this machine, and keep it in two places: without it no copy can be read.`)
}

try {
  const { values } = parseArgs({ options: { 'new-identity': { type: 'string' } } })
  const file = values['new-identity']
  await (file === undefined ? copyDatabase() : makeIdentity(resolve(file)))
} catch (error) {
  const wrongOption = error instanceof TypeError && 'code' in error
  const known = [NoBackup, WrongConfiguration, Database.SqliteError].some((kind) => error instanceof kind)
  if (!(known || wrongOption)) throw error
  console.error(`No backup was made: ${(error as Error).message}.`.replace(/\.\.$/, '.'))
  process.exit(1)
}
