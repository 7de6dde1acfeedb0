import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { leaveBrowser, openBrowser } from '../support/browser.ts'
import { tokenFor } from '../support/client.ts'
import { makeContest, makeStaff } from '../support/contest.ts'
import { handClock, testApp } from '../support/services.ts'
import { axeFaults } from './looks.ts'

const SLUG = 'hoi-thi-van-ly-trinh-atvsld'

let world: Awaited<ReturnType<typeof testApp>>
let browser: Browser
let desk: Page
let url: string
const faults: string[] = []

beforeAll(async () => {
  world = await testApp(handClock('2021-05-04T08:00:00+07:00'))
  await makeContest(world.services)
  const { id } = await makeStaff(world.services, 'organiser')
  url = await world.app.listen({ port: 0, host: '127.0.0.1' })
  browser = await openBrowser()
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'vi-VN' })
  await context.addCookies([{ name: 'hoithi_session', value: tokenFor(world.app, world.services, { id, role: 'organiser', unionId: null }), url }])
  desk = await context.newPage()
  desk.setDefaultTimeout(45_000)
  desk.on('pageerror', (error) => faults.push(error.message))
})
afterAll(async () => {
  await leaveBrowser()
  await world?.end()
})

/** What a stranger gets. */
const publicReply = async (): Promise<{ status: number; rules: string[] }> => {
  const reply = await fetch(`${url}/api/contests/${SLUG}`)
  const { rules = [] } = (await reply.json()) as { rules?: { vi: string }[] }
  return { status: reply.status, rules: rules.map(({ vi }) => vi) }
}
const withReason = async (act: string): Promise<void> => {
  const dialog = desk.getByRole('dialog')
  await dialog.getByLabel('Lý do').fill('Theo kế hoạch tháng An toàn')
  await dialog.getByRole('button', { name: act }).click()
  await dialog.waitFor({ state: 'detached' })
}

test('an organiser makes a contest from a shape without code; it reads as the public will read it, and is public once published', async () => {
  await desk.goto(`${url}/desk/new-contest`)
  await desk.getByRole('radio', { name: /Ba tuần, mỗi tuần hai lượt/ }).check()
  await desk.getByRole('button', { name: 'Tiếp tục' }).click()
  await desk.getByLabel('Đơn vị tổ chức').fill('LĐLĐ tỉnh Lai Châu')
  const fault = desk.getByRole('button', { name: /^Tên cuộc thi:/ })
  await fault.click()
  expect(await desk.evaluate('document.activeElement.dataset.path')).toBe('title')
  await desk.keyboard.type('Hội thi Vạn lý trình ATVSLĐ')
  await fault.waitFor({ state: 'detached' })

  // A rule that is changed is told anew beside it; one that cannot be is told at its field.
  await desk.locator('.round-card summary').first().click()
  const card = desk.locator('.round-card').first()
  await card.getByText('Thời gian làm bài', { exact: true }).click()
  await card.getByLabel('Số phút').fill('0')
  await desk.getByRole('button', { name: /^Tuần 1, .*Số phút/ }).waitFor()
  await card.getByLabel('Số phút').fill('25')
  await desk.getByText(/làm trong 25 phút/).waitFor()
  expect(await axeFaults(desk)).toEqual([])
  const preview = await desk.locator('.rules-preview li').allInnerTexts()

  await desk.getByRole('button', { name: 'Tạo bản nháp' }).click()
  await withReason('Tạo bản nháp')
  await desk.waitForURL(`${url}/desk/contests/${SLUG}/document`)
  await desk.getByText(/^Bản nháp: chỉ thấy ở bàn điều hành/).waitFor()
  expect((await publicReply()).status).toBe(404)

  await desk.goto(`${url}/desk/contests`)
  const row = desk.getByRole('row', { name: /Vạn lý trình/ })
  await row.getByRole('button', { name: 'Công bố' }).click()
  await withReason('Công bố')
  await row.getByText('Chưa mở').waitFor()
  expect(await publicReply()).toEqual({ status: 200, rules: preview })
  expect(faults).toEqual([])
})
