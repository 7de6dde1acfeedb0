import type { Announcement, AnnouncementScope, Audience, SentAnnouncement } from '../domain/announcement.ts'
import type { Decision } from '../domain/decision.ts'
import type { AuditEntry, Page } from './audit.ts'

export type AnnouncementRow = SentAnnouncement & { actor: string; unionName: string | null; inside: boolean }
export type AnnouncementFilter = Page & {
  contestId: string
  /** The union that an officer is confined to; null sees all. */
  within: string | null
  search?: string | undefined
  state?: 'shown' | 'withdrawn' | undefined
  scope?: AnnouncementScope | undefined
  sort: 'at' | 'title' | 'people'
  order: 'asc' | 'desc'
}

export type Announcements = {
  /** Send an announcement that was made elsewhere, in one commit with its audit entry; says how many people it is for. */
  post: (announcement: Announcement, audit: AuditEntry) => Promise<{ people: number }>
  /** How many people of a contest an audience has now. */
  people: (contestId: string, audience: Audience) => Promise<number>
  /** What is for one contestant, or for a visitor (null); newest first, without what was withdrawn. */
  shownTo: (contestId: string, contestantId: string | null, limit: number) => Promise<Announcement[]>
  find: (id: string) => Promise<SentAnnouncement | null>
  /** `inside` of a row: whether it is for a union inside the officer's subtree. */
  list: (filter: AnnouncementFilter) => Promise<{ rows: AnnouncementRow[]; total: number }>
  /** Withdraw in one commit with the audit entry; nothing is written when `decide` refuses. */
  withdraw: (
    id: string,
    decide: (announcement: SentAnnouncement | null) => Decision<{ at: number; reason: string; audit: AuditEntry }>,
  ) => Promise<Decision<{ at: number }>>
}
