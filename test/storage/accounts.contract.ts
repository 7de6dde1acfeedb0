import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Account, Contestant } from '../../server/src/ports/accounts.ts'
import { makeContest, type Fixture } from '../support/contest.ts'
import type { Open, Opened } from './opened.ts'

/** What every store of accounts promises. */
export function describeAccountsContract(name: string, open: Open): void {
  describe(`accounts in ${name}`, () => {
    let opened: Opened
    let fixture: Fixture
    beforeAll(async () => {
      opened = await open()
      fixture = await makeContest(opened.services)
    })
    afterAll(() => opened.end())

    const account = (changes: Partial<Account> = {}): Account => {
      const now = opened.clock.now()
      return {
        id: opened.services.ids.next(now),
        login: '0912345678',
        role: 'contestant',
        fullName: 'Nguyễn Thị Ánh',
        passwordHash: '-',
        unionId: null,
        createdAt: now,
        ...changes,
      }
    }
    const person = (changes: Partial<Contestant> = {}): Contestant => ({
      phone: '0912345678',
      birthDate: '1990-02-03',
      contestantKind: 'member',
      unionId: fixture.unionIds['T-A-1']!,
      consentVersion: 'v1',
      consentAt: opened.clock.now(),
      ...changes,
    })
    const register = (phone: string, changes: Partial<Contestant> = {}) =>
      opened.services.storage.accounts.register(account({ login: phone }), person({ phone, ...changes }))
    const audit = () => ({
      id: opened.services.ids.next(opened.clock.now()),
      at: opened.clock.now(),
      actorId: 'setup',
      action: 'createFirstAdministrator',
      subject: 'root',
      reason: 'setup',
    })

    it('of two registrations of one phone at once, one is made and the other refused', async () => {
      const results = await Promise.all([register('0912345678'), register('0912345678')])
      expect(results.filter(({ ok }) => ok)).toHaveLength(1)
      expect(results.find(({ ok }) => !ok)).toEqual({ ok: false, reason: 'phone-taken' })
      expect(await opened.services.storage.accounts.contestantCount()).toBe(1)
    })

    it('a registered person is found by phone, with their union, its path and their consent', async () => {
      const found = await opened.services.storage.accounts.findByLogin('0912345678')
      expect(await opened.services.storage.accounts.profile(found!.id)).toMatchObject({
        fullName: 'Nguyễn Thị Ánh',
        union: { name: 'CĐCS Trường THCS Tả Tổng', path: 'LĐLĐ tỉnh › LĐLĐ huyện A' },
        contestant: { birthDate: '1990-02-03', consentVersion: 'v1', consentAt: opened.clock.now() },
      })
    })

    it('into a union that does not exist nobody is registered', async () => {
      expect(await register('0987654321', { unionId: 'none' })).toEqual({ ok: false, reason: 'unknown-union' })
      expect(await opened.services.storage.accounts.findByLogin('0987654321')).toBeNull()
    })

    it('of twenty that would be the first administrator, one is; after that the door is shut', async () => {
      const { accounts } = opened.services.storage
      expect(await accounts.hasAdministrator()).toBe(false)
      const results = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          accounts.createFirstAdministrator(account({ login: `root-${index}`, role: 'administrator' }), audit()),
        ),
      )
      expect(results.filter(({ ok }) => ok)).toHaveLength(1)
      expect(results.filter((one) => !one.ok && one.reason === 'setup-closed')).toHaveLength(19)
      expect(await accounts.hasAdministrator()).toBe(true)
      expect((await accounts.staff()).filter(({ role }) => role === 'administrator')).toHaveLength(1)
      expect(
        (await opened.services.storage.audit.list({ page: 1, pageSize: 100 })).rows.filter(({ action }) => action === 'createFirstAdministrator'),
      ).toHaveLength(1)
    })

    it('a staff login is taken once, and needs a union that exists', async () => {
      const { accounts } = opened.services.storage
      const made = () => accounts.createStaff(account({ login: 'giam-khao', role: 'judge' }), audit())
      const results = await Promise.all([made(), made()])
      expect(results.map((one) => (one.ok ? 'made' : one.reason)).sort()).toEqual(['login-taken', 'made'])
      expect(await accounts.createStaff(account({ login: 'can-bo', role: 'officer', unionId: 'none' }), audit())).toEqual({
        ok: false,
        reason: 'unknown-union',
      })
    })

    it('a revoked session stays revoked until it would have expired, however often it is revoked', async () => {
      const { accounts } = opened.services.storage
      await accounts.revokeSession('s1', 2_000, 1_000)
      await accounts.revokeSession('s1', 2_000, 1_000)
      expect(await accounts.revokedSessions(1_999)).toEqual(new Map([['s1', 2_000]]))
      expect(await accounts.revokedSessions(2_000)).toEqual(new Map())
    })
  })
}
