import { afterEach, describe, expect, test } from 'vitest'
import { plainSettings } from '../../server/src/domain/contest.ts'
import { readPdf } from '../formats/read-pdf.ts'
import { scannedLink } from '../formats/read-poster.ts'
import { questions } from '../support/contest.ts'
import { expectRefused, MINUTE, openWorld, type Person, type World } from './world.ts'

let world: World
afterEach(() => world.end())

const level = () => world.services.projector.catchUp()
const standing = (who: Person, attemptId: string) => who.ask('getStanding', { params: { attemptId } })
const CLOSED = '2021-05-10T00:31:00+07:00'
const seal = async (roundId = world.roundId) => (await world.staff('judge')).ask('sealRound', { params: { roundId }, body: { reason: 'hết kỳ thi' } })

describe('where an attempt puts its contestant', () => {
  test('is told overall and in their union, while it may change, when the round is closed, and for good after the seal', async () => {
    world = await openWorld()
    const [first, second, elsewhere] = [await world.contestant('T-A-1'), await world.contestant('T-A-1'), await world.contestant('T-B-1')]
    await world.play(elsewhere, { right: 4 })
    await world.play(first, { right: 3 })
    const { attemptId } = await world.play(second, { right: 2 })
    expect(await standing(second, attemptId)).toMatchObject({ pending: true, overall: null, union: null })
    await level()
    const closesAt = Date.parse('2021-05-10T00:00:00+07:00')
    const ranks = { overall: { rank: 3, total: 3 }, union: { rank: 2, total: 2 }, counts: true, pending: false, voided: false, closesAt }
    expect(await standing(second, attemptId)).toMatchObject({ ...ranks, state: 'live', veil: null, sealedAt: null })
    world.clock.set(CLOSED)
    expect(await standing(second, attemptId)).toMatchObject({ ...ranks, state: 'over', sealedAt: null })
    await seal()
    expect(await standing(second, attemptId)).toMatchObject({ ...ranks, state: 'sealed', sealedAt: Date.parse(CLOSED) })
  })

  test('says which of two attempts counts; a void one never does', async () => {
    world = await openWorld()
    const who = await world.contestant()
    const good = await world.play(who, { right: 3 })
    const worse = await world.play(who, { right: 1 })
    await level()
    expect((await standing(who, good.attemptId)).counts).toBe(true)
    expect((await standing(who, worse.attemptId)).counts).toBe(false)
    await (await world.staff('judge')).ask('voidAttempt', { params: { attemptId: good.attemptId }, body: { reason: 'thi hộ người khác' } })
    await level()
    expect(await standing(who, good.attemptId)).toMatchObject({ voided: true, counts: false })
    expect(await standing(who, worse.attemptId)).toMatchObject({ voided: false, counts: true, overall: { rank: 1, total: 1 } })
  })

  test('does not say which of two attempts is the better one while scores are hidden', async () => {
    world = await openWorld({ rules: { showScore: 'afterSeal' } })
    const who = await world.contestant()
    const good = await world.play(who, { right: 3 })
    const worse = await world.play(who, { right: 1 })
    await level()
    for (const { attemptId } of [good, worse]) expect((await standing(who, attemptId)).counts).toBeNull()
    world.clock.set(CLOSED)
    await seal()
    expect((await standing(who, good.attemptId)).counts).toBe(true)
    expect((await standing(who, worse.attemptId)).counts).toBe(false)
  })

  test.each([
    ['a hidden board gives no rank', { board: 'afterClose' }, 'hidden', null],
    ['a board that stands still gives the rank of its last minute', { board: 'frozen', frozenMinutes: 60 }, 'frozen', { rank: 1, total: 1 }],
  ] as const)('%s', async (_name, rules, kind, overall) => {
    world = await openWorld({ rules })
    const who = await world.contestant()
    const { attemptId } = await world.play(who, { right: 1 })
    world.clock.set('2021-05-09T23:30:00+07:00')
    await world.play(await world.contestant(), { right: 4 })
    await level()
    expect(await standing(who, attemptId)).toMatchObject({ veil: { kind, until: Date.parse('2021-05-10T00:00:00+07:00') }, overall })
  })

  test('is nobody else’s business, and there is none while the attempt runs', async () => {
    world = await openWorld()
    const who = await world.contestant()
    const { attemptId } = await who.ask('startAttempt', { params: { roundId: world.roundId } })
    expectRefused(await who.call('getStanding', { params: { attemptId } }), 'not-found')
    await who.ask('submitAttempt', { params: { attemptId } })
    expectRefused(await (await world.contestant()).call('getStanding', { params: { attemptId } }), 'not-found')
    expectRefused(await world.nobody.call('getStanding', { params: { attemptId } }), 'not-logged-in')
  })
})

describe('one’s own attempts', () => {
  test('come newest first and in pages, with receipt and score, and with the rank once sealed where the attempt counts', async () => {
    world = await openWorld({ rules: { showAnswers: 'afterSeal' } })
    const who = await world.contestant()
    await world.play(await world.contestant(), { right: 4 })
    const good = await world.play(who, { right: 3 })
    const worse = await world.play(who, { right: 1 })
    const list = (query = {}) => who.ask('listOwnAttempts', { query })
    expect((await list()).attempts.map(({ number, score, place, sealed, receipt }) => [number, score, place, sealed, receipt])).toEqual([
      [2, 1, null, false, worse.receipt],
      [1, 3, null, false, good.receipt],
    ])
    expect(await list({ page: 2, pageSize: 1 })).toMatchObject({ total: 2, page: 2, attempts: [{ id: good.attemptId }] })
    world.clock.set(CLOSED)
    await seal()
    expect((await list()).attempts.map(({ number, place, sealed }) => [number, place, sealed])).toEqual([
      [2, null, true],
      [1, { rank: 2, total: 2 }, true],
    ])
  })

  test('hide scores where the rules do, and a run-out attempt is finished when it is seen here', async () => {
    world = await openWorld({ rules: { showScore: 'afterSeal' } })
    const who = await world.contestant()
    await who.ask('startAttempt', { params: { roundId: world.roundId } })
    const seen = async () => (await who.ask('listOwnAttempts')).attempts[0]
    expect(await seen()).toMatchObject({ submittedAt: null, score: null, receipt: null })
    world.clock.pass(60 * MINUTE)
    expect(await seen()).toMatchObject({ finishedBy: 'deadline', score: null, receipt: expect.stringMatching(/^.{4}-.{4}-.{4}$/) as string })
  })

  test('keep practice apart, which has a score but no receipt; others have nothing there', async () => {
    const tagged = questions.map((question) => ({ ...question, code: `${question.code}-T`, tags: ['thi thử'] }))
    world = await openWorld({ practice: [1], rules: { showScore: 'afterSeal' }, questions: [...questions, ...tagged] })
    const who = await world.contestant()
    await world.play(who)
    // The second round opens a week later.
    world.clock.set('2021-05-11T08:00:00+07:00')
    await world.play(who, { round: 1, right: 2 })
    const practice = (await who.ask('listOwnAttempts', { query: { practice: 'yes' } })).attempts
    expect(practice).toMatchObject([{ round: { practice: true }, score: 2, receipt: null, place: null, reviewable: true }])
    expect((await who.ask('listOwnAttempts')).total).toBe(1)
    expect((await (await world.contestant()).ask('listOwnAttempts')).total).toBe(0)
  })
})

describe('the certificate', () => {
  const certificate = { ...plainSettings.certificate, given: true, signedBy: 'TM. Ban tổ chức' }
  const ask = (who: Person, roundId = world.roundId) => who.call('getCertificate', { params: { roundId } })

  test('of a sealed round names person, union, round and contest, and neither score nor rank; its symbol leads to the page that checks it', async () => {
    world = await openWorld({ settings: { certificate } }, { env: { PUBLIC_URL: 'https://thi.example' } })
    const who = await world.contestant('T-A-1', 'Lò Thị Hoàn Thành')
    const { attemptId, receipt } = await world.play(who, { right: 3 })
    await world.play(who, { right: 1 })
    expectRefused(await ask(who), 'not-sealed')
    expect((await standing(who, attemptId)).certificate).toBe(false)
    world.clock.set(CLOSED)
    await seal()
    expect((await standing(who, attemptId)).certificate).toBe(true)
    expect((await who.ask('listOwnAttempts')).attempts.map(({ certificate }) => certificate)).toEqual([false, true])
    const file = await ask(who)
    expect(file.headers).toMatchObject({ 'content-type': 'application/pdf', 'content-disposition': 'attachment; filename="giay-chung-nhan.pdf"' })
    const [page] = readPdf(file.rawPayload)
    for (const words of [
      'GIẤY CHỨNG NHẬN',
      'Lò Thị Hoàn Thành',
      'THCS',
      'Kỳ 1',
      'Cuộc thi thử',
      'TM. BAN TỔ CHỨC',
      receipt,
      'Ngày 10 tháng 05 năm 2021',
    ])
      expect(page!.text).toContain(words)
    expect(page!.text).not.toMatch(/điểm|hạng|09\d{8}/i)
    expect(scannedLink(page!)).toBe(`https://thi.example/chung-nhan?ma=${receipt}`)
    expectRefused(await ask(await world.contestant()), 'no-certificate')
    expectRefused(await ask(who, world.secondRoundId), 'not-sealed')
  })

  test('is not given where the contest gives none, nor of a void attempt', async () => {
    world = await openWorld()
    const who = await world.contestant()
    await world.play(who)
    world.clock.set(CLOSED)
    await seal()
    expectRefused(await ask(who), 'no-certificate')
    await world.end()
    world = await openWorld({ settings: { certificate } })
    const other = await world.contestant()
    const { attemptId } = await world.play(other)
    await world.play(await world.contestant())
    world.clock.set(CLOSED)
    await seal()
    await (await world.staff('judge')).ask('voidAttempt', { params: { attemptId }, body: { reason: 'thi hộ người khác' } })
    expectRefused(await ask(other), 'no-certificate')
  })
})

describe('the published log', () => {
  test('has a line for every receipt, chained to the one before, and names nobody and no score', async () => {
    world = await openWorld()
    const who = await world.contestant('T-A-1', 'Lò Thị Riêng Tư')
    const played = [await world.play(who), await world.play(who), await world.play(await world.contestant())]
    await (await world.staff('judge')).ask('voidAttempt', { params: { attemptId: played[0]!.attemptId }, body: { reason: 'thi hộ người khác' } })
    const log = await world.nobody.ask('listLog')
    expect(log.lines.map(({ seq, kind, receipt, roundTitle }) => [seq, kind, receipt, roundTitle])).toEqual([
      ...played.map(({ receipt }, index) => [index + 1, 'submission', receipt, 'Kỳ 1']),
      [4, 'void', null, 'Kỳ 1'],
    ])
    expect(log.lines.map(({ prevHash }) => prevHash)).toEqual(['0'.repeat(64), ...log.lines.slice(0, -1).map(({ hash }) => hash)])
    expect([log.total, log.headHash]).toEqual([4, log.lines[3]!.hash])
    for (const secret of ['Riêng Tư', who.id, who.phone, 'thi hộ', 'score']) expect(JSON.stringify(log)).not.toContain(secret)
    expect((await world.nobody.ask('listLog', { query: { from: 2, pageSize: 2 } })).lines.map(({ seq }) => seq)).toEqual([2, 3])
    expect((await world.nobody.ask('listLog', { query: { from: 9 } })).lines).toEqual([])
  })
})
