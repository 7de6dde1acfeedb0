import { performance } from 'node:perf_hooks'
import type { RegradeEvent } from '../../domain/log-event.ts'
import type { Correction, GradedAttempt, RegradePiece } from '../../ports/corrections.ts'
import type { Services } from '../../services.ts'
import { sealRound } from '../rounds/seal.ts'
import { sameFigures } from './regrade-pieces.ts'

const LOOK_EVERY_MS = 1_000
const AFTER_FAILURE_MS = 30_000
/** How long a round that could not be sealed again is left alone. */
const SEAL_AGAIN_MS = 60_000
/** A rest after each piece, as long as the piece took and this often again, unless the server has nothing else to do. */
const RESTS = 3
const LOOK_AROUND_MS = 20
const IDLE = 0.15

export type Regrader = {
  /** Grade everything that waits, and seal what is to be sealed again. */
  catchUp: () => Promise<void>
  /** Begin to follow the decisions in the background; what an earlier process left unfinished is taken up where it stood. */
  follow: (failed: (error: unknown) => void) => void
  stop: () => Promise<void>
}

type Needs = Pick<Services, 'storage' | 'clock' | 'ids' | 'sha256' | 'projector' | 'regrading' | 'sealing'> & { leads?: () => boolean }

/** Grades attempts again after decisions on keys, in the order of the log, one decision at a time. */
export function openRegrader(needs: Needs): Regrader {
  let stopped = false
  let working: Promise<unknown> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  /** Decisions whose round could not be sealed again, and when that is tried anew. */
  const resting = new Map<string, number>()

  const one = async (): Promise<boolean> => {
    for (const [id, until] of resting) if (needs.clock.now() >= until) resting.delete(id)
    const correction = await needs.storage.corrections.next([...resting.keys()])
    if (correction === null || stopped) return false
    if (correction.state === 'grading') return gradeAll(needs, correction, () => stopped)
    if (!(await sealAgain(needs, correction))) resting.set(correction.id, needs.clock.now() + SEAL_AGAIN_MS)
    return true
  }
  const catchUp = async (): Promise<void> => {
    while (await one()) await new Promise(setImmediate)
  }
  /** One caller at a time. */
  const inTurn = (): Promise<void> => {
    const next = working.then(catchUp)
    working = next.catch(() => undefined)
    return next
  }
  return {
    catchUp: inTurn,
    follow(failed) {
      const look = (waitMs: number): void => {
        timer = setTimeout(
          () =>
            void (needs.leads?.() === false ? Promise.resolve() : inTurn()).then(
              () => again(LOOK_EVERY_MS),
              (error: unknown) => {
                failed(error)
                again(AFTER_FAILURE_MS)
              },
            ),
          waitMs,
        )
      }
      const again = (waitMs: number): void => {
        if (!stopped) look(waitMs)
      }
      look(LOOK_EVERY_MS)
    },
    async stop() {
      stopped = true
      clearTimeout(timer)
      await working
    },
  }
}

/** Grade every attempt that was logged before a decision; returns whether it came to the end. */
async function gradeAll({ storage, clock, projector, regrading }: Needs, correction: Correction, stopped: () => boolean): Promise<boolean> {
  for await (const piece of regrading.pieces(correction.id)) {
    if (stopped()) return false
    const began = performance.now()
    await storage.corrections.regrade(correction.id, piece, clock.now(), (current, attempts) => regradeEvents(current, piece, attempts))
    if (piece.changed.length === 0) continue
    // The boards go along: a long tail of lines to count would hold up answers after the grading is done.
    await projector.catchUp()
    await rest(RESTS * (performance.now() - began))
  }
  const found = await storage.contests.round(correction.roundId)
  const sealed = found !== null && found.round.sealedRevision !== null
  await storage.corrections.settle(correction.id, {
    state: sealed ? 'sealing' : 'done',
    finishedAt: clock.now(),
    revision: null,
    failure: null,
  })
  return true
}

/** What is logged of a piece: attempts whose figures change. One that was graded again since it was read knows better. */
function regradeEvents(
  { id, roundId, contestId, actorId, reason }: Correction,
  { asOf, changed }: RegradePiece,
  attempts: readonly GradedAttempt[],
): RegradeEvent[] {
  const now = new Map(attempts.map((attempt) => [attempt.attemptId, attempt]))
  return changed.flatMap((regraded): RegradeEvent[] => {
    const attempt = now.get(regraded.attemptId)
    if (attempt === undefined || attempt.regradedAt > asOf || sameFigures(attempt, regraded)) return []
    // Somebody's two accounts may have been joined since the piece was read.
    const { contestantId } = attempt
    return [{ kind: 'regrade', ...regraded, contestantId, roundId, contestId, cause: 'correction', causeId: id, actorId, reason }]
  })
}

/** Give a sealed round its next revision, with the decision's reason and actor; returns whether that was done. */
async function sealAgain(needs: Needs, correction: Correction): Promise<boolean> {
  const { id, roundId, actorId, reason } = correction
  const sealed = await sealRound(needs, roundId, actorId, reason)
  const settled = { finishedAt: needs.clock.now(), failure: null, state: 'done' } as const
  if (sealed.ok) await needs.storage.corrections.settle(id, { ...settled, revision: sealed.value.number })
  // Somebody has sealed it meanwhile, with everything in it.
  else if (sealed.reason === 'already-sealed')
    await needs.storage.corrections.settle(id, { ...settled, revision: (await needs.storage.results.revisions(roundId))[0]?.number ?? null })
  else await needs.storage.corrections.settle(id, { ...settled, state: 'sealing', revision: null, failure: sealed.reason })
  return sealed.ok || sealed.reason === 'already-sealed'
}

/** Leave the machine to others for a while; a rest ends early when nobody else uses it. */
async function rest(longestMs: number): Promise<void> {
  const until = performance.now() + longestMs
  while (performance.now() < until) {
    const before = performance.eventLoopUtilization()
    await new Promise((resolve) => setTimeout(resolve, Math.min(LOOK_AROUND_MS, longestMs)))
    if (performance.eventLoopUtilization(before).utilization < IDLE) return
  }
}
