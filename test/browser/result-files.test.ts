import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { finishAttempt, startAttempt } from '../../server/src/features/attempts/actions.ts'
import { sealRound } from '../../server/src/features/rounds/seal.ts'
import { leaveBrowser, openBrowser } from '../support/browser.ts'
import { tokenFor } from '../support/client.ts'
import { makeContest, makeContestant, makeStaff } from '../support/contest.ts'
import { newPhone, staffPage } from '../support/phones.ts'
import { handClock, testApp } from '../support/services.ts'
import { axeFaults } from './looks.ts'

let world: Awaited<ReturnType<typeof testApp>>
let browser: Browser
let desk: Page
let url: string
let roundId = ''
let who = { id: '', unionId: '' }
const faults: string[] = []

beforeAll(async () => {
  const clock = handClock('2021-05-04T08:00:00+07:00')
  world = await testApp(clock)
  const { services } = world
  const fixture = await makeContest(services)
  roundId = fixture.roundIds[0]!
  const unionId = fixture.unionIds['T-A-1']!
  for (const name of ['Nguyễn Thị Ánh', 'Đỗ Văn Bình']) {
    const { id } = await makeContestant(services, unionId, name)
    const started = await startAttempt(services, { roundId, contestantId: id })
    if (!started.ok) throw new Error(started.reason)
    clock.pass(60_000)
    await finishAttempt(services, started.value.id, 'contestant')
    who = { id, unionId }
  }
  const { id } = await makeStaff(services, 'judge')
  clock.set('2021-05-10T08:00:00+07:00')
  await services.projector.catchUp()
  await sealRound(services, roundId, id, 'hết kỳ thi')
  url = await world.app.listen({ port: 0, host: '127.0.0.1' })
  browser = await openBrowser()
  desk = await staffPage(browser, { url, token: tokenFor(world.app, services, { id, role: 'judge' }), faults })
})
afterAll(async () => {
  await leaveBrowser()
  await world?.end()
})

const expectGood = async (page: Page): Promise<void> => {
  expect(await axeFaults(page)).toEqual([])
  expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0)
}

/** A file that is fetched by a click, as it lies on disk. */
async function fetched(page: Page, click: () => Promise<void>): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), click()])
  return download.path()
}

test('files of sealed results come with a SHA-256 that is theirs, and anyone checks the published log', async () => {
  await desk.goto(`${url}/desk/rounds/${roundId}/results`)
  for (const format of ['pdf', 'csv', 'json', 'xlsx']) {
    await desk.getByLabel('Dạng tệp').selectOption(format)
    await desk.getByRole('button', { name: 'Tạo tệp' }).click()
    await desk.getByRole('link', { name: new RegExp(`\\.${format}$`) }).waitFor()
  }
  const shown = await desk.locator('.export-files .note.good code').textContent()
  const file = await fetched(desk, () => desk.getByRole('link', { name: /\.xlsx$/ }).click())
  expect(
    createHash('sha256')
      .update(await readFile(file))
      .digest('hex'),
  ).toBe(shown)
  await desk.getByText('Xem các tệp đã tạo (4)').click()
  await desk.getByRole('cell', { name: shown!.slice(0, 12) }).waitFor()
  await expectGood(desk)

  const context = await newPhone(browser, url, tokenFor(world.app, world.services, { ...who, role: 'contestant' }))
  const phone = await context.newPage()
  phone.setDefaultTimeout(45_000)
  await phone.goto(`${url}/so-nhan-bai`)
  const log = await fetched(phone, () => phone.getByRole('link', { name: 'Tải cả sổ về máy' }).click())
  await phone.getByLabel('Chọn tệp sổ').setInputFiles({ name: 'so-nhan-bai.jsonl', mimeType: 'application/jsonl', buffer: await readFile(log) })
  const head = await world.services.storage.log.head()
  await phone.getByText(`Nguyên vẹn: ${head.seq} dòng nối liền nhau từ dòng 1, mã băm cuối ${head.hash}`).waitFor()
  await expectGood(phone)
  expect(faults).toEqual([])
})
