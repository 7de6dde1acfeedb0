import { mkdirSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { saveCampaign, switchCampaign } from '../../server/src/features/campaigns/actions.ts'
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
let judge: Page
let phone: Page
let url: string
const faults: string[] = []
const DESK = { width: 1280, height: 800 }
const PHONE = { width: 360, height: 740 }
const pictures = process.env['PICTURES']

beforeAll(async () => {
  const clock = handClock('2021-05-04T08:00:00+07:00')
  world = await testApp(clock)
  const { services } = world
  const fixture = await makeContest(services)
  const organiser = await makeStaff(services, 'organiser')
  const judging = await makeStaff(services, 'judge')
  const by = { actorId: organiser.id, reason: 'lập đợt thi đua' }
  const days = { opensAt: clock.now(), closesAt: Date.parse('2021-05-27T00:00:00+07:00') }
  const facts = { name: 'Đợt thi đua 30 ngày cao điểm', legalBasis: 'Kế hoạch 248/KH-LĐLĐ ngày 26/4/2021', contents: '', ...days }
  const contest = { id: fixture.contestId, slug: fixture.slug }
  const roundId = fixture.roundIds[0]!
  const people = []
  for (const [name, union] of [
    ['Nguyễn Thị Ánh', 'T-A-1'],
    ['Đỗ Văn Bình', 'T-A-2'],
    ['Lò Thị Chung', 'T-B-1'],
  ] as const) {
    const { id } = await makeContestant(services, fixture.unionIds[union]!, name)
    const started = await startAttempt(services, { roundId, contestantId: id })
    if (!started.ok) throw new Error(started.reason)
    clock.pass(60_000)
    await finishAttempt(services, started.value.id, 'contestant')
    people.push({ id, unionId: fixture.unionIds[union]! })
  }
  clock.set('2021-05-10T08:00:00+07:00')
  await services.projector.catchUp()
  await sealRound(services, roundId, judging.id, 'hết kỳ thi')
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
  desk = await open({ id: organiser.id, role: 'organiser', unionId: null }, DESK)
  judge = await open({ id: judging.id, role: 'judge', unionId: null }, DESK)
  phone = await open({ id: people[0]!.id, role: 'contestant', unionId: people[0]!.unionId }, PHONE)
  await desk.goto(`${url}/desk/contests/thu/awards`)
  await desk.getByRole('link', { name: 'Giải thưởng', exact: true }).waitFor()
  expect(await desk.getByRole('link', { name: 'Khen thưởng' }).count()).toBe(0)
  await saveCampaign(services, contest, { ...facts, initiativesCloseAt: days.closesAt, fileNeeded: false, initiativeColumns: [], basedOn: 0 }, by)
  await switchCampaign(services, contest, true, by)
})
afterAll(async () => {
  await leaveBrowser()
  await world?.end()
})

/** Without faults, no wider than the screen, and as a picture where PICTURES names a folder. */
const expectGood = async (page: Page, name: string): Promise<void> => {
  if (pictures !== undefined) {
    mkdirSync(pictures, { recursive: true })
    await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true })
  }
  expect(await axeFaults(page)).toEqual([])
  expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0)
}
const give = async (page: Page, reason: string, act: string): Promise<void> => {
  await page.getByRole('dialog').getByLabel('Lý do').fill(reason)
  await page.getByRole('dialog').getByRole('button', { name: act, exact: true }).click()
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
}

test('from the criteria over the council’s decisions and the papers to the page that praises', async () => {
  await desk.reload()
  await desk.getByRole('link', { name: 'Khen thưởng' }).click()
  await desk.getByRole('button', { name: 'Lập danh sách' }).click()
  await give(desk, 'xét khen thưởng đợt thi đua', 'Lập dự thảo')
  await desk.getByText('Nguyễn Thị Ánh').first().waitFor()
  await expectGood(desk, 'list-desk')

  await desk.getByRole('link', { name: 'Tiêu chí' }).click()
  const flag = desk.getByRole('group', { name: 'Tập thể', exact: true }).first()
  await flag.getByLabel('Số suất mỗi nơi').fill('2')
  await expectGood(desk, 'criteria-desk')
  await desk.setViewportSize(PHONE)
  await expectGood(desk, 'criteria-phone')
  await desk.setViewportSize(DESK)
  await desk.getByRole('button', { name: 'Lưu tiêu chí' }).click()
  await give(desk, 'theo hướng dẫn thi đua', 'Lưu')

  const byHand = desk.getByRole('region', { name: 'Giấy khen cán bộ công đoàn tích cực' }).first()
  await byHand.getByRole('button', { name: 'Giới thiệu người' }).click()
  const dialog = desk.getByRole('dialog')
  await dialog.getByLabel('Tên', { exact: true }).fill('Tòng Thị Em')
  await dialog.getByLabel('Thành tích').fill('Vận động 40 đoàn viên dự thi')
  await dialog.getByRole('searchbox').fill('tả tổng')
  await dialog.getByRole('button', { name: /Tả Tổng/ }).click()
  await give(desk, 'công văn giới thiệu', 'Thêm vào danh sách xét')
  await byHand.getByText('Tòng Thị Em').first().waitFor()
  expect(await desk.getByRole('button', { name: 'Chốt danh sách' }).count()).toBe(0)

  await judge.goto(`${url}/desk/contests/thu/commendation`)
  await judge.getByRole('button', { name: 'Quyết định: Nguyễn Thị Ánh' }).click()
  await judge.getByLabel('Đề nghị cấp trên khen thưởng').check()
  await give(judge, 'hội đồng thống nhất', 'Ghi quyết định')
  await judge.getByText('hội đồng thống nhất').first().waitFor()
  for (;;) {
    const all = judge.getByRole('button', { name: /^Đồng ý mọi dòng đề xuất/ })
    if ((await all.count()) === 0) break
    const waiting = await all.count()
    await all.first().click()
    await give(judge, 'hội đồng thống nhất', 'Ghi quyết định')
    await expect.poll(() => all.count()).toBe(waiting - 1)
  }
  await expectGood(judge, 'decided-desk')
  await judge.setViewportSize(PHONE)
  await expectGood(judge, 'decided-phone')
  await judge.setViewportSize(DESK)

  await desk.getByRole('link', { name: 'Văn bản' }).click()
  await desk.getByLabel('Số, ký hiệu').fill('12/TTr-HĐTĐ')
  await desk.getByText('Số: 12/TTr-HĐTĐ').waitFor()
  await expectGood(desk, 'papers-desk')
  await desk.getByRole('button', { name: 'Lưu văn bản' }).click()
  await give(desk, 'soạn tờ trình', 'Lưu')
  await desk.getByRole('button', { name: 'Tóm tắt thành tích' }).click()
  await desk.getByText(/^1\. /).first().waitFor()
  const [file] = await Promise.all([desk.waitForEvent('download'), desk.getByRole('link', { name: 'Tải PDF' }).click()])
  expect(file.suggestedFilename()).toBe('tom-tat-thanh-tich-cuoc-thi-thu-ban-1.pdf')

  await judge.reload()
  await judge.getByRole('button', { name: 'Chốt danh sách' }).click()
  await give(judge, 'theo biên bản họp', 'Chốt danh sách')
  await judge.getByText('Mã đối chiếu').waitFor()
  await expectGood(judge, 'frozen-desk')
  await judge.getByRole('button', { name: 'Công bố tuyên dương' }).click()
  await give(judge, 'công bố toàn tỉnh', 'Công bố tuyên dương')
  await judge.getByText(/Đang hiện ở trang “Tuyên dương”/).waitFor()

  await phone.goto(`${url}/giai-thuong`)
  await phone.getByRole('link', { name: 'Tuyên dương trong đợt thi đua' }).click()
  await phone.getByText('Thị Ánh (…').waitFor()
  await phone.getByText('Thị Em', { exact: true }).waitFor()
  await expectGood(phone, 'praise-phone')

  await judge.getByRole('button', { name: 'Gỡ trang tuyên dương' }).click()
  await give(judge, 'rà soát lại danh sách', 'Gỡ trang tuyên dương')
  await phone.reload()
  await phone.getByText('chưa công bố danh sách tuyên dương').waitFor()
  expect(faults).toEqual([])
})
