type Head = { name: string; help: string }
type Labels = Readonly<Record<string, string>>
/** A figure as a monitor reads it, in Prometheus text. */
export type Figure = { text: () => string }

const head = ({ name, help }: Head, type: string): string => `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`
const labelled = (labels: Labels): string => {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}="${value.replaceAll(/["\\\n]/g, '_')}"`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}

/** What is read when it is asked for; null: not known, left out. */
export const read = (type: 'gauge' | 'counter', name: string, help: string, value: number | null): Figure => ({
  text: () => (value === null ? '' : `${head({ name, help }, type)}${name} ${value}\n`),
})

/** One figure for each value of a label. */
export const readBy = (type: 'gauge' | 'counter', name: string, help: string, label: string, values: Record<string, number>): Figure => ({
  text: () =>
    head({ name, help }, type) +
    Object.entries(values)
      .map(([of, value]) => `${name}${labelled({ [label]: of })} ${value}\n`)
      .join(''),
})

/** Counts up, for each pair of values of its two labels. */
export function counter(name: string, help: string, [first, second]: readonly [string, string]) {
  const kept = new Map<string, Map<string, number>>()
  const lines = (one: string, counts: Map<string, number>): string =>
    [...counts].map(([other, value]) => `${name}${labelled({ [first]: one, [second]: other })} ${value}\n`).join('')
  return {
    add(one: string, other: string): void {
      let counts = kept.get(one)
      if (counts === undefined) kept.set(one, (counts = new Map()))
      counts.set(other, (counts.get(other) ?? 0) + 1)
    },
    text: () => head({ name, help }, 'counter') + [...kept].map(([one, counts]) => lines(one, counts)).join(''),
  }
}

/** How often a value was at most each bound, for each value of a label (`label` null: one for all). */
export function histogram(name: string, help: string, label: string | null, bounds: readonly number[]) {
  const kept = new Map<string, { counts: number[]; sum: number; total: number }>()
  if (label === null) kept.set('', { counts: bounds.map(() => 0), sum: 0, total: 0 })
  const lines = (of: string, { counts, sum, total }: { counts: number[]; sum: number; total: number }): string => {
    const own: Labels = label === null ? {} : { [label]: of }
    let below = 0
    const steps = bounds.map((bound, index) => `${name}_bucket${labelled({ ...own, le: String(bound) })} ${(below += counts[index] ?? 0)}\n`)
    return `${steps.join('')}${name}_bucket${labelled({ ...own, le: '+Inf' })} ${total}\n${name}_sum${labelled(own)} ${sum}\n${name}_count${labelled(own)} ${total}\n`
  }
  return {
    add(value: number, of = ''): void {
      let found = kept.get(of)
      if (found === undefined) kept.set(of, (found = { counts: bounds.map(() => 0), sum: 0, total: 0 }))
      const index = bounds.findIndex((bound) => value <= bound)
      if (index >= 0) found.counts[index] = (found.counts[index] ?? 0) + 1
      found.sum += value
      found.total += 1
    },
    text: () => head({ name, help }, 'histogram') + [...kept].map(([of, counts]) => lines(of, counts)).join(''),
  }
}
