import { connect, type AddressInfo, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildApp } from '../../server/src/app.ts'
import { BODY_BYTES, socketLimits, type SocketLimits } from '../../server/src/http/sockets.ts'
import { openWorld, type World } from './world.ts'

const SHORT: SocketLimits = { ...socketLimits, headersMs: 300, requestMs: 1_500, bodyMs: 400, keptMs: 400, requestsPerSocket: 3, lookEveryMs: 50 }

type Line = { socket: Socket; said: () => string; closed: Promise<number> }

/** A connection by hand; `closed` tells after how many ms it ended. */
function lineTo(app: FastifyInstance): Promise<Line> {
  return new Promise((resolve, reject) => {
    const { port } = app.server.address() as AddressInfo
    const socket = connect({ port, host: '127.0.0.1' })
    const began = performance.now()
    let said = ''
    socket.on('data', (chunk) => (said += chunk.toString()))
    const closed = new Promise<number>((gone) => socket.once('close', () => gone(performance.now() - began)))
    socket.on('error', reject)
    socket.once('connect', () => {
      socket.off('error', reject)
      socket.on('error', () => undefined)
      resolve({ socket, said: () => said, closed })
    })
  })
}

/** Sends a little at a time for as long as anybody listens. */
async function drip({ socket }: Line, text: string, everyMs: number): Promise<void> {
  for (const letter of text) {
    if (socket.destroyed || socket.writableEnded) return
    socket.write(letter)
    await pause(everyMs)
  }
}
const repliesIn = (said: string): string[] => [...said.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => status ?? '')
const save = (length: number): string =>
  `PUT /api/attempts/x/responses HTTP/1.1\r\nhost: x\r\nsec-fetch-site: same-origin\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n`

describe('a caller that is slow on purpose, or gone', () => {
  let world: World
  let app: FastifyInstance
  beforeAll(async () => {
    world = await openWorld()
    app = await buildApp({ ...world.services, config: { ...world.services.config, sockets: SHORT } })
    await app.listen({ port: 0, host: '127.0.0.1' })
  })
  afterAll(async () => {
    app.server.closeAllConnections()
    await app.close()
    await world.end()
  })
  const answers = async (): Promise<number> => {
    const { port } = app.server.address() as AddressInfo
    return (await fetch(`http://127.0.0.1:${port}/healthz`)).status
  }

  test('that says nothing at all is let go', async () => {
    const line = await lineTo(app)
    expect(await line.closed).toBeLessThan(2_000)
  })

  test('whose headers drip is let go, and others are answered meanwhile', async () => {
    const line = await lineTo(app)
    const dripping = drip(line, `GET /healthz HTTP/1.1\r\nhost: x\r\nx-slow: ${'a'.repeat(200)}`, 40)
    expect(await answers()).toBe(200)
    expect(await line.closed).toBeLessThan(2_000)
    expect(repliesIn(line.said())).toEqual(['408'])
    await dripping
  })

  test('whose body drips is let go before the whole request would be overdue', async () => {
    const token = app.jwt.sign({
      sub: 'x',
      role: 'contestant',
      unionId: null,
      jti: 'j',
      since: world.clock.now(),
      proven: 0,
      until: world.clock.now() + 60_000,
    })
    const line = await lineTo(app)
    line.socket.write(save(5_000).replace('\r\n\r\n', `\r\nauthorization: Bearer ${token}\r\n\r\n`))
    const dripping = drip(line, 'a'.repeat(200), 40)
    expect(await line.closed).toBeLessThan(1_400)
    await dripping
    expect(await answers()).toBe(200)
  })

  test('that keeps a connection and says nothing more is let go', async () => {
    const line = await lineTo(app)
    line.socket.write('GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n')
    expect(await line.closed).toBeLessThan(3_000)
    expect(repliesIn(line.said())).toEqual(['200'])
  })

  test('that hangs up half-way leaves no connection behind', async () => {
    const lines = await Promise.all(Array.from({ length: 20 }, () => lineTo(app)))
    for (const { socket } of lines) socket.write('GET /api/contests HTTP/1.1\r\nhost: x\r\n')
    for (const { socket } of lines) socket.resetAndDestroy()
    await pause(600)
    expect(await new Promise((resolve) => app.server.getConnections((_error, total) => resolve(total)))).toBeLessThan(5)
  })

  test('that announces a body larger than any answer is refused before it sends it', async () => {
    const token = app.jwt.sign({
      sub: 'x',
      role: 'contestant',
      unionId: null,
      jti: 'k',
      since: world.clock.now(),
      proven: 0,
      until: world.clock.now() + 60_000,
    })
    const line = await lineTo(app)
    line.socket.write(save(BODY_BYTES + 1).replace('\r\n\r\n', `\r\nauthorization: Bearer ${token}\r\n\r\n`))
    await line.closed
    expect([repliesIn(line.said()), line.said()]).toEqual([['413'], expect.stringContaining('"too-large"')])
  })

  test('that sends headers without end is refused', async () => {
    const line = await lineTo(app)
    line.socket.write(`GET /healthz HTTP/1.1\r\nhost: x\r\nx-long: ${'a'.repeat(20_000)}\r\n\r\n`)
    await line.closed
    expect(repliesIn(line.said())).toEqual(['431'])
  })

  test('that sends one request after another is told with the last one that its connection ends', async () => {
    const line = await lineTo(app)
    for (let turn = 1; turn <= 3; turn += 1) {
      line.socket.write('GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n')
      while (repliesIn(line.said()).length < turn) await pause(5)
    }
    await line.closed
    expect([repliesIn(line.said()), line.said().match(/connection: close/gi)?.length]).toEqual([['200', '200', '200'], 1])
  })
})

test('more connections than there may be are turned away, and those that are there go on', async () => {
  const world = await openWorld()
  const app = await buildApp({ ...world.services, config: { ...world.services.config, sockets: { ...socketLimits, connections: 5 } } })
  try {
    await app.listen({ port: 0, host: '127.0.0.1' })
    const inside = await Promise.all(Array.from({ length: 5 }, () => lineTo(app)))
    await pause(50)
    const outside = await lineTo(app).catch(() => null)
    expect(await (outside?.closed ?? 0)).toBeLessThan(1_000)
    inside[0]?.socket.write('GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n')
    while (repliesIn(inside[0]?.said() ?? '').length === 0) await pause(5)
    expect(repliesIn(inside[0]?.said() ?? '')).toEqual(['200'])
  } finally {
    app.server.closeAllConnections()
    await app.close()
    await world.end()
  }
})

test('a reader that stops reading is let go', async () => {
  const world = await openWorld()
  const app = await buildApp({ ...world.services, config: { ...world.services.config, sockets: { ...socketLimits, readerMs: 300 } } })
  // More than a socket takes on its way.
  app.get('/large', (_request, reply) => reply.type('application/octet-stream').send(Buffer.alloc(32 * 1024 * 1024)))
  try {
    await app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = app.server.address() as AddressInfo
    const socket = connect({ port, host: '127.0.0.1' })
    socket.on('error', () => undefined)
    socket.pause()
    socket.write('GET /large HTTP/1.1\r\nhost: x\r\n\r\n')
    const began = performance.now()
    const left = (): Promise<number> => new Promise((resolve) => app.server.getConnections((_error, total) => resolve(total)))
    while ((await left()) === 0) await pause(10)
    while ((await left()) > 0 && performance.now() - began < 10_000) await pause(50)
    expect(await left()).toBe(0)
    socket.destroy()
  } finally {
    app.server.closeAllConnections()
    await app.close()
    await world.end()
  }
})
