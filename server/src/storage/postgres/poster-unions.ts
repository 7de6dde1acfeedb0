import { and, eq, inArray } from 'drizzle-orm'
import type { PosterUnion } from '../../domain/posters.ts'
import type { Db } from './open.ts'
import { unionAncestors, unions } from './schema.ts'

/** The one place that says which unions get a poster: an active union and all such below it, or every one; people cannot register with the others. */
export async function posterUnions(db: Db, rootId: string | null): Promise<PosterUnion[]> {
  const columns = { id: unions.id, code: unions.code, name: unions.name, path: unions.path }
  const active = eq(unions.state, 'active')
  if (rootId === null) return db.select(columns).from(unions).where(active)
  const subtree = db.select({ id: unionAncestors.unionId }).from(unionAncestors).where(eq(unionAncestors.ancestorId, rootId))
  return db
    .select(columns)
    .from(unions)
    .where(and(active, inArray(unions.id, subtree)))
}
