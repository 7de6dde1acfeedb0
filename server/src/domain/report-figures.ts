import type { CampaignTarget } from './campaign.ts'
import { figuresOf, inState, type InitiativeCell } from './initiative-counts.ts'
import { workFigures, type WorkCell } from './work-counts.ts'

/** Initiatives of a union with everything below it; each step counts what went beyond it too. `entered`: null where it was not kept; `benefit` in đồng, of those that are counted. */
type InitiativeFigures = { entered: number | null; recognised: number; confirmed: number; counted: number; benefit: number }
/** The same of works; `value` in đồng, of those that were accepted. */
type WorkFigures = { registered: number | null; confirmed: number; done: number; accepted: number; value: number }
/** Why scores are not told: a round in the period is not sealed; of a part of a week they are not reckoned; nobody kept why. */
export type Untold = 'notSealed' | 'partWeek' | 'notKept'
/** `scoreSum` and `allCorrect` are known together; `initiatives`, `works`: null where none are kept. */
export type ReportFigures = {
  memberCount: number | null
  people: number
  attempts: number
  peopleSoFar: number
  attemptsSoFar: number
  scoreSum: number | null
  allCorrect: number | null
  untold: Untold | null
  initiatives: InitiativeFigures | null
  works: WorkFigures | null
}
type Frozen<Figures> = {
  at: number
  known: Figures
  targets: Pick<CampaignTarget, 'initiatives' | 'benefit' | 'works'>
  /** What those below sent up; null where nobody below reports. */
  rollUp: { due: number; reported: number; figures: Figures } | null
}
/** Figures as they stood at a moment. */
export type FrozenFigures = Frozen<ReportFigures>
export type RollUp = NonNullable<FrozenFigures['rollUp']>

/** As the first reports were stored: each thing under its last state alone, drafts and what was returned nowhere. */
type EarlierFigures = Omit<ReportFigures, 'untold' | 'initiatives' | 'works'> & {
  initiatives: { sent: number; recognised: number; confirmed: number; counted: number; benefit: number } | null
  works: { registered: number; confirmed: number; done: number; accepted: number; value: number } | null
}
/** What a report was sent with stays as it was stored. */
export type StoredFigures = FrozenFigures | Frozen<EarlierFigures>

export function initiativeFigures(cells: readonly InitiativeCell[]): InitiativeFigures {
  const { entered, counted, benefit } = figuresOf(cells)
  const confirmed = counted + inState(cells, 'confirmed')
  return { entered, recognised: confirmed + inState(cells, 'recognised'), confirmed, counted, benefit }
}

export function reportedWorks(cells: readonly WorkCell[]): WorkFigures {
  const { registered, running, done, accepted, value } = workFigures(cells)
  return { registered, confirmed: running + done, done, accepted, value }
}

/** Stored figures as they are told now; what an earlier report did not keep is unknown. */
export function readFigures(stored: StoredFigures): FrozenFigures {
  if (!isEarlier(stored)) return stored
  const { known, rollUp, ...same } = stored
  return { ...same, known: together(known), rollUp: rollUp === null ? null : { ...rollUp, figures: together(rollUp.figures) } }
}

const isEarlier = (stored: StoredFigures): stored is Frozen<EarlierFigures> => !('untold' in stored.known)

function together({ initiatives, works, ...figures }: EarlierFigures): ReportFigures {
  const scores = figures.people === 0 ? { scoreSum: 0, allCorrect: 0 } : { scoreSum: figures.scoreSum, allCorrect: figures.allCorrect }
  return {
    ...figures,
    ...scores,
    untold: scores.scoreSum === null ? 'notKept' : null,
    initiatives: initiatives === null ? null : initiativesTogether(initiatives),
    works: works === null ? null : worksTogether(works),
  }
}

function initiativesTogether({ recognised, confirmed, counted, benefit }: NonNullable<EarlierFigures['initiatives']>): InitiativeFigures {
  return { entered: null, recognised: recognised + confirmed + counted, confirmed: confirmed + counted, counted, benefit }
}

function worksTogether({ confirmed, done, accepted, value }: NonNullable<EarlierFigures['works']>): WorkFigures {
  return { registered: null, confirmed: confirmed + done + accepted, done: done + accepted, accepted, value }
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)
const hundredths = (value: number): number => Math.round(value * 100) / 100
/** A sum that is known only where there are parts and each is. */
const whole = (values: readonly (number | null)[]): number | null =>
  values.length > 0 && values.every((value) => value !== null) ? sum(values) : null
function each<Figures extends Record<string, number | null>>(parts: readonly (Figures | null)[]): Figures | null {
  const [first] = parts
  if (first === undefined || first === null || parts.includes(null)) return null
  return Object.fromEntries(Object.keys(first).map((key) => [key, whole(parts.map((part) => part?.[key] ?? null))])) as Figures
}

/** What unions sent up, added; a figure that one of them could not tell yet is not told. */
export function addedUp(parts: readonly ReportFigures[]): ReportFigures {
  const scoreSum = whole(parts.map((part) => part.scoreSum))
  const reasons = new Set(parts.map(({ untold }) => untold))
  return {
    memberCount: whole(parts.map((part) => part.memberCount)),
    people: sum(parts.map((part) => part.people)),
    attempts: sum(parts.map((part) => part.attempts)),
    peopleSoFar: sum(parts.map((part) => part.peopleSoFar)),
    attemptsSoFar: sum(parts.map((part) => part.attemptsSoFar)),
    scoreSum: scoreSum === null ? null : hundredths(scoreSum),
    allCorrect: whole(parts.map((part) => part.allCorrect)),
    untold: (['notSealed', 'partWeek', 'notKept'] as const).find((reason) => reasons.has(reason)) ?? null,
    initiatives: each(parts.map((part) => part.initiatives)),
    works: each(parts.map((part) => part.works)),
  }
}
