import { setImmediate as nextTurn, setTimeout as rest } from 'node:timers/promises'
import type { Boards, Projection } from '../ports/boards.ts'
import type { SubmissionLog } from '../ports/log.ts'
import { activityOf } from '../domain/activity.ts'
import { shares } from '../domain/grading.ts'
import { freezesAt, frozenBoard } from '../domain/contest.ts'
import { contestStanding, roundStanding } from '../domain/standing.ts'
import { following } from './following.ts'

const AT_ONCE = 100
const IDLE_MS = 250
/** While another server counts what is waited for here. */
const LOOK_AGAIN_MS = 20

export const projection: Projection = { round: roundStanding, contest: contestStanding, shares, activity: activityOf, freezesAt, frozenBoard }

export type Projector = {
  /** Count everything that the log holds now. */
  catchUp: () => Promise<void>
  /** Log entries not counted yet. */
  lag: () => Promise<number>
  /** Begin to follow the log in the background. */
  follow: (failed: (error: unknown) => void) => void
  stop: () => Promise<void>
}

/** Follows the submission log and keeps the boards level with it, a few entries a commit so that answers never wait. Of several servers one counts at a time. */
export function boardsProjector({ log, boards }: { log: SubmissionLog; boards: Boards }): Projector {
  let working: Promise<unknown> = Promise.resolve()

  /** Count some entries: how far the boards are, and whether there is more to count here at once. */
  const step = async (): Promise<{ seq: number; more: boolean }> => {
    const before = await boards.progress()
    const entries = await log.after(before, AT_ONCE)
    if (entries.length === 0) return { seq: before, more: false }
    const seq = await boards.apply(entries, projection)
    return { seq, more: entries.length === AT_ONCE && seq > before }
  }
  /** One step at a time, whoever asks. */
  const inTurn = (): ReturnType<typeof step> => {
    const next = working.then(step)
    working = next.catch(() => undefined)
    return next
  }
  const catchUp = async (): Promise<void> => {
    const { seq: wanted } = await log.head()
    for (let before = -1; ;) {
      const { seq } = await inTurn()
      if (seq >= wanted) return
      await (seq > before ? nextTurn() : rest(LOOK_AGAIN_MS))
      before = seq
    }
  }
  /** What another server is counting is left to it. */
  const followOn = async (): Promise<void> => {
    while ((await inTurn()).more) await nextTurn()
  }
  const background = following(followOn, IDLE_MS)

  return {
    catchUp,
    lag: async () => (await log.head()).seq - (await boards.progress()),
    follow: background.follow,
    async stop() {
      background.end()
      await working
    },
  }
}

/** Throw the boards away and count the whole log again. */
export async function rebuildBoards(projector: Projector, boards: Boards): Promise<void> {
  await boards.clear()
  await projector.catchUp()
}
