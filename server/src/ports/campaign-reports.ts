import type { ReportState } from '@hoithi/shared/contracts/campaign-reports'
import type { CampaignReport, ReportKey, StateCount } from '../domain/campaign-report.ts'
import type { Decision } from '../domain/decision.ts'
import type { AuditEntry, AuditRow, Page } from './audit.ts'

/** Which unions: those below one that are to report in a period (no sections or groups, no closed, merged or proposed ones). */
export type ReportScope = {
  contestId: string
  period: number
  unionId: string
  /** Right below it, or at any depth; itself never. */
  among: 'children' | 'tree'
}
export type ReportFilter = ReportScope & {
  /** none: nothing written; missing: that, a draft, or returned. */
  state?: ReportState | 'none' | 'missing' | undefined
  kind?: string | undefined
  /** Empty: of no group. */
  peerGroup?: string | undefined
  search?: string | undefined
}
export type ReportRow = {
  unionId: string
  unionName: string
  unionCode: string
  unionKind: string
  peerGroup: string
  memberCount: number | null
  report: CampaignReport | null
}

export type CampaignReports = {
  find: (key: ReportKey) => Promise<CampaignReport | null>
  /** The newest report that a union wrote of another period. */
  lastOf: (key: ReportKey) => Promise<CampaignReport | null>
  /** Write in one commit with its audit entry; of two who do so at once one sees what the other wrote. */
  change: (
    key: ReportKey,
    decide: (before: CampaignReport | null) => Decision<{ report: CampaignReport; audit: AuditEntry }>,
  ) => Promise<Decision<CampaignReport>>
  list: (
    query: ReportFilter & Page & { sort: 'group' | 'name' | 'state' | 'sentAt' | 'members'; order: 'asc' | 'desc' },
  ) => Promise<{ rows: ReportRow[]; total: number }>
  counts: (scope: ReportScope) => Promise<StateCount[]>
  /** What was done to a report, newest first. */
  history: (id: string, limit: number) => Promise<AuditRow[]>
  /** Days after a period until its report is due; null: nobody said. */
  dueDays: (contestId: string) => Promise<number | null>
  saveDueDays: (contestId: string, decide: (before: number | null) => Decision<{ dueDays: number; audit: AuditEntry }>) => Promise<Decision<null>>
}
