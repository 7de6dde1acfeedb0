import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startAttempt } from '../../server/src/features/attempts/actions.ts'
import { extendRound, grantExtraTime, pauseContest, resumeContest } from '../../server/src/features/controls/actions.ts'
import { makeContest, makeContestant, type Fixture } from '../support/contest.ts'
import type { Open, Opened } from './opened.ts'

const MINUTE = 60_000
const CLOSE = Date.parse('2021-05-10T00:00:00+07:00')
const by = { actorId: 'organiser', reason: 'mất điện cả huyện' }
const everything = { within: null, sort: 'at', order: 'desc', page: 1, pageSize: 1 } as const

/** What every store promises of the word that goes with what organisers do, and of the traffic that they see. */
export function describeControlNewsContract(name: string, open: Open): void {
  describe(`news of the controls in ${name}`, () => {
    let opened: Opened
    let fixture: Fixture
    let roundId: string
    beforeAll(async () => {
      opened = await open()
      fixture = await makeContest(opened.services)
      roundId = fixture.roundIds[0]!
    })
    afterAll(() => opened.end())

    const begun = async (unionCode: string) => {
      const contestantId = (await makeContestant(opened.services, fixture.unionIds[unionCode]!)).id
      const attempt = await startAttempt(opened.services, { roundId, contestantId })
      if (!attempt.ok) throw new Error(attempt.reason)
      return attempt.value
    }
    const pause = () => pauseContest(opened.services, fixture.contestId, by)
    const resume = () => resumeContest(opened.services, { contestId: fixture.contestId, slug: fixture.slug, extendRounds: false }, by)
    const grant = (timeFor: Parameters<typeof grantExtraTime>[1]['timeFor'], minutes: number) =>
      grantExtraTime(opened.services, { contestId: fixture.contestId, timeFor, minutes }, by)
    const newest = async (contestantId: string | null = null) =>
      (await opened.services.storage.announcements.shownTo(fixture.contestId, contestantId, 50))[0]
    const told = async () => (await opened.services.storage.announcements.list({ ...everything, contestId: fixture.contestId })).total

    it('a pause, its end and a later close are told to everyone, with the reason; what is refused is not told', async () => {
      await pause()
      expect(await newest()).toMatchObject({ scope: 'everyone', actorId: by.actorId, at: opened.clock.now() })
      expect((await newest())!.body).toContain(by.reason)
      expect(await pause()).toMatchObject({ ok: false })
      expect(await told()).toBe(1)
      opened.clock.pass(MINUTE)
      await resume()
      expect((await newest())!.title).toContain('Contest goes on')
      expect(await resume()).toMatchObject({ ok: false })
      expect(await told()).toBe(2)
      const later = (closesAt: number) => extendRound(opened.services, roundId, closesAt, by)
      await later(CLOSE + MINUTE)
      expect((await newest())!.title).toContain('Round closes later')
      expect(await later(CLOSE + MINUTE)).toMatchObject({ ok: false })
      expect(await told()).toBe(3)
    })

    it('time for a union is told to those below it, for an outage to those who are at it, for one person to nobody', async () => {
      opened.clock.pass(MINUTE)
      const [inside, outside] = [await begun('T-B-1'), await begun('T-A-2')]
      const idle = (await makeContestant(opened.services, fixture.unionIds['T-A-2']!)).id
      await grant({ scope: 'person', targetId: inside.contestantId }, 5)
      await grant({ scope: 'union', targetId: 'nowhere' }, 5)
      expect(await told()).toBe(3)
      await grant({ scope: 'union', targetId: fixture.unionIds['T-B']! }, 7)
      expect([await newest(inside.contestantId), await newest(outside.contestantId)]).toMatchObject([{ scope: 'union' }, { scope: 'everyone' }])
      opened.clock.pass(5 * MINUTE)
      await grant({ scope: 'everyone', fromAt: opened.clock.now() - 4 * MINUTE, untilAt: opened.clock.now() - MINUTE }, 3)
      const seen = await Promise.all([inside.contestantId, outside.contestantId, idle].map(newest))
      expect(seen.map((announcement) => announcement!.scope)).toEqual(['running', 'running', 'everyone'])
      expect(await told()).toBe(5)
    })

    it('the traffic of a round counts who runs and whom the close cuts, and a pause changes neither', async () => {
      const traffic = () => opened.services.storage.controls.traffic(fixture.contestId, opened.clock.now())
      opened.clock.set('2021-05-09T23:36:00+07:00')
      expect(await traffic()).toEqual([])
      await begun('T-A-1')
      opened.clock.pass(10 * MINUTE)
      await begun('T-A-1')
      const expected = { roundId, running: 2, cut: 1, lateAnswers: 0 }
      expect(await traffic()).toEqual([expected])
      await pause()
      opened.clock.pass(60 * MINUTE)
      expect(await traffic()).toEqual([expected])
      await resume()
      expect(await traffic()).toEqual([expected])
      const extended = await extendRound(opened.services, roundId, CLOSE + 120 * MINUTE, by)
      expect(extended).toMatchObject({ ok: true, value: { times: { length: 1 } } })
      expect(await traffic()).toEqual([{ ...expected, cut: 0 }])
    })
  })
}
