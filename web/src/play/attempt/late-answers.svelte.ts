import type { KeptAttempt } from './kept/kept-attempt.ts'
import { PREDICTION, type Tap } from './tap.ts'

type Given = { position: number; choice: string[] }

const joined = (a: readonly number[], b: readonly number[]): number[] => [...new Set([...a, ...b])].sort((x, y) => x - y)

/** Answers that came too late: those kept for the judges, and those that count for nothing; both are told also after a reload. */
export function lateAnswers(kept: Pick<KeptAttempt, 'late' | 'keepLate'>) {
  let held = $state.raw<number[]>([])
  let refused = $state.raw<number[]>([])

  return {
    get heldPositions() {
      return held
    },
    get refusedPositions() {
      return refused.filter((position) => !held.includes(position))
    },
    recall: async (): Promise<void> => {
      refused = joined(refused, await kept.late())
    },
    held(positions: readonly number[]): void {
      held = joined(held, positions)
    },
    /**
     * `saved`: what counts. An answer whose acknowledgement alone was lost is there. What is told is kept first: whoever has read it reads it again
     * when the page is opened again, also on a phone whose storage is slow.
     */
    async lost(taps: readonly Tap[], saved: readonly Given[]): Promise<void> {
      const counts = new Map(saved.map(({ position, choice }) => [position, JSON.stringify(choice)]))
      const positions = taps
        .filter(({ position, choice }) => position !== PREDICTION && (counts.get(position) ?? '[]') !== JSON.stringify(choice))
        .map(({ position }) => position)
      if (positions.length === 0) return
      await kept.keepLate(positions)
      refused = joined(refused, positions)
    },
  }
}
