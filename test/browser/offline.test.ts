import type { Browser, BrowserContextOptions } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { leaveBrowser, openBrowser } from '../support/browser.ts'
import { makeContest, makeContestant, type Fixture } from '../support/contest.ts'
import { tokenFor } from '../support/client.ts'
import { startKillable } from '../support/killed-server.ts'
import { chosenUpTo, cutLine, mendLine, newPhone, packQuestions, PHONE_NAMES, phoneOf } from '../support/phones.ts'
import { handClock, testApp } from '../support/services.ts'

const MINUTE = 60_000
const DAY = 86_400_000
const START = Date.parse('2021-05-04T08:00:00+07:00')

let browser: Browser
const ends: (() => Promise<void>)[] = []
const faults: string[] = []

/** A server of its own whose clock ticks, and can be put forward. */
async function openPlace(lateAnswers: 'held' | 'refused') {
  let ahead = 0
  const began = Date.now()
  const world = await testApp({ ...handClock(START), now: () => START + Date.now() - began + ahead })
  const fixture: Fixture = await makeContest(world.services, {
    questions: packQuestions(20),
    rules: { blueprint: [{ count: 20 }], prediction: null, tieBreaks: ['score'], lateAnswers },
  })
  const url = await world.app.listen({ port: 0, host: '127.0.0.1' })
  const place = {
    ...world,
    url,
    now: world.services.clock.now,
    roundId: fixture.roundIds[0]!,
    putForward: (ms: number) => {
      ahead += ms
    },
    newcomer: async () => {
      const unionId = fixture.unionIds['T-A-1']!
      const { id } = await makeContestant(world.services, unionId)
      return tokenFor(world.app, world.services, { id, role: 'contestant', unionId })
    },
    saved: async (attemptId: string) => {
      const responses = await world.services.storage.attempts.responses(attemptId)
      return responses.map(({ position, choice }) => `${position}${choice.join('')}`).join(' ')
    },
    savedAt: async (attemptId: string, position: number) =>
      (await world.services.storage.attempts.responses(attemptId)).find((response) => response.position === position)?.tappedAt ?? 0,
  }
  ends.push(world.end)
  return place
}

type Place = Awaited<ReturnType<typeof openPlace>>

/** A phone at this place; whatever its pages complain about fails the test. */
async function phoneAt(place: Place, token: string, more: BrowserContextOptions = {}) {
  const context = await newPhone(browser, place.url, token, more)
  const open = async () => {
    const page = await context.newPage()
    page.on('pageerror', (error) => faults.push(error.message))
    return phoneOf(page)
  }
  return { context, open }
}

beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(async () => {
  await leaveBrowser()
  for (const end of ends) await end()
})

describe('an attempt without a line', () => {
  let place: Place
  beforeAll(async () => {
    place = await openPlace('refused')
  })

  test('goes on, survives a killed tab and a phone clock set a day ahead, and saves every tap with its right moment', async () => {
    const { context, open } = await phoneAt(place, await place.newcomer())
    await context.addInitScript("const real = Date.now.bind(Date); Date.now = () => real() + Number(localStorage.getItem('skew') ?? 0)")
    const first = await open()
    const attemptId = await first.start(place.url, place.roundId)
    await first.tap(0)
    await first.saved()
    await cutLine(context)
    await first.next(2)
    const beforeTap = place.now()
    await first.tap(1)
    const tapped = [beforeTap, place.now()] as const
    await first.next(3)
    await first.tap(2)
    await first.waits(2)
    await first.page.evaluate(`localStorage.setItem('skew', '${DAY}')`)
    await first.kill()

    const second = await open()
    await second.page.goto(`${place.url}/luot-thi/${attemptId}`)
    await second.sees('Câu 3 trên 20')
    await second.sees('Giờ còn lại sẽ hiện khi có mạng')
    await second.sees('đã trả lời 3/20')
    expect(await second.chosen()).toBe(2)
    const beforeAgain = place.now()
    await second.tap(3)
    const again = [beforeAgain, place.now()] as const
    await second.goTo(1)
    expect(await second.chosen()).toBe(0)
    expect(await place.saved(attemptId)).toBe('1a')

    await mendLine(context)
    await second.saved()
    await second.page
      .getByRole('timer')
      .filter({ hasText: /^\s*Còn \d+ phút\s*$/ })
      .waitFor()
    expect(await place.saved(attemptId)).toBe('1a 2b 3d')
    // What the line took when the phone set its clock by the server's is off by that much.
    const OFF_MS = 2_500
    for (const [position, [before, after]] of [
      [2, tapped],
      [3, again],
    ] as const) {
      const moment = await place.savedAt(attemptId, position)
      expect([moment > before - OFF_MS, moment < after + OFF_MS]).toEqual([true, true])
    }
    await context.close()
  })

  test('in two tabs of one phone is one outbox: no tap is lost, also of a tab that was closed', async () => {
    const { context, open } = await phoneAt(place, await place.newcomer())
    const one = await open()
    const attemptId = await one.start(place.url, place.roundId)
    const two = await open()
    await two.page.goto(one.page.url())
    await two.sees('Câu 1 trên')
    await two.page
      .getByRole('timer')
      .filter({ hasText: /Còn \d+ phút/ })
      .waitFor()
    await cutLine(context)
    await one.tap(0)
    await one.next(2)
    await one.tap(0)
    await two.page.waitForFunction(`document.querySelectorAll('fieldset input')[0]?.checked === true`)
    await two.next(2)
    expect(await two.chosen()).toBe(0)
    await two.tap(1)
    await two.next(3)
    await two.tap(2)
    await one.page.close()
    await mendLine(context)
    await expect.poll(() => place.saved(attemptId), { timeout: 10_000 }).toBe('1a 2b 3c')
    await context.close()
  })

  test('on two phones the later tap wins, though the earlier one arrives later, and each says what the other did', async () => {
    const token = await place.newcomer()
    const [a, b] = [await phoneAt(place, token), await phoneAt(place, token)]
    const one = await a.open()
    const attemptId = await one.start(place.url, place.roundId)
    const two = await b.open()
    await two.page.goto(one.page.url())
    await two.sees('Câu 1 trên')
    await two.page
      .getByRole('timer')
      .filter({ hasText: /Còn \d+ phút/ })
      .waitFor()
    await cutLine(a.context)
    await one.tap(0)
    await one.waits(1)
    await two.tap(1)
    await two.saved()
    await mendLine(a.context)
    await one.saved()
    await one.sees('Câu 1 vừa được đổi trên máy khác.')
    expect(await one.chosen()).toBe(1)
    expect(await place.saved(attemptId)).toBe('1b')
    await one.next(2)
    await one.tap(2)
    await one.saved()
    await two.next(2)
    await two.next(3)
    await two.tap(0)
    await two.sees('Câu 2 vừa được đổi trên máy khác.')
    await two.goTo(2)
    expect(await two.chosen()).toBe(2)
    await Promise.all([a.context.close(), b.context.close()])
  })

  test('a browser that keeps nothing says so, and saves all the same', async () => {
    const { context, open } = await phoneAt(place, await place.newcomer())
    await context.addInitScript(
      "Object.defineProperty(window, 'indexedDB', { value: undefined }); Storage.prototype.setItem = () => { throw new Error('no room') }",
    )
    const phone = await open()
    const attemptId = await phone.start(place.url, place.roundId)
    await phone.sees('Trình duyệt này không giữ được câu trả lời khi tắt trang.')
    await phone.tap(3)
    await phone.saved()
    expect(await place.saved(attemptId)).toBe('1d')
    await context.close()
  })

  test('a whole attempt of twenty questions costs at most 40 kB of API traffic', async () => {
    const { context, open } = await phoneAt(place, await place.newcomer(), PHONE_NAMES)
    const phone = await open()
    let bytes = 0
    const counted: Promise<void>[] = []
    context.on('requestfinished', (request) => {
      if (!/\/api\/(attempts|rounds)\//.test(request.url())) return
      counted.push(
        request.sizes().then((sizes) => {
          bytes += sizes.requestHeadersSize + sizes.requestBodySize + sizes.responseHeadersSize + sizes.responseBodySize
        }),
      )
    })
    await phone.start(place.url, place.roundId)
    for (let number = 1; number <= 20; number += 1) {
      // As people answer: an answer of a moment ago is told again, one of half a minute ago is not.
      place.putForward(30_000)
      await phone.tap(number % 4)
      await phone.saved()
      if (number < 20) await phone.next(number + 1)
    }
    await phone.page.getByRole('button', { name: 'Đến phần nộp bài' }).first().click()
    await phone.page.getByRole('button', { name: 'Nộp bài' }).click()
    await phone.page.getByRole('dialog').getByRole('button', { name: 'Nộp bài' }).click()
    await phone.sees('Kết quả lượt thi')
    await Promise.all(counted)
    console.log(`API traffic of one attempt: ${bytes} bytes in ${counted.length} requests`)
    expect(bytes).toBeLessThanOrEqual(40_000)
    expect(counted.length).toBeLessThanOrEqual(25)
    await context.close()
  })
})

test('a server that is killed in mid-attempt and started again on what it left loses no answer', async () => {
  const server = await startKillable({ questions: packQuestions(4), rules: { prediction: null, tieBreaks: ['score'] } })
  ends.push(server.end)
  const url = await server.start()
  const context = await newPhone(browser, url, server.token)
  const phone = phoneOf(await context.newPage())
  await phone.start(url, server.roundId)
  await phone.tap(0)
  await phone.saved()
  await server.kill()
  await phone.next(2)
  await phone.tap(1)
  await phone.waits(1)
  await server.start()
  await phone.next(3)
  await phone.tap(2)
  await phone.saved()
  await context.addInitScript("Object.defineProperty(window, 'indexedDB', { value: undefined }); localStorage.clear()")
  await phone.page.reload()
  expect(await chosenUpTo(phone, 3)).toEqual([0, 1, 2])
  await context.close()
})

describe('a line that is cut over the deadline', () => {
  // the rules    after it is back, and after a reload
  const cases = [
    ['held', 'Câu trả lời đến sau giờ (câu 2) đã được giữ riêng để ban giám khảo xem xét.'],
    ['refused', 'Câu trả lời của câu 2 đến sau giờ nên không được tính.'],
  ] as const
  test.each(cases)('late answers %s: the phone tells it plainly, also when it is opened again', async (lateAnswers, told) => {
    const place = await openPlace(lateAnswers)
    const { context, open } = await phoneAt(place, await place.newcomer())
    const phone = await open()
    await phone.page.clock.install()
    const attemptId = await phone.start(place.url, place.roundId)
    await phone.tap(0)
    await phone.saved()
    await cutLine(context)
    await phone.next(2)
    await phone.tap(1)
    const tapped = place.now()
    await phone.waits(1)
    place.putForward(25 * MINUTE)
    await phone.page.clock.fastForward(25 * MINUTE)
    await phone.sees('Đã hết giờ. Đang nộp những câu đã trả lời')
    expect(await place.saved(attemptId)).toBe('1a')
    await mendLine(context)
    await phone.sees('Kết quả lượt thi')
    await phone.sees(told)
    const held = await place.services.storage.attempts.heldResponses(attemptId)
    expect(held.map(({ position, choice }) => `${position}${choice.join('')}`)).toEqual(lateAnswers === 'held' ? ['2b'] : [])
    for (const late of held) expect(Math.abs(late.tappedAt - tapped)).toBeLessThan(2_500)
    await phone.page.reload()
    await phone.sees('Kết quả lượt thi')
    await phone.sees(told)
    expect(await place.saved(attemptId)).toBe('1a')
    await context.close()
  })
})

test('no page complained of a script', () => {
  expect(faults).toEqual([])
})
