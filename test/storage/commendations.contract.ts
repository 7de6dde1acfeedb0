import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accept } from '../../server/src/domain/decision.ts'
import { openDraft, type Commendation, type CommendationFacts, type CommendedLine } from '../../server/src/domain/commendation-list.ts'
import { finishAttempt, restoreAttempt, startAttempt, voidAttempt } from '../../server/src/features/attempts/actions.ts'
import { draftCommendation } from '../../server/src/features/commendation/actions.ts'
import { saveCampaign, switchCampaign } from '../../server/src/features/campaigns/actions.ts'
import { knownCampaign } from '../../server/src/features/campaigns/known.ts'
import { makeContest, makeContestant, makeStaff, type Fixture } from '../support/contest.ts'
import type { Open, Opened } from './opened.ts'

const TABLES = ['commendations', 'commendation_nominees', 'commendation_choices', 'commendation_lines']
const facts: CommendationFacts = {
  campaign: 'Đợt thi đua',
  legalBasis: '',
  contest: 'Cuộc thi thử',
  organiser: 'LĐLĐ tỉnh',
  timeZone: 'Asia/Ho_Chi_Minh',
  opensAt: 0,
  closesAt: 1,
  people: 2,
  attempts: 3,
  basis: [{ title: 'Kỳ 1', revision: 1 }],
  at: 5,
  rehearsal: true,
}
const line = (subjectId: string, changes: Partial<CommendedLine> = {}): CommendedLine => ({
  kindKey: 'bk',
  kindTitle: 'Bằng khen',
  for: 'person',
  subjectId,
  name: 'Nguyễn Văn An',
  unionName: 'CĐCS Trường THCS Tả Tổng',
  unionPath: 'LĐLĐ huyện A',
  group: 'Cụm 1',
  rank: 1,
  points: null,
  figures: [{ of: 'score', value: 9.5, reference: null, points: null }],
  merit: '',
  upward: true,
  words: 'biên bản họp',
  ...changes,
})

/** What every store of commendations promises: one draft at a time, one of two writers wins, what is decided stays, and who leaves is not praised. */
export function describeCommendationsContract(name: string, open: Open): void {
  describe(`commendations in ${name}`, () => {
    let opened: Opened
    let fixture: Fixture
    let deed: { actorId: string; reason: string }
    let id = ''
    let personId = ''
    const store = () => opened.services.storage.commendations
    const audit = (key: string) => ({ id: key, at: opened.clock.now(), action: 'test', subject: fixture.slug, ...deed })
    const draft = async () => {
      const known = await knownCampaign(opened.services, fixture.slug, { role: 'organiser' })
      return known.ok ? draftCommendation(opened.services, known.value, deed) : known
    }

    beforeAll(async () => {
      opened = await open()
      fixture = await makeContest(opened.services)
      deed = { actorId: (await makeStaff(opened.services, 'organiser')).id, reason: 'thử kho khen thưởng' }
      personId = (await makeContestant(opened.services, fixture.unionIds['T-A-1']!, 'Nguyễn Văn An')).id
      const contest = { id: fixture.contestId, slug: fixture.slug }
      const days = { opensAt: 0, closesAt: 1, initiativesCloseAt: 1 }
      const campaign = { name: 'Đợt thi đua', legalBasis: '', contents: '', ...days, fileNeeded: false, initiativeColumns: [], basedOn: 0 }
      await saveCampaign(opened.services, contest, campaign, deed)
      await switchCampaign(opened.services, contest, true, deed)
    })
    afterAll(() => opened.end())

    it('of several who begin a draft at once one succeeds', async () => {
      const answers = await Promise.all([draft(), draft(), draft()])
      expect(answers.map((answer) => (answer.ok ? 'begun' : answer.reason)).sort()).toEqual(['begun', 'commendation-drafted', 'commendation-drafted'])
      const lists = await store().lists(fixture.contestId)
      expect(lists).toMatchObject([{ number: 1, state: 'draft', edition: 1, createdByName: 'organiser', collectives: 0, people: 0 }])
      id = lists[0]!.id
    })

    it('of two who change the same edition one succeeds, and choices are put in place whole', async () => {
      const choice = (subjectId: string) => ({
        kindKey: 'bk',
        subjectId,
        verdict: 'agreed' as const,
        upward: true,
        words: 'biên bản',
        at: 7,
        actorId: deed.actorId,
      })
      const change = (key: string) =>
        store().change(id, (list) => {
          const opened = openDraft(list, 1)
          return opened.ok ? accept({ choices: [choice('b'), choice(key)], audit: audit(key) }) : opened
        })
      const both = await Promise.all([change('a'), change('c')])
      expect(both.filter(({ ok }) => ok)).toEqual([{ ok: true, value: { edition: 2 } }])
      expect(both.find(({ ok }) => !ok)).toMatchObject({ reason: 'edited-meanwhile' })
      const kept = both[0].ok ? ['a', 'b'] : ['b', 'c']
      expect((await store().choices(id)).map(({ subjectId, upward, by }) => [subjectId, upward, by])).toEqual(
        kept.map((key) => [key, true, 'organiser']),
      )
      await store().change(id, () => accept({ choices: [], audit: audit('leer') }))
      expect(await store().choices(id)).toEqual([])
    })

    it('who is put forward is kept in that order', async () => {
      const nominee = (key: string, at: number) => ({
        id: key,
        kindKey: 'cb',
        fullName: 'Tòng Thị Em',
        unionId: fixture.unionIds['T-A-2']!,
        merit: 'Vận động\nđoàn viên',
        at,
        actorId: deed.actorId,
      })
      await store().change(id, () => accept({ nominees: [nominee('x', 2), nominee('a', 3)], audit: audit('n1') }))
      expect(await store().nominees(id)).toEqual([nominee('x', 2), nominee('a', 3)])
      await store().change(id, (_, known) => accept({ nominees: known.nominees.slice(1), audit: audit('n2') }))
      expect((await store().nominees(id)).map((one) => one.id)).toEqual(['a'])
    })

    it('a refusal writes nothing', async () => {
      const before = await opened.dump(TABLES)
      expect(await store().change(id, () => ({ ok: false, reason: 'edited-meanwhile' }))).toMatchObject({ ok: false })
      expect(await store().close(id, () => ({ ok: false, reason: 'commendation-undecided' }))).toMatchObject({ ok: false })
      expect(await store().discard(id, () => ({ ok: false, reason: 'edited-meanwhile' }))).toMatchObject({ ok: false })
      expect(await store().praise('khong-co', (list) => ({ ok: false, reason: list === null ? 'not-found' : 'nothing-changed' }))).toMatchObject({
        reason: 'not-found',
      })
      expect(await opened.dump(TABLES)).toBe(before)
    })

    it('a decided list keeps its lines in their order', async () => {
      const lines = [
        line(fixture.unionIds['T-A']!, { for: 'collective', name: 'LĐLĐ huyện A', points: 87.125 }),
        line(personId),
        line('tay', { name: 'Tòng Thị Em', merit: 'tích cực' }),
      ]
      expect(await store().close(id, () => accept({ at: 9, ...deed, facts, digest: 'd1', lines, audit: audit('close') }))).toEqual({
        ok: true,
        value: { digest: 'd1' },
      })
      expect(await store().lines(id)).toEqual(lines)
      expect(await store().find(id)).toMatchObject({
        state: 'decided',
        digest: 'd1',
        facts,
        collectives: 1,
        people: 2,
        decidedByName: 'organiser',
        decidedAt: 9,
      })
      expect(await store().own(personId)).toEqual([{ contestTitle: 'Cuộc thi thử', title: 'Bằng khen', decidedAt: 9, praised: false }])
    })

    it('one list at a time is on the public page', async () => {
      const show = (list: string, at: number | null) =>
        store().praise(list, (found: Commendation | null) =>
          found === null
            ? { ok: false, reason: 'not-found' }
            : accept({ praisedAt: at, unpraisedReason: at === null ? 'gỡ xuống' : null, audit: audit(`p${list}${at}`) }),
        )
      expect(await store().praised(fixture.contestId)).toBeNull()
      await show(id, 11)
      expect(await store().praised(fixture.contestId)).toMatchObject({ id, praisedAt: 11 })
      const again = await draft()
      if (!again.ok) throw new Error(again.reason)
      await store().close(again.value.commendationId, () =>
        accept({ at: 12, ...deed, facts, digest: 'd2', lines: [line(personId)], audit: audit('close2') }),
      )
      await show(again.value.commendationId, 13)
      expect(await store().praised(fixture.contestId)).toMatchObject({ id: again.value.commendationId })
      expect(await store().find(id)).toMatchObject({ praisedAt: null, unpraisedReason: deed.reason })
      await show(id, 14)
      expect(await store().own(personId)).toMatchObject([
        { decidedAt: 12, praised: false },
        { decidedAt: 9, praised: true },
      ])
    })

    it('who has left is not praised, and their name goes with them', async () => {
      const page = { page: 1, pageSize: 2 }
      expect(await store().praisedLines(id, page)).toMatchObject({
        total: 3,
        lines: [{ name: 'LĐLĐ huyện A', phone: '' }, { name: 'Nguyễn Văn An' }],
      })
      const { ownData } = opened.services.storage
      await ownData.withdraw(personId, () => accept({ how: 'close', audit: audit('w') }))
      expect(await store().praisedLines(id, page)).toMatchObject({ total: 2, lines: [{ name: 'LĐLĐ huyện A' }, { name: 'Tòng Thị Em', phone: '' }] })
      await ownData.erase(personId, audit('e'))
      expect(await opened.dump(TABLES)).not.toContain('Nguyễn Văn An')
      expect((await store().lines(id))[1]).toMatchObject({ subjectId: personId, words: expect.not.stringContaining('biên bản') as string })
    })

    it('a draft that is thrown away takes everything of it along', async () => {
      const begun = await draft()
      if (!begun.ok) throw new Error(begun.reason)
      expect(await store().discard(begun.value.commendationId, () => accept(audit('gone')))).toMatchObject({ ok: true })
      expect((await store().lists(fixture.contestId)).map(({ number }) => number)).toEqual([2, 1])
    })

    it('whom conditions may leave out: who left, who is barred by phone, and of whom an attempt is void now', async () => {
      const { services, clock } = opened
      const leftOut = async (phones: string[] = [], contestId = fixture.contestId) => {
        const { withdrawn, barred, voided } = await store().leftOut(contestId, phones)
        return { withdrawn: [...withdrawn], barred: [...barred], voided: [...voided] }
      }
      expect(await leftOut()).toEqual({ withdrawn: [personId], barred: [], voided: [] })
      const person = (name: string) => makeContestant(services, fixture.unionIds['T-A-1']!, name)
      const [voided, restored, barred] = [await person('Vàng A Dế'), await person('Sùng A Gấu'), await person('Tòng Thị Em')]
      for (const { id: contestantId } of [voided, restored]) {
        const started = await startAttempt(services, { roundId: fixture.roundIds[0]!, contestantId })
        if (!started.ok) throw new Error(started.reason)
        clock.pass(60_000)
        await finishAttempt(services, started.value.id, 'contestant')
        await voidAttempt(services, started.value.id, deed.actorId, 'thi hộ người khác')
        if (contestantId === restored.id) await restoreAttempt(services, started.value.id, deed.actorId, 'nhầm người')
      }
      await services.projector.catchUp()
      const strangers = Array.from({ length: 1_200 }, (_, index) => `08${index}`)
      expect(await leftOut([...strangers, barred.phone])).toEqual({ withdrawn: [personId], barred: [barred.id], voided: [voided.id] })
      expect((await leftOut([], 'khac')).voided).toEqual([])
    })
  })
}
