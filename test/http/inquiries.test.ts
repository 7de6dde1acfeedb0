import { afterEach, describe, expect, test } from 'vitest'
import { expectRefused, MINUTE, openWorld, type Person, type World } from './world.ts'

let world: World
afterEach(() => world.end())

const contest = () => ({ params: { slug: world.fixture.slug } })
const ask = (who: Person, body: string) => who.ask('askInquiry', { ...contest(), body: { body } })
const answer = (who: Person, inquiryId: string, body: object) => who.call('answerInquiry', { params: { inquiryId }, body })

describe('a question to the organisers', () => {
  test('is asked, answered, seen to be new, read, corrected with a reason, and new again', async () => {
    world = await openWorld()
    const [asker, other, organiser] = [await world.contestant(), await world.contestant(), await world.staff('organiser')]
    const { inquiryId } = await ask(asker, '  Thưa ban tổ chức,\r\nbao giờ công bố?  ')
    expect(await asker.ask('listOwnInquiries', contest())).toMatchObject({
      inquiries: [{ id: inquiryId, body: 'Thưa ban tổ chức,\nbao giờ công bố?', answer: null }],
      mayAsk: 4,
    })
    world.clock.pass(MINUTE)
    expect((await answer(organiser, inquiryId, { answer: 'Sau 5 ngày.', basedOn: 0 })).statusCode).toBe(200)
    expect(await asker.ask('getNews', contest())).toMatchObject({ newAnswers: 1 })
    expect(await other.ask('getNews', contest())).toMatchObject({ newAnswers: 0 })
    expect((await other.ask('listOwnInquiries', contest())).inquiries).toEqual([])
    const own = async () => (await asker.ask('listOwnInquiries', contest())).inquiries[0]?.answer
    expect(await own()).toEqual({ text: 'Sau 5 ngày.', at: world.clock.now(), isNew: true, corrected: false })
    await asker.ask('markAnswersSeen', contest())
    expect(await own()).toMatchObject({ isNew: false })
    expect(await asker.ask('getNews', contest())).toMatchObject({ newAnswers: 0 })

    expectRefused(await answer(organiser, inquiryId, { answer: 'Sau 7 ngày.', basedOn: 0 }), 'answered-meanwhile')
    expectRefused(await answer(organiser, inquiryId, { answer: 'Sau 7 ngày.', basedOn: 1 }), 'invalid-request')
    expectRefused(await answer(organiser, inquiryId, { answer: 'Sau 5 ngày.', basedOn: 1, reason: 'ghi nhầm' }), 'nothing-changed')
    expect((await answer(organiser, inquiryId, { answer: 'Sau 7 ngày.', basedOn: 1, reason: 'ghi nhầm' })).statusCode).toBe(200)
    expect(await own()).toMatchObject({ text: 'Sau 7 ngày.', isNew: true, corrected: true })
    const { rows } = await world.services.storage.audit.list({ page: 1, pageSize: 2 })
    expect(rows.map(({ action, reason }) => [action, reason])).toEqual([
      ['correctAnswer', 'ghi nhầm'],
      ['answerInquiry', 'Sau 5 ngày.'],
    ])
  })

  test('has bounds, and at most five of one person wait; an answer makes room again', async () => {
    world = await openWorld()
    const [asker, organiser] = [await world.contestant(), await world.staff('organiser')]
    for (const body of ['', 'Hỏi', 'x'.repeat(1_001)])
      expectRefused(await asker.call('askInquiry', { ...contest(), body: { body } }), 'invalid-request')
    const made = []
    for (let index = 1; index <= 5; index += 1) made.push(await ask(asker, `Câu hỏi số ${index}?`))
    expectRefused(await asker.call('askInquiry', { ...contest(), body: { body: 'Câu hỏi số 6?' } }), 'too-many-inquiries')
    expect(await ask(asker, 'Câu hỏi số 1?'.normalize('NFD'))).toEqual(made[0])
    await answer(organiser, made[0]!.inquiryId, { answer: 'Vâng.', basedOn: 0 })
    await ask(asker, 'Câu hỏi số 6?')
  })

  const officers: [officerOf: string, asksFor: string | undefined, seen: string[] | 'not-allowed', mayAnswer: boolean][] = [
    ['T-A', undefined, ['Hỏi từ A-1?'], true],
    ['T-A', 'T-A-1', ['Hỏi từ A-1?'], true],
    ['T-A', 'T-A-2', [], true],
    ['T-A', 'T-B', 'not-allowed', true],
    ['T-B', undefined, ['Hỏi từ B-1?'], false],
    ['T-A-2', undefined, [], false],
  ]
  test('is seen and answered by officers of the asker’s own subtree only', async () => {
    world = await openWorld()
    const { inquiryId } = await ask(await world.contestant('T-A-1'), 'Hỏi từ A-1?')
    await ask(await world.contestant('T-B-1'), 'Hỏi từ B-1?')
    for (const [officerOf, asksFor, seen, mayAnswer] of officers) {
      const officer = await world.staff('officer', officerOf)
      const input = { ...contest(), query: asksFor === undefined ? {} : { unionId: world.unionId(asksFor) } }
      if (seen === 'not-allowed') expectRefused(await officer.call('listInquiries', input), 'not-allowed')
      else expect((await officer.ask('listInquiries', input)).inquiries.map(({ body }) => body)).toEqual(seen)
      const response = await answer(officer, inquiryId, { answer: 'x', basedOn: 9 })
      expectRefused(response, mayAnswer ? 'answered-meanwhile' : 'not-allowed')
    }
  })

  test('can be answered from a list that the organisers keep; two who edit it at once do not overwrite each other', async () => {
    world = await openWorld()
    const [organiser, officer] = [await world.staff('organiser'), await world.staff('officer', 'T-A')]
    const answers = [{ title: 'Mật khẩu', text: 'Anh/Chị gặp cán bộ công đoàn.' }]
    const set = { ...contest(), body: { answers, basedOn: 0, reason: 'lập danh sách' } }
    expect(await organiser.ask('setReadyAnswers', set)).toEqual({ revision: 1 })
    expectRefused(await organiser.call('setReadyAnswers', { ...set, body: { ...set.body, answers: [] } }), 'answers-edited')
    expectRefused(await officer.call('setReadyAnswers', set), 'not-allowed')
    expect(await officer.ask('getReadyAnswers', contest())).toEqual({ answers, revision: 1 })
  })
})
