import type { WorkKind, WorkPhotoType, WorkState, WorkStep } from '@hoithi/shared/contracts/works'
import { campaignPhase, type Campaign } from './campaign.ts'
import { accept, refuse, type Decision } from './decision.ts'
import { fold } from './names.ts'

export type { WorkPhotoType } from '@hoithi/shared/contracts/works'

/** What a unit says it will carry out (công trình, phần việc). Days are yyyy-MM-dd, money is đồng. */
export type WorkFacts = {
  title: string
  kind: WorkKind
  quantity: number | null
  measure: string
  value: number | null
  carriedOutBy: string
  plannedFrom: string
  plannedTo: string
}
export type WorkResult = { doneOn: string; result: string; valueReached: number | null }
export type Work = WorkFacts & {
  id: string
  contestId: string
  unionId: string
  state: WorkState
  stateAt: number
  /** Why it was returned or withdrawn. */
  reason: string
  source: 'desk' | 'import'
  /** Made by the page that asked, so that asking twice registers once. */
  entryKey: string
  registeredAt: number
  registeredBy: string
  doneOn: string | null
  result: string
  valueReached: number | null
  acceptedAt: number | null
  edition: number
}

export type WorkMark = Pick<Work, 'unionId' | 'title' | 'kind' | 'plannedFrom' | 'plannedTo'>

/** What tells works apart in lists: two of the same unit, name, kind and days are one. */
export const workMark = ({ unionId, title, kind, plannedFrom, plannedTo }: WorkMark): string =>
  [unionId, kind, plannedFrom, plannedTo, fold(title)].join(' ')

/** A photo without its bytes; width and height as stored. */
export type WorkPhotoFacts = {
  hash: string
  type: WorkPhotoType
  width: number
  height: number
  bytes: number
  caption: string
  addedAt: number
  addedBy: string
}
export const MOST_PHOTOS = 6
export const MAX_PHOTO_BYTES = 4 * 1024 * 1024

/** How somebody stands to a work: its unit is theirs; it lies below theirs; they see everything. */
export type WorkHand = 'unit' | 'upper' | 'top'

type To = readonly [to: WorkState, ...whose: WorkHand[]]
const desk = ['unit', 'upper', 'top'] as const
const above = ['upper', 'top'] as const

/** Which step leads from where to where, and whose it is. What is returned after it was done goes back to being carried out. */
const workStepRules = {
  resend: { returned: ['registered', ...desk] },
  confirm: { registered: ['confirmed', ...above] },
  finish: { confirmed: ['done', ...desk], done: ['done', ...desk] },
  accept: { done: ['accepted', ...above] },
  return: { registered: ['returned', ...above], confirmed: ['returned', ...above], done: ['confirmed', ...above], accepted: ['confirmed', 'top'] },
  withdraw: {
    registered: ['withdrawn', ...desk],
    returned: ['withdrawn', ...desk],
    confirmed: ['withdrawn', ...above],
    done: ['withdrawn', ...above],
  },
} as const satisfies Record<WorkStep, Partial<Record<WorkState, To>>>

type Rule = Partial<Record<WorkState, To>>
const whoseAt = (step: WorkStep, state: WorkState): readonly WorkHand[] => ((workStepRules[step] as Rule)[state] ?? []).slice(1) as WorkHand[]
const isOpen = (step: WorkStep, state: WorkState, hand: WorkHand): boolean => whoseAt(step, state).includes(hand)
const isEver = (step: WorkStep, hand: WorkHand): boolean =>
  Object.values(workStepRules[step] as Rule).some((to: To) => (to.slice(1) as WorkHand[]).includes(hand))

/** The steps that are open to somebody now. */
export function openWorkSteps({ state }: Pick<Work, 'state'>, hand: WorkHand): WorkStep[] {
  return (Object.keys(workStepRules) as WorkStep[]).filter((step) => isOpen(step, state, hand))
}

/** Works are registered before the campaign and while it runs; what was registered is carried out, reported and accepted also after it. */
export function decideRegistering(campaign: Pick<Campaign, 'opensAt' | 'closesAt'>, now: number): Decision<null> {
  return campaignPhase(campaign, now) === 'over' ? refuse('works-over') : accept(null)
}

/** A work one step on. */
export function decideWorkStep(
  before: Work,
  { step, reason = '' }: { step: Exclude<WorkStep, 'finish'>; reason?: string | undefined },
  hand: WorkHand,
  now: number,
): Decision<Work> {
  const to = nextState(before, step, hand)
  if (!to.ok) return to
  const acceptedAt = step === 'accept' ? now : null
  return accept({ ...before, state: to.value, stateAt: now, reason, acceptedAt, edition: before.edition + 1 })
}

/** A work reported as done, on a day that has come. */
export function decideFinish(before: Work, result: WorkResult, hand: WorkHand, { now, today }: { now: number; today: string }): Decision<Work> {
  const to = nextState(before, 'finish', hand)
  if (!to.ok) return to
  if (result.doneOn > today) return refuse('work-done-ahead')
  return accept({ ...before, ...result, state: to.value, stateAt: now, reason: '', edition: before.edition + 1 })
}

function nextState({ state }: Work, step: WorkStep, hand: WorkHand): Decision<WorkState> {
  const to = (workStepRules[step] as Rule)[state]
  if (to !== undefined && isOpen(step, state, hand)) return accept(to[0])
  return refuse(isEver(step, hand) ? 'work-moved' : 'not-allowed')
}

/** Whether what was registered may be changed: by its unit until it is confirmed, from above until it is done. */
export function mayEditWork({ state }: Pick<Work, 'state'>, hand: WorkHand): boolean {
  return state === 'registered' || state === 'returned' || (state === 'confirmed' && hand !== 'unit')
}

/** Whether photos come and go: while it is carried out and until it is accepted. */
export function mayChangePhotos({ state }: Pick<Work, 'state'>, hand: WorkHand): boolean {
  return state === 'accepted' ? hand === 'top' : state !== 'withdrawn'
}

/** Whether its planned end has passed and it is not done; `today` is a day where the contest is. */
export function isLate({ state, plannedTo }: Pick<Work, 'state' | 'plannedTo'>, today: string): boolean {
  return (state === 'registered' || state === 'returned' || state === 'confirmed') && plannedTo < today
}
