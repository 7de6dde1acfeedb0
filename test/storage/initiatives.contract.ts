import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { confinedTo, type Actor } from '../../server/src/domain/access.ts'
import type { Campaign } from '../../server/src/domain/campaign.ts'
import { accept } from '../../server/src/domain/decision.ts'
import type { InitiativeFacts } from '../../server/src/domain/initiative.ts'
import { deadlinesOf } from '../../server/src/domain/retention.ts'
import { saveCampaign, switchCampaign } from '../../server/src/features/campaigns/actions.ts'
import { enterInitiative, keepFile, moveInitiative, reach, saveInitiative } from '../../server/src/features/initiatives/actions.ts'
import { joinContestants } from '../../server/src/features/review/join-actions.ts'
import type { InitiativeFilter } from '../../server/src/ports/initiatives.ts'
import { makeContest, makeContestant, makeStaff, type Fixture } from '../support/contest.ts'
import type { Open, Opened } from './opened.ts'

const VIETNAM_MS = 7 * 3_600_000
const blank: InitiativeFacts = {
  secret: false,
  title: '',
  authors: [],
  kind: null,
  field: '',
  firstAppliedOn: null,
  effect: 'Nhanh hơn',
  benefit: null,
  reward: null,
  recognisedBy: null,
  decisionNumber: '',
  decisionOn: null,
}
const whole = {
  kind: 'technical',
  field: 'Nông nghiệp',
  firstAppliedOn: '2021-03-01',
  benefit: 5_000_000_000,
  reward: 0,
  decisionNumber: '12/QĐ-LĐ',
  decisionOn: '2021-04-30',
} as const

/** What every store of initiatives promises: each step is one commit with who and when, drafts are their member's own, pairs are found both ways, and a name goes with its person. */
export function describeInitiativesContract(name: string, open: Open): void {
  describe(`initiatives in ${name}`, () => {
    let opened: Opened
    let fixture: Fixture
    let campaign: Campaign
    let an: Actor
    let binh: Actor
    let unit: Actor
    let upper: Actor
    let top: Actor
    const ids: Record<string, string> = {}
    const services = () => opened.services
    const store = () => opened.services.storage.initiatives
    const enter = async (key: string, who: Actor, code: string, facts: Partial<InitiativeFacts>) => {
      const source = who.role === 'contestant' ? ('member' as const) : ('desk' as const)
      const made = await enterInitiative(services(), {
        campaign,
        unionId: fixture.unionIds[code]!,
        facts: { ...blank, ...facts },
        source,
        actorId: who.id,
      })
      if (!made.ok) throw new Error(made.reason)
      ids[key] = made.value.initiativeId
    }
    const reached = async (key: string, who: Actor) => {
      const found = await reach(services(), who, ids[key]!)
      if (!found.ok) throw new Error(found.reason)
      return found.value
    }
    const move = async (key: string, step: Parameters<typeof moveInitiative>[2]['step'], who: Actor, reason?: string) => {
      const seen = await reached(key, who)
      return moveInitiative(services(), seen, { step, reason, basedOn: seen.initiative.edition }, who.id)
    }
    const list = async (filter: Partial<InitiativeFilter> = {}) => {
      const { rows, total } = await store().list({ contestId: fixture.contestId, sort: 'enteredAt', order: 'asc', page: 1, pageSize: 100, ...filter })
      expect(total).toBe(rows.length)
      return rows.map(({ id }) => Object.keys(ids).find((key) => ids[key] === id))
    }

    beforeAll(async () => {
      opened = await open()
      fixture = await makeContest(services())
      const staff = async (role: 'organiser' | 'officer', code: string | null): Promise<Actor> => {
        const unionId = code === null ? null : fixture.unionIds[code]!
        return { ...(await makeStaff(services(), role, unionId)), role, unionId }
      }
      const member = async (code: string, fullName: string): Promise<Actor> => ({
        id: (await makeContestant(services(), fixture.unionIds[code]!, fullName)).id,
        role: 'contestant',
        unionId: fixture.unionIds[code]!,
      })
      ;[top, upper, unit] = [await staff('organiser', null), await staff('officer', 'T-A'), await staff('officer', 'T-A-1')]
      ;[an, binh] = [await member('T-A-1', 'Lò Văn An'), await member('T-B-1', 'Đỗ Thị Bình')]
      const by = { actorId: top.id, reason: 'thử kho sáng kiến' }
      const contest = { id: fixture.contestId, slug: fixture.slug }
      const facts = {
        name: 'Đợt thi đua',
        legalBasis: '',
        contents: '',
        opensAt: Date.parse('2021-04-26T00:00:00+07:00'),
        closesAt: Date.parse('2021-05-27T00:00:00+07:00'),
        initiativesCloseAt: Date.parse('2021-06-01T00:00:00+07:00'),
        fileNeeded: true,
        initiativeColumns: [],
      }
      await saveCampaign(services(), contest, { ...facts, basedOn: 0 }, by)
      await switchCampaign(services(), contest, true, by)
      campaign = (await services().storage.campaigns.find(fixture.contestId))!
      await enter('ngô', an, 'T-A-1', { ...whole, title: 'Máy bóc vỏ ngô', authors: ['Lò Văn An', 'Vàng A Páo'] })
      opened.clock.pass(1)
      await enter('chè', unit, 'T-A-1', { title: 'Sấy chè bằng củi vụn', authors: ['Lò Văn An'], field: 'Chế biến' })
      opened.clock.pass(1)
      await enter('đập', binh, 'T-B-1', { ...whole, title: 'MÁY BÓC VỎ NGÔ', authors: ['Đỗ Thị Bình'], benefit: 7 })
      opened.clock.pass(1)
      await enter('chàm', binh, 'T-B-1', { ...whole, secret: true, title: 'Bí quyết nhuộm chàm', authors: ['Đỗ Thị Bình'], reward: 2_000_000 })
    })
    afterAll(() => opened.end())

    it('a draft of a member is their own: nobody at the desk finds, counts or reaches it', async () => {
      expect(await list()).toEqual(['chè'])
      expect((await store().count(fixture.contestId, undefined, VIETNAM_MS)).cells.map(({ initiatives }) => initiatives)).toEqual([1])
      expect(await reach(services(), top, ids['ngô']!)).toMatchObject({ reason: 'not-found' })
      expect((await store().own(fixture.contestId, an.id, 10)).map(({ title }) => title)).toEqual(['Máy bóc vỏ ngô'])
    })

    it('nobody reaches what is not theirs', async () => {
      for (const key of ['ngô', 'đập', 'chàm']) await move(key, 'send', key === 'ngô' ? an : binh)
      expect(confinedTo(unit)).toBe(fixture.unionIds['T-A-1'])
      for (const [who, key, hand] of [
        [unit, 'ngô', 'unit'],
        [upper, 'ngô', 'upper'],
        [top, 'ngô', 'top'],
        [an, 'ngô', 'author'],
        [upper, 'đập', null],
        [an, 'đập', null],
        [an, 'chè', null],
      ] as const) {
        const found = await reach(services(), who, ids[key]!)
        expect(found.ok ? found.value.hand : null).toBe(hand)
      }
    })

    it.each([
      ['everything', {}, ['ngô', 'chè', 'đập', 'chàm']],
      ['a subtree', { within: 'T-A' }, ['ngô', 'chè']],
      ['a state', { state: 'draft' }, ['chè']],
      ['a kind', { kind: 'technical' }, ['ngô', 'đập']],
      ['a field', { field: 'Chế biến' }, ['chè']],
      ['what is whole', { complete: true }, ['chàm']],
      ['what is not', { complete: false }, ['ngô', 'chè', 'đập']],
      ['words without accents', { search: 'may NGO' }, ['ngô', 'đập']],
      ['an author', { search: 'pao' }, ['ngô']],
      ['a decision', { search: '12/QĐ' }, ['ngô', 'đập']],
      ['those that look alike', { alike: true }, ['ngô', 'đập']],
      ['by benefit', { sort: 'benefit', order: 'desc' }, ['ngô', 'đập', 'chàm', 'chè']],
      ['by title', { sort: 'title' }, ['chàm', 'ngô', 'đập', 'chè']],
    ] as [string, Partial<InitiativeFilter>, string[]][])('the list of %s', async (_, { within, ...filter }, keys) => {
      const under = within === undefined ? {} : { within: fixture.unionIds[within]! }
      expect(await list({ ...filter, ...under })).toEqual(keys)
    })

    it('of a technology secret nothing but name, effect and reward is in the database', async () => {
      expect(await store().find(ids['chàm']!)).toMatchObject({
        ...blank,
        secret: true,
        title: 'Bí quyết nhuộm chàm',
        reward: 2_000_000,
        unionName: 'CĐCS Nhà máy Thuỷ điện',
      })
      expect(await keepFile(services(), await reached('chàm', binh), Buffer.from('%PDF-1.4'), binh.id)).toMatchObject({ reason: 'initiative-secret' })
    })

    it('a pair is told from both sides, and is gone once one of them is withdrawn or called otherwise', async () => {
      expect(await store().alike(ids['ngô']!, undefined)).toEqual([
        {
          id: ids['đập'],
          likeness: 'sameTitle',
          title: 'MÁY BÓC VỎ NGÔ',
          authors: ['Đỗ Thị Bình'],
          unionName: 'CĐCS Nhà máy Thuỷ điện',
          state: 'sent',
        },
      ])
      expect(await store().alike(ids['ngô']!, fixture.unionIds['T-A']!)).toEqual([])
      expect(await store().find(ids['đập']!)).toMatchObject({ alike: 1 })
      await move('đập', 'withdraw', binh)
      expect(await store().find(ids['ngô']!)).toMatchObject({ alike: 0 })
    })

    it('a file is kept in place of the one before, and makes whole what only lacked it', async () => {
      expect(await store().find(ids['ngô']!)).toMatchObject({ missing: ['file'], hasFile: false })
      expect(await keepFile(services(), await reached('ngô', unit), Buffer.from('<svg>'), unit.id)).toMatchObject({ reason: 'decision-file-refused' })
      for (const bytes of ['%PDF-1.4 một', '%PDF-1.4 hai']) await keepFile(services(), await reached('ngô', unit), Buffer.from(bytes), unit.id)
      const file = await store().file(ids['ngô']!)
      expect([file?.type, Buffer.from(file?.bytes ?? []).toString()]).toEqual(['application/pdf', '%PDF-1.4 hai'])
      expect(await store().find(ids['ngô']!)).toMatchObject({ missing: [], hasFile: true })
    })

    it('goes the whole way, back once, with who and when of each step; of two at once one is taken', async () => {
      await move('ngô', 'return', unit, 'thiếu chữ ký của hội đồng')
      expect(await store().find(ids['ngô']!)).toMatchObject({ state: 'returned', reason: 'thiếu chữ ký của hội đồng' })
      await move('ngô', 'send', an)
      const both = await Promise.all([move('ngô', 'recognise', unit), move('ngô', 'recognise', upper)])
      expect(both.filter(({ ok }) => ok)).toHaveLength(1)
      expect(await move('ngô', 'confirm', unit)).toMatchObject({ reason: 'not-allowed' })
      await move('ngô', 'confirm', upper)
      opened.clock.pass(86_400_000)
      await move('ngô', 'count', top)
      expect((await store().steps(ids['ngô']!)).map(({ step }) => step)).toEqual(['enter', 'send', 'return', 'send', 'recognise', 'confirm', 'count'])
      expect(
        (await services().storage.audit.list({ page: 1, pageSize: 50, search: ids['ngô']! })).rows.filter(
          ({ action }) => action === 'countInitiative',
        ),
      ).toHaveLength(1)
    })

    it('is counted on the day of the contest’s clock, and the benefit of many stays exact', async () => {
      const { cells, kinds, alike } = await store().count(fixture.contestId, fixture.unionIds['T-A']!, VIETNAM_MS)
      const at = (await store().find(ids['ngô']!))!.countedAt!
      expect(alike).toBe(0)
      expect(kinds.filter(({ state }) => state === 'counted')).toEqual([
        { kind: 'technical', field: 'Nông nghiệp', state: 'counted', initiatives: 1, benefit: 5_000_000_000 },
      ])
      expect(cells.find(({ state }) => state === 'counted')).toEqual({
        unionId: fixture.unionIds['T-A-1'],
        state: 'counted',
        complete: true,
        day: new Date(at + VIETNAM_MS).toISOString().slice(0, 10),
        initiatives: 1,
        benefit: 5_000_000_000,
      })
      expect(await store().fields(fixture.contestId, undefined, 10)).toEqual(['Nông nghiệp', 'Chế biến'])
      expect(await store().fields(fixture.contestId, fixture.unionIds['T-B']!, 10)).toEqual(['Nông nghiệp'])
    })

    it('those that count are told by id, with their authors, some at a time', async () => {
      const counted = { id: ids['ngô'], unionId: fixture.unionIds['T-A-1'], authors: ['Lò Văn An', 'Vàng A Páo'], benefit: 5_000_000_000 }
      expect(await store().counted(fixture.contestId, '', 10)).toMatchObject([counted])
      expect(await store().counted(fixture.contestId, '', 0)).toEqual([])
      expect(await store().counted(fixture.contestId, ids['ngô']!, 10)).toEqual([])
    })

    it('of two who change one at once, one is told to look again', async () => {
      const { edition } = (await store().find(ids['chè']!))!
      const change = async (who: Actor, title: string) =>
        saveInitiative(services(), await reached('chè', who), { ...blank, title, authors: ['Lò Văn An'], basedOn: edition }, who.id)
      const both = await Promise.all([change(unit, 'Sấy chè'), change(upper, 'Sấy chè khô')])
      expect(both.filter(({ ok }) => ok)).toHaveLength(1)
      expect(both.find(({ ok }) => !ok)).toMatchObject({ reason: 'edited-meanwhile' })
      // Whose save came through may send it again.
      const stands = (await store().find(ids['chè']!))!
      expect(await change(unit, stands.title)).toEqual({ ok: true, value: { edition: stands.edition } })
      expect(await store().find(ids['chè']!)).toEqual(stands)
    })

    it('a list is told what is there of its titles and authors, but for drafts of members and what was withdrawn', async () => {
      const listed = { contestId: fixture.contestId, titles: ['may boc vo ngo'], authors: ['do thi binh'] }
      expect(await store().known(listed)).toEqual([
        { id: ids['ngô'], unionId: fixture.unionIds['T-A-1'], title: 'may boc vo ngo', authors: ['lo van an', 'vang a pao'] },
      ])
      expect(await store().known({ ...listed, titles: [], authors: [] })).toEqual([])
      expect((await store().known({ ...listed, titles: [], authors: ['vang a pao'] })).map(({ id }) => id)).toEqual([ids['ngô']])
    })

    it('whether the file of a decision is asked for is told of all at once', async () => {
      const lacking = async () => (await store().find(ids['chè']!))!.missing
      const before = await lacking()
      const by = { actorId: top.id, reason: 'thử kho sáng kiến' }
      const { contestId: _contest, on: _on, edition, ...facts } = (await services().storage.campaigns.find(fixture.contestId))!
      for (const [index, fileNeeded] of [false, true].entries()) {
        const saved = await saveCampaign(
          services(),
          { id: fixture.contestId, slug: fixture.slug },
          { ...facts, fileNeeded, basedOn: edition + index },
          by,
        )
        expect(saved.ok).toBe(true)
        expect(await lacking()).toEqual(fileNeeded ? before : before.filter((part) => part !== 'file'))
      }
      expect(before).toContain('file')
    })

    it('a limit for one person holds under any concurrency', async () => {
      const enterOne = () =>
        store().enter({ contestId: fixture.contestId, accountId: 'ai-do', title: '' }, ({ own }) => {
          if (own >= 2) return { ok: false as const, reason: 'too-many-initiatives' as const }
          const now = opened.clock.now()
          const id = services().ids.next(now)
          const initiative = {
            ...blank,
            title: `Thử ${id}`,
            id,
            contestId: fixture.contestId,
            unionId: fixture.unionIds['T-A-2']!,
            state: 'draft' as const,
            stateAt: now,
            reason: '',
            source: 'member' as const,
            enteredAt: now,
            enteredBy: 'ai-do',
            countedAt: null,
            hasFile: false,
            missing: [],
            edition: 1,
          }
          return accept({
            initiative,
            step: null,
            audit: { id: services().ids.next(now), at: now, actorId: 'ai-do', action: 'enterInitiative', subject: id, reason: 'thử kho' },
          })
        })
      const all = await Promise.all(Array.from({ length: 5 }, enterOne))
      expect(all.filter(({ ok }) => ok)).toHaveLength(2)
    })

    it('an account that is joined to another brings its initiatives', async () => {
      const { id: keptId } = await makeContestant(services(), fixture.unionIds['T-B-1']!, 'Đỗ Thị Bình')
      const joined = await joinContestants(services(), { keptId, fromId: binh.id, actorId: top.id, reason: 'cùng một người' })
      expect(joined.ok).toBe(true)
      expect((await services().storage.ownData.initiatives(keptId)).map(({ title }) => title)).toEqual(['Bí quyết nhuộm chàm', 'MÁY BÓC VỎ NGÔ'])
    })

    it('who leaves takes their name and drafts along; the unit keeps the initiative', async () => {
      await enter('nháp', an, 'T-A-1', { title: 'Chưa gửi bao giờ', authors: ['Lò Văn An'] })
      await services().storage.ownData.withdraw(an.id, () =>
        accept({
          how: 'delete' as const,
          audit: { id: services().ids.next(0), at: opened.clock.now(), actorId: an.id, action: 'withdrawConsent', subject: an.id, reason: 'rút' },
        }),
      )
      expect(await store().find(ids['nháp']!)).toBeNull()
      expect(await store().find(ids['ngô']!)).toMatchObject({
        state: 'counted',
        title: 'Máy bóc vỏ ngô',
        authors: ['Người dự thi đã rút', 'Vàng A Páo'],
      })
      expect(await store().find(ids['chè']!)).toMatchObject({ authors: ['Người dự thi đã rút'] })
      expect(await list({ search: 'lo van an' })).toEqual([])
      expect(await opened.dump(['initiatives', 'initiative_authors', 'initiative_steps'])).not.toContain('Lò Văn An')
    })

    it('long after the contest names of authors and decisions go, some at a time; what was counted stays', async () => {
      const { retention } = services().storage
      const at = (day: string) => deadlinesOf({ months: 24, codeDays: 30 }, Date.parse(`${day}T00:00:00+07:00`))
      expect((await retention.due(at('2022-06-01'))).authors).toBe(0)
      const late = at('2024-01-01')
      // That of the phone that left, and the one that was withdrawn; a technology secret has neither names nor a file.
      expect((await retention.due(late)).authors).toBe(2)
      for (const gone of [1, 1, 0]) expect(await retention.apply('authors', late, 1)).toBe(gone)
      expect(await store().find(ids['ngô']!)).toMatchObject({
        state: 'counted',
        title: 'Máy bóc vỏ ngô',
        authors: ['Người dự thi (đã ẩn danh)', 'Người dự thi (đã ẩn danh)'],
        hasFile: false,
        missing: [],
      })
      expect(await store().file(ids['ngô']!)).toBeNull()
      expect(await list({ search: 'vang a pao' })).toEqual([])
      expect(await opened.dump(['initiatives', 'initiative_authors'])).not.toMatch(/Vàng A Páo|Đỗ Thị Bình/)
    })
  })
}
