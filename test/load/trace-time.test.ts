import { expect, test } from 'vitest'
import { withoutWaiting } from '../../scripts/trace-time.ts'

// µs by the clock (ts, dur) and of the thread's processor time (tts, tdur).
const on = { ph: 'X', pid: 1, tid: 1 }
const task = { ...on, name: 'ThreadControllerImpl::RunTask', ts: 1_000, dur: 400, tts: 50, tdur: 100 }

test.each([
  ['the task itself lasts its processor time from when it began', task, { ts: 1_000, dur: 100 }],
  ['a call inside lies where the thread had got to', { ...on, name: 'FunctionCall', ts: 1_200, dur: 150, tts: 80, tdur: 30 }, { ts: 1_030, dur: 30 }],
  ['a call never outlasts its task', { ...on, name: 'FunctionCall', ts: 1_200, dur: 200, tts: 140, tdur: 30 }, { ts: 1_090, dur: 10 }],
  ['a mark without processor time keeps its share of the way', { ...on, ph: 'I', name: 'firstPaint', ts: 1_200 }, { ts: 1_050 }],
  ['what happened between tasks stays', { ...on, name: 'ResourceFinish', ts: 1_500, dur: 5, tts: 150, tdur: 5 }, { ts: 1_500, dur: 5 }],
  ['another thread stays', { ...on, tid: 2, name: 'FunctionCall', ts: 1_200, dur: 150, tts: 9, tdur: 3 }, { ts: 1_200, dur: 150 }],
])('%s', (_, event, expected) => {
  const nested = { ...on, name: 'RunTask', ts: 1_100, dur: 250, tts: 60, tdur: 90 }
  expect(withoutWaiting([event, task, nested])[0]).toMatchObject(expected)
})
