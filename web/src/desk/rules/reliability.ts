/** How far a test can be relied on by its coefficient of internal consistency, in the bands of Moodle's advice; weakest first. */
export const reliabilityBands = [
  { name: 'poor', from: -Infinity },
  { name: 'fair', from: 0.64 },
  { name: 'good', from: 0.75 },
  { name: 'veryGood', from: 0.9 },
] as const

export type ReliabilityBand = (typeof reliabilityBands)[number]['name']

export function reliabilityBand(consistency: number): ReliabilityBand {
  return reliabilityBands.filter(({ from }) => consistency >= from).at(-1)?.name ?? 'poor'
}
