import { accept, refuse, type Decision } from '../../domain/decision.ts'
import { needsSecondFactor, recoveryCodes, tryProof, type SecondFactor } from '../../domain/second-factor.ts'
import { normaliseResetCode } from '../../domain/reset-code.ts'
import { authenticatorUri, base32, matchingStep, typedCode } from '../../domain/totp.ts'
import type { KnownAccount } from '../../ports/accounts.ts'
import type { AuditEntry } from '../../ports/audit.ts'
import type { FactorChange } from '../../ports/second-factors.ts'
import type { Services } from '../../services.ts'
import { leaveBehind, lockSecret, proving, recoveryHash, type ProofNeeds } from './second-step.ts'

type Needs = ProofNeeds & Pick<Services, 'passwords' | 'config'>
/** A secret that was shown and not confirmed yet; `replaces`: since when the factor was on that it takes the place of. */
type Offer = { accountId: string; secret: string; replaces: number | null; until: number }
type Face = { secondFactor: 'on' | 'off'; recoveryCodesLeft: number }

const OFFER = 'offer of a second factor'
const OFFER_MS = 15 * 60_000
const SECRET_HEX = 40

const faceOf = (factor: SecondFactor | null): Face => ({
  secondFactor: factor === null ? 'off' : 'on',
  recoveryCodesLeft: factor?.recoveryHashes.length ?? 0,
})

/** An entry of one's own doing, with the factor before and after. */
function ownEntry(
  { clock, ids }: ProofNeeds,
  account: KnownAccount,
  { action, reason, before, after }: { action: string; reason: string; before: SecondFactor | null; after: SecondFactor | null },
): AuditEntry {
  const at = clock.now()
  const details = { before: faceOf(before), after: faceOf(after) }
  return { id: ids.next(at), at, actorId: account.id, action, subject: account.login, reason, details }
}

async function rightPassword({ storage, passwords }: Needs, accountId: string, password: string): Promise<Decision<KnownAccount>> {
  const known = await storage.accounts.profile(accountId)
  return known !== null && (await passwords.verify(known.passwordHash, password)) ? accept(known) : refuse('wrong-password')
}

/** Run a change once the code is right; a wrong one is counted and refused. */
function proven(
  needs: Needs,
  accountId: string,
  { code, passwordHash }: { code: string; passwordHash: string },
  then: (account: KnownAccount, factor: SecondFactor) => FactorChange,
): Promise<Decision<KnownAccount>> {
  return needs.storage.secondFactors.change(accountId, (account, factor) => {
    if (account === null || factor === null) return refuse('second-factor-off')
    if (account.passwordHash !== passwordHash) return refuse('wrong-password')
    const tried = tryProof(factor, code, proving(needs, factor))
    return accept(tried.refused === null ? then(account, tried.factor) : leaveBehind(needs, account, tried))
  })
}

/** Whether it is still the account's owner who asks: by the password, and a code where a second factor is on. */
export async function proveAgain(
  needs: Needs,
  accountId: string,
  { password, code }: { password: string; code?: string | undefined },
): Promise<Decision<KnownAccount>> {
  const known = await rightPassword(needs, accountId, password)
  if (!known.ok || (await needs.storage.secondFactors.find(accountId)) === null) return known
  return needs.storage.secondFactors.change(accountId, (account, factor) =>
    account === null || factor === null
      ? refuse('second-factor-stale')
      : accept(leaveBehind(needs, account, tryProof(factor, code ?? '', proving(needs, factor)))),
  )
}

/** A new secret for somebody who knows their password, and a code of the factor that they have already; nothing changes before it is confirmed. */
export async function offerSecondFactor(
  needs: Needs,
  accountId: string,
  proof: { password: string; code?: string | undefined },
): Promise<Decision<{ ticket: string; secret: string; uri: string }>> {
  const kept = await needs.storage.secondFactors.find(accountId)
  const known = await proveAgain(needs, accountId, proof)
  if (!known.ok) return known
  const hex = (needs.ids.seed() + needs.ids.seed()).slice(0, SECRET_HEX)
  const secret = base32(Buffer.from(hex, 'hex'))
  const offer: Offer = { accountId, secret: hex, replaces: kept?.onSince ?? null, until: needs.realNow() + OFFER_MS }
  const uri = authenticatorUri({ issuer: needs.config.publicUrl.host, login: known.value.login, secret })
  return accept({ ticket: needs.safe.lock(OFFER, JSON.stringify(offer)), secret, uri })
}

/** Turn an offered factor on with a code of its secret. */
export async function turnOnSecondFactor(
  needs: Needs,
  accountId: string,
  { ticket, code }: { ticket: string; code: string },
): Promise<Decision<{ account: KnownAccount; codes: string[] }>> {
  const { clock, ids, realNow, sha256, hmacSha1, safe, storage } = needs
  const opened = safe.unlock(OFFER, ticket)
  const offer = opened === null ? null : (JSON.parse(opened) as Offer)
  if (offer === null || offer.accountId !== accountId || realNow() >= offer.until) return refuse('second-factor-stale')
  const lastStep = matchingStep(hmacSha1, Buffer.from(offer.secret, 'hex'), typedCode(code) ?? '', realNow())
  if (lastStep === null) return refuse('wrong-second-factor')
  const codes = recoveryCodes(ids.seed)
  const hashOf = recoveryHash(sha256, accountId)
  const now = clock.now()
  const factor: SecondFactor = {
    accountId,
    lockedSecret: lockSecret(safe, accountId, offer.secret),
    onSince: now,
    lastStep,
    failures: 0,
    failedAt: 0,
    recoveryHashes: codes.map((one) => hashOf(normaliseResetCode(one))),
  }
  const turned = await storage.secondFactors.change(accountId, (account, before) => {
    if (account === null || (before?.onSince ?? null) !== offer.replaces) return refuse('second-factor-stale')
    const audit = ownEntry(needs, account, { action: 'turnOnSecondFactor', reason: 'tự bật', before, after: factor })
    return accept({ factor, sessionsFrom: now, audit, refused: null })
  })
  return turned.ok ? accept({ account: turned.value, codes }) : turned
}

/** Turn one's own factor off; a role that needs one may only replace it. */
export async function turnOffSecondFactor(
  needs: Needs,
  accountId: string,
  { password, code }: { password: string; code: string },
): Promise<Decision<KnownAccount>> {
  const known = await rightPassword(needs, accountId, password)
  if (!known.ok) return known
  if (needsSecondFactor(needs.config.staffTotp, known.value.role)) return refuse('second-factor-required')
  return proven(needs, accountId, { code, passwordHash: known.value.passwordHash }, (account, before) => ({
    factor: null,
    sessionsFrom: needs.clock.now(),
    audit: ownEntry(needs, account, { action: 'turnOffSecondFactor', reason: 'tự tắt', before, after: null }),
    refused: null,
  }))
}

export async function renewRecoveryCodes(
  needs: Needs,
  accountId: string,
  { password, code }: { password: string; code: string },
): Promise<Decision<{ recoveryCodes: string[] }>> {
  const known = await rightPassword(needs, accountId, password)
  if (!known.ok) return known
  const codes = recoveryCodes(needs.ids.seed)
  const hashOf = recoveryHash(needs.sha256, accountId)
  const renewed = await proven(needs, accountId, { code, passwordHash: known.value.passwordHash }, (account, before) => {
    const factor = { ...before, recoveryHashes: codes.map((one) => hashOf(normaliseResetCode(one))) }
    const audit = ownEntry(needs, account, { action: 'renewRecoveryCodes', reason: 'tự tạo mã khôi phục mới', before, after: factor })
    return { factor, sessionsFrom: null, audit, refused: null }
  })
  return renewed.ok ? accept({ recoveryCodes: codes }) : renewed
}

/** Take a colleague's factor away; nobody gets round their own. `endsSessions`: not by the command, whose clock need not be the server's. */
export function resetSecondFactor(
  { storage, clock, ids }: Pick<Services, 'storage' | 'clock' | 'ids'>,
  { accountId, actorId, reason, endsSessions }: { accountId: string; actorId: string; reason: string; endsSessions: boolean },
): Promise<Decision<KnownAccount>> {
  const at = clock.now()
  return storage.secondFactors.change(accountId, (account, before) => {
    if (account === null || account.role === 'contestant') return refuse('not-found')
    if (accountId === actorId) return refuse('not-allowed')
    if (before === null) return refuse('second-factor-off')
    const details = { before: faceOf(before), after: faceOf(null) }
    const audit = { id: ids.next(at), at, actorId, action: 'resetSecondFactor', subject: account.login, reason, details }
    return accept({ factor: null, sessionsFrom: endsSessions ? at : null, audit, refused: null })
  })
}
