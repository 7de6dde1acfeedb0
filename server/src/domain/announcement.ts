import { accept, refuse, type Decision } from './decision.ts'

/** running: those with an attempt under way when it was sent. */
export type AnnouncementScope = 'everyone' | 'union' | 'running'
export type Audience = { scope: AnnouncementScope; unionId: string | null }

export type Announcement = Audience & {
  id: string
  contestId: string
  title: string
  /** Markdown. */
  body: string
  at: number
  actorId: string
}
export type SentAnnouncement = Announcement & { people: number; withdrawnAt: number | null; withdrawReason: string | null }

/**
 * Whether somebody may speak to an audience, or take back what was said to it. `within` is the union that an officer is confined to, null for
 * others; `inside` says whether the audience's union lies in that subtree.
 */
export function mayAddress(audience: Audience, within: string | null, inside: boolean): boolean {
  return within === null || (audience.scope === 'union' && inside)
}

/** An announcement is withdrawn once. */
export function decideWithdraw(announcement: SentAnnouncement | null): Decision<SentAnnouncement> {
  if (announcement === null) return refuse('not-found')
  return announcement.withdrawnAt === null ? accept(announcement) : refuse('already-withdrawn')
}
