import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { NewAppeal } from '../../server/src/domain/appeal.ts'
import { accept, refuse } from '../../server/src/domain/decision.ts'
import { finishAttempt, startAttempt } from '../../server/src/features/attempts/actions.ts'
import { joinContestants } from '../../server/src/features/review/join-actions.ts'
import { makeContest, makeContestant, makeStaff, type Fixture } from '../support/contest.ts'
import type { Open, Opened } from './opened.ts'

/** What every store of appeals promises: one of an attempt waits under any concurrency, answers are new until they are seen, and they follow their person. */
export function describeAppealsContract(name: string, open: Open): void {
  describe(`appeals in ${name}`, () => {
    let opened: Opened
    let fixture: Fixture
    let actorId: string
    const attempts: { contestantId: string; attemptId: string }[] = []

    const audit = (action: string, subject: string) => {
      const at = opened.clock.now()
      return { id: opened.services.ids.next(at), at, actorId, action, subject, reason: 'thử kho khiếu nại' }
    }
    const appealOf = (index: number, body: string): NewAppeal => {
      const at = opened.clock.now()
      const { contestantId, attemptId } = attempts[index]!
      const where = { contestId: fixture.contestId, roundId: fixture.roundIds[0]!, attemptId, contestantId, filedBy: contestantId }
      return { id: opened.services.ids.next(at), ...where, filedAt: at, late: false, subject: 'rank', position: null, body, answerBy: at + 1_000 }
    }
    const file = (index: number, body: string) =>
      opened.services.storage.appeals.file(attempts[index]!.attemptId, (view) => {
        if (view === null || view.appeals.some(({ state }) => state === 'received')) return refuse('appeal-waiting')
        const appeal = appealOf(index, body)
        return accept({ file: appeal, audit: audit('fileAppeal', appeal.id) })
      })
    const answer = (id: string, text: string, basedOn: number) =>
      opened.services.storage.appeals.answer(id, (appeal) =>
        appeal?.answerRevision === basedOn
          ? accept({ outcome: 'rejected', measure: null, answer: text, at: opened.clock.now(), actorId, audit: audit('answerAppeal', id) })
          : refuse('answered-meanwhile'),
      )

    beforeAll(async () => {
      opened = await open()
      fixture = await makeContest(opened.services)
      actorId = (await makeStaff(opened.services, 'judge')).id
      for (const who of ['Nguyễn Văn An', 'Đỗ Thị Bình', 'Đỗ Thị Bình']) {
        const { id: contestantId } = await makeContestant(opened.services, fixture.unionIds['T-A-1']!, who)
        const started = await startAttempt(opened.services, { roundId: fixture.roundIds[0]!, contestantId })
        if (!started.ok) throw new Error(started.reason)
        opened.clock.pass(60_000)
        await finishAttempt(opened.services, started.value.id, 'contestant')
        attempts.push({ contestantId, attemptId: started.value.id })
      }
    })
    afterAll(() => opened.end())

    it('of many filed at once about one attempt one is kept, with one audit entry', async () => {
      const all = await Promise.all(Array.from({ length: 5 }, (_, index) => file(0, `Đơn số ${index}`)))
      expect(all.filter(({ ok }) => ok)).toHaveLength(1)
      const { rows } = await opened.services.storage.audit.list({ page: 1, pageSize: 50, action: 'fileAppeal' })
      expect(rows).toHaveLength(1)
      expect(await opened.services.storage.appeals.waiting(fixture.roundIds)).toEqual(new Map([[fixture.roundIds[0], 1]]))
    })

    it('the database itself keeps a second one from waiting', async () => {
      const { appeals } = opened.services.storage
      const second = appealOf(0, 'Đơn lọt qua')
      const slip = appeals.file(attempts[0]!.attemptId, () => accept({ file: second, audit: audit('fileAppeal', second.id) }))
      await expect(slip).rejects.toThrow(/unique/i)
      expect(await appeals.find(second.id)).toBeNull()
    })

    it('of two answers at once one is written; it is new until it is seen, and again once it is corrected', async () => {
      const { appeals } = opened.services.storage
      const { contestantId, attemptId } = attempts[0]!
      const [own] = await appeals.own(contestantId, { attemptId }, 10)
      const both = await Promise.all([answer(own!.id, 'một', 0), answer(own!.id, 'hai', 0)])
      expect(both.filter(({ ok }) => ok)).toHaveLength(1)
      const unseen = () => appeals.newAnswers(contestantId, fixture.contestId)
      expect(await unseen()).toBe(1)
      await appeals.markSeen('somebody else', [own!.id])
      expect(await unseen()).toBe(1)
      await appeals.markSeen(contestantId, [own!.id])
      expect(await unseen()).toBe(0)
      await answer(own!.id, 'ba', 1)
      expect(await unseen()).toBe(1)
      expect(await appeals.find(own!.id)).toMatchObject({ answer: 'ba', answerRevision: 2, state: 'rejected', contestantName: 'Nguyễn Văn An' })
    })

    it('an attempt is told with the moments that its days count from', async () => {
      const view = await opened.services.storage.appeals.disputed(attempts[1]!.attemptId)
      expect(view).toMatchObject({ finished: true, practice: false, questions: 4, facts: { firstSealedAt: null, touchedAt: null, voided: false } })
      expect(await opened.services.storage.appeals.disputed('khong-co')).toBeNull()
    })

    it('an account that is joined to another brings its appeals', async () => {
      await file(2, 'Đơn của tài khoản thứ hai')
      const [keptId, fromId] = [attempts[1]!.contestantId, attempts[2]!.contestantId]
      expect((await joinContestants(opened.services, { keptId, fromId, actorId, reason: 'cùng một người' })).ok).toBe(true)
      const { appeals } = opened.services.storage
      expect(await appeals.own(fromId, { contestId: fixture.contestId }, 10)).toEqual([])
      expect(await appeals.own(keptId, { contestId: fixture.contestId }, 10)).toMatchObject([{ body: 'Đơn của tài khoản thứ hai' }])
    })
  })
}
