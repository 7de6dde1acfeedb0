import { expect, it } from 'vitest'
import { reasonAbove } from '../../web/src/desk/rules/reason-above.ts'

const at = (time: string): number => Date.parse(`2021-05-12T${time}+07:00`)

it.each([
  // decided by            own                    next                   key                       own               next
  ['score', 20, 19, 'why.score', '20', '19'],
  ['score', 18.5, 18.25, 'why.score', '18,5', '18,25'],
  ['predictionDistance', 3, 1_200, 'why.predictionDistance', '3', '1.200'],
  ['predictionDistance', 3, 1_000_000_000, 'why.predictionBlank', '3', undefined],
  ['predictionDistance', 0, 1, 'why.predictionRight', undefined, undefined],
  // As the server sends a prediction left blank.
  ['predictionDistance', 3, null, 'why.predictionBlank', '3', undefined],
  ['durationMs', 312_000, 330_000, 'why.durationMs', '05:12', '05:30'],
  ['durationMs', 311_250, 311_900, 'why.durationMs', '05:11,250', '05:11,900'],
  ['submittedAt', at('08:00:01'), at('08:00:02'), 'why.submittedAt', '08:00:01 12/05/2021', '08:00:02 12/05/2021'],
  ['submittedAt', at('08:00:01.005'), at('08:00:01.010'), 'why.submittedAt', '08:00:01,005 12/05/2021', '08:00:01,010 12/05/2021'],
  ['lot', null, null, 'why.lot', undefined, undefined],
  ['equal', null, null, 'why.equal', undefined, undefined],
  ['last', null, null, 'why.last', undefined, undefined],
] as const)('%s, %s against %s', (decidedBy, own, next, key, ownInWords, nextInWords) => {
  const reason = reasonAbove({ decidedBy, own, next }, 'vi')
  expect([reason.key, reason.values['own'], reason.values['next']]).toEqual([key, ownInWords, nextInWords])
})
