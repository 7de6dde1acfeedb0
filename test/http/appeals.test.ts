import { afterEach, describe, expect, test } from 'vitest'
import { eraseDue } from '../../server/src/features/own-data/actions.ts'
import { DAY, expectRefused, MINUTE, openWorld, type Person, type World } from './world.ts'

let world: World
afterEach(() => world.end())

const contest = () => ({ params: { slug: world.fixture.slug } })
const rank = { subject: 'rank', body: 'Hạng của tôi chưa đúng' }
const file = (who: Person, attemptId: string, body: object = rank) => who.call('fileAppeal', { params: { attemptId }, body })
const filed = async (who: Person, attemptId: string, body: object = rank): Promise<string> => {
  const response = await file(who, attemptId, body)
  expect(response.statusCode).toBe(200)
  return response.json<{ appealId: string }>().appealId
}
const own = async (who: Person, attemptId: string) => (await who.ask('getAttemptAppeals', { params: { attemptId } })).appeals
const answer = (judge: Person, appealId: string, body: object) =>
  judge.call('answerAppeal', { params: { appealId }, body: { outcome: 'rejected', answer: 'Kết quả đúng thể lệ.', basedOn: 0, ...body } })
const closesAt = async (): Promise<number> => (await world.services.storage.contests.round(world.roundId))!.round.closesAt
const closeRound = async () => {
  world.clock.pass((await closesAt()) - world.clock.now() + MINUTE)
  await world.services.projector.catchUp()
}
const seal = async (judge: Person) => {
  await closeRound()
  await judge.ask('sealRound', { params: { roundId: world.roundId }, body: { reason: 'chốt kỳ 1' } })
}

describe('an appeal', () => {
  test('is filed after the round, looked at, answered, seen to be new, corrected with a reason and audited throughout', async () => {
    world = await openWorld()
    const [an, binh, judge] = [await world.contestant(), await world.contestant(), await world.staff('judge')]
    const { attemptId } = await world.play(an)
    await world.play(binh)
    expectRefused(await file(an, attemptId), 'appeals-not-yet')
    expect(await an.ask('getAttemptAppeals', { params: { attemptId } })).toMatchObject({ state: 'before', opensAt: await closesAt(), mayFile: false })
    await seal(judge)
    expectRefused(await file(binh, attemptId), 'not-found')
    expectRefused(await file(an, attemptId, { ...rank, position: 2 }), 'invalid-request')
    expectRefused(await file(an, attemptId, { ...rank, subject: 'question', position: 500 }), 'unknown-position')
    const appealId = await filed(an, attemptId)
    expect(await filed(an, attemptId, { ...rank, body: ` ${rank.body.normalize('NFD')} ` })).toBe(appealId)
    expectRefused(await file(an, attemptId, { ...rank, body: 'Đơn thứ hai' }), 'appeal-waiting')
    expect(await judge.ask('getSealing', { params: { roundId: world.roundId } })).toMatchObject({ openAppeals: 1 })

    expect((await judge.call('reviewAppeal', { params: { appealId } })).statusCode).toBe(200)
    expect(await own(an, attemptId)).toMatchObject([{ state: 'underReview', answer: null, onBehalf: false }])
    expectRefused(await answer(judge, appealId, { outcome: 'accepted', measure: 'keyCorrected' }), 'appeal-not-done')
    expectRefused(await answer(judge, appealId, { outcome: 'accepted' }), 'invalid-request')
    expect((await answer(judge, appealId, {})).statusCode).toBe(200)
    expect(await an.ask('getNews', contest())).toMatchObject({ newAnswers: 1 })
    expect(await binh.ask('getNews', contest())).toMatchObject({ newAnswers: 0 })
    await binh.ask('markAppealsSeen', { ...contest(), body: { appealIds: [appealId] } })
    expect((await own(an, attemptId))[0]).toMatchObject({
      state: 'rejected',
      answer: { text: 'Kết quả đúng thể lệ.', isNew: true, corrected: false },
    })
    await an.ask('markAppealsSeen', { ...contest(), body: { appealIds: [appealId] } })
    expect(await an.ask('getNews', contest())).toMatchObject({ newAnswers: 0 })

    expectRefused(await answer(judge, appealId, {}), 'answered-meanwhile')
    expectRefused(await answer(judge, appealId, { outcome: 'accepted', measure: 'other', basedOn: 1 }), 'invalid-request')
    await answer(judge, appealId, { outcome: 'accepted', measure: 'other', answer: 'Ban giám khảo xem lại.', basedOn: 1, reason: 'xem lại hồ sơ' })
    expect((await own(an, attemptId))[0]).toMatchObject({ state: 'accepted', answer: { measure: 'other', isNew: true, corrected: true } })
    expectRefused(await an.call('withdrawAppeal', { params: { appealId } }), 'appeal-answered')
    const { rows } = await world.services.storage.audit.list({ page: 1, pageSize: 10, search: appealId, order: 'asc' })
    expect(rows.map(({ action, reason }) => [action, reason])).toEqual([
      ['fileAppeal', rank.body],
      ['reviewAppeal', 'bắt đầu xem xét'],
      ['answerAppeal', 'Kết quả đúng thể lệ.'],
      ['correctAppealAnswer', 'xem lại hồ sơ'],
    ])
    expect(rows.at(-1)?.details).toMatchObject({ before: { state: 'rejected' }, after: { state: 'accepted', measure: 'other' } })
  })

  test('is taken until the last minute of the third day after the seal; a later revision begins no new days, a void of one’s own attempt does', async () => {
    world = await openWorld()
    const [an, binh, judge] = [await world.contestant(), await world.contestant(), await world.staff('judge')]
    const [mine, others] = [await world.play(an), await world.play(binh)]
    await seal(judge)
    const { closesAt: until } = await an.ask('getAttemptAppeals', { params: { attemptId: mine.attemptId } })
    expect(new Date((until ?? 0) + 7 * 60 * MINUTE).toISOString()).toMatch(/T00:00:00.000Z$/)
    world.clock.pass((until ?? 0) - world.clock.now() - 1)
    const appealId = await filed(an, mine.attemptId)
    world.clock.pass(1)
    expect(await filed(an, mine.attemptId)).toBe(appealId)
    expectRefused(await file(binh, others.attemptId), 'appeals-over')
    await judge.ask('voidAttempt', { params: { attemptId: others.attemptId }, body: { reason: 'thi hộ người khác' } })
    expect(await binh.ask('getAttemptAppeals', { params: { attemptId: others.attemptId } })).toMatchObject({
      state: 'open',
      voided: true,
      mayFile: true,
    })
    await filed(binh, others.attemptId, { subject: 'void', body: 'Tôi tự làm bài' })
    expect((await an.ask('getAttemptAppeals', { params: { attemptId: mine.attemptId } })).state).toBe('over')
  })

  test('of a void can be filed at once, though the round is open', async () => {
    world = await openWorld()
    const [an, judge] = [await world.contestant(), await world.staff('judge')]
    const { attemptId } = await world.play(an)
    await judge.ask('voidAttempt', { params: { attemptId }, body: { reason: 'thi hộ người khác' } })
    expect(await filed(an, attemptId, { subject: 'void', body: 'Tôi tự làm bài' })).toBeTruthy()
  })

  test('is taken back while it waits, twice the same; at most three of one attempt', async () => {
    world = await openWorld()
    const [an, binh, judge] = [await world.contestant(), await world.contestant(), await world.staff('judge')]
    const { attemptId } = await world.play(an)
    await closeRound()
    for (const body of ['Đơn thứ nhất', 'Đơn thứ hai', 'Đơn thứ ba']) {
      const appealId = await filed(an, attemptId, { ...rank, body })
      expectRefused(await binh.call('withdrawAppeal', { params: { appealId } }), 'not-found')
      await an.ask('withdrawAppeal', { params: { appealId } })
      await an.ask('withdrawAppeal', { params: { appealId } })
      expectRefused(await judge.call('reviewAppeal', { params: { appealId } }), 'appeal-withdrawn')
      world.clock.pass(MINUTE)
    }
    expectRefused(await file(an, attemptId), 'too-many-appeals')
    expect((await own(an, attemptId)).map(({ state, body }) => [state, body])).toEqual([
      ['withdrawn', 'Đơn thứ ba'],
      ['withdrawn', 'Đơn thứ hai'],
      ['withdrawn', 'Đơn thứ nhất'],
    ])
    expect(await judge.ask('listAppeals', contest())).toMatchObject({ open: 0, total: 3 })
  })

  test('tells its contestant no key before the seal; the judge sees it', async () => {
    world = await openWorld()
    const [an, judge] = [await world.contestant(), await world.staff('judge')]
    const { attemptId } = await world.play(an, { right: 3 })
    await closeRound()
    const appealId = await filed(an, attemptId, { subject: 'question', position: 1, body: 'Câu này có hai phương án đúng' })
    const evidence = await judge.ask('getAppealEvidence', { params: { appealId } })
    expect(evidence).toMatchObject({ sealed: false, place: null, done: [], question: { isRight: true, corrected: false } })
    expect(evidence.question!.given).toEqual(evidence.question!.right)
    expect(evidence.log.map(({ kind }) => kind)).toEqual(['submission'])
    for (const reply of [await an.call('getAttemptAppeals', { params: { attemptId } }), await an.call('listOwnAppeals', contest())])
      for (const secret of [evidence.question!.stem, ...evidence.question!.right, evidence.question!.questionId])
        expect(reply.body).not.toContain(secret)
    expectRefused(await an.call('getAppealEvidence', { params: { appealId } }), 'not-allowed')
  })

  const officers: [officerOf: string, asksFor: string | undefined, seen: number | 'not-allowed', reaches: boolean][] = [
    ['T-A', undefined, 1, true],
    ['T-A', 'T-A-1', 1, true],
    ['T-A', 'T-A-2', 0, true],
    ['T-A', 'T-B', 'not-allowed', true],
    ['T-B', undefined, 1, false],
    ['T-A-2', undefined, 0, false],
  ]
  test('is seen and filed by officers of the contestant’s own subtree only, also after the deadline, with a reason', async () => {
    world = await openWorld()
    const [an, binh, judge] = [await world.contestant('T-A-1'), await world.contestant('T-B-1'), await world.staff('judge')]
    const [mine, others] = [await world.play(an), await world.play(binh)]
    await seal(judge)
    const appealId = await filed(an, mine.attemptId)
    await filed(binh, others.attemptId)
    for (const [officerOf, asksFor, seen, reaches] of officers) {
      const officer = await world.staff('officer', officerOf)
      const input = { ...contest(), query: asksFor === undefined ? {} : { unionId: world.unionId(asksFor) } }
      if (seen === 'not-allowed') expectRefused(await officer.call('listAppeals', input), 'not-allowed')
      else expect((await officer.ask('listAppeals', input)).appeals).toHaveLength(seen)
      const one = await officer.call('getAppeal', { params: { appealId } })
      if (reaches) expect(one.body).not.toContain(an.phone)
      else expectRefused(one, 'not-allowed')
      const filing = await officer.call('fileAppealFor', { params: { attemptId: mine.attemptId }, body: { ...rank, reason: 'gặp tại trụ sở' } })
      expect(filing.statusCode).toBe(reaches ? 200 : 403)
    }
    await answer(judge, appealId, {})
    world.clock.pass(30 * DAY)
    const officer = await world.staff('officer', 'T-A')
    expectRefused(await file(an, mine.attemptId), 'appeals-over')
    const body = { ...rank, body: 'Người lao động đi biển dài ngày', reason: 'nộp đơn giấy tại trụ sở' }
    const late = await officer.ask('fileAppealFor', { params: { attemptId: mine.attemptId }, body })
    expect(late.late).toBe(true)
    expect((await own(an, mine.attemptId))[0]).toMatchObject({ onBehalf: true, state: 'received', body: body.body })
    const told = await judge.ask('getAppeal', { params: { appealId: late.appealId } })
    expect(told).toMatchObject({
      appeal: { late: true, filedBy: expect.any(String) as string },
      others: [{ id: appealId, filedBy: null, state: 'rejected' }],
    })
  })

  test('the list: those that wait first and the soonest due before the others; by state, subject, round and words; days overdue are counted', async () => {
    world = await openWorld()
    const judge = await world.staff('judge')
    const people = [
      await world.contestant('T-A-1', 'Lò Thị Chi'),
      await world.contestant('T-A-2', 'Đỗ Văn Bình'),
      await world.contestant('T-B-1', 'Tòng Văn An'),
    ]
    const attempts: string[] = []
    for (const who of people) attempts.push((await world.play(who)).attemptId)
    await closeRound()
    const ids: string[] = []
    for (const [index, who] of people.entries()) {
      ids.push(
        await filed(who, attempts[index]!, { subject: index === 1 ? 'time' : 'rank', body: ['Tính lại giờ', 'Nộp bài muộn', 'Điểm thấp'][index] }),
      )
      world.clock.pass(2 * DAY)
    }
    await answer(judge, ids[0]!, {})
    const names = async (query: Record<string, string | number>) =>
      (await judge.ask('listAppeals', { ...contest(), query })).appeals.map(({ contestantName }) => contestantName)
    const asked: [query: Record<string, string | number>, names: string[]][] = [
      [{}, ['Đỗ Văn Bình', 'Tòng Văn An', 'Lò Thị Chi']],
      [{ state: 'open' }, ['Đỗ Văn Bình', 'Tòng Văn An']],
      [{ state: 'rejected' }, ['Lò Thị Chi']],
      [{ subject: 'time' }, ['Đỗ Văn Bình']],
      [{ roundId: world.secondRoundId }, []],
      [{ unionId: world.unionId('T-A') }, ['Đỗ Văn Bình', 'Lò Thị Chi']],
      [{ search: 'tong van' }, ['Tòng Văn An']],
      [{ search: 'tinh lai' }, ['Lò Thị Chi']],
      [{ sort: 'name' }, ['Tòng Văn An', 'Đỗ Văn Bình', 'Lò Thị Chi']],
      [{ sort: 'filedAt', order: 'desc', pageSize: 1, page: 2 }, ['Đỗ Văn Bình']],
    ]
    for (const [query, expected] of asked) expect(await names(query), JSON.stringify(query)).toEqual(expected)
    expect(await judge.ask('listAppeals', contest())).toMatchObject({ open: 2, overdue: 0 })
    world.clock.pass(3 * DAY)
    expect(await judge.ask('listAppeals', { ...contest(), query: { state: 'overdue' } })).toMatchObject({ open: 2, overdue: 1, total: 1 })
  })

  test('stands in one’s own data; once one has left, what was written is gone and its outcome stays', async () => {
    world = await openWorld()
    const [judge, administrator] = [await world.staff('judge'), await world.staff('administrator')]
    const body = {
      phone: '0987654321',
      password: 'mat khau dai',
      fullName: 'Giàng A Páo',
      birthDate: '1990-01-01',
      contestantKind: 'member',
      consentVersion: 'v1',
    }
    const { me } = await world.nobody.ask('registerContestant', { body: { ...body, unionId: world.unionId('T-A-1') } })
    const who = world.registered(me.id, world.unionId('T-A-1'))
    const { attemptId } = await world.play(who)
    await seal(judge)
    const appealId = await filed(who, attemptId, { ...rank, body: 'Điều tôi muốn quên' })
    await answer(judge, appealId, { answer: 'Trả lời cho Páo.' })
    expect((await who.ask('getOwnData')).appeals).toMatchObject([
      { body: 'Điều tôi muốn quên', state: 'rejected', answer: 'Trả lời cho Páo.', onBehalf: false },
    ])
    expect((await who.call('exportOwnData')).body).toContain('Điều tôi muốn quên')
    world.clock.pass(MINUTE)
    const open = await filed(who, attemptId, { ...rank, body: 'Đơn chưa được trả lời' })
    await who.ask('withdrawConsent', { body: { password: 'mat khau dai' } })
    expect((await world.services.storage.appeals.find(open))?.state).toBe('withdrawn')
    expect(await judge.ask('getSealing', { params: { roundId: world.roundId } })).toMatchObject({ openAppeals: 0 })
    world.clock.pass(400 * DAY)
    await eraseDue(world.services)
    expect(await world.services.storage.appeals.find(appealId)).toMatchObject({ state: 'rejected', contestantId: who.id })
    const audit = await administrator.call('listAudit', { query: { pageSize: 100 } })
    for (const words of ['Điều tôi muốn quên', 'Trả lời cho Páo']) {
      expect(JSON.stringify(await world.services.storage.appeals.find(appealId))).not.toContain(words)
      expect(audit.body).not.toContain(words)
    }
  })
})
