import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { HELD, NETWORK_GRACE_MS } from '../../server/src/domain/attempt.ts'
import { finishAttempt, finishOverdue, saveResponses, startAttempt } from '../../server/src/features/attempts/actions.ts'
import { endExtraTime, extendRound, grantExtraTime, pauseContest, resumeContest } from '../../server/src/features/controls/actions.ts'
import { makeContest, makeContestant, type Fixture } from '../support/contest.ts'
import { MONDAY, type Open, type Opened } from './opened.ts'

const MINUTE = 60_000
const CLOSE = Date.parse('2021-05-10T00:00:00+07:00')
const by = { actorId: 'organiser', reason: 'mất điện cả huyện' }

/** What every store promises of what organisers do while a contest runs. */
export function describeControlsContract(name: string, open: Open): void {
  describe(`controls in ${name}`, () => {
    let opened: Opened
    let fixture: Fixture
    let other: Fixture
    beforeAll(async () => {
      opened = await open()
      fixture = await makeContest(opened.services, { rules: { attemptsPerRound: 9 } })
      const { contests } = opened.services.storage
      const id = opened.services.ids.next(opened.clock.now())
      const round = (await contests.round(fixture.roundIds[0]!))!
      const roundId = opened.services.ids.next(opened.clock.now())
      await contests.create({ ...round.contest, id, slug: 'khac' }, [{ ...round.round, id: roundId, contestId: id }])
      await opened.services.storage.questions.load(
        id,
        await opened.services.storage.questions.current({ contestId: fixture.contestId }),
        opened.clock.now(),
        { id: roundId, at: 0, actorId: 'test', action: 'test', subject: 'test', reason: 'fixture' },
      )
      other = { ...fixture, contestId: id, slug: 'khac', roundIds: [roundId] }
    })
    afterAll(() => opened.end())

    const begun = async (unionCode = 'T-A-1', roundId = fixture.roundIds[0]!, person?: string) => {
      const contestantId = person ?? (await makeContestant(opened.services, fixture.unionIds[unionCode]!)).id
      const attempt = await startAttempt(opened.services, { roundId, contestantId })
      if (!attempt.ok) throw new Error(attempt.reason)
      return attempt.value
    }
    const found = async (id: string) => (await opened.services.storage.attempts.find(id))!
    const contest = async () => (await opened.services.storage.contests.byId(fixture.contestId))!
    const pause = () => pauseContest(opened.services, fixture.contestId, by)
    const resume = (extendRounds = false) => resumeContest(opened.services, { contestId: fixture.contestId, slug: fixture.slug, extendRounds }, by)
    const grant = (timeFor: Parameters<typeof grantExtraTime>[1]['timeFor'], minutes = 10) =>
      grantExtraTime(opened.services, { contestId: fixture.contestId, timeFor, minutes }, by)
    const audited = async (action: string) =>
      (await opened.services.storage.audit.list({ page: 1, pageSize: 100 })).rows.filter((row) => row.action === action)

    describe('a pause', () => {
      it('holds every attempt that can still be answered, in this contest alone, and one caller of twenty does it', async () => {
        const abandoned = await begun()
        opened.clock.pass(20 * MINUTE + NETWORK_GRACE_MS + 1)
        const [running, elsewhere] = [await begun(), await begun('T-A-1', other.roundIds[0])]
        opened.clock.pass(5 * MINUTE)
        const paused = await Promise.all(Array.from({ length: 20 }, pause))
        expect(paused.filter(({ ok }) => ok)).toMatchObject([{ value: { attempts: 1 } }])
        expect((await found(running.id)).deadlineAt).toBe(HELD + 15 * MINUTE)
        expect((await found(elsewhere.id)).deadlineAt).toBe(elsewhere.deadlineAt)
        expect((await found(abandoned.id)).deadlineAt).toBe(abandoned.deadlineAt)
        expect(await audited('pauseContest')).toMatchObject([{ reason: by.reason, subject: fixture.slug }])
      })

      it('outlasts any sweep, takes saves, refuses submissions and new attempts', async () => {
        const { pausedAt } = await contest()
        expect(pausedAt).toBe(opened.clock.now())
        opened.clock.pass(60 * MINUTE)
        await finishOverdue(opened.services, 100)
        const attempts = opened.services.storage.attempts
        expect(await attempts.overdue(opened.clock.now(), 100)).toEqual([])
        expect(await attempts.unfinished(fixture.roundIds[0]!)).toBe(1)
        const [id] = await attempts.unfinishedIds(fixture.roundIds[0]!)
        const held = await found(id!)
        const body = { responses: [{ position: 1, choice: ['a'], ageMs: 0 }] }
        expect(await saveResponses(opened.services, held.id, held.contestantId, body)).toMatchObject({ ok: true })
        expect(await finishAttempt(opened.services, held.id, 'contestant')).toMatchObject({ ok: false, reason: 'contest-paused' })
        await expect(begun()).rejects.toThrow('contest-paused')
        await expect(begun('T-B-1', other.roundIds[0])).resolves.toMatchObject({ number: 1 })
      })

      it('ends with the time that was left, which the time taken does not count', async () => {
        const [id] = await opened.services.storage.attempts.unfinishedIds(fixture.roundIds[0]!)
        expect(await resume()).toMatchObject({ ok: true, value: { attempts: 1, pausedMs: 60 * MINUTE, rounds: [] } })
        expect(await found(id!)).toMatchObject({ deadlineAt: opened.clock.now() + 15 * MINUTE, pausedMs: 60 * MINUTE })
        expect((await contest()).pausedAt).toBeNull()
        opened.clock.pass(MINUTE)
        await finishAttempt(opened.services, id!, 'contestant')
        expect((await found(id!)).outcome).toMatchObject({ durationMs: 6 * MINUTE, submittedAt: opened.clock.now() })
        expect(await resume()).toMatchObject({ ok: false, reason: 'not-paused' })
      })

      it('that is made up closes the open round later and leaves the coming one', async () => {
        await pause()
        opened.clock.pass(30 * MINUTE)
        expect(await resume(true)).toMatchObject({ value: { rounds: [{ id: fixture.roundIds[0] }] } })
        const rounds = await opened.services.storage.contests.rounds(fixture.contestId)
        expect(rounds.map(({ closesAt }) => closesAt)).toEqual([CLOSE + 30 * MINUTE, CLOSE + 7 * 24 * 60 * MINUTE])
      })
    })

    it('a later close gives attempts that it would have cut their time, and keeps the contest open with it', async () => {
      opened.clock.set('2021-05-16T23:55:00+07:00')
      const attempt = await begun('T-A-1', fixture.roundIds[1])
      const close = Date.parse('2021-05-17T00:10:00+07:00')
      expect(attempt.deadlineAt).toBe(opened.clock.now() + 5 * MINUTE)
      expect(await extendRound(opened.services, fixture.roundIds[1]!, close, by)).toMatchObject({ ok: true, value: { times: [{ id: attempt.id }] } })
      expect((await found(attempt.id)).deadlineAt).toBe(close)
      expect((await contest()).closesAt).toBe(close)
      expect(await extendRound(opened.services, fixture.roundIds[1]!, close, by)).toMatchObject({ ok: false, reason: 'close-not-later' })
      expect(await audited('extendRound')).toHaveLength(1)
      opened.clock.set(MONDAY)
    })

    describe('extra time', () => {
      it('of a person: the running attempt and later ones, until it is ended', async () => {
        const first = await begun()
        const granted = await grant({ scope: 'person', targetId: first.contestantId })
        if (!granted.ok) throw new Error(granted.reason)
        expect(granted.value).toMatchObject({ clipped: 0, extraTime: { attempts: 1, target: 'Nguyễn Văn Thử', actor: 'organiser' } })
        expect(await found(first.id)).toMatchObject({ deadlineAt: first.deadlineAt + 10 * MINUTE })
        const next = async () => {
          const [id] = (await opened.services.storage.attempts.ofContestant(first.contestantId, fixture.contestId)).flatMap(({ id, submittedAt }) =>
            submittedAt === null ? [id] : [],
          )
          await finishAttempt(opened.services, id!, 'contestant')
          const attempt = await begun('T-A-1', fixture.roundIds[0], first.contestantId)
          return attempt.deadlineAt - attempt.startedAt
        }
        await grant({ scope: 'union', targetId: fixture.unionIds['T-A']! }, 5)
        expect(await next()).toBe(35 * MINUTE)
        expect(await endExtraTime(opened.services, granted.value.extraTime.id, by)).toMatchObject({ ok: true })
        expect(await endExtraTime(opened.services, granted.value.extraTime.id, by)).toMatchObject({ ok: false, reason: 'extra-time-ended' })
        expect(await next()).toBe(25 * MINUTE)
      })

      it('of a union: those below it and no others', async () => {
        const [inside, outside] = [await begun('T-B-1'), await begun('T-A-2')]
        await grant({ scope: 'union', targetId: fixture.unionIds['T-B']! }, 7)
        expect((await found(inside.id)).deadlineAt - inside.deadlineAt).toBe(7 * MINUTE)
        expect((await found(outside.id)).deadlineAt).toBe(outside.deadlineAt)
      })

      it('of an outage: attempts that ran in it, the finished ones counted only, and no later attempt', async () => {
        opened.clock.pass(24 * 60 * MINUTE)
        await finishOverdue(opened.services, 1_000)
        const start = opened.clock.now()
        const [before, inside] = [await begun('T-B-1'), await begun('T-B-1')]
        opened.clock.pass(MINUTE)
        await finishAttempt(opened.services, before.id, 'contestant')
        opened.clock.pass(4 * MINUTE)
        const [finished, after] = [await begun('T-B-1'), await begun('T-B-1')]
        await finishAttempt(opened.services, finished.id, 'contestant')
        opened.clock.pass(MINUTE)
        const late = await begun('T-B-1')
        const outage = { scope: 'everyone' as const, fromAt: start + 2 * MINUTE, untilAt: start + 6 * MINUTE }
        expect(await grant(outage, 4)).toMatchObject({ value: { finished: 1, clipped: 0, extraTime: { attempts: 2, target: null } } })
        const gained = async ({ id, deadlineAt }: { id: string; deadlineAt: number }) => (await found(id)).deadlineAt - deadlineAt
        expect([await gained(inside), await gained(after), await gained(late)]).toEqual([4 * MINUTE, 4 * MINUTE, 0])
        expect((await opened.services.storage.controls.extraTimes(fixture.contestId))[0]).toMatchObject({ scope: 'everyone', extraMs: 4 * MINUTE })
      })

      it('for a person or union that is not there writes nothing', async () => {
        const before = (await opened.services.storage.controls.extraTimes(fixture.contestId)).length
        expect(await grant({ scope: 'person', targetId: 'nobody' })).toMatchObject({ ok: false, reason: 'not-found' })
        expect(await grant({ scope: 'union', targetId: 'nowhere' })).toMatchObject({ ok: false, reason: 'not-found' })
        expect(await opened.services.storage.controls.extraTimes(fixture.contestId)).toHaveLength(before)
      })
    })

    it('of two attempts a day, fifty callers at once get two; the next day brings two more', async () => {
      const { contests } = opened.services.storage
      const roundId = fixture.roundIds[1]!
      await contests.changeRound(roundId, (round) => ({
        ok: true,
        value: {
          rules: { ...round!.rules, attemptsPerDay: 2 },
          audit: { id: opened.services.ids.next(1), at: 1, actorId: 'test', action: 'test', subject: 'test', reason: 'fixture' },
        },
      }))
      const { id } = await makeContestant(opened.services, fixture.unionIds['T-A-1']!)
      const numbers = async () => (await opened.services.storage.attempts.ofContestant(id, fixture.contestId)).map(({ number }) => number)
      for (const [day, expected] of [
        ['2021-05-12T23:00:00+07:00', [1, 2]],
        ['2021-05-13T00:00:00+07:00', [1, 2, 3, 4]],
      ] as const) {
        opened.clock.set(day)
        for (let wave = 0; wave < 3; wave += 1) {
          await Promise.all(
            Array.from({ length: 50 }, async () => {
              const started = await startAttempt(opened.services, { roundId, contestantId: id })
              if (started.ok) await finishAttempt(opened.services, started.value.id, 'contestant')
            }),
          )
        }
        expect(await numbers()).toEqual(expected)
      }
      expect(await startAttempt(opened.services, { roundId, contestantId: id })).toMatchObject({ ok: false, reason: 'no-attempts-today' })
    })
  })
}
