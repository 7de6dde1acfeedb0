import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { blankQuestion, type QuestionDraft } from '../../server/src/domain/question.ts'
import { root } from './services.ts'

/** Questions of the shipped pack, with one right option each. */
export function packQuestions(count: number): QuestionDraft[] {
  const lines = readFileSync(join(root, 'scripts/contest-packs/cnvcld-ngay-hoi-2021/questions.jsonl'), 'utf8').split('\n')
  const all = lines.filter((line) => line !== '').map((line) => JSON.parse(line) as { id: string; kind: string } & QuestionDraft)
  return all
    .filter(({ kind, options }) => kind === 'single' && options.length === 4)
    .slice(0, count)
    .map(({ id, topic, difficulty, stem, options, correct }) => ({
      ...blankQuestion(),
      code: id,
      kind: 'single',
      topic,
      difficulty,
      stem,
      options,
      correct,
      status: 'ready',
    }))
}

/** Everything that a person does on one phone; `sees` waits for a text. */
export type Phone = ReturnType<typeof phoneOf>

export function phoneOf(page: Page) {
  page.setDefaultTimeout(45_000)
  const sees = (text: string | RegExp) => page.getByText(text).first().waitFor()
  return {
    page,
    sees,
    tap: (option: number) => page.locator('fieldset input').nth(option).check(),
    chosen: async () => {
      const inputs = await page.locator('fieldset input').all()
      const checked = await Promise.all(inputs.map((input) => input.isChecked()))
      return checked.indexOf(true)
    },
    next: async (number: number) => {
      await page.getByRole('button', { name: 'Câu sau' }).click()
      await sees(`Câu ${number} trên`)
    },
    goTo: async (number: number) => {
      await page.getByText('Danh sách câu hỏi').click()
      await page.getByRole('button', { name: new RegExp(`^Câu ${number}, `) }).click()
      await sees(`Câu ${number} trên`)
    },
    saved: () => page.getByRole('status').filter({ hasText: 'Đã lưu' }).waitFor(),
    waits: (count: number) => sees(`Đang chờ mạng (${count})`),
    start: async (url: string, roundId: string) => {
      await page.goto(`${url}/thi/${roundId}`)
      await page.getByRole('button', { name: 'Bắt đầu' }).click()
      await sees('Câu 1 trên')
      return page.url().split('/').at(-1) ?? ''
    },
    /** The browser takes the page away without a word to it, as a phone short of memory does. */
    kill: async () => {
      const session = await page.context().newCDPSession(page)
      const crashed = page.waitForEvent('crash').catch(() => undefined)
      await Promise.race([session.send('Page.crash').catch(() => undefined), crashed])
      await page.close()
    },
  }
}

/** What a browser on a phone calls itself; one without a window has longer names. */
export const PHONE_NAMES = {
  userAgent: 'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
  extraHTTPHeaders: { 'sec-ch-ua': '"Chromium";v="140"' },
}

/** A phone of one person: its store and its cookie are its own. */
export async function newPhone(browser: Browser, url: string, token: string, more: BrowserContextOptions = {}): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'vi-VN', ...more })
  await context.addCookies([{ name: 'hoithi_session', value: token, url }])
  return context
}

/** What is chosen at each of the first questions, gone to one after another. */
export async function chosenUpTo(phone: Phone, last: number): Promise<number[]> {
  const chosen: number[] = []
  for (let number = 1; number <= last; number += 1) {
    await phone.goTo(number)
    chosen.push(await phone.chosen())
  }
  return chosen
}

/** The API cannot be reached while the app's own files can, as they come from the phone. A page that is gone waits for no answer. */
export const cutLine = (context: BrowserContext) => context.route('**/api/**', (route) => route.abort('internetdisconnected').catch(() => undefined))

/** The line is back, and the phone says so to its pages. */
export async function mendLine(context: BrowserContext): Promise<void> {
  await context.unroute('**/api/**')
  for (const page of context.pages()) await page.evaluate(`window.dispatchEvent(new Event('online'))`)
}

/** Somebody's page on a phone's screen at the desk; what it complains of goes into `faults`. */
export async function staffPage(browser: Browser, { url, token, faults }: { url: string; token: string; faults: string[] }): Promise<Page> {
  const page = await (await newPhone(browser, url, token)).newPage()
  page.setDefaultTimeout(45_000)
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
  return page
}
