import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { planSaving, planSending, planVerdict, type CampaignReport, type ReportKey } from '../../server/src/domain/campaign-report.ts'
import type { FrozenFigures } from '../../server/src/domain/report-figures.ts'
import { targetsEdition } from '../../server/src/domain/campaign.ts'
import { accept, type Decision } from '../../server/src/domain/decision.ts'
import { saveDueDays } from '../../server/src/features/campaign-reports/actions.ts'
import { saveCampaign, saveTargets } from '../../server/src/features/campaigns/actions.ts'
import { makeContest, makeStaff, type Fixture } from '../support/contest.ts'
import type { Open, Opened } from './opened.ts'

const WEEK = Date.parse('2021-04-26T00:00:00+07:00')
const period = { key: WEEK, from: WEEK, to: WEEK + 7 * 86_400_000, dueAt: WEEK + 8 * 86_400_000 }
const head = {
  ...{ upperBody: 'LĐLĐ TỈNH', issuer: 'LĐLĐ HUYỆN A', number: '', place: '', day: '', addressee: 'LĐLĐ tỉnh' },
  ...{ onBehalf: '', position: '', signer: 'Trần Thị B', recipients: 'Như trên;' },
}
const words = (done: string) => ({ done, difficulties: '', proposals: '' })
const figures: FrozenFigures = {
  at: WEEK,
  known: {
    ...{ memberCount: 40, people: 3, attempts: 4, peopleSoFar: 5, attemptsSoFar: 6, scoreSum: null, allCorrect: null, untold: 'notSealed' },
    ...{ initiatives: null, works: { registered: 4, confirmed: 2, done: 1, accepted: 1, value: 5_000_000_000_000 } },
  },
  targets: { initiatives: 3, benefit: null, works: null },
  rollUp: null,
}

/** What every store of a campaign's reports promises: one for a union and period, one of two writers wins, and lists of who has not reported. */
export function describeCampaignReportsContract(name: string, open: Open): void {
  describe(`reports of a campaign in ${name}`, () => {
    let opened: Opened
    let fixture: Fixture
    let actorId: string
    const reports = () => opened.services.storage.campaignReports
    const key = (code: string, week = WEEK): ReportKey => ({ contestId: fixture.contestId, unionId: fixture.unionIds[code]!, period: week })
    const change = (
      of: ReportKey,
      action: string,
      plan: (before: CampaignReport | null, by: { id: string; now: number; actorId: string }) => Decision<CampaignReport>,
    ) => {
      const { ids, clock } = opened.services
      const [id, at] = [ids.next(clock.now()), clock.now()]
      return reports().change(of, (before) => {
        const planned = plan(before, { id, now: at, actorId })
        if (!planned.ok) return planned
        return accept({ report: planned.value, audit: { id: ids.next(at), at, actorId, action, subject: planned.value.id, reason: '' } })
      })
    }
    const save = (of: ReportKey, done: string, basedOn: number) =>
      change(of, 'saveCampaignReport', (before, by) => planSaving(before, of, { words: words(done), head, basedOn }, by))
    const send = (of: ReportKey, basedOn: number) =>
      change(of, 'sendCampaignReport', (before, by) => planSending(before, of, { words: words('Đã làm'), head, basedOn, figures, period }, by))
    const list = async (root: string, more: Partial<Parameters<ReturnType<typeof reports>['list']>[0]> = {}) => {
      const about = { contestId: fixture.contestId, period: WEEK, unionId: fixture.unionIds[root]!, among: 'tree' as const }
      const found = await reports().list({ ...about, sort: 'group', order: 'asc', page: 1, pageSize: 50, ...more })
      return { ...found, codes: found.rows.map(({ unionCode }) => unionCode) }
    }

    beforeAll(async () => {
      opened = await open()
      fixture = await makeContest(opened.services)
      actorId = (await makeStaff(opened.services, 'organiser')).id
      const by = { actorId, reason: 'thử kho báo cáo' }
      const contest = { id: fixture.contestId, slug: fixture.slug }
      const window = { opensAt: WEEK, closesAt: WEEK + 31 * 86_400_000, initiativesCloseAt: WEEK + 36 * 86_400_000 }
      const campaign = { name: 'Đợt thi đua', legalBasis: '', contents: '', ...window, fileNeeded: false, initiativeColumns: [], basedOn: 0 }
      await saveCampaign(opened.services, contest, campaign, by)
      const none = { initiatives: null, benefit: null, works: null }
      const target = { unionId: fixture.unionIds['T-B']!, peerGroup: 'Cụm 1', ...none }
      await saveTargets(opened.services, contest, { targets: [target], basedOn: targetsEdition(opened.services.sha256, []) }, by)
    })
    afterAll(() => opened.end())

    it('keeps a report as it was written, one for a union and a period', async () => {
      expect(await reports().find(key('T-A'))).toBeNull()
      const saved = await save(key('T-A'), 'Đã phát động', 0)
      expect(saved).toMatchObject({ ok: true, value: { state: 'draft', edition: 1, words: words('Đã phát động'), head, savedBy: actorId } })
      expect(await reports().find(key('T-A'))).toEqual(saved.ok ? saved.value : null)
      expect(await reports().find(key('T-A', 0))).toBeNull()
      expect(await reports().lastOf(key('T-A'))).toBeNull()
      expect((await reports().lastOf(key('T-A', 0)))?.head).toEqual(head)
    })

    it('of two who write at once one is told to look again', async () => {
      const both = await Promise.all(['một', 'hai'].map((done) => save(key('T-A'), done, 1)))
      expect(both.filter(({ ok }) => ok)).toHaveLength(1)
      expect(both.find(({ ok }) => !ok)).toMatchObject({ reason: 'report-edited-meanwhile' })
      const first = await Promise.all(['một', 'hai'].map((done) => save(key('T-A-1'), done, 0)))
      expect(first.filter(({ ok }) => ok)).toHaveLength(1)
    })

    it('keeps the figures of the moment at which it was sent, and who did it', async () => {
      expect(await send(key('T-A'), 2)).toMatchObject({ ok: true })
      expect(await reports().find(key('T-A'))).toMatchObject({ state: 'sent', edition: 3, figures, sentBy: actorId })
      const report = await reports().find(key('T-A'))
      const history = await reports().history(report!.id, 50)
      expect(history.map(({ action }) => action)).toEqual(['sendCampaignReport', 'saveCampaignReport', 'saveCampaignReport'])
    })

    it('a refused change leaves no trace', async () => {
      const before = await reports().find(key('T-A'))
      expect(await save(key('T-A'), 'khác', 3)).toMatchObject({ reason: 'report-sent' })
      expect(await reports().find(key('T-A'))).toEqual(before)
      expect(await reports().history(before!.id, 50)).toHaveLength(3)
    })

    it('lists those below a union that are to report, those of a peer group first, never the union itself', async () => {
      expect((await list('T')).codes).toEqual(['T-B', 'T-A-2', 'T-B-1', 'T-A-1', 'T-A'])
      expect((await list('T', { among: 'children' })).codes).toEqual(['T-B', 'T-A'])
      expect((await list('T-A')).codes).toEqual(['T-A-2', 'T-A-1'])
      expect((await list('T-A-1')).codes).toEqual([])
      expect((await list('T', { pageSize: 2, page: 2 })).codes).toEqual(['T-B-1', 'T-A-1'])
      expect((await list('T', { pageSize: 2, page: 2 })).total).toBe(5)
    })

    it.each([
      ['none', ['T-B', 'T-A-2', 'T-B-1']],
      ['missing', ['T-B', 'T-A-2', 'T-B-1', 'T-A-1']],
      ['draft', ['T-A-1']],
      ['sent', ['T-A']],
      ['accepted', []],
    ] as const)('narrows to %s', async (state, codes) => {
      expect((await list('T', { state })).codes).toEqual(codes)
    })

    it.each([
      ['kind', { kind: 'districtFederation' }, ['T-B', 'T-A']],
      ['peer group', { peerGroup: 'Cụm 1' }, ['T-B']],
      ['no peer group', { peerGroup: '', kind: 'districtFederation' }, ['T-A']],
      ['name', { search: 'nha may' }, ['T-B-1']],
    ] as const)('narrows by %s', async (_, more, codes) => {
      expect((await list('T', more)).codes).toEqual(codes)
    })

    it.each([
      ['state', 'asc', ['T-A-2', 'T-B-1', 'T-B', 'T-A-1', 'T-A']],
      ['state', 'desc', ['T-A', 'T-A-1', 'T-A-2', 'T-B-1', 'T-B']],
      ['sentAt', 'desc', ['T-A', 'T-A-2', 'T-B-1', 'T-A-1', 'T-B']],
      ['members', 'desc', ['T-A', 'T-A-2', 'T-A-1', 'T-B-1', 'T-B']],
      ['name', 'desc', ['T-B', 'T-A', 'T-A-1', 'T-B-1', 'T-A-2']],
    ] as const)('sorts by %s %s', async (sort, order, codes) => {
      expect((await list('T', { sort, order })).codes).toEqual(codes)
    })

    it('counts states by peer group and kind', async () => {
      const counts = await reports().counts({ contestId: fixture.contestId, period: WEEK, unionId: fixture.unionIds['T']!, among: 'tree' })
      expect(
        counts.map(({ peerGroup, kind, state, units }) => `${peerGroup}|${kind}|${state ?? 'none'}|${units}`).sort((a, b) => (a < b ? -1 : 1)),
      ).toEqual(['Cụm 1|districtFederation|none|1', '|districtFederation|sent|1', '|grassrootsUnion|draft|1', '|grassrootsUnion|none|2'])
    })

    it('is returned with a reason and sent again', async () => {
      const verdict = await change(key('T-A'), 'returnCampaignReport', (before, { now }) =>
        planVerdict(before, { verdict: 'return', reason: 'thiếu số liệu', basedOn: 3, now, actorId }),
      )
      expect(verdict).toMatchObject({ value: { state: 'returned', reason: 'thiếu số liệu', decidedBy: actorId } })
      expect((await list('T', { state: 'missing', among: 'children' })).codes).toEqual(['T-B', 'T-A'])
      expect(await send(key('T-A'), 4)).toMatchObject({ value: { state: 'sent', edition: 5 } })
    })

    it('keeps when reports are due, and who said so', async () => {
      expect(await reports().dueDays(fixture.contestId)).toBeNull()
      const contest = { id: fixture.contestId, slug: fixture.slug }
      const by = { actorId, reason: 'gửi chậm nhất thứ Tư' }
      expect(await saveDueDays(opened.services, contest, 3, by)).toMatchObject({ ok: true })
      expect(await reports().dueDays(fixture.contestId)).toBe(3)
      expect(await saveDueDays(opened.services, contest, 3, by)).toMatchObject({ reason: 'nothing-changed' })
      expect(await saveDueDays(opened.services, contest, 0, by)).toMatchObject({ ok: true })
      const { rows } = await opened.services.storage.audit.list({ page: 1, pageSize: 1, action: 'saveReportRules' })
      expect(rows).toMatchObject([{ subject: fixture.slug, reason: by.reason, details: { before: { dueDays: 3 }, after: { dueDays: 0 } } }])
    })
  })
}
