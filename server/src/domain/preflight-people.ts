import type { PreflightCheck } from '@hoithi/shared/contracts/preflight'
import { bad, good, orGood } from './preflight.ts'

/**
 * Active unions, those of them that have none below and so take people in, how many of these tell no number of members, and the members of all
 * (a union's own number before the sum of those below); beside them, unions that were proposed and not placed yet, and closed ones.
 */
export type UnionFacts = { unions: number; lowest: number; uncounted: number; members: number; pending: number; closed: number }
/** `passwordOnly`: how many of both get in, or will first get in, with a password alone; 0 in a rehearsal. */
export type StaffFacts = { judges: number; administrators: number; passwordOnly: number }

export function unionChecks({ unions, lowest, uncounted, members }: UnionFacts): PreflightCheck[] {
  if (unions === 0) return [bad('unions', 'fail', 'noUnions')]
  return [
    good('unions', 'unionsKnown', { unions, lowest }),
    uncounted > 0
      ? bad('headCounts', 'warn', 'headCountsMissing', { uncounted, lowest })
      : good('headCounts', 'headCountsKnown', { lowest, members }),
  ]
}

/** A seal needs a judge; an administrator who is ill needs another one. */
export function staffChecks({ judges, administrators, passwordOnly }: StaffFacts): PreflightCheck[] {
  const missing: PreflightCheck[] = [
    ...(judges === 0 ? [bad('staff', 'warn', 'judgeMissing', { judges, administrators })] : []),
    ...(administrators < 2 ? [bad('staff', 'warn', 'administratorsFew', { judges, administrators })] : []),
    ...(passwordOnly > 0 ? [bad('staff', 'warn', 'secondStepMissing', { passwordOnly })] : []),
  ]
  return orGood(missing, good('staff', 'staffEnough', { judges, administrators }))
}

/** Accounts whose password everybody can read in the demo's source; a rehearsal may have them. */
export function samplesCheck(openLogins: readonly string[], rehearsal: boolean): PreflightCheck {
  if (rehearsal || openLogins.length === 0) return good('samples', 'noSamples')
  return bad('samples', 'fail', 'sampleAccounts', { count: openLogins.length, logins: openLogins.join(', ') })
}
