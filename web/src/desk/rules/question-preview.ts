import type { Call, Reply } from '../../lib/api.ts'

export type PreviewDraft = Pick<Call<'createQuestion'>['body']['question'], 'kind' | 'stem' | 'options' | 'prompts' | 'keepOrder' | 'keepLast'>
export type PreviewQuestion = Reply<'getAttempt'>['questions'][number]

/** A row of numbers below 1 that looks like chance and is the same for the same seed (mulberry32). */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let value = Math.imul(state ^ (state >>> 15), 1 | state)
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296
  }
}

function shuffled(list: readonly number[], random: () => number): number[] {
  const result = [...list]
  for (let at = result.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1))
    ;[result[at], result[other]] = [result[other] as number, result[at] as number]
  }
  return result
}

/** The order in which a phone shows options, as the server draws it; seed 0 leaves choices as they are written. */
export function previewOrder({ kind, options, keepOrder, keepLast }: PreviewDraft, seed: number): number[] {
  const order = options.map((_, index) => index)
  if (kind === 'ordering') {
    const mixed = shuffled(order, chance(seed))
    return mixed.some((value, index) => value !== index) ? mixed : [...order.slice(1), ...order.slice(0, 1)]
  }
  if (keepOrder || kind === 'trueFalse' || (seed === 0 && kind !== 'matching')) return order
  return [
    ...shuffled(
      order.filter((index) => !keepLast.includes(index)),
      chance(seed),
    ),
    ...order.filter((index) => keepLast.includes(index)),
  ]
}

/** A question as a contestant's phone gets it. */
export function previewOf(draft: PreviewDraft, seed: number): PreviewQuestion {
  const options = previewOrder(draft, seed).map((index, place) => ({ id: String.fromCharCode(97 + place), text: draft.options[index] ?? '' }))
  return { position: 1, kind: draft.kind, stem: draft.stem, options, prompts: draft.prompts, points: null }
}
