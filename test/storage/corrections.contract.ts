import type { KeyTreatment } from '@hoithi/shared/contracts/corrections'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { finishAttempt, saveResponses, startAttempt } from '../../server/src/features/attempts/actions.ts'
import { correctKey } from '../../server/src/features/corrections/actions.ts'
import { openRegrader } from '../../server/src/features/corrections/regrader.ts'
import { sealRound } from '../../server/src/features/rounds/seal.ts'
import { rebuildBoards } from '../../server/src/projector/projector.ts'
import { makeContest, makeContestant, makeStaff, type Fixture } from '../support/contest.ts'
import { overwriting, type Open, type Opened } from './opened.ts'

const BOARDS = ['outcomes', 'standings', 'union_tallies', 'question_usage', 'activity']

/** What every store of corrections promises: a decision never changes, and whoever hands in is graded by it exactly once. */
export function describeCorrectionsContract(name: string, open: Open): void {
  describe(`corrections in ${name}`, () => {
    let opened: Opened
    let fixture: Fixture
    let roundId: string
    let judgeId: string
    beforeEach(async () => {
      opened = await open()
      fixture = await makeContest(opened.services, { rules: { blueprint: [{ count: 6 }] } })
      roundId = fixture.roundIds[0]!
      judgeId = (await makeStaff(opened.services, 'judge')).id
    })
    afterEach(() => opened.end())

    const services = () => opened.services
    const corrections = () => services().storage.corrections

    /** Somebody starts, and answers every question with the same original option where it has so many. */
    const answered = async (option: number): Promise<string> => {
      const { id: contestantId } = await makeContestant(services(), fixture.unionIds['T-A-1']!)
      const started = await startAttempt(services(), { roundId, contestantId })
      if (!started.ok) throw new Error(started.reason)
      opened.clock.pass(60_000)
      const responses = started.value.paper.map(({ order }, index) => ({
        position: index + 1,
        choice: [String.fromCharCode(97 + order.indexOf(Math.min(option, order.length - 1)))],
        ageMs: 0,
      }))
      await saveResponses(services(), started.value.id, contestantId, { responses })
      return started.value.id
    }
    const handIn = async (attemptId: string) => {
      const finished = await finishAttempt(services(), attemptId, 'contestant')
      if (!finished.ok) throw new Error(finished.reason)
    }
    const submitted = async (option: number): Promise<string> => {
      const attemptId = await answered(option)
      await handIn(attemptId)
      return attemptId
    }
    const scoreOf = async (attemptId: string) => {
      const outcome = (await services().storage.attempts.find(attemptId))!.outcome!
      return [outcome.score, outcome.maxScore, outcome.correctCount]
    }
    const question = async (code = 'Q-1') => {
      const { contestId } = fixture
      const found = (await services().storage.questions.current({ contestId })).find((one) => one.code === code)!
      return { questionId: found.questionId, versionId: found.id }
    }
    /** Of a question of one right option the second is right as well, or instead. */
    const decide = async (treatment: KeyTreatment, code = 'Q-1') => {
      const key = treatment === 'bothKeys' || treatment === 'newKey' ? { correct: [1], answers: [], caseMatters: false, accentsMatter: false } : null
      const decided = await correctKey(
        services(),
        { roundId, actorId: judgeId, reason: 'Đáp án in nhầm' },
        { ...(await question(code)), treatment, key },
      )
      if (!decided.ok) throw new Error(decided.reason)
      return decided.value
    }
    const graded = () => services().regrader.catchUp()
    const events = async () => (await services().storage.log.after(0, 1_000)).map(({ event }) => event)

    it('each decision in turn: attempts handed in before and after it have the same figures; taken back, they have their old ones', async () => {
      // Whoever chose the first option everywhere is right on all but Q-5, which has two right ones; the second option is right nowhere.
      const treatments: [KeyTreatment, first: number[], second: number[]][] = [
        ['bothKeys', [5, 6, 5], [1, 6, 1]],
        ['voidRescaled', [4.8, 6, 4], [0, 6, 0]],
        ['original', [5, 6, 5], [0, 6, 0]],
      ]
      const [firsts, seconds] = [[await submitted(0)], [await submitted(1)]]
      for (const [treatment, first, second] of treatments) {
        await decide(treatment)
        firsts.push(await submitted(0))
        seconds.push(await submitted(1))
        await graded()
        for (const attempt of firsts) expect([treatment, await scoreOf(attempt)]).toEqual([treatment, first])
        for (const attempt of seconds) expect([treatment, await scoreOf(attempt)]).toEqual([treatment, second])
      }
      const [newest] = (await corrections().list(roundId, { page: 1, pageSize: 10 })).rows
      expect(newest).toMatchObject({
        treatment: 'original',
        state: 'done',
        code: 'Q-1',
        reason: 'Đáp án in nhầm',
        seen: 6,
        total: 6,
        actorId: judgeId,
      })
    }, 60_000)

    it('boards and every total follow, and equal a rebuild; the log has one line for each attempt whose figures changed, and its chain is whole', async () => {
      const attempts = [await submitted(0), await submitted(1), await submitted(2)]
      await services().projector.catchUp()
      const { id } = await decide('newKey')
      await graded()
      const regrades = (await events()).flatMap((event) => (event.kind === 'regrade' ? [[event.attemptId, event.score, event.causeId]] : []))
      expect(regrades).toEqual([
        [attempts[0], 4, id],
        [attempts[1], 1, id],
      ])
      const { entries } = await services().storage.boards.page(roundId, { page: 1, pageSize: 10 })
      expect(entries.map(({ standing }) => standing.score)).toEqual([4, 1, 0])
      const bytes = await opened.dump(BOARDS)
      await rebuildBoards(services().projector, services().storage.boards)
      expect(await opened.dump(BOARDS)).toBe(bytes)
      expect(await services().storage.log.verify(0, 1_000)).toMatchObject({ brokenAt: null })
    })

    it('submissions that race the decision are graded once and right, on whichever side of it they fall', async () => {
      const attempts: string[] = []
      for (let person = 0; person < 8; person += 1) attempts.push(await answered(1))
      await Promise.all([...attempts.slice(0, 4).map(handIn), decide('fullCredit'), ...attempts.slice(4).map(handIn)])
      await graded()
      for (const attempt of attempts) expect(await scoreOf(attempt)).toEqual([1, 6, 1])
      const log = await events()
      const at = log.findIndex(({ kind }) => kind === 'correction')
      const submissions = log.flatMap((event, line) => (event.kind === 'submission' ? [[line < at, event.score]] : []))
      expect(submissions.every(([before, score]) => score === (before === true ? 0 : 1))).toBe(true)
      const again = log.filter(({ kind }) => kind === 'regrade').length
      expect(again).toBe(submissions.filter(([before]) => before).length)
    })

    it('a process that ends in the middle leaves a mark where it stood; the next one goes on from there and grades nobody twice', async () => {
      const attempts: string[] = []
      for (let person = 0; person < 60; person += 1) attempts.push(await submitted(1))
      const { id } = await decide('fullCredit')
      let pieces = 0
      const broken = openRegrader({
        ...services(),
        regrading: {
          ...services().regrading,
          pieces: async function* (correctionId) {
            for await (const piece of services().regrading.pieces(correctionId)) {
              pieces += 1
              if (pieces === 2) throw new Error('the power went')
              yield piece
            }
          },
        },
      })
      await expect(broken.catchUp()).rejects.toThrow('the power went')
      const stopped = await corrections().find(id)
      expect(stopped).toMatchObject({ state: 'grading', seen: 50, changed: 50, total: 60 })
      await graded()
      expect(await corrections().find(id)).toMatchObject({ state: 'done', seen: 60, changed: 60, total: 60 })
      expect((await events()).filter(({ kind }) => kind === 'regrade')).toHaveLength(60)
      for (const attempt of attempts) expect(await scoreOf(attempt)).toEqual([1, 6, 1])
    }, 60_000)

    it('a piece that was written already, or that somebody graded again since it was read, changes nothing', async () => {
      const attempt = await submitted(1)
      const { id, seq } = await decide('fullCredit')
      await graded()
      const lines = (await events()).length
      const piece = { asOf: seq, seen: 1, seenTo: seq - 1, total: 1, changed: [] }
      await corrections().regrade(id, piece, 0, () => {
        throw new Error('it is done')
      })
      expect([(await events()).length, await scoreOf(attempt)]).toEqual([lines, [1, 6, 1]])
    })

    it('a round that cannot be sealed again holds up no other, and is sealed as soon as it can be', async () => {
      const attempt = await submitted(1)
      opened.clock.set('2021-05-10T08:00:00+07:00')
      const sealed = await sealRound(services(), roundId, judgeId, 'Chốt kết quả')
      expect(sealed.ok).toBe(true)
      const closes = (at: string) => opened.execute(`update rounds set closes_at = ${Date.parse(at)} where id = '${roundId}'`)
      await closes('2021-06-01T00:00:00+07:00')
      const { id } = await decide('fullCredit')
      await graded()
      expect(await corrections().find(id)).toMatchObject({ state: 'sealing', changed: 1, failure: 'round-still-open', revision: null })
      const other = await decide('voidDropped', 'Q-2')
      await graded()
      expect(await corrections().find(other.id)).toMatchObject({ state: 'sealing', changed: 1 })
      await closes('2021-05-10T00:00:00+07:00')
      opened.clock.pass(61_000)
      await graded()
      expect(await corrections().find(id)).toMatchObject({ state: 'done', failure: null, revision: 2 })
      expect(await corrections().find(other.id)).toMatchObject({ state: 'done', failure: null, revision: 2 })
      const [newest] = await services().storage.results.revisions(roundId)
      expect(newest).toMatchObject({ number: 2, actorId: judgeId, reason: 'Đáp án in nhầm' })
      expect(await scoreOf(attempt)).toEqual([1, 5, 1])
    }, 60_000)

    it.each([
      ['changed', `update key_corrections set treatment = 'original'`],
      ['given another reason', `update key_corrections set reason = 'x'`],
      ['removed', `delete from key_corrections`],
      [
        'replaced',
        overwriting(
          name,
          'key_corrections',
          'id',
          `select id, round_id, contest_id, question_id, seq, 'original', versions, salt, at, actor_id, reason, state from key_corrections`,
          '(id, round_id, contest_id, question_id, seq, treatment, versions, salt, at, actor_id, reason, state)',
        ),
      ],
    ])('a decision cannot be %s, even past our code', async (_how, statement) => {
      await submitted(0)
      await decide('fullCredit')
      await expect(opened.execute(statement)).rejects.toThrow('append-only')
    })

    it('the questions of a round are those its papers hold, those answered worst first, with their versions', async () => {
      await submitted(0)
      await services().projector.catchUp()
      const asked = await corrections().asked({ roundId, sort: 'facility', page: 1, pageSize: 10 })
      expect(asked.total).toBe(6)
      expect(asked.rows[0]).toMatchObject({ code: 'Q-5', drawn: 1, earned: 0 })
      expect(
        (await corrections().asked({ roundId, sort: 'code', search: 'câu hỏi số 3', page: 1, pageSize: 10 })).rows.map(({ code }) => code),
      ).toEqual(['Q-3'])
      const { questionId } = await question('Q-3')
      expect(
        (await corrections().askedVersions(roundId, questionId)).map(({ version, correct, drawn, earned }) => [version, correct, drawn, earned]),
      ).toEqual([[1, [0], 1, 1]])
      expect(await corrections().askedVersions(fixture.roundIds[1]!, questionId)).toEqual([])
    })
  })
}
