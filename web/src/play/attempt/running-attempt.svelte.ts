import { untrack } from 'svelte'
import { isTyped } from '../../lib/ui/question/choices.ts'
import { paperPictures } from '../../lib/ui/question/picture-text.ts'
import { prefetchPictures } from '../../lib/ui/question/pictures.svelte.ts'
import { refreshContest, session } from '../session.svelte.ts'
import { answerSheet } from './answer-sheet.svelte.ts'
import { attemptClock } from './attempt-clock.svelte.ts'
import { judge, later, pulse, save } from './attempt-line.ts'
import type { AttemptView, Question, SaveReply } from './attempt-view.ts'
import { followServer } from './follow.ts'
import { handIn } from './hand-in.svelte.ts'
import { keptAttempt } from './kept/kept-attempt.ts'
import { keepSession } from './kept/kept-session.ts'
import { phoneStore, whenForgetful } from './kept/phone-store.ts'
import { lateAnswers } from './late-answers.svelte.ts'
import type { OutboxState } from './outbox.ts'
import { placeInPaper } from './place.svelte.ts'
import { createPost } from './post.ts'
import { attemptSync } from './sync.svelte.ts'
import { createTabs } from './tabs.ts'
import { PREDICTION, predictionChoice, predictionOf, type Tap } from './tap.ts'

export type { AttemptView, Question } from './attempt-view.ts'
export type RunningAttempt = ReturnType<typeof runAttempt>

/** Less than this is the difference between two clocks, not time that was given. */
const LEAST_LEFT_MS = 1_000

/** One attempt on this phone: its paper, its answers, what is saved, the clock, and the way to its result. */
export function runAttempt(attemptId: string) {
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
  let closed = false

  const owner = (): string => session.me?.id ?? ''
  const waiting = (): Set<number> => new Set(unsaved.map(({ position }) => position))
  const finished = (): boolean => server.view !== null && server.view.result !== null
  const shows = (given: { position: number; choice: string[] }[]): void => {
    for (const each of given) sheet.tapped(each)
  }
  const collect = async (): Promise<void> => shows(await post.collect())

  function takeClock(reply: { now: number; remainingMs: number; paused: boolean }): void {
    clock.take(reply)
    if (over && (reply.paused || reply.remainingMs > LEAST_LEFT_MS)) setOver(false)
    follow.plan()
  }
  function setOver(value: boolean): void {
    over = value
    void kept.progressed(() => ({ over: value }))
  }
  /** Acknowledged or heard from elsewhere: what is shown now is what a reload without a line shows. */
  const keepAnswers = (): void => {
    const { answers } = sheet
    if (!finished()) void kept.progressed((old) => ({ answers: { ...old.answers, ...answers }, after: clock.watch.after }))
  }
  function takeSaved(reply: SaveReply, asked: number, sent: readonly Tap[]): void {
    takeClock(reply)
    const still = new Set(unsaved.filter((tap) => !sent.includes(tap)).map(({ position }) => position))
    sheet.adopt(reply.changed, asked, still)
    if (reply.held.length === 0) return
    late.held(reply.held)
    if (!finished()) void server.sync()
  }

  const tabs = createTabs(attemptId, (position, choice) => shows([{ position, choice }]))
  const follow = followServer({
    pulse: async () => {
      const asked = sheet.beat()
      takeSaved(await pulse(attemptId, clock.since), asked, [])
      keepAnswers()
      post.retryNow()
    },
    sync: () => server.sync(),
    ended: () => closed || finished() || server.view === null,
    clockKnown: () => clock.reading === 'exact',
    paused: () => clock.pausedMs !== null,
    company: () => sheet.company,
  })
  const post = createPost({
    kept,
    watch: clock.watch,
    newId: () => `${Date.now()}-${Math.random()}`,
    level: async () => {
      if (clock.reading !== 'exact') await follow.ask()
      if (clock.reading !== 'exact') throw new Error('the clock is not known')
    },
    serverNow: clock.now,
    since: () => clock.since,
    save: async (body, taps) => {
      const asked = sheet.beat()
      takeSaved(await save(attemptId, body), asked, taps)
    },
    judge,
    later,
    random: Math.random,
    changed: (next, state) => {
      unsaved = next
      outboxState = state
    },
    acknowledged: (taps) => {
      sheet.acknowledged(taps)
      keepAnswers()
    },
    stopped: (verdict, error, lost) => {
      if (verdict === 'drop') refusedTap = error
      void server.sync().then(() => {
        if (verdict === 'finished' && server.view !== null) late.lost(lost, server.view.responses)
      })
    },
  })
  const server = attemptSync({
    attemptId,
    beat: sheet.beat,
    closed: () => closed,
    ready: () => opened,
    take: (reply, asked, before) => {
      takeClock(reply)
      sheet.adoptAll(reply, asked, waiting(), before === null)
      place.within(reply.questions.length)
      if (reply.result === null) return goesOn(reply)
      late.held(reply.held)
      void conclude(before?.result === null)
    },
  })
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
      return over
    },
    sync: server.sync,
    ended: () => closed || server.view === null,
    finished,
    refused: (error) => server.failed(finished() || clock.pausedMs !== null ? null : error),
  })

  /** What this phone has kept comes first: it is there without a line. */
  const opened = open()
  async function open(): Promise<void> {
    whenForgetful(() => (forgetful = true))
    const [paper, progress] = await Promise.all([kept.paper(owner()), kept.progress(), late.recall()])
    clock.watch.passed(progress.after)
    sheet.begin(progress.answers)
    place.begin(progress)
    over = progress.over
    await collect()
    if (paper !== null && server.view === null) server.show(paper.view)
  }
  function goesOn(view: AttemptView): void {
    // Before the first question is drawn, so that its pictures come first and the others are there when the line is not.
    void prefetchPictures(paperPictures(view.questions))
    void kept.keepPaper({ owner: owner(), view })
    void keepSession(phoneStore, session, view)
    keepAnswers()
    post.retryNow()
  }
  /** The attempt is over: answers that still wait are offered once more, so that they are held or their refusal is told. */
  async function conclude(wasRunning: boolean): Promise<void> {
    follow.stop()
    if (wasRunning) void refreshContest()
    await collect()
    post.retryNow()
    await post.whenEmpty()
    if (closed || unsaved.length > 0) return
    post.close()
    await kept.forget()
  }
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
      return refusedTap
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
      return unsaved.length
    },
    get outboxState() {
      return outboxState
    },
    get submitting() {
      return hand.submitting
    },
    get pausedMs() {
      return clock.pausedMs
    },
    /** The time is over on a clock that was known. */
    get over() {
      return over
    },
    /** This browser keeps nothing when the page closes. */
    get forgetful() {
      return forgetful
    },
    sync: server.sync,
    submit: () => hand.submit(false),
    /** More time may have been given that this phone has not heard of; then nothing is handed in. */
    timeIsOver(): void {
      setOver(true)
      void hand.submit(true)
    },
    toggleFlag: place.toggleFlag,
    goTo(next: number): void {
      post.settleTyping()
      sheet.seen()
      place.goTo(next)
    },
    choose({ position, kind }: Question, choice: string[]): void {
      refusedTap = null
      give(position, choice, isTyped(kind))
    },
    predict: (value: number | null): void => give(PREDICTION, predictionChoice(value)),
    /** Typing has paused or the page is hidden: send the last letters now. */
    settle: post.settleTyping,
    /** The phone woke up or found its line again. */
    wake(): void {
      clock.doubt()
      void collect()
      if (server.view === null) void server.sync()
      else if (!finished()) follow.ask().catch(() => undefined)
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
