import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { finishAttempt, saveResponses, startAttempt, voidAttempt } from '../../server/src/features/attempts/actions.ts'
import { sealRound } from '../../server/src/features/rounds/seal.ts'
import { rightAnswer } from '../../server/src/domain/right-answer.ts'
import { leaveBrowser, openBrowser } from '../support/browser.ts'
import { tokenFor } from '../support/client.ts'
import { makeContest, makeContestant, makeStaff } from '../support/contest.ts'
import { cutLine, mendLine, newPhone, staffPage } from '../support/phones.ts'
import { handClock, testApp } from '../support/services.ts'
import { axeFaults, layoutFaults } from './looks.ts'

const MINUTE = 60_000

let world: Awaited<ReturnType<typeof testApp>>
let browser: Browser
let phone: Page
let desk: Page
let attemptId: string
let deskAddress: string
const faults: string[] = []

/** A sealed round; the judges have voided the attempt of the person with the phone. */
beforeAll(async () => {
  const clock = handClock('2021-05-04T08:00:00+07:00')
  world = await testApp(clock)
  const { services, app } = world
  const fixture = await makeContest(services, { rules: { prediction: null, tieBreaks: ['score', 'durationMs'] } })
  const [roundId, unionId] = [fixture.roundIds[0]!, fixture.unionIds['T-A-1']!]
  const judge = await makeStaff(services, 'judge')
  const take = async (name: string): Promise<{ contestantId: string; attemptId: string }> => {
    const { id: contestantId } = await makeContestant(services, unionId, name)
    const started = await startAttempt(services, { roundId, contestantId })
    if (!started.ok) throw new Error(started.reason)
    const { id, paper } = started.value
    const versions = await services.storage.questions.versions(paper.map(({ versionId }) => versionId))
    clock.pass(MINUTE)
    const responses = paper.map((item, index) => ({ position: index + 1, choice: rightAnswer(item, versions.get(item.versionId)!), ageMs: 0 }))
    await saveResponses(services, id, contestantId, { responses })
    await finishAttempt(services, id, 'contestant')
    return { contestantId, attemptId: id }
  }
  const mine = await take('Nguyễn Hoàng Thị Phương Thảo Nguyên')
  await take('Lò Văn Bình')
  attemptId = mine.attemptId
  clock.set('2021-05-10T08:00:00+07:00')
  await services.projector.catchUp()
  expect((await sealRound(services, roundId, judge.id, 'chốt kỳ 1')).ok).toBe(true)
  clock.pass(MINUTE)
  await voidAttempt(services, attemptId, judge.id, 'nghi thi hộ')
  expect((await sealRound(services, roundId, judge.id, 'nghi thi hộ')).ok).toBe(true)
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  deskAddress = `${url}/desk/contests/${fixture.slug}/appeals`
  browser = await openBrowser()
  const context = await newPhone(browser, url, tokenFor(app, services, { id: mine.contestantId, role: 'contestant', unionId }))
  phone = await context.newPage()
  phone.setDefaultTimeout(45_000)
  phone.on('pageerror', (error) => faults.push(error.message))
  await phone.goto(`${url}/luot-thi/${attemptId}`)
  desk = await staffPage(browser, { url, token: tokenFor(app, services, { id: judge.id, role: 'judge' }), faults })
})
afterAll(async () => {
  await leaveBrowser()
  await world?.end()
})

const looksGood = async (page: Page): Promise<void> => expect([...(await axeFaults(page)), ...(await layoutFaults(page))]).toEqual([])

test('whoever was voided appeals on the phone, the judge restores the attempt and answers, and the phone tells both', async () => {
  await phone.getByText('Lượt thi này đã bị huỷ. Nếu Anh/Chị thấy không đúng').waitFor()
  await phone.getByRole('link', { name: 'Khiếu nại kết quả này' }).click()
  await phone.getByText('Nhận khiếu nại đến hết 23:59 13/05/2021.').waitFor()
  await phone.getByRole('button', { name: 'Gửi khiếu nại' }).click()
  await phone.getByText('Anh/Chị viết nội dung').waitFor()
  await phone.getByLabel('Nội dung khiếu nại').fill('Tôi tự làm bài tại cơ quan, có đồng nghiệp làm chứng.')
  await looksGood(phone)
  await cutLine(phone.context())
  await phone.getByRole('button', { name: 'Gửi khiếu nại' }).click()
  await phone.getByText('Chưa gửi được. Nội dung Anh/Chị viết vẫn còn').waitFor()
  await mendLine(phone.context())
  await phone.reload()
  expect(await phone.getByLabel('Nội dung khiếu nại').inputValue()).toBe('Tôi tự làm bài tại cơ quan, có đồng nghiệp làm chứng.')
  await phone.getByRole('button', { name: 'Gửi khiếu nại' }).click()
  await phone.getByText('Đã gửi. Trả lời của ban giám khảo').waitFor()
  await phone.getByText('Đã nhận').waitFor()
  await looksGood(phone)

  await desk.goto(deskAddress)
  await desk.locator('#content').getByText('1 khiếu nại chờ trả lời.').waitFor()
  await desk.getByRole('link', { name: 'Xem khiếu nại của Nguyễn Hoàng Thị Phương Thảo Nguyên' }).click()
  await desk.getByText('nghi thi hộ').first().waitFor()
  await desk.getByRole('button', { name: 'Bắt đầu xem xét' }).click()
  await desk.getByText('Thí sinh thấy “Đang xem xét”').waitFor()
  const appeal = desk.url()
  await desk.getByRole('link', { name: /Mở dòng thời gian đầy đủ/ }).click()
  await desk.getByRole('button', { name: 'Khôi phục lượt thi' }).click()
  await desk.getByLabel('Lý do').fill('đã xác minh với đơn vị')
  await desk.getByRole('dialog').getByRole('button', { name: 'Khôi phục lượt thi' }).click()
  await desk.getByText('kết quả kỳ thi có bản thứ 3').waitFor()
  await desk.goto(appeal)
  await desk.getByRole('button', { name: 'Trả lời' }).click()
  await desk.getByLabel('Chấp nhận', { exact: true }).check()
  await desk.getByLabel('Đã làm gì để giải quyết?').selectOption('restored')
  await desk.getByLabel('Trả lời thí sinh').fill('Ban giám khảo đã xác minh với đơn vị và khôi phục lượt thi.')
  await desk.getByRole('dialog').getByRole('button', { name: 'Trả lời' }).click()
  await desk.getByText('Đã trả lời. Thí sinh thấy ngay').waitFor()
  expect(await axeFaults(desk)).toEqual([])

  await phone.goto(new URL('/hoi-dap', deskAddress).href)
  await phone.getByText('Đã khôi phục lượt thi.').waitFor()
  await phone.getByText('Mới', { exact: true }).waitFor()
  await phone.getByRole('link', { name: 'Kỳ 1, lượt thi 1' }).click()
  await phone.getByText('khôi phục lượt thi.').first().waitFor()
  await phone.getByText('Chấp nhận').first().waitFor()
  expect(await phone.getByText('Lượt thi này đã bị huỷ').count()).toBe(0)
  expect(faults).toEqual([])
})
