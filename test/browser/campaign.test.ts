import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { targetsEdition } from '../../server/src/domain/campaign.ts'
import { saveCampaign, saveTargets, switchCampaign } from '../../server/src/features/campaigns/actions.ts'
import { leaveBrowser, openBrowser } from '../support/browser.ts'
import { tokenFor } from '../support/client.ts'
import { makeContest, makeContestant, makeStaff } from '../support/contest.ts'
import { newPhone, staffPage } from '../support/phones.ts'
import { handClock, testApp } from '../support/services.ts'
import { axeFaults, layoutFaults } from './looks.ts'

let world: Awaited<ReturnType<typeof testApp>>
let browser: Browser
let phone: Page
let unit: Page
let upper: Page
let organiser: Page
let address: string
let around: { id: string; slug: string }
let by: { actorId: string; reason: string }
let unionIds: Record<string, string>
const faults: string[] = []

beforeAll(async () => {
  world = await testApp(handClock('2021-05-10T08:00:00+07:00'))
  const { services, app } = world
  const fixture = await makeContest(services)
  const [unionId, districtId] = [fixture.unionIds['T-A-1']!, fixture.unionIds['T-A']!]
  const who = await makeContestant(services, unionId, 'Lò Văn An')
  const top = await makeStaff(services, 'organiser')
  around = { id: fixture.contestId, slug: fixture.slug }
  by = { actorId: top.id, reason: 'theo kế hoạch 248' }
  unionIds = fixture.unionIds
  const facts = {
    name: 'Đợt thi đua 30 ngày cao điểm',
    legalBasis: 'Kế hoạch 248/KH-LĐLĐ ngày 26/4/2021',
    contents: 'Mỗi đơn vị có ít nhất một sáng kiến',
    opensAt: Date.parse('2021-04-26T00:00:00+07:00'),
    closesAt: Date.parse('2021-05-27T00:00:00+07:00'),
    initiativesCloseAt: Date.parse('2021-06-01T00:00:00+07:00'),
    fileNeeded: false,
    initiativeColumns: [],
  }
  await saveCampaign(services, around, { ...facts, basedOn: 0 }, by)
  const target = { unionId: districtId, peerGroup: 'Khối huyện', initiatives: 4, benefit: null, works: null }
  await saveTargets(services, around, { targets: [target], basedOn: targetsEdition(services.sha256, []) }, by)
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  address = `${url}/desk/contests/${fixture.slug}`
  browser = await openBrowser()
  const context = await newPhone(browser, url, tokenFor(app, services, { id: who.id, role: 'contestant', unionId }))
  phone = await context.newPage()
  phone.setDefaultTimeout(45_000)
  phone.on('pageerror', (error) => faults.push(error.message))
  await phone.goto(url)
  await phone.getByText('Kỳ 1').first().waitFor()
  expect(await phone.getByRole('link', { name: 'Thi đua và sáng kiến' }).count()).toBe(0)
  await switchCampaign(services, around, true, by)
  await phone.goto(url)
  const officer = async (code: string): Promise<Page> => {
    const own = fixture.unionIds[code]!
    const { id } = await makeStaff(services, 'officer', own)
    return staffPage(browser, { url, token: tokenFor(app, services, { id, role: 'officer', unionId: own }), faults })
  }
  ;[unit, upper] = [await officer('T-A-1'), await officer('T-A')]
  organiser = await staffPage(browser, { url, token: tokenFor(app, services, { id: top.id, role: 'organiser' }), faults })
})
afterAll(async () => {
  await leaveBrowser()
  await world?.end()
})

const looksGood = async (page: Page): Promise<void> => expect([...(await axeFaults(page)), ...(await layoutFaults(page))]).toEqual([])
/** The desk is made for a mouse as well: its smaller targets are no fault. */
const deskLooksGood = async (page: Page): Promise<void> => {
  const layout = (await layoutFaults(page)).filter((fault) => !fault.startsWith('small:'))
  expect([...(await axeFaults(page)), ...layout]).toEqual([])
}
const open = async (desk: Page): Promise<void> => {
  await desk.goto(`${address}/initiatives`)
  await desk.getByRole('link', { name: 'Xem sáng kiến Máy bóc vỏ ngô' }).click()
  await desk.getByRole('heading', { name: 'Các bước' }).waitFor()
}

test('an initiative goes from the phone up to the count, back once with a reason, and the numbers show it', async () => {
  await phone.getByRole('link', { name: 'Thi đua và sáng kiến' }).click()
  await phone.getByText('Nhập sáng kiến đến hết 31/05/2021').waitFor()
  await looksGood(phone)
  await phone.getByRole('button', { name: 'Nhập sáng kiến mới' }).click()
  await phone.getByRole('button', { name: 'Lưu bản nháp' }).click()
  await phone.getByText('Anh/Chị ghi tên sáng kiến').waitFor()
  await phone.getByLabel('Tên sáng kiến').fill('Máy bóc vỏ ngô')
  await phone.getByLabel('Loại').selectOption({ label: 'Kỹ thuật' })
  await phone.getByLabel('Lĩnh vực').fill('Nông nghiệp')
  await phone.getByLabel('Ngày áp dụng lần đầu').fill('2021-03-01')
  await phone.getByLabel('Tóm tắt hiệu quả').fill('Nhanh gấp ba so với làm tay')
  await phone.getByLabel('Giá trị làm lợi').fill('50.000.000')
  await phone.getByLabel('Tiền thưởng').fill('0')
  await looksGood(phone)
  await phone.getByRole('button', { name: 'Lưu bản nháp' }).click()
  await phone.getByText('Còn thiếu: số quyết định, ngày quyết định').waitFor()
  await looksGood(phone)
  await phone.getByRole('button', { name: 'Gửi đơn vị' }).click()
  await phone.getByText('Đơn vị của Anh/Chị sẽ xem và công nhận').waitFor()

  await open(unit)
  await deskLooksGood(unit)
  await unit.getByRole('button', { name: 'Trả lại' }).click()
  await unit.getByLabel('Lý do').fill('ghi thêm số và ngày quyết định')
  await unit.getByRole('dialog').getByRole('button', { name: 'Trả lại' }).click()
  await unit.getByText('Đã ghi.').waitFor()

  await phone.reload()
  await phone.getByText('Lý do: ghi thêm số và ngày quyết định').waitFor()
  await phone.getByRole('button', { name: 'Sửa' }).click()
  await phone.getByLabel('Số quyết định công nhận').fill('12/QĐ')
  await phone.getByLabel('Ngày quyết định').fill('2021-04-30')
  await phone.getByRole('button', { name: 'Lưu bản nháp' }).click()
  await phone.getByText('Đủ thông tin').waitFor()
  await phone.getByRole('button', { name: 'Gửi lại' }).click()
  await phone.getByText('Đơn vị của Anh/Chị sẽ xem và công nhận').waitFor()

  for (const [desk, step, state] of [
    [unit, 'Công nhận', 'Đơn vị công nhận'],
    [upper, 'Xác nhận', 'Cấp trên xác nhận'],
    [organiser, 'Tính', 'Đã tính'],
  ] as const) {
    await open(desk)
    await desk.getByRole('button', { name: step, exact: true }).click()
    if (step === 'Công nhận') {
      await desk.getByRole('dialog').getByLabel('Đơn vị công nhận bởi').selectOption({ label: 'Hội đồng' })
      await deskLooksGood(desk)
      await desk.getByRole('dialog').getByRole('button', { name: step }).click()
    }
    await desk.locator('.tag', { hasText: state }).waitFor()
  }
  await phone.reload()
  await phone.getByText('Nội dung và các bước').click()
  await phone.getByText('Được trả lại để sửa').waitFor()
  expect(await phone.locator('article ol li').allInnerTexts()).toHaveLength(7)
  await phone.getByText('Hội đồng').waitFor()
  await looksGood(phone)
  await organiser.goto(`${address}/initiatives`)
  const line = organiser.getByRole('row').filter({ hasText: 'LĐLĐ huyện A' }).first()
  await line.getByText('25', { exact: false }).waitFor()
  await organiser.getByText('Số liệu', { exact: true }).click()
  await organiser.getByText('Đã tính 1 trên chỉ tiêu 4').waitFor()
  await deskLooksGood(organiser)
  await organiser.goto(`${address}/campaign`)
  await organiser.getByText('Đang bật').waitFor()
  await deskLooksGood(organiser)
  expect(faults).toEqual([])
})

/** Press a button that asks why, and say so. */
async function doWithReason(button: string): Promise<void> {
  await organiser.getByRole('button', { name: button, exact: true }).click()
  const dialog = organiser.getByRole('dialog')
  await dialog.getByLabel('Lý do').fill('giao thêm chỉ tiêu')
  await dialog.getByRole('button', { name: button, exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
}

test('what is typed on the campaign page outlives every save but its own, also one of somebody else, which is shown', async () => {
  const { services } = world
  const target = (code: string, initiatives: number) => ({
    ...{ unionId: unionIds[code]!, peerGroup: 'Khối huyện', initiatives, benefit: null, works: null },
  })
  await organiser.goto(`${address}/campaign`)
  const name = organiser.getByLabel('Tên đợt thi đua')
  const works = organiser.getByLabel('Công trình · LĐLĐ huyện A')
  const contents = organiser.getByLabel('Nội dung thi đua')
  await works.fill('7')
  await name.fill('Đợt thi đua của tỉnh')
  await doWithReason('Tắt')
  await organiser.getByText('Đang tắt').waitFor()
  await doWithReason('Bật')
  await organiser.getByText('Đang bật').waitFor()
  expect([await works.inputValue(), await name.inputValue()]).toEqual(['7', 'Đợt thi đua của tỉnh'])
  await doWithReason('Lưu đợt thi đua')
  await organiser.getByText('Đã lưu.').waitFor()
  expect(await works.inputValue()).toBe('7')

  const seen = await services.storage.campaigns.targets(around.id)
  await contents.fill('Thi đua lập thành tích')
  await saveTargets(services, around, { targets: [target('T-A', 9), target('T-B', 5)], basedOn: targetsEdition(services.sha256, seen) }, by)
  await doWithReason('Lưu chỉ tiêu')
  await organiser.getByText('LĐLĐ huyện A: ở đây giữ theo Anh/Chị; người kia ghi Khối huyện, Số sáng kiến 9').waitFor()
  await organiser.getByText('LĐLĐ huyện B: đã lấy theo người kia').waitFor()
  await deskLooksGood(organiser)
  const initiatives = (unit: string) => organiser.getByLabel(`Số sáng kiến · ${unit}`).inputValue()
  expect([await works.inputValue(), await initiatives('LĐLĐ huyện A'), await initiatives('LĐLĐ huyện B')]).toEqual(['7', '4', '5'])
  await doWithReason('Lưu chỉ tiêu')
  await organiser.getByText('Đã lưu.').waitFor()
  expect(await organiser.getByText('người kia').count()).toBe(0)
  expect((await services.storage.campaigns.targets(around.id)).map((line) => [line.unionCode, line.initiatives, line.works])).toEqual([
    ['T-A', 4, 7],
    ['T-B', 5, null],
  ])

  const campaign = await services.storage.campaigns.find(around.id)
  const { edition: basedOn, contestId: _contest, on: _on, ...facts } = campaign!
  await saveCampaign(services, around, { ...facts, name: 'Tên của người khác', contents: 'Nội dung khác', basedOn }, by)
  await doWithReason('Lưu đợt thi đua')
  await organiser.getByText('Tên đợt thi đua: đã lấy theo người kia – Tên của người khác').waitFor()
  await organiser.getByText('Nội dung thi đua: ở đây giữ theo Anh/Chị; người kia ghi Nội dung khác').waitFor()
  expect([await name.inputValue(), await contents.inputValue()]).toEqual(['Tên của người khác', 'Thi đua lập thành tích'])
  await doWithReason('Lưu đợt thi đua')
  await organiser.getByText('Đã lưu.').waitFor()
  expect(await services.storage.campaigns.find(around.id)).toMatchObject({ name: 'Tên của người khác', contents: 'Thi đua lập thành tích', on: true })
  // The two refusals, which the browser tells of as well.
  expect(faults.filter((fault) => !fault.includes('409'))).toEqual([])
})
