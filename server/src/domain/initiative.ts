import type { InitiativeKind, InitiativeState, InitiativeStep, MissingPart, Recogniser } from '@hoithi/shared/contracts/initiatives'
import { initiativePhase, type Campaign } from './campaign.ts'
import { accept, refuse, type Decision } from './decision.ts'

/** What people say of an initiative (sáng kiến). Days are yyyy-MM-dd, money is đồng. */
export type InitiativeFacts = {
  secret: boolean
  title: string
  authors: string[]
  kind: InitiativeKind | null
  field: string
  firstAppliedOn: string | null
  effect: string
  benefit: number | null
  reward: number | null
  recognisedBy: Recogniser | null
  decisionNumber: string
  decisionOn: string | null
}
export type Initiative = InitiativeFacts & {
  id: string
  contestId: string
  unionId: string
  state: InitiativeState
  stateAt: number
  /** Why it was returned or withdrawn. */
  reason: string
  source: 'member' | 'desk' | 'import'
  enteredAt: number
  enteredBy: string
  countedAt: number | null
  hasFile: boolean
  missing: MissingPart[]
  edition: number
}

/** How somebody stands to an initiative: they entered it on their phone; its unit is theirs; it lies below theirs; they see everything. */
export type Hand = 'author' | 'unit' | 'upper' | 'top'
export const MOST_OWN_INITIATIVES = 30

/** A technology secret keeps its name, effect and reward; the rest is never stored. */
export function keptFacts(facts: InitiativeFacts): InitiativeFacts {
  if (!facts.secret) return facts
  const { secret, title, effect, reward } = facts
  const blank = { kind: null, field: '', firstAppliedOn: null, benefit: null, recognisedBy: null, decisionNumber: '', decisionOn: null }
  return { secret, title, effect, reward, authors: [], ...blank }
}

/** Whether two say word by word the same. */
export function saysTheSame(one: InitiativeFacts, other: InitiativeFacts): boolean {
  const { authors, ...facts } = keptFacts(one)
  const same = (Object.keys(facts) as (keyof typeof facts)[]).every((field) => facts[field] === other[field])
  return same && authors.join('\n') === other.authors.join('\n')
}

/** What is still to be filled in before an initiative counts. A benefit or reward of nought is said, not missing. */
export function missingOf(facts: InitiativeFacts, hasFile: boolean, fileNeeded: boolean): MissingPart[] {
  const empty: Record<MissingPart, boolean> = {
    authors: facts.authors.length === 0,
    kind: facts.kind === null,
    field: facts.field === '',
    firstAppliedOn: facts.firstAppliedOn === null,
    effect: facts.effect === '',
    benefit: facts.benefit === null,
    reward: facts.reward === null,
    decisionNumber: facts.decisionNumber === '',
    decisionOn: facts.decisionOn === null,
    file: fileNeeded && !hasFile,
  }
  const asked: readonly MissingPart[] = facts.secret ? ['effect', 'reward'] : (Object.keys(empty) as MissingPart[])
  return asked.filter((part) => empty[part])
}

type Rule = { from: Partial<Record<InitiativeState, readonly Hand[]>>; to: InitiativeState }
const desk = ['unit', 'upper', 'top'] as const
const above = ['upper', 'top'] as const
const all = ['author', ...desk] as const

/** Which step leads from where to where, and whose it is. */
const stepRules = {
  send: { from: { draft: all, returned: all }, to: 'sent' },
  recognise: { from: { sent: desk }, to: 'recognised' },
  confirm: { from: { recognised: above }, to: 'confirmed' },
  count: { from: { confirmed: ['top'] }, to: 'counted' },
  return: { from: { sent: desk, recognised: above, confirmed: above, counted: ['top'] }, to: 'returned' },
  withdraw: { from: { draft: all, sent: all, returned: all, recognised: desk, confirmed: above }, to: 'withdrawn' },
} as const satisfies Record<InitiativeStep, Rule>

const ruleOf = (step: InitiativeStep): Rule => stepRules[step]
const mayFrom = (step: InitiativeStep, state: InitiativeState, hand: Hand): boolean => ruleOf(step).from[state]?.includes(hand) ?? false

/** Whether words may be changed: the author until it is sent and once it was returned, the desk until it is counted. */
export function mayEdit({ state }: Pick<Initiative, 'state'>, hand: Hand): boolean {
  if (state === 'draft' || state === 'returned') return true
  if (hand === 'author' || state === 'counted' || state === 'withdrawn') return false
  return state !== 'confirmed' || hand !== 'unit'
}

type Asked = { step: InitiativeStep; recognisedBy?: Recogniser | undefined; reason?: string | undefined }

/** Whether initiatives are taken now; one that was returned is sent again also after the last day. */
export function decideTaking(campaign: Pick<Campaign, 'opensAt' | 'initiativesCloseAt'>, now: number): Decision<null> {
  const phase = initiativePhase(campaign, now)
  return phase === 'running' ? accept(null) : refuse(phase === 'before' ? 'initiatives-not-yet' : 'initiatives-over')
}

/** An initiative one step on. */
export function decideStep(
  before: Initiative,
  { step, recognisedBy, reason = '' }: Asked,
  hand: Hand,
  campaign: Campaign,
  now: number,
): Decision<Initiative> {
  if (!mayFrom(step, before.state, hand)) return refuse(hasHand(step, hand) ? 'initiative-moved' : 'not-allowed')
  if (step === 'send' && before.state === 'draft') {
    const taking = decideTaking(campaign, now)
    if (!taking.ok) return taking
  }
  const after = { ...before, ...(step === 'recognise' && recognisedBy !== undefined && !before.secret ? { recognisedBy } : {}) }
  const needed = neededFor(step, after)
  if (needed.length > 0) return refuse('initiative-incomplete', { missing: needed })
  if (hand !== 'author' && step === 'withdraw' && reason === '') return refuse('reason-needed')
  const closing = step === 'return' || step === 'withdraw'
  return accept({
    ...after,
    state: ruleOf(step).to,
    stateAt: now,
    reason: closing ? reason : '',
    countedAt: step === 'count' ? now : closing ? null : before.countedAt,
    edition: before.edition + 1,
  })
}

const neededToSend = (missing: readonly MissingPart[]): MissingPart[] => missing.filter((part) => part === 'effect' || part === 'authors')
const hasHand = (step: InitiativeStep, hand: Hand): boolean => Object.values(ruleOf(step).from).some((hands) => hands.includes(hand))

/** What a step needs: to send it somebody must know what it does and who made it; what is confirmed or counted is whole. */
function neededFor(step: InitiativeStep, { missing }: Initiative): MissingPart[] {
  if (step === 'send') return neededToSend(missing)
  return step === 'confirm' || step === 'count' ? missing : []
}

/** Whether what is missing leaves it fit to be sent. */
export const mayBeSent = (missing: readonly MissingPart[]): boolean => neededToSend(missing).length === 0

/** The steps that are open to somebody, whether or not something is missing. */
export function openSteps({ state }: Pick<Initiative, 'state'>, hand: Hand): InitiativeStep[] {
  return (Object.keys(stepRules) as InitiativeStep[]).filter((step) => mayFrom(step, state, hand))
}
