import { readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Config } from '../../server/src/config.ts'
import { backupCheck, clockCheck, diskCheck, permissionsCheck } from '../../server/src/domain/preflight-machine.ts'
import { askClock } from '../../server/src/machine/clock-state.ts'
import { bytesOf, newestBackup, readPermissions, spaceOf } from '../../server/src/machine/files.ts'
import { readRunMark } from '../../server/src/machine/run-mark.ts'
import { measureWriting } from '../../server/src/machine/write-speed.ts'
import { fromPreflight, look, sick, well, type Finding } from './finding.ts'

/** Packages that are compiled for one system and one Node. */
const NATIVE = ['better-sqlite3', '@node-rs/argon2']
const ENOUGH_FILES = 4_096
const WATCH_MS = 1_000
/** A clock that is corrected drifts by less; one that is set jumps. */
const JUMP_MS = 50

export function nativeModules(): Finding[] {
  const require = createRequire(new URL('../../server/package.json', import.meta.url))
  const broken = NATIVE.flatMap((name) => {
    try {
      const loaded = require(name) as unknown
      // The compiled part of this one is first asked for by a connection.
      if (name === 'better-sqlite3') new (loaded as new (file: string) => { close: () => void })(':memory:').close()
      return []
    } catch (error) {
      return [sick('packages', 'nativeBroken', { name, why: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) })]
    }
  })
  return broken.length > 0 ? broken : [well('packages', 'nativeFine', { names: NATIVE.join(', ') })]
}

/** The folder, its rights, its disk, and whether a write arrives there. */
export async function folder({ dataDir }: Pick<Config, 'dataDir'>): Promise<Finding[]> {
  const database = join(dataDir, 'hoithi.sqlite')
  const [space, bytes, writeMs, permissions] = await Promise.all([
    spaceOf(dataDir),
    bytesOf([database, `${database}-wal`]),
    measureWriting(dataDir),
    readPermissions(dataDir, join(dataDir, 'jwt-secret')),
  ])
  return [
    writeMs === null ? sick('folder', 'folderClosed', { folder: dataDir }) : well('folder', 'folderFine', { folder: dataDir, writeMs }),
    fromPreflight(permissionsCheck(permissions, dataDir)),
    fromPreflight(diskCheck(space, bytes)),
  ]
}

type Copies = Pick<Config, 'dataDir' | 'backupDir' | 'backupEveryMs'>

/** The newest copy, and whether it would survive the disk of the data. */
export async function copies({ dataDir, backupDir, backupEveryMs }: Copies): Promise<Finding[]> {
  const newest = await newestBackup(backupDir)
  const found = [fromPreflight(backupCheck(newest, backupDir))]
  if (backupEveryMs === null) found.push(look('copying', 'copiesOff'))
  else if (newest !== null && newest.ageMs > 3 * backupEveryMs)
    found.push(sick('copying', 'copiesLate', { everyMs: backupEveryMs, ageMs: newest.ageMs }))
  if (newest !== null && deviceOf(backupDir) === deviceOf(dataDir)) found.push(look('copying', 'copiesBeside', { folder: backupDir }))
  return found
}

function deviceOf(path: string): number | null {
  try {
    return statSync(path).dev
  } catch {
    return null
  }
}

const READINGS = 20
/** How far the clock is ahead of the steady timer, ms: of some readings the one that was interrupted the least, for a busy machine takes its time between two looks. */
function clockOffset(): number {
  let [best, narrowest] = [0, Infinity]
  for (let turn = 0; turn < READINGS; turn += 1) {
    const began = performance.now()
    const wall = Date.now()
    const took = performance.now() - began
    if (took < narrowest) [best, narrowest] = [wall - began, took]
  }
  return best
}

/** Whether somebody keeps the clock, and whether it goes steadily while it is watched. */
export async function clock(): Promise<Finding[]> {
  const before = clockOffset()
  const [state] = await Promise.all([askClock(), new Promise((resolve) => setTimeout(resolve, WATCH_MS))])
  const offMs = Math.round(Math.abs(clockOffset() - before))
  const kept = fromPreflight(clockCheck(state, null))
  return offMs > JUMP_MS ? [kept, sick('clock', 'clockJumps', { offMs })] : [kept]
}

/** How many files, and with them connections, the process may have open; of the running server where it can be asked. */
export function openFiles(dataDir: string): Finding[] {
  if (process.platform !== 'linux') return []
  const pid = readRunMark(dataDir)?.pid
  const limits = [`/proc/${pid ?? 'self'}/limits`, '/proc/self/limits'].flatMap((file) => readOrNothing(file))
  const limit = /^Max open files\s+(\d+|unlimited)/m.exec(limits[0] ?? '')?.[1]
  if (limit === undefined) return []
  const files = limit === 'unlimited' ? Infinity : Number(limit)
  return [files < ENOUGH_FILES ? look('files', 'filesFew', { files, enough: ENOUGH_FILES }) : well('files', 'filesEnough', { files: limit })]
}

function readOrNothing(file: string): string[] {
  try {
    return [readFileSync(file, 'utf8')]
  } catch {
    return []
  }
}
