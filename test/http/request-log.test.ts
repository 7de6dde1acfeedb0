import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FastifyInstance } from 'fastify'
import { buildApp } from '../../server/src/app.ts'
import type { Services } from '../../server/src/services.ts'
import { callRoute } from '../support/client.ts'
import { openWorld, type World } from './world.ts'

type Line = { level: number; reqId?: string; route?: string; status?: number; refusal?: string; oneOf?: number; msg: string }

describe('the log of a server that tells everything it may', () => {
  let world: World
  let app: FastifyInstance
  let services: Services
  const written: string[] = []
  const lines = (): Line[] => written.map((line) => JSON.parse(line) as Line)
  const secrets = {
    phone: '0987654321',
    password: 'mật khẩu rất riêng',
    fullName: 'Nguyễn Thị Kín',
    birthDate: '1991-07-23',
    address: '203.0.113.77',
    search: 'Kín Đáo',
  }
  beforeAll(async () => {
    world = await openWorld()
    services = { ...world.services, config: { ...world.services.config, logLevel: 'info' } }
    app = await buildApp(services, { write: (line) => void written.push(line) })
    const headers = { 'x-forwarded-for': secrets.address, 'user-agent': `${secrets.fullName} phone` }
    const { phone, password, fullName, birthDate } = secrets
    const person = { phone, password, fullName, birthDate, unionId: world.unionId('T-A-1'), contestantKind: 'member', consentVersion: 'v1' }
    await callRoute(app, 'registerContestant', { body: person, headers })
    await callRoute(app, 'logIn', { body: { login: phone, password }, headers })
    await callRoute(app, 'logIn', { body: { login: phone, password: `${password}?` }, headers })
    await callRoute(app, 'searchUnions', { query: { search: secrets.search }, headers })
    await callRoute(app, 'registerContestant', { body: { ...person, birthDate: `${birthDate}T99` }, headers })
    await app.inject({ url: `/khong-co/${phone}?ten=${encodeURIComponent(fullName)}`, headers })
    await app.inject({
      method: 'POST',
      url: '/api/sessions',
      payload: `{"login": "${phone}", "password": `,
      headers: { ...headers, 'content-type': 'application/json' },
    })
  })
  afterAll(async () => {
    await app.close()
    await world.end()
  })

  test('has a line for what was asked and how it ended, each with the name of its request', () => {
    const told = lines().filter(({ route }) => route !== undefined)
    expect(told.map(({ route }) => route)).toEqual(expect.arrayContaining(['registerContestant', 'logIn', 'searchUnions']))
    expect(told.some(({ route, status }) => route === 'logIn' && (status ?? 0) >= 400)).toBe(true)
    for (const { reqId } of told) expect(reqId).toMatch(/^[0-9a-f]{6}-[0-9a-z]+$/)
    expect(new Set(told.map(({ reqId }) => reqId)).size).toBe(told.length)
  })

  test('names nobody: no phone, password, name, birth date, address or what was searched for', () => {
    const all = written.join('')
    const forms = Object.values(secrets).flatMap((secret) => [secret, encodeURIComponent(secret)])
    expect([...forms, secrets.phone.slice(1)].filter((secret) => all.includes(secret))).toEqual([])
  })

  test('a reply that refuses gives the name by which the log knows it', async () => {
    const refused = await callRoute(app, 'listAudit')
    const { requestId } = refused.json<{ requestId: string }>()
    expect(lines().find(({ reqId }) => reqId === requestId)).toMatchObject({ route: 'listAudit', status: 401, refusal: 'not-logged-in' })
  })

  test('a bug is told with its route, its stack and the same name, and the caller hears none of it', async () => {
    const broken = await buildApp(
      {
        ...services,
        storage: { ...services.storage, contests: { ...services.storage.contests, list: () => Promise.reject(new Error('a bug in here')) } },
      },
      { write: (line) => void written.push(line) },
    )
    const reply = await callRoute(broken, 'listContests')
    const { requestId, code } = reply.json<{ requestId: string; code: string }>()
    expect([reply.statusCode, code, reply.body.includes('a bug')]).toEqual([500, 'internal', false])
    const line = written.find((text) => text.includes('a bug in here')) ?? ''
    expect(JSON.parse(line)).toMatchObject({ reqId: requestId, route: 'listContests', err: { stack: expect.stringContaining('a bug in here') } })
    await broken.close()
  })

  test('of what is asked all the time one line in a hundred stands for the others', async () => {
    const before = lines().filter(({ route }) => route === 'getMe').length
    for (let turn = 0; turn < 300; turn += 1) await callRoute(app, 'getMe')
    const told = lines()
      .filter(({ route }) => route === 'getMe')
      .slice(before)
    expect(told.map(({ oneOf }) => oneOf)).toEqual([100, 100, 100])
  })
})
