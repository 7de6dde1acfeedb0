import { eq, inArray } from 'drizzle-orm'
import type { PosterUnion } from '../../domain/posters.ts'
import type { Sqlite } from './open.ts'
import { unionAncestors, unions } from './schema.ts'

/** The one place that says which unions get a poster: a union and all below it, or every one. */
export function posterUnions({ db }: Pick<Sqlite, 'db'>, rootId: string | null): PosterUnion[] {
  const columns = { id: unions.id, code: unions.code, name: unions.name, path: unions.path }
  if (rootId === null) return db.select(columns).from(unions).all()
  const subtree = db.select({ id: unionAncestors.unionId }).from(unionAncestors).where(eq(unionAncestors.ancestorId, rootId))
  return db.select(columns).from(unions).where(inArray(unions.id, subtree)).all()
}
