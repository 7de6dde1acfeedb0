import type { PreflightCheck, PreflightVerdict } from '@hoithi/shared/contracts/preflight'

type Name = PreflightCheck['name']
type Round = { id: string; title: string }
type Figures = PreflightCheck['figures']
type Bad = Extract<PreflightCheck, { state: 'warn' | 'fail' }>['finding']
type Good = Extract<PreflightCheck, { state: 'ok' }>['finding']

export const good = (name: Name, finding: Good, figures: Figures = {}, round?: Round): PreflightCheck => ({
  name,
  state: 'ok',
  finding,
  round: about(round),
  figures,
})

export const bad = (name: Name, state: 'warn' | 'fail', finding: Bad, figures: Figures = {}, round?: Round): PreflightCheck => ({
  name,
  state,
  finding,
  round: about(round),
  figures,
})

/** Only what a check says of a round. */
const about = (round: Round | undefined): Round | null => (round === undefined ? null : { id: round.id, title: round.title })

/** The bad checks, or the one good word where there are none. */
export const orGood = (checks: PreflightCheck[], otherwise: PreflightCheck): PreflightCheck[] => (checks.length > 0 ? checks : [otherwise])

/** One failure makes a contest not ready; warnings leave it ready, to be looked at. */
export function verdictOf(checks: readonly PreflightCheck[]): PreflightVerdict {
  if (checks.some(({ state }) => state === 'fail')) return 'notReady'
  return checks.some(({ state }) => state === 'warn') ? 'readyWithWarnings' : 'ready'
}
