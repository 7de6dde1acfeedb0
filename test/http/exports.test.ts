import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { readXlsx } from 'hucre/xlsx'
import { buffer } from 'node:stream/consumers'
import { scopeOf } from '../../server/src/domain/export-scope.ts'
import { resultFile } from '../../server/src/formats/results/result-file.ts'
import { vietnameseFonts } from '../../server/src/pdf-fonts.ts'
import { openSealedReads } from '../../server/src/storage/sqlite/sealed-reads.ts'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { expectRefused, openWorld, type Person, type World } from './world.ts'

const FORMATS = ['xlsx', 'csv', 'pdf', 'json'] as const
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

let world: World
let judge: Person
let organiser: Person
let people: Person[]

/** Two rounds, both sealed; of the first an attempt was voided, so that it has a second revision. */
beforeAll(async () => {
  world = await openWorld({ rules: { attemptsPerRound: 2 } })
  ;[judge, organiser] = [await world.staff('judge'), await world.staff('organiser')]
  people = []
  for (const [name, code, right] of [
    ['Nguyễn Thị Án', 'T-A-1', 4],
    ['=Đỗ Văn Ân', 'T-A-2', 3],
    ['Lò A Dũng', 'T-B-1', 2],
    ['Vàng Thị Muộn', 'T-A-1', 1],
  ] as const) {
    const person = await world.contestant(code, name)
    people.push(person)
    await world.play(person, { right })
  }
  const saved = await organiser.ask('saveDivisions', {
    params: { slug: world.fixture.slug },
    body: { divisions: [{ id: null, name: 'Bảng A' }], reason: 'chia bảng' },
  })
  const divisionId = saved.divisions[0]!.id
  await organiser.ask('assignDivision', {
    params: { slug: world.fixture.slug },
    body: { divisionId, unionIds: [world.unionId('T-A')], filter: {}, unions: 1, inIt: 0, reason: 'chia bảng' },
  })
  world.clock.set('2021-05-10T08:00:00+07:00')
  await judge.ask('sealRound', { params: { roundId: world.roundId }, body: { reason: 'chốt kỳ 1' } })
  const { rows } = await judge.ask('getResults', { params: { roundId: world.roundId } })
  await judge.ask('voidAttempt', { params: { attemptId: rows[0]!.attemptId }, body: { reason: 'thi hộ người khác' } })
  for (const person of people.slice(1, 3)) await world.play(person, { round: 1, right: 2 })
  world.clock.set('2021-05-17T08:00:00+07:00')
  await judge.ask('sealRound', { params: { roundId: world.secondRoundId }, body: { reason: 'chốt kỳ 2' } })
})
afterAll(() => world.end())

type Scope = Parameters<typeof scopeOf>[0] & { revision?: number }
/** What the worker writes, in this thread: a worker takes seconds to start from source. */
const file = async (format: (typeof FORMATS)[number], { revision, ...scope }: Scope = {}, roundId = world.roundId): Promise<Buffer> => {
  const revisions = await world.services.storage.results.revisions(roundId)
  const { id: revisionId } = revisions.find(({ number }) => revision === undefined || number === revision)!
  const reads = await openSealedReads(join(world.folder, 'hoithi.sqlite'), (text) => sha256(Buffer.from(text)))
  const bytes = await buffer(resultFile(reads, { format, revisionId, scope: scopeOf(scope) }, vietnameseFonts, () => undefined))
  await reads.close()
  return bytes
}
const names = async (query: Scope = {}): Promise<string[]> =>
  (parse(await file('csv', query), { bom: true, columns: true }) as Record<string, string>[]).map((row) => row['Họ và tên']!)

describe('whose results a file holds', () => {
  test.each<[string, () => Scope, string[]]>([
    ['everybody’s, of the newest revision', () => ({}), ["'=Đỗ Văn Ân", 'Lò A Dũng', 'Vàng Thị Muộn']],
    ['of the first revision', () => ({ revision: 1 }), ['Nguyễn Thị Án', "'=Đỗ Văn Ân", 'Lò A Dũng', 'Vàng Thị Muộn']],
    ['of a union with all below it', () => ({ unionId: world.unionId('T-A') }), ["'=Đỗ Văn Ân", 'Vàng Thị Muộn']],
    ['of a lowest union', () => ({ unionId: world.unionId('T-B-1') }), ['Lò A Dũng']],
    ['of a kind of contestant', () => ({ contestantKind: 'member' }), ["'=Đỗ Văn Ân", 'Lò A Dũng', 'Vàng Thị Muộn']],
    ['of a kind that nobody was', () => ({ contestantKind: 'officer' }), []],
  ])('%s', async (_what, scope, expected) => {
    expect(await names(scope())).toEqual(expected)
  })

  it('of a division: its unions with all below them', async () => {
    const { divisions } = await organiser.ask('listDivisions', { params: { slug: world.fixture.slug } })
    expect(await names({ divisionId: divisions[0]!.id })).toEqual(["'=Đỗ Văn Ân", 'Vàng Thị Muộn'])
  })

  it('of a union or division that the seal does not know there is none', async () => {
    const params = { roundId: world.roundId, format: 'csv' }
    expectRefused(await judge.call('exportResults', { params, query: { unionId: 'khong-co' } }), 'not-found')
    expectRefused(await judge.call('exportResults', { params, query: { divisionId: 'khong-co' } }), 'not-found')
  })
})

describe('what a file says', () => {
  it('voided attempts with who voided them and why, in the revision that leaves them out and not in the one before', async () => {
    const voided = async (revision: number) =>
      (await readXlsx(await file('xlsx', { revision }))).sheets.find(({ name }) => name === 'Lượt bị huỷ')!.rows
    expect((await voided(1)).length).toBe(1)
    expect((await voided(2))[1]).toEqual(expect.arrayContaining(['Nguyễn Thị Án', 'thi hộ người khác']))
  })

  it('the whole contest in the revision that was sealed once every round was', async () => {
    const overall = async (roundId: string) =>
      (await readXlsx(await file('xlsx', {}, roundId))).sheets.find(({ name }) => name === 'Toàn cuộc thi')?.rows.slice(1)
    expect(await overall(world.roundId)).toBeUndefined()
    expect((await overall(world.secondRoundId))?.map((row) => [row[0], row[1], row[4], row[5]])).toEqual([
      [1, '=Đỗ Văn Ân', 2, 5],
      [2, 'Lò A Dũng', 2, 4],
      [3, 'Vàng Thị Muộn', 1, 1],
    ])
  })

  it('JSON holds the same people, with what proves them', async () => {
    const { revision } = await judge.ask('getResults', { params: { roundId: world.roundId } })
    const json = JSON.parse((await file('json')).toString()) as Record<string, unknown> & { about: unknown; people: unknown[] }
    expect(json.format).toBe('hoithi-results/1')
    expect(json.about).toMatchObject({ revision: 2, chainSeq: revision.chainSeq, chainHash: revision.chainHash, people: 3, scope: { of: 'whole' } })
    expect(json.people).toMatchObject([{ rank: 1, fullName: '=Đỗ Văn Ân', score: 3 }, { rank: 2 }, { rank: 3, decidedBy: 'last' }])
    expect(json.statistics).toMatchObject({
      scores: [{ score: 3, people: 1 }, { score: 2 }, { score: 1 }],
      kinds: [{ kind: 'member', people: 3, mean: 2 }],
    })
  })
})

describe('the same revision', () => {
  it('always gives the same bytes: later, by another person, after people and contest got other names', async () => {
    const before = await Promise.all(FORMATS.map((format) => file(format)))
    world.clock.pass(3_600_000)
    const { id } = people[1]!
    await organiser.ask('correctContestant', {
      params: { contestantId: id },
      body: { fullName: 'Đỗ Văn Ấn', birthDate: '1991-01-01', contestantKind: 'officer', reason: 'nhập nhầm tên' },
    })
    await organiser.ask('correctContestant', {
      params: { contestantId: people[0]!.id },
      body: { fullName: 'Nguyễn Thị Ánh', birthDate: '1990-01-01', contestantKind: 'member', reason: 'nhập nhầm tên' },
    })
    const after = await Promise.all(FORMATS.map((format) => file(format)))
    expect(FORMATS.map((format, index) => [format, sha256(after[index]!)])).toEqual(FORMATS.map((format, index) => [format, sha256(before[index]!)]))
  })
})

test.each([
  ['pdf', 'application/pdf'],
  ['json', 'application/json; charset=utf-8'],
] as const)('the worker streams %s with its type and name, byte for byte what this thread writes', async (format, type) => {
  const response = await judge.call('exportResults', { params: { roundId: world.roundId, format } })
  const { 'content-type': told, 'content-disposition': name } = response.headers
  expect([response.statusCode, told, name]).toEqual([200, type, `attachment; filename="ket-qua-thu-ky-1-ban-2.${format}"`])
  expect(sha256(response.rawPayload)).toBe(sha256(await file(format)))
})

describe('a file made in the background', () => {
  const made = async (body: object) => {
    let job = await judge.ask('startExport', { params: { roundId: world.roundId }, body })
    for (let tries = 0; job.state !== 'ready' && job.state !== 'failed' && tries < 300; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50))
      job = await judge.ask('getExport', { params: { exportId: job.id } })
    }
    return job
  }

  it('tells how far it is, its SHA-256, and whether the one before had the same bytes', async () => {
    const first = await made({ format: 'csv', unionId: world.unionId('T-A') })
    expect(first).toMatchObject({ state: 'ready', done: 2, total: 2, name: 'ket-qua-thu-ky-1-ban-2-ldld-huyen-a.csv', alike: null })
    const response = await organiser.call('downloadExport', { params: { exportId: first.id } })
    expect([response.headers['content-disposition'], response.rawPayload.length, sha256(response.rawPayload)]).toEqual([
      `attachment; filename="${first.name}"`,
      first.bytes,
      first.sha256,
    ])
    expect(await made({ format: 'csv', unionId: world.unionId('T-A') })).toMatchObject({ sha256: first.sha256, alike: true })
    expect(await made({ format: 'csv' })).toMatchObject({ alike: null, name: 'ket-qua-thu-ky-1-ban-2.csv' })
  })

  it('is listed with its revision', async () => {
    const { files, total } = await judge.ask('listExports', { params: { roundId: world.roundId }, query: { pageSize: 2 } })
    expect([total, files.map(({ format, scopeName, actor }) => [format, scopeName, actor])]).toEqual([
      3,
      [
        ['csv', '', 'judge'],
        ['csv', 'LĐLĐ huyện A', 'judge'],
      ],
    ])
    expect((await judge.ask('listExports', { params: { roundId: world.roundId }, query: { revision: 1 } })).total).toBe(0)
  })
})
