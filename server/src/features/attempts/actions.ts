import {
  abandoned,
  changedElsewhere,
  decideFinish,
  decideHold,
  decideSave,
  decideStart,
  NETWORK_GRACE_MS,
  type Attempt,
  type AttemptHead,
  type FinishedBy,
  type SavedResponse,
  type Tap,
} from '../../domain/attempt.ts'
import type { Round } from '../../domain/contest.ts'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import { finishedAttempt } from '../../domain/finish.ts'
import type { AnswerKey } from '../../domain/grading.ts'
import type { KeyCorrection } from '../../domain/key-correction.ts'
import { drawPaper, pools } from '../../domain/paper.ts'
import type { Sight } from '../../domain/sighting.ts'
import type { Finish, SaveWrites } from '../../ports/attempts.ts'
import type { Services } from '../../services.ts'
import type { Bank, Drawn } from './paper-stock.ts'

/** `sight`: from where the request comes; what nobody asks for by a request has none. */
type Needs = Pick<Services, 'storage' | 'clock' | 'ids' | 'sha256'> & Partial<Pick<Services, 'paperStock'>> & { sight?: Sight }

/** Start an attempt, or resume the running one; an abandoned one is finished first. */
export async function startAttempt(needs: Needs, who: { roundId: string; contestantId: string }): Promise<Decision<Attempt>> {
  const { storage, clock, ids } = needs
  const found = await storage.contests.round(who.roundId)
  if (found === null) return refuse('not-found')
  const running = await storage.attempts.runningOf(who.contestantId)
  if (running !== null && abandoned(running, clock.now())) await finishAttempt(needs, running.id, 'deadline')
  const bank = await bankFor(needs, found)
  const seen = await seenCodes(needs, who.contestantId, found.contest.id)
  // Practice is nobody's to look through.
  const sighting = found.round.practice ? null : (needs.sight?.(found.contest.id) ?? null)
  return storage.attempts.start({ ...who, sighting }, (view) => {
    if (view === null) return refuse('not-found')
    // Its time begins now and not when it was asked for: it may have waited, and an attempt before it may have ended meanwhile.
    const now = clock.now()
    const plan = decideStart(view, now)
    if (!plan.ok || 'resume' in plan.value) return plan as Decision<{ resume: string }>
    // A first paper may be taken from those drawn ahead; later ones prefer questions that this person has not seen.
    const drawn = paperFor(needs, view.round, bank, seen)
    return drawn.ok ? accept({ start: { id: ids.next(now), ...plan.value.start, ...drawn.value, bankVersion: bank.version } }) : drawn
  })
}

function paperFor({ ids, paperStock }: Needs, round: Round, bank: Bank, seen: ReadonlySet<string>): Decision<Drawn> {
  const stocked = seen.size === 0 ? paperStock?.take(round, bank) : null
  if (stocked !== null && stocked !== undefined) return accept(stocked)
  const seed = ids.seed()
  const drawn = drawPaper(seed, round.rules.blueprint, bank.entries, seen, pools(round.rules.blueprint, bank.entries, round.practice))
  return drawn.ok ? accept({ seed, paper: drawn.value }) : drawn
}

/** What may be drawn: practice shows its answers at once, so it leaves alone what a round that is not sealed yet has asked. */
async function bankFor({ storage }: Pick<Needs, 'storage'>, { round, contest }: { round: Round; contest: { id: string } }): Promise<Bank> {
  const bank = await storage.questions.bank(contest.id)
  if (!round.practice) return bank
  const asked = await storage.questions.askedUnsealed(contest.id)
  return { ...bank, entries: bank.entries.filter(({ versionId }) => !asked.has(versionId)) }
}

/** Codes of the questions that a contestant's earlier papers in a contest held. */
async function seenCodes({ storage }: Pick<Needs, 'storage'>, contestantId: string, contestId: string): Promise<ReadonlySet<string>> {
  const ids = await storage.attempts.seenVersions(contestantId, contestId)
  if (ids.length === 0) return new Set()
  const versions = await storage.questions.versions(ids)
  return new Set(ids.flatMap((id) => versions.get(id)?.code ?? []))
}

type SaveBody = { responses: Tap[]; sentAt?: number | undefined; since?: number | undefined; prediction?: number | null | undefined }

/** Save taps of the attempt's owner; acknowledged means on disk. */
export async function saveResponses(
  { storage, clock }: Pick<Services, 'storage' | 'clock'>,
  attemptId: string,
  contestantId: string,
  body: SaveBody,
): Promise<Decision<{ saved: number[]; held: number[]; changed: { position: number; choice: string[] }[]; deadlineAt: number }>> {
  const now = clock.now()
  let deadlineAt = 0
  const saved = await storage.attempts.saveResponses(attemptId, (attempt): Decision<SaveWrites> => {
    if (attempt === null || attempt.contestantId !== contestantId) return refuse('not-found')
    deadlineAt = attempt.deadlineAt
    const taps = decideSave(attempt, body.responses, now, body.sentAt)
    return taps.ok ? accept({ responses: taps.value, savedAt: now, prediction: body.prediction, read: body.since !== undefined }) : taps
  })
  if (saved.ok) {
    const changed = body.since === undefined ? [] : changedElsewhere(saved.value.stands, saved.value.responses, body.since)
    return accept({ saved: body.responses.map(({ position }) => position), held: [], changed, deadlineAt })
  }
  if (saved.reason !== 'attempt-finished' && saved.reason !== 'deadline-passed') return saved
  // Only now, off the answer path, are the rules asked what becomes of late answers.
  const held = await storage.attempts.holdResponses(attemptId, now, (view) => decideHold(view, saved, body.responses, now, body.sentAt))
  return held.ok ? accept({ saved: [], held: held.value.map(({ position }) => position), changed: [], deadlineAt: now }) : held
}

/** Finish an attempt once: grade the saved responses, issue the receipt, write the log entry. */
export async function finishAttempt(
  needs: Omit<Needs, 'ids'>,
  attemptId: string,
  by: FinishedBy,
  givenPrediction?: number | null,
): Promise<Decision<Finish>> {
  const attempt = await needs.storage.attempts.find(attemptId)
  return attempt === null ? refuse('not-found') : finishFound(needs, attempt, by, givenPrediction)
}

/** The same of an attempt that was just read. */
export async function finishFound(
  needs: Omit<Needs, 'ids'>,
  attempt: Attempt,
  by: FinishedBy,
  givenPrediction?: number | null,
): Promise<Decision<Finish>> {
  const ready = await readyToFinish(needs, attempt, by, givenPrediction)
  return ready.ok ? ready.value() : ready
}

/** Everything that is read for it is read; what it gives finishes the attempt. */
async function readyToFinish(
  { storage, clock, sha256, sight }: Omit<Needs, 'ids'>,
  attempt: Attempt,
  by: FinishedBy,
  givenPrediction?: number | null,
): Promise<Decision<() => Promise<Decision<Finish>>>> {
  const { id: attemptId } = attempt
  // What is read below takes nothing from whoever handed in.
  const now = clock.now()
  const found = await storage.contests.round(attempt.roundId)
  if (found === null) return refuse('not-found')
  const versions = await storage.questions.versions(attempt.paper.map((item) => item.versionId))
  const keyOf = (versionId: string): AnswerKey => {
    const version = versions.get(versionId)
    if (version === undefined) throw new Error(`attempt ${attemptId} pins question version ${versionId}, which does not exist`)
    return version
  }
  const sighting = found.round.practice || by === 'deadline' ? null : (sight?.(found.contest.id) ?? null)
  const decide = (head: AttemptHead, responses: SavedResponse[], corrections: readonly KeyCorrection[]): Decision<Finish> => {
    const moment = decideFinish(head, by, now)
    if (!moment.ok) return moment
    const inTime = moment.value.finishedBy === 'contestant' && givenPrediction !== undefined
    const prediction = inTime ? givenPrediction : head.prediction
    const { outcome, event } = finishedAttempt({ attempt, head, responses, prediction, keyOf, corrections, round: found.round }, moment.value, sha256)
    // Practice leaves nothing in the log, so no board, count or result ever knows of it.
    return accept({ outcome, loggedAt: now, event: found.round.practice ? null : event })
  }
  return accept(() => storage.attempts.finish(attemptId, decide, sighting))
}

/** Finish attempts whose deadline and grace are over, earliest first; returns how many. */
export async function finishOverdue(needs: Omit<Needs, 'ids'>, limit: number): Promise<number> {
  const ids = await needs.storage.attempts.overdue(needs.clock.now() - NETWORK_GRACE_MS, limit)
  await finishAbandoned(needs, ids)
  return ids.length
}

/** As many as one commit takes. */
const FINISHED_AT_ONCE = 100

/** Finish attempts that their owners left, in the order given and many in a commit; those that still have time or grace stay. Returns how many were finished. */
export async function finishAbandoned(needs: Omit<Needs, 'ids'>, ids: readonly string[]): Promise<number> {
  let finished = 0
  for (let from = 0; from < ids.length; from += FINISHED_AT_ONCE) {
    const ready = await Promise.all(
      ids.slice(from, from + FINISHED_AT_ONCE).map(async (id): ReturnType<typeof readyToFinish> => {
        const attempt = await needs.storage.attempts.find(id)
        return attempt === null ? refuse('not-found') : readyToFinish(needs, attempt, 'deadline')
      }),
    )
    const done = await Promise.all(ready.map(async (one) => (one.ok ? one.value() : one)))
    finished += done.filter(({ ok }) => ok).length
  }
  return finished
}

/** Void a finished attempt with a reason: one log entry, one audit entry. */
export async function voidAttempt(
  { storage, clock, ids }: Needs,
  attemptId: string,
  actorId: string,
  reason: string,
): Promise<Decision<{ roundId: string }>> {
  const known = await storage.attempts.find(attemptId)
  const found = known === null ? null : await storage.contests.round(known.roundId)
  if (found === null) return refuse('not-found')
  if (found.round.practice) return refuse('practice-round')
  const now = clock.now()
  const voided = await storage.attempts.voidAttempt(attemptId, (attempt) => {
    if (attempt === null) return refuse('not-found')
    if (attempt.outcome === null) return refuse('attempt-running')
    if (attempt.voided) return refuse('already-void')
    return accept({
      event: { kind: 'void', attemptId, roundId: attempt.roundId, contestId: found.contest.id, contestantId: attempt.contestantId, actorId, reason },
      audit: { id: ids.next(now), at: now, actorId, action: 'voidAttempt', subject: attemptId, reason },
    })
  })
  return voided.ok ? accept({ roundId: voided.value.event.roundId }) : voided
}

/** Take a void back with a reason: one log entry, one audit entry. */
export async function restoreAttempt(
  { storage, clock, ids }: Needs,
  attemptId: string,
  actorId: string,
  reason: string,
): Promise<Decision<{ roundId: string }>> {
  const known = await storage.attempts.find(attemptId)
  const found = known === null ? null : await storage.contests.round(known.roundId)
  if (found === null) return refuse('not-found')
  const { round, contest } = found
  const now = clock.now()
  const restored = await storage.attempts.restoreAttempt(attemptId, (attempt, others) => {
    if (attempt === null) return refuse('not-found')
    if (!attempt.voided) return refuse('not-void')
    // Joined accounts may have more attempts than one person may use.
    if (others.filter(({ voided }) => !voided).length >= round.rules.attemptsPerRound) return refuse('restore-over-limit')
    const { roundId, contestantId } = attempt
    return accept({
      event: { kind: 'restore', attemptId, roundId, contestId: contest.id, contestantId, actorId, reason },
      audit: { id: ids.next(now), at: now, actorId, action: 'restoreAttempt', subject: attemptId, reason },
    })
  })
  return restored.ok ? accept({ roundId: restored.value.event.roundId }) : restored
}
