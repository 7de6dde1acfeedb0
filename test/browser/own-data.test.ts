import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { leaveBrowser, openBrowser } from '../support/browser.ts'
import { makeContest } from '../support/contest.ts'
import { callRoute } from '../support/client.ts'
import { handClock, testApp } from '../support/services.ts'
import { axeFaults } from './looks.ts'

const PHONE = '0987654321'
const PASSWORD = 'mat khau dai'

let world: Awaited<ReturnType<typeof testApp>>
let browser: Browser
let page: Page
const faults: string[] = []

beforeAll(async () => {
  const [start, began] = [Date.parse('2021-05-04T08:00:00+07:00'), Date.now()]
  world = await testApp({ ...handClock(start), now: () => start + Date.now() - began })
  const fixture = await makeContest(world.services)
  const person = {
    phone: PHONE,
    password: PASSWORD,
    fullName: 'Giàng A Páo',
    birthDate: '1990-01-01',
    contestantKind: 'member',
    consentVersion: 'v1',
  }
  await callRoute(world.app, 'registerContestant', { body: { ...person, unionId: fixture.unionIds['T-A-1'] } })
  const url = await world.app.listen({ port: 0, host: '127.0.0.1' })
  browser = await openBrowser()
  const context = await browser.newContext({ viewport: { width: 320, height: 568 }, locale: 'vi-VN' })
  page = await context.newPage()
  page.setDefaultTimeout(45_000)
  page.on('pageerror', (error) => faults.push(error.message))
  await page.goto(`${url}/du-lieu-cua-toi`)
})
afterAll(async () => {
  await leaveBrowser()
  await world?.end()
})

const press = (name: string | RegExp) => page.getByRole('button', { name }).click()
const open = (title: RegExp) => page.locator('summary').filter({ hasText: title }).click()

test('a person sees and corrects what is kept of them, logs another device out, and leaves for good', async () => {
  await page.locator('main').getByRole('link', { name: 'Đăng nhập' }).click()
  await page.getByLabel('Số điện thoại').fill(PHONE)
  await page.getByLabel('Mật khẩu').fill(PASSWORD)
  await page.locator('main').getByRole('button', { name: 'Đăng nhập' }).click()
  await press('Sửa họ tên, ngày sinh')
  await page.getByLabel('Họ và tên').fill('Giàng A Pháo')
  await page.getByLabel('Ngày sinh').fill('31/02/1990')
  await press('Lưu thông tin')
  await page.getByText('Anh/Chị nhập ngày sinh có thật').waitFor()
  await page.getByLabel('Ngày sinh').fill('02/03/1990')
  await press('Lưu thông tin')
  await page.getByText('Đã lưu thông tin mới.').waitFor()
  await page.getByText('02/03/1990').first().waitFor()

  await open(/Máy đang đăng nhập \(2\)/)
  await press(/^Đăng xuất Trình duyệt trên máy khác/)
  await open(/Rút lại đồng ý/)
  await page.evaluate("document.querySelectorAll('details').forEach((part) => (part.open = true))")
  await page.getByText('Máy đang đăng nhập (1)').waitFor()
  expect(await axeFaults(page)).toEqual([])
  expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0)

  await press('Tiếp tục')
  await page.getByText('Anh/Chị đánh dấu vào ô này nếu vẫn muốn xoá.').waitFor()
  await page.getByLabel('Tôi hiểu việc này không lấy lại được.').check()
  await page.locator('#leave-password').fill(PASSWORD)
  await press('Tiếp tục')
  await press('Không, giữ lại')
  await press('Tiếp tục')
  await press('Xoá dữ liệu')
  await page.getByText('Đã xoá toàn bộ dữ liệu cá nhân').waitFor()
  expect(await world.services.storage.accounts.findByLogin(PHONE)).toBeNull()
  expect(faults).toEqual([])
})
