import type { InitiativeKind, InitiativeState } from '@hoithi/shared/contracts/initiatives'
import { rankedInGroups, upwards, type CampaignTarget, type Parents } from './campaign.ts'

/** How many initiatives of one unit are alike in everything that is counted; `day`: that on which they were counted, yyyy-MM-dd. */
export type InitiativeCell = {
  unionId: string
  kind: InitiativeKind | null
  field: string
  state: InitiativeState
  complete: boolean
  day: string | null
  initiatives: number
  /** Đồng. */
  benefit: number
}
/** `benefit`: of those that are counted. */
export type Figures = { entered: number; waiting: number; counted: number; benefit: number }
export type NamedFigures = Figures & { key: string }
export type TargetLine = {
  unionId: string
  peerGroup: string
  rank: number
  initiatives: number | null
  counted: number
  share: number | null
  benefitTarget: number | null
  benefit: number
}

const waiting: ReadonlySet<InitiativeState> = new Set(['sent', 'recognised', 'confirmed'])

export function figuresOf(cells: readonly InitiativeCell[]): Figures {
  const figures = { entered: 0, waiting: 0, counted: 0, benefit: 0 }
  for (const { state, initiatives, benefit } of cells) {
    figures.entered += initiatives
    if (waiting.has(state)) figures.waiting += initiatives
    if (state === 'counted') {
      figures.counted += initiatives
      figures.benefit += benefit
    }
  }
  return figures
}

/** Figures by what a cell is put under (null: nothing), the largest first. */
export function figuresBy(cells: readonly InitiativeCell[], keyOf: (cell: InitiativeCell) => string | null): NamedFigures[] {
  const under = new Map<string, InitiativeCell[]>()
  for (const cell of cells) {
    const key = keyOf(cell)
    if (key !== null) under.set(key, [...(under.get(key) ?? []), cell])
  }
  return [...under]
    .map(([key, list]) => ({ key, ...figuresOf(list) }))
    .sort((a, b) => b.counted - a.counted || b.entered - a.entered || (a.key < b.key ? -1 : 1))
}

export const inState = (cells: readonly InitiativeCell[], state: InitiativeState): number =>
  cells.reduce((sum, cell) => sum + (cell.state === state ? cell.initiatives : 0), 0)

/** Each target with what counts for it (its unit and all below), ranked inside its peer group: by the share of the target, then by number; equal lines share a rank. */
export function targetLines(cells: readonly InitiativeCell[], targets: readonly CampaignTarget[], parents: Parents): TargetLine[] {
  const sums = new Map(targets.map(({ unionId }) => [unionId, { counted: 0, benefit: 0 }]))
  for (const { unionId, state, initiatives, benefit } of cells) {
    if (state !== 'counted') continue
    for (const above of upwards(unionId, parents)) {
      const sum = sums.get(above)
      if (sum === undefined) continue
      sum.counted += initiatives
      sum.benefit += benefit
    }
  }
  const lines = targets.map(({ unionId, peerGroup, initiatives, benefit: benefitTarget }) => {
    const { counted = 0, benefit = 0 } = sums.get(unionId) ?? {}
    const share = initiatives === null || initiatives === 0 ? null : counted / initiatives
    return { unionId, peerGroup, rank: 0, initiatives, counted, share, benefitTarget, benefit }
  })
  return rankedInGroups(lines, ({ counted }) => counted)
}

/** What all targets ask for together, one inside the unit of another being part of that one's; null: none was set. */
export function targetTogether(targets: readonly CampaignTarget[], parents: Parents): number | null {
  const set = targets.filter(({ initiatives }) => initiatives !== null)
  const units = new Set(set.map(({ unionId }) => unionId))
  const outer = set.filter(
    ({ unionId }) =>
      !upwards(unionId, parents)
        .slice(1)
        .some((above) => units.has(above)),
  )
  return outer.length === 0 ? null : outer.reduce((sum, { initiatives }) => sum + (initiatives ?? 0), 0)
}

/** What was counted on each day, with the sum up to it. */
export function countedDays(cells: readonly InitiativeCell[]): { day: string; counted: number; sum: number }[] {
  const byDay = new Map<string, number>()
  for (const { day, state, initiatives } of cells) if (day !== null && state === 'counted') byDay.set(day, (byDay.get(day) ?? 0) + initiatives)
  let sum = 0
  return [...byDay]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, counted]) => {
      sum += counted
      return { day, counted, sum }
    })
}
