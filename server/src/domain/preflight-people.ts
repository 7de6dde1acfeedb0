import type { PreflightCheck } from '@hoithi/shared/contracts/preflight'
import { bad, good } from './preflight.ts'

/** How many unions there are of each state, and of those that take people in how many tell no number of members. */
export type UnionFacts = { active: number; closed: number; pending: number; uncounted: number; confirmed: number }
/** Staff who may log in. */
export type StaffFacts = { judges: number; administrators: number }

export function unionChecks({ active, closed, pending, uncounted, confirmed }: UnionFacts): PreflightCheck[] {
  if (active === 0) return [bad('unions', 'fail', 'noUnions')]
  return [
    good('unions', 'unionsKnown', { active, closed }),
    uncounted > 0
      ? bad('headCounts', 'warn', 'headCountsMissing', { uncounted, active, confirmed })
      : good('headCounts', 'headCountsKnown', { active, confirmed }),
    pending > 0 ? bad('pendingUnions', 'warn', 'somePendingUnions', { pending }) : good('pendingUnions', 'noPendingUnions'),
  ]
}

/** A seal needs a judge; an administrator who is ill needs another one. */
export function staffChecks({ judges, administrators }: StaffFacts): PreflightCheck[] {
  const missing = [
    ...(judges === 0 ? [bad('staff', 'warn', 'judgeMissing', { judges, administrators })] : []),
    ...(administrators < 2 ? [bad('staff', 'warn', 'administratorsFew', { judges, administrators })] : []),
  ]
  return missing.length > 0 ? missing : [good('staff', 'staffEnough', { judges, administrators })]
}

/** Accounts whose password everybody can read in the demo's source; a rehearsal may have them. */
export function samplesCheck(openLogins: readonly string[], rehearsal: boolean): PreflightCheck {
  if (rehearsal || openLogins.length === 0) return good('samples', 'noSamples')
  return bad('samples', 'fail', 'sampleAccounts', { count: openLogins.length, logins: openLogins.join(', ') })
}
