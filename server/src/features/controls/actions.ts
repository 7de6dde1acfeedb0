import type { Announcement } from '../../domain/announcement.ts'
import { extensionNews, extraTimeNews, pauseNews, resumeNews, type ControlNews } from '../../domain/control-news.ts'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import { decideExtend, type Extension } from '../../domain/extension.ts'
import { decideGrant, type Grant, type TimeFor } from '../../domain/extra-time.ts'
import { decidePause, decideResume, type Resumption } from '../../domain/pause.ts'
import type { AuditEntry } from '../../ports/audit.ts'
import type { ExtraTimeRow } from '../../ports/controls.ts'
import type { Services } from '../../services.ts'

type Needs = Pick<Services, 'storage' | 'clock' | 'ids'>
/** Who does it, and why. */
type By = { actorId: string; reason: string }

const auditOf = ({ ids }: Needs, at: number, by: By, entry: Pick<AuditEntry, 'action' | 'subject' | 'details'>): AuditEntry => ({
  id: ids.next(at),
  at,
  ...by,
  ...entry,
})

/** What happened, told to contestants by whoever did it. */
const announcementOf = ({ ids }: Needs, contestId: string, at: number, { actorId }: By, news: ControlNews): Announcement => ({
  id: ids.next(at),
  contestId,
  at,
  actorId,
  ...news,
})

/** Stop the clock of every attempt of a contest that can still be answered; none begins until it goes on. */
export async function pauseContest(needs: Needs, contestId: string, by: By): Promise<Decision<{ attempts: number; pausedAt: number }>> {
  const now = needs.clock.now()
  return needs.storage.controls.pause(contestId, now, (contest, running) => {
    const pause = decidePause(contest, now)
    if (!pause.ok || contest === null) return pause.ok ? refuse('not-found') : pause
    const announcement = announcementOf(needs, contestId, now, by, pauseNews(contest, now, by.reason))
    const details = { before: { pausedAt: null }, after: { pausedAt: now }, attempts: running }
    return accept({ ...pause.value, announcement, audit: auditOf(needs, now, by, { action: 'pauseContest', subject: contest.slug, details }) })
  })
}

/** Let a paused contest go on; rounds that lost time close later by it, if wanted. */
export async function resumeContest(
  needs: Needs,
  { contestId, slug, extendRounds }: { contestId: string; slug: string; extendRounds: boolean },
  by: By,
): Promise<Decision<Resumption & { attempts: number }>> {
  const now = needs.clock.now()
  return needs.storage.controls.resume(contestId, (view, held) => {
    const resumption = decideResume(view, extendRounds, now)
    if (!resumption.ok || view === null) return resumption.ok ? refuse('not-found') : resumption
    const { pausedMs, rounds } = resumption.value
    const closes = new Map(view.rounds.map((round) => [round.id, round.closesAt]))
    const details = {
      before: { pausedAt: view.contest.pausedAt, closes: rounds.map(({ id }) => ({ id, closesAt: closes.get(id) })) },
      after: { pausedAt: null, closes: rounds.map(({ id, closesAt }) => ({ id, closesAt })) },
      attempts: held,
      pausedMs,
    }
    const announcement = announcementOf(needs, contestId, now, by, resumeNews(view.contest, view.rounds, resumption.value, by.reason))
    return accept({ ...resumption.value, announcement, audit: auditOf(needs, now, by, { action: 'resumeContest', subject: slug, details }) })
  })
}

/** Close a round later; attempts that the old close would have cut get their time. */
export async function extendRound(needs: Needs, roundId: string, closesAt: number, by: By): Promise<Decision<Extension>> {
  const now = needs.clock.now()
  return needs.storage.controls.extend(roundId, (view) => {
    const extension = decideExtend(view, closesAt, now)
    if (!extension.ok || view === null) return extension.ok ? refuse('not-found') : extension
    const { round, times } = extension.value
    const details = {
      before: { closesAt: view.round.closesAt, frozenMinutes: view.round.rules.frozenMinutes },
      after: { closesAt: round.closesAt, frozenMinutes: round.rules.frozenMinutes },
      attempts: times.length,
    }
    const announcement = announcementOf(
      needs,
      view.round.contestId,
      now,
      by,
      extensionNews(view.contest, view.round.title, extension.value, by.reason),
    )
    return accept({ ...extension.value, announcement, audit: auditOf(needs, now, by, { action: 'extendRound', subject: view.round.title, details }) })
  })
}

/** More minutes for running attempts, and for later ones of a person or a union. */
export async function grantExtraTime(
  needs: Needs,
  { contestId, timeFor, minutes }: { contestId: string; timeFor: TimeFor; minutes: number },
  by: By,
): Promise<Decision<Grant & { extraTime: ExtraTimeRow }>> {
  const now = needs.clock.now()
  const extraMs = minutes * 60_000
  return needs.storage.controls.grant(contestId, timeFor, (view) => {
    const grant = decideGrant(view, timeFor, extraMs, now)
    if (!grant.ok) return grant
    const { times, clipped, finished } = grant.value
    const [targetId, fromAt, untilAt] =
      timeFor.scope === 'everyone' ? [null, timeFor.fromAt, timeFor.untilAt] : ([timeFor.targetId, null, null] as const)
    const extraTime = {
      id: needs.ids.next(now),
      contestId,
      scope: timeFor.scope,
      targetId,
      extraMs,
      fromAt,
      untilAt,
      at: now,
      ...by,
      attempts: times.length,
      endedAt: null,
    }
    const before = view?.running.map(({ id, deadlineAt, extraMs: extra }) => ({ id, deadlineAt, extraMs: extra })) ?? []
    const changed = new Set(times.slice(0, KEPT_IN_AUDIT).map(({ id }) => id))
    const details = {
      timeFor,
      minutes,
      attempts: times.length,
      clipped,
      finished,
      before: before.filter(({ id }) => changed.has(id)),
      after: times.slice(0, KEPT_IN_AUDIT),
    }
    const target = view?.target ?? null
    const subject = target ?? timeFor.scope
    const news = view === null ? null : extraTimeNews(view.contest, { timeFor, target, minutes, reason: by.reason })
    const announcement = news === null ? null : announcementOf(needs, contestId, now, by, news)
    return accept({ ...grant.value, extraTime, announcement, audit: auditOf(needs, now, by, { action: 'grantExtraTime', subject, details }) })
  })
}
/** An audit entry names so many attempts one by one; of more it holds their number. */
const KEPT_IN_AUDIT = 100

/** Give a grant to no later attempt. */
export async function endExtraTime(needs: Needs, extraTimeId: string, by: By): Promise<Decision<{ endedAt: number }>> {
  const now = needs.clock.now()
  return needs.storage.controls.endExtraTime(extraTimeId, (extraTime) => {
    if (extraTime === null) return refuse('not-found')
    if (extraTime.endedAt !== null) return refuse('extra-time-ended')
    const { scope, targetId } = extraTime
    const details = { before: { endedAt: null }, after: { endedAt: now }, scope, targetId }
    return accept({ endedAt: now, audit: auditOf(needs, now, by, { action: 'endExtraTime', subject: extraTimeId, details }) })
  })
}
