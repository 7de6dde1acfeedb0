import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startAttempt } from '../../server/src/features/attempts/actions.ts'
import { confirmImport, forgetStagedImports, undoImport } from '../../server/src/features/questions/import-actions.ts'
import type { StagedQuestion } from '../../server/src/domain/question-import.ts'
import type { QuestionDraft } from '../../server/src/domain/question.ts'
import { cleanDraft } from '../../server/src/formats/clean-draft.ts'
import { previewOf } from '../../server/src/formats/preview.ts'
import { makeContest, makeContestant, questions, type Fixture } from '../support/contest.ts'
import type { Open, Opened } from './opened.ts'

const REASON = 'nạp nhầm tệp'
const TABLES = ['questions', 'question_versions', 'contests'] as const

/** What every store of imports promises. */
export function describeQuestionImportsContract(name: string, open: Open): void {
  describe(`question imports in ${name}`, () => {
    let opened: Opened
    let fixture: Fixture
    beforeEach(async () => {
      opened = await open()
      fixture = await makeContest(opened.services, { rules: { blueprint: [{ count: 6 }] } })
    })
    afterEach(() => opened.end())

    const storage = () => opened.services.storage
    const bank = () => storage().questions.current({ contestId: fixture.contestId })
    const codes = async () => (await bank()).map(({ code }) => code)
    const stage = async (drafts: readonly QuestionDraft[]): Promise<string> => {
      const { ids } = opened.services
      const { summary, rows } = previewOf(
        { format: 'jsonl', drafts: drafts.map((draft, index) => ({ line: index + 1, draft })), errors: [], warnings: [], skipped: [], pictures: [] },
        (await bank()).map(cleanDraft),
      )
      const id = ids.next(opened.clock.now())
      await storage().questionImports.stage({
        id,
        contestId: fixture.contestId,
        actorId: 'organiser',
        createdAt: opened.clock.now(),
        fileName: 'cau-hoi.jsonl',
        format: 'jsonl',
        summary,
      })
      await storage().questionImports.addStaged(id, rows)
      return id
    }
    const confirm = (id: string) => confirmImport(opened.services, id, new Map(), 'organiser')
    const undo = (id: string) => undoImport(opened.services, id, 'organiser', REASON)
    const fresh = { ...questions[0]!, code: 'N-1', stem: 'Một câu hỏi hoàn toàn mới về tiền lương?' }
    const corrected = { ...questions[1]!, correct: [2] }

    it('staging writes nothing to the bank', async () => {
      const before = await opened.dump(TABLES)
      await stage([fresh, corrected])
      expect(await opened.dump(TABLES)).toBe(before)
    })

    it('what was staged reads back in order, paged and filtered', async () => {
      const id = await stage([fresh, corrected, questions[2]!])
      const read = async (show: 'all' | 'alike' | 'added' | 'changed' | 'unchanged') =>
        (await storage().questionImports.staged(id, { page: 1, pageSize: 2, show })).rows.map(({ draft }: StagedQuestion) => draft.code)
      expect(await read('all')).toEqual(['N-1', 'Q-2'])
      expect(await read('added')).toEqual(['N-1'])
      expect(await read('changed')).toEqual(['Q-2'])
      expect(await read('unchanged')).toEqual(['Q-3'])
      expect(await read('alike')).toEqual(['Q-2'])
      expect((await storage().questionImports.staged(id, { page: 2, pageSize: 2, show: 'all' })).total).toBe(3)
    })

    it('is loaded once, in one bank version, and audited', async () => {
      const id = await stage([fresh, corrected, questions[2]!])
      const { version } = await storage().questions.bank(fixture.contestId)
      expect(await confirm(id)).toEqual({ ok: true, value: { added: 1, changed: 1, unchanged: 0, skipped: 1, bankVersion: version + 1 } })
      expect(await confirm(id)).toMatchObject({ ok: false, reason: 'import-not-staged' })
      expect(await codes()).toEqual(['N-1', 'Q-1', 'Q-2', 'Q-3', 'Q-4', 'Q-5', 'Q-6'])
      expect((await storage().audit.list({ page: 1, pageSize: 1 })).rows).toMatchObject([{ action: 'importQuestions', subject: 'cau-hoi.jsonl' }])
    })

    it('of two confirmations at the same moment one loads', async () => {
      const id = await stage([fresh])
      const outcomes = await Promise.all([confirm(id), confirm(id), confirm(id)])
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
      expect((await codes()).filter((code) => code.startsWith('N-'))).toEqual(['N-1'])
    })

    it('can be taken back: new questions leave, changed ones are as before, and history keeps everything', async () => {
      const before = (await bank()).map(cleanDraft)
      const id = await stage([fresh, corrected])
      await confirm(id)
      expect(await undo(id)).toMatchObject({ ok: true, value: { removed: 1, restored: 1 } })
      expect((await bank()).map(cleanDraft)).toEqual(before)
      expect((await storage().questionImports.find(id))?.state).toBe('undone')
      const restored = (await bank()).find(({ code }) => code === 'Q-2')!
      expect((await storage().questions.history(restored.questionId)).versions.map(({ version, correct }) => [version, correct])).toEqual([
        [3, questions[1]!.correct],
        [2, [2]],
        [1, questions[1]!.correct],
      ])
      expect(await undo(id)).toMatchObject({ ok: false, reason: 'import-not-loaded' })
    })

    it('a question that left the bank can come back under its code', async () => {
      const id = await stage([fresh])
      await confirm(id)
      await undo(id)
      expect(await confirm(await stage([fresh]))).toMatchObject({ ok: true, value: { added: 1 } })
      expect(await codes()).toContain('N-1')
    })

    it('cannot be taken back once one of its questions was drawn', async () => {
      const id = await stage([corrected])
      await confirm(id)
      const { id: contestantId } = await makeContestant(opened.services, fixture.unionIds['T-A-1']!)
      expect(await startAttempt(opened.services, { roundId: fixture.roundIds[0]!, contestantId })).toMatchObject({ ok: true })
      const before = await opened.dump(TABLES)
      expect(await undo(id)).toMatchObject({ ok: false, reason: 'import-drawn' })
      expect(await opened.dump(TABLES)).toBe(before)
    })

    it('a draw from before the import does not stand in the way', async () => {
      const { id: contestantId } = await makeContestant(opened.services, fixture.unionIds['T-A-1']!)
      await startAttempt(opened.services, { roundId: fixture.roundIds[0]!, contestantId })
      const id = await stage([corrected])
      await confirm(id)
      expect(await undo(id)).toMatchObject({ ok: true })
    })

    it('cannot be taken back once one of its questions was changed', async () => {
      const id = await stage([fresh])
      await confirm(id)
      await confirm(await stage([{ ...fresh, correct: [3] }]))
      expect(await undo(id)).toMatchObject({ ok: false, reason: 'import-changed-since' })
    })

    it('what nobody confirmed is forgotten after a day; what was loaded is kept', async () => {
      const loaded = await stage([fresh])
      await confirm(loaded)
      const left = await stage([corrected])
      opened.clock.pass(25 * 3_600_000)
      const young = await stage([corrected])
      expect(await forgetStagedImports(opened.services)).toBe(1)
      expect(await storage().questionImports.find(left)).toBeNull()
      expect((await storage().questionImports.list(fixture.contestId, { page: 1, pageSize: 10 })).rows.map(({ id }) => id)).toEqual([young, loaded])
    })

    it('a discarded import is gone; a loaded one cannot be discarded', async () => {
      const id = await stage([fresh])
      expect(await storage().questionImports.discard(id)).toBe(true)
      expect(await confirm(id)).toMatchObject({ ok: false, reason: 'not-found' })
      const loaded = await stage([fresh])
      await confirm(loaded)
      expect(await storage().questionImports.discard(loaded)).toBe(false)
    })
  })
}
