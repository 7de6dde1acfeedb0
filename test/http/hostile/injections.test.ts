import { parse } from 'csv-parse/sync'
import { unzipSync } from 'fflate'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RouteName } from '@hoithi/shared/routes'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { RouteInput } from '../../support/client.ts'
import { questions } from '../../support/contest.ts'
import { root } from '../../support/services.ts'
import { openRunning, type Answer, type Running } from './running.ts'

/** Names of people, unions and questions that a spreadsheet, a header or a page would take for something else. */
const hostile = [
  '=HYPERLINK("http://evil.example";"bấm")',
  "+84=cmd|'/C calc'!A0",
  '-2+3+cmd',
  '@SUM(1+1)*2',
  '\t=1+1',
  '\r=1+1',
  '＝1+1',
  "'=1+1",
  '"=1+1',
  '<script>alert(1)</script>',
  'x"\r\nX-Injected: 1\r\n\r\n<h1>',
  '../../../../etc/passwd',
]

let world: Running
let administrator: () => string
const folder = mkdtempSync(join(tmpdir(), 'hoithi-hostile-'))
beforeAll(async () => {
  const asked = questions.map((question, index) => ({ ...question, stem: `${hostile[index]} câu ${index}`, topic: hostile[index + 4] ?? 'Khác' }))
  world = await openRunning({ questions: asked }, { pages: true, env: { DATA_DIR: folder } })
  const { id } = await world.staff('administrator')
  administrator = () => world.token(id, 'administrator')
  for (const [index, code] of ['T-A', 'T-A-1', 'T-A-2', 'T-B', 'T-B-1'].entries()) {
    const { unions } = await world.services.storage.unions.tree().then((tree) => ({ unions: tree }))
    const union = unions.find((each) => each.code === code)!
    const body = {
      code,
      name: code === 'T-B-1' ? FOREIGN : hostile[index],
      kind: union.kind,
      parentId: union.parentId,
      memberCount: union.memberCount,
      reason: 'đổi tên để thử',
    }
    const saved = await world.call('saveUnion', { token: administrator(), params: { unionId: union.id }, body })
    expect([saved.status, saved.body]).toEqual([200, saved.body])
  }
  for (const [index, name] of hostile.entries())
    await world.play(await world.contestant(['T-A-1', 'T-A-2', 'T-B-1'][index % 3], name), { right: index % 5 })
  world.clock.set('2021-05-10T08:00:00+07:00')
  await world.services.projector.catchUp()
  const sealed = await world.call('sealRound', { token: administrator(), params: { roundId: world.roundId }, body: { reason: 'chốt kỳ 1' } })
  expect(sealed.status).toBe(200)
  // Statistics are reckoned by a thread.
  const reckoned = async () => expect((await world.call('getStatistics', { ...round(), token: administrator() })).status).toBe(200)
  await vi.waitFor(reckoned, { timeout: 30_000, interval: 100 })
})
afterAll(async () => {
  await world.end()
  rmSync(folder, { recursive: true, force: true })
})

/** A name in letters that no header takes, as a company from abroad may have. */
const FOREIGN = 'CĐCS 日本電産 Việt Nam'

const round = () => ({ params: { roundId: world.roundId } })
const contest = () => ({ params: { slug: world.fixture.slug } })
const lists = ['csv', 'xlsx'] as const
const files = (): [name: RouteName, input: RouteInput][] => [
  ...lists.flatMap((format): [RouteName, RouteInput][] => [
    ['exportResults', { params: { ...round().params, format } }],
    ['exportResults', { params: { ...round().params, format }, query: { unionId: world.unionId('T-A-1') } }],
    ['exportItemStatistics', { params: { ...round().params, format } }],
    ['exportQuestions', { params: { ...contest().params, format } }],
    ['exportUnionList', { params: { format } }],
    ['getRosterTemplate', { params: { format } }],
  ]),
  ['exportSilentUnions', round()],
  ['exportReport', contest()],
  ['exportReport', { ...contest(), query: { unionId: world.unionId('T-B-1') } }],
  ['exportResults', { params: { ...round().params, format: 'xlsx' }, query: { unionId: world.unionId('T-B-1') } }],
  ['getQuestionTemplate', {}],
  ['exportResults', { params: { ...round().params, format: 'pdf' }, query: { unionId: world.unionId('T-A-2') } }],
  ['exportResults', { params: { ...round().params, format: 'json' } }],
  ['exportPosters', { ...contest(), query: { unionId: world.unionId('T-A-1'), below: 'no' } }],
  ['downloadLog', { query: { contest: world.fixture.slug } }],
  ['downloadFullLog', { query: { contest: world.fixture.slug } }],
]

type Downloaded = { name: RouteName; input: RouteInput; answer: Answer }
let downloads: Promise<Downloaded[]> | undefined
/** Each of them once: every file is made by a thread of its own. */
const downloaded = (): Promise<Downloaded[]> => (downloads ??= download())
async function download(): Promise<Downloaded[]> {
  const found: Downloaded[] = []
  for (const [name, input] of files()) found.push({ name, input, answer: await world.call(name, { ...input, token: administrator() }) })
  return found
}

const runs = /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/u
const isNumber = /^[+-]?\d+(?:[.,]\d+)?$/

/** The cells of a CSV that a spreadsheet would run. */
function runIn(csv: string): string[] {
  const rows = parse(csv, { bom: true, relax_column_count: true, delimiter: [',', ';'] }) as string[][]
  return rows.flat().filter((cell) => runs.test(cell) && !isNumber.test(cell))
}

describe('a file that the product writes', () => {
  test('holds nothing that a spreadsheet runs, whatever people are called', async () => {
    const found: unknown[] = []
    let cells = 0
    for (const { name, input, answer } of await downloaded()) {
      expect([name, input, answer.status]).toEqual([name, input, 200])
      const type = String(answer.headers['content-type'])
      if (type.startsWith('text/csv')) {
        cells += answer.body.split(/[,;\n]/).length
        found.push(...runIn(answer.body).map((cell) => [name, cell]))
      } else if (type.includes('spreadsheetml')) {
        for (const [path, bytes] of Object.entries(unzipSync(answer.bytes))) {
          const xml = Buffer.from(bytes).toString()
          cells += xml.split('<c ').length
          if (path.includes('worksheets/') && /<f[\s>/]/.test(xml)) found.push([name, path, 'a formula'])
          if (/TargetMode="External"/.test(xml)) found.push([name, path, 'a link to the outside'])
          if (/ddeLink|vbaProject/.test(path)) found.push([name, path])
        }
      }
    }
    expect(found).toEqual([])
    expect(cells).toBeGreaterThan(200)
  }, 180_000)

  test('a union named in other letters gets its files too', async () => {
    const saved = await world.call('createUnion', {
      token: administrator(),
      body: { code: '日本-1', name: FOREIGN, kind: 'grassrootsUnion', parentId: world.unionId('T-B'), memberCount: 3, reason: 'thêm đơn vị' },
    })
    expect(saved.status).toBe(200)
    const { union } = JSON.parse(saved.body) as { union: { id: string } }
    const poster = await world.call('exportPosters', { token: administrator(), ...contest(), query: { unionId: union.id, below: 'no' } })
    expect([poster.status, poster.headers['content-disposition']]).toEqual([200, 'attachment; filename="ap-phich-1.pdf"'])
  })

  test('a name that would run is found where nothing guards it', () => {
    expect(hostile.filter((name) => runIn(`"${name.replace(/"/g, '""')}"`).length > 0)).toHaveLength(7)
  })

  test('is named in letters that end no header, whatever it is a file of', async () => {
    for (const { name, answer } of await downloaded()) {
      const { headers } = answer
      expect([name, headers['content-disposition'], headers['x-injected']]).toEqual([
        name,
        expect.stringMatching(/^attachment; filename="[a-z0-9][a-z0-9.-]*"$/),
        undefined,
      ])
    }
  }, 180_000)
})

describe('what is written into an address', () => {
  test.each([
    '/u/%0d%0aX-Injected:%201',
    '/u/a%0aSet-Cookie:%20hoithi_session=x',
    '/u/%22%3e%3cscript%3e',
    '/u/%2f%2fevil.example',
    '/u/..%2f..%2fevil',
    '/%0d%0aX-Injected:1',
    '/api/contests/%0d%0aX-Injected:%201',
    '/api/round%0d%0as/x',
  ])('%s becomes no header and leads to no other site', async (path) => {
    const reply = await world.raw(`GET ${path} HTTP/1.1\r\nHost: thi.example.vn\r\nConnection: close\r\n\r\n`)
    const head = reply.split('\r\n\r\n', 1)[0] ?? ''
    expect(head).not.toMatch(/^(?:x-injected|set-cookie):/im)
    const location = /^location: (.*)$/im.exec(head)?.[1]
    if (location !== undefined) expect(location).toMatch(/^\/(?![/\\])[\w/?=%.~-]*$/)
  })

  test.each([
    ['a name in a header', 'GET / HTTP/1.1\r\nHost: x\r\nX-Forwarded-Host: evil.example\r\nConnection: close\r\n\r\n'],
    ['two lengths', 'POST /api/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\nConnection: close\r\n\r\n{"a":1'],
    [
      'a length and pieces',
      'POST /api/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n',
    ],
    ['no host', 'GET /api/me HTTP/1.1\r\nConnection: close\r\n\r\n'],
    ['a line folded', 'GET /api/me HTTP/1.1\r\nHost: x\r\nA: b\r\n c: d\r\nConnection: close\r\n\r\n'],
    ['nonsense', '\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03'],
  ])('%s leads nowhere', async (_what, request) => {
    const reply = await world.raw(request)
    expect(reply).not.toMatch(/evil\.example|\bat .+:\d+:\d+|node_modules/)
    expect(reply).not.toMatch(/^HTTP\/1\.1 5/)
    expect((await world.ask('/healthz')).status).toBe(200)
  })

  const secrets = () => [readFileSync(join(root, 'package.json'), 'utf8').slice(0, 40), 'root:x:', 'SQLite format 3', world.services.config.jwtSecret]
  test.each([
    '/../package.json',
    '/../../package.json',
    '/assets/../../package.json',
    '/assets/..%2f..%2fpackage.json',
    '/assets/%2e%2e/%2e%2e/%2e%2e/package.json',
    '/assets/%252e%252e%252fpackage.json',
    '/..%5c..%5cpackage.json',
    '/assets/....//....//package.json',
    '//etc/passwd',
    '/%00/etc/passwd',
    '/api/../../../../etc/passwd',
    '/api/docs/static/../../../../../package.json',
    '/api/docs/static/..%2f..%2f..%2f..%2fpackage.json',
    '/api/pictures/..%2f..%2fhoithi.sqlite',
    '/api/exports/..%2f..%2fhoithi.sqlite/file',
    '/api/question-template.xlsx%2f..%2f..%2fjwt-secret',
    'file:///etc/passwd',
    'http://127.0.0.1/etc/passwd',
    '/.env',
    '/.git/config',
  ])('%s reads no file of the server', async (path) => {
    for (const method of ['GET', 'HEAD']) {
      const reply = await world.raw(`${method} ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${administrator()}\r\nConnection: close\r\n\r\n`)
      expect(secrets().filter((secret) => reply.includes(secret))).toEqual([])
      expect(reply).not.toMatch(/^HTTP\/1\.1 5/)
    }
  })
})

describe('what organisers write with signs of markdown', () => {
  const texts = [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '[bấm](javascript:alert(1))',
    '[bấm](JaVaScRiPt&colon;alert(1))',
    '[bấm](data:text/html;base64,PHNjcmlwdD4=)',
    '![x](https://evil.example/a.png)',
    '<a href="https://ok.example" onclick="alert(1)" style="position:fixed">x</a>',
    '<svg><script>alert(1)</script></svg>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<style>*{display:none}</style>',
    '<p title="x\' onmouseover=alert(1)">x</p>',
    '`<script>`',
  ]
  test.each(texts)('%s holds no script, style or picture, and links to the web alone', async (body) => {
    const draft = { scope: 'union', unionId: world.unionId('T-A'), title: 'Thử', body: `${body} và chữ` }
    const shown = await world.call('previewAnnouncement', { token: administrator(), ...contest(), body: draft })
    expect(shown.status).toBe(200)
    const { html } = JSON.parse(shown.body) as { html: string }
    expect(html).toContain('và chữ')
    expect(html).not.toMatch(/<(?:script|style|img|svg|iframe|object|embed|form|input|link|meta)\b/i)
    expect(html).not.toMatch(/<[^>]*\s(?:on\w+|style|src|srcdoc)\s*=/i)
    for (const [, target = ''] of html.matchAll(/href="([^"]*)"/g)) expect(target).toMatch(/^(?:https?:|mailto:|tel:|\/|#)/)
  })
})

describe('half a letter', () => {
  test('in a name becomes a blank, so that it is the same text on disk and in memory', async () => {
    const person = await world.contestant('T-A-1')
    const token = world.token(person.id, 'contestant', 'T-A-1')
    const corrected = await world.call('correctOwnData', { token, body: { fullName: 'Lò \ud800Văn\udc00 Páo', birthDate: '1990-05-23' } })
    expect((JSON.parse(corrected.body) as { me: { fullName: string } }).me.fullName).toBe('Lò Văn Páo')
    expect((await world.services.storage.accounts.profile(person.id))!.fullName).toBe('Lò Văn Páo')
  })
})

describe('what is written into a search', () => {
  const searches = [
    "' or '1'='1",
    '%',
    '_',
    '"',
    'a* OR b',
    'x) union select password_hash from accounts --',
    '\0',
    '\\',
    '{"$gt":""}',
    'ư'.repeat(100),
  ]
  test.each(searches)('%j is looked for as words', async (search) => {
    const ask = (name: RouteName, input: RouteInput): Promise<Answer> => world.call(name, { ...input, token: administrator() })
    const answers = [
      await ask('searchUnions', { query: { search } }),
      await ask('listContestants', { query: { search } }),
      await ask('listQuestions', { ...contest(), query: { search } }),
      await ask('listAudit', { query: { search } }),
      await ask('listRoster', { ...contest(), query: { search } }),
      await ask('listInquiries', { ...contest(), query: { search } }),
    ]
    for (const { status, body } of answers) {
      expect(status === 200 || status === 400).toBe(true)
      expect(body).not.toMatch(/argon2|SQLITE|syntax error/i)
    }
  })
})
