import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { finishAttempt, saveResponses, startAttempt, voidAttempt } from '../../server/src/features/attempts/actions.ts'
import { extendRound } from '../../server/src/features/controls/actions.ts'
import { lotOf, validAttempts } from '../../server/src/features/rounds/rank.ts'
import { sealRound } from '../../server/src/features/rounds/seal.ts'
import { accept, refuse } from '../../server/src/domain/decision.ts'
import { sealResults, type SealedPlace, type SealedRow } from '../../server/src/domain/sealing.ts'
import { proposeUnion } from '../../server/src/domain/proposed-union.ts'
import { mergeUnion } from '../../server/src/domain/union-changes.ts'
import type { Revision } from '../../server/src/ports/results.ts'
import { makeContest, makeContestant, makeStaff, type Fixture } from '../support/contest.ts'
import { overwriting, type Open, type Opened } from './opened.ts'

const TABLES = ['result_revisions', 'result_rows', 'result_places', 'sealed_unions']
const placesOf = (rows: readonly SealedRow[]): SealedPlace[] =>
  rows.map(({ contestantId, position }): SealedPlace => [contestantId, position]).sort(([a], [b]) => (a < b ? -1 : 1))

/** What every store of results promises: drafts are invisible, sealed revisions never change. */
export function describeResultsContract(name: string, open: Open): void {
  describe(`results in ${name}`, () => {
    let opened: Opened
    let fixture: Fixture
    let roundId: string
    let judgeId: string
    let attemptIds: string[]
    beforeEach(async () => {
      opened = await open()
      fixture = await makeContest(opened.services)
      roundId = fixture.roundIds[0]!
      judgeId = (await makeStaff(opened.services, 'judge')).id
      attemptIds = []
      for (const name of ['Nguyễn Thị Ánh', 'Trần Văn Bình', 'Lê Thị Chi']) attemptIds.push(await submitted(name))
      opened.clock.set('2021-05-10T08:00:00+07:00')
    })
    afterEach(() => opened.end())

    const results = () => opened.services.storage.results
    const submitted = async (fullName: string, union = 'T-A-1'): Promise<string> => {
      const { id: contestantId } = await makeContestant(opened.services, fixture.unionIds[union]!, fullName)
      const started = await startAttempt(opened.services, { roundId, contestantId })
      if (!started.ok) throw new Error(started.reason)
      opened.clock.pass(60_000)
      await saveResponses(opened.services, started.value.id, contestantId, { responses: [{ position: 1, choice: ['a'], ageMs: 0 }], prediction: 0 })
      await finishAttempt(opened.services, started.value.id, 'contestant')
      return started.value.id
    }
    const seal = async (): Promise<Revision> => {
      const sealed = await sealRound(opened.services, roundId, judgeId, 'Chốt kết quả')
      if (!sealed.ok) throw new Error(sealed.reason)
      return sealed.value
    }
    const rows = (revisionId: string) => results().rowsAfter(revisionId, 0, 100)
    const round = async () => (await opened.services.storage.contests.round(roundId))!.round
    const ranked = async () => {
      const { storage, sha256 } = opened.services
      const head = await storage.log.head()
      return sealResults(await validAttempts(storage.log, roundId, head.seq), (await round()).rules, lotOf(sha256, head.hash))
    }
    const draft = async (number = 1): Promise<Revision> => {
      const head = await opened.services.storage.log.head()
      const { rows: placed, ...counts } = await ranked()
      const now = opened.clock.now()
      const revision = {
        id: opened.services.ids.next(now),
        roundId,
        number,
        sealedAt: now,
        actorId: judgeId,
        reason: 'Chốt kết quả',
        chainSeq: head.seq,
        chainHash: head.hash,
        resultsHash: 'h',
        rules: (await round()).rules,
        ...counts,
      }
      await results().draft(revision)
      await results().addRows(revision.id, placed)
      await results().addPlaces(revision.id, placesOf(placed))
      return revision
    }
    const sealDraft = (revision: Revision) =>
      results().seal(
        revision.id,
        {
          kind: 'seal',
          roundId,
          contestId: fixture.contestId,
          revision: revision.number,
          resultsHash: revision.resultsHash,
          actorId: judgeId,
          reason: revision.reason,
        },
        {
          id: opened.services.ids.next(opened.clock.now()),
          at: opened.clock.now(),
          actorId: judgeId,
          action: 'sealRound',
          subject: roundId,
          reason: revision.reason,
        },
      )

    it('tells of every row why it stands above the next, as it was sealed: on the board, page by page, and between neighbours', async () => {
      const { id } = await seal()
      const sealed = (await rows(id)).map(({ contestantId, rank, decidedBy, own, next }) => ({ contestantId, rank, decidedBy, own, next }))
      const pages = await Promise.all([1, 2, 3, 4].map((page) => results().page(id, { page, pageSize: 1 })))
      expect(pages.map(({ total }) => total)).toEqual([3, 3, 3, 3])
      expect(
        pages.flatMap(({ entries }) => entries.map(({ rank, standing, above }) => ({ contestantId: standing.contestantId, rank, ...above }))),
      ).toEqual(sealed)
      const near = await Promise.all(sealed.map(({ contestantId }) => results().neighbours(id, contestantId)))
      const reason = ({ rank, decidedBy, own, next }: (typeof sealed)[number]) => ({ rank, decidedBy, own, next })
      for (const [index, row] of sealed.entries()) {
        const [before, after] = [sealed[index - 1], sealed[index + 1]]
        expect(near[index]).toMatchObject({ position: index + 1, rank: row.rank })
        expect(near[index]?.before ?? null).toEqual(before === undefined ? null : expect.objectContaining(reason(before)))
        expect(near[index]?.after).toMatchObject({ ...reason(row), rank: after?.rank ?? null })
      }
      expect(await results().neighbours(id, 'khong-co')).toBe(null)
    })

    it('a draft is seen by nobody: no revision, no seal on the round, no log entry', async () => {
      const head = await opened.services.storage.log.head()
      await draft()
      expect(await results().revisions(roundId)).toEqual([])
      expect((await round()).sealedRevision).toBeNull()
      expect(await opened.services.storage.log.head()).toEqual(head)
    })

    it('a draft that a killed process left behind is removed by the next one', async () => {
      const left = await draft()
      const next = await draft()
      expect(await rows(left.id)).toEqual([])
      expect(await rows(next.id)).toHaveLength(3)
    })

    it('a draft that the next one took the place of takes nothing more, and is not sealed', async () => {
      const left = await draft()
      const next = await draft()
      const { rows: placed } = await ranked()
      await expect(results().addRows(left.id, placed)).rejects.toThrow()
      await expect(results().addPlaces(left.id, placesOf(placed))).rejects.toThrow()
      expect(await sealDraft(left)).toBe(false)
      expect(await sealDraft(next)).toBe(true)
    })

    it('a seal turns the draft into the newest revision, with one log entry and one audit entry', async () => {
      const revision = await draft()
      expect(await sealDraft(revision)).toBe(true)
      expect(await results().revisions(roundId)).toMatchObject([{ id: revision.id, number: 1, people: 3, chainSeq: 3, sealedBy: 'judge' }])
      expect((await round()).sealedRevision).toBe(1)
      expect((await opened.services.storage.log.after(3, 10)).map(({ event }) => event)).toMatchObject([
        { kind: 'seal', revision: 1, resultsHash: 'h' },
      ])
      expect((await opened.services.storage.audit.list({ page: 1, pageSize: 100 })).rows.filter(({ action }) => action === 'sealRound')).toHaveLength(
        1,
      )
    })

    it('a draft that the log has moved past is not sealed', async () => {
      const revision = await draft()
      await voidAttempt(opened.services, attemptIds[0]!, judgeId, 'Thi hộ người khác')
      expect(await sealDraft(revision)).toBe(false)
      expect(await results().revisions(roundId)).toEqual([])
      expect((await round()).sealedRevision).toBeNull()
    })

    it('of a seal and a void at the same moment either one is the first; no revision leaves out what the log says before it', async () => {
      const revision = await draft()
      const [sealed, voided] = await Promise.all([sealDraft(revision), voidAttempt(opened.services, attemptIds[0]!, judgeId, 'Thi hộ người khác')])
      expect(voided.ok).toBe(true)
      const since = (await opened.services.storage.log.ofRound(roundId, revision.chainSeq, 10)).map(({ event }) => event.kind)
      expect(since).toEqual(sealed ? ['seal', 'void'] : ['void'])
    })

    it('a seal never overtakes an attempt that is handed in at the same moment', async () => {
      opened.clock.set('2021-05-09T23:50:00+07:00')
      const { id: contestantId } = await makeContestant(opened.services, fixture.unionIds['T-A-1']!)
      const started = await startAttempt(opened.services, { roundId, contestantId })
      if (!started.ok) throw new Error(started.reason)
      opened.clock.set('2021-05-10T08:00:00+07:00')
      const revision = await draft()
      const [sealed, finished] = await Promise.all([sealDraft(revision), finishAttempt(opened.services, started.value.id, 'deadline')])
      expect([sealed, finished.ok]).toEqual([false, true])
      const next = await draft()
      expect([await sealDraft(next), next.people]).toEqual([true, 4])
    })

    it('a draft whose round was opened again, or has an attempt under way, is not sealed', async () => {
      const by = { actorId: judgeId, reason: 'Mất điện cả huyện' }
      const revision = await draft()
      expect((await extendRound(opened.services, roundId, opened.clock.now() + 3_600_000, by)).ok).toBe(true)
      expect(await sealDraft(revision)).toBe(false)
      const { id: contestantId } = await makeContestant(opened.services, fixture.unionIds['T-A-1']!)
      expect((await startAttempt(opened.services, { roundId, contestantId })).ok).toBe(true)
      opened.clock.pass(3_600_001)
      expect(await sealDraft(revision)).toBe(false)
      expect((await round()).sealedRevision).toBeNull()
    })

    test.each([
      ['a score', 'update result_rows set score = 99'],
      ['a rank', 'update result_rows set rank = 1 where position = 3'],
      ['a row away', 'delete from result_rows where position = 1'],
      ['all rows away', 'delete from result_rows'],
      [
        'a row more',
        "insert into result_rows select revision_id, 99, 99, 'x', attempt_id, union_id, union_name, number, score, max_score, prediction, prediction_distance, duration_ms, submitted_at, receipt, decided_by, own, next from result_rows where position = 1",
      ],
      ['a place', 'update result_places set position = 99'],
      ['all places away', 'delete from result_places'],
      ['a place more', "insert into result_places select revision_id, 'x', 1 from result_places where position = 1"],
      ['the reason of a revision', "update result_revisions set reason = ''"],
      ['the totals of a union', 'update sealed_unions set people = 99'],
      ['a union away', 'delete from sealed_unions'],
      ['a revision back to a draft', "update result_revisions set state = 'drafting'"],
      ['a revision away', 'delete from result_revisions'],
      ['a revision replaced', overwriting(name, 'result_revisions', 'id', 'select * from result_revisions')],
    ])('sealed: %s is refused by the database itself', async (_name, statement) => {
      await seal()
      const before = await opened.dump(TABLES)
      await expect(opened.execute(statement)).rejects.toThrow(/never change/)
      expect(await opened.dump(TABLES)).toBe(before)
    })

    it('a voided attempt is left out, the next moves up, in a revision beside the first', async () => {
      expect(await results().sealedUpTo(roundId)).toBeNull()
      const first = await seal()
      expect(await results().sealedUpTo(roundId)).toBe(first.chainSeq)
      const before = await rows(first.id)
      await voidAttempt(opened.services, before[0]!.attemptId, judgeId, 'Thi hộ người khác')
      expect((await ranked()).rows.map(({ attemptId }) => attemptId)).toEqual(before.slice(1).map(({ attemptId }) => attemptId))
      const second = await seal()
      expect((await rows(second.id)).map(({ contestantId, rank }) => [contestantId, rank])).toEqual(
        before.slice(1).map(({ contestantId }, index) => [contestantId, index + 1]),
      )
      expect(await rows(first.id)).toEqual(before)
      expect((await results().revisions(roundId)).map(({ number }) => number)).toEqual([2, 1])
      expect((await round()).sealedRevision).toBe(2)
      expect(await results().sealedUpTo(roundId)).toBe(second.chainSeq)
      expect(second.chainSeq).toBeGreaterThan(first.chainSeq)
    })

    it('without anything new a second seal is refused', async () => {
      await seal()
      expect(await sealRound(opened.services, roundId, judgeId, 'Chốt lại')).toEqual({ ok: false, reason: 'already-sealed' })
    })

    it('a later import that renames the union leaves the sealed name as it was', async () => {
      const { id } = await seal()
      const now = opened.clock.now()
      await opened.services.storage.unions.load(
        [{ code: 'T-A-1', name: 'Tên mới', kind: 'grassrootsUnion', parentCode: 'T-A', memberCount: 40 }],
        () => opened.services.ids.next(now),
        { id: opened.services.ids.next(now), at: now, actorId: judgeId, action: 'importUnions', subject: 'file', reason: 'import' },
      )
      expect((await rows(id)).map(({ unionName }) => unionName)).toEqual(Array.from({ length: 3 }, () => 'CĐCS Trường THCS Tả Tổng'))
    })

    it('a merge after the seal leaves the unions’ totals, tree and people of the sealed round as they were', async () => {
      const { id: revisionId } = await seal()
      const { boards, unions } = opened.services.storage
      const [from, into] = [fixture.unionIds['T-A-1']!, fixture.unionIds['T-B-1']!]
      const look = async () => ({
        flat: await boards.unions({ boardId: roundId, revisionId }, { sort: 'people', order: 'desc', page: 1, pageSize: 20 }),
        district: await boards.unions(
          { boardId: roundId, revisionId },
          { parentId: fixture.unionIds['T-A']!, sort: 'name', order: 'asc', page: 1, pageSize: 20 },
        ),
        own: await boards.ownUnion({ boardId: roundId, revisionId }, from, 'people'),
        people: [
          await results().page(revisionId, { page: 1, pageSize: 20 }, from),
          await results().page(revisionId, { page: 1, pageSize: 20 }, into),
        ],
        rows: await rows(revisionId),
      })
      const before = await look()
      expect(before).toMatchObject({
        own: { rank: 1, entry: { people: 3, attempts: 3 } },
        district: { total: 2 },
        people: [{ total: 3 }, { total: 0 }],
      })
      const now = opened.clock.now()
      const audit = { id: opened.services.ids.next(now), at: now, actorId: judgeId, action: 'mergeUnion', subject: '', reason: 'sáp nhập' }
      expect((await unions.change((tree) => mergeUnion(tree, from, into), audit)).ok).toBe(true)
      expect(await look()).toEqual(before)
      expect((await boards.ownUnion({ boardId: roundId, revisionId: null }, into, 'people'))?.entry.people).toBe(3)
    })

    it('the sealed board of a district shows what the live one showed: no merged union, none that is still proposed', async () => {
      const { boards, unions } = opened.services.storage
      const [district, into] = [fixture.unionIds['T-A']!, fixture.unionIds['T-A-1']!]
      const now = opened.clock.now()
      const audit = () => ({ id: opened.services.ids.next(now), at: now, actorId: judgeId, action: 'changeUnion', subject: '', reason: 'sáp nhập' })
      const propose = (id: string, name: string) =>
        unions.change((tree) => {
          const proposal = proposeUnion(tree, id, { name, place: 'xã A', parentId: district })
          return proposal.ok && proposal.value.plan !== null ? accept(proposal.value.plan) : refuse('not-found')
        }, audit())
      await propose('waits', 'Tên chưa ai xem')
      await propose('merged', 'Viết nhầm')
      await unions.change((tree) => mergeUnion(tree, 'merged', into), audit())
      await unions.change((tree) => mergeUnion(tree, fixture.unionIds['T-B']!, district), audit())
      const look = async (revisionId: string | null, parentId: string) => {
        const { entries, total } = await boards.unions(
          { boardId: roundId, revisionId },
          { parentId, sort: 'name', order: 'asc', page: 1, pageSize: 20 },
        )
        return { total, rows: entries.map(({ name, childCount }) => [name, childCount]) }
      }
      const parents = [fixture.unionIds['T']!, district, into]
      const live = await Promise.all(parents.map((parentId) => look(null, parentId)))
      expect(live.map(({ total }) => total)).toEqual([1, 3, 0])
      const { id } = await seal()
      expect(await Promise.all(parents.map((parentId) => look(id, parentId)))).toEqual(live)
    })

    it('the board of a union ranks its own people, equals alike, however it is paged', async () => {
      opened.clock.set('2021-05-03T09:00:00+07:00')
      for (const [index, union] of ['T-B-1', 'T-A-2', 'T-B-1', 'T-A-1', 'T-A-2'].entries()) await submitted(`Người thứ ${index}`, union)
      opened.clock.set('2021-05-10T08:00:00+07:00')
      const { id } = await seal()
      const official = await rows(id)
      for (const [union, below] of [
        ['T', ['T-A-1', 'T-A-2', 'T-B-1']],
        ['T-A', ['T-A-1', 'T-A-2']],
        ['T-B-1', ['T-B-1']],
      ] as const) {
        const { entries: whole, total } = await results().page(id, { page: 1, pageSize: 20 }, fixture.unionIds[union])
        const among = official.filter(({ contestantId }) => whole.some(({ standing }) => standing.contestantId === contestantId))
        const wanted = among.map(({ contestantId, rank }) => [contestantId, 1 + among.filter((other) => other.rank < rank).length])
        const seen = ({ standing, rank }: (typeof whole)[number]) => [standing.contestantId, rank]
        expect(whole.map(seen)).toEqual(wanted)
        expect(total).toBe(below.reduce((sum, code) => sum + (code === 'T-A-1' ? 4 : 2), 0))
        const pages = await Promise.all(wanted.map((_, index) => results().page(id, { page: index + 1, pageSize: 1 }, fixture.unionIds[union])))
        expect(pages.flatMap(({ entries }) => entries.map(seen))).toEqual(wanted)
        for (const [contestantId, rank] of wanted) expect((await results().own(id, String(contestantId), fixture.unionIds[union]))?.rank).toBe(rank)
      }
    })

    it('rows are paged, searched without accents, and read on after a position', async () => {
      const { id } = await seal()
      expect((await results().rows(id, { page: 2, pageSize: 2 })).rows.map(({ position }) => position)).toEqual([3])
      expect(await results().rows(id, { page: 1, pageSize: 10, search: 'binh tran' })).toMatchObject({
        total: 1,
        rows: [{ fullName: 'Trần Văn Bình' }],
      })
      expect((await results().rowsAfter(id, 1, 1)).map(({ position }) => position)).toEqual([2])
    })
  })
}
