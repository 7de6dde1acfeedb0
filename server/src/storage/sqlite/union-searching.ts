import { eq, inArray, sql } from 'drizzle-orm'
import { findUnions } from '../../domain/union-finding.ts'
import { indexUnions, type UnionIndex } from '../../domain/union-index.ts'
import type { Unions } from '../../ports/unions.ts'
import type { Sqlite } from './open.ts'
import { unions } from './schema.ts'
import { treeRevision } from './union-tree.ts'

export const listedColumns = {
  id: unions.id,
  code: unions.code,
  name: unions.name,
  kind: unions.kind,
  parentId: unions.parentId,
  memberCount: unions.memberCount,
  path: unions.path,
  childCount: sql<number>`(select count(*) from unions as child where child.parent_id = unions.id and child.state = 'active')`,
}

/** Search in an index of the active unions that is kept in memory until one of them changes, here or in another process. */
export function unionSearch({ db, client }: Pick<Sqlite, 'db' | 'client'>): Pick<Unions, 'search'> {
  let kept: { index: UnionIndex; of: string } | null = null
  const current = (): UnionIndex => {
    const of = `${treeRevision(db)} ${String(client.pragma('data_version', { simple: true }))}`
    if (kept?.of !== of) {
      const { id, code, name, kind, parentId, path } = unions
      const rows = db.select({ id, code, name, kind, parentId, path }).from(unions).where(eq(unions.state, 'active')).all()
      kept = { index: indexUnions(rows), of }
    }
    return kept.index
  }
  return {
    search: async (typed, limit, within) => {
      const { ids, total, near } = findUnions(current(), typed, { limit, within })
      const rows = ids.length === 0 ? [] : db.select(listedColumns).from(unions).where(inArray(unions.id, ids)).all()
      const byId = new Map(rows.map((row) => [row.id, row]))
      return { unions: ids.flatMap((id) => byId.get(id) ?? []), total, near }
    },
  }
}
