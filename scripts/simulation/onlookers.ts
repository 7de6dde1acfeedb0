import { setTimeout as pause } from 'node:timers/promises'
import { openPhone } from './phone.ts'
import type { World } from './world.ts'

const TICK_MS = 20

/** People without an account who only look at the boards, so many times a real second, until `ended`; they page through the round and the unions. */
export async function lookOn(world: World, perSecond: number, ended: () => boolean): Promise<void> {
  if (perSecond === 0) return
  const phone = openPhone(world.network)
  const [round] = world.stage.rounds
  if (round === undefined) return
  const params = { roundId: round.id }
  const looks: Promise<unknown>[] = []
  const began = performance.now()
  let asked = 0
  while (!ended()) {
    for (const due = ((performance.now() - began) * perSecond) / 1_000; asked < due; asked += 1) {
      const page = 1 + (asked % 5)
      const look =
        asked % 4 === 0
          ? phone.call('getUnionLeaderboard', { params, query: { metric: 'people', page } })
          : phone.call('getRoundLeaderboard', { params, query: { page } })
      looks.push(look)
    }
    await pause(TICK_MS)
  }
  await Promise.all(looks)
}
