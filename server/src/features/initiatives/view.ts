import { countedDays, figuresBy, figuresOf, inState, targetLines, targetTogether } from '../../domain/initiative-counts.ts'
import type { UnionRecord } from '../../domain/union-tree.ts'
import { upwards, type CampaignTarget } from '../../domain/campaign.ts'
import type { ReplyOf } from '../../http/route.ts'
import type { InitiativeNumbers, InitiativeRow } from '../../ports/initiatives.ts'

type Counts = ReplyOf<'countInitiatives'>
const states = ['draft', 'sent', 'returned', 'recognised', 'confirmed', 'counted'] as const
/** So many fields are told by name. */
const FIELDS = 12

export function initiativeView(row: InitiativeRow): ReplyOf<'getInitiative'>['initiative'] {
  return row
}

type Counting = InitiativeNumbers & { tree: readonly UnionRecord[]; scopeId: string | null; targets: readonly CampaignTarget[] }

/** The counts of a scope: its own units are those directly below it, or it itself. */
export function countsView({ cells, kinds, alike, tree, scopeId, targets }: Counting): Omit<Counts, 'union' | 'now'> {
  const byId = new Map(tree.map((union) => [union.id, union]))
  const parents = new Map(tree.map(({ id, parentId }) => [id, parentId]))
  const nameOf = (id: string): string => byId.get(id)?.name ?? id
  const top = scopeId ?? tree.find(({ parentId }) => parentId === null)?.id ?? null
  /** The unit below the scope that a unit belongs to. */
  const belowScope = (unionId: string): string => {
    const path = upwards(unionId, parents)
    const place = top === null ? -1 : path.indexOf(top)
    return (place > 0 ? path[place - 1] : place === 0 ? path[0] : path.at(-1)) ?? unionId
  }
  const named = (list: ReturnType<typeof figuresBy>) => list.map((line) => ({ ...line, name: nameOf(line.key) }))
  const plain = (list: ReturnType<typeof figuresBy>) => list.map((line) => ({ ...line, name: line.key }))
  const inside = targets.filter(({ unionId }) => scopeId === null || upwards(unionId, parents).includes(scopeId))
  const lines = targetLines(cells, inside, parents)
  return {
    total: figuresOf(cells),
    target: targetTogether(inside, parents),
    incomplete: cells.reduce((sum, { complete, initiatives }) => sum + (complete ? 0 : initiatives), 0),
    alike,
    states: states.map((state) => ({ state, initiatives: inState(cells, state) })),
    kinds: plain(figuresBy(kinds, ({ kind }) => kind)),
    fields: plain(figuresBy(kinds, ({ field }) => (field === '' ? null : field))).slice(0, FIELDS),
    levels: plain(figuresBy(cells, ({ unionId }) => byId.get(unionId)?.kind ?? null)),
    units: named(figuresBy(cells, ({ unionId }) => belowScope(unionId))),
    targets: lines.map((line) => ({ ...line, unionName: nameOf(line.unionId) })),
    days: countedDays(cells),
  }
}
