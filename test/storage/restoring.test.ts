import Database from 'better-sqlite3'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openForProof } from '../../server/src/storage/sqlite/proof-reader.ts'
import { sealingBook } from '../../server/src/storage/sealing-book.ts'
import { verifyPublished } from '../../server/src/verify/published.ts'
import { verifyAll } from '../../server/src/verify/verify.ts'
import { expectRefused, MINUTE, openWorld, type Person, type World } from '../http/world.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

let world: World
let judge: Person
let people: Person[]
let first: { attemptId: string; receipt: string }

const results = () => judge.ask('getResults', { params: { roundId: world.roundId } })
const voidIt = () => judge.call('voidAttempt', { params: { attemptId: first.attemptId }, body: { reason: 'thi hộ người khác' } })
const restore = () => judge.call('restoreAttempt', { params: { attemptId: first.attemptId }, body: { reason: 'xác minh lại: tự làm bài' } })

/** A sealed round whose winner is voided and restored. */
beforeAll(async () => {
  world = await openWorld({ rules: { attemptsPerRound: 1 } })
  judge = await world.staff('judge')
  people = [await world.contestant('T-A-1'), await world.contestant('T-A-2'), await world.contestant('T-B-1')]
  for (const [index, person] of people.entries()) await world.play(person, { right: 4 - index, prediction: index })
  world.clock.set('2021-05-10T00:01:00+07:00')
  await judge.ask('sealRound', { params: { roundId: world.roundId }, body: { reason: 'chốt kỳ 1' } })
  first = (await results()).rows[0]!
})
afterAll(() => world.end())

describe('a void that is taken back', () => {
  test('gives the round a third revision that ranks as the first did; the first two stay', async () => {
    const before = await results()
    expectRefused(await restore(), 'not-void')
    expect((await voidIt()).json()).toEqual({ voided: true, revision: 2 })
    expect((await results()).rows).toHaveLength(2)
    expect((await restore()).json()).toEqual({ restored: true, revision: 3 })
    expectRefused(await restore(), 'not-void')
    expect((await results()).rows).toEqual(before.rows)
    const old = (revision: number) => judge.ask('getResults', { params: { roundId: world.roundId }, query: { revision } })
    expect([(await old(1)).rows.length, (await old(2)).rows.length]).toEqual([3, 2])
    expect((await world.nobody.ask('findReceipt', { params: { receipt: first.receipt } })).voided).toBe(false)
    const audit = await judge.ask('listAudit')
    expect(audit.entries.slice(0, 2).map(({ action, reason }) => [action, reason])).toEqual([
      ['sealRound', 'xác minh lại: tự làm bài'],
      ['restoreAttempt', 'xác minh lại: tự làm bài'],
    ])
  })

  test('can be voided and restored again, one after the other and never twice running', async () => {
    expect((await voidIt()).json()).toEqual({ voided: true, revision: 4 })
    expectRefused(await voidIt(), 'already-void')
    const twice = await Promise.all([restore(), restore()])
    expect(twice.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1)
    const client = new Database(join(world.folder, 'hoithi.sqlite'))
    const again = client.prepare(
      `insert into submission_log (seq, kind, at, round_id, attempt_id, payload, prev_hash, hash) values (9999, 'restore', 1, 'r', ?, '{}', '', '')`,
    )
    expect(() => again.run(first.attemptId)).toThrow('append-only')
    client.close()
  })

  test('is proved by the log: everything is verified, the published file too, and a restoration that nobody decided is found', async () => {
    await world.services.projector.catchUp()
    const faultsOf = async (file: string) => {
      const reader = openForProof(file, sha256)
      const { ledger } = await verifyAll(reader, sha256)
      reader.close()
      return ledger.faults().map(({ check, table, field }) => `${check}: ${table}.${field}`)
    }
    const file = join(world.folder, 'hoithi.sqlite')
    expect(await faultsOf(file)).toEqual([])
    const log = await judge.call('downloadFullLog', { params: { roundId: world.roundId } })
    const lines = log.body.split('\n')
    const { ledger } = await verifyPublished(each(lines), { sha256, openBook: sealingBook })
    expect(ledger.faults()).toEqual([])
    expect(Object.fromEntries(ledger.tallies())).toMatchObject({ ranks: { checked: 3 + 2 + 3 + 2 + 3 } })

    const copy = join(world.folder, 'changed.sqlite')
    const live = new Database(file, { readonly: true })
    await live.backup(copy)
    live.close()
    const client = new Database(copy)
    for (const { name } of client.prepare(`select name from sqlite_master where type = 'trigger'`).all() as { name: string }[])
      client.exec(`drop trigger "${name}"`)
    client.exec(`delete from audit_entries where action = 'restoreAttempt'`)
    client.close()
    expect(await faultsOf(copy)).toContain('audit: audit_entries.action')
  })

  test('lets an appeal say so: accepted as restored once it was, and its contestant may appeal anew from there', async () => {
    await voidIt()
    world.clock.pass(MINUTE)
    const params = { attemptId: first.attemptId }
    const body = { subject: 'void', body: 'Tôi tự làm bài tại cơ quan' }
    const owner = (await world.services.storage.attempts.find(first.attemptId))!.contestantId
    const who = people.find(({ id }) => id === owner)!
    const { appealId } = await who.ask('fileAppeal', { params, body })
    const verdict = { outcome: 'accepted', measure: 'restored', answer: 'Đã xác minh với đơn vị.', basedOn: 0 }
    expectRefused(await judge.call('answerAppeal', { params: { appealId }, body: verdict }), 'appeal-not-done')
    await restore()
    expect((await judge.call('answerAppeal', { params: { appealId }, body: verdict })).statusCode).toBe(200)
    expect(await who.ask('getAttemptAppeals', { params })).toMatchObject({
      voided: false,
      state: 'open',
      appeals: [{ state: 'accepted', answer: { measure: 'restored' } }],
    })
    const { log } = await judge.ask('getAppealEvidence', { params: { appealId } })
    expect(log.map(({ kind }) => kind)).toEqual(['submission', 'void', 'restore', 'void', 'restore', 'void', 'restore'])
  })
})

async function* each(lines: readonly string[]): AsyncGenerator<string> {
  for (const line of lines) yield line
}
