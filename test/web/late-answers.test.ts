import { expect, test } from 'vitest'
import { lateAnswers } from '../../web/src/play/attempt/late-answers.svelte.ts'

const tap = (position: number, choice: string[]) => ({ id: `${position}`, position, choice, stamp: { at: 0 } })

test('an answer that came too late is told once it is kept, so that a page opened again tells it too', async () => {
  let onDisk: () => void = () => undefined
  const kept: number[] = []
  const late = lateAnswers({
    late: async () => kept,
    keepLate: (positions) =>
      new Promise((resolve) => {
        onDisk = () => resolve(kept.push(...positions))
      }),
  })
  const told = late.lost([tap(1, ['a']), tap(2, ['b']), tap(3, ['c'])], [{ position: 1, choice: ['a'] }])
  expect(late.refusedPositions).toEqual([])
  onDisk()
  await told
  expect(late.refusedPositions).toEqual([2, 3])
  late.held([3])
  expect(late.refusedPositions).toEqual([2])
  expect(kept).toEqual([2, 3])
})

test('an answer of which only the acknowledgement was lost is not told as late', async () => {
  const late = lateAnswers({ late: async () => [], keepLate: () => Promise.reject(new Error('nothing is to be kept')) })
  await late.lost([tap(1, ['a'])], [{ position: 1, choice: ['a'] }])
  expect(late.refusedPositions).toEqual([])
})
