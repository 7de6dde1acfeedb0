import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { compareRanked, type Keys } from '../../server/src/domain/ranking.ts'
import { finishAttempt, startAttempt } from '../../server/src/features/attempts/actions.ts'
import { boardsProjector } from '../../server/src/projector/projector.ts'
import { postgresBoards } from '../../server/src/storage/postgres/boards.ts'
import { takeCountingTurn } from '../../server/src/storage/postgres/counting-turn.ts'
import { connect, type Postgres } from '../../server/src/storage/postgres/open.ts'
import { rankIndex, type PlaceChange } from '../../server/src/storage/postgres/rank-index.ts'
import { makeContest, makeContestant } from '../support/contest.ts'
import { emptyPostgres } from '../support/postgres.ts'
import { handClock, testServices } from '../support/services.ts'
import { MONDAY } from './opened.ts'

const place = (k1: number, k2: number, id: number) => ({ keys: [k1, k2, 0, 0] as Keys, attemptId: `A${String(id).padStart(5, '0')}` })
type Place = ReturnType<typeof place>

describe('ranks in PostgreSQL without counting up to them', () => {
  let opened: Awaited<ReturnType<typeof emptyPostgres>>
  let postgres: Postgres
  beforeEach(async () => {
    opened = await emptyPostgres()
    postgres = connect({ url: opened.url, connections: 2 })
  })
  afterEach(async () => {
    await postgres.close()
    await opened.drop()
  })

  async function commit(come: readonly Place[], leave: readonly Place[]): Promise<void> {
    await postgres.answer(async (tx) => {
      for (const { attemptId } of leave) await tx.execute(sql`delete from standings where attempt_id = ${attemptId}`)
      for (const { keys, attemptId } of come)
        await tx.execute(
          sql`insert into standings select 'B', ${attemptId}::text, 'U', ${attemptId}::text, 1, 0, false, 0, 0, ${keys[0]}::bigint, ${keys[1]}::bigint, 0, 0`,
        )
      const changes =
        (sign: 1 | -1) =>
        (one: Place): PlaceChange => ({ boardId: 'B', sign, ...one })
      await rankIndex(tx, 4).follow([...leave.map(changes(-1)), ...come.map(changes(1))])
    })
  }
  async function expectLevel(people: readonly Place[]): Promise<void> {
    const index = rankIndex(postgres.db, 4)
    for (const [position, one] of people.entries()) {
      expect(await index.ahead('B', one)).toBe(position)
      expect(await index.at('B', position)).toEqual({ place: one, total: people.length })
    }
    expect(await index.at('B', people.length)).toEqual({ place: null, total: people.length })
  }

  test('are those of a plain list, after any comings and goings, before, between and behind all others', async () => {
    const commits = fc.array(fc.tuple(fc.array(fc.tuple(fc.integer({ min: -3, max: 3 }), fc.nat(5)), { maxLength: 25 }), fc.nat()), { maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(commits, async (all) => {
        await postgres.db.execute(sql`delete from standings`)
        await rankIndex(postgres.db).forget()
        let people: Place[] = []
        let made = 0
        for (const [come, chance] of all) {
          const leave = people.filter((_, index) => (index * 7 + chance) % 3 === 0)
          const arrived = come.map(([k1, k2]) => place(k1, k2, (made += 1)))
          await commit(arrived, leave)
          people = [...people.filter((one) => !leave.includes(one)), ...arrived].sort(compareRanked)
        }
        await expectLevel(people)
        await rankIndex(postgres.db, 4).make()
        await expectLevel(people)
      }),
      { numRuns: 15 },
    )
  })

  it('of a board that nobody is on are none', async () => {
    expect(await rankIndex(postgres.db).at('B', 0)).toEqual({ place: null, total: 0 })
    expect(await rankIndex(postgres.db).ahead('B', place(1, 1, 1))).toBe(0)
  })
})

describe('several servers that count', () => {
  it('count every entry once, whoever does it, and whoever waits for all of them waits for the others too', async () => {
    const { url, drop } = await emptyPostgres()
    const clock = handClock(MONDAY)
    const { services, end } = await testServices(clock, { DATABASE_URL: url })
    const others = [connect({ url, connections: 2 }), connect({ url, connections: 2 })] as const
    const { log } = services.storage
    try {
      const { roundIds, unionIds } = await makeContest(services)
      const [roundId = ''] = roundIds
      const projectors = others.map((other) => boardsProjector({ log, boards: postgresBoards(other) }))
      for (let person = 0; person < 6; person += 1) {
        const { id: contestantId } = await makeContestant(services, unionIds['T-A-1'] ?? '')
        const started = await startAttempt(services, { roundId, contestantId })
        if (!started.ok) throw new Error(started.reason)
        clock.pass(60_000)
        await finishAttempt(services, started.value.id, 'contestant')
        await Promise.all([services.projector, ...projectors].map((projector) => projector.catchUp()))
        expect((await services.storage.boards.page(roundId, { page: 1, pageSize: 10 })).total).toBe(person + 1)
      }
      expect((await services.storage.boards.counts(roundId)).submitted).toBe(6)
    } finally {
      for (const other of others) await other.close()
      await end()
      await drop()
    }
  })

  it('leave it to the one that counts, and take over from one that has died', async () => {
    const { url, drop } = await emptyPostgres()
    const [one, other] = [connect({ url, connections: 2 }), connect({ url, connections: 2 })]
    try {
      let die = (): void => undefined
      const counting = one.answer(async (tx) => {
        await takeCountingTurn(tx)
        await new Promise<void>((_, reject) => {
          die = () => reject(new Error('dead'))
        })
      })
      await expect.poll(async () => (await other.db.execute(sql`select 1 from pg_locks where locktype = 'advisory' and granted`)).rows.length).toBe(1)
      const entry = {
        seq: 1,
        at: 1,
        prevHash: '',
        hash: '',
        event: { kind: 'seal' as const, roundId: 'R', contestId: 'C', revision: 1, resultsHash: '', actorId: '', reason: '' },
      }
      const boards = postgresBoards(other)
      const rules = {} as Parameters<typeof boards.apply>[1]
      expect(await boards.apply([entry], rules)).toBe(0)
      die()
      await expect(counting).rejects.toThrow('dead')
      expect(await boards.apply([entry], rules)).toBe(1)
    } finally {
      await one.close()
      await other.close()
      await drop()
    }
  })
})
