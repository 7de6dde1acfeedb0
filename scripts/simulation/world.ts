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

/** Everything that the crowd shares. */
export type World = {
  clock: ContestClock
  network: Network
  measures: Measures
  stage: Stage
  key: AnswerKey
  books: Map<string, AttemptBook>
  troubles: Troubles
  counts: { registered: number; running: number }
}
