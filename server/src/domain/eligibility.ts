import type { ContestantKind } from '@hoithi/shared/contracts/common'
import type { Barrier } from '@hoithi/shared/contracts/contests'
import type { ContestSettings } from '@hoithi/shared/contracts/rules'
import { accept, refuse, type Decision } from './decision.ts'

/** What decides whether a person may take part. */
export type Entrant = {
  contestantKind: ContestantKind
  /** As `normalisePhone` writes it. */
  phone: string
  /** Their union, every one above it, and those that were merged into one of these. */
  unions: readonly string[]
  /** Whether their name is on the contest's roster. */
  listed: boolean
  /** Whether they have given the access code. */
  entered: boolean
  /** Whether they have agreed to the notice on personal data as it is worded now. */
  agreed: boolean
  /** Attempts begun in the contest; practice does not count. */
  attempts: number
}

export const contestantKindOrder = ['officer', 'member', 'nonMember'] as const satisfies readonly ContestantKind[]

/** In the order in which they are told. */
const barriers = [
  'barred-from-contest',
  'kind-not-eligible',
  'union-not-eligible',
  'not-on-roster',
  'access-code-needed',
  'consent-outdated',
] as const satisfies readonly Barrier[]

/** Each asks the settings first: storage reads what it is asked for, and no more. */
const standsBefore = {
  'barred-from-contest': ({ barred }, { phone }) => barred.some((one) => one.phone === phone),
  'kind-not-eligible': ({ eligibleKinds }, { contestantKind }) => eligibleKinds.length > 0 && !eligibleKinds.includes(contestantKind),
  'union-not-eligible': ({ eligibleUnions }, entrant) => eligibleUnions.length > 0 && !entrant.unions.some((id) => eligibleUnions.includes(id)),
  'not-on-roster': ({ entry }, entrant) => entry === 'listed' && !entrant.listed,
  'access-code-needed': ({ accessCode }, entrant) => accessCode !== null && !entrant.entered,
  'consent-outdated': (_settings, { agreed }) => !agreed,
} satisfies Record<Barrier, (settings: ContestSettings, entrant: Entrant) => boolean>

/** What keeps a person from taking part; null: nothing. What they cannot mend themselves is told first, a new notice to agree to last. */
export function barrierFor(settings: ContestSettings, entrant: Entrant): Barrier | null {
  return barriers.find((barrier) => standsBefore[barrier](settings, entrant)) ?? null
}

/** Attempts that the contest still allows a person, over all its rounds; null: it sets no limit. */
export function contestAttemptsLeft({ attemptsPerContest }: ContestSettings, entrant: Pick<Entrant, 'attempts'>): number | null {
  return attemptsPerContest === null ? null : Math.max(0, attemptsPerContest - entrant.attempts)
}

/** Whether a person may begin an attempt as far as the contest's own settings go; the round has its own rules. */
export function mayEnter(settings: ContestSettings, entrant: Entrant, practice: boolean): Decision<null> {
  const barrier = barrierFor(settings, entrant)
  if (barrier !== null) return refuse(barrier)
  const left = practice ? null : contestAttemptsLeft(settings, entrant)
  return left === 0 ? refuse('contest-attempts-used', { attemptsPerContest: settings.attemptsPerContest }) : accept(null)
}

/** An access code as people type it: capitals, spaces and hyphens do not matter. */
export const plainCode = (typed: string): string =>
  typed
    .normalize('NFC')
    .replace(/[\s-]+/g, '')
    .toUpperCase()

/** Whether two texts of the same length are one, in a time that does not tell where they part. */
export function sameText(a: string, b: string): boolean {
  let difference = a.length ^ b.length
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) difference |= (a.charCodeAt(index) || 0) ^ (b.charCodeAt(index) || 0)
  return difference === 0
}
