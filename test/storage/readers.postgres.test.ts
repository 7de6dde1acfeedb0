import { mkdtempSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import type { ExportScope } from '../../server/src/domain/export-scope.ts'
import { workerExports } from '../../server/src/exports.ts'
import { publishedLog } from '../../server/src/formats/results/published-log.ts'
import type { SealStep } from '../../server/src/ports/sealing.ts'
import { workerSealing } from '../../server/src/sealing.ts'
import { sha256 } from '../../server/src/sha256.ts'
import { copyStore } from '../../server/src/storage/copy-store.ts'
import { openForExports, openForSealing, openPostersForReading, openPublishedLog, openSealedReads } from '../../server/src/storage/readers.ts'
import type { StoreAt } from '../../server/src/domain/store-at.ts'
import { openWorld, type Person, type World } from '../http/world.ts'
import { emptyPostgres } from '../support/postgres.ts'

let world: World
let stores: [sqlite: StoreAt, postgres: StoreAt]
let drop: () => Promise<void>
let revisionIds: string[]
const folder = mkdtempSync(join(tmpdir(), 'hoithi-readers-'))

/** Two sealed rounds with divisions, equal people, voids that stood and one that did not, and a person who was corrected since; then the same in PostgreSQL. */
beforeAll(async () => {
  world = await openWorld({ rules: { attemptsPerRound: 2, tieBreaks: ['score'], equals: 'lot' } })
  const [judge, organiser] = [await world.staff('judge'), await world.staff('organiser')]
  const people: Person[] = []
  for (const [index, code] of ['T-A-1', 'T-A-2', 'T-B-1', 'T-A-1', 'T-B-1', 'T-A-2'].entries()) {
    const person = await world.contestant(code, `Nguyễn Thị ${'ABCDEF'[index]}`)
    people.push(person)
    // The two who are voided later are the second and the fourth, who take part in the second round too.
    await world.play(person, { right: index === 1 || index === 3 ? 3 : 2 })
  }
  const params = { slug: world.fixture.slug }
  const saved = await organiser.ask('saveDivisions', { params, body: { divisions: [{ id: null, name: 'Bảng A' }], reason: 'chia bảng' } })
  await organiser.ask('assignDivision', {
    params,
    body: { divisionId: saved.divisions[0]!.id, unionIds: [world.unionId('T-A')], filter: {}, unions: 1, inIt: 0, reason: 'chia bảng' },
  })
  world.clock.set('2021-05-10T08:00:00+07:00')
  await judge.ask('sealRound', { params: { roundId: world.roundId }, body: { reason: 'chốt kỳ 1' } })
  const { rows } = await judge.ask('getResults', { params: { roundId: world.roundId } })
  await judge.ask('voidAttempt', { params: { attemptId: rows[0]!.attemptId }, body: { reason: 'thi hộ người khác' } })
  await judge.ask('voidAttempt', { params: { attemptId: rows[1]!.attemptId }, body: { reason: 'nhầm người' } })
  await judge.ask('restoreAttempt', { params: { attemptId: rows[1]!.attemptId }, body: { reason: 'nhầm người' } })
  for (const person of people.slice(1, 5)) await world.play(person, { round: 1, right: 2 })
  world.clock.set('2021-05-17T08:00:00+07:00')
  await judge.ask('sealRound', { params: { roundId: world.secondRoundId }, body: { reason: 'chốt kỳ 2' } })
  await organiser.ask('correctContestant', {
    params: { contestantId: people[1]!.id },
    body: { fullName: 'Nguyễn Thị Bê', birthDate: '1991-01-01', contestantKind: 'officer', reason: 'nhập nhầm tên' },
  })
  await world.services.projector.catchUp()
  const { results } = world.services.storage
  revisionIds = [...(await results.revisions(world.roundId)), ...(await results.revisions(world.secondRoundId))].map(({ id }) => id)
  const empty = await emptyPostgres()
  drop = empty.drop
  stores = [join(world.folder, 'hoithi.sqlite'), empty.url]
  await copyStore(stores[0], stores[1], { whileRunning: true })
})
afterAll(async () => {
  await world.end()
  await drop()
  rmSync(folder, { recursive: true, force: true })
})

async function all<Row>(pieces: AsyncIterable<Row[]>): Promise<Row[]> {
  const rows: Row[] = []
  for await (const some of pieces) rows.push(...some)
  return rows
}
/** What both stores tell; they must tell the same. */
async function told<Told>(tell: (store: StoreAt) => Promise<Told>): Promise<Told> {
  const [sqlite, postgres] = [await tell(stores[0]), await tell(stores[1])]
  expect(postgres).toEqual(sqlite)
  return postgres
}

describe('of both stores the same is read', () => {
  // Rows, voided attempts and people of the whole contest in each revision, newest first in each round.
  const everybody = [
    [5, 1, 0],
    [4, 2, 0],
    [5, 1, 0],
    [6, 0, 0],
    [4, 0, 6],
  ]
  const below = [
    [3, 1, 0],
    [2, 2, 0],
    [3, 1, 0],
    [4, 0, 0],
    [2, 0, 6],
  ]
  test.each<[string, () => Promise<ExportScope>, expected: number[][]]>([
    ['of everybody', async () => ({ of: 'whole' }), everybody],
    ['of a union with all below it', async () => ({ of: 'union', unionId: world.unionId('T-A') }), below],
    ['of a kind of contestant', async () => ({ of: 'kind', contestantKind: 'member' }), everybody],
    [
      'of a division',
      async () => {
        const contest = await world.services.storage.contests.find(world.fixture.slug)
        const [division] = await world.services.storage.divisions.list(contest!.id)
        return { of: 'division', divisionId: division!.id }
      },
      below,
    ],
  ])('a sealed revision %s', async (_what, scopeOf, expected) => {
    const scope = await scopeOf()
    const found = await told(async (store) => {
      const reads = await openSealedReads(store, sha256)
      const of = async (id: string) => ({
        about: await reads.about(id, scope),
        rows: await all(reads.rows(id, scope)),
        unions: await reads.unions(id, scope),
        voided: await all(reads.voided(id, scope)),
        hours: await reads.hours(id, scope),
        overall: await all(reads.overall(id)),
      })
      const revisions = []
      for (const id of revisionIds) revisions.push(await of(id))
      await reads.close()
      return revisions
    })
    expect(found.map(({ rows, voided, overall }) => [rows.length, voided.length, overall.length])).toEqual(expected)
  })

  it('the steps of a seal, on this thread and on another', async () => {
    const rules = (await world.services.storage.contests.round(world.roundId))!.round.rules
    const steps = (length: number) => async (store: StoreAt) => {
      const found: SealStep[] = []
      const job = { roundId: world.roundId, number: 3, rules }
      for await (const step of workerSealing(store, openForSealing).steps(job, length, () => undefined)) found.push(step)
      return found
    }
    const here = await told(steps(1))
    expect(here.map((step) => Object.keys(step)[0])).toEqual(['head', 'rows', 'places', 'resultsHash'])
    expect(await told(steps(1_000_000))).toEqual(here)
  })

  test.each(['links', 'full'] as const)('the published log, %s', async (contents) => {
    const text = await told(async (store) => {
      const reads = await openPublishedLog(store)
      let written = ''
      for await (const piece of publishedLog(reads, { contents, slug: null })) written += piece
      await reads.close()
      return written
    })
    expect(text.split('\n').length).toBeGreaterThan(10)
  })

  it('tables of unions and posters', async () => {
    const rows = await told(async (store) => {
      const { activity, close } = await openForExports(store)
      const page = { page: 1, pageSize: 100, order: 'asc' } as const
      const period = { boardId: world.roundId, at: null }
      const { rows: reported } = await activity.report({ unionId: world.unionId('T'), period, before: null, among: 'tree', sort: 'name', ...page })
      const { rows: silent } = await activity.silent({ unionId: world.unionId('T'), boardId: world.roundId, sort: 'path', ...page })
      await close()
      return [...reported, ...silent]
    })
    expect(rows.length).toBeGreaterThan(4)
    const posters = await told(async (store) => {
      const { contests, unions, close } = await openPostersForReading(store)
      const contest = await contests.find(world.fixture.slug)
      const found = {
        contest,
        rounds: await contests.rounds(contest!.id),
        unions: (await unions.forPosters(world.unionId('T-A'))).map(({ code }) => code).sort(),
      }
      await close()
      return found
    })
    expect(posters.unions).toEqual(['T-A', 'T-A-1', 'T-A-2'])
  })
})

describe('of both stores the same files are made', () => {
  const scope = { of: 'whole' } as const
  test.each(['xlsx', 'csv', 'json', 'pdf'] as const)('results as %s, streamed by a thread and written by a process', async (format) => {
    const [revisionId = ''] = revisionIds.slice(-1)
    await told(async (store) => {
      const exports = workerExports(store, folder)
      const streamed = sha256((await buffer(await exports.results({ format, revisionId, scope }))).toString('base64'))
      const { path, ...made } = await exports.make({ format, revisionId, scope }, () => undefined)
      expect(sha256((await readFile(path)).toString('base64'))).toBe(streamed)
      return { streamed, made }
    })
  })

  it('the published log, and a round as it once stood', async () => {
    const log = await told(async (store) =>
      (await buffer((await workerExports(store, folder).publishedLog({ contents: 'full', slug: null }))!)).toString(),
    )
    expect(log).toContain('hoithi-log/1')
    const job = { roundId: world.roundId, upTo: { seq: 5 }, page: 1, pageSize: 10 }
    expect(await told((store) => workerExports(store, folder).replay(job))).toMatchObject({ people: 5, head: { seq: 5 } })
  })
})
