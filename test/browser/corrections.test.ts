import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { finishAttempt, saveResponses, startAttempt } from '../../server/src/features/attempts/actions.ts'
import { leaveBrowser, openBrowser } from '../support/browser.ts'
import { tokenFor } from '../support/client.ts'
import { makeContest, makeContestant, makeStaff } from '../support/contest.ts'
import { staffPage } from '../support/phones.ts'
import { handClock, testApp } from '../support/services.ts'
import { axeFaults } from './looks.ts'

let world: Awaited<ReturnType<typeof testApp>>
let browser: Browser
let page: Page
let address: string
const faults: string[] = []

beforeAll(async () => {
  world = await testApp(handClock('2021-05-04T08:00:00+07:00'))
  const { services } = world
  const fixture = await makeContest(services, { rules: { blueprint: [{ count: 6 }], prediction: null, tieBreaks: ['score', 'durationMs'] } })
  const roundId = fixture.roundIds[0]!
  for (const [name, option] of [
    ['Nguyễn Thị Cũ', 0],
    ['Trần Văn Mới', 1],
  ] as const) {
    const { id: contestantId } = await makeContestant(services, fixture.unionIds['T-A-1']!, name)
    const started = await startAttempt(services, { roundId, contestantId })
    if (!started.ok) throw new Error(started.reason)
    const responses = started.value.paper.map(({ order }, index) => ({
      position: index + 1,
      choice: [String.fromCharCode(97 + order.indexOf(Math.min(option, order.length - 1)))],
      ageMs: 0,
    }))
    await saveResponses(services, started.value.id, contestantId, { responses })
    await finishAttempt(services, started.value.id, 'contestant')
  }
  await services.projector.catchUp()
  services.regrader.follow((error) => faults.push(String(error)))
  const judge = await makeStaff(services, 'judge')
  const url = await world.app.listen({ port: 0, host: '127.0.0.1' })
  address = `${url}/desk/rounds/${roundId}/corrections`
  browser = await openBrowser()
  page = await staffPage(browser, { url, token: tokenFor(world.app, services, { id: judge.id, role: 'judge' }), faults })
})
afterAll(async () => {
  await leaveBrowser()
  await world?.services.regrader.stop()
  await world?.end()
})

const expectGood = async (): Promise<void> => {
  expect(await axeFaults(page)).toEqual([])
  expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0)
}

test('from the question nobody trusts over a trial to the new ranking', async () => {
  await page.goto(address)
  await page.getByRole('link', { name: 'Sửa đáp án câu Q-1' }).click()
  await page.getByLabel('Chỉ đáp án mới đúng').check()
  await page.getByText('Đáp án mới đang giống đáp án cũ').waitFor()
  await page.getByRole('checkbox', { name: 'A. phương án một' }).uncheck()
  await page.getByRole('checkbox', { name: 'B. phương án hai' }).check()
  await page.getByRole('button', { name: 'Chạy thử' }).click()
  await page.getByText('2 bài đổi điểm').waitFor()
  await expectGood()
  await page.getByRole('button', { name: 'Áp dụng' }).click()
  await page.getByLabel('Lý do').fill('Luật mới đã đổi')
  await page.getByRole('dialog').getByRole('button', { name: 'Áp dụng' }).click()
  await page.getByText('2 trên 2 bài đổi điểm').waitFor()
  await expectGood()
  expect(faults).toEqual([])
}, 60_000)
