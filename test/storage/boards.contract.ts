import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RoundRules } from '@hoithi/shared/contracts/rules'
import { accept } from '../../server/src/domain/decision.ts'
import type { LogEntry, SubmissionEvent } from '../../server/src/domain/log-event.ts'
import { mergeUnion } from '../../server/src/domain/union-changes.ts'
import { projection, rebuildBoards } from '../../server/src/projector/projector.ts'
import { joinContestants } from '../../server/src/features/review/join-actions.ts'
import type { Services } from '../../server/src/services.ts'
import { makeContest, makeContestant } from '../support/contest.ts'
import { plainRules } from '../support/plain-rules.ts'
import { recount, recountActivity, type Recounted } from './recount.ts'
import { MONDAY, type Open, type Opened } from './opened.ts'

const TABLES = ['outcomes', 'standings', 'union_tallies', 'question_usage', 'activity', 'projections']
const chain: RoundRules['tieBreaks'] = ['score', 'predictionDistance', 'durationMs', 'submittedAt']

/** The first round's public board stands still from half an hour after the first step on; the fixture's rounds all close on 17/5. */
const FREEZE = Date.parse(MONDAY) + 1_800_000
const frozen = { board: 'frozen', frozenMinutes: (Date.parse('2021-05-17T00:00:00+07:00') - FREEZE) / 60_000 } satisfies Partial<RoundRules>

type Step =
  | { do: 'submit'; person: number; round: number; quarters: number; minutes: number }
  | { do: 'void'; which: number }
  | { do: 'restore'; which: number }
  | { do: 'move'; person: number; to: number }
  | { do: 'regrade'; which: number; quarters: number }
  | { do: 'join'; kept: number; from: number }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('submit' as const),
      person: fc.nat(4),
      round: fc.nat(2),
      quarters: fc.nat(4),
      minutes: fc.integer({ min: 1, max: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('void' as const), which: fc.nat(30) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restore' as const), which: fc.nat(30) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('move' as const), person: fc.nat(4), to: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('join' as const), kept: fc.nat(4), from: fc.nat(4) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('regrade' as const), which: fc.nat(30), quarters: fc.nat(4) }) },
)

/** What every store of boards promises: boards equal a recomputation from the log, always. */
export function describeBoardsContract(name: string, open: Open): void {
  describe(`boards in ${name}`, () => {
    let stage: Stage
    beforeEach(async () => {
      stage = await openStage(open)
    })
    afterEach(() => stage.opened.end())

    const boards = () => stage.opened.services.storage.boards
    const entries = () => stage.opened.services.storage.log.after(0, 10_000)
    const dump = () => stage.opened.dump(TABLES)
    const submit = (person: number, round: number, quarters: number, minutes: number) => stage.run({ do: 'submit', person, round, quarters, minutes })

    it('any submissions, voids, restorations, moves, joins and new grades, in any batches: equal a naive recount, replay unchanged, rebuild to the same bytes', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(step, { minLength: 1, maxLength: 25 }),
          fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 5 }),
          async (steps, batches) => {
            const fresh = await openStage(open)
            try {
              for (const one of steps) await fresh.run(one)
              const { log, boards: kept } = fresh.opened.services.storage
              const whole = await log.after(0, 10_000)
              for (let from = 0, turn = 0; from < whole.length; turn += 1) {
                const size = batches[turn % batches.length]!
                // Each batch begins before the last one ended: entries already counted are passed over.
                await kept.apply(whole.slice(Math.max(0, from - 2), from + size), projection)
                from += size
              }
              await expectRecount(fresh, whole)
              await expectActivity(fresh, whole)
              const bytes = await fresh.opened.dump(TABLES)
              await kept.apply(whole, projection)
              expect(await fresh.opened.dump(TABLES)).toBe(bytes)
              await kept.clear()
              await kept.apply(whole, projection)
              expect(await fresh.opened.dump(TABLES)).toBe(bytes)
            } finally {
              await fresh.opened.end()
            }
          },
        ),
        // Over a line a world takes ten times as long.
        { numRuns: name === 'SQLite' ? 25 : 8 },
      )
    }, 180_000)

    it('a gap in the entries is an error, and counts nothing', async () => {
      for (let person = 0; person < 3; person += 1) await submit(person, 0, 2, 1)
      const [first, , third] = await entries()
      await expect(boards().apply([first!, third!], projection)).rejects.toThrow('count entry 2 next')
      expect(await boards().progress()).toBe(0)
    })

    it('when a person’s only attempt is voided they leave the board and every total', async () => {
      await submit(0, 0, 4, 1)
      await stage.run({ do: 'void', which: 0 })
      await stage.opened.services.projector.catchUp()
      expect(await boards().page(stage.roundIds[0]!, { page: 1, pageSize: 10 })).toEqual({ entries: [], total: 0 })
      expect(await boards().counts(stage.roundIds[0]!)).toEqual({ submitted: 1, people: 0, voided: 1 })
      expect(await boards().contestCounts(stage.contestId)).toEqual({ people: 0, attempts: 0 })
      await expectRecount(stage, await entries())
    })

    it('two accounts that are joined are one person, for the union of the one that stays, as a recount of the log says', async () => {
      await submit(0, 0, 1, 1)
      await submit(3, 0, 4, 2)
      await stage.run({ do: 'join', kept: 0, from: 3 })
      await stage.opened.services.projector.catchUp()
      const { entries: rows } = await boards().page(stage.roundIds[0]!, { page: 1, pageSize: 10 })
      expect(rows.map(({ standing }) => [standing.contestantId, standing.unionId, standing.attempts, standing.score])).toEqual([
        [stage.people[0], stage.unionIds['T-A-1'], 2, 1.4],
      ])
      await expectRecount(stage, await entries())
      await expectActivity(stage, await entries())
    })

    it('an attempt that was voided and then restored leaves the boards as they were, with what it was given meanwhile', async () => {
      for (const [person, quarters] of [4, 2, 3].entries()) await submit(person, 0, quarters, 1 + person)
      await stage.opened.services.projector.catchUp()
      const before = await dump()
      await stage.run({ do: 'void', which: 0 })
      await stage.opened.services.projector.catchUp()
      expect(await dump()).not.toBe(before)
      await stage.run({ do: 'restore', which: 0 })
      await stage.run({ do: 'restore', which: 1 })
      await stage.opened.services.projector.catchUp()
      const restored = JSON.stringify(await boards().page(stage.roundIds[0]!, { page: 1, pageSize: 10 }))
      expect(await boards().counts(stage.roundIds[0]!)).toEqual({ submitted: 3, people: 3, voided: 0 })
      await stage.run({ do: 'void', which: 0 })
      await stage.run({ do: 'regrade', which: 0, quarters: 1 })
      await stage.run({ do: 'restore', which: 0 })
      await stage.opened.services.projector.catchUp()
      expect(JSON.stringify(await boards().page(stage.roundIds[0]!, { page: 1, pageSize: 10 }))).not.toBe(restored)
      await expectRecount(stage, await entries())
    })

    it('a union moved between two submissions: its people count under the new district, as after a rebuild', async () => {
      await submit(0, 0, 4, 1)
      await submit(1, 0, 2, 1)
      await stage.opened.services.projector.catchUp()
      const now = stage.opened.clock.now()
      await stage.opened.services.storage.unions.load(
        [{ code: 'T-A-1', name: 'CĐCS Trường THCS Tả Tổng', kind: 'grassrootsUnion', parentCode: 'T-B', memberCount: 40 }],
        () => stage.opened.services.ids.next(now),
        { id: stage.opened.services.ids.next(now), at: now, actorId: 'organiser', action: 'importUnions', subject: 'file', reason: 'import' },
      )
      await expectRecount(stage, await entries())
      await submit(0, 1, 3, 1)
      await stage.run({ do: 'void', which: 0 })
      await stage.opened.services.projector.catchUp()
      await expectRecount(stage, await entries())
      const moved = await dump()
      await rebuildBoards(stage.opened.services.projector, boards())
      expect(await dump()).toBe(moved)
    })

    it.each<[string, string, string]>([
      ['a grassroots union into one of another district', 'T-A-1', 'T-B-1'],
      ['a district into another', 'T-A', 'T-B'],
      ['a union into the one above it', 'T-A-2', 'T-A'],
    ])('a merge of %s: attempts before and after it count there, as after a rebuild', async (_what, from, into) => {
      for (const [person, quarters] of [4, 2, 3, 1, 4].entries()) await submit(person, person % 2, quarters, 1)
      await stage.opened.services.projector.catchUp()
      const now = stage.opened.clock.now()
      const merged = await stage.opened.services.storage.unions.change((tree) => mergeUnion(tree, stage.unionIds[from]!, stage.unionIds[into]!), {
        ...{ id: stage.opened.services.ids.next(now), at: now, actorId: 'organiser' },
        ...{ action: 'mergeUnion', subject: '', reason: 'sáp nhập' },
      })
      expect(merged.ok).toBe(true)
      await expectRecount(stage, await entries())
      await submit(0, 1, 3, 1)
      await stage.run({ do: 'void', which: 1 })
      await stage.opened.services.projector.catchUp()
      await expectRecount(stage, await entries())
      const bytes = await dump()
      await rebuildBoards(stage.opened.services.projector, boards())
      expect(await dump()).toBe(bytes)
      const { entries: listed } = await boards().unions(
        { boardId: stage.roundIds[1]!, revisionId: null },
        { sort: 'people', order: 'desc', page: 1, pageSize: 20 },
      )
      expect(listed.map(({ unionId }) => unionId)).not.toContain(stage.unionIds[from])
    })

    it('rounds with unlike tie-breaks: the contest board compares everyone by those of the first round', async () => {
      const { contestId, roundIds } = await stage.contestWith('unlike', [
        { tieBreaks: ['score', 'durationMs'] },
        { tieBreaks: ['score', 'submittedAt'] },
      ])
      const unlike = { ...stage, contestId, roundIds }
      await runStep(unlike, { do: 'submit', person: 0, round: 0, quarters: 4, minutes: 9 })
      await runStep(unlike, { do: 'submit', person: 1, round: 1, quarters: 4, minutes: 2 })
      await stage.opened.services.projector.catchUp()
      const { entries: rows } = await boards().page(contestId, { page: 1, pageSize: 10 })
      expect(rows.map(({ standing }) => standing.durationMs)).toEqual([120_000, 540_000])
    })

    it('a person who takes part from two unions in one day counts once in it, for the newer one; in each hour for the union of that hour', async () => {
      await submit(0, 0, 4, 1)
      await stage.opened.execute(`update contestants set union_id = '${stage.unionIds['T-B-1']}' where id = '${stage.people[0]}'`)
      stage.opened.clock.pass(7_200_000)
      await submit(0, 0, 2, 1)
      await stage.opened.services.projector.catchUp()
      const seen = async (code: string, span: 'hour' | 'day') => (await series(stage, code, span)).map(({ people, attempts }) => [people, attempts])
      expect([await seen('T-A-1', 'day'), await seen('T-B-1', 'day')]).toEqual([[], [[1, 2]]])
      expect([await seen('T-A-1', 'hour'), await seen('T-B-1', 'hour')]).toEqual([[[1, 1]], [[1, 1]]])
      await expectActivity(stage, await entries())
    })

    it('a union’s own rank is its place among all of them, by every measure', async () => {
      for (const [person, quarters] of [4, 2, 3, 1, 4].entries()) await submit(person, 0, quarters, 1)
      await stage.opened.services.projector.catchUp()
      const source = { boardId: stage.roundIds[0]!, revisionId: null }
      for (const sort of ['people', 'attempts', 'rate', 'mean'] as const) {
        const { entries } = await boards().unions(source, { sort, order: 'desc', page: 1, pageSize: 100 })
        expect(entries.length).toBeGreaterThan(2)
        for (const [index, { unionId, code }] of entries.entries())
          expect([sort, code, (await boards().ownUnion(source, unionId, sort))?.rank]).toEqual([sort, code, index + 1])
      }
    })

    it('submissions per minute fall into their bars, oldest first', async () => {
      await submit(0, 0, 1, 1)
      stage.opened.clock.pass(120_000)
      await submit(1, 0, 1, 1)
      await submit(2, 0, 1, 1)
      await stage.opened.services.projector.catchUp()
      const bars = await boards().perMinute(stage.roundIds[0]!, stage.opened.clock.now(), 10)
      expect(bars).toHaveLength(10)
      expect(bars.reduce((sum, bar) => sum + bar, 0)).toBe(3)
      expect(await boards().perMinute(stage.roundIds[0]!, stage.opened.clock.now() + 3_600_000, 10)).toEqual(Array.from({ length: 10 }, () => 0))
    })
  })
}

type Stage = {
  opened: Opened
  contestId: string
  roundIds: string[]
  people: string[]
  unionIds: Record<string, string>
  run: (step: Step) => Promise<void>
  contestWith: (slug: string, rules: Partial<RoundRules>[]) => Promise<{ contestId: string; roundIds: string[] }>
}

/** Five people in three unions of two districts, and a contest of three rounds in which the best, the first and the last attempt count. */
async function openStage(open: Open): Promise<Stage> {
  const opened = await open()
  opened.clock.set(MONDAY)
  const { services } = opened
  const fixture = await makeContest(services)
  const people: string[] = []
  for (const code of ['T-A-1', 'T-A-1', 'T-A-2', 'T-B-1', 'T-B-1']) people.push((await makeContestant(services, fixture.unionIds[code]!)).id)
  const contestWith = async (slug: string, rules: Partial<RoundRules>[]) => {
    const contest = (await services.storage.contests.find(fixture.slug))!
    const contestId = services.ids.next(opened.clock.now())
    const rounds = rules.map((changes, index) => ({
      id: services.ids.next(opened.clock.now()),
      contestId,
      number: index + 1,
      title: `Kỳ ${index + 1}`,
      opensAt: contest.opensAt,
      closesAt: contest.closesAt,
      rules: { ...plainRules, tieBreaks: chain, ...changes },
      sealedRevision: null,
      practice: false,
    }))
    await services.storage.contests.create({ ...contest, id: contestId, slug }, rounds)
    return { contestId, roundIds: rounds.map(({ id }) => id) }
  }
  const made = await contestWith('boards', [{ counts: 'best', ...frozen }, { counts: 'first' }, { counts: 'last' }])
  const stage = { opened, ...made, people, unionIds: fixture.unionIds, contestWith }
  return { ...stage, run: (one) => runStep(stage, one) }
}

async function runStep({ opened: { services, clock }, contestId, roundIds, people, unionIds }: Omit<Stage, 'run'>, one: Step): Promise<void> {
  const { attempts, contestants, log } = services.storage
  if (one.do === 'move') {
    const now = clock.now()
    const reason = 'Chọn nhầm đơn vị'
    const audit = { id: services.ids.next(now), at: now, actorId: 'organiser', action: 'moveContestant', subject: 'person', reason }
    await contestants.move(people[one.person]!, unionIds[['T-A-1', 'T-A-2', 'T-B-1'][one.to]!]!, () =>
      accept({ actorId: 'organiser', reason, audit }),
    )
    return
  }
  if (one.do === 'join') {
    const [keptId, fromId] = [people[one.kept]!, people[one.from]!]
    const joined = await joinContestants(services, { keptId, fromId, actorId: 'judge', reason: 'Hai số của một người' })
    // Whoever would take part from the account that is no more takes part from the other one.
    if (joined.ok) for (const [index, id] of people.entries()) if (id === fromId) people[index] = keptId
    return
  }
  if (one.do === 'void' || one.do === 'restore' || one.do === 'regrade') {
    const submitted = (await log.after(0, 10_000)).flatMap(({ event }) => (event.kind === 'submission' ? [event] : []))
    const chosen = submitted[one.which % Math.max(1, submitted.length)]
    if (chosen === undefined) return
    const { attemptId, roundId } = chosen
    const now = clock.now()
    if (one.do === 'regrade') return regradeOne(services, chosen, one.quarters, now)
    if (one.do === 'restore') {
      const said = { roundId, contestId, actorId: 'judge', reason: 'Huỷ nhầm' }
      await attempts.restoreAttempt(attemptId, (attempt) =>
        attempt?.voided === true
          ? accept({
              event: { kind: 'restore', attemptId, contestantId: attempt.contestantId, ...said },
              audit: { id: services.ids.next(now), at: now, actorId: 'judge', action: 'restoreAttempt', subject: attemptId, reason: 'Huỷ nhầm' },
            })
          : { ok: false, reason: 'not-void' },
      )
      return
    }
    await attempts.voidAttempt(attemptId, (attempt) =>
      attempt === null || attempt.voided
        ? { ok: false, reason: 'already-void' }
        : accept({
            event: { kind: 'void', attemptId, roundId, contestId, contestantId: attempt.contestantId, actorId: 'judge', reason: 'Thi hộ' },
            audit: { id: services.ids.next(now), at: now, actorId: 'judge', action: 'voidAttempt', subject: attemptId, reason: 'Thi hộ' },
          }),
    )
    return
  }
  const startedAt = clock.now()
  const id = services.ids.next(startedAt)
  await attempts.start({ roundId: roundIds[one.round]!, contestantId: people[one.person]! }, (view) =>
    accept({
      start: {
        id,
        number: (view?.attemptsUsed ?? 0) + 1,
        startedAt,
        deadlineAt: startedAt + 1_200_000,
        extraMs: 0,
        seed: services.ids.seed(),
        bankVersion: 1,
        paper: [],
      },
    }),
  )
  const durationMs = one.minutes * 60_000
  clock.pass(durationMs)
  await attempts.finish(id, (head) => {
    const outcome = {
      submittedAt: clock.now(),
      finishedBy: 'contestant' as const,
      prediction: one.quarters,
      score: Math.round(one.quarters * 35) / 100,
      maxScore: 1.4,
      correctCount: one.quarters,
      allCorrect: one.quarters === 4,
      durationMs,
      receipt: id,
    }
    return accept({
      outcome,
      loggedAt: clock.now(),
      event: {
        kind: 'submission',
        attemptId: id,
        roundId: head.roundId,
        contestId,
        contestantId: head.contestantId,
        unionId: head.unionId,
        number: head.number,
        startedAt,
        ...outcome,
        responsesHash: '',
      },
    })
  })
}

/** A decision on a key after which one attempt has other figures. */
async function regradeOne({ storage, ids }: Services, attempt: SubmissionEvent, quarters: number, now: number): Promise<void> {
  const { attemptId, contestantId, contestId, roundId } = attempt
  const [question] = await storage.questions.current({ contestId: (await storage.contests.find('thu'))!.id })
  const by = { actorId: 'judge', reason: 'Đáp án sai' }
  const decided = await storage.corrections.decide(roundId, () =>
    accept({
      ...{ questionId: question!.questionId, treatment: 'fullCredit', versions: { [question!.id]: null }, salt: 'salt' },
      event: {
        ...{ kind: 'correction', correctionId: ids.next(now), roundId, contestId, questionId: question!.questionId, treatment: 'fullCredit' },
        ...{ decisionHash: 'h', ...by },
      },
      audit: { id: ids.next(now), at: now, action: 'correctKey', subject: 'Q', ...by },
    }),
  )
  if (!decided.ok) throw new Error(decided.reason)
  const grade = { score: Math.round(quarters * 35) / 100, maxScore: 1.4, correctCount: quarters, allCorrect: quarters === 4 }
  const changed = [{ ...grade, attemptId, contestantId, responsesHash: '' }]
  await storage.corrections.regrade(decided.value.id, { asOf: decided.value.seq, seen: 1, seenTo: 1, total: 1, changed }, now, ({ id }, [held]) => [
    { kind: 'regrade', ...changed[0]!, contestantId: held!.contestantId, roundId, contestId, cause: 'correction', causeId: id, ...by },
  ])
  await storage.corrections.settle(decided.value.id, { state: 'done', finishedAt: now, revision: null, failure: null })
}

async function expectRecount(
  { opened: { services }, contestId, roundIds, unionIds }: Omit<Stage, 'run' | 'contestWith'>,
  whole: LogEntry[],
): Promise<void> {
  const { boards, unions } = services.storage
  const beforeFreeze = whole.filter(({ event }) => event.kind !== 'submission' || event.submittedAt < FREEZE)
  const [frozenRows = []] = recount(beforeFreeze, roundIds.slice(0, 1), ['best'])
  const expected = [...recount(whole, roundIds, ['best', 'first', 'last']), frozenRows]
  for (const [index, boardId] of [...roundIds, contestId, `${roundIds[0]}~frozen`].entries()) {
    const rows = expected[index]!
    const { entries, total } = await boards.page(boardId, { page: 1, pageSize: 100 })
    expect(total).toBe(rows.length)
    expect(entries.map(({ standing: { keys: _, ...standing } }) => standing)).toEqual(rows)
    expect(entries.map(({ rank }) => rank)).toEqual(rows.map((_, place) => place + 1))
    for (const [place, { contestantId }] of rows.entries()) expect((await boards.own(boardId, contestantId))?.rank).toBe(place + 1)
    for (const unionId of Object.values(unionIds)) await expectTotals(boards, unions, boardId, unionId, rows)
  }
}

const ALWAYS = [0, 10_000_000_000_000] as const
const series = ({ opened, contestId, unionIds }: Stage, code: string, span: 'hour' | 'day' | 'week') =>
  opened.services.storage.activity.series({ boardId: contestId, unionId: unionIds[code]! }, span, ...ALWAYS)

/** Activity counted anew from the log, the slow and plain way. */
async function expectActivity(stage: Stage, whole: LogEntry[]): Promise<void> {
  const { activity, unions } = stage.opened.services.storage
  for (const span of ['hour', 'day', 'week'] as const)
    for (const [code, unionId] of Object.entries(stage.unionIds)) {
      const expected = await recountActivity(whole, span, (own) => unions.inside(own, unionId))
      expect([span, code, await series(stage, code, span)]).toEqual([span, code, expected])
    }
  const kinds = await activity.kinds({ boardId: stage.contestId, unionId: null })
  const all = await series(stage, 'T', 'week')
  expect(kinds.reduce((sum, { attempts }) => sum + attempts, 0)).toBe(all.reduce((sum, { attempts }) => sum + attempts, 0))
}

async function expectTotals(
  boards: Opened['services']['storage']['boards'],
  unions: Opened['services']['storage']['unions'],
  boardId: string,
  unionId: string,
  rows: Recounted[],
): Promise<void> {
  const below: Recounted[] = []
  for (const row of rows) if (await unions.inside(row.unionId, unionId)) below.push(row)
  const own = await boards.ownUnion({ boardId, revisionId: null }, unionId, 'people')
  expect({ people: own?.entry.people, attempts: own?.entry.attempts, scoreSum: own?.entry.scoreSum.toFixed(2) }).toEqual({
    people: below.length,
    attempts: below.reduce((sum, { attempts }) => sum + attempts, 0),
    scoreSum: below.reduce((sum, { score }) => sum + score, 0).toFixed(2),
  })
  expect((await boards.page(boardId, { page: 1, pageSize: 100 }, unionId)).entries.map(({ standing }) => standing.contestantId)).toEqual(
    below.map(({ contestantId }) => contestantId),
  )
}
