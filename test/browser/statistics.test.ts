import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Role } from '@hoithi/shared/contracts/common'
import { MINUTE, openWorld, type World } from '../http/world.ts'
import { leaveBrowser, openBrowser } from '../support/browser.ts'
import { tokenFor } from '../support/client.ts'
import { axeFaults } from './looks.ts'

let world: World
let browser: Browser
let url: string
let contestantId: string
let judgeId: string
const faults: string[] = []

const open = async (id: string, role: Role, width: number): Promise<Page> => {
  const context = await browser.newContext({ viewport: { width, height: 800 }, locale: 'vi-VN' })
  await context.addCookies([{ name: 'hoithi_session', value: tokenFor(world.app, world.services, { id, role, unionId: null }), url }])
  const page = await context.newPage()
  page.setDefaultTimeout(45_000)
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
  return page
}
const expectGood = async (page: Page): Promise<void> => {
  expect(await axeFaults(page)).toEqual([])
  expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0)
}

beforeAll(async () => {
  world = await openWorld({ rules: { tieBreaks: ['score', 'durationMs', 'submittedAt'], prediction: null } }, { pages: true })
  for (const [right, minutes] of [
    [4, 9],
    [4, 5],
    [3, 5],
    [1, 5],
  ] as const) {
    const person = await world.contestant()
    contestantId = person.id
    await world.play(person, { right, takes: minutes * MINUTE })
  }
  const judge = await world.staff('judge')
  judgeId = judge.id
  world.clock.set('2021-05-10T00:01:00+07:00')
  await judge.ask('sealRound', { params: { roundId: world.roundId }, body: { reason: 'hết kỳ thi' } })
  url = await world.app.listen({ port: 0, host: '127.0.0.1' })
  browser = await openBrowser()
})
afterAll(async () => {
  await leaveBrowser()
  await world?.end()
})

test('a judge reads the statistics, opens a question, and tries other criteria; a contestant hears why they stand where they do', async () => {
  const desk = await open(judgeId, 'judge', 1280)
  await desk.goto(`${url}/desk/rounds/${world.roundId}/statistics`)
  await desk.getByRole('heading', { name: 'Phân tích từng câu hỏi' }).waitFor()
  await desk.getByRole('button', { name: 'Q-1', exact: true }).waitFor()
  await expectGood(desk)
  await desk.getByRole('button', { name: /^Tỷ lệ điểm đạt/ }).click()
  await desk.waitForURL(/sort=facility/)
  await desk.getByRole('button', { name: 'Q-2', exact: true }).click()
  const dialog = desk.getByRole('dialog', { name: 'Câu Q-2' })
  await dialog.getByText('Đáp án đúng').waitFor()
  await expectGood(desk)
  await dialog.getByRole('button', { name: 'Đóng' }).click()

  await desk.goto(`${url}/desk/rounds/${world.roundId}/results`)
  await desk.getByRole('link', { name: 'Xếp lại theo tiêu chí khác' }).click()
  await desk.getByText(/^Đang xem đúng theo tiêu chí đã niêm phong/).waitFor()
  await desk.getByRole('button', { name: 'Xoá: Làm bài nhanh hơn' }).click()
  await desk.getByRole('button', { name: 'Xếp thử' }).click()
  await desk.getByText('So với bản kết quả 1 đã niêm phong.').waitFor()
  await desk.getByText('lên 1').waitFor()
  await expectGood(desk)

  const phone = await open(contestantId, 'contestant', 360)
  await phone.goto(`${url}/bang-xep-hang/${world.roundId}`)
  await phone
    .getByRole('button', { name: /^Vì sao/ })
    .first()
    .click()
  await phone.getByText('Làm bài nhanh hơn hàng ngay sau: 05:00 so với 09:00.').waitFor()
  await expectGood(phone)
  expect(faults).toEqual([])
})
