import { afterEach, expect, test } from 'vitest'
import { refusalTexts } from '../../server/src/http/refusal-texts.ts'
import { expectRefused, openWorld, type World } from './world.ts'

let world: World
afterEach(() => world.end())

const campaign = {
  ...{ name: 'Thi đua 30 ngày', legalBasis: '', contents: '', fileNeeded: false, initiativeColumns: [] },
  ...{ opensAt: Date.parse('2021-04-26T00:00:00+07:00'), closesAt: Date.parse('2021-05-27T00:00:00+07:00') },
  initiativesCloseAt: Date.parse('2021-06-01T00:00:00+07:00'),
}
const reason = 'theo kế hoạch'

test('who saves targets from an older page is told to look again, and no line is lost; other saves of the campaign disturb nobody', async () => {
  world = await openWorld()
  const params = { slug: world.fixture.slug }
  const [first, second] = [await world.staff('organiser'), await world.staff('organiser')]
  const setup = () => second.ask('getCampaignSetup', { params })
  const target = (code: string) => ({ unionId: world.unionId(code), peerGroup: '', initiatives: 4, benefit: null, works: null })
  const save = (who: typeof first, codes: string[], basedOn: string) =>
    who.call('saveCampaignTargets', { params, body: { targets: codes.map(target), basedOn, reason } })
  await first.ask('saveCampaign', { params, body: { ...campaign, basedOn: 0, reason } })
  const seen = (await setup()).targetsEdition
  expect((await save(first, ['T-A', 'T-B'], seen)).statusCode).toBe(200)
  const late = await save(second, ['T-A-1'], seen)
  expectRefused(late, 'edited-meanwhile')
  expect((await setup()).targets.map(({ unionCode }) => unionCode)).toEqual(['T-A', 'T-B'])
  const newer = (await setup()).targetsEdition
  await first.ask('saveCampaign', { params, body: { ...campaign, name: 'Tên khác', basedOn: 1, reason } })
  await first.ask('switchCampaign', { params, body: { on: true, reason } })
  expect((await save(second, ['T-B', 'T-A', 'T-A-1'], newer)).json()).toEqual({ edition: (await setup()).targetsEdition })
  expect((await setup()).targets).toHaveLength(3)
})

test('the refusal says what happened and what to do, of whatever it was', () => {
  const { vi, en } = refusalTexts['edited-meanwhile']
  expect([vi, en].filter((text) => /câu hỏi|question/i.test(text))).toEqual([])
  expect([vi, en]).toEqual([
    expect.stringMatching(/chưa lưu gì.*Anh\/Chị.*tải lại trang/),
    expect.stringMatching(/nothing was saved.*reload the page/),
  ])
})
