import { untrack } from 'svelte'
import { call, Refused, type Reply } from '../../lib/api.ts'
import { anchor, serverNow } from '../../lib/server-clock.ts'
import { isTyped } from '../../lib/ui/question/choices.ts'
import { paperPictures } from '../../lib/ui/question/picture-text.ts'
import { prefetchPictures } from '../../lib/ui/question/pictures.svelte.ts'
import { ask } from '../ask.ts'
import { refreshContest } from '../session.svelte.ts'
import { adopt, type Answers } from './answers.ts'
import { forget, keep, recall } from './memory.ts'
import { backOff, createOutbox, type OutboxState, type SaveBody, type Unsaved, type Verdict } from './outbox.ts'

export type AttemptView = Reply<'getAttempt'>
export type Question = AttemptView['questions'][number]
export type RunningAttempt = ReturnType<typeof runAttempt>

const SAVE_TIMEOUT_MS = 12_000
/** How often a phone that stands still asks whether the contest goes on, spread so that phones do not ask together. */
const ASK_AGAIN_MS = 10_000
/** Less than this is the difference between two clocks, not time that was given. */
const LEAST_LEFT_MS = 1_000
const OVER = new Set(['deadline-passed', 'attempt-finished'])

/** What a refused or lost save means for the taps in it. */
function judge(error: unknown): Verdict {
  if (!(error instanceof Refused)) return 'retry'
  if (OVER.has(error.code)) return 'finished'
  if (error.code === 'not-logged-in') return 'logIn'
  return error.status >= 500 || error.status === 429 ? 'retry' : 'drop'
}

const wait = (ms: number): Promise<void> => new Promise((wake) => setTimeout(wake, ms))

/** One attempt on this phone: its paper, its answers, what is saved, the clock, and the way to its result. */
export function runAttempt(attemptId: string) {
  const memory = recall(attemptId)
  let view = $state.raw<AttemptView | null>(null)
  let failure = $state.raw<unknown>(null)
  let refusedTap = $state.raw<unknown>(null)
  let answers = $state.raw<Answers>(Object.fromEntries(memory.taps.map((tap) => [tap.position, tap.choice])))
  let prediction = $state(memory.prediction?.value ?? null)
  let flagged = $state.raw(memory.flagged)
  let step = $state(memory.step)
  let unsaved = $state.raw<Unsaved>({ taps: memory.taps, prediction: memory.prediction })
  let outboxState = $state<OutboxState>('idle')
  let deadlineAt = $state(0)
  let levelled = $state(false)
  let submitting = $state(false)
  /** What is left while the contest is paused; null while the time runs. */
  let pausedMs = $state<number | null>(null)
  let held = $state.raw<number[]>([])
  let closed = false
  let standing = false
  // Counts taps and acknowledgements, so that a reply which was asked for before a tap cannot undo it.
  let beat = 0
  const touched = new Map<number, number>()
  let predictedBeat = 0

  const finished = (): boolean => view !== null && view.result !== null
  // A screen that was left must not write over what its successor keeps.
  const remember = (): void => {
    if (!finished() && !closed) keep(attemptId, { ...unsaved, flagged, step })
  }
  const takeClock = (reply: { now: number; remainingMs: number; paused: boolean }): void => {
    anchor(reply.now)
    deadlineAt = reply.now + reply.remainingMs
    levelled = true
    if (reply.paused && !standing) void standStill()
    pausedMs = reply.paused ? reply.remainingMs : null
  }

  const outbox = createOutbox({
    unsaved: { taps: memory.taps, prediction: memory.prediction },
    now: () => serverNow() ?? 0,
    send: async (body: SaveBody) => {
      const reply = await call('saveResponses', { params: { attemptId }, body }, { timeoutMs: SAVE_TIMEOUT_MS, keepalive: true })
      takeClock(reply)
      if (reply.held.length === 0) return
      held = [...new Set([...held, ...reply.held])].sort((a, b) => a - b)
      void sync()
    },
    judge,
    later: (ms, work) => {
      const timer = setTimeout(work, ms)
      return () => clearTimeout(timer)
    },
    random: Math.random,
    changed: (next, state) => {
      unsaved = next
      outboxState = state
      remember()
    },
    acknowledged: (taps) => {
      beat += 1
      for (const { position } of taps) touched.set(position, beat)
    },
    stopped: (verdict, error) => {
      if (verdict === 'drop') refusedTap = error
      void sync()
    },
  })

  /** The contest is paused: ask now and then, by a save of nothing, whether it goes on; a refusal is told by the whole attempt. */
  async function standStill(): Promise<void> {
    standing = true
    do {
      await wait(ASK_AGAIN_MS * (0.5 + Math.random()))
      if (closed || finished()) return
      try {
        takeClock(await call('saveResponses', { params: { attemptId }, body: { responses: [] } }, { timeoutMs: SAVE_TIMEOUT_MS }))
      } catch (error) {
        if (error instanceof Refused) await sync()
      }
    } while (pausedMs !== null)
    standing = false
    await sync()
  }

  /** Whether the server still gives time, asked by a save of nothing; without a line it does not. */
  async function hasTime(): Promise<boolean> {
    try {
      const reply = await call('saveResponses', { params: { attemptId }, body: { responses: [] } }, { timeoutMs: SAVE_TIMEOUT_MS })
      takeClock(reply)
      return reply.remainingMs > LEAST_LEFT_MS
    } catch {
      return false
    }
  }

  /** Fetch the attempt again: the clock, the answers given on another phone, and the result once there is one. */
  async function sync(): Promise<void> {
    const asked = beat
    try {
      const reply = await ask('getAttempt', { params: { attemptId } })
      if (closed) return
      takeAttempt(reply, asked)
      failure = null
    } catch (error) {
      failure = error
    }
  }

  function takeAttempt(reply: AttemptView, asked: number): void {
    takeClock(reply)
    const waiting = new Set(unsaved.taps.map((tap) => tap.position))
    answers = adopt(reply.responses, answers, (position) => waiting.has(position) || (touched.get(position) ?? 0) > asked)
    if (unsaved.prediction === null && predictedBeat <= asked) prediction = reply.prediction
    step = Math.min(step, reply.questions.length)
    const finishedNow = reply.result !== null && view?.result === null
    view = reply
    if (reply.result === null) {
      // Before the first question is drawn, so that its pictures come first and the others are there when the line is not.
      void prefetchPictures(paperPictures(reply.questions))
      return outbox.retryNow()
    }
    outbox.close()
    forget(attemptId)
    if (finishedNow) void refreshContest()
  }

  /** Hand the attempt in once every tap is saved; waits for the line as long as it takes, and doing it twice changes nothing. */
  async function submit(): Promise<void> {
    if (submitting || view === null || finished()) return
    submitting = true
    outbox.settleTyping()
    for (let failures = 1; !closed && !finished(); failures += 1) {
      outbox.retryNow()
      await outbox.whenEmpty()
      try {
        await ask('submitAttempt', { params: { attemptId }, body: {} })
        await sync()
        if (finished()) break
      } catch (error) {
        if (error instanceof Refused && judge(error) !== 'retry') {
          await sync()
          failure = finished() || pausedMs !== null ? null : error
          break
        }
      }
      await wait(backOff(Math.min(failures, 4), Math.random()))
    }
    submitting = false
  }

  return {
    attemptId,
    get view() {
      return view
    },
    get failure() {
      return failure
    },
    get refusedTap() {
      return refusedTap
    },
    get answers() {
      return answers
    },
    get prediction() {
      return prediction
    },
    get flagged() {
      return flagged
    },
    get step() {
      return step
    },
    get unsavedCount() {
      return unsaved.taps.length + (unsaved.prediction === null ? 0 : 1)
    },
    get outboxState() {
      return outboxState
    },
    get deadlineAt() {
      return deadlineAt
    },
    /** False while the phone has slept and the clock has not been compared with the server's again. */
    get levelled() {
      return levelled
    },
    get submitting() {
      return submitting
    },
    get pausedMs() {
      return pausedMs
    },
    /** Questions whose answers came too late and are kept for the judges. */
    get held() {
      return held
    },
    sync,
    hasTime,
    submit,
    goTo(next: number): void {
      outbox.settleTyping()
      step = next
      remember()
    },
    toggleFlag(position: number): void {
      flagged = flagged.includes(position) ? flagged.filter((other) => other !== position) : [...flagged, position]
      remember()
    },
    choose({ position, kind }: Question, choice: string[]): void {
      beat += 1
      touched.set(position, beat)
      answers = { ...answers, [position]: choice }
      refusedTap = null
      outbox[isTyped(kind) ? 'type' : 'tap']({ position, choice, tappedAt: serverNow() ?? 0 })
    },
    /** Typing has paused or the page is hidden: send the last letters now. */
    settle(): void {
      outbox.settleTyping()
    },
    predict(value: number | null): void {
      beat += 1
      predictedBeat = beat
      prediction = value
      outbox.predict(value)
    },
    /** The phone woke up or found its line again. */
    wake(): void {
      levelled = false
      outbox.retryNow()
      void sync()
    },
    close(): void {
      closed = true
      untrack(() => outbox.close())
    },
  }
}
