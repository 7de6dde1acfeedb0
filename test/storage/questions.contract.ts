import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { finishAttempt, saveResponses, startAttempt } from '../../server/src/features/attempts/actions.ts'
import type { QuestionDraft } from '../../server/src/domain/question.ts'
import { makeContest, makeContestant, questions, type Fixture } from '../support/contest.ts'
import type { Open, Opened } from './opened.ts'

/** What every question bank promises. */
export function describeQuestionsContract(name: string, open: Open): void {
  describe(`questions in ${name}`, () => {
    let opened: Opened
    let fixture: Fixture
    beforeEach(async () => {
      opened = await open()
      fixture = await makeContest(opened.services, { rules: { blueprint: [{ count: 6 }] } })
    })
    afterEach(() => opened.end())

    const store = () => opened.services.storage.questions
    const load = (drafts: readonly QuestionDraft[]) => {
      const now = opened.clock.now()
      return store().load(fixture.contestId, drafts, now, {
        id: opened.services.ids.next(now),
        at: now,
        actorId: 'organiser',
        action: 'importQuestions',
        subject: 'file',
        reason: 'import',
      })
    }
    const corrected = { ...questions[0]!, correct: [1] }

    it('an import that changes nothing makes no new bank version, though it is audited', async () => {
      const before = await store().bank(fixture.contestId)
      expect(await load(questions)).toEqual({ added: 0, changed: 0, unchanged: 6, bankVersion: before.version })
      expect(await store().bank(fixture.contestId)).toEqual(before)
    })

    it('the same question with its fields in another order is unchanged', async () => {
      const reordered = Object.fromEntries(Object.entries(questions[0]!).reverse()) as QuestionDraft
      expect(await load([reordered])).toMatchObject({ unchanged: 1, changed: 0 })
    })

    it('one import raises the bank version by one, whatever it holds', async () => {
      const { version } = await store().bank(fixture.contestId)
      const drafts = [corrected, { ...questions[1]!, stem: 'Câu mới?' }, questions[2]!, { ...questions[3]!, code: 'Q-7' }]
      expect(await load(drafts)).toEqual({ added: 1, changed: 2, unchanged: 1, bankVersion: version + 1 })
      expect((await store().bank(fixture.contestId)).version).toBe(version + 1)
    })

    it('the bank holds each current question that is ready once, sorted by code; drafts and retired ones are left out', async () => {
      await load([corrected, { ...questions[1]!, status: 'retired' }, { ...questions[2]!, status: 'draft' }])
      expect((await store().bank(fixture.contestId)).entries.map(({ code }) => code)).toEqual(['Q-1', 'Q-4', 'Q-5', 'Q-6'])
    })

    it('a bank entry holds no key', async () => {
      for (const entry of (await store().bank(fixture.contestId)).entries) expect(entry).not.toHaveProperty('correct')
    })

    it('versions that were read are held, though not without end, and whoever was given some reads on in them', async () => {
      await load(Array.from({ length: 12_000 }, (_, index) => ({ ...questions[0]!, code: `N-${index}` })))
      const ids = (await store().bank(fixture.contestId)).entries.map(({ versionId }) => versionId)
      const first = ids.slice(0, 100)
      const given = await store().versions(first)
      const held: number[] = []
      for (let from = 0; from < ids.length; from += 1_000) held.push((await store().versions(ids.slice(from, from + 1_000))).size)
      expect(ids).toHaveLength(12_006)
      expect(Math.max(...held)).toBeLessThanOrEqual(11_100)
      expect(first.filter((id) => !given.has(id))).toEqual([])
    })

    it('a changed question is a new version; a running attempt keeps the one it was drawn with and is graded by it', async () => {
      const { services } = opened
      const { id: contestantId } = await makeContestant(services, fixture.unionIds['T-A-1']!)
      const started = await startAttempt(services, { roundId: fixture.roundIds[0]!, contestantId })
      if (!started.ok) throw new Error(started.reason)
      const { id, paper, bankVersion } = started.value
      const versions = await store().versions(paper.map(({ versionId }) => versionId))
      await load(questions.map((question) => ({ ...question, stem: `${question.stem} (sửa)`, correct: question.kind === 'multiple' ? [1, 3] : [1] })))

      const pinned = (await services.storage.attempts.find(id))!
      expect(pinned.paper).toEqual(paper)
      expect(pinned.bankVersion).toBe(bankVersion)
      const now = await store().versions(paper.map(({ versionId }) => versionId))
      const current = new Set((await store().bank(fixture.contestId)).entries.map(({ versionId }) => versionId))
      for (const { versionId } of paper) {
        expect(now.get(versionId)).toEqual(versions.get(versionId))
        expect(now.get(versionId)?.stem).not.toContain('sửa')
        expect(current.has(versionId)).toBe(false)
      }
      const responses = paper.map((item, index) => {
        const key = versions.get(item.versionId)!.correct
        return {
          position: index + 1,
          choice: item.order.flatMap((original, shown) => (key.includes(original) ? [String.fromCharCode(97 + shown)] : [])),
          ageMs: 0,
        }
      })
      await saveResponses(services, id, contestantId, { responses })
      expect(await finishAttempt(services, id, 'contestant')).toMatchObject({ ok: true, value: { outcome: { allCorrect: true, score: 6 } } })
    })

    it('versions of a question count up, and the list shows the newest one only', async () => {
      await load([corrected])
      await load([{ ...corrected, correct: [2] }])
      const { rows, total } = await store().list({ contestId: fixture.contestId, page: 1, pageSize: 20, search: 'q 1', sort: 'code', order: 'asc' })
      expect(rows.filter(({ code }) => code === 'Q-1')).toMatchObject([{ version: 3, correct: [2] }])
      expect(total).toBe(rows.length)
    })

    it('an import with one code twice is refused whole: nothing is written', async () => {
      const { version } = await store().bank(fixture.contestId)
      const twice = { ...questions[0]!, code: 'Q-9' }
      await expect(load([corrected, twice, twice])).rejects.toThrow()
      expect((await store().bank(fixture.contestId)).version).toBe(version)
      expect(await load(questions)).toMatchObject({ added: 0, changed: 0, unchanged: 6 })
    })
  })
}
