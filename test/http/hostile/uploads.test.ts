import { writeXlsx } from 'hucre/xlsx'
import { strToU8, unzipSync, zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeOf, openRunning, type Answer, type Running } from './running.ts'

let world: Running
let token: string
beforeAll(async () => {
  world = await openRunning()
  token = world.token((await world.staff('organiser')).id, 'organiser')
})
afterAll(() => world.end())

const MiB = 1024 * 1024
const contest = () => ({ slug: world.fixture.slug })
const stage = (fileName: string, bytes: Uint8Array) => world.call('stageQuestionImport', { token, params: contest(), query: { fileName }, bytes })
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
/** Every door that takes a file with a table in it. */
const doors: [door: string, send: (fileName: string, bytes: Uint8Array) => Promise<Answer>][] = [
  ['questions', stage],
  ['unions', (fileName, bytes) => world.call('previewUnionImport', { token, body: { fileName, content: base64(bytes) } })],
  ['roster', (fileName, bytes) => world.call('previewRoster', { token, params: contest(), body: { fileName, content: base64(bytes) } })],
]
/** Refused as a whole, or taken with errors that stand in the way of loading it. */
function expectStopped({ status, body }: Answer): void {
  const { errors = [] } = JSON.parse(body) as { errors?: { code: string }[] }
  expect([status < 500, status !== 200 || errors.length > 0, body.slice(0, 300)]).toEqual([true, true, body.slice(0, 300)])
}

const workbook = async (): Promise<Record<string, Uint8Array>> =>
  unzipSync(
    await writeXlsx({
      sheets: [
        {
          name: 'Sheet1',
          rows: [
            ['Mã', 'Tên', 'Loại', 'Mã cấp trên'],
            ['X-1', 'CĐCS Thử', 'CĐCS', 'T-A'],
          ],
        },
      ],
    }),
  )
const poisoned = async (change: (files: Record<string, Uint8Array>) => void): Promise<Uint8Array> => {
  const files = await workbook()
  change(files)
  return zipSync(files)
}
function once<Made>(make: () => Promise<Made>): () => Promise<Made> {
  let made: Promise<Made> | undefined
  return () => (made ??= make())
}
const sheetOf = (files: Record<string, Uint8Array>): string => Object.keys(files).find((path) => path.startsWith('xl/worksheets/'))!
const DOCTYPE = '<!DOCTYPE x [<!ENTITY leak SYSTEM "file:///etc/passwd">]>'
const LAUGHS = `<!DOCTYPE x [<!ENTITY a "ha">${'bcdefghij'
  .split('')
  .map((name, index) => `<!ENTITY ${name} "${`&${'abcdefghi'[index]};`.repeat(10)}">`)
  .join('')}]>`
const withDoctype = (doctype: string) => (files: Record<string, Uint8Array>) => {
  for (const path of Object.keys(files)) {
    const xml = Buffer.from(files[path]!).toString()
    if (path.endsWith('.xml'))
      files[path] = strToU8(
        xml
          .replace(/(\?>)?/, (end) => `${end}`)
          .replace(/^(<\?xml[^>]*\?>)?/, `$1${doctype}`)
          .replace('CĐCS Thử', '&leak;&j;'),
      )
  }
}

/** Words of a file, grown words, paths, stacks. */
const TELLING = /root:|hahaha|\/(?:home|tmp|usr|work)\/|node_modules|\bat .+:\d+:\d+/

describe('a file that is meant to harm', () => {
  // Packing it takes longer than finding it out.
  const bomb = once(() => poisoned((all) => (all[sheetOf(all)] = new Uint8Array(110 * MiB))))
  const files: [what: string, name: string, make: () => Promise<Uint8Array>][] = [
    ['a bomb: a sheet of 110 MiB in a few kilobytes', 'bom.xlsx', bomb],
    [
      'a bomb of 3,000 files',
      'bom.zip',
      async () => zipSync(Object.fromEntries(Array.from({ length: 3_000 }, (_, index) => [`${index}.xml`, strToU8('<a/>')]))),
    ],
    ['an archive whose files lie outside of it', 'ngoai.xlsx', () => poisoned((all) => (all['../../../../tmp/hoithi-ngoai'] = strToU8('x')))],
    ['a picture that says it is a workbook', 'anh.xlsx', async () => Buffer.from('89504e470d0a1a0a0000', 'hex')],
    ['a program that says it is a list', 'chuong-trinh.csv', async () => Buffer.concat([Buffer.from('MZ\x90\0\x03\0\0\0'), Buffer.alloc(2_000)])],
    ['a page that says it is a list', 'trang.csv', async () => strToU8('<!doctype html><script>alert(1)</script>')],
    ['half an archive', 'nua.xlsx', async () => (await poisoned(() => undefined)).slice(0, 400)],
    ['nothing', 'rong.xlsx', async () => new Uint8Array(0)],
  ]
  describe.each(doors)('at the door of %s', (_door, send) => {
    test.each(files)('%s is stopped, and tells nothing of the server', async (_what, name, make) => {
      const answer = await send(name, await make())
      expectStopped(answer)
      expect(answer.body).not.toMatch(TELLING)
      expect((await world.ask('/readyz')).status).toBe(200)
    })

    test.each([
      ['reads a file of the server', DOCTYPE],
      ['grows its words a thousand million times', LAUGHS],
    ])('a workbook that %s gets its words as they are, or nothing', async (_what, doctype) => {
      const answer = await send('doc.xlsx', await poisoned(withDoctype(doctype)))
      expect(answer.status).toBeLessThan(500)
      expect(answer.body).not.toMatch(TELLING)
    })
  })

  test.each([
    ['an entity from a file', `<?xml version="1.0"?>${DOCTYPE}<quiz><question type="truefalse"><name><text>&leak;</text></name></question></quiz>`],
    ['entities that grow', `<?xml version="1.0"?>${LAUGHS}<quiz><question><name><text>&j;</text></name></question></quiz>`],
    ['an include', '<quiz xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="file:///etc/passwd" parse="text"/></quiz>'],
  ])('Moodle XML with %s is stopped', async (_what, xml) => {
    const answer = await stage('moodle.xml', strToU8(xml))
    expectStopped(answer)
    expect(answer.body).not.toMatch(/root:|hahaha/)
  })
})

describe('a picture', () => {
  const send = (bytes: Uint8Array) => world.call('addPicture', { token, bytes })
  test.each([
    ['a page', '<!doctype html><script>alert(1)</script>'],
    ['a drawing that can run scripts', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ['a page behind a blank', '\n\n <html><script>alert(1)</script>'],
    ['a text that begins like no picture', 'PNG'],
    ['nothing', ''],
  ])('that is %s is refused', async (_what, content) => {
    const answer = await send(strToU8(content))
    expect([answer.status >= 400, answer.status < 500]).toEqual([true, true])
  })

  test('that is a page behind the first bytes of a picture is shown as a picture and as nothing else', async () => {
    const bytes = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from('<html><script>alert(1)</script>')])
    const { hash } = JSON.parse((await send(bytes)).body) as { hash: string }
    const { headers, body } = await world.ask(`/api/pictures/${hash}`)
    expect(body).toContain('<script>')
    expect([headers['content-type'], headers['x-content-type-options'], headers['content-security-policy']]).toEqual([
      'image/png',
      'nosniff',
      "default-src 'none'; sandbox",
    ])
  })

  test('larger than a megabyte is refused', async () => {
    const answer = await send(Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(MiB)]))
    expect(codeOf(answer)).toBe('too-large')
  })
})

describe('a body larger than its door', () => {
  const head = (path: string, type: string, length: number) =>
    `POST ${path} HTTP/1.1\r\nHost: x\r\nSec-Fetch-Site: same-origin\r\nAuthorization: Bearer ${token}\r\nContent-Type: ${type}\r\nContent-Length: ${length}\r\nConnection: close\r\n\r\n`
  const sizes: [what: string, path: () => string, type: string, length: number][] = [
    ['JSON', () => '/api/sessions', 'application/json', 256 * 1024 + 1],
    ['a picture', () => '/api/pictures', 'application/octet-stream', MiB + 1],
    ['a list of unions', () => '/api/union-imports/preview', 'application/json', 12 * MiB + 1],
    ['a question file', () => `/api/contests/${world.fixture.slug}/question-imports?fileName=a.csv`, 'application/octet-stream', 50 * MiB + 1],
    ['more than a number can say', () => '/api/pictures', 'application/octet-stream', Number.MAX_SAFE_INTEGER],
  ]
  test.each(sizes)('%s is refused before it is read', async (_what, path, type, length) => {
    const reply = await world.raw(head(path(), type, length))
    expect(reply.split('\r\n', 1)[0]).toBe('HTTP/1.1 413 Payload Too Large')
    expect(reply).toContain('"too-large"')
  })

  test('that comes in pieces without a length is cut off at the same size', async () => {
    const piece = `${(64 * 1024).toString(16)}\r\n${'x'.repeat(64 * 1024)}\r\n`
    const reply = await world.raw(
      `POST /api/sessions HTTP/1.1\r\nHost: x\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n${piece.repeat(5)}0\r\n\r\n`,
    )
    expect(reply).toContain('413 Payload Too Large')
  })
})

describe('the name of a file', () => {
  test.each(['../../etc/passwd.csv', '..\\..\\boot.csv', 'a\r\nX-Injected: 1.csv', 'a\0.csv', '"><script>.csv', `${'x'.repeat(190)}.csv`])(
    '%j is kept as words, if at all',
    async (name) => {
      const answer = await stage(name, strToU8('khong,dung\n1,2\n'))
      expect([answer.status < 500, answer.headers['x-injected']]).toEqual([true, undefined])
      if (answer.status !== 200) return
      const { import: kept } = JSON.parse(answer.body) as { import: { fileName: string } }
      expect(kept.fileName).not.toMatch(/\p{Cc}/u)
    },
  )
})
