import type { SavedResponse } from '../../domain/attempt.ts'
import type { PaperItem } from '../../domain/paper.ts'

export type HandedIn = { paper: readonly PaperItem[]; responses: readonly SavedResponse[] }

/** Papers that wait for the boards, some 5 kB each: those of a few seconds. */
const MOST = 1_000

/**
 * What was handed in a moment ago, for the boards to count without reading it again. It is a copy of what is on disk: whoever finds nothing here reads it
 * there, as after a restart.
 */
export function handedInLately() {
  const kept = new Map<string, HandedIn>()
  return {
    keep(attemptId: string, handedIn: HandedIn): void {
      if (kept.size >= MOST) kept.clear()
      kept.set(attemptId, handedIn)
    },
    take(attemptId: string): HandedIn | undefined {
      const found = kept.get(attemptId)
      kept.delete(attemptId)
      return found
    },
  }
}
export type HandedInLately = ReturnType<typeof handedInLately>

/** Where boards are counted anew, and nobody hands in beside it. */
export const NOTHING_LATELY: Pick<HandedInLately, 'take'> = { take: () => undefined }
