import type { InitiativeKind, InitiativeState } from '@hoithi/shared/contracts/initiatives'
import { rankedInGroups, upwards, type CampaignTarget, type Parents } from './campaign.ts'

type Counted = { state: InitiativeState; initiatives: number; /** Đồng. */ benefit: number }
/** How many initiatives of one unit are alike in state and completeness; `day`: that on which they were counted, yyyy-MM-dd. */
export type InitiativeCell = Counted & { unionId: string; complete: boolean; day: string | null }
/** How many of one kind and field are in one state. */
export type KindCell = Counted & { kind: InitiativeKind | null; field: string }
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

export function figuresOf(cells: readonly Counted[]): Figures {
  const figures = { entered: 0, waiting: 0, counted: 0, benefit: 0 }
  for (const cell of cells) add(figures, cell)
  return figures
}

function add(figures: Figures, { state, initiatives, benefit }: Counted): void {
  figures.entered += initiatives
  if (waiting.has(state)) figures.waiting += initiatives
  if (state !== 'counted') return
  figures.counted += initiatives
  figures.benefit += benefit
}

/** Figures by what a cell is put under (null: nothing), the largest first. */
export function figuresBy<Cell extends Counted>(cells: readonly Cell[], keyOf: (cell: Cell) => string | null): NamedFigures[] {
  const under = new Map<string, Figures>()
  for (const cell of cells) {
    const key = keyOf(cell)
    if (key === null) continue
    const figures = under.get(key) ?? { entered: 0, waiting: 0, counted: 0, benefit: 0 }
    add(figures, cell)
    under.set(key, figures)
  }
  return [...under]
    .map(([key, figures]) => ({ key, ...figures }))
    .sort((a, b) => b.counted - a.counted || b.entered - a.entered || (a.key < b.key ? -1 : 1))
}

export const inState = (cells: readonly Counted[], state: InitiativeState): number =>
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
