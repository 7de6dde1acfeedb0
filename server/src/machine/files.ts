import { readdir, readFile, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { copiedAt } from '../domain/backup-keeping.ts'
import type { Bench } from '../domain/preflight-load.ts'
import type { BackupFile, DiskSpace, Permissions, SecretFacts } from '../domain/preflight-machine.ts'

const BACKUP = /^hoithi-.+\.sqlite(?:\.age)?$/
const OTHERS = 0o077

const orNull = async <T>(work: Promise<T>): Promise<T | null> => work.catch(() => null)

export async function spaceOf(folder: string): Promise<DiskSpace | null> {
  const found = await orNull(statfs(folder))
  return found === null ? null : { freeBytes: found.bavail * found.bsize, totalBytes: found.blocks * found.bsize }
}

/** The sizes of those files that are there. */
export async function bytesOf(files: readonly string[]): Promise<number> {
  const sizes = await Promise.all(files.map(async (file) => (await orNull(stat(file)))?.size ?? 0))
  return sizes.reduce((sum, size) => sum + size, 0)
}

/** The newest finished copy, made by the server or by `npm run backup`; ages are of the machine's own time, also in a rehearsal. */
export async function newestBackup(folder: string): Promise<BackupFile | null> {
  const names = ((await orNull(readdir(folder))) ?? []).filter((name) => BACKUP.test(name))
  const files = await Promise.all(names.map(async (name) => ({ name, found: await orNull(stat(join(folder, name))) })))
  const copies = files.flatMap(({ name, found }) =>
    found?.isFile() === true ? [{ name, ageMs: Math.max(0, Math.round(Date.now() - (copiedAt(name) ?? found.mtimeMs))), bytes: found.size }] : [],
  )
  return copies.sort((a, b) => a.ageMs - b.ageMs || (a.name > b.name ? -1 : 1))[0] ?? null
}

/** Strength and source of a secret; the secret itself goes no further. */
export async function readSecret(secret: string, file: string): Promise<SecretFacts> {
  const kept = await orNull(readFile(file, 'utf8'))
  return { length: secret.length, distinct: new Set(secret).size, source: kept?.trim() === secret ? 'file' : 'environment' }
}

/** Whether others may read or enter; Windows has no such bits. */
export async function readPermissions(folder: string, file: string): Promise<Permissions> {
  if (process.platform === 'win32') return { folder: null, secret: null }
  const openToOthers = async (path: string): Promise<boolean | null> => {
    const found = await orNull(stat(path))
    return found === null ? null : (found.mode & OTHERS) !== 0
  }
  return { folder: await openToOthers(folder), secret: await openToOthers(file) }
}

const benchFile = z.object({ at: z.number(), savesPerSecond: z.number().nonnegative() })

/** What the bench left behind; null when it never ran, or the file is not its own. */
export async function readBench(file: string): Promise<Bench | null> {
  const text = await orNull(readFile(file, 'utf8'))
  if (text === null) return null
  try {
    return benchFile.parse(JSON.parse(text))
  } catch {
    return null
  }
}
