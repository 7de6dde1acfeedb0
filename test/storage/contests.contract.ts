import type { ContestDocument } from '@hoithi/shared/contracts/contest-desk'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { plainSettings } from '../../server/src/domain/contest.ts'
import { documentOf } from '../../server/src/domain/contest-document.ts'
import { accept, refuse } from '../../server/src/domain/decision.ts'
import { barrierFor } from '../../server/src/domain/eligibility.ts'
import { mergeUnion } from '../../server/src/domain/union-changes.ts'
import { startAttempt } from '../../server/src/features/attempts/actions.ts'
import {
  cloneContest,
  createContest,
  editionOf,
  publishContest,
  saveContest,
  withdrawContest,
} from '../../server/src/features/contests/document-actions.ts'
import { enterContest } from '../../server/src/features/contests/entry.ts'
import { sealRound } from '../../server/src/features/rounds/seal.ts'
import { makeContest, makeContestant, type Fixture } from '../support/contest.ts'
import { juneDocument, soundDocument } from '../support/documents.ts'
import { MONDAY, type Open, type Opened } from './opened.ts'

const by = { actorId: 'organiser', reason: 'theo kế hoạch' }
const TABLES = ['contests', 'rounds', 'audit_entries', 'question_versions', 'contest_entries']
const JUNE = '2021-06-08T08:00:00+07:00'

/** What every store promises of contests and their rounds. */
export function describeContestsContract(name: string, open: Open): void {
  describe(`contests in ${name}`, () => {
    let opened: Opened
    let fixture: Fixture
    beforeAll(async () => {
      opened = await open()
      fixture = await makeContest(opened.services)
    })
    afterAll(() => opened.end())

    const contests = () => opened.services.storage.contests
    let made = 0
    /** A draft of its own for each test. */
    const draft = async (changes: Partial<ContestDocument> = {}): Promise<string> => {
      const slug = `thang-sau-${(made += 1)}`
      const created = await createContest(opened.services, juneDocument({ slug, ...changes }), by)
      if (!created.ok) throw new Error(`${created.reason} ${JSON.stringify(created.details)}`)
      return slug
    }
    const read = async (slug: string) => {
      const { contest, rounds } = (await contests().inUse(slug))!
      const document = documentOf(contest, rounds)
      return { contest, rounds, document, edition: editionOf(opened.services.sha256, document) }
    }
    const save = (slug: string, document: ContestDocument, edition: string) => saveContest(opened.services, { slug, typed: document, edition }, by)
    const audited = async (action: string, subject: string) =>
      (await opened.services.storage.audit.list({ page: 1, pageSize: 500 })).rows.filter((row) => row.action === action && row.subject === subject)
    const dump = () => opened.dump(TABLES)
    /** How many went through, and how many were refused for which reason. */
    const reasons = (decisions: readonly ({ ok: true } | { ok: false; reason: string })[]) => {
      const counts = new Map<string, number>()
      for (const one of decisions) counts.set(one.ok ? 'ok' : one.reason, (counts.get(one.ok ? 'ok' : one.reason) ?? 0) + 1)
      return [...counts].sort(([a], [b]) => Number(b === 'ok') - Number(a === 'ok'))
    }

    describe('making one', () => {
      it('of twenty callers with one address one makes it, with one entry in the audit', async () => {
        const slug = 'cung-mot-ten'
        const all = await Promise.all(Array.from({ length: 20 }, () => createContest(opened.services, juneDocument({ slug }), by)))
        expect(reasons(all)).toEqual([
          ['ok', 1],
          ['document-refused', 19],
        ])
        expect((await read(slug)).rounds.map(({ number, title }) => [number, title])).toEqual([
          [1, 'Tuần 1'],
          [2, 'Tuần 2'],
        ])
        expect(await audited('createContest', slug)).toHaveLength(1)
      })

      it('that exists leaves it as it is and writes no entry', async () => {
        const { contest, rounds } = await read(await draft())
        const before = await dump()
        const audit = { id: opened.services.ids.next(1), at: 1, ...by, action: 'createContest', subject: contest.slug }
        expect(await contests().create({ ...contest, id: 'another', title: 'Khác' }, rounds, audit)).toBe(false)
        expect(await dump()).toBe(before)
      })

      it('finds it by address, by id and by its rounds, and nothing by what is not there', async () => {
        const { contest, rounds } = await read(await draft())
        expect(await contests().find(contest.slug)).toEqual(contest)
        expect(await contests().byId(contest.id)).toEqual(contest)
        expect(await contests().rounds(contest.id)).toEqual(rounds)
        expect(await contests().round(rounds[1]!.id)).toEqual({ round: rounds[1], contest })
        expect([
          await contests().find('khong-co'),
          await contests().byId('no'),
          await contests().round('no'),
          await contests().inUse('khong-co'),
        ]).toEqual([null, null, null, null])
        expect(await contests().rounds('no')).toEqual([])
      })

      it('lists open ones first, then those to come, then those that are over', async () => {
        const now = Date.parse('2031-06-01T00:00:00Z')
        const windows: [string, string, string][] = [
          ['qua-roi', '2031-01-01', '2031-02-01'],
          ['dang-mo', '2031-05-01', '2031-07-01'],
          ['sap-toi', '2031-08-01', '2031-09-01'],
        ]
        for (const [slug, from, until] of windows) {
          const [opensAt, closesAt] = [Date.parse(from), Date.parse(until)]
          const rounds = juneDocument().rounds.slice(0, 1)
          await createContest(
            opened.services,
            juneDocument({ slug, opensAt, closesAt, rounds: rounds.map((round) => ({ ...round, opensAt, closesAt })) }),
            by,
          )
        }
        const slugs = (await contests().list(now)).map(({ slug }) => slug)
        expect(slugs.filter((slug) => windows.some(([one]) => one === slug))).toEqual(['dang-mo', 'sap-toi', 'qua-roi'])
        expect(slugs[0]).toBe('dang-mo')
      })
    })

    describe('changing one', () => {
      it('of two editors with the same edition one saves; the other is told and nothing of theirs is kept', async () => {
        const slug = await draft()
        const { document, edition } = await read(slug)
        const titles = Array.from({ length: 20 }, (_, index) => `Tên thứ ${index + 1}`)
        const all = await Promise.all(titles.map((title) => save(slug, { ...document, title }, edition)))
        expect(reasons(all)).toEqual([
          ['ok', 1],
          ['contest-edited-meanwhile', 19],
        ])
        const after = await read(slug)
        expect(after.document).toEqual({ ...document, title: titles[all.findIndex(({ ok }) => ok)] })
        expect(all.find(({ ok }) => ok)).toMatchObject({ value: { edition: after.edition } })
        expect(await audited('saveContest', slug)).toHaveLength(1)
        expect(await save(slug, { ...document, title: 'Người sau' }, after.edition)).toMatchObject({ ok: true })
      })

      it('two editors who each go on from the other’s edition lose nothing of either', async () => {
        const slug = await draft()
        const first = await read(slug)
        await save(slug, { ...first.document, title: 'Tên của người thứ nhất' }, first.edition)
        const second = await read(slug)
        await save(slug, { ...second.document, organiser: 'CĐ ngành Giáo dục' }, second.edition)
        expect((await read(slug)).document).toMatchObject({ title: 'Tên của người thứ nhất', organiser: 'CĐ ngành Giáo dục' })
      })

      it('rounds change places, go and come in one commit, and those that stay keep their ids', async () => {
        const slug = await draft()
        const { document, edition, rounds } = await read(slug)
        const [one, two] = document.rounds
        const more = ['Tuần 3', 'Tuần 4'].map((title) => ({ ...two!, id: null, title }))
        const practice = {
          ...one!,
          id: null,
          title: 'Thi thử',
          practice: true,
          rules: { ...one!.rules, prediction: null, tieBreaks: ['score' as const] },
        }
        expect(await save(slug, { ...document, rounds: [practice, more[0]!, two!, one!, more[1]!] }, edition)).toMatchObject({ ok: true })
        const after = await read(slug)
        expect(after.rounds.map(({ number, title }) => [number, title])).toEqual([
          [1, 'Tuần 3'],
          [2, 'Tuần 2'],
          [3, 'Tuần 1'],
          [4, 'Tuần 4'],
          [901, 'Thi thử'],
        ])
        expect([after.rounds[1]!.id, after.rounds[2]!.id]).toEqual([rounds[1]!.id, rounds[0]!.id])
        expect(await save(slug, { ...after.document, rounds: [after.document.rounds[2]!] }, after.edition)).toMatchObject({ ok: true })
        expect((await read(slug)).rounds).toEqual([{ ...rounds[0]!, number: 1 }])
      })

      it('never changes whether a round is sealed', async () => {
        const slug = await draft()
        const { rounds, contest } = await read(slug)
        await opened.execute(`update rounds set sealed_revision = 3 where id = '${rounds[0]!.id}'`)
        const audit = { id: opened.services.ids.next(1), at: 1, ...by, action: 'saveContest', subject: slug }
        await contests().change(slug, (found) => ({
          ok: true,
          value: { contest, rounds: found!.rounds.map((round) => ({ ...round, title: `${round.title} mới`, sealedRevision: null })), audit },
        }))
        expect((await read(slug)).rounds.map(({ title, sealedRevision }) => [title, sealedRevision])).toEqual([
          ['Tuần 1 mới', 3],
          ['Tuần 2 mới', null],
        ])
      })

      it('a refusal, another’s address or an unknown contest writes nothing at all', async () => {
        const [slug, other] = [await draft(), await draft()]
        const { document, edition } = await read(slug)
        const before = await dump()
        expect(await contests().change(slug, () => refuse('not-found'))).toMatchObject({ ok: false })
        expect(await save(slug, { ...document, slug: other }, edition)).toMatchObject({ ok: false, reason: 'document-refused' })
        expect(await save('khong-co', document, edition)).toMatchObject({ ok: false, reason: 'not-found' })
        const taken = (await read(slug)).contest
        const audit = { id: opened.services.ids.next(1), at: 1, ...by, action: 'saveContest', subject: slug }
        const stolen = await contests().change(slug, (found) => ({
          ok: true,
          value: { contest: { ...taken, slug: other }, rounds: found!.rounds, audit },
        }))
        expect(stolen).toMatchObject({ ok: false, reason: 'contest-edited-meanwhile' })
        expect(await dump()).toBe(before)
      })

      it('any sound document is read as it was saved, under the edition that the save gave', async () => {
        const slug = await draft()
        await fc.assert(
          fc.asyncProperty(soundDocument, async (document) => {
            const { edition } = await read(slug)
            const saved = await save(slug, { ...document, slug }, edition)
            const after = await read(slug)
            if (!saved.ok) throw new Error(`${saved.reason} ${JSON.stringify(saved.details)}`)
            expect(after.edition).toBe(saved.value.edition)
            const inOrder = [...document.rounds].sort((a, b) => Number(a.practice) - Number(b.practice))
            expect({ ...after.document, rounds: after.document.rounds.map((round) => ({ ...round, id: null })) }).toEqual({
              ...document,
              slug,
              rounds: inOrder,
            })
          }),
          { numRuns: 25 },
        )
      })
    })

    describe('publishing and withdrawing', () => {
      it('of twenty callers one publishes and one withdraws', async () => {
        const slug = await draft()
        const publish = await Promise.all(Array.from({ length: 20 }, () => publishContest(opened.services, slug, by)))
        expect(reasons(publish)).toEqual([
          ['ok', 1],
          ['already-published', 19],
        ])
        expect((await read(slug)).contest.state).toBe('published')
        const withdraw = await Promise.all(Array.from({ length: 20 }, () => withdrawContest(opened.services, slug, by)))
        expect(reasons(withdraw)).toEqual([
          ['ok', 1],
          ['not-published', 19],
        ])
        expect((await read(slug)).contest.state).toBe('draft')
        expect([await audited('publishContest', slug), await audited('withdrawContest', slug)]).toMatchObject([
          [{ details: { before: { state: 'draft' }, after: { state: 'published' } } }],
          [{ details: { before: { state: 'published' }, after: { state: 'draft' } } }],
        ])
      })

      it('a later close gives a running attempt the time that the old close would have cut, and takes none away', async () => {
        const slug = await draft()
        await publishContest(opened.services, slug, by)
        const { document, edition, rounds } = await read(slug)
        const [week] = rounds
        const now = opened.clock.now()
        const { id: contestantId } = await makeContestant(opened.services, fixture.unionIds['T-B-1']!)
        const startedAt = week!.closesAt - 60_000
        opened.clock.set(new Date(startedAt).toISOString())
        await opened.services.storage.attempts.start({ roundId: week!.id, contestantId }, () =>
          accept({ start: { id: 'cut', number: 1, startedAt, deadlineAt: week!.closesAt, seed: '00', bankVersion: 1, extraMs: 0, paper: [] } }),
        )
        const later = {
          ...document,
          rounds: document.rounds.map((one) => (one.id === week!.id ? { ...one, closesAt: one.closesAt + 7_200_000 } : one)),
        }
        expect(await save(slug, later, edition)).toMatchObject({ ok: true })
        expect((await opened.services.storage.attempts.find('cut'))?.deadlineAt).toBe(startedAt + week!.rules.minutes * 60_000)
        opened.clock.set(new Date(now).toISOString())
      })

      it('what has a sealed round is not taken back, even if nobody took part in it', async () => {
        const slug = await draft()
        await publishContest(opened.services, slug, by)
        const [week] = (await read(slug)).rounds
        const now = opened.clock.now()
        opened.clock.set('2021-06-15T00:00:00+07:00')
        expect(await sealRound(opened.services, week!.id, by.actorId, by.reason)).toMatchObject({ ok: true })
        expect(await withdrawContest(opened.services, slug, by)).toEqual({ ok: false, reason: 'already-sealed' })
        opened.clock.set(new Date(now).toISOString())
      })

      it('is of no use once it is over', async () => {
        const slug = await draft()
        opened.clock.set('2021-06-21T00:00:00+07:00')
        expect(await publishContest(opened.services, slug, by)).toMatchObject({
          ok: false,
          reason: 'document-refused',
          details: [{ code: 'contest-over' }],
        })
        opened.clock.set('2021-06-20T23:59:59+07:00')
        expect(await publishContest(opened.services, slug, by)).toMatchObject({ ok: true })
        opened.clock.set(MONDAY)
      })

      it('a withdrawal and first attempts at once: either it is withdrawn and nobody wrote, or somebody did and it stays', async () => {
        for (let turn = 0; turn < 4; turn += 1) {
          const cloned = await cloneContest(opened.services, fixture.slug, {
            ...by,
            slug: `rut-lai-${turn}`,
            title: 'Rút lại',
            opensAt: Date.parse('2021-06-07T00:00:00+07:00'),
            withQuestions: true,
          })
          if (!cloned.ok) throw new Error(cloned.reason)
          const { slug } = cloned.value
          await publishContest(opened.services, slug, by)
          opened.clock.set(JUNE)
          const roundId = (await read(slug)).rounds[0]!.id
          const people = await Promise.all(Array.from({ length: 3 }, () => makeContestant(opened.services, fixture.unionIds['T-A-1']!)))
          const start = ({ id }: { id: string }) => startAttempt(opened.services, { roundId, contestantId: id })
          const [withdrawn, ...started] = await Promise.all(
            turn % 2 === 0
              ? [withdrawContest(opened.services, slug, by), ...people.map(start)]
              : [new Promise(setImmediate).then(() => withdrawContest(opened.services, slug, by)), ...people.map(start)],
          )
          const begun = started.filter(({ ok }) => ok).length
          expect(withdrawn!.ok).toBe(begun === 0)
          const { contest, attempts } = (await contests().inUse(slug))!
          expect([contest.state, attempts.get(roundId) ?? 0]).toEqual(begun === 0 ? ['draft', 0] : ['published', begun])
          opened.clock.set(MONDAY)
        }
      })
    })

    describe('a clone', () => {
      const clone = (slug: string, withQuestions: boolean) =>
        cloneContest(opened.services, fixture.slug, {
          ...by,
          slug,
          title: 'Bản sao',
          opensAt: Date.parse('2022-05-02T00:00:00+07:00'),
          withQuestions,
        })
      const bank = async (slug: string) => opened.services.storage.questions.current({ contestId: (await read(slug)).contest.id })

      it('with questions has a bank of its own with the same questions, none of whose rows is shared', async () => {
        expect(await clone('sao-co-cau-hoi', true)).toMatchObject({ ok: true })
        const [own, theirs] = [await bank('sao-co-cau-hoi'), await bank(fixture.slug)]
        const said = (all: typeof own) => all.map(({ id: _id, questionId: _question, contestId: _contest, version: _version, ...draft }) => draft)
        expect(own).toHaveLength(6)
        expect(said(own)).toEqual(said(theirs))
        expect(own.every(({ version }) => version === 1)).toBe(true)
        const ids = new Set(theirs.flatMap(({ id, questionId }) => [id, questionId]))
        expect(own.some(({ id, questionId }) => ids.has(id) || ids.has(questionId))).toBe(false)
        expect((await opened.services.storage.questions.bank((await read('sao-co-cau-hoi')).contest.id)).entries).toHaveLength(6)
      })

      it('changed afterwards leaves its model as it was', async () => {
        const before = await bank(fixture.slug)
        const { id } = (await read('sao-co-cau-hoi')).contest
        const [first] = await bank('sao-co-cau-hoi')
        const audit = { id: opened.services.ids.next(1), at: 1, ...by, action: 'importQuestions', subject: 'file' }
        await opened.services.storage.questions.load(id, [{ ...first!, stem: 'Câu đã đổi?' }], 2, audit)
        expect((await bank('sao-co-cau-hoi')).find(({ code }) => code === first!.code)?.stem).toBe('Câu đã đổi?')
        expect(await bank(fixture.slug)).toEqual(before)
      })

      it('without questions has none; either way it is a draft with rounds of its own that nobody has begun', async () => {
        expect(await clone('sao-khong-cau-hoi', false)).toMatchObject({ ok: true })
        expect(await bank('sao-khong-cau-hoi')).toEqual([])
        for (const slug of ['sao-co-cau-hoi', 'sao-khong-cau-hoi']) {
          const { contest, rounds } = await read(slug)
          expect([contest.state, contest.pausedAt, (await contests().inUse(slug))!.attempts.size]).toEqual(['draft', null, 0])
          expect(rounds.map(({ sealedRevision, contestId }) => [sealedRevision, contestId])).toEqual([
            [null, contest.id],
            [null, contest.id],
          ])
          expect(rounds.some(({ id }) => fixture.roundIds.includes(id))).toBe(false)
          expect(await audited('cloneContest', slug)).toHaveLength(1)
        }
      })

      it('of twenty with one address there is one, and the others leave neither questions nor entries', async () => {
        const all = await Promise.all(Array.from({ length: 20 }, () => clone('sao-mot-ten', true)))
        expect(reasons(all)[0]).toEqual(['ok', 1])
        expect(await bank('sao-mot-ten')).toHaveLength(6)
        expect(await audited('cloneContest', 'sao-mot-ten')).toHaveLength(1)
        const before = await dump()
        expect(await clone('sao-mot-ten', true)).toMatchObject({ ok: false, reason: 'document-refused' })
        expect(await dump()).toBe(before)
      })
    })

    describe('entering with an access code', () => {
      const coded = async (): Promise<string> => {
        const slug = await draft({ settings: { ...juneDocument().settings, accessCode: 'SEN-HONG-2021' } })
        await publishContest(opened.services, slug, by)
        return slug
      }
      const enter = (slug: string, contestantId: string, typed: string) => enterContest(opened.services, { slug, contestantId, typed })

      it('once is enough, for this person and this contest; twenty times at once too', async () => {
        const [slug, other] = [await coded(), await coded()]
        const [an, bình] = [
          await makeContestant(opened.services, fixture.unionIds['T-A-1']!),
          await makeContestant(opened.services, fixture.unionIds['T-A-1']!),
        ]
        const entered = async (of: string, id: string) => (await contests().entrant((await read(of)).contest.id, id))!.entered
        expect(await enter(slug, an.id, 'SEN-HONG-2022')).toMatchObject({ ok: false, reason: 'wrong-access-code' })
        expect(await entered(slug, an.id)).toBe(false)
        const all = await Promise.all(Array.from({ length: 20 }, () => enter(slug, an.id, ' sen hong-2021')))
        expect(all.every(({ ok }) => ok)).toBe(true)
        expect([await entered(slug, an.id), await entered(slug, bình.id), await entered(other, an.id)]).toEqual([true, false, false])
        expect((await opened.dump(['contest_entries'])).split('\n').filter((row) => row.includes(an.id))).toHaveLength(1)
      })

      it('a person is known with every union above theirs; who is not there is nobody', async () => {
        const { contest } = await read(await coded())
        const an = await makeContestant(opened.services, fixture.unionIds['T-A-1']!)
        const entrant = (await contests().entrant(contest.id, an.id))!
        expect(entrant).toMatchObject({ phone: an.phone, contestantKind: 'member', entered: false, attempts: 0 })
        expect([...entrant.unions].sort((a, b) => (a < b ? -1 : 1))).toEqual(
          ['T', 'T-A', 'T-A-1'].map((code) => fixture.unionIds[code]!).sort((a, b) => (a < b ? -1 : 1)),
        )
        expect(await contests().entrant(contest.id, 'nobody')).toBeNull()
      })

      it('who was let in by a union is still let in once it is merged away', async () => {
        const { contest } = await read(await coded())
        const [gone, into] = [fixture.unionIds['T-A']!, fixture.unionIds['T-B']!]
        const an = await makeContestant(opened.services, fixture.unionIds['T-A-1']!)
        const now = opened.clock.now()
        const audit = { id: opened.services.ids.next(now), at: now, ...by, action: 'mergeUnion', subject: '' }
        await opened.services.storage.unions.change((tree) => mergeUnion(tree, gone, into), audit)
        const entrant = { ...(await contests().entrant(contest.id, an.id))!, agreed: true }
        expect(barrierFor({ ...plainSettings, eligibleUnions: [gone] }, entrant)).toBeNull()
        expect(barrierFor({ ...plainSettings, eligibleUnions: [fixture.unionIds['T-A-2']!] }, entrant)).toBe('union-not-eligible')
      })
    })
  })
}
