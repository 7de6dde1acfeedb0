import { answerSheet } from './answer-sheet.svelte.ts'
import { attemptClock } from './attempt-clock.svelte.ts'
import { keptAttempt } from './kept/kept-attempt.ts'
import { phoneStore, whenForgetful } from './kept/phone-store.ts'
import { lateAnswers } from './late-answers.svelte.ts'
import type { OutboxState } from './outbox.ts'
import { placeInPaper } from './place.svelte.ts'
import type { Tap } from './tap.ts'

/** Less than this is the difference between two clocks, not time that was given. */
const LEAST_LEFT_MS = 1_000

export type AttemptState = ReturnType<typeof attemptState>

/** What this phone knows of one attempt, and keeps of it; nothing here asks the server. */
export function attemptState(attemptId: string) {
  const kept = keptAttempt(phoneStore, attemptId)
  const clock = attemptClock()
  const sheet = answerSheet()
  const place = placeInPaper((change) => void kept.progressed(change))
  const late = lateAnswers(kept)
  let unsaved = $state.raw<Tap[]>([])
  let outboxState = $state<OutboxState>('idle')
  let refusedTap = $state.raw<unknown>(null)
  let forgetful = $state(false)
  let over = $state(false)
  whenForgetful(() => (forgetful = true))

  function timeOver(value: boolean): void {
    over = value
    void kept.progressed(() => ({ over: value }))
  }

  return {
    attemptId,
    kept,
    clock,
    sheet,
    place,
    late,
    get unsaved() {
      return unsaved
    },
    get outboxState() {
      return outboxState
    },
    get refusedTap() {
      return refusedTap
    },
    /** This browser keeps nothing when the page closes. */
    get forgetful() {
      return forgetful
    },
    /** The time is over on a clock that was known. */
    get over() {
      return over
    },
    timeOver,
    outbox(next: Tap[], state: OutboxState): void {
      unsaved = next
      outboxState = state
    },
    refuse(error: unknown): void {
      refusedTap = error
    },
    /** Questions with an answer that waits, but for those in `sent`. */
    waiting: (sent: readonly Tap[] = []): Set<number> => new Set(unsaved.filter((tap) => !sent.includes(tap)).map(({ position }) => position)),
    /** Each reply levels the clock; when it gives time, the time is not over after all. */
    takeClock(reply: { now: number; remainingMs: number; paused: boolean }): void {
      clock.take(reply)
      if (over && (reply.paused || reply.remainingMs > LEAST_LEFT_MS)) timeOver(false)
    },
    /** Acknowledged or heard from elsewhere: what is shown now is what a reload without a line shows. */
    keepAnswers(): void {
      const { answers } = sheet
      void kept.progressed((old) => ({ answers: { ...old.answers, ...answers }, after: clock.watch.after }))
    },
    /** What this phone has kept comes first: it is there without a line. */
    async recall(): Promise<void> {
      const [progress] = await Promise.all([kept.progress(), late.recall()])
      clock.watch.passed(progress.after)
      sheet.begin(progress.answers)
      place.begin(progress)
      over = progress.over
    },
  }
}
