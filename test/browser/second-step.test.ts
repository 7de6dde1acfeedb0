import { createHmac } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { codeOfStep, stepAt } from '../../server/src/domain/totp.ts'
import { leaveBrowser, openBrowser } from '../support/browser.ts'
import { handClock, testApp } from '../support/services.ts'

const PASSWORD = 'lua nep nuong moi'
const MINUTE = 60_000

let world: Awaited<ReturnType<typeof testApp>>
let browser: Browser
let url: string
const clock = handClock('2021-05-04T08:00:00+07:00')

beforeAll(async () => {
  world = await testApp(clock, { STAFF_TOTP: 'required' })
  url = await world.app.listen({ port: 0, host: '127.0.0.1' })
  browser = await openBrowser()
})
afterAll(async () => {
  await leaveBrowser()
  await world?.end()
})

/** What an authenticator shows whose owner typed this key. */
function shownBy(key: string): string {
  const bits = [...key.replaceAll(' ', '')].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const secret = Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)))
  return codeOfStep((one, message) => createHmac('sha1', one).update(message).digest(), secret, stepAt(clock.now()))
}

async function logIn(page: Page): Promise<void> {
  await page.goto(`${url}/desk`)
  await page.getByLabel('Tên đăng nhập').fill('quan-tri')
  await page.getByLabel('Mật khẩu', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click()
}

test('an administrator turns the second step on before anything else, enters with a code, then with a recovery code, and is asked again before an invitation', async () => {
  const { storage, ids, passwords } = world.services
  const now = clock.now()
  const account = { id: ids.next(now), login: 'quan-tri', role: 'administrator' as const, fullName: 'Lò Thị Quản', unionId: null, createdAt: now }
  const entry = { id: ids.next(now), at: now, actorId: account.id, action: 'createStaff', subject: 'quan-tri', reason: 'fixture' }
  await storage.accounts.createStaff({ ...account, passwordHash: await passwords.hash(PASSWORD) }, entry)

  const page = await (await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'vi-VN' })).newPage()
  page.setDefaultTimeout(45_000)
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))

  await logIn(page)
  const key = await page.locator('.new-secret code').innerText()
  await page.getByLabel('Mã 6 số').fill(shownBy(key))
  await page.getByRole('button', { name: 'Xác nhận và bật' }).click()
  const first = await page.locator('.recovery-sheet li').first().innerText()
  expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0)
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Tải tệp' }).click()
  expect((await download).suggestedFilename()).toBe('ma-khoi-phuc-127.0.0.1.txt')
  await page.getByRole('button', { name: 'Tôi đã cất' }).click()

  await page.getByRole('button', { name: 'Đăng xuất' }).click()
  await logIn(page)
  const code = page.getByLabel('Mã 6 số')
  await code.waitFor()
  expect(await page.evaluate('[document.activeElement.autocomplete, document.activeElement.inputMode]')).toEqual(['one-time-code', 'numeric'])
  // The code that turned it on is spent; the next one is not.
  await code.fill(shownBy(key))
  await page.getByRole('button', { name: 'Vào bàn điều hành' }).click()
  await page.getByRole('alert').getByText('Mã không đúng').waitFor()
  clock.pass(MINUTE / 2)
  await code.fill(shownBy(key))
  await page.getByRole('button', { name: 'Vào bàn điều hành' }).click()

  await page.getByRole('button', { name: 'Đăng xuất' }).click()
  await logIn(page)
  await page.getByRole('button', { name: 'Dùng mã khôi phục' }).click()
  await page.getByLabel('Mã khôi phục').fill(first.toLowerCase())
  await page.getByRole('button', { name: 'Vào bàn điều hành' }).click()
  await page.getByRole('link', { name: 'Tài khoản của tôi' }).click()
  await page.getByText('Mã khôi phục còn lại: 9/10.').waitFor()

  clock.pass(16 * MINUTE)
  await page.goto(`${url}/desk/staff`)
  await page.getByRole('button', { name: 'Mời', exact: true }).click()
  await page.getByLabel('Vai trò').selectOption('judge')
  await page.getByLabel('Họ và tên').fill('Vàng Thị Mỷ')
  await page.getByLabel('Lý do').fill('thêm người trực')
  await page.getByRole('button', { name: 'Tạo liên kết mời' }).click()
  await page.getByLabel('Mật khẩu', { exact: true }).fill(PASSWORD)
  await page.getByLabel('Mã 6 số').fill(shownBy(key))
  await page.getByRole('button', { name: 'Xác nhận và tiếp tục' }).click()
  await page.getByText('/desk/moi?token=').waitFor()
  expect(faults).toEqual([])
})
