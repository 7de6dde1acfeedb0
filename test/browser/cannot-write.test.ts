import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { leaveBrowser, openBrowser } from '../support/browser.ts'
import { startKillable } from '../support/killed-server.ts'
import { chosenUpTo, newPhone, packQuestions, phoneOf } from '../support/phones.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(leaveBrowser)

test('while the server cannot write, a phone keeps what is tapped, says so, and sends it by itself once it can', async () => {
  const server = await startKillable({ questions: packQuestions(4), rules: { prediction: null, tieBreaks: ['score'] } })
  try {
    const url = await server.start()
    const context = await newPhone(browser, url, server.token)
    const phone = phoneOf(await context.newPage())
    await phone.start(url, server.roundId)
    await phone.tap(0)
    await phone.saved()
    const fault = server.readOnly()
    await fault.begin()
    await phone.next(2)
    await phone.tap(1)
    await phone.waits(1)
    // The paper is still there, and the next question too.
    await phone.next(3)
    await phone.tap(2)
    await phone.waits(2)
    await fault.end()
    await phone.saved()
    await phone.page.reload()
    expect(await chosenUpTo(phone, 3)).toEqual([0, 1, 2])
    await context.close()
  } finally {
    await server.end()
  }
})
