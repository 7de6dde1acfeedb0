import { describe, expect, it, test } from 'vitest'
import { figureWords } from '../../web/src/desk/rules/figure-words.ts'
import { reliabilityBand } from '../../web/src/desk/rules/reliability.ts'
import { scoreBins } from '../../web/src/desk/rules/score-bins.ts'

describe('the bars of a histogram of scores', () => {
  it('are one for each whole score, also where nobody had it', () => {
    expect(scoreBins([{ score: 1, attempts: 3 }], 3)).toEqual([
      { from: 0, to: 0, attempts: 0 },
      { from: 1, to: 1, attempts: 3 },
      { from: 2, to: 2, attempts: 0 },
      { from: 3, to: 3, attempts: 0 },
    ])
  })

  it.each([
    ['there are parts of points', [{ score: 0.5, attempts: 2 }], 20],
    ['a paper has many points', [{ score: 100, attempts: 2 }], 100],
  ])('are twenty where %s', (_what, scores, maxScore) => {
    const bins = scoreBins(scores, maxScore)
    expect([bins.length, bins.reduce((sum, { attempts }) => sum + attempts, 0)]).toEqual([20, 2])
  })

  it('put a score on the border into the higher bar, and the highest score into the last', () => {
    const bins = scoreBins(
      [
        { score: 4.99, attempts: 1 },
        { score: 5, attempts: 10 },
        { score: 100, attempts: 100 },
      ],
      100,
    )
    expect([bins[0]?.attempts, bins[1]?.attempts, bins.at(-1)?.attempts]).toEqual([1, 10, 100])
  })
})

test.each<[value: number | null, percent: boolean, digits: number, words: string | null]>([
  [null, true, 1, null],
  [0.8312, true, 1, '83,1%'],
  [1, true, 1, '100,0%'],
  [-0.004, false, 2, '0,00'],
  [-0.06, false, 2, '-0,06'],
  [16.2345, false, 2, '16,23'],
])('the figure %s reads %s', (value, percent, digits, words) => expect(figureWords(value, 'vi', { percent, digits })).toBe(words))

test.each([
  [-0.3, 'poor'],
  [0.639, 'poor'],
  [0.64, 'fair'],
  [0.749, 'fair'],
  [0.75, 'good'],
  [0.9, 'veryGood'],
  [1, 'veryGood'],
])('a consistency of %d is %s', (consistency, band) => expect(reliabilityBand(consistency)).toBe(band))
