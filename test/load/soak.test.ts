import { expect, test } from 'vitest'
import { soak } from '../../scripts/soak/run.ts'

const MIB = 1024 * 1024

test('a real server under a steady crowd goes on saving, and holds no more memory than a small machine has', async () => {
  const told: string[] = []
  const report = await soak({ minutes: 0.25, people: 40, seed: 'short', json: null }, new Promise<never>(() => undefined), (line) => told.push(line))
  const saves = report.samples.map((sample) => sample.saves)
  expect(saves.length).toBeGreaterThanOrEqual(5)
  expect(told).toHaveLength(saves.length)
  expect(saves).toEqual(saves.toSorted((a, b) => a - b))
  expect(saves.at(-1)).toBeGreaterThan(saves[0] ?? 0)
  for (const { residentBytes, heapBytes, externalBytes } of report.samples) {
    expect(Math.min(heapBytes, externalBytes)).toBeGreaterThan(0)
    expect(heapBytes + externalBytes).toBeLessThan(residentBytes)
  }
  expect(Math.max(...report.samples.map(({ residentBytes }) => residentBytes))).toBeLessThan(250 * MIB)
  // So short a time tells whether it is held, not whether it grows.
  expect(report.verdict).toBe('tooShort')
})
