import type { Boards, Projection } from '../ports/boards.ts'
import type { SubmissionLog } from '../ports/log.ts'
import { activityOf } from '../domain/activity.ts'
import { shares } from '../domain/grading.ts'
import { freezesAt, frozenBoard } from '../domain/contest.ts'
import { contestStanding, roundStanding } from '../domain/standing.ts'
import { following } from './following.ts'

const AT_ONCE = 100
const IDLE_MS = 250

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

/** Follows the submission log and keeps the boards level with it, a few entries a commit so that answers never wait. */
export function boardsProjector({ log, boards }: { log: SubmissionLog; boards: Boards }): Projector {
  let working: Promise<unknown> = Promise.resolve()

  const step = async (): Promise<boolean> => {
    const entries = await log.after(await boards.progress(), AT_ONCE)
    if (entries.length > 0) await boards.apply(entries, projection)
    return entries.length === AT_ONCE
  }
  /** One step at a time, whoever asks. */
  const inTurn = (): Promise<boolean> => {
    const next = working.then(step)
    working = next.catch(() => undefined)
    return next
  }
  const catchUp = async (): Promise<void> => {
    while (await inTurn()) await new Promise(setImmediate)
  }
  const background = following(catchUp, IDLE_MS)

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
