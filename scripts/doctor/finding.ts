import type { PreflightCheck } from '../../shared/src/contracts/preflight.ts'

export type Figures = Record<string, number | string>
export type State = 'well' | 'look' | 'sick'
/** What was looked at, how it stands, and which words say so. */
export type Finding = { check: string; state: State; finding: string; figures: Figures }

export const well = (check: string, finding: string, figures: Figures = {}): Finding => ({ check, state: 'well', finding, figures })
export const look = (check: string, finding: string, figures: Figures = {}): Finding => ({ check, state: 'look', finding, figures })
export const sick = (check: string, finding: string, figures: Figures = {}): Finding => ({ check, state: 'sick', finding, figures })

const states = { ok: 'well', warn: 'look', fail: 'sick' } as const

/** What the desk's preflight finds of a machine, under its own words. */
export const fromPreflight = ({ name, state, finding, figures }: PreflightCheck): Finding => ({ check: name, state: states[state], finding, figures })
