import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { plainSettings } from '../../server/src/domain/contest.ts'
import { finishAttempt, startAttempt } from '../../server/src/features/attempts/actions.ts'
import { sealRound } from '../../server/src/features/rounds/seal.ts'
import { leaveBrowser, openBrowser } from '../support/browser.ts'
import { tokenFor } from '../support/client.ts'
import { makeContest, makeContestant, makeStaff } from '../support/contest.ts'
import { handClock, testApp } from '../support/services.ts'
import { axeFaults } from './looks.ts'

let world: Awaited<ReturnType<typeof testApp>>
let browser: Browser
let desk: Page
let phone: Page
let url: string
let attemptId = ''
const faults: string[] = []

beforeAll(async () => {
  const clock = handClock('2021-05-04T08:00:00+07:00')
  world = await testApp(clock)
  const { services } = world
  const prizes = { ...plainSettings.prizes, roundPeople: [{ title: 'Giải Nhất', count: 1, value: 1_000_000 }] }
  const fixture = await makeContest(services, { settings: { prizes } })
  const roundId = fixture.roundIds[0]!
  const unionId = fixture.unionIds['T-A-1']!
  const people = []
  for (const name of ['Nguyễn Thị Ánh', 'Đỗ Văn Bình']) {
    const { id } = await makeContestant(services, unionId, name)
    const started = await startAttempt(services, { roundId, contestantId: id })
    if (!started.ok) throw new Error(started.reason)
    clock.pass(60_000)
    await finishAttempt(services, started.value.id, 'contestant')
    people.push({ id, attemptId: started.value.id })
  }
  const judge = await makeStaff(services, 'judge')
  clock.set('2021-05-10T08:00:00+07:00')
  await services.projector.catchUp()
  await sealRound(services, roundId, judge.id, 'hết kỳ thi')
  attemptId = people[1]!.attemptId
  url = await world.app.listen({ port: 0, host: '127.0.0.1' })
  browser = await openBrowser()
  const open = async (who: Parameters<typeof tokenFor>[2], viewport: { width: number; height: number }): Promise<Page> => {
    const context = await browser.newContext({ viewport, locale: 'vi-VN', acceptDownloads: true })
    await context.addCookies([{ name: 'hoithi_session', value: tokenFor(world.app, services, who), url }])
    const page = await context.newPage()
    page.setDefaultTimeout(45_000)
    page.on('pageerror', (error) => faults.push(error.message))
    return page
  }
  desk = await open({ id: judge.id, role: 'judge', unionId: null }, { width: 1280, height: 800 })
  phone = await open({ id: people[1]!.id, role: 'contestant', unionId }, { width: 360, height: 740 })
})
afterAll(async () => {
  await leaveBrowser()
  await world?.end()
})

const expectGood = async (page: Page): Promise<void> => {
  expect(await axeFaults(page)).toEqual([])
  expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0)
}

test('from the proposal over a decision and its papers to the winner’s phone', async () => {
  await desk.goto(`${url}/desk/contests/thu/awards`)
  await desk.getByRole('row', { name: /Giải Nhất.*Nguyễn Thị Ánh/ }).waitFor()
  await expectGood(desk)
  await desk.getByRole('button', { name: 'Lập dự thảo quyết định' }).click()
  await desk.getByLabel('Lý do').fill('trình khen thưởng kỳ 1')
  await desk.getByRole('button', { name: 'Lập dự thảo', exact: true }).click()
  await desk.getByLabel('Số, ký hiệu').fill('15/QĐ-LĐLĐ')
  await desk.getByText('Số: 15/QĐ-LĐLĐ').waitFor()
  await desk.getByLabel('Nội dung').fill('Trao {{prizes}} giải cho {{ai}}.')
  await desk.getByText('không biết các chỗ điền: {{ai}}').waitFor()
  await desk.getByRole('button', { name: 'Lấy lại lời mẫu' }).click()
  await desk.getByText('Điều 1.').first().waitFor()
  await expectGood(desk)
  await desk.getByRole('button', { name: 'Lưu văn bản' }).click()
  await desk.getByLabel('Lý do').fill('điền số quyết định')
  await desk.getByRole('button', { name: 'Lưu', exact: true }).click()
  await desk.getByRole('dialog').waitFor({ state: 'hidden' })
  const [file] = await Promise.all([desk.waitForEvent('download'), desk.getByRole('link', { name: 'Tải DOCX' }).click()])
  expect(file.suggestedFilename()).toBe('quyet-dinh-ky-1-cuoc-thi-thu-ban-1.docx')

  await desk.getByRole('link', { name: '↑ Giải thưởng' }).click()
  await desk.getByRole('button', { name: 'Xếp giải: Nguyễn Thị Ánh' }).click()
  await desk.getByRole('dialog').getByRole('combobox').selectOption({ label: 'Không trao giải' })
  await desk.getByLabel('Lý do').fill('xin nhường giải')
  await desk.getByRole('button', { name: 'Ghi quyết định' }).click()
  await desk.getByRole('row', { name: /Giải Nhất.*Đỗ Văn Bình/ }).waitFor()
  await desk.getByText('Ban tổ chức quyết định: xin nhường giải').waitFor()
  await desk.setViewportSize({ width: 360, height: 740 })
  await expectGood(desk)
  await desk.getByRole('button', { name: 'Công bố', exact: true }).click()
  await desk.getByLabel('Lý do').fill('theo quyết định 15')
  await desk.getByRole('dialog').getByRole('button', { name: 'Công bố' }).click()
  await desk.getByText('Đã công bố. 2 người được báo.').waitFor()

  await phone.goto(`${url}/luot-thi/${attemptId}`)
  await phone.getByText('Chúc mừng! Anh/Chị đạt Giải Nhất.').waitFor()
  await phone.getByRole('link', { name: 'Xem danh sách đạt giải' }).click()
  await phone.getByText('Quyết định số 15/QĐ-LĐLĐ').waitFor()
  await phone.getByText('Văn Bình (…').waitFor()
  await expectGood(phone)
  const [decision] = await Promise.all([phone.waitForEvent('download'), phone.getByRole('link', { name: 'Tải quyết định (PDF)' }).click()])
  expect(decision.suggestedFilename()).toMatch(/^quyet-dinh.*\.pdf$/)
  expect(faults).toEqual([])
})
