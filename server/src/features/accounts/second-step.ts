import { accept, refuse, type Decision, type Refused } from '../../domain/decision.ts'
import { tryProof, type Proving, type SecondFactor, type Tried } from '../../domain/second-factor.ts'
import type { KnownAccount } from '../../ports/accounts.ts'
import type { AuditEntry } from '../../ports/audit.ts'
import type { FactorChange } from '../../ports/second-factors.ts'
import type { Services } from '../../services.ts'

export type ProofNeeds = Pick<Services, 'storage' | 'clock' | 'realNow' | 'ids' | 'sha256' | 'hmacSha1' | 'safe'>

const STEP_MS = 5 * 60_000
const SECOND_STEP = 'second step of a login'
const SECRET = 'secret of an authenticator'

type Ticket = { accountId: string; issuedAt: number; until: number }

export const recoveryHash =
  (sha256: Services['sha256'], accountId: string) =>
  (code: string): string =>
    sha256(`recovery\n${accountId}\n${code}`)

/** An authenticator's secret (hexadecimal) as it is kept for an account; it opens for no other. */
export const lockSecret = (safe: Services['safe'], accountId: string, secret: string): string => safe.lock(`${SECRET} ${accountId}`, secret)

/** What a typed code of an account is held against now. */
export function proving({ realNow, sha256, hmacSha1, safe }: ProofNeeds, factor: SecondFactor): Proving {
  const secret = safe.unlock(`${SECRET} ${factor.accountId}`, factor.lockedSecret)
  return {
    hmac: hmacSha1,
    secret: secret === null ? null : Buffer.from(secret, 'hex'),
    hashOf: recoveryHash(sha256, factor.accountId),
    now: realNow(),
  }
}

/** What a try leaves behind: counted when it was wrong, and told to the audit log when a recovery code was spent. */
export function leaveBehind({ clock, ids }: ProofNeeds, account: KnownAccount, { factor, proven, refused }: Tried): FactorChange {
  const at = clock.now()
  const left = factor.recoveryHashes.length
  const audit: AuditEntry = {
    id: ids.next(at),
    at,
    actorId: account.id,
    action: 'useRecoveryCode',
    subject: account.login,
    reason: 'mã khôi phục một lần',
    details: { before: { recoveryCodesLeft: left + 1 }, after: { recoveryCodesLeft: left } },
  }
  return { factor, sessionsFrom: null, audit: proven === 'recoveryCode' ? audit : null, refused }
}

/** After the right password: the refusal that asks for the second step; null where the account has none. */
export async function secondStep({ storage, clock, realNow, safe }: ProofNeeds, { id }: { id: string }): Promise<Refused | null> {
  if ((await storage.secondFactors.find(id)) === null) return null
  const ticket: Ticket = { accountId: id, issuedAt: clock.now(), until: realNow() + STEP_MS }
  return refuse('second-factor-needed', { ticket: safe.lock(SECOND_STEP, JSON.stringify(ticket)) })
}

/** The account whose ticket and code these are; a ticket is worth nothing once its account was changed or locked. */
export async function takeSecondStep(needs: ProofNeeds, { ticket, code }: { ticket: string; code: string }): Promise<Decision<KnownAccount>> {
  const opened = needs.safe.unlock(SECOND_STEP, ticket)
  const { accountId, issuedAt, until } = opened === null ? { accountId: '', issuedAt: 0, until: 0 } : (JSON.parse(opened) as Ticket)
  if (needs.realNow() >= until) return refuse('second-factor-stale')
  return needs.storage.secondFactors.change(accountId, (account, factor) => {
    if (account === null || factor === null || account.sessionsFrom > issuedAt) return refuse('second-factor-stale')
    if (account.disabledAt !== null) return refuse('account-disabled')
    return accept(leaveBehind(needs, account, tryProof(factor, code, proving(needs, factor))))
  })
}
