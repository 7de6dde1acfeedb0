import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { accept } from '../../domain/decision.ts'
import type { Member } from '../../domain/divisions.ts'
import type { Division, Divisions, Meant } from '../../ports/divisions.ts'
import { appendAudit } from './audit.ts'
import type { Sqlite } from './open.ts'
import { divisions, divisionUnions, unions } from './schema.ts'
import { meantBy } from './union-list.ts'

export function sqliteDivisions(sqlite: Sqlite): Divisions {
  const { db, queue } = sqlite
  return {
    list: async (contestId) => divisionsOf(sqlite, contestId),
    save: (contestId, decide) =>
      queue.write(() => {
        const decision = decide(divisionsOf(sqlite, contestId))
        if (!decision.ok) return decision
        const { removed, audit } = decision.value
        db.delete(divisionUnions).where(inArray(divisionUnions.divisionId, removed)).run()
        db.delete(divisions).where(inArray(divisions.id, removed)).run()
        for (const [position, { id, name }] of decision.value.divisions.entries())
          db.insert(divisions).values({ id, contestId, name, position }).onConflictDoUpdate({ target: divisions.id, set: { name, position } }).run()
        appendAudit(sqlite, audit)
        return accept(divisionsOf(sqlite, contestId))
      }),
    members: async (contestId, meant) => membersOf(sqlite, contestId, meant),
    assign: (contestId, meant, decide) =>
      queue.write(() => {
        const decision = decide(membersOf(sqlite, contestId, meant), divisionsOf(sqlite, contestId))
        if (!decision.ok) return decision
        const { moving, divisionId, audit } = decision.value
        for (const { id: unionId } of moving) {
          db.delete(divisionUnions)
            .where(and(eq(divisionUnions.contestId, contestId), eq(divisionUnions.unionId, unionId)))
            .run()
          if (divisionId !== null) db.insert(divisionUnions).values({ contestId, unionId, divisionId }).run()
        }
        appendAudit(sqlite, audit)
        return accept(moving.length)
      }),
  }
}

/** In their order, with the number of active unions. */
export function divisionsOf({ db }: Pick<Sqlite, 'db'>, contestId: string): Division[] {
  return db
    .select({
      id: divisions.id,
      name: divisions.name,
      unions: sql<number>`(select count(*) from division_unions as member join unions as one on one.id = member.union_id
        where member.division_id = divisions.id and one.state = 'active')`,
      sealed: sql<number>`exists (select 1 from sealed_unions as kept where kept.division_id = divisions.id)`.mapWith(Boolean),
    })
    .from(divisions)
    .where(eq(divisions.contestId, contestId))
    .orderBy(asc(divisions.position), asc(divisions.id))
    .all()
}

function membersOf(sqlite: Pick<Sqlite, 'db'>, contestId: string, { filter, unionIds }: Meant): Member[] {
  const own = and(eq(divisionUnions.unionId, unions.id), eq(divisionUnions.contestId, contestId))
  return sqlite.db
    .select({ id: unions.id, code: unions.code, divisionId: divisionUnions.divisionId })
    .from(unions)
    .leftJoin(divisionUnions, own)
    .where(
      and(
        eq(unions.state, 'active'),
        meantBy(sqlite, { ...filter, contestId }),
        unionIds === undefined ? undefined : inArray(unions.id, [...unionIds]),
      ),
    )
    .orderBy(asc(unions.code))
    .all()
}
