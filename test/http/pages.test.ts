import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fastify from 'fastify'
import { routes } from '@hoithi/shared/routes'
import { refusals } from '@hoithi/shared/refusals'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { pages } from '../../server/src/http/pages.ts'
import { refusalTexts } from '../../server/src/http/refusal-texts.ts'
import { openWorld } from './world.ts'

describe('pages', () => {
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
