import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accept, refuse } from '../../server/src/domain/decision.ts'
import type { SecondFactor } from '../../server/src/domain/second-factor.ts'
import type { FactorChange } from '../../server/src/ports/second-factors.ts'
import { makeStaff } from '../support/contest.ts'
import type { Open, Opened } from './opened.ts'

/** What every store of second factors promises. */
export function describeSecondFactorsContract(name: string, open: Open): void {
  describe(`second factors in ${name}`, () => {
    let opened: Opened
    let accountId: string
    beforeAll(async () => {
      opened = await open()
      accountId = (await makeStaff(opened.services, 'judge')).id
    })
    afterAll(() => opened.end())

    const factor = (changes: Partial<SecondFactor> = {}): SecondFactor => ({
      accountId,
      lockedSecret: 'khoá',
      onSince: 1,
      lastStep: 2,
      failures: 0,
      failedAt: 0,
      recoveryHashes: ['a', 'b'],
      ...changes,
    })
    const entry = (action: string) => ({ id: opened.services.ids.next(1), at: 1, actorId: accountId, action, subject: 'x', reason: 'thử' })
    const keep = (changes: Partial<FactorChange>): FactorChange => ({ factor: factor(), sessionsFrom: null, audit: null, refused: null, ...changes })
    const actions = async () => (await opened.services.storage.audit.list({ page: 1, pageSize: 100 })).rows.map(({ action }) => action)

    it('there is none until it is kept; then it comes back as it was, and the account tells since when its sessions count', async () => {
      const { secondFactors, accounts } = opened.services.storage
      expect(await secondFactors.find(accountId)).toBeNull()
      const changed = await secondFactors.change(accountId, (account, before) => {
        expect([account?.id, before]).toEqual([accountId, null])
        return accept(keep({ sessionsFrom: 7, audit: entry('on') }))
      })
      expect(changed).toMatchObject({ ok: true, value: { id: accountId, sessionsFrom: 7 } })
      expect([await secondFactors.find(accountId), (await accounts.profile(accountId))?.sessionsFrom]).toEqual([factor(), 7])
      expect((await accounts.staff()).map(({ secondFactorSince }) => secondFactorSince)).toEqual([1])
      expect(await actions()).toContain('on')
    })

    it('a refusal changes nothing; a wrong try is kept although the caller is refused', async () => {
      const { secondFactors } = opened.services.storage
      expect(await secondFactors.change(accountId, () => refuse('not-allowed'))).toEqual({ ok: false, reason: 'not-allowed' })
      expect(await secondFactors.find(accountId)).toEqual(factor())
      const refused = { ok: false, reason: 'wrong-second-factor' } as const
      const counted = factor({ failures: 1, failedAt: 9 })
      expect(await secondFactors.change(accountId, () => accept(keep({ factor: counted, refused })))).toEqual(refused)
      expect(await secondFactors.find(accountId)).toEqual(counted)
    })

    it('of twenty that would take one code at once, one gets it', async () => {
      const { secondFactors } = opened.services.storage
      const take = () =>
        secondFactors.change(accountId, (_account, before) =>
          before === null || before.lastStep >= 3 ? refuse('wrong-second-factor') : accept(keep({ factor: { ...before, lastStep: 3 } })),
        )
      const taken = await Promise.all(Array.from({ length: 20 }, take))
      expect(taken.filter(({ ok }) => ok)).toHaveLength(1)
    })

    it('that was taken away is gone; of an account that there is not, nothing is kept', async () => {
      const { secondFactors } = opened.services.storage
      await secondFactors.change(accountId, () => accept(keep({ factor: null })))
      expect(await secondFactors.find(accountId)).toBeNull()
      const nobody = await secondFactors.change('khong-co', () => accept(keep({ factor: factor({ accountId: 'khong-co' }) })))
      expect([nobody, await secondFactors.find('khong-co')]).toEqual([{ ok: false, reason: 'not-found' }, null])
    })
  })
}
