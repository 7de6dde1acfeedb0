import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { decideSave } from '../../server/src/domain/attempt.ts'
import { accept, refuse, type Decision } from '../../server/src/domain/decision.ts'
import { startAttempt } from '../../server/src/features/attempts/actions.ts'
import type { SaveWrites } from '../../server/src/ports/attempts.ts'
import { connect, type Postgres } from '../../server/src/storage/postgres/open.ts'
import { makeContest, makeContestant } from '../support/contest.ts'
import { emptyPostgres } from '../support/postgres.ts'
import { handClock, testServices } from '../support/services.ts'
import { MONDAY } from './opened.ts'

describe('a save on PostgreSQL whose attempt is changed between the look at it and the write', () => {
  const clock = handClock(MONDAY)
  let database: Awaited<ReturnType<typeof emptyPostgres>>
  let other: Postgres
  let opened: Awaited<ReturnType<typeof testServices>>
  let attempt: { id: string; deadlineAt: number }

  beforeEach(async () => {
    database = await emptyPostgres()
    other = connect({ url: database.url, connections: 2 })
    opened = await testServices(clock, { DATABASE_URL: database.url })
    const { services } = opened
    const fixture = await makeContest(services)
    const person = await makeContestant(services, fixture.unionIds['T-A-1']!)
    const started = await startAttempt(services, { roundId: fixture.roundIds[0]!, contestantId: person.id })
    if (!started.ok) throw new Error(started.reason)
    attempt = started.value
  })
  afterEach(async () => {
    await opened.end()
    await other.close()
    await database.drop()
  })

  const answers = async (): Promise<{ position: number; choice: string }[]> =>
    (await other.db.execute(sql`select position, choice from responses where attempt_id = ${attempt.id}`)).rows as {
      position: number
      choice: string
    }[]

  /** A save of one answer while somebody else holds the attempt's row and commits a change of it after the save was first decided on; gives what the decisions saw. */
  async function savedAcross(change: ReturnType<typeof sql>, prediction?: number): Promise<{ done: Decision<unknown>; deadlines: number[] }> {
    const deadlines: number[] = []
    let looked = (): void => undefined
    const decidedOnce = new Promise<void>((resolve) => (looked = resolve))
    const now = clock.now()
    let saving: Promise<Decision<unknown>> | undefined
    await other.answer(async (tx) => {
      await tx.execute(sql`select 1 from attempts where id = ${attempt.id} for update`)
      saving = opened.services.storage.attempts.saveResponses(attempt.id, (head): Decision<SaveWrites> => {
        looked()
        if (head === null) return refuse('not-found')
        deadlines.push(head.deadlineAt)
        const taps = decideSave(head, [{ position: 1, choice: ['a'], ageMs: 0 }], now)
        return taps.ok ? accept({ responses: taps.value, savedAt: now, prediction, read: true }) : taps
      })
      await decidedOnce
      await tx.execute(change)
    })
    return { done: await saving!, deadlines }
  }

  it.each([
    ['by itself', undefined],
    ['with a prediction', 7],
  ])('finds the attempt handed in, and writes nothing: %s', async (_, prediction) => {
    const { done, deadlines } = await savedAcross(
      sql`update attempts set submitted_at = ${clock.now()}::bigint, finished_by = 'contestant' where id = ${attempt.id}`,
      prediction,
    )
    expect(done).toMatchObject({ ok: false, reason: 'attempt-finished' })
    expect(deadlines).toHaveLength(2)
    expect(await answers()).toEqual([])
  })

  it('is decided on again by a deadline that was moved on, and is written once', async () => {
    const later = attempt.deadlineAt + 60_000
    const { done, deadlines } = await savedAcross(sql`update attempts set deadline_at = ${later}::bigint where id = ${attempt.id}`)
    expect(done).toMatchObject({ ok: true, value: { stands: [{ position: 1, choice: ['a'] }] } })
    expect(deadlines).toEqual([attempt.deadlineAt, later])
    expect(await answers()).toEqual([{ position: 1, choice: '["a"]' }])
  })

  it('is refused for a deadline that was moved before now', async () => {
    const { done } = await savedAcross(sql`update attempts set deadline_at = ${clock.now() - 60_000}::bigint where id = ${attempt.id}`)
    expect(done).toMatchObject({ ok: false, reason: 'deadline-passed' })
    expect(await answers()).toEqual([])
  })

  it('is written as it is where nothing of the attempt was changed', async () => {
    const { done, deadlines } = await savedAcross(sql`update attempts set number = number where id = ${attempt.id}`)
    expect(done).toMatchObject({ ok: true })
    expect(deadlines).toHaveLength(1)
    expect(await answers()).toEqual([{ position: 1, choice: '["a"]' }])
  })
})
