import type { Announcement } from '../domain/announcement.ts'
import type { Contest } from '../domain/contest.ts'
import type { Decision } from '../domain/decision.ts'
import type { Extension, ExtendView } from '../domain/extension.ts'
import type { Grant, GrantView, TimeFor } from '../domain/extra-time.ts'
import type { Pause, Resumption, ResumeView } from '../domain/pause.ts'
import type { AuditEntry } from './audit.ts'

export type ExtraTime = {
  id: string
  contestId: string
  scope: TimeFor['scope']
  targetId: string | null
  extraMs: number
  /** The outage; null where the grant also holds for attempts still to be started. */
  fromAt: number | null
  untilAt: number | null
  at: number
  actorId: string
  reason: string
  /** Running attempts that got the time. */
  attempts: number
  endedAt: number | null
}
/** With the names of whom it is for and of who granted it. */
export type ExtraTimeRow = ExtraTime & { target: string | null; actor: string }

/** What goes on in one round now. */
export type RoundTraffic = {
  roundId: string
  /** Attempts that can still be answered; those that a pause holds are among them. */
  running: number
  /** Of those the ones that have less than their time because the round closes: a later close gives them more. */
  cut: number
  /** Late answers that are kept for a judge. */
  lateAnswers: number
}

type Audited<T> = Decision<T & { audit: AuditEntry }>
/** With what is told to contestants in the same commit. */
type Announced<T, A extends Announcement | null = Announcement> = Audited<T & { announcement: A }>

/** What organisers do to a contest that runs; each is one commit with its audit entry and its announcement, and writes nothing when `decide` refuses. */
export type Controls = {
  /** Rounds in which nothing goes on are left out. */
  traffic: (contestId: string, now: number) => Promise<RoundTraffic[]>
  /** `running`: how many attempts will stand still. No attempt begins between the look and the write. */
  pause: (
    contestId: string,
    now: number,
    decide: (contest: Contest | null, running: number) => Announced<Pause>,
  ) => Promise<Decision<Pause & { attempts: number }>>
  resume: (
    contestId: string,
    decide: (view: (ResumeView & { contest: Contest }) | null, held: number) => Announced<Resumption>,
  ) => Promise<Decision<Resumption & { attempts: number }>>
  extend: (roundId: string, decide: (view: ExtendView | null) => Announced<Extension>) => Promise<Decision<Extension>>
  grant: (
    contestId: string,
    timeFor: TimeFor,
    decide: (view: GrantView | null) => Announced<Grant & { extraTime: ExtraTime }, Announcement | null>,
  ) => Promise<Decision<Grant & { extraTime: ExtraTimeRow }>>
  /** Newest first. */
  extraTimes: (contestId: string) => Promise<ExtraTimeRow[]>
  endExtraTime: (id: string, decide: (extraTime: ExtraTime | null) => Audited<{ endedAt: number }>) => Promise<Decision<{ endedAt: number }>>
}
