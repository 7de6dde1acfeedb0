import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accept, refuse } from '../../server/src/domain/decision.ts'
import { finishAttempt } from '../../server/src/features/attempts/actions.ts'
import type { ContestantFilter } from '../../server/src/ports/contestants.ts'
import { makeContest, makeContestant, type Fixture } from '../support/contest.ts'
import type { Open, Opened } from './opened.ts'

/** What every store of contestants promises. */
export function describeContestantsContract(name: string, open: Open): void {
  describe(`contestants in ${name}`, () => {
    let opened: Opened
    let fixture: Fixture
    const ids = new Map<string, { id: string; phone: string }>()
    const kept = () => opened.services.storage.contestants
    const idOf = (person: string): string => ids.get(person)!.id
    const audit = (action: string) => {
      const now = opened.clock.now()
      return { id: opened.services.ids.next(now), at: now, actorId: 'organiser', action, subject: 'person', reason: 'Chọn nhầm' }
    }
    const names = async (filter: Partial<ContestantFilter>): Promise<string[]> => {
      const { rows } = await kept().list({ page: 1, pageSize: 50, phones: 'any', sort: 'name', order: 'asc', ...filter })
      return rows.map(({ fullName }) => fullName)
    }

    beforeAll(async () => {
      opened = await open()
      fixture = await makeContest(opened.services)
      const people: [fullName: string, union: string][] = [
        ['Vàng A Páo', 'T-B-1'],
        ['Lò Thị Ánh', 'T-A-1'],
        ['Đỗ Văn Bình', 'T-A-2'],
        ['Nguyễn Thị Ánh', 'T-A-1'],
      ]
      for (const [fullName, union] of people) {
        opened.clock.pass(1_000)
        ids.set(fullName, await makeContestant(opened.services, fixture.unionIds[union]!, fullName))
      }
      const now = opened.clock.now()
      await opened.services.storage.attempts.start({ roundId: fixture.roundIds[0]!, contestantId: idOf('Đỗ Văn Bình') }, () =>
        accept({ start: { id: 'a-1', number: 1, startedAt: now, deadlineAt: now + 1_200_000, seed: '00', bankVersion: 1, extraMs: 0, paper: [] } }),
      )
    })
    afterAll(() => opened.end())

    it.each<[what: string, filter: () => Partial<ContestantFilter>, names: string[]]>([
      ['by name: the given name first', () => ({}), ['Lò Thị Ánh', 'Nguyễn Thị Ánh', 'Đỗ Văn Bình', 'Vàng A Páo']],
      ['newest first', () => ({ sort: 'registeredAt', order: 'desc' }), ['Nguyễn Thị Ánh', 'Đỗ Văn Bình', 'Lò Thị Ánh', 'Vàng A Páo']],
      ['the second page of one', () => ({ page: 2, pageSize: 1 }), ['Nguyễn Thị Ánh']],
      ['below a district', () => ({ within: fixture.unionIds['T-A'] }), ['Lò Thị Ánh', 'Nguyễn Thị Ánh', 'Đỗ Văn Bình']],
      ['words without accents, in any order', () => ({ search: 'anh thi lo' }), ['Lò Thị Ánh']],
      ['digits of a phone', () => ({ search: ids.get('Vàng A Páo')!.phone.slice(2) }), ['Vàng A Páo']],
      ['a phone with +84 and spaces', () => ({ search: `+84 ${ids.get('Vàng A Páo')!.phone.slice(1)}` }), ['Vàng A Páo']],
      ['digits of a masked phone find nobody', () => ({ search: ids.get('Vàng A Páo')!.phone.slice(2), phones: 'whole' }), []],
      ['a whole masked phone', () => ({ search: ids.get('Vàng A Páo')!.phone, phones: 'whole' }), ['Vàng A Páo']],
      ['the three digits of it that are shown', () => ({ search: ids.get('Vàng A Páo')!.phone.slice(-3), phones: 'whole' }), ['Vàng A Páo']],
      ['a wildcard is no wildcard', () => ({ search: '%' }), ['Lò Thị Ánh', 'Nguyễn Thị Ánh', 'Đỗ Văn Bình', 'Vàng A Páo']],
      ['who has taken a round', () => ({ taken: { roundId: fixture.roundIds[0]!, yes: true } }), ['Đỗ Văn Bình']],
      [
        'who has not, below a district',
        () => ({ taken: { roundId: fixture.roundIds[0]!, yes: false }, within: fixture.unionIds['T-A'] }),
        ['Lò Thị Ánh', 'Nguyễn Thị Ánh'],
      ],
      ['of a kind that nobody is', () => ({ kind: 'officer' }), []],
    ])('a list %s', async (_what, filter, expected) => expect(await names(filter())).toEqual(expected))

    it('a row has the union and all attempts of its person, and the total counts every page', async () => {
      const { rows, total } = await kept().list({ page: 3, pageSize: 1, phones: 'any', sort: 'name', order: 'asc' })
      expect([rows[0]?.fullName, rows[0]?.unionName, rows[0]?.attempts, total]).toEqual(['Đỗ Văn Bình', 'CĐCS Bệnh viện Đa khoa', 1, 4])
    })

    it('a corrected person is found and sorted by the new name; a refused correction writes nothing', async () => {
      const id = idOf('Lò Thị Ánh')
      expect(await kept().correct(id, () => refuse('nothing-changed'))).toEqual({ ok: false, reason: 'nothing-changed' })
      const after = { fullName: 'Lò Thị Xuân', birthDate: '1992-03-04', contestantKind: 'officer' as const }
      await kept().correct(id, (before) => {
        expect(before.fullName).toBe('Lò Thị Ánh')
        return accept({ after, audit: audit('correctContestant') })
      })
      expect(await names({})).toEqual(['Nguyễn Thị Ánh', 'Đỗ Văn Bình', 'Vàng A Páo', 'Lò Thị Xuân'])
      expect(await names({ search: 'xuan', kind: 'officer' })).toEqual(['Lò Thị Xuân'])
      expect(await kept().find(id)).toMatchObject({ ...after, unionPath: 'LĐLĐ tỉnh › LĐLĐ huyện A' })
    })

    it('a person is moved with a running attempt, and nothing is logged before it is finished', async () => {
      const id = idOf('Đỗ Văn Bình')
      const { seq } = await opened.services.storage.log.head()
      const to = fixture.unionIds['T-B-1']!
      const move = await kept().move(id, to, (from, target) => {
        expect([from.unionName, target.unionName]).toEqual(['CĐCS Bệnh viện Đa khoa', 'CĐCS Nhà máy Thuỷ điện'])
        return accept({ actorId: 'organiser', reason: 'Chọn nhầm', audit: audit('moveContestant') })
      })
      expect(move).toEqual({ ok: true, value: { rounds: 0 } })
      expect((await kept().attempts(id)).map(({ unionId, roundTitle, sealed }) => [unionId, roundTitle, sealed])).toEqual([[to, 'Kỳ 1', false]])
      expect((await opened.services.storage.accounts.profile(id))?.unionId).toBe(to)
      expect((await opened.services.storage.log.head()).seq).toBe(seq)
    })

    it('practice is not logged when a person is moved either', async () => {
      const [id, roundId] = [idOf('Vàng A Páo'), fixture.roundIds[0]!]
      await opened.execute(`update rounds set practice = true where id = '${roundId}'`)
      const now = opened.clock.now()
      await opened.services.storage.attempts.start({ roundId, contestantId: id }, () =>
        accept({ start: { id: 'p-1', number: 1, startedAt: now, deadlineAt: now + 1_200_000, seed: '00', bankVersion: 1, extraMs: 0, paper: [] } }),
      )
      expect(await finishAttempt(opened.services, 'p-1', 'contestant')).toMatchObject({ ok: true })
      const { seq } = await opened.services.storage.log.head()
      const decide = () => accept({ actorId: 'organiser', reason: 'Chọn nhầm', audit: audit('moveContestant') })
      expect(await kept().move(id, fixture.unionIds['T-A-2']!, decide)).toEqual({ ok: true, value: { rounds: 0 } })
      expect((await opened.services.storage.log.head()).seq).toBe(seq)
      await opened.execute(`update rounds set practice = false where id = '${roundId}'`)
    })

    it('nobody is moved to a union that does not exist', async () => {
      const never = () => expect.unreachable()
      expect(await kept().move(idOf('Vàng A Páo'), 'none', never)).toEqual({ ok: false, reason: 'unknown-union' })
      expect(await kept().move('none', fixture.unionIds['T-A-1']!, never)).toEqual({ ok: false, reason: 'not-found' })
    })

    it('a code: a new one takes the place of the old with its tries; of five that spend it at once one does', async () => {
      const { id, phone } = ids.get('Vàng A Páo')!
      const now = opened.clock.now()
      const issue = (codeHash: string) =>
        kept().issueCode({ accountId: id, codeHash, createdBy: 'officer', createdAt: now, expiresAt: now + 1_000 }, audit('issueResetCode'))
      const attempt = () => kept().tryCode(phone, (code) => (code === null ? refuse('wrong-code') : accept({ tries: code.tries + 1 })))
      const tries = async () => {
        let seen: number | null = null
        await kept().tryCode(phone, (code) => {
          seen = code?.tries ?? null
          return refuse('wrong-code')
        })
        return seen
      }
      await issue('old')
      expect(await attempt()).toEqual({ ok: true, value: { accountId: id, codeHash: 'old' } })
      await attempt()
      expect(await tries()).toBe(2)
      await issue('new')
      expect([await tries(), (await kept().find(id))?.resetUntil]).toEqual([0, now + 1_000])
      const spend = (codeHash: string) =>
        kept().spendCode({ accountId: id, codeHash }, { passwordHash: `by ${codeHash}`, sessionsFrom: now, audit: audit('resetPassword') })
      expect(await spend('old')).toEqual({ ok: false, reason: 'wrong-code' })
      const spent = await Promise.all(Array.from({ length: 5 }, () => spend('new')))
      expect(spent.filter(({ ok }) => ok)).toHaveLength(1)
      expect(await opened.services.storage.accounts.findByLogin(phone)).toMatchObject({ passwordHash: 'by new', sessionsFrom: now })
      expect(await tries()).toBeNull()
    })

    it('no code is issued for somebody who is no contestant', async () => {
      const code = { accountId: 'none', codeHash: 'x', createdBy: 'officer', createdAt: 0, expiresAt: 1 }
      expect(await kept().issueCode(code, audit('issueResetCode'))).toEqual({ ok: false, reason: 'not-found' })
    })
  })
}
