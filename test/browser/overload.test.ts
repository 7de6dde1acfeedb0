import type { FastifyInstance } from 'fastify'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildApp } from '../../server/src/app.ts'
import { watchLoad } from '../../server/src/overload.ts'
import { tokenFor } from '../support/client.ts'
import { leaveBrowser, openBrowser } from '../support/browser.ts'
import { makeContest, makeContestant, type Fixture } from '../support/contest.ts'
import { newPhone, packQuestions, phoneOf } from '../support/phones.ts'
import { handClock, testServices } from '../support/services.ts'

const START = Date.parse('2021-05-04T08:00:00+07:00')

let browser: Browser
let app: FastifyInstance
let world: Awaited<ReturnType<typeof testServices>>
let fixture: Fixture
let url: string
let loopMs = 0
const overload = watchLoad(100, () => ({ loopMs, writeMs: 0, longestMs: loopMs }))
const faults: string[] = []

/** How late the server's event loop is from now on. */
const press = (ms: number): void => {
  loopMs = ms
  overload.look()
  overload.look()
}

beforeAll(async () => {
  const began = Date.now()
  world = await testServices({ ...handClock(START), now: () => START + Date.now() - began })
  app = await buildApp({ ...world.services, overload })
  fixture = await makeContest(world.services, {
    questions: packQuestions(20),
    rules: { blueprint: [{ count: 20 }], prediction: null, tieBreaks: ['score'] },
  })
  url = await app.listen({ port: 0, host: '127.0.0.1' })
  browser = await openBrowser()
})
afterAll(async () => {
  await leaveBrowser()
  await app?.close()
  await world?.end()
})

async function newcomer() {
  const unionId = fixture.unionIds['T-A-1'] ?? ''
  const { id } = await makeContestant(world.services, unionId)
  const context = await newPhone(browser, url, tokenFor(app, world.services, { id, role: 'contestant', unionId }))
  const page = await context.newPage()
  page.on('pageerror', (error) => faults.push(error.message))
  return phoneOf(page)
}

test('under overload a phone that wants to start counts down and starts by itself, one that looks at a board loads it again by itself, and one that answers notices nothing', async () => {
  const roundId = fixture.roundIds[0] ?? ''
  const [coming, looking, answering] = [await newcomer(), await newcomer(), await newcomer()]
  await answering.start(url, roundId)
  await coming.page.goto(`${url}/thi/${roundId}`)
  await coming.page.getByRole('button', { name: 'Bắt đầu' }).waitFor()

  press(400)
  await coming.page.getByRole('button', { name: 'Bắt đầu' }).click()
  await coming.sees('Anh/Chị đang trong hàng chờ vào thi')
  await coming.sees(/Tự vào thi sau \d+ giây/)
  await answering.tap(1)
  await answering.saved()
  press(0)
  press(100)
  await looking.page.goto(`${url}/bang-xep-hang/${roundId}`)
  await looking.sees(/trang này tạm nghỉ .* Trang tự tải lại/)
  expect(await looking.page.getByRole('alert').count()).toBe(0)
  press(0)
  await Promise.all([
    coming.sees('Câu 1 trên'),
    looking.page.getByText('Chưa có ai').or(looking.page.locator('table.board')).first().waitFor({ timeout: 20_000 }),
  ])
  expect(faults).toEqual([])
})
