import type { Stamp } from './watch.ts'

/** The prediction travels as the answer to a question that no paper has. */
export const PREDICTION = 0

/** One answer as it was given; `id` tells it from every other, also from one on the same question in another tab. */
export type Tap = { id: string; position: number; choice: string[]; stamp: Stamp }

export const predictionChoice = (value: number | null): string[] => (value === null ? [] : [String(value)])

export const predictionOf = ([text]: readonly string[] = []): number | null => (text === undefined ? null : Number(text))
