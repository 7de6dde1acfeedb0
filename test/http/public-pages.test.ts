import fastify from 'fastify'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import type { Session } from '../../server/src/http/auth.ts'
import { publicPages } from '../../server/src/http/public-pages.ts'
import { openWorld, type World } from './world.ts'

const KEEP_MS = 1_000

/** A board that counts how often it was made, and whoever says so is logged in. */
function boards() {
  let [now, made] = [0, 0]
  const waiting: (() => void)[] = []
  let slow = false
  const app = fastify()
  app.decorateRequest('session', null)
  const pages = publicPages(app, KEEP_MS, () => now)
  app.get(
    '/board',
    {
      config: { name: 'getRoundLeaderboard' },
      onRequest: (request, reply, done) => {
        if (request.headers.authorization !== undefined) request.session = {} as Session
        if (!pages.send(request, reply)) done()
      },
    },
    async (_request, reply) => {
      made += 1
      const own = made
      if (slow) await new Promise<void>((resolve) => waiting.push(resolve))
      return reply.type('application/json').send(JSON.stringify({ made: own }))
    },
  )
  return {
    look: async (headers: Record<string, string> = {}) => (await app.inject({ url: '/board', headers })).json<{ made: number }>().made,
    ask: (headers: Record<string, string> = {}) => app.inject({ url: '/board', headers }),
    pass: (ms: number) => (now += ms),
    hold: () => (slow = true),
    letGo: () => waiting.splice(0).forEach((go) => go()),
    waiting: () => waiting.length,
  }
}

describe('a public page', () => {
  it('is made once in its time for everybody who is not logged in, and anew for each who is', async () => {
    const { look, pass } = boards()
    expect([await look(), await look(), await look({ authorization: 'Bearer me' }), await look()]).toEqual([1, 1, 2, 1])
    pass(KEEP_MS)
    expect([await look(), await look()]).toEqual([3, 3])
  })

  it('that is made anew is still sent as it was to those who come meanwhile, and never when it is twice as old', async () => {
    const { look, pass, hold, letGo, waiting } = boards()
    expect(await look()).toBe(1)
    pass(KEEP_MS)
    hold()
    const first = look()
    while (waiting() < 1) await new Promise(setImmediate)
    expect([await look(), await look()]).toEqual([1, 1])
    pass(KEEP_MS)
    const late = look()
    while (waiting() < 2) await new Promise(setImmediate)
    letGo()
    expect([await first, await late]).toEqual([2, 3])
  })

  test.each([
    // takes                     coding      its bytes say so
    ['gzip, deflate, br', 'br', (raw: Buffer) => brotliDecompressSync(raw).toString()],
    ['gzip', 'gzip', (raw: Buffer) => gunzipSync(raw).toString()],
    ['br;q=0, gzip', 'gzip', (raw: Buffer) => gunzipSync(raw).toString()],
    ['identity', undefined, (raw: Buffer) => raw.toString()],
  ])('for who takes %s is sent as %s, the first time and from what is kept, with a tag of its own', async (accepted, coding, read) => {
    const { ask } = boards()
    const asked = { 'accept-encoding': accepted }
    const replies = [await ask(asked), await ask(asked)]
    expect(replies.map(({ headers, rawPayload }) => [headers['content-encoding'], headers['cache-control'], read(rawPayload)])).toEqual(
      Array.from({ length: 2 }, () => [coding, 'public, max-age=1', '{"made":1}']),
    )
    const tag = String(replies[0]?.headers.etag)
    const again = await ask({ ...asked, 'if-none-match': tag })
    expect([again.statusCode, again.rawPayload.length, again.headers.etag]).toEqual([304, 0, tag])
    expect((await ask({ 'accept-encoding': coding === 'gzip' ? 'br' : 'gzip', 'if-none-match': tag })).statusCode).toBe(200)
  })
})

describe('on the server', () => {
  let world: World
  beforeAll(async () => (world = await openWorld({}, { env: { PUBLIC_PAGE_MS: '60000' } })))
  afterAll(() => world.end())

  it('a kept board names nobody as its reader, and whoever is logged in gets their own', async () => {
    const person = await world.contestant()
    await world.play(person)
    await world.services.projector.catchUp()
    const params = { roundId: world.roundId }
    const stranger = world.nobody
    const kept = await stranger.ask('getRoundLeaderboard', { params })
    const own = await person.ask('getRoundLeaderboard', { params })
    expect([kept.mine, own.mine?.rank, (await stranger.ask('getRoundLeaderboard', { params })).seq]).toEqual([null, 1, kept.seq])
    await world.play(await world.contestant())
    await world.services.projector.catchUp()
    expect((await stranger.ask('getRoundLeaderboard', { params })).total).toBe(kept.total)
    expect((await person.ask('getRoundLeaderboard', { params })).total).toBe(kept.total + 1)
  })

  it('a refusal is not kept', async () => {
    const params = { slug: 'nowhere' }
    const asked = await world.nobody.call('getContest', { params })
    expect([asked.statusCode, asked.headers['cache-control']]).not.toContain('public, max-age=1')
  })
})
