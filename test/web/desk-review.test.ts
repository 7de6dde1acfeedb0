import { describe, expect, it, test } from 'vitest'
import { flagWords, spanWords } from '../../web/src/desk/rules/flag-words.ts'
import { axisOf, labelled, placeOn, sightLetter } from '../../web/src/desk/rules/timeline-axis.ts'

const span = (ms: number): string => Object.values(spanWords(ms, 'vi').values).join(' phút ')
const speed = { kind: 'speed', fast: 17, answered: 20, questions: 20, right: 18, durationMs: 18_900, readingMs: 37_100, medianMs: null } as const
const twins = { kind: 'twins', common: 20, bothWrong: 9, sameWrong: 8, chance: 0.000_004, pairs: 900 } as const

describe('what a flag rests on, in words', () => {
  it.each([
    [speed, 'review.speedWords', { fast: '17', questions: '20', right: '18', took: '18,9', reading: '37,1' }],
    [{ ...speed, fast: 0, medianMs: 720_000, durationMs: 80_000 }, 'review.speedMedianWords', { took: '1 phút 20', median: '12 phút 0' }],
    [{ kind: 'samePerson', name: 'near', distance: 1, sameUnion: true }, 'review.person.near', {}],
    [{ kind: 'samePerson', name: 'same', distance: 0, sameUnion: false }, 'review.person.elsewhere', {}],
    [twins, 'review.twinsWords', { sameWrong: '8', bothWrong: '9', common: '20', oneIn: '250.000' }],
    [{ ...twins, chance: 0 }, 'review.twinsWords', { oneIn: '1.000.000.000.000' }],
    [
      { kind: 'held', answers: 5, positions: [2, 3], arrivedAt: Date.parse('2021-05-10T08:00+07:00'), lateMs: 90_000 },
      'review.heldWords',
      { count: '2', late: '1 phút 30', at: '08:00 10/05/2021' },
    ],
    [{ kind: 'device', people: 1_200, attempts: 1_300, fromAt: 0, untilAt: 0 }, 'review.deviceWords', { people: '1.200', attempts: '1.300' }],
  ] as const)('%j', (evidence, key, values) => {
    const words = flagWords(evidence as Parameters<typeof flagWords>[0], 'vi', span)
    expect([words.key, words.values]).toMatchObject([key, values])
  })
})

const MINUTE = 60_000

describe('the time axis of an attempt', () => {
  test.each<[what: string, lastMs: number, minutes: number[]]>([
    ['nothing but a start: one minute', 0, [0, 1]],
    ['eighteen seconds', 18_000, [0, 1]],
    ['twenty minutes', 20 * MINUTE, [0, 5, 10, 15, 20]],
    ['forty minutes and a half', 40.5 * MINUTE, [0, 10, 20, 30, 40]],
    ['a whole day, paused at night', 1_440 * MINUTE, [0, 240, 480, 720, 960, 1_200, 1_440]],
  ])('%s', (_what, lastMs, minutes) => expect(axisOf(1_000, [1_000 + lastMs]).marks.map((mark) => mark.minutes)).toEqual(minutes))

  it('holds every moment between its ends, and what is before the start at the start', () => {
    const axis = axisOf(0, [10 * MINUTE])
    expect([0, 5 * MINUTE, 10 * MINUTE, -MINUTE].map((at) => placeOn(axis, at))).toEqual([0, 50, 100, 0])
  })

  it('leaves out the labels of answers that came at once', () => {
    const taps = [0, 1, 2, 3, 60, 61, 62].map((seconds) => seconds * 1_000)
    const shown = labelled(axisOf(0, [10 * MINUTE]), taps, (at) => at)
    expect(shown.map(({ low, label }) => `${low ? 'low' : 'high'} ${label}`)).toEqual([
      'high true',
      'low true',
      'high false',
      'low false',
      'high true',
      'low true',
      'high false',
    ])
  })

  test.each([
    [1, 'A'],
    [26, 'Z'],
    [27, 'AA'],
    [53, 'BA'],
  ])('device %d is %s', (place, letter) => expect(sightLetter(place)).toBe(letter))
})
