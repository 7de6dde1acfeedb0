import { describe, expect, test } from 'vitest'
import {
  campaignPhase,
  initiativePhase,
  planCampaign,
  planSwitch,
  planTargets,
  type Campaign,
  type CampaignTarget,
} from '../../server/src/domain/campaign.ts'

const at = (day: string): number => Date.parse(`2021-${day}T00:00:00+07:00`)
const facts = {
  name: 'Đợt thi đua 30 ngày',
  legalBasis: 'Kế hoạch 248/KH-LĐLĐ',
  contents: '',
  opensAt: at('04-26'),
  closesAt: at('05-27'),
  initiativesCloseAt: at('06-01'),
  fileNeeded: false,
  initiativeColumns: [],
}
const campaign: Campaign = { ...facts, contestId: 'c', on: false, edition: 1 }

describe('the days of a campaign', () => {
  test.each([
    // now                          campaign   initiatives
    ['2021-04-25T23:59:59.999+07:00', 'before', 'before'],
    ['2021-04-26T00:00:00+07:00', 'running', 'running'],
    ['2021-05-26T23:59:59.999+07:00', 'running', 'running'],
    ['2021-05-27T00:00:00+07:00', 'over', 'running'],
    ['2021-05-31T23:59:59.999+07:00', 'over', 'running'],
    ['2021-06-01T00:00:00+07:00', 'over', 'over'],
  ])('at %s the campaign is %s and initiatives are %s', (now, whole, initiatives) => {
    expect([campaignPhase(campaign, Date.parse(now)), initiativePhase(campaign, Date.parse(now))]).toEqual([whole, initiatives])
  })
})

describe('setting a campaign up', () => {
  test('a first one is off, and each change makes an edition', () => {
    expect(planCampaign('c', null, facts, 0)).toEqual({ ok: true, value: campaign })
    expect(planCampaign('c', { ...campaign, on: true }, { ...facts, name: 'Khác' }, 1)).toMatchObject({
      value: { on: true, edition: 2, name: 'Khác' },
    })
  })

  test.each([
    ['somebody changed it meanwhile', campaign, facts, 0, 'edited-meanwhile'],
    ['somebody set one up meanwhile', null, facts, 1, 'edited-meanwhile'],
    ['nothing is otherwise', campaign, facts, 1, 'nothing-changed'],
  ] as const)('is refused where %s', (_, before, wanted, basedOn, reason) => {
    expect(planCampaign('c', before, { ...wanted, initiativeColumns: [] }, basedOn)).toMatchObject({ reason })
  })

  test('is switched on only once it is there, and only where it is off', () => {
    expect(planSwitch(null, true)).toMatchObject({ reason: 'campaign-not-set-up' })
    expect(planSwitch(campaign, false)).toMatchObject({ reason: 'nothing-changed' })
    expect(planSwitch(campaign, true)).toMatchObject({ value: { on: true, edition: 2 } })
  })
})

describe('targets', () => {
  const target = (unionId: string, initiatives: number | null, peerGroup = ''): CampaignTarget => ({
    unionId,
    peerGroup,
    initiatives,
    benefit: null,
    works: null,
  })
  const [a, b] = [target('a', 10), target('b', 20)]
  test.each([
    ['the same lines in another order', [a, b], [b, a], 'nothing-changed'],
    ['a union twice', [a], [a, target('a', 11)], 'target-twice'],
  ])('%s: refused', (_, before, wanted, reason) => {
    expect(planTargets(before, wanted)).toMatchObject({ reason })
  })

  test.each([
    ['another number', [a, b], [target('a', 11), b], [a], [target('a', 11)]],
    ['another peer group', [a], [target('a', 10, 'Cụm 1')], [a], [target('a', 10, 'Cụm 1')]],
    ['none set is not nought', [target('a', null)], [target('a', 0)], [target('a', null)], [target('a', 0)]],
    ['all taken away', [a, b], [], [a, b], []],
  ])('%s: the trail tells what it was and becomes', (_, given, wanted, before, after) => {
    expect(planTargets(given, wanted)).toEqual({ ok: true, value: { before, after } })
  })
})
