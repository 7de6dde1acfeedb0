import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { connect, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import fastify from 'fastify'
import { routes } from '@hoithi/shared/routes'
import { refusals } from '@hoithi/shared/refusals'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { buildApp } from '../../server/src/app.ts'
import { pages } from '../../server/src/http/pages.ts'
import { refusalTexts } from '../../server/src/http/refusal-texts.ts'
import { openWorld } from './world.ts'

/** Pages as a build leaves them, and small. */
const webRoot = mkdtempSync(join(tmpdir(), 'hoithi-pages-'))
const build = () => {
  mkdirSync(join(webRoot, 'assets'), { recursive: true })
  for (const page of ['play.html', 'desk.html']) writeFileSync(join(webRoot, page), `<!doctype html><title>${page}</title>`)
  writeFileSync(join(webRoot, 'assets/play-abc.js'), 'export {}')
  writeFileSync(join(webRoot, 'assets/play-abc.js.br'), 'brotli')
  writeFileSync(join(webRoot, 'sw.js'), 'addEventListener("fetch", () => {})')
  writeFileSync(join(webRoot, 'manifest.webmanifest'), '{}')
}
build()
afterAll(() => rmSync(webRoot, { recursive: true, force: true }))

describe('pages', () => {
  const app = async (secureCookies: boolean) => {
    const made = fastify()
    await pages(made, { webRoot, secureCookies })
    return made
  }

  test.each([
    ['/', 'play.html'],
    ['/dang-ky', 'play.html'],
    ['/luot-thi/abc?x=1', 'play.html'],
    ['/desk', 'desk.html'],
    ['/desk/rounds/abc', 'desk.html'],
  ])('%s is %s', async (url, page) => {
    const response = await (await app(true)).inject(url)
    expect([response.statusCode, response.body]).toEqual([200, `<!doctype html><title>${page}</title>`])
  })

  it('are those of a new build as soon as it is there', async () => {
    const made = await app(true)
    writeFileSync(join(webRoot, 'desk.html'), '<!doctype html><title>next</title>')
    utimesSync(join(webRoot, 'desk.html'), 1, 1)
    expect((await made.inject('/desk')).body).toContain('next')
    build()
    expect((await made.inject('/desk')).body).toContain('desk.html')
  })

  it('are looked at for a new build once in so long', async () => {
    const made = fastify()
    await pages(made, { webRoot, secureCookies: true }, 3_600_000)
    writeFileSync(join(webRoot, 'desk.html'), '<!doctype html><title>next</title>')
    utimesSync(join(webRoot, 'desk.html'), 1, 1)
    expect((await made.inject('/desk')).body).toContain('desk.html')
    build()
  })

  test.each([['/api/nowhere'], ['/assets/gone.js']])('%s is not found, as a refusal', async (url) => {
    const response = await (await app(true)).inject(url)
    expect([response.statusCode, response.json<{ code: string }>().code]).toEqual([404, 'not-found'])
  })

  it('allow no script but their own files, no frame around them, and are never guessed at', async () => {
    const { headers } = await (await app(true)).inject('/')
    const policy = String(headers['content-security-policy'])
    expect(policy).toContain("script-src 'self'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toMatch(/unsafe-inline|unsafe-eval/)
    expect([headers['x-content-type-options'], headers['cache-control']]).toEqual(['nosniff', 'no-cache'])
    expect([policy.includes('upgrade-insecure-requests'), headers['strict-transport-security'] !== undefined]).toEqual([true, true])
  })

  it.each([
    // file                   its kind                          may a phone keep it
    ['/sw.js', 'application/javascript; charset=utf-8', 'no-cache'],
    ['/manifest.webmanifest', 'application/manifest+json', 'no-cache'],
  ])('%s is sent as %s and asked for again each time', async (url, kind, keep) => {
    const { headers } = await (await app(true)).inject(url)
    const policy = String(headers['content-security-policy'])
    expect([headers['content-type'], headers['cache-control']]).toEqual([kind, keep])
    expect([policy.includes("worker-src 'self'"), policy.includes("manifest-src 'self'")]).toEqual([true, true])
  })

  it('allow the small script that stands in the page itself by what it says, and no other', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hoithi-pages-'))
    writeFileSync(join(folder, 'play.html'), '<!doctype html><script>theme()</script><script type="module" src="/assets/play.js"></script>')
    writeFileSync(join(folder, 'desk.html'), '')
    const made = fastify()
    await pages(made, { webRoot: folder, secureCookies: true })
    const { headers } = await made.inject('/')
    const sum = createHash('sha256').update('theme()').digest('base64')
    expect(/script-src ([^;]*)/.exec(String(headers['content-security-policy']))?.[1]).toBe(`'self' 'sha256-${sum}'`)
    rmSync(folder, { recursive: true, force: true })
  })

  it('ask for no https where there is none', async () => {
    const { headers } = await (await app(false)).inject('/')
    expect([String(headers['content-security-policy']).includes('upgrade-insecure-requests'), headers['strict-transport-security']]).toEqual([
      false,
      undefined,
    ])
  })

  it('send assets compressed as they lie there, to be kept for ever', async () => {
    const { headers, body } = await (await app(true)).inject({ url: '/assets/play-abc.js', headers: { 'accept-encoding': 'br' } })
    expect([headers['content-encoding'], body, headers['cache-control']]).toEqual(['br', 'brotli', 'public, max-age=31536000, immutable'])
  })
})

describe('the API for programs', () => {
  let world: Awaited<ReturnType<typeof openWorld>>
  beforeAll(async () => {
    world = await openWorld()
  })
  afterAll(() => world.end())

  it('describes every route by its name in OpenAPI 3.1, with a page for people', async () => {
    const document = (await world.app.inject('/api/openapi.json')).json<{
      openapi: string
      paths: Record<string, Record<string, { operationId: string }>>
    }>()
    expect(document.openapi).toBe('3.1.0')
    const named = Object.values(document.paths).flatMap((path) => Object.values(path).map(({ operationId }) => operationId))
    expect(named.sort((a, b) => (a < b ? -1 : 1))).toEqual(Object.keys(routes).sort((a, b) => (a < b ? -1 : 1)))
    expect((await world.app.inject('/api/docs/')).statusCode).toBe(200)
  })

  it('answers health, readiness and metrics', async () => {
    expect((await world.app.inject('/healthz')).json()).toEqual({ ok: true })
    expect((await world.app.inject('/readyz')).json()).toMatchObject({
      ok: true,
      backup: 'off',
      degraded: [],
      checks: { database: 'ok', projector: 'ok', clock: 'ok' },
    })
    expect((await world.app.inject('/metrics')).body).toMatch(/^hoithi_projector_lag_entries 0$/m)
  })

  test.each(Object.keys(refusals))('refusal %s has a sentence in both languages that says what to do', (code) => {
    const { vi, en } = refusalTexts[code as keyof typeof refusals]
    expect([vi.length > 20, en.length > 20, vi.normalize('NFC') === vi, /[.]$/.test(vi) && /[.]$/.test(en)]).toEqual([true, true, true, true])
  })
})

describe('HEAD', () => {
  let port: number
  let end: () => Promise<void>
  beforeAll(async () => {
    const world = await openWorld()
    const app = await buildApp({ ...world.services, config: { ...world.services.config, webRoot } })
    await app.listen({ host: '127.0.0.1', port: 0 })
    port = (app.server.address() as AddressInfo).port
    end = async () => {
      await app.close()
      await world.end()
    }
  })
  afterAll(() => end())
  const ask = (method: string, path: string) => fetch(`http://127.0.0.1:${port}${path}`, { method, headers: { 'accept-encoding': 'identity' } })
  /** What says the same each time: the numbers of /metrics go on, a refusal names its request, and "fetch" closes after HEAD. */
  const seen = ({ status, headers }: Response) => {
    const { date: _, connection: _c, 'keep-alive': _k, 'content-length': length, ...steady } = Object.fromEntries(headers)
    return { status, steady, length: length !== undefined }
  }

  test.each([
    // as a monitor, a link checker or a proxy asks   what GET says
    ['/healthz', 200],
    ['/metrics', 200],
    ['/api/openapi.json', 200],
    ['/api/contests', 200],
    ['/api/contests/thu', 200],
    ['/', 200],
    ['/dang-ky', 200],
    ['/desk/rounds/abc', 200],
    ['/assets/play-abc.js', 200],
    ['/api/audit', 401],
    ['/api/nowhere', 404],
    ['/assets/gone.js', 404],
  ])('%s is answered as GET is, without the body', async (path, status) => {
    const [got, told] = [await ask('GET', path), await ask('HEAD', path)]
    expect(seen(told)).toEqual(seen(got))
    expect([told.status, (await got.text()) === '', await told.text()]).toEqual([status, false, ''])
  })

  it('is refused where there is nothing to get', async () => {
    expect((await ask('HEAD', '/api/sessions')).status).toBe(404)
  })

  it('sends no byte of a body, and leaves the connection to the next request', async () => {
    const socket = connect(port, '127.0.0.1')
    const asked = [...['/api/contests', '/api/contests/thu', '/', '/assets/play-abc.js'].map((path) => `HEAD ${path}`), 'GET /healthz']
    socket.write(asked.map((line) => `${line} HTTP/1.1\r\nHost: x\r\n${line.startsWith('GET') ? 'Connection: close\r\n' : ''}\r\n`).join(''))
    const replies = (await text(socket)).split('\r\n\r\n')
    expect(replies.map((reply) => reply.split('\r\n', 1)[0])).toEqual([...asked.map(() => 'HTTP/1.1 200 OK'), '{"ok":true}'])
  })
})
