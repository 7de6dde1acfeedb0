import { accept, refuse, type Decision } from '../../domain/decision.ts'
import { guessablePassword } from '../../domain/guessable-password.ts'
import { normalisePhone } from '@hoithi/shared/phone'
import { decideTry, normaliseResetCode, RESET_CODE_MS, resetCode } from '../../domain/reset-code.ts'
import type { KnownAccount } from '../../ports/accounts.ts'
import type { Services } from '../../services.ts'

type Needs = Pick<Services, 'storage' | 'clock' | 'ids' | 'passwords'>

/** A one-time code for a contestant who has forgotten their password; only its hash is kept. */
export async function issueResetCode(
  { storage, clock, ids, passwords }: Needs,
  { contestantId, actorId, reason }: { contestantId: string; actorId: string; reason: string },
): Promise<Decision<{ code: string; expiresAt: number }>> {
  const contestant = await storage.contestants.find(contestantId)
  if (contestant === null) return refuse('not-found')
  const code = resetCode(ids.seed())
  const codeHash = await passwords.hash(code)
  const now = clock.now()
  const expiresAt = now + RESET_CODE_MS
  const issued = await storage.contestants.issueCode(
    { accountId: contestantId, codeHash, createdBy: actorId, createdAt: now, expiresAt },
    { id: ids.next(now), at: now, actorId, action: 'issueResetCode', subject: contestant.phone, reason },
  )
  return issued.ok ? accept({ code, expiresAt }) : issued
}

/** Set a new password with a code. A try is counted before it is compared; an unknown phone costs the same work as a wrong code. */
export async function resetPassword(
  { storage, clock, ids, passwords }: Needs,
  { login, code, password }: { login: string; code: string; password: string },
  decoyHash: string,
): Promise<Decision<KnownAccount>> {
  const phone = normalisePhone(login) ?? ''
  if (guessablePassword(password, { login: phone })) return refuse('guessable-password')
  const found = await storage.contestants.tryCode(phone, (kept) => decideTry(kept, clock.now()))
  const right = await passwords.verify(found.ok ? found.value.codeHash : decoyHash, normaliseResetCode(code))
  if (!found.ok || !right) return refuse('wrong-code')
  const passwordHash = await passwords.hash(password)
  const now = clock.now()
  const { accountId } = found.value
  const audit = { id: ids.next(now), at: now, actorId: accountId, action: 'resetPassword', subject: phone, reason: 'mã đặt lại một lần' }
  const spent = await storage.contestants.spendCode(found.value, { passwordHash, sessionsFrom: now, audit })
  return spent.ok && spent.value.disabledAt !== null ? refuse('account-disabled') : spent
}
