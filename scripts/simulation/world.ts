import type { Random } from '../../server/src/domain/random.ts'
import type { AnswerKey } from './answer-key.ts'
import type { AttemptBook } from './books.ts'
import type { ContestClock } from './contest-clock.ts'
import type { Measures } from './measures.ts'
import type { Network } from './phone.ts'
import type { Stage } from './stage.ts'

/** What must not happen, as it is found; the first few of each kind are told. */
export type Troubles = { tell: (what: string, detail: string) => void; list: () => { what: string; count: number; examples: string[] }[] }

export function openTroubles(): Troubles {
  const found = new Map<string, { count: number; examples: string[] }>()
  return {
    tell(what, detail) {
      const known = found.get(what) ?? { count: 0, examples: [] }
      found.set(what, known)
      known.count += 1
      if (known.examples.length < 5) known.examples.push(detail)
    },
    list: () => [...found].map(([what, rest]) => ({ what, ...rest })),
  }
}

/** How often a request without a reply is sent again, and how long one waits before, ms of contest time. */
export type Patience = { tries: number; restMs: (random: Random) => number }

/** As somebody with a bad line goes on. */
export const usualPatience: Patience = { tries: 12, restMs: (random) => 1_000 + random.below(20_000) }

/** Everything that the crowd shares. */
export type World = {
  clock: ContestClock
  network: Network
  measures: Measures
  stage: Stage
  key: AnswerKey
  books: Map<string, AttemptBook>
  troubles: Troubles
  patience: Patience
  counts: { registered: number; running: number }
}
