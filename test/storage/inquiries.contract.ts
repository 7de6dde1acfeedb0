import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { accept, refuse } from '../../server/src/domain/decision.ts'
import { decideAsk, OPEN_INQUIRIES } from '../../server/src/domain/inquiry.ts'
import type { InquiryFilter } from '../../server/src/ports/inquiries.ts'
import { makeContest, makeContestant, makeStaff, type Fixture } from '../support/contest.ts'
import type { Open, Opened } from './opened.ts'

/** What every store of inquiries promises: limits and revisions hold under any concurrency, and the inbox is in order. */
export function describeInquiriesContract(name: string, open: Open): void {
  describe(`inquiries in ${name}`, () => {
    let opened: Opened
    let fixture: Fixture
    let actorId: string
    const people: Record<string, string> = {}
    const asked: Record<string, string> = {}

    const ask = async (who: string, body: string) => {
      const { services, clock } = opened
      clock.pass(60_000)
      const id = { contestId: fixture.contestId, contestantId: people[who]! }
      const now = clock.now()
      return services.storage.inquiries.ask(id, (waiting) =>
        decideAsk(waiting, { id: services.ids.next(now), ...id, askedAt: now, body, wantedUnionId: null }),
      )
    }
    const answer = (inquiryId: string, text: string, basedOn: number) => {
      const { services, clock } = opened
      clock.pass(60_000)
      const at = clock.now()
      const audit = { id: services.ids.next(at), at, actorId, action: 'answerInquiry', subject: inquiryId, reason: 'trả lời' }
      return services.storage.inquiries.answer(inquiryId, (inquiry) =>
        inquiry?.answerRevision === basedOn ? accept({ answer: text, at, actorId, audit }) : refuse('answered-meanwhile'),
      )
    }
    const list = async (filter: Partial<InquiryFilter> = {}) => {
      const { rows, total, waiting } = await opened.services.storage.inquiries.list({
        contestId: fixture.contestId,
        sort: 'waiting',
        order: 'asc',
        page: 1,
        pageSize: 10,
        ...filter,
      })
      return { bodies: rows.map(({ body }) => body), total, waiting, rows }
    }

    beforeAll(async () => {
      opened = await open()
      fixture = await makeContest(opened.services)
      actorId = (await makeStaff(opened.services, 'organiser')).id
      for (const [who, fullName, code] of [
        ['an', 'Nguyễn Văn An', 'T-A-1'],
        ['binh', 'Đỗ Thị Bình', 'T-A-2'],
        ['chi', 'Lò Thị Chi', 'T-B-1'],
      ] as const)
        people[who] = (await makeContestant(opened.services, fixture.unionIds[code]!, fullName)).id
      for (const [who, body] of [
        ['an', 'Bao giờ công bố?'],
        ['binh', 'Quên mật khẩu?'],
        ['chi', 'Sai đơn vị?'],
        ['an', 'Điểm tính ra sao?'],
      ] as const) {
        const made = await ask(who, body)
        if (made.ok) asked[body] = made.value.inquiryId
      }
      await answer(asked['Quên mật khẩu?']!, 'Gặp cán bộ.', 0)
      await answer(asked['Bao giờ công bố?']!, 'Sau 5 ngày.', 0)
    })
    afterAll(() => opened.end())

    test.each<[string, Partial<InquiryFilter>, string[]]>([
      ['what waits, oldest first; then answers, newest first', {}, ['Sai đơn vị?', 'Điểm tính ra sao?', 'Bao giờ công bố?', 'Quên mật khẩu?']],
      ['only what waits', { state: 'waiting' }, ['Sai đơn vị?', 'Điểm tính ra sao?']],
      ['only what is answered', { state: 'answered' }, ['Bao giờ công bố?', 'Quên mật khẩu?']],
      ['the asker by name, without accents', { search: 'do thi BINH' }, ['Quên mật khẩu?']],
      ['a word of the question, without accents', { search: 'don vi' }, ['Sai đơn vị?']],
      ['words of the question and of the name together', { search: 'an diem' }, ['Điểm tính ra sao?']],
      ['a sign alone asks for nothing', { search: '%', pageSize: 1 }, ['Sai đơn vị?']],
      ['by given name', { sort: 'name', pageSize: 3 }, ['Bao giờ công bố?', 'Điểm tính ra sao?', 'Quên mật khẩu?']],
      ['newest question first', { sort: 'askedAt', order: 'desc', pageSize: 2 }, ['Điểm tính ra sao?', 'Sai đơn vị?']],
      ['the second page', { page: 2, pageSize: 3 }, ['Quên mật khẩu?']],
    ])('the inbox: %s', async (_what, filter, bodies) => expect((await list(filter)).bodies).toEqual(bodies))

    it('inside a subtree holds its people only, and counts what waits there', async () => {
      expect(await list({ within: fixture.unionIds['T-A']! })).toMatchObject({ total: 3, waiting: 1 })
      expect(await list({ within: fixture.unionIds['T-B']!, state: 'answered' })).toMatchObject({ total: 0, waiting: 1 })
      expect((await list({ search: 'mat khau' })).rows[0]).toMatchObject({ contestantName: 'Đỗ Thị Bình', unionName: 'CĐCS Bệnh viện Đa khoa' })
    })

    it('of two answers at once one is written; the other is refused and changes nothing', async () => {
      const id = asked['Sai đơn vị?']!
      const both = await Promise.all([answer(id, 'một', 0), answer(id, 'hai', 0)])
      expect(both.map(({ ok }) => ok)).toEqual([true, false])
      expect(await opened.services.storage.inquiries.find(id)).toMatchObject({ answer: 'một', answerRevision: 1, seenRevision: 0 })
    })

    it('an answer is new until it is seen, and again once it is corrected; the trail keeps both', async () => {
      const { inquiries } = opened.services.storage
      const [chi, contest] = [people['chi']!, fixture.contestId]
      expect(await inquiries.newAnswers(chi, contest)).toBe(1)
      await inquiries.markSeen(chi, contest)
      expect(await inquiries.newAnswers(chi, contest)).toBe(0)
      expect(await inquiries.newAnswers(people['an']!, contest)).toBe(1)
      await answer(asked['Sai đơn vị?']!, 'ba', 1)
      expect(await inquiries.newAnswers(chi, contest)).toBe(1)
      expect(await opened.dump(['audit_entries'])).toContain(JSON.stringify(JSON.stringify({ before: 'một', after: 'ba' })))
    })

    it('the limit of waiting questions holds when all come at once, and the same words are one question', async () => {
      const many = await Promise.all(Array.from({ length: OPEN_INQUIRIES + 3 }, (_, index) => ask('binh', `Câu hỏi thứ ${index}?`)))
      expect(many.filter(({ ok }) => ok)).toHaveLength(OPEN_INQUIRIES)
      const again = await ask('binh', 'Câu hỏi thứ 0?')
      expect(again).toEqual(many[0])
      expect(await opened.services.storage.inquiries.ofContestant(people['binh']!, fixture.contestId, 50)).toHaveLength(OPEN_INQUIRIES + 1)
    })

    it('ready answers are kept per contest, each list with a revision of its own', async () => {
      const { inquiries } = opened.services.storage
      expect(await inquiries.readyAnswers(fixture.contestId)).toEqual({ answers: [], revision: 0 })
      const answers = [{ title: 'Mật khẩu', text: 'Gặp cán bộ.' }]
      const audit = (id: string) => ({ id, at: 1, actorId, action: 'setReadyAnswers', subject: 'thu', reason: 'lập danh sách' })
      expect(await inquiries.setReadyAnswers(fixture.contestId, () => accept({ answers, audit: audit('r1') }))).toEqual(accept({ revision: 1 }))
      expect(await inquiries.setReadyAnswers(fixture.contestId, () => accept({ answers: [], audit: audit('r2') }))).toEqual(accept({ revision: 2 }))
      expect(await inquiries.readyAnswers(fixture.contestId)).toEqual({ answers: [], revision: 2 })
    })
  })
}
