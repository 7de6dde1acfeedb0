import { and, eq, inArray, sql } from 'drizzle-orm'
import { findUnions } from '../../domain/union-finding.ts'
import { indexUnions, type UnionIndex } from '../../domain/union-index.ts'
import type { Unions } from '../../ports/unions.ts'
import { first, type Db } from './open.ts'
import { unions } from './schema.ts'

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

/** Within it a search may not know yet what another server has changed; a union that was closed there is never found. */
const KNOWN_FOR_MS = 2_000

const { id, code, name, kind, parentId, path } = unions
const active = eq(unions.state, 'active')
/** Of everything that is searched: another one whenever any of it has changed. */
const digest = sql<string | null>`encode(sha256(convert_to(string_agg(
  concat_ws(chr(31), ${id}, ${code}, ${name}, ${kind}, coalesce(${parentId}, ''), ${path}), chr(30) order by ${id}), 'UTF8')), 'hex')`

type Searched = { digest: string | null; index: UnionIndex }

/** Search in an index of the active unions that is kept in memory as long as the database holds the same; `lookAgain` once this server has changed one. */
export function unionSearch(db: Db): Pick<Unions, 'search'> & { lookAgain: () => void } {
  let kept: { at: number; searched: Promise<Searched> } | null = null
  const look = async (before: Promise<Searched> | undefined): Promise<Searched> => {
    const known = await before?.catch(() => undefined)
    const now = (await first(db.select({ digest }).from(unions).where(active)))?.digest ?? null
    if (known?.digest === now) return known
    return { digest: now, index: indexUnions(await db.select({ id, code, name, kind, parentId, path }).from(unions).where(active)) }
  }
  const current = async (): Promise<UnionIndex> => {
    if (kept === null || performance.now() - kept.at > KNOWN_FOR_MS) {
      const searched = look(kept?.searched)
      kept = { at: performance.now(), searched }
    }
    const asked = kept
    try {
      return (await asked.searched).index
    } catch (error) {
      if (kept === asked) kept = null
      throw error
    }
  }
  return {
    search: async (typed, limit, within) => {
      const { ids, total, near } = findUnions(await current(), typed, { limit, within })
      const rows =
        ids.length === 0
          ? []
          : await db
              .select(listedColumns)
              .from(unions)
              .where(and(active, inArray(unions.id, ids)))
      const byId = new Map(rows.map((row) => [row.id, row]))
      return { unions: ids.flatMap((found) => byId.get(found) ?? []), total, near }
    },
    lookAgain: () => {
      if (kept !== null) kept = { ...kept, at: Number.NEGATIVE_INFINITY }
    },
  }
}
