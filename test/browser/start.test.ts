import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { leaveBrowser, openBrowser } from '../support/browser.ts'
import { callRoute, tokenFor } from '../support/client.ts'
import { makeContest, makeStaff } from '../support/contest.ts'
import { handClock, testApp } from '../support/services.ts'
import { axeFaults } from './looks.ts'

let world: Awaited<ReturnType<typeof testApp>>
let browser: Browser
let page: Page
let url: string
const faults: string[] = []

beforeAll(async () => {
  const [start, began] = [Date.parse('2021-05-04T08:00:00+07:00'), Date.now()]
  world = await testApp({ ...handClock(start), now: () => start + Date.now() - began })
  await makeContest(world.services, { rounds: [['2021-05-03T00:00:00+07:00', '2021-05-10T00:00:00+07:00']] })
  url = await world.app.listen({ port: 0, host: '127.0.0.1' })
  browser = await openBrowser()
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'vi-VN' })
  page = await context.newPage()
  page.setDefaultTimeout(45_000)
  page.on('pageerror', (error) => faults.push(error.message))
})
afterAll(async () => {
  await leaveBrowser()
  await world?.end()
})

const expectAccessible = async (): Promise<void> => {
  expect(await axeFaults(page)).toEqual([])
}
const kept = (key: string) => page.evaluate(`localStorage.getItem('${key}')`)

test('from the QR code to the first question in four taps beside the four fields; a colleague on the same phone is one tap nearer', async () => {
  let taps = 0
  const tap = async (name: string | RegExp, role: 'button' | 'checkbox' | 'radio' = 'button'): Promise<void> => {
    taps += 1
    await page.getByRole(role, { name, ...(typeof name === 'string' ? { exact: true } : {}) }).click()
  }
  const fill = async (): Promise<void> => {
    await page.getByLabel('Số điện thoại').fill('+84 977.123.456')
    await page.getByLabel('Họ và tên').fill('Lò Thị Bưởi')
    await page.getByLabel('Ngày sinh').fill('05091988')
  }
  await page.goto(`${url}/u/T-A-1`)
  await page.getByText('Đơn vị lấy từ mã QR').waitFor()
  await fill()
  await tap('Đoàn viên công đoàn', 'radio')
  // A messenger closes the page and opens it again: only the password and the consent are asked for anew.
  await page.reload()
  await page.getByText('Trang giữ lại những gì Anh/Chị đã gõ').waitFor()
  expect(await page.getByLabel('Số điện thoại').inputValue()).toBe('0977 123 456')
  expect(await page.getByLabel('Đoàn viên công đoàn').isChecked()).toBe(true)
  expect(await page.getByLabel('Mật khẩu', { exact: true }).inputValue()).toBe('')
  await page.getByRole('button', { name: 'Đăng ký', exact: true }).click()
  await page.getByText('Còn 2 chỗ cần sửa').waitFor()
  expect(await page.evaluate('document.activeElement.id')).toBe('password')
  await page.getByLabel('Mật khẩu', { exact: true }).fill('nuong-ngo-1990')
  await tap(/Tôi đã đọc và đồng ý/, 'checkbox')
  await tap('Đăng ký')
  await page.getByText('Đã đăng ký xong. Xin chào Lò Thị Bưởi.').waitFor()
  await expectAccessible()
  await tap('Bắt đầu')
  await page.getByText(/^Câu 1 trên/).waitFor()
  expect(taps).toBe(4)

  // Who opens the page while their attempt runs is in it at once.
  await page.goto(url)
  await page.getByText(/^Câu 1 trên/).waitFor()
  await page.locator('header .home').click()
  await page.getByRole('link', { name: 'Tiếp tục lượt thi đang làm' }).first().waitFor()
  expect(await kept('phone')).toBe('0977123456')
  await page.getByRole('button', { name: 'Đăng xuất' }).click()
  await page.getByRole('link', { name: 'Đăng ký để dự thi' }).click()
  expect([await kept('phone'), await kept('draft')]).toEqual([null, null])

  // The same number, on the same phone: the union is one tap, and so is the way to the login.
  await page.getByRole('button', { name: 'Chọn đơn vị này' }).click()
  await fill()
  await page.getByLabel('Đoàn viên công đoàn').check()
  await page.getByLabel('Mật khẩu', { exact: true }).fill('nuong-ngo-1990')
  await page.getByLabel('Tôi đã đọc và đồng ý.').check()
  await page.getByRole('button', { name: 'Đăng ký', exact: true }).click()
  await page.getByRole('button', { name: 'Đăng nhập bằng số 0977 123 456' }).click()
  await page.getByRole('button', { name: 'Dùng số khác' }).waitFor()
  expect(await page.locator('#login').inputValue()).toBe('0977 123 456')
  await page.getByLabel('Mật khẩu', { exact: true }).fill('nuong-ngo-1990')
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click()
  await page.getByText(/^Câu 1 trên/).waitFor()
  expect(faults).toEqual([])
})

test('a union is found with the keyboard alone, with a wrong letter, and when the line comes back', async () => {
  await page.context().clearCookies()
  await page.evaluate('localStorage.clear()')
  await page.goto(`${url}/dang-ky`)
  const search = page.getByRole('combobox', { name: 'Tìm tên đơn vị' })
  await search.fill('benh vein')
  await page.getByText('Không đơn vị nào khớp hẳn').waitFor()
  await search.press('ArrowDown')
  expect(await page.locator(`#${await search.getAttribute('aria-activedescendant')}`).innerText()).toContain('CĐCS Bệnh viện Đa khoa')
  await expectAccessible()
  await page.context().setOffline(true)
  await search.fill('thcs ta tong')
  await page.getByText('Đang mất mạng. Có mạng lại, trang tự tìm tiếp').waitFor()
  await page.context().setOffline(false)
  await page.getByRole('option', { name: /THCS Tả Tổng/ }).waitFor()
  await search.press('ArrowDown')
  await search.press('Enter')
  await page.locator('.chosen').getByText('CĐCS Trường THCS Tả Tổng').waitFor()
  expect(faults).toEqual([])
})

/** A second contest beside the first, with one round of the same kind. */
async function secondContest(): Promise<string> {
  const token = tokenFor(world.app, world.services, { ...(await makeStaff(world.services, 'organiser')), role: 'organiser' })
  const reason = 'thêm cuộc thi'
  const ask = async <Reply>(...[name, input]: [Parameters<typeof callRoute>[1], object]): Promise<Reply> => {
    const reply = await callRoute(world.app, name, { ...input, token })
    expect([name, reply.statusCode, reply.statusCode === 200 ? '' : reply.body]).toEqual([name, 200, ''])
    return reply.json<Reply>()
  }
  const { document } = await ask<{ document: { rounds: object[] } }>('getContestDocument', { params: { slug: 'thu' } })
  const rounds = document.rounds.map((round) => ({ ...round, id: null, title: 'Vòng hai' }))
  const consent = { version: '1', text: { vi: 'Tôi đồng ý để ban tổ chức lưu dữ liệu.', en: 'I agree that the organisers keep my data.' } }
  await ask('createContest', { body: { document: { ...document, slug: 'khac', title: 'Cuộc thi khác', consent, rounds }, reason } })
  await ask('publishContest', { params: { slug: 'khac' }, body: { reason } })
  return (await ask<{ rounds: { id: string }[] }>('getContest', { params: { slug: 'khac' } })).rounds[0]!.id
}

test('a link to a round of another contest than the one the phone looks at opens that contest', async () => {
  await page.context().clearCookies()
  await page.goto(url)
  await page.evaluate("localStorage.setItem('contest', 'thu')")
  await page.goto(`${url}/thi/${await secondContest()}`)
  await page.getByRole('heading', { name: 'Vòng hai' }).waitFor()
  expect(await kept('contest')).toBe('khac')
  await page.goto(`${url}/thi/khong-co`)
  await page.getByText('Không tìm thấy kỳ thi').waitFor()
  expect(await kept('contest')).toBe('khac')
  expect(faults).toEqual([])
})
