import Database from 'better-sqlite3'
import { spawn } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { root } from '../support/services.ts'
import { openWorld, type World } from '../http/world.ts'

let world: World
beforeEach(async () => {
  world = await openWorld()
  for (let index = 0; index < 3; index += 1) await world.play(await world.contestant())
})
afterEach(() => world.end())

/** `npm run backup` as a process of its own, beside the server that has the database open. */
function backUp(env: Record<string, string> = {}): Promise<{ code: number | null; printed: string; failed: string }> {
  const child = spawn(join(root, 'node_modules/.bin/tsx'), ['scripts/backup.ts'], {
    cwd: root,
    env: { ...process.env, DATA_DIR: world.folder, ...env },
  })
  let [printed, failed] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (failed += chunk.toString()))
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, printed, failed })))
}
const folder = () => join(world.folder, 'backups')

test('a backup beside the running server is one file that holds everything acknowledged so far', async () => {
  const { code, printed, failed } = await backUp()
  expect([code, failed]).toEqual([0, ''])
  const files = readdirSync(folder())
  expect(files).toEqual([expect.stringMatching(/^hoithi-\d{8}T\d{6}Z\.sqlite$/)])
  const file = join(folder(), files[0]!)
  expect(printed).toContain(`${file}: ${statSync(file).size} bytes, 3 log entries verified`)
  expect((statSync(file).mode & 0o777).toString(8)).toBe('600')
  // Bytes 18 and 19 of the header: 1 is a file that needs no log beside it.
  expect([...readFileSync(file).subarray(18, 20)]).toEqual([1, 1])
  const copy = new Database(file, { readonly: true })
  const live = new Database(join(world.folder, 'hoithi.sqlite'), { readonly: true })
  for (const table of ['submission_log', 'attempts', 'accounts', 'question_versions', 'audit_entries']) {
    const rows = (db: Database.Database) => db.prepare(`select * from ${table} order by 1`).all()
    expect([table, rows(copy)]).toEqual([table, rows(live)])
  }
  copy.close()
  live.close()
})

test('a log whose chain is broken is no backup: nothing gets its name, and the sentence says where', async () => {
  const client = new Database(join(world.folder, 'hoithi.sqlite'))
  for (const { name } of client.prepare(`select name from sqlite_master where type = 'trigger' and tbl_name = 'submission_log'`).all() as {
    name: string
  }[])
    client.exec(`drop trigger "${name}"`)
  client.exec(`update submission_log set payload = replace(payload, '"score":4', '"score":3') where seq = 2`)
  client.close()
  const { code, printed, failed } = await backUp()
  expect([code, printed]).toEqual([1, ''])
  expect(failed).toMatch(/^No backup was made: the submission log is broken after entry \d.*\.\n$/)
  expect(readdirSync(folder())).toEqual([])
})

test('an empty data folder has nothing to copy', async () => {
  const empty = join(world.folder, 'empty')
  mkdirSync(empty)
  const { code, failed } = await backUp({ DATA_DIR: empty })
  expect([code, failed.split('\n').length]).toEqual([1, 2])
  expect(failed).toContain('there is no database')
})
