import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { finishAttempt, saveResponses, startAttempt } from '../../server/src/features/attempts/actions.ts'
import { rightAnswer } from '../../server/src/domain/right-answer.ts'
import { leaveBrowser, openBrowser } from '../support/browser.ts'
import { tokenFor } from '../support/client.ts'
import { makeContest, makeContestant, makeStaff } from '../support/contest.ts'
import { staffPage } from '../support/phones.ts'
import { handClock, testApp } from '../support/services.ts'
import { axeFaults } from './looks.ts'

const MINUTE = 60_000

let world: Awaited<ReturnType<typeof testApp>>
let browser: Browser
let page: Page
let address: string
const faults: string[] = []

beforeAll(async () => {
  const clock = handClock('2021-05-04T08:00:00+07:00')
  world = await testApp(clock)
  const { services } = world
  const fixture = await makeContest(services, { rules: { lateAnswers: 'held', prediction: null, tieBreaks: ['score', 'durationMs'] } })
  const roundId = fixture.roundIds[0]!
  /** Right in everything, a question every so many ms; the last answers come once the attempt is over. */
  const take = async (name: string, everyMs: number, late = 0): Promise<void> => {
    const { id: contestantId } = await makeContestant(services, fixture.unionIds['T-A-1']!, name)
    const started = await startAttempt(services, { roundId, contestantId })
    if (!started.ok) throw new Error(started.reason)
    const { id, paper } = started.value
    const versions = await services.storage.questions.versions(paper.map(({ versionId }) => versionId))
    const answers = paper.map((item, index) => ({ position: index + 1, choice: rightAnswer(item, versions.get(item.versionId)!), ageMs: 0 }))
    for (const answer of answers.slice(0, answers.length - late)) {
      clock.pass(everyMs)
      await saveResponses(services, id, contestantId, { responses: [answer] })
    }
    if (late === 0) return void (await finishAttempt(services, id, 'contestant'))
    clock.pass(30 * MINUTE)
    await finishAttempt(services, id, 'deadline')
    await saveResponses(services, id, contestantId, { responses: answers.slice(-late) })
  }
  await take('Giàng A Nhanh', 200)
  await take('Lò Văn Muộn', MINUTE, 2)
  for (const name of ['Lò Thị Đôi', 'Lò Thị Đôi']) await take(name, MINUTE)
  clock.set('2021-05-10T08:00:00+07:00')
  await services.projector.catchUp()
  await services.flagPasses.catchUp()
  const judge = await makeStaff(services, 'judge')
  const url = await world.app.listen({ port: 0, host: '127.0.0.1' })
  address = `${url}/desk/rounds/${roundId}/review`
  browser = await openBrowser()
  page = await staffPage(browser, { url, token: tokenFor(world.app, services, { id: judge.id, role: 'judge' }), faults })
})
afterAll(async () => {
  await leaveBrowser()
  await world?.end()
})

const press = (name: string | RegExp) => page.getByRole('button', { name }).click()
const give = async (reason: string, act: string): Promise<void> => {
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Lý do').fill(reason)
  await dialog.getByRole('button', { name: act }).click()
  await dialog.waitFor({ state: 'detached' })
}
const expectGood = async (): Promise<void> => {
  expect(await axeFaults(page)).toEqual([])
  expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0)
}

test('a judge dismisses one flag, joins two accounts and lets late answers in, on a phone', async () => {
  await page.goto(address)
  await page.getByRole('checkbox', { name: /Chọn cờ: Làm bài quá nhanh/ }).check()
  await expectGood()
  await press('Bỏ qua')
  await give('Thi lại trước mặt giám thị, vẫn đúng', 'Bỏ qua')
  await page.getByText('Đã ghi quyết định cho 1 cờ.').waitFor()

  await page.getByRole('link', { name: /Xem cờ: Có thể cùng một người/ }).click()
  await press('Gộp hai tài khoản')
  await page.getByText('Mọi lượt thi của số').waitFor()
  await expectGood()
  await give('Đã gọi cả hai số, cùng một người', 'Gộp, không hoàn tác')
  await page.getByText('Đã gộp hai tài khoản.').waitFor()
  await page.getByText('Đã gộp vào tài khoản khác').waitFor()

  await page.goto(address)
  await page.getByRole('link', { name: /Xem cờ: Câu trả lời đến muộn/ }).click()
  await page.getByRole('link', { name: 'Mở diễn biến để nhận hoặc không nhận' }).click()
  await page.getByText('Điểm hiện tại 2; nếu nhận tất cả sẽ là 4.').waitFor()
  await expectGood()
  await press('Nhận các câu đã chọn')
  await give('Mất sóng, giám thị xác nhận', 'Nhận các câu đã chọn')
  await page.getByText('Đã nhận 2 câu. Điểm mới: 4.').waitFor()

  await page.goto(`${address}?state=dismissed`)
  await page.getByText('Giàng A Nhanh').waitFor()
  expect(await page.getByRole('row').count()).toBe(2)
  expect(faults).toEqual([])
}, 90_000)
