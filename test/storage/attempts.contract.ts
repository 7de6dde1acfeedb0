import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { laterTap, NETWORK_GRACE_MS, type SavedResponse } from '../../server/src/domain/attempt.ts'
import { accept } from '../../server/src/domain/decision.ts'
import { finishAttempt, finishOverdue, saveResponses, startAttempt, voidAttempt } from '../../server/src/features/attempts/actions.ts'
import { makeContest, makeContestant, type Fixture } from '../support/contest.ts'
import { MONDAY, type Open, type Opened } from './opened.ts'

const MINUTE = 60_000
const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index))

/** What every store of attempts promises, under any concurrency. */
export function describeAttemptsContract(name: string, open: Open): void {
  describe(`attempts in ${name}`, () => {
    let opened: Opened
    let fixture: Fixture
    beforeAll(async () => {
      opened = await open()
      fixture = await makeContest(opened.services)
    })
    afterAll(() => opened.end())

    const contestant = async () => (await makeContestant(opened.services, fixture.unionIds['T-A-1']!)).id
    const start = (contestantId: string, round = 0) => startAttempt(opened.services, { roundId: fixture.roundIds[round]!, contestantId })
    const begun = async (contestantId?: string) => {
      const id = contestantId ?? (await contestant())
      const attempt = await start(id)
      if (!attempt.ok) throw new Error(attempt.reason)
      return attempt.value
    }
    const finish = (id: string) => finishAttempt(opened.services, id, 'contestant')
    const ofPerson = (id: string) => opened.services.storage.attempts.ofContestant(id, fixture.contestId)
    const logged = async (kind: string, attemptId: string) =>
      (await opened.services.storage.log.after(0, 10_000)).filter(
        ({ event }) => event.kind === kind && 'attemptId' in event && event.attemptId === attemptId,
      )
    const tap = (id: string, owner: string, response: SavedResponse, read = false) =>
      opened.services.storage.attempts.saveResponses(id, (attempt) =>
        attempt?.contestantId === owner ? accept({ responses: [response], savedAt: opened.clock.now(), read }) : { ok: false, reason: 'not-found' },
      )

    describe('starting', () => {
      it('fifty at the same moment make one attempt, and all are given it', async () => {
        const person = await contestant()
        const started = await Promise.all(times(50, () => start(person)))
        expect(new Set(started.map((one) => (one.ok ? one.value.id : one.reason))).size).toBe(1)
        expect(await ofPerson(person)).toMatchObject([{ number: 1 }])
      })

      it('the limit of two holds when fifty callers start and finish at once', async () => {
        const person = await contestant()
        for (let wave = 0; wave < 3; wave += 1) {
          await Promise.all(
            times(50, async () => {
              const started = await start(person)
              if (started.ok) await finish(started.value.id)
            }),
          )
        }
        expect((await ofPerson(person)).map(({ number }) => number)).toEqual([1, 2])
        const used = (round: number) => opened.services.storage.attempts.used(fixture.roundIds[round]!, person)
        expect([await used(0), await used(1)]).toEqual([2, 0])
        expect(await start(person)).toMatchObject({ ok: false, reason: 'no-attempts-left' })
      })

      it('only one attempt runs at a time, over all rounds', async () => {
        opened.clock.set('2021-05-09T23:50:00+07:00')
        const person = await contestant()
        const first = await begun(person)
        opened.clock.set('2021-05-10T00:00:10+07:00')
        expect(await start(person, 1)).toEqual({ ok: false, reason: 'another-attempt-running', details: { attemptId: first.id } })
        await finish(first.id)
        expect(await start(person, 1)).toMatchObject({ ok: true })
        opened.clock.set(MONDAY)
      })

      it('resumes the same paper with the same order of options', async () => {
        const person = await contestant()
        const first = await begun(person)
        opened.clock.pass(MINUTE)
        expect(await start(person)).toMatchObject({
          ok: true,
          value: { id: first.id, paper: first.paper, startedAt: first.startedAt, deadlineAt: first.deadlineAt },
        })
        expect((await opened.services.storage.attempts.find(first.id))?.paper).toEqual(first.paper)
      })

      it('a start after an abandoned attempt finishes that one with its saved responses, then begins the next', async () => {
        const person = await contestant()
        const first = await begun(person)
        opened.clock.pass(20 * MINUTE + NETWORK_GRACE_MS + 1)
        expect(await begun(person)).toMatchObject({ number: 2 })
        expect((await ofPerson(person))[0]).toMatchObject({ id: first.id, outcome: { finishedBy: 'deadline', submittedAt: first.deadlineAt } })
      })

      it('one that waited begins when its turn comes: behind what ended meanwhile, and not in a round that closed meanwhile', async () => {
        const { services, clock } = opened
        const waiting = (meanwhile: () => Promise<unknown>) => {
          const bank = async (contestId: string) => {
            await meanwhile()
            return services.storage.questions.bank(contestId)
          }
          return { ...services, storage: { ...services.storage, questions: { ...services.storage.questions, bank } } }
        }
        const before = clock.now()
        const [person, late] = [await contestant(), await contestant()]
        const roundId = fixture.roundIds[0]!
        const first = await begun(person)
        const ended = async () => {
          clock.set(first.deadlineAt + NETWORK_GRACE_MS + 1)
          expect((await finishAttempt(services, first.id, 'deadline')).ok).toBe(true)
        }
        const second = await startAttempt(waiting(ended), { roundId, contestantId: person })
        expect(second).toMatchObject({ ok: true, value: { number: 2, startedAt: clock.now() } })
        if (second.ok) await finish(second.value.id)
        const { closesAt } = (await services.storage.contests.round(roundId))!.round
        clock.set(closesAt - 1)
        const closed = await startAttempt(
          waiting(async () => clock.set(closesAt)),
          { roundId, contestantId: late },
        )
        expect(closed).toMatchObject({ ok: false, reason: 'round-over' })
        expect(await ofPerson(late)).toEqual([])
        clock.set(before)
      })

      it('of an unknown round or by an unknown contestant is refused', async () => {
        expect(await startAttempt(opened.services, { roundId: 'none', contestantId: await contestant() })).toMatchObject({
          ok: false,
          reason: 'not-found',
        })
        expect(await start('nobody')).toMatchObject({ ok: false, reason: 'not-found' })
      })
    })

    describe('saving', () => {
      it('fifty saves at once are all kept', async () => {
        const attempts = await Promise.all(times(13, () => begun()))
        const saves = attempts.flatMap((attempt) => attempt.paper.map((_, index) => ({ attempt, position: index + 1 }))).slice(0, 50)
        const saved = await Promise.all(
          saves.map(({ attempt, position }) =>
            saveResponses(opened.services, attempt.id, attempt.contestantId, { responses: [{ position, choice: ['b'], ageMs: 0 }] }),
          ),
        )
        expect(saved.every(({ ok }) => ok)).toBe(true)
        const kept = await Promise.all(attempts.map(({ id }) => opened.services.storage.attempts.responses(id)))
        expect(kept.flat()).toHaveLength(50)
      })

      it('the later tap wins in every order of delivery, one by one or together', async () => {
        const tapOf = fc.record({
          position: fc.integer({ min: 1, max: 2 }),
          choice: fc.subarray(['a', 'b', 'c']),
          tappedAt: fc.integer({ min: 0, max: 3 }),
        })
        await fc.assert(
          fc.asyncProperty(fc.array(tapOf, { minLength: 1, maxLength: 8 }), fc.boolean(), async (taps, together) => {
            const attempt = await begun()
            const send = (response: SavedResponse) => tap(attempt.id, attempt.contestantId, response)
            if (together) await Promise.all(taps.map(send))
            else for (const response of taps) await send(response)
            const expected = [1, 2].flatMap((position) =>
              taps
                .filter((response) => response.position === position)
                .reduce<SavedResponse[]>((kept, next) => [kept[0] === undefined ? next : laterTap(kept[0], next)], []),
            )
            expect(await opened.services.storage.attempts.responses(attempt.id)).toEqual(expected)
          }),
          { numRuns: 60 },
        )
      })

      it('tells how all answers stand after it to whoever asks, and nothing to others', async () => {
        const { id, contestantId, startedAt } = await begun()
        await tap(id, contestantId, { position: 2, choice: ['b'], tappedAt: startedAt + 5 })
        opened.clock.pass(10)
        const late = { position: 2, choice: ['c'], tappedAt: startedAt + 3 }
        expect(await tap(id, contestantId, late)).toMatchObject({ ok: true, value: { stands: [] } })
        const told = await tap(id, contestantId, { position: 1, choice: ['a'], tappedAt: startedAt + 9 }, true)
        expect(told.ok && told.value.stands).toEqual([
          { position: 1, choice: ['a'], tappedAt: startedAt + 9, savedAt: opened.clock.now() },
          { position: 2, choice: ['b'], tappedAt: startedAt + 5, savedAt: opened.clock.now() - 10 },
        ])
      })

      it('a prediction is kept with the taps, changed by a later save and left alone by a save without one', async () => {
        const attempt = await begun()
        const save = (prediction?: number | null) => saveResponses(opened.services, attempt.id, attempt.contestantId, { responses: [], prediction })
        const predicted = async () => (await opened.services.storage.attempts.find(attempt.id))?.prediction
        await save(120)
        expect(await predicted()).toBe(120)
        await save()
        expect(await predicted()).toBe(120)
        await save(null)
        expect(await predicted()).toBeNull()
      })

      it('of another person’s attempt, and after the finish, is refused and changes nothing', async () => {
        const attempt = await begun()
        const body = { responses: [{ position: 1, choice: ['a'], ageMs: 0 }] }
        expect(await saveResponses(opened.services, attempt.id, await contestant(), body)).toMatchObject({ ok: false, reason: 'not-found' })
        await finish(attempt.id)
        expect(await saveResponses(opened.services, attempt.id, attempt.contestantId, body)).toMatchObject({ ok: false, reason: 'attempt-finished' })
        expect(await opened.services.storage.attempts.responses(attempt.id)).toEqual([])
      })
    })

    describe('finishing', () => {
      it('out of twenty callers one finishes, with one log entry and one receipt', async () => {
        const attempt = await begun()
        const finished = await Promise.all(times(20, () => finish(attempt.id)))
        expect(finished.filter(({ ok }) => ok)).toHaveLength(1)
        expect(finished.filter((one) => !one.ok && one.reason === 'attempt-finished')).toHaveLength(19)
        const entries = await logged('submission', attempt.id)
        expect(entries).toHaveLength(1)
        const kept = await opened.services.storage.attempts.find(attempt.id)
        expect(entries[0]?.event).toMatchObject({
          receipt: kept?.outcome?.receipt,
          score: kept?.outcome?.score,
          submittedAt: kept?.outcome?.submittedAt,
        })
      })

      it('a save that is queued before the finish is graded; one behind it is refused', async () => {
        const attempt = await begun()
        const body = { responses: [{ position: 1, choice: ['a'], ageMs: 0 }] }
        const ahead = saveResponses(opened.services, attempt.id, attempt.contestantId, body)
        const finished = finish(attempt.id)
        expect(await ahead).toMatchObject({ ok: true })
        expect(await finished).toMatchObject({ ok: true })
        expect(await opened.services.storage.attempts.responses(attempt.id)).toMatchObject([{ position: 1, choice: ['a'] }])
        expect(await saveResponses(opened.services, attempt.id, attempt.contestantId, body)).toMatchObject({ ok: false, reason: 'attempt-finished' })
      })
    })

    describe('overdue attempts', () => {
      it('are listed earliest first once deadline and grace are over, and finished once though two sweeps meet', async () => {
        const early = await begun()
        opened.clock.pass(MINUTE)
        const late = await begun()
        opened.clock.set(early.deadlineAt + NETWORK_GRACE_MS)
        const overdue = () => opened.services.storage.attempts.overdue(opened.clock.now() - NETWORK_GRACE_MS, 1_000)
        expect(await overdue()).not.toContain(early.id)
        opened.clock.set(late.deadlineAt + NETWORK_GRACE_MS + 1)
        const ids = await overdue()
        expect(ids.slice(-2)).toEqual([early.id, late.id])
        expect(await opened.services.storage.attempts.overdue(opened.clock.now() - NETWORK_GRACE_MS, 1)).toEqual(ids.slice(0, 1))
        await Promise.all([finishOverdue(opened.services, 1_000), finishOverdue(opened.services, 1_000)])
        expect(await overdue()).toEqual([])
        expect(await logged('submission', early.id)).toHaveLength(1)
        expect(await opened.services.storage.attempts.find(early.id)).toMatchObject({
          outcome: { finishedBy: 'deadline', submittedAt: early.deadlineAt, durationMs: 20 * MINUTE },
        })
        expect(await opened.services.storage.attempts.unfinished(fixture.roundIds[0]!)).toBe(0)
      })
    })

    describe('voiding', () => {
      const voided = (id: string) => voidAttempt(opened.services, id, 'judge', 'Thi hộ người khác')

      it('happens once out of twenty callers, with one log entry and one audit entry', async () => {
        const attempt = await begun()
        await finish(attempt.id)
        const results = await Promise.all(times(20, () => voided(attempt.id)))
        expect(results.filter(({ ok }) => ok)).toHaveLength(1)
        expect(results.filter((one) => !one.ok && one.reason === 'already-void')).toHaveLength(19)
        expect(await logged('void', attempt.id)).toHaveLength(1)
        const audit = await opened.services.storage.audit.list({ page: 1, pageSize: 1_000 })
        expect(audit.rows.filter(({ subject }) => subject === attempt.id)).toMatchObject([
          { action: 'voidAttempt', actor: 'judge', reason: 'Thi hộ người khác' },
        ])
        expect(await ofPerson(attempt.contestantId)).toMatchObject([{ voided: true }])
      })

      it('of a running or unknown attempt is refused and leaves no entry', async () => {
        const attempt = await begun()
        const head = await opened.services.storage.log.head()
        expect(await voided(attempt.id)).toMatchObject({ ok: false, reason: 'attempt-running' })
        expect(await voided('none')).toMatchObject({ ok: false, reason: 'not-found' })
        expect(await opened.services.storage.log.head()).toEqual(head)
      })

      it('gives no attempt back', async () => {
        const person = await contestant()
        for (let number = 1; number <= 2; number += 1) {
          const attempt = await begun(person)
          await finish(attempt.id)
          await voided(attempt.id)
        }
        expect(await start(person)).toMatchObject({ ok: false, reason: 'no-attempts-left' })
      })
    })
  })
}
