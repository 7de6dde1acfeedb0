import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { targetsEdition } from '../../server/src/domain/campaign.ts'
import { saveCampaign, saveTargets, switchCampaign } from '../../server/src/features/campaigns/actions.ts'
import { leaveBrowser, openBrowser } from '../support/browser.ts'
import { tokenFor } from '../support/client.ts'
import { makeContest, makeStaff } from '../support/contest.ts'
import { cutLine, mendLine, staffPage } from '../support/phones.ts'
import { photos } from '../support/photos.ts'
import { handClock, testApp } from '../support/services.ts'
import { axeFaults } from './looks.ts'

let world: Awaited<ReturnType<typeof testApp>>
let browser: Browser
let phone: Page
let desk: Page
let address: string
let contestId: string
const faults: string[] = []

/** A campaign that is on; an officer of a unit with a phone, and one of the district above it at a desk. */
beforeAll(async () => {
  world = await testApp(handClock('2021-05-04T08:00:00+07:00'))
  const { services, app } = world
  const fixture = await makeContest(services)
  contestId = fixture.contestId
  const unitOf = (code: string): string => fixture.unionIds[code]!
  const contest = { id: contestId, slug: fixture.slug }
  const by = { actorId: (await makeStaff(services, 'organiser')).id, reason: 'bắt đầu đợt thi đua' }
  const days = {
    opensAt: Date.parse('2021-04-26T00:00:00+07:00'),
    closesAt: Date.parse('2021-05-27T00:00:00+07:00'),
    initiativesCloseAt: Date.parse('2021-06-01T00:00:00+07:00'),
  }
  const words = { name: 'Đợt thi đua 30 ngày', legalBasis: '', contents: '', fileNeeded: false, initiativeColumns: [] }
  await saveCampaign(services, contest, { ...words, ...days, basedOn: 0 }, by)
  const target = { unionId: unitOf('T-A'), peerGroup: 'Khối huyện', initiatives: null, benefit: null, works: 4 }
  await saveTargets(services, contest, { targets: [target], basedOn: targetsEdition(services.sha256, []) }, by)
  await switchCampaign(services, contest, true, by)
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  address = `${url}/desk/contests/${fixture.slug}/works`
  browser = await openBrowser()
  const officer = async (code: string): Promise<Page> => {
    const { id } = await makeStaff(services, 'officer', unitOf(code))
    return staffPage(browser, { url, token: tokenFor(app, services, { id, role: 'officer', unionId: unitOf(code) }), faults })
  }
  phone = await officer('T-A-1')
  desk = await officer('T-A')
  await desk.setViewportSize({ width: 1280, height: 800 })
})
afterAll(async () => {
  await leaveBrowser()
  await world?.end()
})

/** What on the page of a work is too wide for the phone, or too small for a thumb. */
const thumbFaults = (page: Page): Promise<string[]> =>
  page.evaluate(`(() => {
    const over = document.documentElement.scrollWidth - document.documentElement.clientWidth
    const small = [...document.querySelectorAll('.work-page, .work-form')].flatMap((form) => [...form.querySelectorAll('button, .button, summary, input:not(.hidden), textarea')])
      .map((one) => (one.matches('[type=radio]') ? one.closest('label') : one))
      .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 47.5)
      .map((one) => 'small: ' + one.outerHTML.slice(0, 80))
    return [...(over > 0 ? ['too wide by ' + over] : []), ...small]
  })()`)
const looksGood = async (page: Page): Promise<void> => expect([...(await axeFaults(page)), ...(await thumbFaults(page))]).toEqual([])

test('a work is registered on the phone over a bad line, confirmed at the desk, photographed, reported and accepted', async () => {
  const { works } = world.services.storage
  await phone.goto(address)
  await phone.getByText('Chưa có công trình, phần việc nào.').waitFor()
  await looksGood(phone)
  await phone.getByRole('link', { name: 'Đăng ký', exact: true }).click()
  await phone.getByText('CĐCS Trường THCS Tả Tổng', { exact: true }).waitFor()
  await phone.getByRole('button', { name: 'Gửi đăng ký' }).click()
  await phone.getByText('Tên phải có ít nhất 5 ký tự.').waitFor()
  await phone.getByLabel('Tên', { exact: true }).fill('Làm đường vào bản Tả Tổng')
  await phone.getByLabel('Khối lượng').fill('2,5')
  await phone.getByLabel('Đơn vị tính').fill('km đường bê tông')
  await phone.getByLabel('Giá trị (đồng)').fill('150.000.000')
  await phone.getByLabel('Từ ngày').fill('2021-04-26')
  await phone.getByLabel('Đến ngày').fill('2021-05-20')
  await looksGood(phone)
  await cutLine(phone.context())
  await phone.getByRole('button', { name: 'Gửi đăng ký' }).click()
  await phone.locator('.note.offline').waitFor()
  await mendLine(phone.context())
  await phone.reload()
  expect(await phone.getByLabel('Tên', { exact: true }).inputValue()).toBe('Làm đường vào bản Tả Tổng')
  await phone.getByRole('button', { name: 'Gửi đăng ký' }).click()
  await phone.getByRole('heading', { name: 'Làm đường vào bản Tả Tổng' }).waitFor()
  await phone.getByText('Chờ xác nhận').waitFor()
  expect((await works.list({ contestId, sort: 'title', order: 'asc', page: 1, pageSize: 9 })).total).toBe(1)

  await desk.goto(address)
  await desk.getByRole('link', { name: 'Làm đường vào bản Tả Tổng' }).click()
  await desk.getByRole('button', { name: 'Xác nhận đăng ký' }).click()
  await desk.getByText('Đã ghi nhận.').waitFor()

  await phone.reload()
  await phone.getByText('Đang thực hiện').waitFor()
  await cutLine(phone.context())
  await phone.getByLabel('Thêm ảnh').setInputFiles({ name: 'duong.jpg', mimeType: 'image/jpeg', buffer: photos.jpeg })
  await phone.getByText('“duong.jpg” chờ có mạng, sẽ tự gửi lại.').waitFor()
  await looksGood(phone)
  await mendLine(phone.context())
  await phone.reload()
  const photo = phone.getByRole('img', { name: 'Ảnh 1 của “Làm đường vào bản Tả Tổng”' })
  await photo.waitFor()
  // Stored on its side; shown upright, as the only note that was left in it says.
  const size = `(() => { const { naturalWidth, naturalHeight } = document.querySelector('.gallery img'); return [naturalWidth, naturalHeight] })()`
  await expect.poll(() => phone.evaluate(size)).toEqual([16, 24])
  await phone.getByLabel('Ảnh 1 cho thấy gì?').fill('Mặt đường đã đổ bê tông')
  await phone.getByLabel('Ảnh 1 cho thấy gì?').blur()
  await phone.getByRole('img', { name: 'Mặt đường đã đổ bê tông' }).waitFor()
  await phone.getByLabel('Kết quả đạt được').fill('Đã đổ bê tông 2,5 km, 40 hộ đi lại thuận tiện.')
  await phone.reload()
  expect(await phone.getByLabel('Kết quả đạt được').inputValue()).toBe('Đã đổ bê tông 2,5 km, 40 hộ đi lại thuận tiện.')
  expect(await phone.getByLabel('Hoàn thành ngày').inputValue()).toBe('2021-05-04')
  await phone.getByRole('button', { name: 'Báo hoàn thành' }).click()
  await phone.getByText('Đã báo hoàn thành.').waitFor()
  await looksGood(phone)

  await desk.reload()
  await desk.getByRole('img', { name: 'Mặt đường đã đổ bê tông' }).waitFor()
  expect(await axeFaults(desk)).toEqual([])
  await desk.getByRole('button', { name: 'Công nhận' }).click()
  await desk.getByText('Đã ghi nhận.').waitFor()
  await desk.getByRole('link', { name: 'Danh sách công trình, phần việc' }).click()
  await desk.getByRole('row', { name: /LĐLĐ huyện A 1 4 25%/ }).waitFor()
  await desk.getByRole('row', { name: /Đã công nhận từ/ }).waitFor()
  expect(await axeFaults(desk)).toEqual([])
  expect(faults.filter((fault) => !fault.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([])
})

test('where the campaign is off the menu does not know works', async () => {
  const { services } = world
  const { id } = await makeStaff(services, 'organiser')
  await desk.goto(address)
  const entry = desk.getByRole('navigation').getByRole('link', { name: 'Công trình, phần việc' })
  await entry.waitFor()
  await switchCampaign(services, { id: contestId, slug: 'thu' }, false, { actorId: id, reason: 'tạm dừng đợt thi đua' })
  await desk.goto(address.replace('/works', '/inquiries'))
  await desk.getByRole('heading', { level: 1 }).waitFor()
  await entry.waitFor({ state: 'detached' })
})
