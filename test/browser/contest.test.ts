import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { readXlsx } from 'hucre/xlsx'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SAMPLE_PASSWORD } from '../../scripts/demo-logins.js'
import { leaveBrowser, openBrowser } from '../support/browser.ts'
import { startDemo, type DemoServer } from '../support/demo-server.ts'
import { axeFaults } from './looks.ts'

const PHONE = { width: 360, height: 740 }
const DESK = { width: 1280, height: 800 }

let server: DemoServer
let browser: Browser
const faults: string[] = []

beforeAll(async () => {
  server = await startDemo()
  browser = await openBrowser()
})
afterAll(async () => {
  await leaveBrowser()
  await server?.stop()
})

/** A page of its own; whatever the browser complains about (scripts, the content policy) fails the test. */
async function open(viewport: typeof PHONE, context?: BrowserContext): Promise<{ page: Page; context: BrowserContext }> {
  const own = context ?? (await browser.newContext({ viewport, locale: 'vi-VN', acceptDownloads: true }))
  const page = await own.newPage()
  page.setDefaultTimeout(45_000)
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) faults.push(message.text())
  })
  return { page, context: own }
}

async function expectAccessible(page: Page): Promise<void> {
  expect(await axeFaults(page)).toEqual([])
}

async function expectNoSidewaysScroll(page: Page): Promise<void> {
  expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0)
}

const saved = (page: Page) => page.getByRole('status').filter({ hasText: 'Đã lưu' }).waitFor()
const state = (page: Page) => page.context().storageState()

describe('the contest in a real browser', () => {
  let worker: Awaited<ReturnType<typeof state>>
  let chosen: string[] = []

  test('a worker registers on a 360-pixel screen, finding the union without accents', async () => {
    const { page, context } = await open(PHONE)
    await page.goto(`${server.url}/`)
    await page.getByRole('heading', { name: 'CNVCLĐ với ngày hội của toàn dân' }).waitFor()
    await expectNoSidewaysScroll(page)
    await expectAccessible(page)
    await page.getByRole('link', { name: 'Đăng ký để dự thi' }).click()
    await page.getByRole('button', { name: 'Đăng ký', exact: true }).click()
    await page.getByText('Anh/Chị nhập số điện thoại Việt Nam').waitFor()
    await page.getByLabel('Số điện thoại').fill('+84 977 123 456')
    await page.getByLabel('Mật khẩu', { exact: true }).fill('nuong-ngo-1990')
    await page.getByLabel('Họ và tên').fill('Lò Thị Bưởi'.normalize('NFD'))
    await page.getByLabel('Ngày sinh').fill('05091988')
    await page.getByLabel('Đoàn viên công đoàn').check()
    await page.getByLabel('Tìm tên đơn vị').fill('nam ban 2')
    await page.getByRole('option', { name: /Thủy điện Nậm Ban 2/ }).click()
    await page.getByLabel('Tôi đã đọc và đồng ý.').check()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Đăng ký', exact: true }).click()
    await page.getByText('Xin chào Lò Thị Bưởi.').waitFor()
    worker = await state(page)
    await context.close()
  })

  test('somebody who does not find their union writes it in; the organiser sees it in the menu and accepts it', async () => {
    const { page, context } = await open(PHONE)
    await page.goto(`${server.url}/dang-ky`)
    await page.getByLabel('Tìm tên đơn vị').fill('truong')
    await page.getByText(/^Còn \d+ đơn vị nữa/).waitFor()
    await page.getByLabel('Tìm tên đơn vị').fill('CĐCS Trường Mầm non Hoa Ban Trắng')
    await page.getByRole('button', { name: 'Không thấy đơn vị của tôi' }).click()
    await page.getByLabel('Đơn vị đóng ở đâu').fill('xã Tả Tổng')
    await page.getByLabel('Số điện thoại').fill('0977 123 457')
    await page.getByLabel('Mật khẩu', { exact: true }).fill('nuong-ngo-1990')
    await page.getByLabel('Họ và tên').fill('Lò Thị Ban')
    await page.getByLabel('Ngày sinh').fill('05091988')
    await page.getByLabel('Đoàn viên công đoàn').check()
    await page.getByLabel('Tôi đã đọc và đồng ý.').check()
    await expectNoSidewaysScroll(page)
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Đăng ký', exact: true }).click()
    await page.getByText('Xin chào Lò Thị Ban.').waitFor()
    await context.close()

    const desk = await open(DESK)
    await desk.page.goto(`${server.url}/desk`)
    await desk.page.getByLabel('Tên đăng nhập').fill('tochuc')
    await desk.page.getByLabel('Mật khẩu', { exact: true }).fill(SAMPLE_PASSWORD)
    await desk.page.getByRole('button', { name: 'Đăng nhập' }).click()
    await desk.page.getByRole('link', { name: /Đơn vị công đoàn.*1 đơn vị chờ xếp/ }).click()
    await desk.page.getByRole('button', { name: 'Xem các đơn vị chờ xếp' }).click()
    await expectAccessible(desk.page)
    await desk.page.getByRole('link', { name: 'CĐCS Trường Mầm non Hoa Ban Trắng' }).click()
    await desk.page.getByRole('button', { name: 'Nhận làm đơn vị mới' }).click()
    const dialog = desk.page.getByRole('dialog')
    await dialog.getByLabel('Mã').fill('LC-MTE-999')
    await dialog.getByLabel('Lý do').fill('LĐLĐ huyện đã xác nhận')
    await dialog.getByRole('button', { name: 'Nhận làm đơn vị mới' }).click()
    await desk.page.getByText('Đã ghi và lưu vào lịch sử của đơn vị.').waitFor()
    await desk.page.getByText('LC-MTE-999').first().waitFor()
    await desk.context.close()
  })

  test('the worker answers, reloads in the middle, goes on with another phone, and submits with a prediction', async () => {
    const first = await browser.newContext({ viewport: PHONE, locale: 'vi-VN', storageState: worker })
    const { page } = await open(PHONE, first)
    await page.goto(`${server.url}/`)
    await page.getByRole('link', { name: 'Vào thi: Kỳ 3' }).click()
    await page.getByRole('button', { name: 'Bắt đầu' }).click()
    for (let number = 1; number <= 10; number += 1) {
      await page.getByText(`Câu ${number} trên 20`).waitFor()
      await page.locator('fieldset input').first().check()
      await saved(page)
      if (number < 10) await page.getByRole('button', { name: 'Câu sau' }).click()
    }
    await expectAccessible(page)
    await expectNoSidewaysScroll(page)
    await page.reload()
    await page.getByText('đã trả lời 10/20').waitFor()
    await page.getByText('Danh sách câu hỏi').click()
    await page.getByRole('button', { name: 'Câu 1, đã trả lời' }).click()
    expect(await page.locator('fieldset input').first().isChecked()).toBe(true)
    chosen = await page.locator('fieldset label').allInnerTexts()

    const second = await browser.newContext({ viewport: PHONE, locale: 'vi-VN', storageState: worker })
    const { page: other } = await open(PHONE, second)
    await other.goto(`${server.url}/`)
    await other.getByText('đã trả lời 10/20').waitFor()
    await other.getByText('Danh sách câu hỏi').click()
    await other.getByRole('button', { name: 'Câu 1, đã trả lời' }).click()
    expect(await other.locator('fieldset label').allInnerTexts()).toEqual(chosen)
    await other.locator('fieldset input').nth(1).check()
    await saved(other)
    await second.close()

    await page.reload()
    await page.getByText('Danh sách câu hỏi').click()
    await page.getByRole('button', { name: 'Câu 1, đã trả lời' }).click()
    await page.waitForFunction(`document.querySelectorAll('fieldset input')[1]?.checked === true`)

    await page.getByText('Danh sách câu hỏi').click()
    await page.getByRole('navigation').or(page.locator('details')).getByRole('button', { name: 'Đến phần nộp bài' }).first().click()
    await page.getByLabel(/Dự đoán: có bao nhiêu người/).fill('137')
    await saved(page)
    await page.getByRole('button', { name: 'Nộp bài' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Còn 10 câu chưa trả lời').waitFor()
    await dialog.getByRole('button', { name: 'Câu 12' }).waitFor()
    await dialog.getByRole('button', { name: 'Nộp bài' }).click()
    await page.getByRole('heading', { name: 'Kết quả lượt thi' }).waitFor()
    await page
      .getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/)
      .first()
      .waitFor()
    await expectAccessible(page)
    await page.getByRole('link', { name: 'Tra cứu mã này' }).click()
    await page.getByText('Kỳ 3').first().waitFor()
    worker = await state(page)
    await first.close()
  })

  test('an answer tapped without a line is kept, shown as waiting, and saved when the line is back', async () => {
    const context = await browser.newContext({ viewport: PHONE, locale: 'vi-VN', storageState: worker })
    const { page } = await open(PHONE, context)
    await page.goto(`${server.url}/`)
    await page.getByRole('link', { name: 'Thi thêm lượt: Kỳ 3' }).first().click()
    await page.getByRole('button', { name: 'Bắt đầu' }).click()
    await page.getByText('Câu 1 trên 20').waitFor()
    await context.setOffline(true)
    await page.locator('fieldset input').first().check()
    await page.getByText('Đang chờ mạng (1)').waitFor()
    await context.setOffline(false)
    await saved(page)
    await page.reload()
    await page.getByText('đã trả lời 1/20').waitFor()
    await context.close()
  })

  test('the worker sees their own row on the board of the round, of their union and of all unions', async () => {
    const context = await browser.newContext({ viewport: PHONE, locale: 'vi-VN', storageState: worker })
    const { page } = await open(PHONE, context)
    await page.goto(`${server.url}/`)
    // The attempt that still runs was opened at once: the contest is one tap away.
    await page.getByText('Câu 1 trên 20').waitFor()
    await page.getByRole('link', { name: 'Hội thi' }).click()
    await page.getByRole('link', { name: 'Bảng xếp hạng' }).first().click()
    await page
      .getByText(/Thị Bưởi \(…456\)/)
      .first()
      .waitFor()
    await page.getByText('Điểm và thời gian hiện sau khi kỳ thi được niêm phong.').waitFor()
    await expectAccessible(page)
    await expectNoSidewaysScroll(page)
    await page.getByRole('button', { name: 'Đơn vị của tôi' }).click()
    await page
      .getByText(/Thị Bưởi \(…456\)/)
      .first()
      .waitFor()
    await page.getByRole('button', { name: 'Các đơn vị' }).click()
    await page
      .getByText(/Nậm Ban 2/)
      .first()
      .waitFor()
    await context.close()
  })

  test('a judge seals round 1 with a reason, and both exported files hold the ranking in Vietnamese', async () => {
    const { page, context } = await open(DESK)
    await page.goto(`${server.url}/desk`)
    await page.getByLabel('Tên đăng nhập').fill('giamkhao')
    await page.getByLabel('Mật khẩu', { exact: true }).fill(SAMPLE_PASSWORD)
    await page.getByRole('button', { name: 'Đăng nhập' }).click()
    await page.getByRole('link', { name: 'Niêm phong' }).click()
    const rounds = page.getByRole('combobox').first()
    await rounds.selectOption({ label: await rounds.locator('option', { hasText: 'Kỳ 1' }).first().innerText() })
    await page.getByRole('button', { name: 'Niêm phong kết quả' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Lý do').fill('Kỳ 1 đã kết thúc, ban giám khảo đã rà soát.')
    await dialog.getByRole('button', { name: 'Niêm phong kết quả' }).click()
    await page.getByText('Đã niêm phong: bản kết quả số 1.').waitFor()
    await expectAccessible(page)

    await page.getByRole('link', { name: 'Kết quả', exact: true }).click()
    await expectAccessible(page)
    const download = async (name: string) => {
      const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).click()])
      return readFileSync(await file.path())
    }
    const csv = await download('Tải CSV')
    expect([...csv.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const rows = parse(csv, { bom: true, columns: true }) as Record<string, string>[]
    const workbook = await readXlsx(await download('Tải XLSX'))
    const sheet = workbook.sheets[0]
    expect(sheet?.rows[0]?.slice(0, 3)).toEqual(['Hạng', 'Họ và tên', 'Số điện thoại'])
    expect(sheet?.rows.slice(1).map((row) => String(row[1]))).toEqual(rows.map((row) => row['Họ và tên']))
    expect(rows.length).toBeGreaterThan(1_000)
    expect(rows[0]?.['Hạng']).toBe('1')
    expect(Number(rows[0]?.['Điểm'])).toBeGreaterThanOrEqual(Number(rows[1]?.['Điểm']))
    expect(rows[0]?.['Lý do xếp trên hạng sau']).not.toBe('')
    await context.close()
  })

  test('an organiser sees every mistake of a question file by line, and nothing is written', async () => {
    const { page, context } = await open(DESK)
    await page.goto(`${server.url}/desk`)
    await page.getByLabel('Tên đăng nhập').fill('tochuc')
    await page.getByLabel('Mật khẩu', { exact: true }).fill(SAMPLE_PASSWORD)
    await page.getByRole('button', { name: 'Đăng nhập' }).click()
    await page.getByRole('link', { name: 'Ngân hàng câu hỏi' }).click()
    await page.getByText('BC-001').waitFor()
    await page.getByRole('link', { name: 'Nhập câu hỏi' }).click()
    await page.locator('input[type=file]').setInputFiles({
      name: 'cau-hoi.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('Mã,Chủ đề,Độ khó,Câu hỏi,A,B,Đáp án\nN-1,Bầu cử,1,Câu thứ nhất?,Có,Không,A\nN-2,Bầu cử,9,Câu thứ hai?,Có,Không,C\n'),
    })
    await page.getByRole('button', { name: 'Đọc thử tệp' }).click()
    await page.getByText('Độ khó phải là số nguyên từ 1 đến 5.').waitFor()
    await expectAccessible(page)
    await context.close()
  })

  test('an organiser pauses the contest: the phone stands still and says so, and goes on with the time that it had', async () => {
    const logIn = (page: Page, login: string) =>
      page.evaluate(`fetch('/api/sessions', { method: 'POST', headers: { 'content-type': 'application/json' },
        body: JSON.stringify(${JSON.stringify({ login, password: SAMPLE_PASSWORD })}) }).then(({ status }) => status)`)
    const minutes = (text: string | null): number => Number(/Còn (\d+) phút/.exec(text ?? '')?.[1])
    const { page: phone, context: phones } = await open(PHONE)
    await phone.goto(`${server.url}/`)
    expect(await logIn(phone, '0912345678')).toBe(200)
    await phone.reload()
    await phone.getByRole('link', { name: 'Vào thi: Kỳ 3' }).click()
    await phone.getByRole('button', { name: 'Bắt đầu' }).click()
    await phone.locator('fieldset input').first().check()
    await saved(phone)

    const { page: desk, context: desks } = await open(DESK)
    await desk.goto(`${server.url}/desk`)
    expect(await logIn(desk, 'tochuc')).toBe(200)
    await desk.reload()
    await desk.getByRole('link', { name: 'Điều hành', exact: true }).click()
    await desk.getByRole('button', { name: 'Tạm dừng' }).click()
    const dialog = desk.getByRole('dialog')
    await dialog.getByLabel('Lý do').fill('mất điện cả huyện')
    await dialog.getByRole('button', { name: 'Tạm dừng' }).click()
    await desk.getByRole('heading', { name: /^Tạm dừng từ/ }).waitFor()
    await expectAccessible(desk)

    await phone.locator('fieldset input').nth(1).check()
    const stands = phone.getByText('· tạm dừng')
    await stands.waitFor()
    const left = minutes(await stands.textContent())
    await phone.waitForTimeout(1_500)
    expect(minutes(await stands.textContent())).toBe(left)

    await desk.getByRole('button', { name: 'Cho tiếp tục' }).click()
    await dialog.getByLabel('Lý do').fill('có điện lại')
    await dialog.getByRole('button', { name: 'Cho tiếp tục' }).click()
    await desk.getByText('Cuộc thi đã tiếp tục').waitFor()
    await phone.clock.install()
    let bring = (): void => undefined
    const brought = new Promise<void>((resolve) => (bring = resolve))
    await phone.route('**/api/contests/*/news', async (route) => {
      await brought
      await route.continue()
    })
    await phone.reload()
    // Until the server has told the time, the timer says that it asks.
    await phone.getByRole('timer').filter({ hasText: /\d/ }).waitFor()
    const goesOn = minutes(await phone.getByRole('timer').textContent())
    expect(goesOn).toBeLessThanOrEqual(left)
    expect(goesOn).toBeGreaterThanOrEqual(left - 1)
    // Opened before a slow line has brought what there is, it shows it once it is there.
    await phone.locator('#news-bell').click()
    await phone.getByText('Đang tải thông báo…').waitFor()
    bring()
    await phone.getByRole('heading', { name: 'Cuộc thi tiếp tục · Contest goes on' }).waitFor()
    // To this phone the time is over, as when more was given that it has not heard of: it asks before it hands anything in.
    const asked = phone.waitForResponse((response) => response.url().endsWith('/responses'))
    await phone.clock.fastForward('31:00')
    await asked
    await phone.waitForTimeout(500)
    expect(minutes(await phone.getByRole('timer').textContent())).toBeGreaterThanOrEqual(left - 1)
    await Promise.all([phones.close(), desks.close()])
  })

  test('no page complained of a script or of its content policy', () => {
    expect(faults).toEqual([])
  })
})
