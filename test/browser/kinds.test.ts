import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { blankQuestion, type QuestionDraft } from '../../server/src/domain/question.ts'
import { leaveBrowser, openBrowser } from '../support/browser.ts'
import { makeContest, makeContestant, makeStaff, type Fixture } from '../support/contest.ts'
import { tokenFor } from '../support/client.ts'
import { handClock, testApp } from '../support/services.ts'

const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='
const full = (text: string, tolerance = 0) => ({ text, tolerance, credit: 100 })
const question = (code: string, stem: string, changes: Partial<QuestionDraft>): QuestionDraft => ({
  ...blankQuestion(),
  code,
  topic: 'Đủ loại',
  difficulty: 1,
  stem,
  ...changes,
})

/** One question of each kind; the stem tells which. */
const everyKind = [
  question('K-1', 'Thủ đô của Việt Nam?', { kind: 'single', options: ['Hà Nội', 'Huế', 'Vinh'], correct: [0] }),
  question('K-2', 'Số nào chẵn?', { kind: 'multiple', options: ['hai', 'ba', 'bốn'], correct: [0, 2] }),
  question('K-3', 'Lai Châu có biên giới.', { kind: 'trueFalse', options: ['Đúng', 'Sai'], correct: [0] }),
  question('K-4', 'Tỉnh lỵ của Lai Châu?', { kind: 'shortText', options: [], correct: [], answers: [full('Thành phố Lai Châu'), full('Lai Châu')] }),
  question('K-5', 'Hai phẩy năm viết bằng số?', { kind: 'number', options: [], correct: [], answers: [full('2.5')] }),
  question('K-6', 'Sắp từ nhỏ đến lớn.', { kind: 'ordering', options: ['mười', 'hai mươi', 'ba mươi'], correct: [0, 1, 2] }),
  question('K-7', 'Ghép tỉnh với vùng.', {
    kind: 'matching',
    prompts: ['Lai Châu', 'Cà Mau'],
    options: ['Tây Bắc', 'Nam Bộ', 'Tây Nguyên'],
    correct: [0, 1],
  }),
]

let world: Awaited<ReturnType<typeof testApp>>
let fixture: Fixture
let browser: Browser
let url: string
const faults: string[] = []

beforeAll(async () => {
  // A clock that ticks: the order of two taps is told by their moments.
  const [start, began] = [Date.parse('2021-05-04T08:00:00+07:00'), Date.now()]
  world = await testApp({ ...handClock(start), now: () => start + Date.now() - began })
  fixture = await makeContest(world.services, { questions: everyKind, rules: { blueprint: [{ count: 7 }], prediction: null, tieBreaks: ['score'] } })
  url = await world.app.listen({ port: 0, host: '127.0.0.1' })
  browser = await openBrowser()
})
afterAll(async () => {
  await leaveBrowser()
  await world?.end()
})

async function openAs(actor: Parameters<typeof tokenFor>[2], viewport: { width: number; height: number }): Promise<Page> {
  const context = await browser.newContext({ viewport, locale: 'vi-VN' })
  await context.addCookies([{ name: 'hoithi_session', value: tokenFor(world.app, world.services, actor), url }])
  const page = await context.newPage()
  page.setDefaultTimeout(45_000)
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) faults.push(message.text())
  })
  return page
}

/** How each question is answered right, by what its stem says. */
const answers: [stem: string, answer: (page: Page) => Promise<void>][] = [
  ['Thủ đô', (page) => page.getByLabel('Hà Nội').check()],
  [
    'Số nào chẵn',
    async (page) => {
      await page.getByLabel('hai').check()
      await page.getByLabel('bốn').check()
    },
  ],
  ['biên giới', (page) => page.getByLabel('Đúng').check()],
  ['Tỉnh lỵ', (page) => page.getByLabel('Câu trả lời').fill('lai chau')],
  ['phẩy năm', (page) => page.getByLabel('Câu trả lời').fill('2,5')],
  ['từ nhỏ đến lớn', inOrder],
  [
    'Ghép tỉnh',
    async (page) => {
      await choose(page, 'Lai Châu', 'Tây Bắc')
      await choose(page, 'Cà Mau', 'Nam Bộ')
    },
  ],
]

async function choose(page: Page, prompt: string, option: string): Promise<void> {
  const select = page.getByLabel(prompt)
  const value = await select.locator('option').filter({ hasText: option }).getAttribute('value')
  await select.selectOption(value)
}

/** Move "mười" up to the top, then "hai mươi" behind it; the list never begins in its right order. */
async function inOrder(page: Page): Promise<void> {
  for (const [place, item] of ['mười', 'hai mươi'].entries()) {
    const stands = async () => (await page.locator('ol.ordering li').nth(place).innerText()).includes(item)
    while (!(await stands())) await page.getByRole('button', { name: `Chuyển “${item}” lên` }).click()
  }
}

describe('questions of every kind', () => {
  test('are answered on a 360-pixel screen, kept over a reload, and all count', async () => {
    const { id } = await makeContestant(world.services, fixture.unionIds['T-A-1']!)
    const page = await openAs({ id, role: 'contestant', unionId: fixture.unionIds['T-A-1']! }, { width: 360, height: 740 })
    await page.goto(`${url}/thi/${fixture.roundIds[0]}`)
    await page.getByRole('button', { name: /Bắt đầu/ }).click()
    for (let step = 0; step < 7; step += 1) {
      await page.getByText(`Câu ${step + 1} trên 7`).waitFor()
      const shown = await page.locator('fieldset').innerText()
      const [, answer] = answers.find(([stem]) => shown.includes(stem))!
      await answer(page)
      expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0)
      await page.getByRole('button', { name: step === 6 ? 'Đến phần nộp bài' : 'Câu sau' }).click()
    }
    await page.getByRole('status').filter({ hasText: 'Đã lưu' }).waitFor()
    await page.reload()
    const { responses } = JSON.parse(await page.request.get(`${url}/api/attempts/${page.url().split('/').at(-1)}`).then((reply) => reply.text())) as {
      responses: unknown[]
    }
    expect(responses).toHaveLength(7)
    await page.getByRole('button', { name: 'Nộp bài' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Nộp bài' }).click()
    await page.getByText('Mã biên nhận').first().waitFor()
    const [attempt] = await world.services.storage.attempts.ofContestant(id, fixture.contestId)
    expect(attempt?.outcome).toMatchObject({ score: 7, maxScore: 7, allCorrect: true })
    await page.context().close()
  })

  test('an organiser pastes questions, sees them as they will look, loads them and takes them back', async () => {
    const { id } = await makeStaff(world.services, 'organiser')
    const page = await openAs({ id, role: 'organiser' }, { width: 1280, height: 800 })
    await page.goto(`${url}/desk/contests/${fixture.slug}/question-import`)
    await page.getByRole('button', { name: 'Dán văn bản' }).click()
    await page
      .getByLabel('Văn bản câu hỏi')
      .fill('Câu 1: Công đoàn Việt Nam thành lập năm nào?\nA. 1929\nB. 1930\nC. Cả A và B\nĐáp án: A\n\nCâu 2: Nêu suy nghĩ của anh chị.\n')
    await page.getByRole('button', { name: 'Đọc thử văn bản' }).click()
    await page.getByText('Công đoàn Việt Nam thành lập năm nào?').first().waitFor()
    await page.getByRole('button', { name: /^Nạp 1 câu mới/ }).click()
    await page.getByText('Đã nạp xong: 1 câu mới').waitFor()
    const codes = async () => (await world.services.storage.questions.current({ contestId: fixture.contestId })).length
    expect(await codes()).toBe(8)
    await page.getByRole('button', { name: 'Hoàn tác' }).click()
    await page.getByRole('dialog').getByLabel(/Lý do/).fill('nạp nhầm bộ đề')
    await page.getByRole('dialog').getByRole('button', { name: 'Hoàn tác' }).click()
    await page.getByText('Đã hoàn tác: 1 câu rời ngân hàng').waitFor()
    expect(await codes()).toBe(7)
    await page.context().close()
  })

  test('a picture is added to a question and shown in its preview', async () => {
    const { id } = await makeStaff(world.services, 'organiser')
    const page = await openAs({ id, role: 'organiser' }, { width: 1280, height: 800 })
    const sent = await page.request.post(`${url}/api/pictures`, {
      data: Buffer.from(PNG, 'base64'),
      headers: { 'content-type': 'application/octet-stream', 'sec-fetch-site': 'same-origin' },
    })
    const { hash } = (await sent.json()) as { hash: string }
    const [first] = await world.services.storage.questions.current({ contestId: fixture.contestId, search: 'K-1' })
    const saved = await page.request.put(`${url}/api/questions/${first!.questionId}`, {
      data: { question: { ...everyKind[0], stem: `Thủ đô nào đây? ![bản đồ](picture:${hash})` }, basedOn: 1, note: '' },
      headers: { 'sec-fetch-site': 'same-origin' },
    })
    expect(saved.status()).toBe(200)
    await page.goto(`${url}/desk/contests/${fixture.slug}/questions/${first!.questionId}`)
    const picture = page.getByRole('img', { name: 'bản đồ' }).first()
    await picture.waitFor()
    expect(await picture.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth)).toBe(1)
    await page.context().close()
  })

  test('no page complained of a script or of its content policy', () => {
    expect(faults).toEqual([])
  })
})
