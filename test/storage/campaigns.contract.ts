import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { planCampaign, targetsEdition, type CampaignFacts, type CampaignTarget } from '../../server/src/domain/campaign.ts'
import { saveCampaign, saveTargets, switchCampaign } from '../../server/src/features/campaigns/actions.ts'
import { accept } from '../../server/src/domain/decision.ts'
import { makeContest, makeStaff, type Fixture } from '../support/contest.ts'
import type { Open, Opened } from './opened.ts'

const facts: CampaignFacts = {
  name: 'Đợt thi đua 30 ngày',
  legalBasis: 'Kế hoạch 248/KH-LĐLĐ',
  contents: 'Thi đua lập thành tích',
  opensAt: Date.parse('2021-04-26T00:00:00+07:00'),
  closesAt: Date.parse('2021-05-27T00:00:00+07:00'),
  initiativesCloseAt: Date.parse('2021-06-01T00:00:00+07:00'),
  fileNeeded: true,
  initiativeColumns: [{ field: 'title', heading: 'Tên sáng kiến' }],
}

/** What every store of campaigns promises: one for a contest, off at first, one of two writers wins, and targets are put in place whole. */
export function describeCampaignsContract(name: string, open: Open): void {
  describe(`campaigns in ${name}`, () => {
    let opened: Opened
    let fixture: Fixture
    let by: { actorId: string; reason: string }
    const contest = () => ({ id: fixture.contestId, slug: fixture.slug })
    const campaigns = () => opened.services.storage.campaigns
    const edition = async () => targetsEdition(opened.services.sha256, await campaigns().targets(fixture.contestId))
    const target = (code: string, peerGroup: string, initiatives: number | null): CampaignTarget => ({
      unionId: fixture.unionIds[code]!,
      peerGroup,
      initiatives,
      benefit: 5_000_000_000_000,
      works: null,
    })
    const save = (targets: CampaignTarget[], basedOn: string) => saveTargets(opened.services, contest(), { targets, basedOn }, by)

    beforeAll(async () => {
      opened = await open()
      fixture = await makeContest(opened.services)
      by = { actorId: (await makeStaff(opened.services, 'organiser')).id, reason: 'thử kho đợt thi đua' }
    })
    afterAll(() => opened.end())

    it('there is none until somebody sets one up, and then it is off', async () => {
      expect(await campaigns().find(fixture.contestId)).toBeNull()
      expect(await save([], '')).toMatchObject({ reason: 'campaign-not-set-up' })
      expect(await saveCampaign(opened.services, contest(), { ...facts, basedOn: 0 }, by)).toEqual({ ok: true, value: { edition: 1 } })
      expect(await campaigns().find(fixture.contestId)).toEqual({ ...facts, contestId: fixture.contestId, on: false, edition: 1 })
      expect(await campaigns().isOn(fixture.contestId)).toBe(false)
    })

    it('of two who change it at once one is told to look again', async () => {
      const both = await Promise.all(['một', 'hai'].map((name) => saveCampaign(opened.services, contest(), { ...facts, name, basedOn: 1 }, by)))
      expect(both.filter(({ ok }) => ok)).toHaveLength(1)
      expect(both.find(({ ok }) => !ok)).toMatchObject({ reason: 'edited-meanwhile' })
    })

    it('a refused change leaves no trace', async () => {
      const before = await campaigns().history(fixture.slug, 50)
      expect(
        await campaigns().save(fixture.contestId, (known) => {
          const planned = planCampaign(fixture.contestId, known, facts, 0)
          return planned.ok
            ? accept({ campaign: planned.value, audit: { id: 'x', at: 0, action: 'saveCampaign', subject: fixture.slug, ...by } })
            : planned
        }),
      ).toMatchObject({ reason: 'edited-meanwhile' })
      expect(await campaigns().history(fixture.slug, 50)).toEqual(before)
    })

    it('is switched on and off, and everything is told, newest first', async () => {
      expect((await switchCampaign(opened.services, contest(), true, by)).ok).toBe(true)
      expect(await campaigns().isOn(fixture.contestId)).toBe(true)
      const [newest, ...rest] = await campaigns().history(fixture.slug, 2)
      expect(newest).toMatchObject({ action: 'switchCampaign', reason: by.reason, details: { before: { on: false }, after: { on: true } } })
      expect(rest).toMatchObject([{ action: 'saveCampaign' }])
    })

    it('targets are put in place of those before, by peer group and code', async () => {
      const saved = await save([target('T-B', 'Khối huyện', 5), target('T-A', 'Khối huyện', 10), target('T-A-1', 'Cụm 1', null)], await edition())
      expect(saved).toEqual({ ok: true, value: { edition: await edition() } })
      expect((await campaigns().targets(fixture.contestId)).map(({ unionCode, initiatives, benefit }) => [unionCode, initiatives, benefit])).toEqual([
        ['T-A-1', null, 5_000_000_000_000],
        ['T-A', 10, 5_000_000_000_000],
        ['T-B', 5, 5_000_000_000_000],
      ])
      await save([target('T-B', '', 7)], await edition())
      expect(await campaigns().targets(fixture.contestId)).toMatchObject([
        { unionName: 'LĐLĐ huyện B', unionKind: 'districtFederation', initiatives: 7 },
      ])
      expect(await save([{ ...target('T-B', '', 7), unionId: 'khong-co' }], await edition())).toMatchObject({ reason: 'unknown-union' })
    })

    it('of two who save targets from the same list one is told to look again, and the lines of the other stay', async () => {
      const seen = await edition()
      const both = await Promise.all(['T-A', 'T-A-1'].map((code) => save([target('T-B', '', 7), target(code, 'Cụm 1', 3)], seen)))
      expect(both.filter(({ ok }) => ok)).toHaveLength(1)
      expect(both.find(({ ok }) => !ok)).toMatchObject({ reason: 'edited-meanwhile' })
      expect(await campaigns().targets(fixture.contestId)).toHaveLength(2)
    })
  })
}
