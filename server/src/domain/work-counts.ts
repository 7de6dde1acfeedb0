import type { WorkKind, WorkState } from '@hoithi/shared/contracts/works'
import { rankedInGroups, upwards, type CampaignTarget, type Parents } from './campaign.ts'

/** How many works of one unit are alike in everything that is counted; withdrawn ones are not counted at all. */
export type WorkCell = {
  unionId: string
  kind: WorkKind
  state: Exclude<WorkState, 'withdrawn'>
  late: boolean
  works: number
  /** Đồng, as it was reached. */
  value: number
}
/** `waiting`: for the upper union, to be confirmed or accepted. `value`: of those that are accepted. */
export type WorkFigures = { registered: number; waiting: number; running: number; late: number; done: number; accepted: number; value: number }
export type WorkTargetLine = {
  unionId: string
  peerGroup: string
  rank: number
  target: number | null
  accepted: number
  share: number | null
  value: number
}

export function workFigures(cells: readonly WorkCell[]): WorkFigures {
  const figures = { registered: 0, waiting: 0, running: 0, late: 0, done: 0, accepted: 0, value: 0 }
  for (const { state, late, works, value } of cells) {
    figures.registered += works
    if (state === 'registered' || state === 'done') figures.waiting += works
    if (state === 'confirmed') figures.running += works
    if (late) figures.late += works
    if (state === 'done' || state === 'accepted') figures.done += works
    if (state === 'accepted') {
      figures.accepted += works
      figures.value += value
    }
  }
  return figures
}

/** Figures of the units directly below a scope, and of the scope itself for what is its own; the most accepted first. */
export function figuresBelow(cells: readonly WorkCell[], scopeId: string | null, parents: Parents): (WorkFigures & { unionId: string })[] {
  const under = new Map<string, WorkCell[]>()
  for (const cell of cells) {
    const path = upwards(cell.unionId, parents)
    const place = scopeId === null ? -1 : path.indexOf(scopeId)
    const unit = (place > 0 ? path[place - 1] : place === 0 ? path[0] : path.at(-1)) ?? cell.unionId
    const list = under.get(unit)
    if (list === undefined) under.set(unit, [cell])
    else list.push(cell)
  }
  return [...under]
    .map(([unionId, list]) => ({ unionId, ...workFigures(list) }))
    .sort((a, b) => b.accepted - a.accepted || b.registered - a.registered || (a.unionId < b.unionId ? -1 : 1))
}

/** Each target with the accepted works of its unit and all below, ranked inside its peer group: by share of the target, then by number; equal lines share a rank. */
export function workTargetLines(cells: readonly WorkCell[], targets: readonly CampaignTarget[], parents: Parents): WorkTargetLine[] {
  const sums = new Map(targets.map(({ unionId }) => [unionId, { accepted: 0, value: 0 }]))
  for (const { unionId, state, works, value } of cells) {
    if (state !== 'accepted') continue
    for (const above of upwards(unionId, parents)) {
      const sum = sums.get(above)
      if (sum === undefined) continue
      sum.accepted += works
      sum.value += value
    }
  }
  const lines = targets.map(({ unionId, peerGroup, works: target }) => {
    const { accepted = 0, value = 0 } = sums.get(unionId) ?? {}
    return { unionId, peerGroup, rank: 0, target, accepted, share: target === null || target === 0 ? null : accepted / target, value }
  })
  return rankedInGroups(lines, ({ accepted }) => accepted)
}
