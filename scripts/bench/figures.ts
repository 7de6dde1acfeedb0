/** What one run of a load gave: replies a second, the slowest of a hundred in milliseconds, how many went wrong, and the milliseconds of a processor that each took of the server, and of PostgreSQL. */
export type Figure = { perSecond: number; p99Ms: number; errors: number; eachMs?: number; storeMs?: number }

export const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/** The middle of several runs; errors of all of them. */
const middle = (figures: readonly Figure[]): Required<Figure> => ({
  perSecond: Math.round(median(figures.map(({ perSecond }) => perSecond))),
  p99Ms: median(figures.map(({ p99Ms }) => p99Ms)),
  errors: figures.reduce((sum, { errors }) => sum + errors, 0),
  eachMs: median(figures.map(({ eachMs = 0 }) => eachMs)),
  storeMs: median(figures.map(({ storeMs = 0 }) => storeMs)),
})

/** A run of each kind in turn, so often, so that what else the machine does falls on all of them alike; gives back the middle of each. */
export async function inTurn<Kind extends string>(
  kinds: readonly Kind[],
  rounds: number,
  once: (kind: Kind) => Promise<Figure>,
): Promise<Record<Kind, Required<Figure>>> {
  const taken = new Map<Kind, Figure[]>(kinds.map((kind) => [kind, []]))
  for (let round = 0; round < rounds; round += 1)
    for (const kind of kinds) {
      const figure = await once(kind)
      if (figure.errors > 0) throw new Error(`${figure.errors} requests to ${kind} went wrong`)
      taken.get(kind)?.push(figure)
    }
  return Object.fromEntries([...taken].map(([kind, figures]) => [kind, middle(figures)])) as Record<Kind, Required<Figure>>
}

export const ratio = (of: number, floor: number): number => Math.round((of / floor) * 100) / 100
