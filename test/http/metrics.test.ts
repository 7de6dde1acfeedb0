import { readFileSync, rmSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { routes } from '@hoithi/shared/routes'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { root } from '../support/services.ts'
import { expectRefused, openWorld, type World } from './world.ts'

const TOKEN = 'a token that only this test has'
const monitoring = (name: string): string => readFileSync(join(root, 'docs/monitoring', name), 'utf8')

/** Samples by their names, and those names that belong to one histogram by its own. */
function namesOf(scrape: string): Set<string> {
  const samples = scrape.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return new Set(samples.map((line) => /^\w+/.exec(line)?.[0] ?? ''))
}

describe('what a monitor reads', () => {
  let world: World
  let scrape: string
  let copies: string
  beforeAll(async () => {
    copies = mkdtempSync(join(tmpdir(), 'hoithi-copies-'))
    world = await openWorld({}, { env: { BACKUP_DIR: join(copies, 'copies') } })
    const person = await world.contestant()
    await world.play(person)
    await person.ask('startAttempt', { params: { roundId: world.roundId } })
    await world.nobody.ask('getRoundLeaderboard', { params: { roundId: world.roundId }, query: { page: 1, pageSize: 20 } })
    expectRefused(await world.nobody.call('listAudit'), 'not-logged-in')
    await world.app.inject('/no/such/place/0912345678')
    await world.services.backups.make()
    scrape = (await world.app.inject('/metrics')).body
  })
  afterAll(async () => {
    await world.end()
    rmSync(copies, { recursive: true, force: true })
  })

  // A line of the scrape, and what it tells.
  const lines: [RegExp, string][] = [
    [/^hoithi_requests_total\{route="saveResponses",status="2xx"\} 1$/m, 'one save was answered'],
    [/^hoithi_requests_total\{route="listAudit",status="4xx"\} 1$/m, 'one request was refused'],
    [/^hoithi_request_seconds_bucket\{route="startAttempt",le="\+Inf"\} 2$/m, 'two starts were timed'],
    [/^hoithi_request_seconds_count\{route="getRoundLeaderboard"\} 1$/m, 'one board was looked at'],
    [/^hoithi_commit_writes_count [1-9]\d*$/m, 'there were commits'],
    [/^hoithi_running_attempts 1$/m, 'one attempt is under way'],
    [/^hoithi_shed_total\{kind="start"\} 0$/m, 'nobody was put off'],
    [/^hoithi_overload 0$/m, 'all is easy'],
    [/^hoithi_ready 1$/m, 'a write reaches the disk'],
    [/^hoithi_refusals_total\{code="not-logged-in"\} 1$/m, 'and why'],
  ]
  it.each(lines)('%s: %s', (line) => expect(scrape).toMatch(line))

  test('the steps of a histogram only grow, and end with its count', () => {
    const steps = [...scrape.matchAll(/^hoithi_commit_seconds_bucket\{le="[^"]+"\} (\d+)$/gm)].map(([, count]) => Number(count))
    const total = Number(/^hoithi_commit_seconds_count (\d+)$/m.exec(scrape)?.[1])
    expect([steps.length, steps.at(-1)]).toEqual([12, total])
    expect(steps.toSorted((a, b) => a - b)).toEqual(steps)
  })

  test('nothing in it is by address: a label never holds what somebody asked for', () => {
    expect(scrape).not.toContain('0912345678')
    const labels = new Set([...scrape.matchAll(/route="([^"]+)"/g)].map(([, route]) => route))
    const known = new Set<string>([...Object.keys(routes), 'healthz', 'readyz', 'metrics', 'assets', 'docs', 'pages', 'unknown'])
    expect([...labels].filter((route) => !known.has(route ?? ''))).toEqual([])
  })

  test.each(['grafana-dashboard.json', 'alerts.yml'])('%s names only figures, routes and kinds that are there', (file) => {
    const text = monitoring(file)
    const asked = new Set([...text.matchAll(/\b(?:hoithi|process|nodejs)_[a-z_]+/g)].map(([name]) => name))
    const there = namesOf(scrape)
    expect([...asked].filter((name) => !there.has(name))).toEqual([])
    expect(asked.size).toBeGreaterThan(10)
    const named = [...text.matchAll(/route=\\?"(\w+)/g)].map(([, route]) => route ?? '')
    expect(named.filter((route) => !(route in routes))).toEqual([])
    expect(named.length).toBeGreaterThan(0)
  })

  test('the dashboard is one that Grafana takes: JSON, each panel with a place, a unit and a question', () => {
    const { panels } = JSON.parse(monitoring('grafana-dashboard.json')) as {
      panels: { id: number; gridPos: object; fieldConfig: { defaults: { unit: string } }; targets: { expr: string; refId: string }[] }[]
    }
    expect(panels.length).toBeGreaterThan(12)
    for (const { gridPos, fieldConfig, targets } of panels) {
      expect([Object.keys(gridPos).sort((a, b) => (a < b ? -1 : 1)), fieldConfig.defaults.unit.length > 0]).toEqual([['h', 'w', 'x', 'y'], true])
      expect(targets.every(({ expr, refId }) => expr.length > 0 && refId.length === 1)).toBe(true)
    }
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length)
  })
})

describe('who reads it', () => {
  // Where it comes from, with which headers, and whether a token is set; whether it is let in.
  const cases: [remoteAddress: string, headers: Record<string, string>, token: string | null, allowed: boolean][] = [
    ['127.0.0.1', {}, null, true],
    ['::1', {}, null, true],
    ['::ffff:127.0.0.1', {}, null, true],
    ['192.0.2.7', {}, null, false],
    // Through a proxy on this machine.
    ['127.0.0.1', { 'x-forwarded-for': '192.0.2.7' }, null, false],
    ['127.0.0.1', { 'x-forwarded-for': '127.0.0.1' }, null, false],
    ['127.0.0.1', { forwarded: 'for=192.0.2.7' }, null, false],
    ['127.0.0.1', { authorization: 'Bearer ' }, null, true],
    ['127.0.0.1', {}, TOKEN, false],
    ['127.0.0.1', { authorization: `Bearer ${TOKEN}` }, TOKEN, true],
    ['192.0.2.7', { authorization: `Bearer ${TOKEN}` }, TOKEN, true],
    ['192.0.2.7', { authorization: `Bearer ${TOKEN}x` }, TOKEN, false],
    ['192.0.2.7', { authorization: TOKEN }, TOKEN, false],
    ['192.0.2.7', { authorization: 'Bearer ' }, TOKEN, false],
  ]
  let open: World
  let shut: World
  beforeAll(async () => {
    open = await openWorld()
    shut = await openWorld({}, { env: { METRICS_TOKEN: TOKEN } })
  })
  afterAll(async () => {
    await open.end()
    await shut.end()
  })
  it.each(cases)('%s %j, token %s: %s', async (remoteAddress, headers, token, allowed) => {
    const reply = await (token === null ? open : shut).app.inject({ url: '/metrics', remoteAddress, headers })
    if (allowed) expect([reply.statusCode, reply.body]).toEqual([200, expect.stringContaining('hoithi_ready')])
    else expectRefused(reply, 'metrics-closed')
  })
})
