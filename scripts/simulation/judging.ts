import { setTimeout as pause } from 'node:timers/promises'
import type { Visit } from './arrivals.ts'
import { GRACE_MS } from './books.ts'
import { compareLive, compareSealed } from './comparing-people.ts'
import { compareUnions } from './comparing-unions.ts'
import type { BoardCheck } from './comparing.ts'
import type { Person } from './people.ts'
import { openPhone, type Phone } from './phone.ts'
import { readBackRound } from './reading-back.ts'
import type { StageRound } from './stage.ts'
import type { UnionTree } from './unions.ts'
import type { World } from './world.ts'

const PASSWORD = 'một mật khẩu chỉ để mô phỏng'
const LONGEST_WAIT_MS = 120_000

/** The first administrator through the one-time link, who makes the judge; gives the judge's desk, which logs in again when it has to. */
export async function openJudge({ network }: World, setupToken: string): Promise<Phone> {
  const administrator = openPhone(network)
  const made = await administrator.call('setUpAdministrator', {
    body: { token: setupToken, login: 'quantri', password: PASSWORD, fullName: 'Quản trị' },
  })
  const staff = { login: 'giamkhao', password: PASSWORD, fullName: 'Giám khảo', role: 'judge' as const, reason: 'mô phỏng cuộc thi' }
  const judge = made.ok ? await administrator.call('createStaff', { body: staff }) : made
  if (!judge.ok) throw new Error(`the judge could not be made: ${judge.code}`)
  return openPhone(network, { renew: (desk) => desk.call('logIn', { body: { login: staff.login, password: PASSWORD } }) })
}

type Bench = { judge: Phone; tree: UnionTree; people: readonly Person[] }

/** Tells when every visit to a round has ended; `ended` is called after each. */
export function roundEnds(people: readonly Person[]): { of: (round: StageRound) => Promise<void>; ended: (visit: Visit) => void } {
  const left = new Map<string, number>()
  const waiting = new Map<string, () => void>()
  for (const { round } of people.flatMap(({ visits }) => visits)) left.set(round.id, (left.get(round.id) ?? 0) + 1)
  return {
    of: ({ id }) => new Promise((resolve) => ((left.get(id) ?? 0) === 0 ? resolve() : void waiting.set(id, resolve))),
    ended: ({ round: { id } }) => {
      left.set(id, (left.get(id) ?? 0) - 1)
      if (left.get(id) === 0) waiting.get(id)?.()
    },
  }
}

/** After the close: everything read back, the boards compared, the round sealed, and compared again. */
export async function judgeRound(world: World, round: StageRound, { judge, tree, people }: Bench): Promise<BoardCheck[]> {
  await world.clock.until(round.closesAt + GRACE_MS + 1_000)
  const books = await readBackRound(world, people, round)
  await levelBoards(world, round, judge)
  const reader = openPhone(world.network)
  const live = await compareLive(world, round, { people, books })
  const unions = await compareUnions(world, round, reader, { tree, books, metrics: ['people'] })
  const sealed = await judge.call('sealRound', { params: { roundId: round.id }, body: { reason: 'mô phỏng: kỳ thi đã kết thúc' } })
  if (!sealed.ok) world.troubles.tell('a round could not be sealed', `${round.title}: ${sealed.code}`)
  const results = await compareSealed(world, round, judge, books)
  const after = await compareUnions(world, round, reader, { tree, books, metrics: ['attempts', 'rate', 'mean'] })
  return [live, ...unions, results, ...after]
}

/** Wait until nothing of the round is running and the boards count every entry of the log. */
async function levelBoards({ troubles }: World, round: StageRound, judge: Phone): Promise<void> {
  for (const began = performance.now(); performance.now() - began < LONGEST_WAIT_MS; await pause(100)) {
    const sealing = await judge.call('getSealing', { params: { roundId: round.id } })
    if (sealing.ok && sealing.body.ready) return
  }
  troubles.tell('a round never became ready to be sealed', round.title)
}
