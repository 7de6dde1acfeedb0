import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld, type World } from '../http/world.ts'
import { root } from '../support/services.ts'

let world: World
let temporary: string
beforeAll(async () => {
  temporary = mkdtempSync(join(tmpdir(), 'hoithi-drills-'))
  world = await openWorld()
  for (let index = 0; index < 2; index += 1) await world.play(await world.contestant())
  await world.services.projector.catchUp()
})
afterAll(async () => {
  await world.end()
  rmSync(temporary, { recursive: true, force: true })
})

const run = (script: string, ...args: string[]) =>
  spawnSync(join(root, 'node_modules/.bin/tsx'), [`scripts/${script}.ts`, ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, DATA_DIR: world.folder, BACKUP_DIR: join(world.folder, 'copies'), TMPDIR: temporary },
  })

test('the drill restores the newest copy, verifies it, lets a server answer from it, and leaves nothing behind', () => {
  expect(run('backup').status).toBe(0)
  const { status, stdout, stderr } = run('restore', '--drill')
  expect([status, stderr]).toEqual([0, ''])
  expect(stdout).toContain('restored: 2 people, 2 attempts, 2 log entries')
  expect(stdout).toContain('verified: everything follows from the log')
  expect(stdout).toMatch(/server: ready on 127\.0\.0\.1:\d+/)
  expect(stdout).toMatch(/board of \S+: 2 rows/)
  expect(readdirSync(temporary).filter((name) => name.startsWith('hoithi-drill'))).toEqual([])
  expect(run('restore', '--data', join(world.folder, 'new')).stderr).toMatch(/^Nothing was restored: name a copy, for example .*\.\n$/)
})

test('a drill with a copy that cannot be relied on ends with 1 and says so', () => {
  const bad = join(world.folder, 'bad.sqlite')
  writeFileSync(bad, 'no database')
  const { status, stderr } = run('restore', '--drill', bad)
  expect([status, stderr]).toEqual([1, expect.stringContaining('is not a copy of a hoithi database')])
})
