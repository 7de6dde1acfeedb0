import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { leaveBrowser, openBrowser } from '../support/browser.ts'
import { tokenFor } from '../support/client.ts'
import { makeContest, makeContestant, makeStaff } from '../support/contest.ts'
import { handClock, testApp } from '../support/services.ts'

let world: Awaited<ReturnType<typeof testApp>>
let browser: Browser
let url: string
const faults: string[] = []

beforeAll(async () => {
  world = await testApp(handClock('2021-05-04T08:00:00+07:00'))
  url = await world.app.listen({ port: 0, host: '127.0.0.1' })
  browser = await openBrowser()
})
afterAll(async () => {
  await leaveBrowser()
  await world?.end()
})

async function open(viewport: { width: number; height: number }, token?: string): Promise<Page> {
  const context = await browser.newContext({ viewport, locale: 'vi-VN' })
  if (token !== undefined) await context.addCookies([{ name: 'hoithi_session', value: token, url }])
  const page = await context.newPage()
  page.setDefaultTimeout(45_000)
  page.on('pageerror', (error) => faults.push(error.message))
  return page
}

test('an officer finds a worker, issues a code, and the worker sets a new password with it on a phone', async () => {
  const { unionIds } = await makeContest(world.services)
  const unionId = unionIds['T-A']!
  const { phone } = await makeContestant(world.services, unionIds['T-A-1']!, 'Lò Thị Ánh')
  await makeContestant(world.services, unionIds['T-B-1']!, 'Lò Thị Ánh Xa')
  const { id } = await makeStaff(world.services, 'officer', unionId)

  const desk = await open({ width: 1280, height: 800 }, tokenFor(world.app, world.services, { id, role: 'officer', unionId }))
  await desk.goto(`${url}/desk/contestants?search=anh`)
  await desk.getByRole('link', { name: 'Lò Thị Ánh', exact: true }).click()
  await desk.getByRole('button', { name: 'Cấp mã đặt lại mật khẩu' }).click()
  const dialog = desk.getByRole('dialog')
  await dialog.getByLabel('Lý do').fill('Quên mật khẩu')
  await dialog.getByRole('button', { name: 'Cấp mã đặt lại mật khẩu' }).click()
  const shown = await desk.locator('.one-time-code').innerText()
  expect(await desk.locator('body').innerText()).not.toContain(phone)

  const worker = await open({ width: 360, height: 740 })
  await worker.goto(`${url}/dang-nhap`)
  await worker.getByRole('link', { name: 'Quên mật khẩu?' }).click()
  // The login screen stays until the next one has arrived, and has a field of the same name.
  await worker.getByRole('heading', { name: 'Đặt lại mật khẩu' }).waitFor()
  await worker.getByLabel('Số điện thoại').fill(phone)
  await worker.getByLabel('Mã đặt lại').fill(shown.toLowerCase())
  await worker.getByLabel('Mật khẩu mới').fill('ngan')
  await worker.getByRole('button', { name: 'Đặt mật khẩu và đăng nhập' }).click()
  await worker.getByText('Mật khẩu cần ít nhất 8 ký tự').waitFor()
  await worker.getByLabel('Mật khẩu mới').fill('mat khau moi cua toi')
  await worker.getByRole('button', { name: 'Đặt mật khẩu và đăng nhập' }).click()
  await worker.getByRole('button', { name: 'Đăng xuất' }).waitFor()
  expect(await worker.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0)
  expect(faults).toEqual([])
})
