import { upwards, type CampaignTarget } from '../../domain/campaign.ts'
import type { UnionRecord } from '../../domain/union-tree.ts'
import { isLate } from '../../domain/work.ts'
import { figuresBelow, workFigures, workTargetLines, type WorkCell } from '../../domain/work-counts.ts'
import type { ReplyOf } from '../../http/route.ts'
import type { WorkRow } from '../../ports/works.ts'

export const workView = (row: WorkRow, today: string): ReplyOf<'getWork'>['work'] => ({ ...row, late: isLate(row, today) })

type Counting = { cells: WorkCell[]; tree: readonly UnionRecord[]; scopeId: string | null; targets: readonly CampaignTarget[] }

/** The counts of a scope; null is everyone, whose units are those below the top of the tree. */
export function countsView({ cells, tree, scopeId, targets }: Counting): Omit<ReplyOf<'countWorks'>, 'union' | 'now'> {
  const names = new Map(tree.map(({ id, name }) => [id, name]))
  const parents = new Map(tree.map(({ id, parentId }) => [id, parentId]))
  const named = <Line extends { unionId: string }>(line: Line) => ({ ...line, unionName: names.get(line.unionId) ?? line.unionId })
  const top = scopeId ?? tree.find(({ parentId }) => parentId === null)?.id ?? null
  const inside = targets.filter(({ unionId }) => scopeId === null || upwards(unionId, parents).includes(scopeId))
  return {
    total: workFigures(cells),
    kinds: (['project', 'task'] as const).map((kind) => ({ kind, ...workFigures(cells.filter((cell) => cell.kind === kind)) })),
    units: figuresBelow(cells, top, parents).map(named),
    targets: workTargetLines(cells, inside, parents).map(named),
  }
}
