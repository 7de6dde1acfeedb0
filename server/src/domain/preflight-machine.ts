import type { PreflightCheck } from '@hoithi/shared/contracts/preflight'
import type { CopyFacts, CopyState } from './backup-keeping.ts'
import { isLocal } from './local-address.ts'
import { bad, good } from './preflight.ts'

/** What the system says of its clock; `source` is who said it. */
export type ClockState = { state: 'synchronised' | 'unsynchronised' | 'unknown'; source: string; offsetMs: number | null }
export type DiskSpace = { freeBytes: number; totalBytes: number }
export type BackupFile = { name: string; ageMs: number; bytes: number }
/** Of the secret that signs sessions only what tells its strength. */
export type SecretFacts = { length: number; distinct: number; source: 'file' | 'environment' }
/** Whether others on the machine may open the data folder, and the file of the secret; null where that cannot be told. */
export type Permissions = { folder: boolean | null; secret: boolean | null }

const MIB = 1_048_576
const GIB = 1_024 * MIB
const DAY_MS = 86_400_000
/** An answer is confirmed after one commit or two: slower than twenty a second and people see it. */
const LEAST_COMMITS = 20

export function clockCheck({ state, source, offsetMs }: ClockState, rehearsalNow: number | null): PreflightCheck {
  if (rehearsalNow !== null) return bad('clock', 'warn', 'clockRehearsal', { clockAt: rehearsalNow })
  if (state === 'unknown') return bad('clock', 'warn', 'clockUnknown')
  const figures = { source, ...(offsetMs === null ? {} : { offMs: Math.round(offsetMs) }) }
  return state === 'synchronised' ? good('clock', 'clockSynchronised', figures) : bad('clock', 'fail', 'clockUnsynchronised', figures)
}

/** Below half a GiB the day may not end well; below two, or a tenth of the disk, somebody should look. */
export function diskCheck(space: DiskSpace | null, databaseBytes: number): PreflightCheck {
  if (space === null) return bad('disk', 'warn', 'diskUnknown', { databaseBytes })
  const { freeBytes, totalBytes } = space
  const freeShare = totalBytes === 0 ? 0 : freeBytes / totalBytes
  const figures = { freeBytes, freeShare, databaseBytes }
  if (freeBytes < GIB / 2 || freeBytes < databaseBytes) return bad('disk', 'fail', 'diskLow', figures)
  return freeBytes < 2 * GIB || freeShare < 0.1 ? bad('disk', 'warn', 'diskLow', figures) : good('disk', 'diskRoomy', figures)
}

/** Commits a second that the disk gives, against those that the load needs when `batch` answers share one. */
export function writingCheck(medianMs: number | null, load: { savesPerSecond: number } | null, batch: number): PreflightCheck {
  if (medianMs === null) return bad('writing', 'warn', 'writingUnknown')
  const commits = Math.floor(1000 / Math.max(medianMs, 0.001))
  const needed = Math.max(LEAST_COMMITS, Math.ceil((load?.savesPerSecond ?? 0) / Math.max(1, batch / 4)))
  const figures = { writeMs: Math.round(medianMs * 100) / 100, commits, needed }
  if (commits < needed) return bad('writing', 'fail', 'writingSlow', figures)
  return commits < 5 * needed ? bad('writing', 'warn', 'writingSlow', figures) : good('writing', 'writingQuick', figures)
}

export function backupCheck(newest: BackupFile | null, folder: string): PreflightCheck {
  if (newest === null) return bad('backup', 'fail', 'backupNone', { folder })
  const figures = { file: newest.name, ageMs: newest.ageMs, sizeBytes: newest.bytes }
  if (newest.ageMs > 7 * DAY_MS) return bad('backup', 'fail', 'backupOld', figures)
  return newest.ageMs > DAY_MS ? bad('backup', 'warn', 'backupOld', figures) : good('backup', 'backupFresh', figures)
}

type Copying = CopyFacts & { state: CopyState; failure: string | null }

/** Whether the server makes copies by itself, and gets them done. */
export function copyingCheck({ state, everyMs, newestAgeMs, failedAgeMs, failure }: Copying): PreflightCheck {
  const figures = { everyMs: everyMs ?? 0, ageMs: newestAgeMs ?? 0 }
  const checks = {
    off: () => bad('copying', 'warn', 'copiesOff'),
    waiting: () => bad('copying', 'warn', 'copiesWaiting', figures),
    late: () => bad('copying', 'fail', 'copiesLate', figures),
    failed: () => bad('copying', 'fail', 'copiesFailing', { ...figures, failedMs: failedAgeMs ?? 0, why: failure ?? '' }),
    fresh: () => good('copying', 'copiesScheduled', figures),
  } satisfies Record<CopyState, () => PreflightCheck>
  return checks[state]()
}

/** 32 characters of which few differ can be guessed as a short word can. */
export function secretCheck({ length, distinct, source }: SecretFacts): PreflightCheck {
  const figures = { length, distinct, source }
  return distinct < 12 ? bad('secret', 'warn', 'secretWeak', figures) : good('secret', 'secretStrong', figures)
}

export function permissionsCheck({ folder, secret }: Permissions, dataDir: string): PreflightCheck {
  const figures = { folder: dataDir }
  if (secret === true) return bad('permissions', 'fail', 'secretReadable', figures)
  if (folder === true) return bad('permissions', 'warn', 'folderOpen', figures)
  return folder === null ? bad('permissions', 'warn', 'permissionsUnknown', figures) : good('permissions', 'permissionsTight', figures)
}

export function addressCheck(publicUrl: URL): PreflightCheck {
  const figures = { address: publicUrl.origin }
  if (isLocal(publicUrl)) return bad('address', 'warn', 'addressLocal', figures)
  return publicUrl.protocol === 'https:' ? good('address', 'addressSecure', figures) : bad('address', 'warn', 'addressPlain', figures)
}
