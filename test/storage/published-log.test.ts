import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import type { PublishedEntry, PublishedHead } from '../../server/src/ports/published-log.ts'
import { openForProof } from '../../server/src/storage/sqlite/proof-reader.ts'
import { sealingBook } from '../../server/src/storage/sealing-book.ts'
import { verifyPublished } from '../../server/src/verify/published.ts'
import type { Fault } from '../../server/src/verify/fault.ts'
import type { ReplayJob } from '../../server/src/ports/replays.ts'
import { replayRound } from '../../server/src/verify/replay.ts'
import { MINUTE, openWorld, type Person, type World } from '../http/world.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

let world: World
let judge: Person
let lines: string[]
const REASON = 'Nguyễn Văn A nhờ người thi hộ'

beforeAll(async () => {
  world = await openWorld({ rules: { attemptsPerRound: 2, blueprint: [{ count: 6 }] } })
  judge = await world.staff('judge')
  const people: Person[] = []
  for (const right of [1, 4, 6]) {
    const person = await world.contestant('T-A-1')
    people.push(person)
    await world.play(person, { right, prediction: right, takes: right * MINUTE })
  }
  world.clock.set('2021-05-10T00:01:00+07:00')
  await judge.ask('sealRound', { params: { roundId: world.roundId }, body: { reason: 'chốt kỳ 1' } })
  const { rows } = await judge.ask('getResults', { params: { roundId: world.roundId } })
  world.clock.pass(MINUTE)
  await judge.ask('voidAttempt', { params: { attemptId: rows[0]!.attemptId }, body: { reason: REASON } })
  await world.play(people[0]!, { round: 1, right: 3, prediction: 5 })
  const response = await judge.call('downloadFullLog', { query: { contest: world.fixture.slug } })
  expect(response.headers['content-disposition']).toBe('attachment; filename="so-nhan-bai-day-du-thu.jsonl"')
  lines = response.body.trim().split('\n')
})
afterAll(() => world.end())

async function* each(texts: readonly string[]): AsyncGenerator<string> {
  for (const text of texts) yield text
}
const check = (texts: readonly string[]) => verifyPublished(each(texts), { sha256, openBook: sealingBook })
const entries = (): PublishedEntry[] => lines.slice(1).map((line) => JSON.parse(line) as PublishedEntry)

test('anyone may have every link and receipt, and a receipt tells no score; the links and the heads of seals are proved', async () => {
  const response = await world.nobody.call('downloadLog')
  expect(response.headers['content-disposition']).toBe('attachment; filename="so-nhan-bai.jsonl"')
  const links = response.body.trim().split('\n')
  expect(links.slice(1).map((line) => Object.keys(JSON.parse(line) as object).sort())).toEqual(
    entries().map(({ kind }) => [...['at', 'hash', 'kind', 'payload', 'prevHash'], ...(kind === 'submission' ? ['receipt'] : []), 'seq']),
  )
  expect(response.body).not.toMatch(/"score":|contestantId|unionId/)
  const { ledger } = await check(links)
  expect([ledger.faults(), Object.fromEntries(ledger.tallies())]).toEqual([
    [],
    { chain: { checked: 7, faults: 0 }, seals: { checked: 2, faults: 0 } },
  ])
  const forged = links.map((line, index) => (index === 3 ? line.replace(/"hash":"./, '"hash":"g') : line))
  expect((await check(forged)).ledger.faults().map(({ check: name, field }) => `${name} ${field}`)).toEqual(['chain prevHash', 'seals chainHash'])
})

describe('the log for observers', () => {
  it('tells every link, what was handed in of rounds that are sealed, and nothing of others but that it happened', () => {
    const head = JSON.parse(lines[0]!) as PublishedHead
    expect([head.format, head.head.seq, head.rounds.map(({ title, revisions }) => [title, revisions.length])]).toEqual([
      'hoithi-log/1',
      entries().length,
      [
        ['Kỳ 1', 2],
        ['Kỳ 2', 0],
      ],
    ])
    expect(entries().map(({ kind, payload }) => [kind, payload === null ? 'withheld' : 'told'])).toEqual([
      ['submission', 'told'],
      ['submission', 'told'],
      ['submission', 'told'],
      ['seal', 'withheld'],
      ['void', 'withheld'],
      ['seal', 'withheld'],
      ['submission', 'withheld'],
    ])
  })

  it('holds no name, no phone, no reason and no key', () => {
    const text = lines.join('\n')
    for (const secret of [REASON, 'chốt kỳ 1', 'Nguyễn Văn Thử', '091200', 'BÍ MẬT', '"correct":', judge.id])
      expect([secret, text.includes(secret)]).toEqual([secret, false])
    expect(entries().at(-1)?.facts).toBeUndefined()
  })

  it('proves by itself what was sealed: links, hashes, ranks', async () => {
    const { ledger, withheld } = await check(lines)
    expect([ledger.faults(), withheld]).toEqual([[], 4])
    expect(Object.fromEntries(ledger.tallies())).toMatchObject({
      chain: { checked: 7 },
      entries: { checked: 3 },
      seals: { checked: 2 },
      ranks: { checked: 3 + 2 },
    })
  })

  it('agrees with the database that it came from', async () => {
    const reader = openForProof(`${world.folder}/hoithi.sqlite`, sha256)
    const { ledger } = await verifyPublished(each(lines), { sha256, openBook: sealingBook }, reader)
    reader.close()
    expect([ledger.faults(), Object.fromEntries(ledger.tallies()).published]).toEqual([[], { checked: 7, faults: 0 }])
  })

  test.each<[what: string, change: (texts: string[]) => void, named: string]>([
    ['a score', (texts) => (texts[2] = texts[2]!.replace('\\"score\\":4', '\\"score\\":5')), 'chain: log 2 hash'],
    ['a moment', (texts) => (texts[1] = texts[1]!.replace(/"at":(\d+)/, (_, at: string) => `"at":${Number(at) + 1}`)), 'chain: log 1 hash'],
    ['a hash', (texts) => (texts[5] = texts[5]!.replace(/"hash":"./, '"hash":"g')), 'chain: log 6 prevHash'],
    [
      'which attempt was voided',
      (texts) => (texts[5] = texts[5]!.replace(/"attemptId":"[^"]+"/, '"attemptId":"x"')),
      'ranks: log Cuộc thi thử · Kỳ 1 (2) resultsHash',
    ],
    ['a score that is no number', (texts) => (texts[2] = texts[2]!.replace('\\"score\\":4', '\\"score\\":{}')), 'entries: log 2 payload'],
    ['a line cut out', (texts) => texts.splice(2, 1), 'chain: log 3 seq'],
    ['the end cut off', (texts) => texts.pop(), 'published: log 1 head'],
    [
      'the rules',
      (texts) => (texts[0] = texts[0]!.replace('"counts":"best"', '"counts":"first"').replace('"equals":"sharedRank"', '"equals":"lot"')),
      'ranks: log Cuộc thi thử · Kỳ 1 (1) resultsHash',
    ],
    [
      'the hash of a seal',
      (texts) => (texts[0] = texts[0]!.replace(/"resultsHash":"./, '"resultsHash":"g')),
      'ranks: log Cuộc thi thử · Kỳ 1 (1) resultsHash',
    ],
    ['another file', (texts) => (texts[0] = '{}'), 'published: log 1 format'],
    ['a line that is no JSON', (texts) => (texts[3] = '{'), 'published: log 3 JSON'],
  ])('%s that was changed is named', async (_what, change, named) => {
    const texts = [...lines]
    change(texts)
    const told = (fault: Fault) => `${fault.check}: ${fault.table} ${fault.key} ${fault.field}`
    expect((await check(texts)).ledger.faults().map(told)).toContain(named)
  })
})

describe('a round as the log once ranked it', () => {
  const ranking = async (upTo: ReplayJob['upTo']) => {
    const reader = openForProof(`${world.folder}/hoithi.sqlite`, sha256)
    const { rows, head, sealed } = (await replayRound(reader, sha256, { roundId: world.roundId, upTo, page: 1, pageSize: 10 }))!
    reader.close()
    return { seq: head.seq, sealed, scores: rows.map(({ rank, score }) => [rank, score]) }
  }
  it('before anything, after an entry, at a moment, and now', async () => {
    expect(await ranking({ seq: 0 })).toMatchObject({ seq: 0, scores: [] })
    expect(await ranking({ seq: 2 })).toMatchObject({ seq: 2, sealed: true })
    expect((await ranking({ seq: 2 })).scores.length).toBe(2)
    expect(await ranking({ at: entries()[2]!.at })).toMatchObject({ seq: 3 })
    const official = await judge.ask('getResults', { params: { roundId: world.roundId }, query: { revision: 1 } })
    expect((await ranking({ at: entries()[3]!.at })).scores).toEqual(official.rows.map(({ rank, score }) => [rank, score]))
    expect((await ranking({ at: world.clock.now() })).scores.length).toBe(2)
  })

  it('page by page, with how many people it ranks', async () => {
    const reader = openForProof(`${world.folder}/hoithi.sqlite`, sha256)
    const page = async (number: number, pageSize: number) =>
      (await replayRound(reader, sha256, { roundId: world.roundId, upTo: { seq: 3 }, page: number, pageSize }))!
    const whole = await page(1, 10)
    expect(whole.rows.map(({ position }) => position)).toEqual([1, 2, 3])
    for (const number of [1, 2, 3, 4]) expect(await page(number, 1)).toEqual({ ...whole, rows: whole.rows.slice(number - 1, number) })
    expect([whole.total, (await page(2, 2)).rows]).toEqual([3, whole.rows.slice(2)])
    reader.close()
  })

  it('before the seal without the prediction, whose target nobody may reckon yet', async () => {
    const { rows } = await judge.ask('getRanking', { params: { roundId: world.secondRoundId } })
    expect(rows.map(({ score, predictionDistance }) => [score, predictionDistance])).toEqual([[3, null]])
  })
})
