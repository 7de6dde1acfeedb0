import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { plainSettings } from '../../server/src/domain/contest.ts'
import { sealRound } from '../../server/src/features/rounds/seal.ts'
import { leaveBrowser, openBrowser } from '../support/browser.ts'
import { tokenFor } from '../support/client.ts'
import { makeContest, makeContestant, makeStaff } from '../support/contest.ts'
import { handClock, testApp } from '../support/services.ts'
import { axeFaults } from './looks.ts'

let world: Awaited<ReturnType<typeof testApp>>
let browser: Browser
let page: Page
let url: string
let seal: () => Promise<void>
const faults: string[] = []

beforeAll(async () => {
  const [start, began] = [Date.parse('2021-05-04T08:00:00+07:00'), Date.now()]
  let passed = 0
  world = await testApp({ ...handClock(start), now: () => start + passed + Date.now() - began })
  const fixture = await makeContest(world.services, {
    rules: { prediction: null, tieBreaks: ['score', 'durationMs'], showAnswers: 'afterSeal' },
    rounds: [['2021-05-04T07:00:00+07:00', '2021-05-04T09:00:00+07:00']],
    settings: { certificate: { ...plainSettings.certificate, given: true, signedBy: 'TM. Ban tổ chức' } },
  })
  const unionId = fixture.unionIds['T-A-1']!
  const { id } = await makeContestant(world.services, unionId, 'Nguyễn Hoàng Thị Phương Thảo Nguyên')
  const judge = await makeStaff(world.services, 'judge', null)
  seal = async () => {
    passed = 3_660_000
    await world.services.projector.catchUp()
    const sealed = await sealRound(world.services, fixture.roundIds[0]!, judge.id, 'hết kỳ thi')
    if (!sealed.ok) throw new Error(sealed.reason)
  }
  url = await world.app.listen({ port: 0, host: '127.0.0.1' })
  browser = await openBrowser()
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'vi-VN', acceptDownloads: true })
  await context.addCookies([{ name: 'hoithi_session', value: tokenFor(world.app, world.services, { id, role: 'contestant', unionId }), url }])
  page = await context.newPage()
  page.setDefaultTimeout(45_000)
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
})
afterAll(async () => {
  await leaveBrowser()
  await world?.end()
})

const expectGood = async (): Promise<void> => {
  expect(await axeFaults(page)).toEqual([])
  expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0)
}

test('from the last look at the paper over the rank, the receipt and the picture to the certificate', async () => {
  await page.goto(url)
  await page.getByRole('link', { name: 'Vào thi: Kỳ 1' }).click()
  await page.getByRole('button', { name: 'Bắt đầu' }).click()
  await page
    .getByRole('timer')
    .getByText(/^Còn \d+ phút$/)
    .waitFor()
  await page.getByRole('button', { name: 'Đánh dấu để xem lại' }).click()
  await page.getByText('Danh sách câu hỏi').click()
  await page.locator('details').getByRole('button', { name: 'Đến phần nộp bài' }).click()
  await page.getByRole('button', { name: 'Nộp bài' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Có 1 câu đánh dấu xem lại').waitFor()
  await expectGood()
  await dialog
    .getByRole('list', { name: /chưa trả lời/ })
    .getByRole('button', { name: 'Câu 3' })
    .click()
  await page.getByText('Câu 3 trên 4').waitFor()
  await page.locator('fieldset').getByRole('radio').or(page.locator('fieldset').getByRole('checkbox')).first().check()
  await page.getByText('Đã lưu').waitFor()
  await page.getByText('Danh sách câu hỏi').click()
  await page.locator('details').getByRole('button', { name: 'Đến phần nộp bài' }).click()
  await page.getByRole('button', { name: 'Nộp bài' }).click()
  await dialog.getByText('Còn 3 câu chưa trả lời').waitFor()
  await dialog.getByRole('button', { name: 'Nộp bài' }).click()

  await page.getByRole('heading', { name: 'Kết quả lượt thi' }).waitFor()
  await page.getByText('Bảng xếp hạng đang tính bài này').waitFor()
  await world.services.projector.catchUp()
  // The screen asks again by itself.
  await page.getByText('1 trên 1 người').first().waitFor()
  await page.getByText('Thứ hạng còn thay đổi: kỳ thi mở đến 09:00 04/05/2021').waitFor()
  await page.getByRole('button', { name: 'Tạo ảnh xác nhận' }).click()
  const picture = page.getByRole('img', { name: /Nguyễn Hoàng Thị Phương Thảo Nguyên, CĐCS Trường THCS Tả Tổng, đã dự thi Kỳ 1/ })
  await picture.waitFor()
  expect(
    await picture.evaluate((image) => [(image as { naturalWidth?: number }).naturalWidth, (image as { naturalHeight?: number }).naturalHeight]),
  ).toEqual([1080, 1350])
  await expectGood()

  await page.getByRole('link', { name: 'Tra cứu mã này' }).click()
  await page.getByRole('heading', { name: 'Tự kiểm tra từng bước' }).waitFor()
  await page.getByRole('link', { name: 'Mở dòng 1 trong sổ nhận bài' }).click()
  await page.getByText('dòng Anh/Chị tra cứu').waitFor()
  await expectGood()

  await seal()
  await page.goto(`${url}/luot-thi`)
  await page.getByText('Hạng chính thức').waitFor()
  await expectGood()
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Giấy chứng nhận' }).click()])
  expect(file.suggestedFilename()).toBe('giay-chung-nhan.pdf')
  expect(
    readFileSync(await file.path())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-')
  await page.getByRole('link', { name: 'Xem lại bài' }).click()
  await page.getByText(/^Đúng \d trên 4 câu\.$/).waitFor()
  await page.getByText('Căn cứ').first().waitFor()
  expect(faults).toEqual([])
})
