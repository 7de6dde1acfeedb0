import Database from 'better-sqlite3'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { backupsBeside } from '../../server/src/backups.ts'
import { copyName } from '../../server/src/domain/backup-keeping.ts'
import { openWorld, type World } from './world.ts'

let world: World
let folder: string
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'hoithi-copies-')), 'copies')
})
afterEach(async () => {
  await world.end()
  rmSync(dirname(folder), { recursive: true, force: true })
})

const open = (env: Record<string, string>) => openWorld({}, { env: { BACKUP_DIR: folder, ...env } })
const copies = () => readdirSync(folder).filter((name) => name.startsWith('hoithi-'))
const ready = async () => (await world.app.inject('/readyz')).json() as Record<string, unknown>
const figure = async (name: string) => {
  const { payload } = await world.app.inject('/metrics')
  const found = payload.split('\n').find((line) => line.startsWith(`${name} `))
  return found === undefined ? null : Number(found.split(' ')[1])
}
const checks = async () => {
  const { checks: all } = await (await world.staff('administrator')).ask('getPreflight', { params: { slug: world.fixture.slug } })
  return all.filter(({ name }) => name === 'copying').map(({ state, finding }) => `${state} ${finding}`)
}
const panel = async () =>
  (await (await world.staff('organiser')).ask('getDashboard', { params: { roundId: world.roundId }, query: {} })).server?.backup

test('a server without a folder for copies makes none, and says so everywhere', async () => {
  world = await openWorld()
  expect(await ready()).toMatchObject({ ok: true, backup: 'off', degraded: [] })
  expect([await figure('hoithi_backup_every_seconds'), await figure('hoithi_backup_age_seconds')]).toEqual([0, null])
  expect(await checks()).toEqual(['warn copiesOff'])
  expect(await panel()).toMatchObject({ state: 'off', everyMs: null })
})

test('copies beside the work: each is read through before it counts, two askers share one, and old ones go', async () => {
  world = await open({ BACKUP_EVERY_MINUTES: '15', BACKUP_KEEP: '2', BACKUP_KEEP_DAYS: '0' })
  expect(await checks()).toEqual(['warn copiesWaiting'])
  mkdirSync(folder)
  const old = [copyName(Date.now() - 3_600_000), copyName(Date.now() - 7_200_000)]
  for (const name of old) writeFileSync(join(folder, name), 'an older copy')
  writeFileSync(join(folder, '.making-999999-hoithi-20210510T010000Z.sqlite'), 'of a process that was killed')
  for (let index = 0; index < 3; index += 1) await world.play(await world.contestant())
  const { backups } = world.services
  const [made, same] = await Promise.all([backups.make(), backups.make()])
  expect([made, made.entries]).toEqual([same, 3])
  expect(readdirSync(folder)).toEqual([old[0], made.name])
  expect(await ready()).toMatchObject({ ok: true, backup: 'fresh', degraded: [] })
  expect([await figure('hoithi_backup_every_seconds'), await figure('hoithi_backup_bytes'), await figure('hoithi_backup_failing')]).toEqual([
    900,
    statSync(join(folder, made.name)).size,
    0,
  ])
  expect(await checks()).toEqual(['ok copiesScheduled'])
  expect(await panel()).toMatchObject({ state: 'fresh', everyMs: 900_000, newestBytes: made.bytes })
})

test('a copy that cannot be read through never gets a name; the server goes on, and tells who asks', async () => {
  world = await open({})
  for (let index = 0; index < 2; index += 1) await world.play(await world.contestant())
  const client = new Database(join(world.folder, 'hoithi.sqlite'))
  const guards = client.prepare(`select name from sqlite_master where type = 'trigger' and tbl_name = 'submission_log'`).pluck().all()
  for (const guard of guards) client.exec(`drop trigger "${String(guard)}"`)
  client.exec(`update submission_log set payload = replace(payload, '"score":4', '"score":3') where seq = 2`)
  client.close()
  await expect(world.services.backups.make()).rejects.toThrow('the submission log is broken after entry 1')
  expect(readdirSync(folder)).toEqual([])
  expect(await ready()).toMatchObject({ ok: true, backup: 'failed', degraded: ['backup-failed'] })
  expect([await figure('hoithi_backup_failing'), await figure('hoithi_backup_failures_total')]).toEqual([1, 1])
  expect(await checks()).toEqual(['fail copiesFailing'])
})

test('by the clock: the first soon, the next when its time has come; a stop gives up what is half made', async () => {
  world = await openWorld()
  mkdirSync(folder)
  const backups = backupsBeside({
    store: join(world.folder, 'hoithi.sqlite'),
    beside: world.folder,
    folder: folder,
    everyMs: 300,
    keeping: { newest: 100, days: 0 },
    firstAfterMs: 0,
  })
  const failed: unknown[] = []
  backups.follow((error) => failed.push(error))
  await vi.waitFor(() => expect(copies().length).toBeGreaterThanOrEqual(2), { timeout: 20_000, interval: 100 })
  const half = backups.make()
  await Promise.all([expect(half).rejects.toThrow('SIGKILL'), backups.stop()])
  const then = readdirSync(folder)
  await new Promise((resolve) => setTimeout(resolve, 700))
  expect([readdirSync(folder), failed]).toEqual([then, []])
})
