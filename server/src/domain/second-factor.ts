import type { Role } from '@hoithi/shared/contracts/common'
import { refuse, type Refused } from './decision.ts'
import { lettersOf, normaliseResetCode } from './reset-code.ts'
import { sameText } from './same-text.ts'
import { matchingStep, typedCode, type HmacSha1 } from './totp.ts'

/** Whether administrators and judges must have a second factor, or may. */
export type StaffTotp = 'required' | 'optional'

/** The second factor of a desk account, while it is on. */
export type SecondFactor = {
  accountId: string
  /** The secret of the authenticator, locked: the database alone does not tell it. */
  lockedSecret: string
  onSince: number
  /** The newest step whose code was taken: no code up to it is taken again. */
  lastStep: number
  /** Wrong codes since the last right one. */
  failures: number
  /** When the newest of them came, in real time. */
  failedAt: number
  /** Hashes of the recovery codes that are left. */
  recoveryHashes: string[]
}

/** What a typed text is held against; `secret` is null where it cannot be unlocked. */
export type Proving = { hmac: HmacSha1; secret: Uint8Array | null; hashOf: (recoveryCode: string) => string; now: number }
/** A try changes the factor, whether it was right or not. */
export type Tried = { factor: SecondFactor; proven: 'code' | 'recoveryCode' | null; refused: Refused | null }

const RECOVERY_CODES = 10
const RECOVERY_LENGTH = 16
const FREE_FAILURES = 4
const MINUTE_MS = 60_000
const LONGEST_WAIT_MS = 60 * MINUTE_MS
const needing: readonly Role[] = ['administrator', 'judge']

/** Whether somebody of this role gets in with a password alone. */
export const needsSecondFactor = (staffTotp: StaffTotp, role: Role): boolean => staffTotp === 'required' && needing.includes(role)

/** From when on a code is looked at again: the fifth wrong one in a row closes for a minute, each further one for twice as long, an hour at most. */
export function closedUntil({ failures, failedAt }: Pick<SecondFactor, 'failures' | 'failedAt'>): number {
  const over = failures - FREE_FAILURES
  return over <= 0 ? 0 : failedAt + Math.min(LONGEST_WAIT_MS, MINUTE_MS * 2 ** Math.min(over - 1, 10))
}

/** Try a code of the authenticator, or a recovery code: those are too long to guess, so they work while codes are closed. */
export function tryProof(factor: SecondFactor, typed: string, proving: Proving): Tried {
  const code = typedCode(typed)
  return code === null ? tryRecoveryCode(factor, typed, proving) : tryCode(factor, code, proving)
}

function tryCode(factor: SecondFactor, code: string, { hmac, secret, now }: Proving): Tried {
  const opensAt = closedUntil(factor)
  if (now < opensAt) return { factor, proven: null, refused: refuse('second-factor-closed', { retryInSeconds: Math.ceil((opensAt - now) / 1000) }) }
  const step = secret === null ? null : matchingStep(hmac, secret, code, now)
  if (step === null || step <= factor.lastStep)
    return { factor: { ...factor, failures: factor.failures + 1, failedAt: now }, proven: null, refused: refuse('wrong-second-factor') }
  return { factor: { ...factor, lastStep: step, failures: 0 }, proven: 'code', refused: null }
}

function tryRecoveryCode(factor: SecondFactor, typed: string, { hashOf }: Proving): Tried {
  const hash = hashOf(normaliseResetCode(typed))
  const recoveryHashes = factor.recoveryHashes.filter((kept) => !sameText(kept, hash))
  if (recoveryHashes.length === factor.recoveryHashes.length) return { factor, proven: null, refused: refuse('wrong-second-factor') }
  return { factor: { ...factor, recoveryHashes, failures: 0 }, proven: 'recoveryCode', refused: null }
}

/** Fresh recovery codes (78 bits each) as they are shown, in fours; `seed` gives 128 random bits in hexadecimal. */
export function recoveryCodes(seed: () => string): string[] {
  return Array.from({ length: RECOVERY_CODES }, () => lettersOf(seed(), RECOVERY_LENGTH).replace(/(.{4})(?=.)/g, '$1-'))
}
