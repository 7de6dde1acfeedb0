import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from 'vitest'
import { callersOf } from '../../scripts/fuzz/callers.ts'
import { faultsOf } from '../../scripts/fuzz/faults.ts'
import type { OpenApi } from '../../scripts/fuzz/operations.ts'
import { readFuzzOptions } from '../../scripts/fuzz/options.ts'
import { fuzzText } from '../../scripts/fuzz/report.ts'
import { fuzz } from '../../scripts/fuzz/run.ts'
import { LONGEST_MS } from '../../scripts/fuzz/send.ts'
import { WrongOptions } from '../../scripts/command-options.ts'
import { openWorld } from '../http/world.ts'
import { root } from '../support/services.ts'

describe('what was asked for', () => {
  test.each([
    [['--requests', '0'], 'requests'],
    [['--lines', 'many'], 'lines'],
    [['--minutes', '5'], 'minutes'],
  ])('%j is refused in a sentence that names it', (args, name) => {
    expect(() => readFuzzOptions(args)).toThrow(WrongOptions)
    expect(() => readFuzzOptions(args)).toThrow(name)
  })
})

describe('what the fuzzer takes for a fault', () => {
  const asked = { id: 'getAttempt', who: 'contestant', method: 'GET', path: '/api/attempts/x', headers: {}, body: null }
  const watch = { secrets: ['the secret of the server'], paths: [], hidden: ['BÍ MẬT'] }
  const reply = (status: number, body: string, headers = '', type = 'application/json; charset=utf-8') => ({
    reply: { status, body, headers, type },
    ms: 1,
    failure: null,
  })
  const refused = JSON.stringify({ code: 'not-found', message: 'Không có.' })
  test.each([
    ['an answer', reply(200, '{"a":1}'), []],
    ['a refusal', reply(404, refused), []],
    ['asked to come back', reply(503, '{"code":"server-busy"}'), []],
    ['a failure', reply(500, '{"code":"internal"}'), ['status 500 internal']],
    ['a failure without words', reply(502, ''), ['status 502']],
    ['a refusal without a code', reply(400, '{"error":"Bad Request"}'), ['status 400 without a known code']],
    [
      'a stack',
      reply(200, '{"a":"Error: x\\n    at open (file:///srv/x.js:1:2)"}'),
      ['the reply holds a stack', 'the reply holds a path of the program'],
    ],
    ['a path', reply(400, '{"code":"not-found","message":"/srv/node_modules/x"}'), ['the reply holds a path of the program']],
    ['a secret', reply(200, '{"a":"the secret of the server"}'), ['the reply holds a secret or a path of this machine']],
    ['a header', reply(200, '{}', 'X-Injected\n1'), ['a header was injected']],
    ['the key', reply(200, '{"correct":[0]}'), ['the key was told']],
    ['an explanation', reply(200, '{"a":"BÍ MẬT: giải thích"}'), ['the key was told']],
    ['half a reply', reply(200, '{"a":'), ['a reply that is no JSON']],
    ['nothing', { reply: null, ms: LONGEST_MS, failure: 'no answer in 5 s' }, ['no answer in 5 s']],
  ])('%s', (_what, outcome, faults) => {
    expect(faultsOf(asked, outcome, watch)).toEqual(faults)
  })
})

test('a server that breaks, hangs and tells its key is found out, each with a request that shows it', async () => {
  const paths = ['breaks', 'hangs', 'tells', 'works']
  const document: OpenApi = { paths: Object.fromEntries(paths.map((id) => [`/api/${id}`, { get: { operationId: id } }])) }
  const server = createServer((request, reply) => {
    const id = /^\/api\/(\w+)/.exec(request.url ?? '')?.[1]
    if (id === 'hangs') return
    reply.writeHead(id === 'breaks' ? 500 : 200, { 'content-type': 'application/json' })
    reply.end(JSON.stringify(id === 'breaks' ? { code: 'internal' } : { correct: id === 'tells' ? [1] : undefined }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const target = {
    host: '127.0.0.1',
    port,
    document,
    callers: [{ who: 'stranger', token: null }],
    watch: { secrets: [], paths: [], hidden: [] },
    longestMs: 2_000,
  }
  const report = await fuzz(target, { requests: 24, seed: 'kiem', lines: 24 })
  server.closeAllConnections()
  server.close()
  expect(report.passed).toBe(false)
  expect(new Set(report.findings.map(({ what, route }) => `${route}: ${what}`))).toEqual(
    new Set(['breaks: status 500 internal', 'hangs: no answer in 2 s', 'tells: the key was told']),
  )
  for (const { example, route } of report.findings) expect(example).toContain(`/api/${route}`)
  expect(fuzzText(report)).toContain('3 findings.')
})

test('thousands of mutated requests of every route, by a stranger and by every role, break, hang and give away nothing', async () => {
  const world = await openWorld({ rules: { attemptsPerRound: 50 } })
  await world.app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = world.app.server.address() as AddressInfo
  const unionId = world.unionId('T-A-1')
  const contestant = await world.contestant()
  await world.play(contestant)
  await world.services.projector.catchUp()
  const staff = async (role: Parameters<typeof world.staff>[0], unionCode?: string) => ({
    id: (await world.staff(role, unionCode)).id,
    unionId: unionCode === undefined ? null : world.unionId(unionCode),
  })
  const people = {
    contestant: { id: contestant.id, unionId },
    officer: await staff('officer', 'T-A'),
    questionSetter: await staff('questionSetter'),
    organiser: await staff('organiser'),
    judge: await staff('judge'),
    administrator: await staff('administrator'),
  }
  const { jwtSecret } = world.services.config
  const target = {
    host: '127.0.0.1',
    port,
    document: (await world.app.inject('/api/openapi.json')).json<OpenApi>(),
    callers: callersOf(jwtSecret, people, world.clock.now),
    watch: { secrets: [jwtSecret], paths: [world.folder, root], hidden: ['BÍ MẬT'] },
    // Threads begin slowly on a machine that runs every other test beside this one.
    longestMs: 30_000,
    // A trial that is begun here would outlive this test.
    without: ['startTrial'],
  }
  const known = [['slug', world.fixture.slug] as const, ['roundId', world.roundId] as const, ['unionId', unionId] as const]
  const report = await fuzz(target, { requests: 1_500, seed: '2021', lines: 8 }, known)
  await world.end()
  expect(report.findings).toEqual([])
  expect(report.passed).toBe(true)
  expect(report.routes.answered).toBeGreaterThan(50)
  expect(Object.keys(report.statuses).sort((a, b) => (a < b ? -1 : 1))).toEqual([
    'administrator',
    'contestant',
    'judge',
    'officer',
    'organiser',
    'questionSetter',
    'stranger',
  ])
})
