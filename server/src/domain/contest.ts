import type { ContestSettings, RoundRules } from '@hoithi/shared/contracts/rules'

/** Half-open: a moment m is inside when opensAt ≤ m < closesAt. Epoch milliseconds. */
export type Window = { opensAt: number; closesAt: number }

export type Contest = Window & {
  id: string
  slug: string
  title: string
  organiser: string
  /** The organisers' own text, markdown. */
  intro: string
  timeZone: string
  consent: { version: string; text: { vi: string; en: string } }
  /** A draft is seen at the desk only. */
  state: 'draft' | 'published'
  settings: ContestSettings
  /** Since when every attempt stands still; null while it goes on. */
  pausedAt: number | null
}

/** Settings as they are stored: a contest of an older release has no word on certificates or appeals. */
export type StoredSettings = Omit<ContestSettings, 'certificate' | 'appeals'> & {
  certificate?: Partial<ContestSettings['certificate']>
  appeals?: ContestSettings['appeals']
}

/** What contests of the first releases have where nothing was set. */
export const firstSettings: StoredSettings = {
  attemptsPerContest: null,
  overall: 'sum',
  eligibleKinds: [],
  eligibleUnions: [],
  accessCode: null,
  barred: [],
  entry: 'open',
  prizes: {
    roundPeople: [],
    contestPeople: [],
    unions: [],
    divisions: [],
    unionMetric: 'people',
    leastMembers: 0,
    onePerPerson: 'no',
  },
  expectedPeople: null,
}

/** Settings with what an older release did not know. */
const plainCertificate: ContestSettings['certificate'] = { given: false, signedBy: '', heading: '', deed: '', prizeDeed: '' }
const plainAppeals: ContestSettings['appeals'] = { taken: true, days: 3, answerDays: 5 }
export const settingsOf = ({ appeals = plainAppeals, ...stored }: StoredSettings): ContestSettings => ({
  ...stored,
  certificate: { ...plainCertificate, ...stored.certificate },
  appeals,
})

/** The settings of a contest that asks for nothing special. */
export const plainSettings: ContestSettings = settingsOf(firstSettings)

export type Round = Window & {
  id: string
  contestId: string
  number: number
  title: string
  rules: RoundRules
  /** The newest results revision; null until the round is sealed. */
  sealedRevision: number | null
  /** Thi thử: as many attempts as anyone likes, never logged, ranked or counted. */
  practice: boolean
}

export type RoundPhase = 'before' | 'open' | 'over' | 'sealed'

export function windowPhase(window: Window, now: number): 'before' | 'open' | 'over' {
  if (now < window.opensAt) return 'before'
  return now < window.closesAt ? 'open' : 'over'
}

export function roundPhase(round: Round, now: number): RoundPhase {
  return round.sealedRevision === null ? windowPhase(round, now) : 'sealed'
}

/** Whether the public boards of the round may name scores; it guards the all-correct count while it can be predicted. */
export function scoresShown(round: Round): boolean {
  return round.rules.scoresOnBoards === 'live' || round.sealedRevision !== null
}

/** From when on the public board of a round stands still; null where it never does. */
export function freezesAt({ rules, closesAt }: Pick<Round, 'rules' | 'closesAt'>): number | null {
  return rules.board === 'frozen' ? closesAt - rules.frozenMinutes * 60_000 : null
}

/** The board that counts only what was handed in before the freeze. */
export const frozenBoard = (roundId: string): string => `${roundId}~frozen`

/** Why the public does not see a live board, and from when it does. */
export type Veil = { kind: 'frozen' | 'hidden'; until: number }

/** How the public board of a round is veiled now; null once it is live, closed or sealed. */
export function roundVeil(round: Round, now: number): Veil | null {
  if (round.sealedRevision !== null || now >= round.closesAt) return null
  if (round.rules.board === 'afterClose') return { kind: 'hidden', until: round.closesAt }
  const from = freezesAt(round)
  return from !== null && now >= from ? { kind: 'frozen', until: round.closesAt } : null
}

/** A contest's board would tell what a veiled round hides, so it is hidden until the last of those has closed. */
export function contestVeil(rounds: readonly Round[], now: number): Veil | null {
  const veiled = rounds.filter((round) => round.opensAt <= now && roundVeil(round, now) !== null)
  return veiled.length === 0 ? null : { kind: 'hidden', until: Math.max(...veiled.map(({ closesAt }) => closesAt)) }
}

/** Whether a contestant may see the score of their own attempt. */
export function ownScoreShown(round: Round): boolean {
  return round.practice || round.rules.showScore === 'atSubmission' || round.sealedRevision !== null
}

type Keyed = Pick<Round, 'id' | 'practice' | 'rules' | 'sealedRevision'>

/** Whether a contestant may see the key and the explanations of their own finished attempt: of practice always; else after the seal where the rules show them, once no other round of the contest that may ask the same questions is still to be sealed. */
export function answersShown(round: Keyed, contestRounds: readonly Keyed[]): boolean {
  if (round.practice) return true
  return round.rules.showAnswers === 'afterSeal' && round.sealedRevision !== null && roundsAskingAlike(round, contestRounds).length === 0
}

/** Rounds still to be sealed whose papers may ask what a round's papers asked. */
export function roundsAskingAlike<R extends Keyed>(round: Keyed, contestRounds: readonly R[]): R[] {
  return contestRounds.filter(
    (other) => other.id !== round.id && !other.practice && other.sealedRevision === null && mayAskAlike(other.rules.blueprint, round.rules.blueprint),
  )
}

/** Groups keep apart by any field that both name differently. */
function mayAskAlike(some: RoundRules['blueprint'], others: RoundRules['blueprint']): boolean {
  const apart = <Value>(a: Value | undefined, b: Value | undefined): boolean => a !== undefined && b !== undefined && a !== b
  return some.some((a) => others.some((b) => !apart(a.topic, b.topic) && !apart(a.difficulty, b.difficulty) && !apart(a.kind, b.kind)))
}

/** Attempts that a person who used some still has; of practice there is always one more. */
export function attemptsLeft({ practice, rules }: Pick<Round, 'practice' | 'rules'>, used: number): number {
  return practice ? 1 : Math.max(0, rules.attemptsPerRound - used)
}

export function questionCount(rules: Pick<RoundRules, 'blueprint'>): number {
  return rules.blueprint.reduce((sum, cell) => sum + cell.count, 0)
}

/** To two decimals, as papers are graded. */
export function maxScore(rules: Pick<RoundRules, 'blueprint' | 'points'>): number {
  return Math.round(rules.blueprint.reduce((sum, cell) => sum + cell.count * (cell.points ?? rules.points), 0) * 100) / 100
}
