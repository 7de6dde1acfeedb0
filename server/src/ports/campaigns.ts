import type { Campaign, CampaignTarget } from '../domain/campaign.ts'
import type { Decision } from '../domain/decision.ts'
import type { AuditEntry, AuditRow } from './audit.ts'

export type TargetRow = CampaignTarget & { unionName: string; unionCode: string; unionKind: string }

export type Campaigns = {
  /** On or off; null: nobody set one up. */
  find: (contestId: string) => Promise<Campaign | null>
  /** Whether the contest has one that people may know of. */
  isOn: (contestId: string) => Promise<boolean>
  /** By peer group, then by the code of the union. */
  targets: (contestId: string) => Promise<TargetRow[]>
  /** Set up or change in one commit with its audit entry. */
  save: (contestId: string, decide: (before: Campaign | null) => Decision<{ campaign: Campaign; audit: AuditEntry }>) => Promise<Decision<Campaign>>
  /** In place of those before. */
  saveTargets: (
    contestId: string,
    decide: (before: CampaignTarget[]) => Decision<{ targets: CampaignTarget[]; audit: AuditEntry }>,
  ) => Promise<Decision<null>>
  /** What was done to the campaign of a contest, newest first. */
  history: (slug: string, limit: number) => Promise<AuditRow[]>
}
