import { confinedTo, type Actor } from '../../domain/access.ts'
import { decideWithdraw, mayAddress, type Audience } from '../../domain/announcement.ts'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import type { Services } from '../../services.ts'

type Needs = Pick<Services, 'storage' | 'clock' | 'ids'>
export type Draft = { scope: Audience['scope']; unionId?: string | undefined; title: string; body: string }

/** Whether an actor may speak to an audience, or take back what was said to it. */
async function maySpeak({ storage }: Pick<Needs, 'storage'>, actor: Actor, audience: Audience): Promise<boolean> {
  const within = confinedTo(actor)
  const inside = within !== null && audience.unionId !== null && (await storage.unions.inside(audience.unionId, within))
  return mayAddress(audience, within, inside)
}

/** The contest and audience of a draft; refused where either does not exist or is not the actor's to address. */
export async function addressDraft(
  needs: Needs,
  actor: Actor,
  slug: string,
  draft: Draft,
): Promise<Decision<{ contestId: string; audience: Audience }>> {
  const { storage } = needs
  const audience = { scope: draft.scope, unionId: draft.unionId ?? null }
  if (!(await maySpeak(needs, actor, audience))) return refuse('not-allowed')
  const contest = await storage.contests.find(slug)
  if (contest === null) return refuse('not-found')
  if (audience.unionId !== null && (await storage.unions.find(audience.unionId)) === null) return refuse('unknown-union')
  return accept({ contestId: contest.id, audience })
}

export async function announce(
  needs: Needs,
  actor: Actor,
  slug: string,
  draft: Draft,
): Promise<Decision<{ announcementId: string; people: number }>> {
  const addressed = await addressDraft(needs, actor, slug, draft)
  if (!addressed.ok) return addressed
  const { contestId, audience } = addressed.value
  const now = needs.clock.now()
  const { title, body } = draft
  const announcement = { id: needs.ids.next(now), contestId, ...audience, title, body, at: now, actorId: actor.id }
  const { people } = await needs.storage.announcements.post(announcement, {
    id: needs.ids.next(now),
    at: now,
    actorId: actor.id,
    action: 'announce',
    subject: announcement.id,
    reason: title,
  })
  return accept({ announcementId: announcement.id, people })
}

/** Take an announcement away with a reason; an officer only one for their own subtree. */
export async function withdrawAnnouncement(needs: Needs, actor: Actor, id: string, reason: string): Promise<Decision<{ withdrawnAt: number }>> {
  const { storage, clock, ids } = needs
  const known = await storage.announcements.find(id)
  if (known === null) return refuse('not-found')
  if (!(await maySpeak(needs, actor, known))) return refuse('not-allowed')
  const now = clock.now()
  const withdrawn = await storage.announcements.withdraw(id, (announcement) => {
    const decision = decideWithdraw(announcement)
    if (!decision.ok) return decision
    return accept({ at: now, reason, audit: { id: ids.next(now), at: now, actorId: actor.id, action: 'withdrawAnnouncement', subject: id, reason } })
  })
  return withdrawn.ok ? accept({ withdrawnAt: withdrawn.value.at }) : withdrawn
}
