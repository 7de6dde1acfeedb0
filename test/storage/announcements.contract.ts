import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { accept } from '../../server/src/domain/decision.ts'
import type { Audience } from '../../server/src/domain/announcement.ts'
import { finishAttempt, startAttempt } from '../../server/src/features/attempts/actions.ts'
import { makeContest, makeContestant, makeStaff, type Fixture } from '../support/contest.ts'
import type { Open, Opened } from './opened.ts'

/** What every store of announcements promises: each reaches those it is for, and nobody else. */
export function describeAnnouncementsContract(name: string, open: Open): void {
  describe(`announcements in ${name}`, () => {
    let opened: Opened
    let fixture: Fixture
    let actorId: string
    const people: Record<string, string> = {}

    const send = async (title: string, audience: Audience): Promise<{ id: string; people: number }> => {
      const { services, clock } = opened
      clock.pass(60_000)
      const [id, at] = [services.ids.next(clock.now()), clock.now()]
      const announcement = { id, contestId: fixture.contestId, ...audience, title, body: 'Nội dung', at, actorId }
      const audit = { id: services.ids.next(at), at, actorId, action: 'announce', subject: id, reason: title }
      return { id, ...(await services.storage.announcements.post(announcement, audit)) }
    }
    const union = (code: string): Audience => ({ scope: 'union', unionId: fixture.unionIds[code]! })
    const seenBy = async (who: string | null): Promise<string[]> => {
      const shown = await opened.services.storage.announcements.shownTo(fixture.contestId, who === null ? null : people[who]!, 50)
      return shown.map(({ title }) => title)
    }

    beforeAll(async () => {
      opened = await open()
      const { services, clock } = opened
      fixture = await makeContest(services)
      actorId = (await makeStaff(services, 'organiser')).id
      for (const [who, code] of Object.entries({ 'in A-1': 'T-A-1', 'in A-2': 'T-A-2', 'in B-1': 'T-B-1', early: 'T-B-1', late: 'T-B-1' }))
        people[who] = (await makeContestant(services, fixture.unionIds[code]!)).id
      const start = async (who: string): Promise<string> => {
        const started = await startAttempt(services, { roundId: fixture.roundIds[0]!, contestantId: people[who]! })
        if (!started.ok) throw new Error(started.reason)
        return started.value.id
      }
      const early = await start('early')
      await start('in A-1')
      clock.pass(60_000)
      await finishAttempt(services, early, 'contestant')
      await send('mọi người', { scope: 'everyone', unionId: null })
      await send('huyện A', union('T-A'))
      await send('đơn vị A-1', union('T-A-1'))
      await send('đang thi', { scope: 'running', unionId: null })
      clock.pass(60_000)
      await start('late')
    })
    afterAll(() => opened.end())

    test.each([
      [null, ['mọi người']],
      ['in A-1', ['đang thi', 'đơn vị A-1', 'huyện A', 'mọi người']],
      ['in A-2', ['huyện A', 'mọi người']],
      ['in B-1', ['mọi người']],
      ['early', ['mọi người']],
      ['late', ['mọi người']],
    ] as const)('%s sees, newest first, %j', async (who, seen) => expect(await seenBy(who)).toEqual(seen))

    it('who was taking an attempt when it was sent keeps it after the attempt', async () => {
      const { services } = opened
      const running = await services.storage.attempts.runningOf(people['in A-1']!)
      await finishAttempt(services, running!.id, 'contestant')
      expect(await seenBy('in A-1')).toContain('đang thi')
    })

    test.each([
      [{ scope: 'everyone', unionId: null }, 5],
      [{ scope: 'running', unionId: null }, 1],
    ] as const)('%j is for %i people', async (audience, count) =>
      expect(await opened.services.storage.announcements.people(fixture.contestId, audience)).toBe(count),
    )
    test.each([
      ['T', 5],
      ['T-A', 2],
      ['T-A-2', 1],
      ['T-B', 3],
    ] as const)('the subtree of %s has %i people', async (code, count) =>
      expect(await opened.services.storage.announcements.people(fixture.contestId, union(code))).toBe(count),
    )

    it('a contestant who is moved to another union hears what that union is told', async () => {
      await opened.execute(`update contestants set union_id = '${fixture.unionIds['T-A-2']}' where id = '${people['in B-1']}'`)
      expect(await seenBy('in B-1')).toEqual(['huyện A', 'mọi người'])
    })

    it('a page of the list holds what an officer’s people are told, and says what lies in the subtree', async () => {
      const list = async (code: string | null) =>
        (
          await opened.services.storage.announcements.list({
            contestId: fixture.contestId,
            within: code === null ? null : fixture.unionIds[code]!,
            sort: 'at',
            order: 'asc',
            page: 1,
            pageSize: 10,
          })
        ).rows.map(({ title, inside }) => `${title}${inside ? ' *' : ''}`)
      expect(await list(null)).toEqual(['mọi người *', 'huyện A *', 'đơn vị A-1 *', 'đang thi *'])
      expect(await list('T-A')).toEqual(['mọi người', 'huyện A *', 'đơn vị A-1 *'])
      expect(await list('T-A-1')).toEqual(['mọi người', 'huyện A', 'đơn vị A-1 *'])
      expect(await list('T-B')).toEqual(['mọi người'])
    })

    it('a search finds words without accents, and pages count all that match', async () => {
      const filter = { contestId: fixture.contestId, within: null, sort: 'at', order: 'desc', pageSize: 1 } as const
      const found = await opened.services.storage.announcements.list({ ...filter, page: 2, search: 'NOI dung' })
      expect([found.rows.map(({ title }) => title), found.total]).toEqual([['đơn vị A-1'], 4])
      expect((await opened.services.storage.announcements.list({ ...filter, page: 1, search: 'huyen' })).total).toBe(1)
      expect((await opened.services.storage.announcements.list({ ...filter, page: 1, scope: 'running' })).total).toBe(1)
    })

    it('what is withdrawn is gone from every phone and stays in the list with its reason', async () => {
      const { id } = await send('gửi nhầm', { scope: 'everyone', unionId: null })
      expect(await seenBy(null)).toContain('gửi nhầm')
      const { storage, clock, ids } = opened.services
      const audit = { id: ids.next(clock.now()), at: clock.now(), actorId, action: 'withdrawAnnouncement', subject: id, reason: 'gửi nhầm' }
      await storage.announcements.withdraw(id, () => accept({ at: clock.now(), reason: 'gửi nhầm', audit }))
      expect(await seenBy(null)).toEqual(['mọi người'])
      const filter = { contestId: fixture.contestId, within: null, sort: 'at', order: 'desc', page: 1, pageSize: 10 } as const
      const { rows } = await storage.announcements.list({ ...filter, state: 'withdrawn' })
      expect(rows).toMatchObject([{ title: 'gửi nhầm', withdrawnAt: clock.now(), withdrawReason: 'gửi nhầm' }])
      expect(await opened.dump(['audit_entries'])).toContain('"action":"withdrawAnnouncement"')
    })
  })
}
