import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeOf, openRunning, type Running } from './running.ts'

let world: Running
let token: string
beforeAll(async () => {
  world = await openRunning()
  token = world.token((await world.staff('administrator')).id, 'administrator')
})
afterAll(() => world.end())

const reason = 'thử ngày lạ'
const contest = () => ({ slug: world.fixture.slug })

describe('a moment that no calendar has', () => {
  const moments = [8_640_000_000_000_001, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, 253_402_300_800_000, -8_640_000_000_000_001, 1e300]
  test.each(moments)('%d is refused wherever one is given, and fails nowhere', async (at) => {
    const answers = [
      await world.call('getPreset', { token, params: { presetId: 'mot-ky' }, query: { opensAt: at } }),
      await world.call('cloneContest', {
        token,
        params: contest(),
        body: { slug: 'nam-sau', title: 'Năm sau', opensAt: at, withQuestions: false, reason },
      }),
      await world.call('extendRound', { token, params: { roundId: world.roundId }, body: { closesAt: at, reason } }),
      await world.call('grantExtraTime', {
        token,
        params: contest(),
        body: { scope: 'everyone', minutes: 5, outage: { fromAt: at, untilAt: at }, reason },
      }),
      await world.call('listAudit', { token, query: { fromAt: at } }),
      await world.call('getReport', { token, params: contest(), query: { week: at } }),
      await world.call('getRanking', { token, params: { roundId: world.roundId }, query: { at } }),
    ]
    expect(answers.map(codeOf)).toEqual(answers.map(() => 'invalid-request'))
  })

  test('a contest that is to end after the year 2100 is not made', async () => {
    const body = { slug: 'xa-xoi', title: 'Xa xôi', opensAt: 4_102_444_000_000, withQuestions: false, reason }
    expect(codeOf(await world.call('cloneContest', { token, params: contest(), body }))).toBe('invalid-request')
  })
})
