import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { leaveBrowser, openBrowser } from '../support/browser.ts'
import { makeContest } from '../support/contest.ts'
import { callRoute } from '../support/client.ts'
import { handClock, testApp } from '../support/services.ts'

const PASSWORD = 'lua nep nuong moi'
const people = [
  ['0987654321', 'Giàng A Páo'],
  ['0987654322', 'Lò Thị Mai'],
  ['0987654323', 'Vàng A Sử'],
] as const

let world: Awaited<ReturnType<typeof testApp>>
let browser: Browser
let url: string
let ids: string[]
// Wednesday, the day before two public holidays and a weekend.
const clock = handClock('2021-04-28T08:00:00+07:00')

beforeAll(async () => {
  world = await testApp(clock)
  const fixture = await makeContest(world.services)
  const unionId = fixture.unionIds['T-A-1']
  const same = { password: PASSWORD, birthDate: '1990-01-01', unionId, contestantKind: 'member', consentVersion: 'v1' }
  for (const [phone, fullName] of people) await callRoute(world.app, 'registerContestant', { body: { ...same, phone, fullName } })
  ids = await Promise.all(people.map(async ([phone]) => (await world.services.storage.accounts.findByLogin(phone))?.id ?? ''))
  const { storage, ids: names, passwords } = world.services
  const now = clock.now()
  const account = { id: names.next(now), login: 'to-chuc', role: 'organiser' as const, fullName: 'Lý Thị Chức', unionId: null, createdAt: now }
  const entry = { id: names.next(now), at: now, actorId: account.id, action: 'createStaff', subject: 'to-chuc', reason: 'fixture' }
  await storage.accounts.createStaff({ ...account, passwordHash: await passwords.hash(PASSWORD) }, entry)
  url = await world.app.listen({ port: 0, host: '127.0.0.1' })
  browser = await openBrowser()
})
afterAll(async () => {
  await leaveBrowser()
  await world?.end()
})

async function opened(): Promise<{ page: Page; faults: string[] }> {
  const page = await (await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'vi-VN' })).newPage()
  page.setDefaultTimeout(45_000)
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  return { page, faults }
}

async function withdrawOnPhone(): Promise<void> {
  const [phone] = people[2]
  const { page } = await opened()
  await page.goto(`${url}/du-lieu-cua-toi`)
  await page.locator('main').getByRole('link', { name: 'Đăng nhập' }).click()
  await page.getByLabel('Số điện thoại').fill(phone)
  await page.getByLabel('Mật khẩu').fill(PASSWORD)
  await page.locator('main').getByRole('button', { name: 'Đăng nhập' }).click()
  await page
    .locator('summary')
    .filter({ hasText: /Rút lại đồng ý/ })
    .click()
  await page.getByLabel('Tôi hiểu việc này không lấy lại được.').check()
  await page.locator('#leave-password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Tiếp tục' }).click()
  await page.getByRole('button', { name: 'Xoá dữ liệu' }).click()
  await page.getByText('Đã xoá toàn bộ dữ liệu cá nhân').waitFor()
  await page.context().close()
}

test('an organiser notes two requests, hands one copy out and carries one deletion out; what a worker withdrew on the phone stands beside them', async () => {
  const { page, faults } = await opened()
  await page.goto(`${url}/desk`)
  await page.getByLabel('Tên đăng nhập').fill('to-chuc')
  await page.getByLabel('Mật khẩu', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click()
  await page.getByRole('button', { name: 'Đăng xuất' }).waitFor()

  for (const [index, kind] of [
    [0, 'export'],
    [1, 'delete'],
  ] as const) {
    await page.goto(`${url}/desk/contestants/${ids[index]}`)
    await page.getByRole('button', { name: 'Yêu cầu dữ liệu' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('combobox').selectOption(kind)
    await dialog.getByRole('textbox').fill('gọi điện đến văn phòng')
    await dialog.getByRole('button', { name: 'Ghi nhận' }).click()
    // Thursday counts, 30 April and Monday in place of 1 May do not.
    await page.getByText('Đã ghi nhận, hạn trả lời hết ngày 04/05/2021.').waitFor()
  }
  await withdrawOnPhone()

  await page.goto(`${url}/desk/data-requests`)
  await page.getByText('2 yêu cầu đang chờ, 0 yêu cầu đã quá hạn.').waitFor()
  await page.getByRole('button', { name: 'Trả lời yêu cầu của Giàng A Páo' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Tải tệp dữ liệu' }).click()
  const file = JSON.parse(readFileSync(await (await download).path(), 'utf8')) as { profile: { fullName: string } }
  expect(file.profile.fullName).toBe('Giàng A Páo')
  await page.getByRole('textbox', { name: 'Lý do' }).fill('đã giao tận tay')
  await page.getByRole('button', { name: 'Ghi kết quả', exact: true }).click()
  await page.getByText('Đã ghi kết quả cho yêu cầu của Giàng A Páo.').waitFor()

  await page.getByRole('button', { name: 'Trả lời yêu cầu của Lò Thị Mai' }).click()
  await page.getByRole('textbox', { name: 'Lý do' }).fill('đã gọi lại để xác minh')
  await page.getByRole('button', { name: 'Đóng tài khoản và ghi kết quả' }).click()
  await page.getByText('Không có yêu cầu nào đang chờ.').waitFor()
  expect(await world.services.storage.accounts.findByLogin(people[1][0])).toBeNull()
  // Who is gone has no name any more: one by the desk, one by themselves.
  expect(await page.locator('.data-requests tbody tr').count()).toBe(3)
  expect(await page.getByText('Đã xoá tên').count()).toBe(2)
  expect(await page.getByText('tự làm trên điện thoại').count()).toBe(1)
  expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0)
  expect(faults).toEqual([])
})
