import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { plainSettings } from '../../server/src/domain/contest.ts'
import { finishAttempt, startAttempt, voidAttempt } from '../../server/src/features/attempts/actions.ts'
import { draftAwards, discardAwards, placeAward, publishAwards } from '../../server/src/features/awards/actions.ts'
import { propose } from '../../server/src/features/awards/propose.ts'
import { scopeOf } from '../../server/src/features/awards/scope.ts'
import { sealRound } from '../../server/src/features/rounds/seal.ts'
import { makeContest, makeContestant, makeStaff, type Fixture } from '../support/contest.ts'
import type { Open, Opened } from './opened.ts'

const TABLES = ['award_decisions', 'award_placements', 'awards']
const prizes = { ...plainSettings.prizes, roundPeople: [{ title: 'Giải Nhất', count: 1, value: null }] }

/** What every store of awards promises: one draft at a time, publication on the newest results only, and what is published stays. */
export function describeAwardsContract(name: string, open: Open): void {
  describe(`awards in ${name}`, () => {
    let opened: Opened
    let fixture: Fixture
    let roundId: string
    let deed: { actorId: string; reason: string }
    let attemptIds: string[]
    let personIds: string[]

    beforeEach(async () => {
      opened = await open()
      fixture = await makeContest(opened.services, { settings: { prizes } })
      roundId = fixture.roundIds[0]!
      deed = { actorId: (await makeStaff(opened.services, 'judge')).id, reason: 'theo biên bản' }
      attemptIds = []
      personIds = []
      for (const fullName of ['Nguyễn Thị Ánh', 'Trần Văn Bình']) {
        const { id } = await makeContestant(opened.services, fixture.unionIds['T-A-1']!, fullName)
        const started = await startAttempt(opened.services, { roundId, contestantId: id })
        if (!started.ok) throw new Error(started.reason)
        opened.clock.pass(60_000)
        await finishAttempt(opened.services, started.value.id, 'contestant')
        attemptIds.push(started.value.id)
        personIds.push(id)
      }
      opened.clock.set('2021-05-10T08:00:00+07:00')
      await sealRound(opened.services, roundId, deed.actorId, 'Chốt kết quả')
    })
    afterEach(() => opened.end())

    const store = () => opened.services.storage.awards
    const keys = () => ({ contestId: fixture.contestId, roundId })
    const draft = () => draftAwards(opened.services, { slug: fixture.slug, roundId }, deed)
    const begun = async (): Promise<string> => {
      const drafted = await draft()
      if (!drafted.ok) throw new Error(drafted.reason)
      return drafted.value.decisionId
    }
    const list = async (decisionId: string): Promise<string> => {
      const scope = await scopeOf(opened.services, fixture.slug, roundId)
      const basis = await store().basis(keys())
      if (!scope.ok || basis === null) throw new Error('not sealed')
      return (await propose(opened.services, scope.value, basis, await store().placements(decisionId))).list
    }
    const publish = async (decisionId: string, edition = 1) =>
      publishAwards(opened.services, decisionId, { edition, list: await list(decisionId) }, deed)
    const place = (decisionId: string, edition: number, to: 'none' | number) =>
      placeAward(opened.services, decisionId, { group: 'roundPeople', divisionId: null, subjectId: personIds[0]!, to, edition }, deed)

    it('of several who begin a draft at once, one succeeds', async () => {
      const answers = await Promise.all([draft(), draft(), draft()])
      expect(answers.map((answer) => (answer.ok ? 'begun' : answer.reason)).sort()).toEqual(['award-drafted', 'award-drafted', 'begun'])
    })

    it('of two who change the same edition, one succeeds', async () => {
      const id = await begun()
      const answers = await Promise.all([place(id, 1, 'none'), place(id, 1, 0)])
      const [first] = answers
      expect(answers.map((answer) => (answer.ok ? answer.value.edition : answer.reason))).toEqual(
        first.ok ? [2, 'award-edited-meanwhile'] : ['award-edited-meanwhile', 2],
      )
      expect((await store().placements(id)).map(({ tier, words, actorId }) => [tier, words, actorId])).toEqual([
        [first.ok ? null : 0, 'theo biên bản', deed.actorId],
      ])
    })

    it('publishes once, with the prizes, the announcement and the audit entry', async () => {
      const id = await begun()
      const answers = await Promise.all([publish(id), publish(id)])
      expect(answers.map((answer) => (answer.ok ? `to ${answer.value.people}` : answer.reason)).sort()).toEqual(['award-published', 'to 2'])
      expect((await store().lines(id)).map(({ name: who, title, by }) => [who, title, by])).toEqual([['Nguyễn Thị Ánh', 'Giải Nhất', 'rank']])
      expect(await opened.services.storage.announcements.shownTo(fixture.contestId, null, 10)).toHaveLength(1)
      const { rows } = await opened.services.storage.audit.list({ page: 1, pageSize: 10, action: 'publishAwards' })
      expect(rows.map(({ reason }) => reason)).toEqual(['theo biên bản'])
      expect(await store().own(personIds[0]!)).toMatchObject([
        { decisionId: id, contestTitle: 'Cuộc thi thử', roundTitle: 'Kỳ 1', title: 'Giải Nhất', value: null, replaced: false },
      ])
    })

    it('does not publish what was reckoned on results that have a newer revision since, and writes nothing then', async () => {
      const id = await begun()
      const seen = await list(id)
      await voidAttempt(opened.services, attemptIds[0]!, deed.actorId, 'thi hộ người khác')
      await sealRound(opened.services, roundId, deed.actorId, 'Chốt lại')
      const before = await opened.dump(TABLES)
      expect(await publishAwards(opened.services, id, { edition: 1, list: seen }, deed)).toMatchObject({ ok: false, reason: 'awards-changed' })
      expect(await opened.dump(TABLES)).toBe(before)
      expect((await publish(id)).ok).toBe(true)
      expect((await store().lines(id)).map(({ name: who }) => who)).toEqual(['Trần Văn Bình'])
    })

    it('keeps a published decision as it was when another replaces it, with what people decided carried over', async () => {
      const first = await begun()
      await place(first, 1, 'none')
      await publish(first, 2)
      const lines = await store().lines(first)
      const second = await begun()
      expect((await store().placements(second)).map(({ tier }) => tier)).toEqual([null])
      await publish(second)
      expect((await store().decisions(keys())).map(({ number, state }) => [number, state])).toEqual([
        [2, 'published'],
        [1, 'superseded'],
      ])
      expect(await store().lines(first)).toEqual(lines)
    })

    it('throws a draft away, never a published decision', async () => {
      const id = await begun()
      expect(await discardAwards(opened.services, id, 2, deed)).toMatchObject({ ok: false, reason: 'award-edited-meanwhile' })
      expect((await discardAwards(opened.services, id, 1, deed)).ok).toBe(true)
      const published = await begun()
      await publish(published)
      expect(await discardAwards(opened.services, published, 1, deed)).toMatchObject({ ok: false, reason: 'award-published' })
    })

    test('whoever left is passed over, and once they are erased their name stands in no decision', async () => {
      const id = await begun()
      await publish(id)
      const { ownData } = opened.services.storage
      const at = opened.clock.now()
      const audit = { id: opened.services.ids.next(at), at, actorId: personIds[0]!, action: 'withdrawConsent', subject: 'x', reason: 'rút' }
      await ownData.withdraw(personIds[0]!, () => ({ ok: true, value: { how: 'close', audit } }))
      expect((await store().winners(id, { page: 1, pageSize: 10 })).winners.map(({ fullName, phone }) => [fullName, phone])).toEqual([
        ['Người dự thi đã rút', ''],
      ])
      const second = await begun()
      await publish(second)
      expect((await store().lines(second)).map(({ name: who }) => who)).toEqual(['Trần Văn Bình'])
      expect(await ownData.erase(personIds[0]!, { ...audit, id: opened.services.ids.next(at) })).toBe(true)
      expect(await opened.dump(TABLES)).not.toContain('Ánh')
    })
  })
}
