import { Offline, Refused } from '../../lib/api.ts'
import { ask } from '../ask.ts'
import { askEarly } from '../early.ts'
import { judge, later } from './attempt-line.ts'
import { takeOver, type AttemptView } from './attempt-view.ts'
import { backOff } from './outbox.ts'

type Ports = {
  attemptId: string
  /** Counts what happened to the answers, so that a reply is laid only over what is older than its request. */
  beat: () => number
  closed: () => boolean
  /** Resolves once what the phone has kept is read. */
  ready: () => Promise<void>
  take: (reply: AttemptView, asked: number, before: AttemptView | null) => void
}

/** The paper that this phone has does not come again. */
const WITHOUT_PAPER = { query: { without: 'paper' } } as const

/** The whole attempt as the server has it: paper, answers, and the result once there is one. */
export function attemptSync({ attemptId, beat, closed, ready, take }: Ports) {
  let view = $state.raw<AttemptView | null>(null)
  let failure = $state.raw<unknown>(null)
  let failures = 0
  const params = { attemptId }

  /** Without a line, or a server that can write, it is asked again until there is one; of many that failed the last one asks. */
  function failed(error: unknown): void {
    failure = error
    const passes = error instanceof Offline || (error instanceof Refused && judge(error) === 'retry')
    if (!passes) return
    failures += 1
    const turn = failures
    later(backOff(failures, Math.random()), () => {
      if (turn === failures && !closed()) void sync()
    })
  }

  async function sync(): Promise<void> {
    try {
      const asked = beat()
      const reply =
        takeOver(attemptId) ?? (await (view === null ? askEarly('getAttempt', { params }) : ask('getAttempt', { params, ...WITHOUT_PAPER })))
      await ready()
      if (closed()) return
      const before = view
      view = reply.questions.length > 0 ? reply : { ...reply, questions: before?.questions ?? [] }
      failure = null
      failures = 0
      take(view, asked, before)
    } catch (error) {
      failed(error)
    }
  }

  return {
    get view() {
      return view
    },
    get failure() {
      return failure
    },
    sync,
    /** The paper that the phone has kept. */
    show(kept: AttemptView): void {
      view = kept
    },
    failed(error: unknown): void {
      failure = error
    },
  }
}
