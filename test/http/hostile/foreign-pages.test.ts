import { refusals } from '@hoithi/shared/refusals'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeOf, methodOf, openRunning, OWN_PAGE, pathOf, reads, writes, type Running } from './running.ts'

let world: Running
let cookie: string
let administrator: string
let contestant: string

beforeAll(async () => {
  world = await openRunning({}, { pages: true, env: { PUBLIC_PAGE_MS: '1000' } })
  const person = await world.contestant()
  const { id } = await world.staff('administrator')
  contestant = world.token(person.id, 'contestant', 'T-A-1')
  administrator = world.token(id, 'administrator')
  cookie = `hoithi_session=${contestant}`
})
afterAll(() => world.end())

const params = () => ({ slug: world.fixture.slug, roundId: world.roundId, unionId: world.unionId('T-A-1'), format: 'csv', presetId: 'mot-ky' })

describe('a page of somebody else, in the browser of a person who is logged in', () => {
  const attempts: [what: string, headers: Record<string, string>, body: string][] = [
    ['a script of another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site', 'content-type': 'application/json' }, '{}'],
    ['a form of another site', { origin: 'https://evil.example', 'content-type': 'application/x-www-form-urlencoded' }, 'reason=anything'],
    ['JSON passed off as plain text', { origin: 'null', 'content-type': 'text/plain' }, '{"reason":"anything"}'],
    ['a form with a file', { 'sec-fetch-site': 'same-site', 'content-type': 'multipart/form-data; boundary=x' }, '--x--'],
    ['an old browser that does not say where it comes from', { 'content-type': 'application/json' }, '{}'],
  ]
  test.each(attempts)('%s can write nothing, at any address', async (_what, headers, body) => {
    const answers = await Promise.all(
      writes.map(async (name) => {
        const answer = await world.ask(pathOf(name, params()), { method: methodOf(name), headers: { ...headers, cookie }, body })
        return [name, answer.status, codeOf(answer)]
      }),
    )
    expect(answers).toEqual(writes.map((name) => [name, refusals['foreign-origin'], 'foreign-origin']))
  })

  test('is never told by CORS that it may read or send anything', async () => {
    for (const name of [...reads, ...writes]) {
      const asking = {
        origin: 'https://evil.example',
        'access-control-request-method': methodOf(name),
        'access-control-request-headers': 'content-type',
      }
      for (const method of ['OPTIONS', 'GET'] as const) {
        const { headers } = await world.ask(pathOf(name, params()), { method, headers: { ...asking, cookie } })
        expect([name, Object.keys(headers).filter((header) => header.startsWith('access-control'))]).toEqual([name, []])
      }
    }
  })
})

describe('bodies that a form can send', () => {
  const types = [
    'application/x-www-form-urlencoded',
    'text/plain',
    'text/plain; charset=utf-8',
    'multipart/form-data; boundary=x',
    'application/xml',
    'x',
  ]
  test.each(types)('%s is taken nowhere, not even from our own page', async (type) => {
    for (const name of writes) {
      const headers = { ...OWN_PAGE, authorization: `Bearer ${administrator}`, 'content-type': type }
      const { status } = await world.ask(pathOf(name, params()), { method: methodOf(name), headers, body: '{"reason":"lý do"}' })
      expect([name, status >= 400 && status < 500]).toEqual([name, true])
    }
  })
})

describe('what every reply says of itself', () => {
  /** Its address names its bytes, and nobody who may not see it knows it. */
  const forEveryone = new Set(['getPicture'])
  /** The same for everybody who is not logged in, and a cache is told to ask who that is. */
  const forStrangers = new Set([
    'listContests',
    'getContest',
    'getRoundLeaderboard',
    'getContestLeaderboard',
    'getUnionLeaderboard',
    'listPublishedAwards',
    'getPublishedAwards',
    'getPraise',
  ])
  const asksWho = (vary: unknown): boolean => ['authorization', 'cookie'].every((header) => String(vary).includes(header))

  test('no private reply of the API is kept by a cache, and none is framed, sniffed or run, whoever asks', async () => {
    const wrong: unknown[] = []
    for (const token of [undefined, contestant, administrator])
      for (const name of reads) {
        const { headers, status } = await world.call(name, { params: params(), ...(token === undefined ? {} : { token }) })
        const kept = String(headers['cache-control'])
        const secret =
          kept === 'no-store' ||
          /^private, no-cache$/.test(kept) ||
          (forEveryone.has(name) && status === 200) ||
          (token === undefined && forStrangers.has(name) && status === 200 && kept === 'public, max-age=1' && asksWho(headers['vary']))
        const policy = String(headers['content-security-policy'])
        const shut = policy.includes("default-src 'none'") && (policy.includes("frame-ancestors 'none'") || policy.includes('sandbox'))
        const sniffed = headers['x-content-type-options'] !== 'nosniff' || headers['content-type']?.startsWith('text/html') === true
        const shared = headers['cross-origin-resource-policy'] !== 'same-origin'
        if (!secret || !shut || sniffed || shared) wrong.push([name, status, kept, policy, headers['content-type']])
      }
    expect(wrong).toEqual([])
  })

  test.each([
    '/',
    '/desk',
    '/desk/rounds/x',
    '/dang-ky',
    '/u/T-A-1',
    '/healthz',
    '/readyz',
    '/metrics',
    '/api/openapi.json',
    '/api/docs/',
    '/api/khong-co',
    '/api/%zz',
  ])('%s is not framed and not sniffed', async (path) => {
    const { headers } = await world.ask(path)
    const policy = String(headers['content-security-policy'])
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['x-frame-options'] === 'DENY' || policy.includes("frame-ancestors 'none'")).toBe(true)
  })
})

describe('the pages', () => {
  test.each(['/', '/desk', '/dang-ky', '/desk/setup?token=x'])(
    '%s runs no script but our files and what the policy knows by its hash',
    async (path) => {
      const { headers, body, status } = await world.ask(path)
      const policy = new Map(
        String(headers['content-security-policy'])
          .split(';')
          .map((directive) => {
            const [name = '', ...sources] = directive.trim().split(' ')
            return [name, sources]
          }),
      )
      expect([status, policy.get('default-src'), policy.get('frame-ancestors'), policy.get('base-uri')]).toEqual([
        200,
        ["'none'"],
        ["'none'"],
        ["'none'"],
      ])
      const scripts = policy.get('script-src') ?? []
      expect(scripts.filter((source) => source !== "'self'" && !/^'sha256-[\w+/]+=*'$/.test(source))).toEqual([])
      expect(policy.get('style-src')).toEqual(["'self'"])
      const { createHash } = await import('node:crypto')
      for (const [, attributes = '', script = ''] of body.matchAll(/<script\b([^>]*)>([^]*?)<\/script>/g)) {
        const source = /\bsrc="([^"]*)"/.exec(attributes)?.[1]
        if (source === undefined) expect(scripts).toContain(`'sha256-${createHash('sha256').update(script).digest('base64')}'`)
        else expect(source).toMatch(/^\/(?!\/)/)
      }
      expect(body).not.toMatch(/<[^>]*\s(?:on\w+|style)\s*=/i)
      expect(body).not.toMatch(/javascript:/i)
    },
  )
})
