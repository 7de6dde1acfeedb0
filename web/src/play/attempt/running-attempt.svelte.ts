import { untrack } from 'svelte'
import { isTyped } from '../../lib/ui/question/choices.ts'
import { attemptExchange } from './attempt-exchange.svelte.ts'
import { attemptState } from './attempt-state.svelte.ts'
import type { Question } from './attempt-view.ts'
import { handIn } from './hand-in.svelte.ts'
import { createTabs } from './tabs.ts'
import { PREDICTION, predictionChoice, predictionOf } from './tap.ts'

export type { AttemptView, Question } from './attempt-view.ts'
export type RunningAttempt = ReturnType<typeof runAttempt>

/** One attempt on this phone, as its screens use it: its paper, its answers, what is saved, the clock, and the way to its result. */
export function runAttempt(attemptId: string) {
  let closed = false
  const state = attemptState(attemptId)
  const { clock, sheet, place, late } = state
  const { post, server, follow, collect, finished } = attemptExchange(state, () => closed)
  const tabs = createTabs(attemptId, (position, choice) => sheet.tapped({ position, choice }))
  const hand = handIn({
    attemptId,
    everythingSaved: async () => {
      post.settleTyping()
      await collect()
      post.retryNow()
      await post.whenEmpty()
    },
    stillOver: async () => {
      await follow.ask()
      return state.over
    },
    sync: server.sync,
    ended: () => closed || server.view === null,
    finished,
    refused: (error) => server.failed(finished() || clock.pausedMs !== null ? null : error),
  })
  const give = (position: number, choice: string[], typed = false): void => {
    sheet.tapped({ position, choice })
    post[typed ? 'type' : 'tap'](position, choice)
    tabs.tell(position, choice)
  }

  return {
    attemptId,
    clock,
    sheet,
    late,
    get view() {
      return server.view
    },
    get failure() {
      return server.failure
    },
    get refusedTap() {
      return state.refusedTap
    },
    get answers() {
      return sheet.answers
    },
    get prediction() {
      return predictionOf(sheet.answers[PREDICTION])
    },
    get flagged() {
      return place.flagged
    },
    get step() {
      return place.step
    },
    get unsavedCount() {
      return state.unsaved.length
    },
    get outboxState() {
      return state.outboxState
    },
    get submitting() {
      return hand.submitting
    },
    get pausedMs() {
      return clock.pausedMs
    },
    /** The time is over on a clock that was known. */
    get over() {
      return state.over
    },
    /** This browser keeps nothing when the page closes. */
    get forgetful() {
      return state.forgetful
    },
    sync: server.sync,
    submit: () => hand.submit(false),
    /** More time may have been given that this phone has not heard of; then nothing is handed in. */
    timeIsOver(): void {
      state.timeOver(true)
      void hand.submit(true)
    },
    toggleFlag: place.toggleFlag,
    goTo(next: number): void {
      post.settleTyping()
      sheet.seen()
      place.goTo(next)
    },
    choose({ position, kind }: Question, choice: string[]): void {
      state.refuse(null)
      give(position, choice, isTyped(kind))
    },
    predict: (value: number | null): void => give(PREDICTION, predictionChoice(value)),
    /** Typing has paused or the page is hidden: send the last letters now. */
    settle: post.settleTyping,
    /** The phone woke up or found its line again. */
    wake(): void {
      clock.doubt()
      void collect()
      if (server.view !== null && !finished()) follow.ask().catch(() => undefined)
      else if (server.failure !== null) void server.sync()
      else post.retryNow()
    },
    close(): void {
      closed = true
      follow.stop()
      tabs.close()
      untrack(post.close)
    },
  }
}
