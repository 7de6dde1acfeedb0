import type { BackupLook } from '../ports/backups.ts'

/** What readiness says of copies: nothing of it takes a server that works out of service. No reason: it may name folders, and anyone may ask. */
export function backupReadiness({ state }: BackupLook): { backup: BackupLook['state']; degraded: string[] } {
  return { backup: state, degraded: state === 'failed' || state === 'late' ? [`backup-${state}`] : [] }
}

/** Figures for a monitor; what is not known is left out. */
export function backupFigures({ everyMs, newest, newestAgeMs, made, failures, state }: BackupLook): Record<string, number> {
  return {
    hoithi_backup_every_seconds: (everyMs ?? 0) / 1_000,
    hoithi_backup_failing: state === 'failed' ? 1 : 0,
    hoithi_backup_failures_total: failures,
    ...(newest === null || newestAgeMs === null
      ? {}
      : { hoithi_backup_age_seconds: Math.round(newestAgeMs / 1_000), hoithi_backup_bytes: newest.bytes }),
    ...(made === null ? {} : { hoithi_backup_duration_seconds: made.tookMs / 1_000, hoithi_backup_log_entries: made.entries }),
  }
}
