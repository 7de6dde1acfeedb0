import type { z } from 'zod'
import type { changeStaff as changeContract, createStaff as createContract } from '@hoithi/shared/contracts/accounts'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import { guessablePassword } from '../../domain/guessable-password.ts'
import { decideStaffChange, scopeOf, type StaffFace } from '../../domain/staff.ts'
import type { Account, KnownAccount } from '../../ports/accounts.ts'
import type { Services } from '../../services.ts'

type NewStaff = z.output<(typeof createContract)['body']>
type Change = z.output<(typeof changeContract)['body']>

export async function createStaff({ storage, clock, ids, passwords }: Services, actorId: string, form: NewStaff): Promise<Decision<Account>> {
  const scope = scopeOf(form.role, form.unionId)
  if (!scope.ok) return scope
  if (guessablePassword(form.password, form)) return refuse('guessable-password')
  const now = clock.now()
  const account: Account = {
    id: ids.next(now),
    login: form.login,
    role: form.role,
    fullName: form.fullName,
    passwordHash: await passwords.hash(form.password),
    unionId: scope.value,
    createdAt: now,
  }
  return storage.accounts.createStaff(account, {
    id: ids.next(now),
    at: now,
    actorId,
    action: 'createStaff',
    subject: form.login,
    reason: form.reason,
    details: { after: faceOf({ ...account, disabledAt: null }) },
  })
}

const faceOf = ({ fullName, role, unionId, disabledAt }: Pick<KnownAccount, 'fullName' | 'role' | 'unionId' | 'disabledAt'>): StaffFace => ({
  fullName,
  role,
  unionId,
  disabled: disabledAt !== null,
})

/** Give a desk account another name, role or union, or close or open it. */
export async function changeStaff(
  { storage, clock, ids }: Pick<Services, 'storage' | 'clock' | 'ids'>,
  { accountId, actorId, form }: { accountId: string; actorId: string; form: Change },
): Promise<Decision<KnownAccount>> {
  const scope = scopeOf(form.role, form.unionId)
  if (!scope.ok) return scope
  const { fullName, role, disabled, reason } = form
  const after: StaffFace = { fullName, role, unionId: scope.value, disabled }
  const now = clock.now()
  return storage.accounts.changeStaff(accountId, (account, otherAdministrators) => {
    if (account === null) return refuse('not-found')
    const before = faceOf(account)
    const plan = decideStaffChange(before, after, otherAdministrators)
    if (!plan.ok) return plan
    const { action, endsSessions } = plan.value
    return accept({
      account: {
        fullName,
        role,
        unionId: after.unionId,
        sessionsFrom: endsSessions ? now : account.sessionsFrom,
        disabledAt: disabled ? (account.disabledAt ?? now) : null,
      },
      audit: { id: ids.next(now), at: now, actorId, action, subject: account.login, reason, details: { before, after } },
    })
  })
}

/** End every session of a colleague: their account is as it was, and they log in anew. `open`: how many there are, for the trail. */
export async function endStaffSessions(
  { storage, clock, ids }: Pick<Services, 'storage' | 'clock' | 'ids'>,
  { accountId, actorId, reason, open }: { accountId: string; actorId: string; reason: string; open: number },
): Promise<Decision<KnownAccount>> {
  if (accountId === actorId) return refuse('not-allowed')
  const at = clock.now()
  return storage.accounts.changeStaff(accountId, (account) => {
    if (account === null || account.role === 'contestant') return refuse('not-found')
    const { fullName, role, unionId, disabledAt, login: subject } = account
    const details = { before: { openSessions: open }, after: { openSessions: 0 } }
    const audit = { id: ids.next(at), at, actorId, action: 'endStaffSessions', subject, reason, details }
    return accept({ account: { fullName, role, unionId, disabledAt, sessionsFrom: at }, audit })
  })
}
