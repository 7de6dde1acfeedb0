/** Shares of the points within which a question counts as that easy (after Moodle's facility index), hardest first. */
export const facilityBands = [
  { name: 'veryHard', from: 0, to: 0.2 },
  { name: 'hard', from: 0.2, to: 0.4 },
  { name: 'medium', from: 0.4, to: 0.7 },
  { name: 'easy', from: 0.7, to: 0.9 },
  { name: 'veryEasy', from: 0.9, to: 1 },
] as const

export type FacilityBand = (typeof facilityBands)[number]['name']

/** How easy a question proved, by the mean share of its points that was earned, 0–1. */
export function facilityBand(share: number): FacilityBand {
  return facilityBands.filter(({ from }) => share >= from).at(-1)?.name ?? 'veryHard'
}
