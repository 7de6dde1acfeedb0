import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accept, refuse } from '../../server/src/domain/decision.ts'
import { decideClaim, planRoster, type RosterFace } from '../../server/src/domain/roster.ts'
import type { RosterFilter } from '../../server/src/ports/rosters.ts'
import { makeContest, makeContestant, type Fixture } from '../support/contest.ts'
import type { Open, Opened } from './opened.ts'

/** What every store of rosters promises. */
export function describeRostersContract(name: string, open: Open): void {
  describe(`rosters in ${name}`, () => {
    let opened: Opened
    let fixture: Fixture
    let byPhone: { id: string; phone: string }
    let byCode: { id: string; phone: string }
    const kept = () => opened.services.storage.rosters
    const nextId = () => opened.services.ids.next(opened.clock.now())
    const audit = () => ({ id: nextId(), at: opened.clock.now(), actorId: 'organiser', action: 'importRoster', subject: 'f.csv', reason: 'file' })
    const face = (changes: Partial<RosterFace>): RosterFace => ({
      code: null,
      phone: null,
      fullName: 'Lò Thị Ánh',
      birthDate: '1990-01-01',
      contestantKind: 'member',
      unionCode: 'T-A-1',
      ...changes,
    })
    const load = (...list: RosterFace[]) =>
      kept().load(fixture.contestId, nextId, (before) => accept({ changes: planRoster(before, list).changes, audit: audit() }))
    const list = async (filter: Partial<RosterFilter>) => {
      const asked = { contestId: fixture.contestId, page: 1, pageSize: 50, phones: 'any', sort: 'name', order: 'asc', ...filter } as const
      return (await kept().list(asked)).rows
    }
    const names = async (filter: Partial<RosterFilter>) => (await list(filter)).map(({ fullName }) => fullName)
    const claim = (contestantId: string, code: string) => kept().claim({ contestId: fixture.contestId, contestantId, code }, decideClaim)
    const listed = (id: string) => kept().isListed(fixture.contestId, id)

    beforeAll(async () => {
      opened = await open()
      fixture = await makeContest(opened.services)
      byPhone = await makeContestant(opened.services, fixture.unionIds['T-A-1']!, 'Lò Thị Ánh')
      byCode = await makeContestant(opened.services, fixture.unionIds['T-B-1']!, 'Vàng A Páo')
      await load(
        face({ phone: byPhone.phone }),
        face({ code: 'DV2', fullName: 'Vàng A Páo', unionCode: 'T-B-1' }),
        face({ code: 'DV3', fullName: 'Đỗ Văn Bình', phone: '0987654321' }),
      )
    })
    afterAll(() => opened.end())

    it('loads people once; the same again changes nothing; a refused list writes nothing', async () => {
      expect(await load(face({ code: 'DV3', fullName: 'Đỗ Văn Bình' }), face({ code: 'DV2', fullName: 'Vàng A Pao', unionCode: 'T-B-1' }))).toEqual({
        ok: true,
        value: { added: 0, changed: 1, unchanged: 1 },
      })
      const before = await kept().entries(fixture.contestId)
      expect(await kept().load(fixture.contestId, nextId, () => refuse('file-refused'))).toEqual({ ok: false, reason: 'file-refused' })
      expect(await kept().entries(fixture.contestId)).toEqual(before)
      expect(before.map(({ code, phone, fullName }) => [code, phone, fullName])).toEqual([
        [null, byPhone.phone, 'Lò Thị Ánh'],
        ['DV2', null, 'Vàng A Pao'],
        ['DV3', '0987654321', 'Đỗ Văn Bình'],
      ])
    })

    it('a list that names a union that does not exist writes nothing', async () => {
      const before = await kept().entries(fixture.contestId)
      expect(await load(face({ code: 'DV7' }), face({ code: 'DV8', unionCode: 'T-X' }))).toEqual({ ok: false, reason: 'unknown-union' })
      expect(await kept().entries(fixture.contestId)).toEqual(before)
    })

    it('whoever registered with the phone of the list is on it; with a code they must say so, once', async () => {
      expect([await listed(byPhone.id), await listed(byCode.id)]).toEqual([true, false])
      expect(await kept().totals(fixture.contestId)).toEqual({ people: 3, registered: 1 })
      expect(await claim(byCode.id, 'DV9')).toEqual({ ok: false, reason: 'roster-mismatch' })
      const both = await Promise.all([claim(byCode.id, 'DV2'), claim(byCode.id, 'DV2')])
      expect(both).toEqual([accept(null), accept(null)])
      expect(await listed(byCode.id)).toBe(true)
      const other = await makeContestant(opened.services, fixture.unionIds['T-B-1']!)
      expect(await claim(other.id, 'DV2')).toEqual({ ok: false, reason: 'roster-mismatch' })
      expect(await kept().totals(fixture.contestId)).toEqual({ people: 3, registered: 2 })
      expect(await kept().totals(fixture.contestId, fixture.unionIds['T-B']!)).toEqual({ people: 1, registered: 1 })
    })

    it('somebody who is on the list by phone claims no second entry', async () => {
      expect(await claim(byPhone.id, 'DV3')).toEqual(accept(null))
      expect((await list({ search: 'DV3' })).map(({ contestant }) => contestant)).toEqual([null])
    })

    it('the list of another contest is another list', async () => {
      expect(await kept().isListed('another', byPhone.id)).toBe(false)
      expect(await kept().entries('another')).toEqual([])
    })

    it.each<[what: string, filter: () => Partial<RosterFilter>, names: string[]]>([
      ['by given name', () => ({}), ['Lò Thị Ánh', 'Đỗ Văn Bình', 'Vàng A Pao']],
      ['below a district', () => ({ within: fixture.unionIds['T-A'] }), ['Lò Thị Ánh', 'Đỗ Văn Bình']],
      ['not registered yet', () => ({ registered: false }), ['Đỗ Văn Bình']],
      ['registered', () => ({ registered: true }), ['Lò Thị Ánh', 'Vàng A Pao']],
      ['a code', () => ({ search: 'dv2' }), ['Vàng A Pao']],
      ['digits of a phone that is shown', () => ({ search: '87654' }), ['Đỗ Văn Bình']],
      ['digits of a phone that is masked', () => ({ search: '87654', phones: 'whole' }), []],
      ['the last three of it', () => ({ search: '321', phones: 'whole' }), ['Đỗ Văn Bình']],
      ['the second page', () => ({ page: 2, pageSize: 2 }), ['Vàng A Pao']],
    ])('shows %s', async (_what, filter, expected) => expect(await names(filter())).toEqual(expected))

    it('tells by what a person was recognised', async () => {
      expect((await list({ registered: true })).map(({ contestant }) => contestant)).toEqual([
        { id: byPhone.id, fullName: 'Lò Thị Ánh', by: 'phone' },
        { id: byCode.id, fullName: 'Vàng A Páo', by: 'code' },
      ])
    })

    it('who is taken off the list is on it no longer', async () => {
      const [entry] = await list({ search: byPhone.phone })
      expect(await kept().remove(fixture.contestId, entry!.id, audit())).toEqual(accept(null))
      expect(await kept().remove(fixture.contestId, entry!.id, audit())).toEqual({ ok: false, reason: 'not-found' })
      expect(await listed(byPhone.id)).toBe(false)
    })

    it('an entry lets one person in: whoever claimed it, else whoever registered with its phone', async () => {
      const [first, second] = [
        await makeContestant(opened.services, fixture.unionIds['T-A-1']!),
        await makeContestant(opened.services, fixture.unionIds['T-A-1']!),
      ]
      const next = `0${Number(second.phone) + 1}`
      await load(face({ code: 'DV5', fullName: 'Một Người', phone: first.phone }), face({ code: 'DV6', fullName: 'Hai Người', phone: next }))
      expect(await claim(second.id, 'DV5')).toEqual({ ok: false, reason: 'roster-mismatch' })
      expect(await claim(second.id, 'DV6')).toEqual(accept(null))
      const late = await makeContestant(opened.services, fixture.unionIds['T-A-1']!, 'Hai Người')
      expect(late.phone).toBe(next)
      expect([await listed(first.id), await listed(second.id), await listed(late.id)]).toEqual([true, true, false])
    })
  })
}
