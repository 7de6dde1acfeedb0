import Database from 'better-sqlite3'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildApp } from '../../server/src/app.ts'
import { finishOverdue } from '../../server/src/features/attempts/actions.ts'
import { sealRound } from '../../server/src/features/rounds/seal.ts'
import { openServices } from '../../server/src/opening.ts'
import type { Services } from '../../server/src/services.ts'
import { openForProof } from '../../server/src/storage/sqlite/proof-reader.ts'
import { verifyAll } from '../../server/src/verify/verify.ts'
import { callRoute } from '../support/client.ts'
import { root } from '../support/services.ts'

// The database and what was known of it were written by the code of the first release (3 migrations, commit e56d814): twelve people, a void, one sealed round,
// one that is under way, and an attempt that is running.
const fixtures = join(root, 'test/fixtures')
type Facts = {
  migrations: number
  slug: string
  roundIds: string[]
  login: string
  password: string
  running: string
  leftAt: number
  accounts: { login: string; role: string; fullName: string }[]
  responses: { attemptId: string; position: number; choice: string; tappedAt: number }[]
  submissions: { attemptId: string; receipt: string; score: number; submittedAt: number; finishedBy: string }[]
  log: { seq: number; hash: string }[]
  standings: Record<string, unknown>[]
}
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

describe('a database of the first release, opened by this one', () => {
  const facts = JSON.parse(readFileSync(join(fixtures, 'first-release.json'), 'utf8')) as Facts
  let dataDir: string
  let services: Services
  let letGo: () => void
  let at = facts.leftAt

  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'hoithi-upgrade-'))
    mkdirSync(dataDir, { recursive: true })
    writeFileSync(join(dataDir, 'hoithi.sqlite'), gunzipSync(readFileSync(join(fixtures, 'first-release.sqlite.gz'))))
    const opened = await openServices({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' }, root)
    services = { ...opened.services, clock: { now: () => at, rehearsal: true } }
    letGo = opened.letGo
  })
  afterAll(async () => {
    await services.projector.stop()
    await services.storage.close()
    letGo()
    rmSync(dataDir, { recursive: true, force: true })
  })
  const rows = (statement: string): unknown[] => {
    const client = new Database(join(dataDir, 'hoithi.sqlite'), { readonly: true })
    const found = client.prepare(statement).all()
    client.close()
    return found
  }

  test('has every account, answer, receipt and line of the log that it had, to the millisecond', () => {
    expect(rows('select login, role, full_name as fullName from accounts order by login')).toEqual(facts.accounts)
    expect(rows('select attempt_id as attemptId, position, choice, tapped_at as tappedAt from responses order by attempt_id, position')).toEqual(
      facts.responses,
    )
    expect(
      rows(
        'select id as attemptId, receipt, score, submitted_at as submittedAt, finished_by as finishedBy from attempts where receipt is not null order by id',
      ),
    ).toEqual(facts.submissions)
    expect(rows('select seq, hash from submission_log order by seq')).toEqual(facts.log)
    expect(facts.log.length).toBeGreaterThan(20)
    expect(facts.responses.length).toBeGreaterThan(80)
  })

  test('says the same in its boards, counted again from the log', async () => {
    await services.projector.catchUp()
    const columns = Object.keys(facts.standings[0] ?? {}).join(', ')
    expect(rows(`select ${columns} from standings order by board_id, k1, k2, k3, k4, attempt_id`)).toEqual(facts.standings)
  })

  test('has everything that this release can prove: chain, attempts, keys, boards and the sealed round', async () => {
    await services.projector.catchUp()
    const reader = openForProof(join(dataDir, 'hoithi.sqlite'), sha256)
    const { ledger, head } = await verifyAll(reader, sha256)
    reader.close()
    expect(ledger.faults()).toEqual([])
    expect(head.seq).toBe(facts.log.length)
  })

  test('lets its people in with their old passwords, goes on with the attempt that was running, and seals the next round', async () => {
    const app = await buildApp(services)
    const entered = await callRoute(app, 'logIn', { body: { login: facts.login, password: facts.password } })
    expect(entered.statusCode).toBe(200)
    await app.close()
    const before = await services.storage.attempts.responses(facts.running)
    at += 30_000
    const saved = await services.storage.attempts.saveResponses(facts.running, (attempt) => ({
      ok: true,
      value: {
        responses: [{ position: 1, choice: ['b'], tappedAt: attempt === null ? 0 : at }],
        savedAt: at,
        prediction: undefined,
        read: false,
      },
    }))
    expect(saved.ok).toBe(true)
    expect(await services.storage.attempts.responses(facts.running)).toHaveLength(before.length)
    at = Date.parse('2021-05-17T08:00:00+07:00')
    expect(await finishOverdue(services, 10)).toBe(1)
    const sealed = await sealRound(services, facts.roundIds[1] ?? '', 'judge', 'kỳ 2 đã kết thúc')
    expect(sealed.ok).toBe(true)
  })
})
