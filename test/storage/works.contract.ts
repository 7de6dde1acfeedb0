import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CampaignFacts } from '../../server/src/domain/campaign.ts'
import { deadlinesOf } from '../../server/src/domain/retention.ts'
import type { WorkFacts } from '../../server/src/domain/work.ts'
import { saveCampaign, switchCampaign } from '../../server/src/features/campaigns/actions.ts'
import { eraseWork, finishWork, moveWork, reachWork, registered, registerWork, saveWork } from '../../server/src/features/works/actions.ts'
import { addPhoto, describePhoto, removePhoto } from '../../server/src/features/works/photos.ts'
import { makeContest, makeStaff, type Fixture } from '../support/contest.ts'
import { photos } from '../support/photos.ts'
import type { Open, Opened } from './opened.ts'

const campaign: CampaignFacts = {
  name: 'Đợt thi đua 30 ngày',
  legalBasis: '',
  contents: '',
  opensAt: Date.parse('2021-04-26T00:00:00+07:00'),
  closesAt: Date.parse('2021-05-27T00:00:00+07:00'),
  initiativesCloseAt: Date.parse('2021-06-01T00:00:00+07:00'),
  fileNeeded: false,
  initiativeColumns: [],
}
const facts = (title: string, patch: Partial<WorkFacts> = {}): WorkFacts => ({
  title,
  kind: 'project',
  quantity: 2.5,
  measure: 'km',
  value: 5_000_000_000_000,
  carriedOutBy: 'Tổ Đường bản',
  plannedFrom: '2021-04-26',
  plannedTo: '2021-05-20',
  ...patch,
})

/** What every store of works promises: registered once however often a page asks, counted as listed, at most six photos, and erased whole. */
export function describeWorksContract(name: string, open: Open): void {
  describe(`works in ${name}`, () => {
    let opened: Opened
    let fixture: Fixture
    let officer: { id: string; role: 'officer'; unionId: string }
    let organiser: { id: string; role: 'organiser'; unionId: null }
    const works = () => opened.services.storage.works
    const known = async () => (await opened.services.storage.campaigns.find(fixture.contestId))!
    const enter = async (title: string, unionCode = 'T-A-1', patch: Partial<WorkFacts> = {}, entryKey = `khoa-${title}`) => {
      const made = await registerWork(
        opened.services,
        await known(),
        { ...facts(title, patch), unionId: fixture.unionIds[unionCode]!, entryKey },
        organiser,
      )
      if (!made.ok) throw new Error(made.reason)
      return made.value.workId
    }
    const reached = async (id: string, actor: typeof officer | typeof organiser = organiser) => {
      const found = await reachWork(opened.services, actor, id)
      if (!found.ok) throw new Error(found.reason)
      return found.value
    }
    const list = (patch: object = {}) =>
      works().list({ contestId: fixture.contestId, sort: 'registeredAt', order: 'asc', page: 1, pageSize: 50, ...patch })
    const titles = async (patch: object = {}) => (await list(patch)).rows.map(({ title }) => title)

    beforeAll(async () => {
      opened = await open()
      const { services } = opened
      fixture = await makeContest(services)
      organiser = { id: (await makeStaff(services, 'organiser')).id, role: 'organiser', unionId: null }
      const unionId = fixture.unionIds['T-A']!
      officer = { id: (await makeStaff(services, 'officer', unionId)).id, role: 'officer', unionId }
      const by = { actorId: organiser.id, reason: 'thử kho công trình' }
      const contest = { id: fixture.contestId, slug: fixture.slug }
      await saveCampaign(services, contest, { ...campaign, basedOn: 0 }, by)
      await switchCampaign(services, contest, true, by)
    })
    afterAll(() => opened.end())

    it('a page that asks twice, or many times at once, registers once', async () => {
      const ids = await Promise.all(Array.from({ length: 4 }, () => enter('Đường vào bản Tả Tổng')))
      expect(new Set(ids).size).toBe(1)
      expect(await titles()).toEqual(['Đường vào bản Tả Tổng'])
      expect(await works().steps(ids[0]!)).toMatchObject([{ step: 'register', actor: 'organiser' }])
      expect(await works().find(ids[0]!)).toMatchObject({
        ...facts('Đường vào bản Tả Tổng'),
        unionName: 'CĐCS Trường THCS Tả Tổng',
        unionCode: 'T-A-1',
        state: 'registered',
        photos: 0,
      })
    })

    it('an officer reaches what lies in their subtree only', async () => {
      const outside = await enter('Nhà bếp Thuỷ điện', 'T-B-1', { kind: 'task', value: null, quantity: null, measure: '', carriedOutBy: 'Cấp dưỡng' })
      expect(await reachWork(opened.services, officer, outside)).toMatchObject({ reason: 'not-found' })
      expect(await titles({ within: officer.unionId })).toEqual(['Đường vào bản Tả Tổng'])
      const given = { ...facts('Việc của huyện khác'), unionId: fixture.unionIds['T-B']!, entryKey: 'khoa-ngoai' }
      expect(await registerWork(opened.services, await known(), given, officer)).toMatchObject({ reason: 'not-allowed' })
    })

    it('of two who change it at once one is told to look again, and saving what stands there is no change', async () => {
      const id = await enter('Sân chơi')
      const one = await reached(id)
      const both = await Promise.all(
        ['Sân chơi một', 'Sân chơi hai'].map((title) => saveWork(opened.services, one, { ...facts(title), basedOn: 1 }, organiser.id)),
      )
      expect(both.filter(({ ok }) => ok)).toHaveLength(1)
      expect(both.find(({ ok }) => !ok)).toMatchObject({ reason: 'edited-meanwhile' })
      const { title, edition } = (await works().find(id))!
      expect(await saveWork(opened.services, one, { ...facts(title), basedOn: 1 }, organiser.id)).toEqual({ ok: true, value: { edition } })
      expect((await works().find(id))!.edition).toBe(edition)
    })

    it('is confirmed, done, returned, done again and accepted, each step with who, when and why', async () => {
      const id = await enter('Bể nước sạch')
      const result = { doneOn: '2021-05-02', result: 'Đã xây xong', valueReached: 6_000_000_000_000 }
      expect(await finishWork(opened.services, await reached(id), { ...result, basedOn: 1 }, officer.id)).toMatchObject({ reason: 'work-moved' })
      for (const step of ['confirm', 'finish', 'return', 'finish', 'accept'] as const) {
        const at = await reached(id, officer)
        const moved =
          step === 'finish'
            ? await finishWork(opened.services, at, { ...result, basedOn: at.work.edition }, officer.id)
            : await moveWork(opened.services, at, { step, basedOn: at.work.edition, ...(step === 'return' ? { reason: 'ảnh mờ' } : {}) }, officer.id)
        expect([step, moved.ok]).toEqual([step, true])
      }
      expect((await works().steps(id)).map(({ step, reason, actor }) => [step, reason, actor])).toEqual([
        ['register', '', 'organiser'],
        ['confirm', '', 'officer'],
        ['finish', '', 'officer'],
        ['return', 'ảnh mờ', 'officer'],
        ['finish', '', 'officer'],
        ['accept', '', 'officer'],
      ])
      expect(await works().find(id)).toMatchObject({ ...result, state: 'accepted', reason: '' })
    })

    it('lists by words without accents, state, kind and lateness, sorted and paged', async () => {
      await enter('Vườn rau', 'T-A-2', { plannedTo: '2021-05-02', value: 1 })
      expect(await titles({ search: 'duong ban' })).toEqual([
        'Đường vào bản Tả Tổng',
        expect.stringContaining('Sân chơi'),
        'Bể nước sạch',
        'Vườn rau',
      ])
      expect(await titles({ search: 'TA TONG' })).toEqual(['Đường vào bản Tả Tổng'])
      expect(await titles({ state: 'accepted' })).toEqual(['Bể nước sạch'])
      expect(await titles({ kind: 'task' })).toEqual(['Nhà bếp Thuỷ điện'])
      expect(await titles({ lateOn: '2021-05-03' })).toEqual(['Vườn rau'])
      expect(await titles({ lateOn: '2021-05-02' })).toEqual([])
      expect((await titles({ sort: 'value' })).slice(0, 2)).toEqual(['Nhà bếp Thuỷ điện', 'Vườn rau'])
      expect((await titles({ sort: 'plannedTo' }))[0]).toBe('Vườn rau')
      expect(await list({ page: 2, pageSize: 2 })).toMatchObject({ rows: [{}, {}], total: 5 })
    })

    it('counts what is listed, by unit, kind, state and lateness', async () => {
      const cells = await works().count(fixture.contestId, undefined, '2021-05-03')
      const line = ({ unionId, kind, state, late, works: number, value }: (typeof cells)[number]) => [
        Object.entries(fixture.unionIds).find(([, id]) => id === unionId)?.[0],
        ...[kind, state, late, number, value],
      ]
      expect(cells.map(line).sort((a, b) => (String(a) < String(b) ? -1 : 1))).toEqual([
        ['T-A-1', 'project', 'accepted', false, 1, 6_000_000_000_000],
        ['T-A-1', 'project', 'registered', false, 2, 0],
        ['T-A-2', 'project', 'registered', true, 1, 0],
        ['T-B-1', 'task', 'registered', false, 1, 0],
      ])
      const inside = await works().count(fixture.contestId, officer.unionId, '2021-05-03')
      expect(inside.reduce((sum, cell) => sum + cell.works, 0)).toBe(4)
    })

    it('keeps at most six photos however many come at once, each once, and gives them back byte by byte', async () => {
      const id = await enter('Nhà văn hoá')
      const at = await reached(id)
      const six = Object.values(photos).slice(0, 6)
      const same = await Promise.all([photos.jpeg, photos.jpeg].map((bytes) => addPhoto(opened.services, at, bytes, officer.id)))
      expect(same).toMatchObject([
        { ok: true, value: { photos: 1 } },
        { ok: true, value: { photos: 1 } },
      ])
      const sent = await Promise.all(six.map((bytes) => addPhoto(opened.services, at, bytes, officer.id)))
      expect(sent.map(({ ok }) => ok)).toEqual(six.map(() => true))
      // Another picture: its last point of colour is another one.
      const another = Buffer.from(photos.plainWebp)
      another[another.length - 2] = another[another.length - 2]! ^ 1
      expect(await addPhoto(opened.services, at, another, officer.id)).toMatchObject({ reason: 'too-many-photos' })
      expect(await addPhoto(opened.services, at, Buffer.from('khong phai anh'), officer.id)).toMatchObject({ reason: 'photo-refused' })
      const kept = await works().photos(id)
      expect(kept).toHaveLength(6)
      expect((await works().find(id))!.photos).toBe(6)
      const one = kept.find(({ type }) => type === 'image/png')!
      const photo = (await works().photo(id, one.hash))!
      expect([photo.bytes.length, photo.facts]).toEqual([one.bytes, one])
      expect(await works().photo(await enter('Sân chơi'), one.hash)).toBeNull()
    })

    it('a photo is described and taken away; asked again nothing happens', async () => {
      const id = (await list({ search: 'nha van hoa' })).rows[0]!.id
      const at = await reached(id)
      const hash = (await works().photos(id))[2]!.hash
      expect(await describePhoto(opened.services, at, { hash, caption: 'Mái nhà đã lợp' }, officer.id)).toMatchObject({ ok: true })
      expect((await works().photos(id)).map(({ caption }) => caption).filter((caption) => caption !== '')).toEqual(['Mái nhà đã lợp'])
      expect(await describePhoto(opened.services, at, { hash: 'a'.repeat(64), caption: 'x' }, officer.id)).toMatchObject({ reason: 'not-found' })
      for (let time = 0; time < 2; time += 1) expect((await removePhoto(opened.services, at, hash, officer.id)).ok).toBe(true)
      expect(await works().photos(id)).toHaveLength(5)
    })

    it('is erased whole, once it was withdrawn', async () => {
      const id = (await list({ search: 'nha van hoa' })).rows[0]!.id
      const at = await reached(id)
      const by = { actorId: organiser.id, reason: 'nhập nhầm đơn vị' }
      expect(await eraseWork(opened.services, at, by)).toMatchObject({ reason: 'work-moved' })
      expect((await moveWork(opened.services, at, { step: 'withdraw', basedOn: at.work.edition, reason: 'nhập nhầm' }, organiser.id)).ok).toBe(true)
      expect(await eraseWork(opened.services, at, by)).toMatchObject({ ok: true })
      expect(await works().find(id)).toBeNull()
      expect([await works().photos(id), await works().steps(id)]).toEqual([[], []])
    })

    it('a list is loaded whole, with one entry in the trail', async () => {
      const before = (await list()).total
      const given = { contestId: fixture.contestId, unionId: fixture.unionIds['T-A-2']!, source: 'import' as const, actorId: organiser.id }
      const changes = Array.from({ length: 3 }, (_, place) =>
        registered(opened.services, { ...given, facts: facts(`Việc số ${place}`), entryKey: `tep-${place}` }),
      )
      const by = { actorId: organiser.id, action: 'importWorks', subject: 'tep.xlsx', reason: 'thử kho' }
      const listed = { contestId: fixture.contestId, unionIds: [given.unionId] }
      const there = await works().known(listed)
      await works().load(listed, (known) => {
        expect(known).toEqual(there)
        return { changes, audit: { ...by, id: 'nhap-tep', at: opened.clock.now() } }
      })
      const { kind, plannedFrom, plannedTo } = facts('')
      const mark = { unionId: given.unionId, title: 'Việc số 0', kind, plannedFrom, plannedTo }
      expect(await works().known(listed)).toEqual(expect.arrayContaining([...there, mark]))
      expect(await works().known({ ...listed, unionIds: [] })).toEqual([])
      expect((await list()).total).toBe(before + 3)
      expect(await works().steps(changes[2]!.work.id)).toHaveLength(1)
    })

    it('long after the contest photos and who carried works out go, some at a time; what was done stays', async () => {
      const shown = await enter('Đường hoa', 'T-A-1', { carriedOutBy: 'Đội Mắc Ca' })
      await addPhoto(opened.services, await reached(shown), photos.png, officer.id)
      const nobody = await enter('Không ảnh, không người', 'T-A-1', { carriedOutBy: '' })
      expect((await list({ search: 'mac ca' })).total).toBe(1)
      const { retention } = opened.services.storage
      const at = (day: string) => deadlinesOf({ months: 24, codeDays: 30 }, Date.parse(`${day}T00:00:00+07:00`))
      expect((await retention.due(at('2022-06-01'))).works).toBe(0)
      const late = at('2024-01-01')
      const due = (await list()).total - 1
      expect((await retention.due(late)).works).toBe(due)
      expect(await retention.apply('works', late, 2)).toBe(2)
      expect(await retention.apply('works', late, 100)).toBe(due - 2)
      expect(await retention.apply('works', late, 100)).toBe(0)
      expect((await list()).rows.map(({ carriedOutBy, photos: kept }) => [carriedOutBy, kept])).toEqual(Array(due + 1).fill(['', 0]))
      expect([await works().photos(shown), (await works().find(nobody))?.title]).toEqual([[], 'Không ảnh, không người'])
      expect((await list({ search: 'duong hoa' })).total).toBe(1)
      expect((await list({ search: 'mac ca' })).total).toBe(0)
    })
  })
}
