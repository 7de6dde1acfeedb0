import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import { benchData } from './data.ts'
import { BENCH_SECRET } from './secret.ts'
import { benchServer } from './server.ts'
import { CHROMIUM_ARGUMENTS, findChromium } from '../chromium.mjs'

// A cheap phone on a slow line: 400 kbit/s each way, 400 ms for a round trip, a processor of a quarter of this one's speed.
const LINE = { offline: false, latency: 400, downloadThroughput: 400_000 / 8, uploadThroughput: 400_000 / 8 }
const SLOWER = 4
const AIMS = { cold: 5_000, warm: 2_500 }
const TIMES = Number(process.env['BENCH_ROUNDS'] ?? 3)

/** Put the page on the slow line, the worker's requests too. */
async function slowDown(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', LINE)
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
}

/** From the tap on the address to a question that can be answered, in ms. */
async function untilQuestion(page: Page, address: string): Promise<number> {
  const started = performance.now()
  await page.goto(address, { waitUntil: 'commit' })
  await page.locator('fieldset input, [role=radio]').first().waitFor({ timeout: 60_000 })
  return Math.round(performance.now() - started)
}

async function once(browser: Browser, address: string, token: string): Promise<{ cold: number; warm: number }> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'vi-VN' })
  await context.addCookies([{ name: 'hoithi_session', value: token, url: new URL(address).origin }])
  const first = await context.newPage()
  await slowDown(first)
  const cold = await untilQuestion(first, address)
  // The app is on the phone once the worker has taken charge of the page.
  while (!(await first.evaluate<boolean>('navigator.serviceWorker.controller !== null'))) await first.waitForTimeout(250)
  await first.close()
  const again = await context.newPage()
  await slowDown(again)
  const warm = await untilQuestion(again, address)
  await context.close()
  return { cold, warm }
}

const middle = (values: number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/** How long a logged-in contestant waits for the first question of a running attempt: the first time, and again once the app is on the phone. */
export async function benchPhone(): Promise<void> {
  const executablePath = findChromium()
  if (executablePath === null) return console.log('No Chromium here: the phone is not measured.')
  const folder = mkdtempSync(join(tmpdir(), 'hoithi-bench-phone-'))
  const [load] = await benchData(folder, BENCH_SECRET, 1)
  if (load === undefined) throw new Error('nobody to measure with')
  const server = await benchServer({ DATA_DIR: folder })
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGUMENTS })
  try {
    const taken: { cold: number; warm: number }[] = []
    for (let time = 0; time < TIMES; time += 1) taken.push(await once(browser, `${server.url}/luot-thi/${load.attemptId}`, load.token))
    const rows = (['cold', 'warm'] as const).map((kind) => {
      const ms = middle(taken.map((one) => one[kind]))
      return { 'first question': kind, ms, aim: AIMS[kind], 'of aim': (ms / AIMS[kind]).toFixed(2), all: taken.map((one) => one[kind]).join(' ') }
    })
    console.table(rows)
    console.log(JSON.stringify({ what: 'first question on a slow phone', line: LINE, slower: SLOWER, busy: loadavg()[0]?.toFixed(1), rows }))
  } finally {
    await browser.close()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
