import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildApp } from '../../server/src/app.ts'
import { launchBrowser } from '../support/browser.ts'
import { tokenFor } from '../support/client.ts'
import { makeContest, makeContestant } from '../support/contest.ts'
import { handClock, root, testServices } from '../support/services.ts'

let world: Awaited<ReturnType<typeof testServices>>
let app: Awaited<ReturnType<typeof buildApp>>
let browser: Browser
let page: Page
let url: string
let roundId: string
let scripts: ReadonlySet<string> = new Set()
const webRoot = mkdtempSync(join(tmpdir(), 'hoithi-web-'))
const faults: string[] = []

beforeAll(async () => {
  cpSync(join(root, 'web/dist'), webRoot, { recursive: true, filter: (path) => !/\.(br|gz)$/.test(path) })
  prepareNextBuild()
  world = await testServices(handClock('2021-05-04T08:00:00+07:00'))
  const fixture = await makeContest(world.services)
  roundId = fixture.roundIds[0]!
  const unionId = fixture.unionIds['T-A-1']!
  const { id } = await makeContestant(world.services, unionId)
  const services = { ...world.services, config: { ...world.services.config, webRoot } }
  app = await buildApp(services)
  url = await app.listen({ port: 0, host: '127.0.0.1' })
  browser = await launchBrowser()
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'vi-VN' })
  await context.addCookies([{ name: 'hoithi_session', value: tokenFor(app, services, { id, role: 'contestant', unionId }), url }])
  page = await context.newPage()
  page.setDefaultTimeout(45_000)
  page.on('pageerror', (error) => faults.push(error.message))
})
afterAll(async () => {
  await browser?.close()
  await app?.close()
  await world?.end()
  rmSync(webRoot, { recursive: true, force: true })
})

const heading = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor()
const workerIs = (state: 'active' | 'waiting') =>
  expect.poll(() => page.evaluate(`navigator.serviceWorker.getRegistration().then((one) => one?.${state}?.state ?? null)`), { timeout: 20_000 })
const entry = () => page.evaluate<string>(`new URL(document.querySelector('script[type="module"]').src).pathname`)
const builds = () => page.evaluate<string[]>('caches.keys()')

const nextName = (name: string): string => name.replace(/\.js$/, '-next.js')
/** A text of the build with every script under its name in the next one. */
const inNextBuild = (text: string): string => text.replace(/[\w.-]+\.js/g, (name) => (scripts.has(name) ? nextName(name) : name))

/** The next build has every script under another name; the server looks at its folder once, so they lie there from the start. */
function prepareNextBuild(): void {
  const assets = join(webRoot, 'assets')
  scripts = new Set(readdirSync(assets).filter((name) => name.endsWith('.js') && readFileSync(join(webRoot, 'sw.js'), 'utf8').includes(name)))
  for (const name of scripts) writeFileSync(join(assets, nextName(name)), inNextBuild(readFileSync(join(assets, name), 'utf8')))
}

/** The server has the next build, and no more a screen of the one before. */
function deployNextBuild(): void {
  for (const name of scripts) if (name.startsWith('Leaderboards-')) rmSync(join(webRoot, 'assets', name))
  for (const file of ['play.html', 'sw.js'].map((name) => join(webRoot, name)))
    writeFileSync(file, inNextBuild(readFileSync(file, 'utf8')).replace(/build:"\w+"/, 'build:"next"'))
}

test('the phone keeps the app and the rules, shows both without a line, and a new build waits for the end of an attempt', async () => {
  await page.goto(url)
  await heading('Cuộc thi thử')
  await workerIs('active').toBe('activated')
  const first = await builds()
  expect(first).toHaveLength(1)

  await page.context().setOffline(true)
  await page.goto(`${url}/the-le`)
  await heading('Thể lệ cuộc thi')
  await page.getByText('Bản lưu trên máy lúc 08:00 04/05/2021').waitFor()
  await page.goto(url)
  await page.getByText('Chưa kết nối được tới máy chủ').waitFor()

  await page.context().setOffline(false)
  await page.goto(`${url}/thi/${roundId}`)
  await page.getByRole('button', { name: 'Bắt đầu' }).click()
  await page.waitForURL('**/luot-thi/*')
  await page.locator('fieldset input').first().waitFor()
  deployNextBuild()
  await page.evaluate('navigator.serviceWorker.getRegistration().then((one) => one.update())')
  await workerIs('waiting').toBe('installed')
  expect((await builds()).sort()).toEqual([...first, 'phone-next'].sort())

  // The server has the old screen no more; the phone that runs the old build still has it.
  await page.evaluate(`history.pushState(null, '', '/bang-xep-hang/${roundId}'); dispatchEvent(new PopStateEvent('popstate'))`)
  await heading('Bảng xếp hạng')

  // Out of the attempt, the next step after the page has heard of it loads the new build; a page looks for one some time after it was opened.
  const old = await entry()
  expect(old).not.toContain('-next.js')
  const nextStep = async (): Promise<string> => {
    await page.getByRole('link', { name: 'Hội thi', exact: true }).click()
    await page.waitForLoadState()
    return entry()
  }
  await expect.poll(nextStep, { timeout: 20_000, interval: 500 }).toBe(nextName(old))

  const context = page.context()
  await page.close()
  page = await context.newPage()
  await page.goto(`${url}/the-le`)
  await heading('Thể lệ cuộc thi')
  await workerIs('active').toBe('activated')
  await expect.poll(builds, { timeout: 20_000 }).toEqual(['phone-next'])
  expect(faults).toEqual([])
})
