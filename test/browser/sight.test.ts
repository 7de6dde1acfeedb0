import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { blankQuestion, type QuestionDraft } from '../../server/src/domain/question.ts'
import { leaveBrowser, openBrowser } from '../support/browser.ts'
import { callRoute, tokenFor } from '../support/client.ts'
import { makeContest, makeContestant, makeStaff, type Fixture } from '../support/contest.ts'
import { handClock, testApp } from '../support/services.ts'
import { axeFaults, darkFaults, focused, layoutFaults } from './looks.ts'

const LONG =
  'Theo Luật Bầu cử đại biểu Quốc hội và đại biểu Hội đồng nhân dân, người đang bị khởi tố bị can, đang chấp hành bản án, quyết định của Toà án có được ghi tên vào danh sách cử tri hay không?'
const full = (text: string) => ({ text, tolerance: 0, credit: 100 })
const question = (code: string, stem: string, changes: Partial<QuestionDraft>): QuestionDraft => ({
  ...blankQuestion(),
  code,
  topic: 'Đủ loại',
  difficulty: 1,
  status: 'ready',
  stem,
  explanation: `Vì đây là câu ${code}.`,
  legalReference: 'Điều 30, Luật Bầu cử đại biểu Quốc hội và đại biểu Hội đồng nhân dân năm 2015',
  ...changes,
})
const everyKind = [
  question('K-1', LONG, {
    options: ['Có, nếu chưa bị Toà án kết án bằng bản án đã có hiệu lực pháp luật', 'Không', 'Tuỳ Uỷ ban nhân dân xã'],
    correct: [0],
  }),
  question('K-2', 'Số nào chẵn?', { kind: 'multiple', options: ['hai', 'ba', 'bốn'], correct: [0, 2] }),
  question('K-3', 'Lai Châu có biên giới.', { kind: 'trueFalse', options: ['Đúng', 'Sai'], correct: [0] }),
  question('K-4', 'Tỉnh lỵ của Lai Châu?', { kind: 'shortText', options: [], correct: [], answers: [full('Lai Châu')] }),
  question('K-5', 'Hai phẩy năm viết bằng số?', { kind: 'number', options: [], correct: [], answers: [full('2.5')] }),
  question('K-6', 'Sắp từ nhỏ đến lớn.', { kind: 'ordering', options: ['mười', 'hai mươi', 'ba mươi'], correct: [0, 1, 2] }),
  question('K-7', 'Ghép tỉnh với vùng.', { kind: 'matching', prompts: ['Lai Châu', 'Cà Mau'], options: ['Tây Bắc', 'Nam Bộ'], correct: [0, 1] }),
]

let world: Awaited<ReturnType<typeof testApp>>
let fixture: Fixture
let browser: Browser
let url: string
/** How far the server's clock has been put on. */
let ahead = 0
const faults: string[] = []

beforeAll(async () => {
  const [start, began] = [Date.parse('2021-05-04T08:00:00+07:00'), Date.now()]
  world = await testApp({ ...handClock(start), now: () => start + ahead + Date.now() - began })
  fixture = await makeContest(world.services, {
    questions: [...everyKind, ...everyKind.map((one) => ({ ...one, code: `${one.code}-T`, stem: `${one.stem} (thử)`, tags: ['thi thử'] }))],
    rules: { blueprint: [{ count: 7 }], attemptsPerRound: 3, showAnswers: 'afterSeal' },
    rounds: [
      ['2021-05-03T00:00:00+07:00', '2021-05-10T00:00:00+07:00'],
      ['2021-05-10T00:00:00+07:00', '2021-05-17T00:00:00+07:00'],
      ['2021-05-03T00:00:00+07:00', '2021-05-17T00:00:00+07:00'],
    ],
    practice: [2],
  })
  url = await world.app.listen({ port: 0, host: '127.0.0.1' })
  browser = await openBrowser()
})
afterAll(async () => {
  await leaveBrowser()
  await world?.end()
})

type Actor = Parameters<typeof tokenFor>[2]
async function open(actor: Actor | null, width: number, kept: Record<string, string> = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 640 }, locale: 'vi-VN', colorScheme: 'light' })
  if (actor !== null) await logIn(context, actor)
  await context.addInitScript(`for (const [name, value] of Object.entries(${JSON.stringify(kept)})) localStorage.setItem(name, value)`)
  const page = await context.newPage()
  page.setDefaultTimeout(45_000)
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) faults.push(message.text())
  })
  return page
}
const logIn = (context: BrowserContext, actor: Actor): Promise<void> =>
  context.addCookies([{ name: 'hoithi_session', value: tokenFor(world.app, world.services, actor), url }])

/** To another screen without loading the page anew, as a link does. */
async function to(page: Page, path: string): Promise<void> {
  await page.evaluate(`(() => {
    const next = ${JSON.stringify(path)}
    if (location.pathname + location.search === next) return
    document.querySelector('main h1')?.setAttribute('data-left', '')
    history.pushState(null, '', next)
    dispatchEvent(new PopStateEvent('popstate'))
  })()`)
  await settled(page)
}
/** Asked from outside: the pages allow no evaluation of their own. */
const until = (page: Page, holds: string): Promise<void> => expect.poll(() => page.evaluate(holds), { timeout: 30_000 }).toBe(true)

/** The screen of this address stands, with what it needs from the server. */
async function settled(page: Page): Promise<void> {
  await page.locator('main h1:not([data-left])').waitFor({ state: 'attached' })
  await until(page, '!/Đang tải…|Loading…/.test(document.body.innerText)')
}

/** Everything that is wrong with the screen as it stands: to all, in the dark, and at three sizes of text. */
async function look(page: Page, state: string): Promise<void> {
  const found = [...(await layoutFaults(page)), ...(await axeFaults(page)), ...(await darkFaults(page))]
  expect.soft(found, state).toEqual([])
}

const round = (): string => fixture.roundIds[0]!
const openScreens = (): string[] => [
  '/',
  '/dang-nhap',
  '/dang-ky',
  '/quen-mat-khau',
  '/the-le',
  '/bien-nhan',
  `/bang-xep-hang/${round()}`,
  `/thi/${round()}`,
  '/danh-sach',
  '/khong-co',
]

test('before the login every screen can be read at 320 pixels, in the dark, in both languages, and by anyone', async () => {
  const page = await open(null, 320)
  await page.goto(url)
  for (const path of openScreens()) {
    await to(page, path)
    await look(page, path)
  }
  await to(page, '/dang-ky')
  await page.getByRole('button', { name: 'Đăng ký', exact: true }).click()
  await look(page, 'mistakes of a form')
  await page.getByRole('button', { name: /^Aa/ }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'English' }).waitFor()
  await look(page, 'the menu for sight')
  await page.getByRole('button', { name: 'English' }).press('Space')
  await page.getByRole('button', { name: 'Done' }).press('Escape')
  expect(await focused(page)).toMatchObject({ name: expect.stringMatching(/^Aa · EN/) })
  expect(await page.evaluate('document.documentElement.lang')).toBe('en')
  for (const path of openScreens()) {
    await to(page, path)
    expect.soft(await layoutFaults(page), `English ${path}`).toEqual([])
  }
  expect(faults).toEqual([])
  await page.context().close()
})

test('what is chosen for the eyes is there before anything is drawn, on every later visit', async () => {
  const page = await open(null, 360)
  await page.goto(url)
  await page.getByRole('button', { name: /^Aa/ }).click()
  await page.getByRole('button', { name: 'Rất to' }).click()
  await page.getByRole('button', { name: 'Tối' }).click()
  await page.reload({ waitUntil: 'commit' })
  await page.locator('body').waitFor({ state: 'attached' })
  expect(await page.evaluate('({ ...document.documentElement.dataset })')).toEqual({ size: 'largest', theme: 'dark' })
  expect(await page.evaluate('getComputedStyle(document.documentElement).fontSize')).toBe('24px')
  await page.getByRole('button', { name: /^Aa/ }).click()
  await page.getByRole('button', { name: 'Theo máy' }).click()
  await page.emulateMedia({ colorScheme: 'dark' })
  await until(page, 'document.documentElement.dataset.theme === "dark"')
  await page.emulateMedia({ colorScheme: 'light' })
  await until(page, 'document.documentElement.dataset.theme === "light"')
  expect(faults).toEqual([])
  await page.context().close()
})

/** Go on with the Tab key until a control of this name has the focus; every one on the way must be seen. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let steps = 0; steps < 40; steps += 1) {
    await page.keyboard.press('Tab')
    const { name: reached, seen } = await focused(page)
    expect.soft([reached, seen]).toEqual([reached, true])
    if (name.test(reached)) return
  }
  throw new Error(`no control ${String(name)} is reached with the Tab key`)
}

const answers: [stem: string, keys: (page: Page) => Promise<void>][] = [
  [LONG, async (page) => (await tabTo(page, /^A\./), page.keyboard.press('Space'))],
  ['Số nào chẵn', async (page) => (await tabTo(page, /^A\./), page.keyboard.press('Space'))],
  ['biên giới', async (page) => (await tabTo(page, /^Đúng/), page.keyboard.press('ArrowDown'))],
  ['Tỉnh lỵ', async (page) => (await tabTo(page, /^Câu trả lời/), page.keyboard.type('Lai Châu'))],
  ['phẩy năm', async (page) => (await tabTo(page, /^Câu trả lời/), page.keyboard.type('2,5'))],
  ['từ nhỏ đến lớn', async (page) => (await tabTo(page, /xuống$/), page.keyboard.press('Enter'))],
  ['Ghép tỉnh', async (page) => (await tabTo(page, /^1\./), page.keyboard.press('ArrowDown'))],
]

test('a whole attempt goes by the keyboard alone, with every state of it readable', async () => {
  const unionId = fixture.unionIds['T-A-1']!
  const { id } = await makeContestant(world.services, unionId, 'Tôn Nữ Thị Huyền Trang Thuỳ Dương Phương Anh')
  const page = await open({ id, role: 'contestant', unionId }, 320)
  await page.goto(url)
  for (const path of ['/', '/thong-bao', '/hoi-dap', '/danh-sach', `/thi/${round()}`]) {
    await to(page, path)
    await look(page, `logged in ${path}`)
  }
  await tabTo(page, /^Bắt đầu/)
  await page.keyboard.press('Enter')
  await page.getByText('Câu 1 trên 7').waitFor()
  expect((await focused(page)).name).toMatch(/lượt 1/)
  for (let step = 0; step < 7; step += 1) {
    await page.getByText(`Câu ${step + 1} trên 7`).waitFor()
    if (step > 0) expect(await page.evaluate('document.activeElement.tagName')).toBe('LEGEND')
    const stem = await page.getByRole('group').first().innerText()
    if (step === 0) await expectReadInOrder(page)
    const answer = answers.find(([part]) => stem.includes(part))![1]
    await answer(page)
    await look(page, `question: ${stem.slice(0, 40)}`)
    await tabTo(page, step === 6 ? /^Đến phần nộp bài/ : /^Câu sau/)
    await page.keyboard.press('Enter')
  }
  await page.getByRole('status').filter({ hasText: 'Đã lưu' }).waitFor()
  await look(page, 'the end of the paper')
  await expectQuiet(page)
  await tabTo(page, /^Nộp bài/)
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor()
  await look(page, 'the question before handing in')
  await page.keyboard.press('Escape')
  expect((await focused(page)).name).toMatch(/^Nộp bài/)
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor()
  await tabTo(page, /^Nộp bài|^Nộp$/)
  await page.keyboard.press('Enter')
  await page.getByText('Mã biên nhận').first().waitFor()
  expect(await page.evaluate('document.activeElement.tagName')).toBe('H1')
  await look(page, 'the result')
  await to(page, `/bang-xep-hang/${round()}`)
  await look(page, 'boards with a row')
  expect(faults).toEqual([])
  await page.context().close()
})

/** What a screen reader comes to: the screen's name, then the question as the name of its answers, then each of them, then the way on. */
async function expectReadInOrder(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const { nodes } = await session.send('Accessibility.getFullAXTree')
  const byId = new Map(nodes.map((node) => [node.nodeId, node]))
  const readFrom = (node: (typeof nodes)[number]): string[] => [
    ...(node.ignored ? [] : [`${String(node.role?.value)}: ${String(node.name?.value ?? '')}`]),
    ...(node.childIds ?? []).flatMap((id) => readFrom(byId.get(id)!)),
  ]
  const read = readFrom(nodes.find(({ parentId }) => parentId === undefined)!)
  const places = [
    /^main/,
    /^heading: .*lượt 1/,
    /^group: .*Câu 1 trên 7/,
    /^(radio|checkbox|textbox|button|combobox|MenuListPopup)/,
    /^button: .*Câu sau/,
  ].map((part, index, all) => {
    const from = index === 3 ? read.findIndex((line) => all[2]!.test(line)) : 0
    return read.findIndex((line, place) => place >= from && part.test(line))
  })
  expect(places).toEqual([...places].sort((a, b) => a - b))
  expect(places).not.toContain(-1)
  await session.detach()
}

/** Nothing is read aloud while nothing happens: the clock runs in silence. */
async function expectQuiet(page: Page): Promise<void> {
  const said = await page.evaluate(`new Promise((resolve) => {
    let changes = 0
    const watch = new MutationObserver((all) => (changes += all.length))
    for (const region of document.querySelectorAll('[aria-live], [role=status], [role=alert]'))
      watch.observe(region, { childList: true, subtree: true, characterData: true })
    setTimeout(() => resolve(changes), 1_500)
  })`)
  expect(said).toBe(0)
}

test('no line, a server that fails, a pause and the end of the time are said, and can be read', async () => {
  const unionId = fixture.unionIds['T-A-2']!
  const { id } = await makeContestant(world.services, unionId)
  const actor = { id, role: 'contestant' as const, unionId }
  const page = await open(actor, 320)
  await page.goto(`${url}/thi/${round()}`)
  await page.getByRole('button', { name: 'Bắt đầu' }).click()
  await page.getByText('Câu 1 trên 7').waitFor()
  await page.context().setOffline(true)
  await page.getByText('Máy đang mất mạng.').waitFor()
  await look(page, 'no line')
  await page.context().setOffline(false)
  const token = tokenFor(world.app, world.services, { id: (await makeStaff(world.services, 'organiser')).id, role: 'organiser' })
  const reason = 'Mất điện toàn tỉnh'
  await callRoute(world.app, 'pauseContest', { params: { slug: fixture.slug }, body: { reason }, token })
  await page.reload()
  await page
    .getByText(/tạm dừng/i)
    .first()
    .waitFor()
  await look(page, 'a pause, in the paper')
  const paper = page.url()
  await to(page, '/')
  await look(page, 'a pause, on the first screen')
  await callRoute(world.app, 'resumeContest', { params: { slug: fixture.slug }, body: { reason, extendRounds: false }, token })
  await page.route('**/api/**', (route) => route.abort())
  await to(page, '/thong-bao')
  await page.goto(`${url}/the-le`, { waitUntil: 'commit' })
  await page.getByRole('button', { name: 'Thử lại' }).waitFor()
  expect.soft([...(await layoutFaults(page)), ...(await axeFaults(page)), ...(await darkFaults(page))], 'no server').toEqual([])
  await page.unroute('**/api/**')
  ahead = 3 * 3_600_000
  await page.goto(paper)
  await page.getByText('Mã biên nhận').first().waitFor()
  await look(page, 'finished by the deadline')
  expect(faults).toEqual([])
  await page.context().close()
})

test('every page of the desk can be read by anyone', async () => {
  const unionId = fixture.unionIds['T-A-1']!
  const contestant = await makeContestant(world.services, unionId)
  const { id } = await makeStaff(world.services, 'administrator')
  const page = await open({ id, role: 'administrator' }, 1280)
  await page.goto(`${url}/desk`)
  const [contest, ofRound] = [`/contests/${fixture.slug}`, `/rounds/${round()}`]
  const pages = [
    ...['', '/attempts', '/sealing', '/results', '/statistics', '/simulation', '/blueprint', '/participation', '/silent-unions'].map(
      (path) => ofRound + path,
    ),
    ...['document', 'controls', 'questions', 'new-question', 'question-import', 'question-imports', 'report', 'preflight'].map(
      (path) => `${contest}/${path}`,
    ),
    ...['posters', 'announcements', 'inquiries', 'roster', 'roster/import', 'divisions'].map((path) => `${contest}/${path}`),
    ...[
      '/contests',
      '/new-contest',
      '/contestants',
      `/contestants/${contestant.id}`,
      '/unions',
      `/unions/${unionId}`,
      '/union-import',
      '/staff',
      '/audit',
      '/none',
    ],
  ]
  for (const path of pages) {
    await to(page, `/desk${path}`)
    expect.soft(await axeFaults(page), path).toEqual([])
  }
  await page.setViewportSize({ width: 360, height: 740 })
  const frame = page.getByRole('region', { name: 'Nhật ký' }).or(page.locator('.table-frame')).first()
  await to(page, '/desk/audit')
  expect(await frame.evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0)
  expect(faults).toEqual([])
  await page.context().close()
})
