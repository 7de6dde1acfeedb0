import type { MarkedLine, Run } from './pasted-line.ts'

/** Options that formatting sets apart from the others, and what it is called. */
export type Signal = { words: string; indices: number[] }

type Formatted = { label: Run[]; body: MarkedLine[] }
type Feature = { words: string; of: (run: Run) => string }

const features: Feature[] = [
  { words: 'gạch chân', of: ({ underline }) => (underline ? 'x' : '') },
  { words: 'tô nền', of: ({ highlight }) => highlight },
  { words: 'tô màu', of: ({ colour }) => colour },
  { words: 'in đậm', of: ({ bold }) => (bold ? 'x' : '') },
]
const italics: Feature = { words: 'in nghiêng', of: ({ italic }) => (italic ? 'x' : '') }

/** What the formatting of a question's options says of its key; empty when all options look alike. */
export function signalsOf(options: readonly Formatted[]): Signal[] {
  return features.flatMap((feature) => signal(options, feature))
}

/** Italics set options apart too, but often for other reasons: ask only when nothing else names a key. */
export function italicSignal(options: readonly Formatted[]): Signal[] {
  return signal(options, italics)
}

function signal(options: readonly Formatted[], { words, of }: Feature): Signal[] {
  const texts = options.map(({ body }) =>
    valueOf(
      body.flatMap(({ runs }) => runs),
      of,
    ),
  )
  const whole = setApart(texts)
  if (whole.length > 0) return [{ words, indices: whole }]
  // The letter alone: a majority of formatted letters is carelessness, not a key.
  const letters = setApart(options.map(({ label }) => (label.some(({ auto }) => auto) ? '' : valueOf(label, of))))
  return letters.length > 0 && letters.length * 2 <= options.length ? [{ words, indices: letters }] : []
}

/** The value that all words of a text share; '' when they differ or have none. */
function valueOf(runs: readonly Run[], of: Feature['of']): string {
  const worded = runs.filter(({ text }) => /[\p{L}\p{N}]/u.test(text) && !text.startsWith('!['))
  const counted = worded.length > 0 ? worded : runs.filter(({ text }) => text.trim() !== '')
  const [first = '', ...others] = new Set(counted.map(of))
  return others.length === 0 ? first : ''
}

/** Indices of the values that differ from what most have: from none where some have none, else from the commonest. */
function setApart(values: readonly string[]): number[] {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  const [commonest = ['', 0]] = [...counts].sort(([, a], [, b]) => b - a)
  const usual = counts.has('') ? '' : commonest[0]
  const apart = values.flatMap((value, index) => (value === usual ? [] : [index]))
  return apart.length < values.length ? apart : []
}
