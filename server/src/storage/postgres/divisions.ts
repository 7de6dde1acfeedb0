import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { accept } from '../../domain/decision.ts'
import type { Member } from '../../domain/divisions.ts'
import type { Division, Divisions, Meant } from '../../ports/divisions.ts'
import { appendAudit } from './audit.ts'
import { texts } from './many-rows.ts'
import type { Db, Postgres } from './open.ts'
import { divisions, divisionUnions, unions } from './schema.ts'
import { meantBy } from './union-list.ts'

export function postgresDivisions({ db, write }: Postgres): Divisions {
  return {
    list: (contestId) => divisionsOf(db, contestId),
    save: (contestId, decide) =>
      write(async (tx) => {
        const decision = decide(await divisionsOf(tx, contestId))
        if (!decision.ok) return decision
        const { removed, audit } = decision.value
        await tx.delete(divisionUnions).where(inArray(divisionUnions.divisionId, removed))
        await tx.delete(divisions).where(inArray(divisions.id, removed))
        for (const [position, { id, name }] of decision.value.divisions.entries())
          await tx.insert(divisions).values({ id, contestId, name, position }).onConflictDoUpdate({ target: divisions.id, set: { name, position } })
        await appendAudit(tx, audit)
        return accept(await divisionsOf(tx, contestId))
      }),
    members: (contestId, meant) => membersOf(db, contestId, meant),
    assign: (contestId, meant, decide) =>
      write(async (tx) => {
        const decision = decide(await membersOf(tx, contestId, meant), await divisionsOf(tx, contestId))
        if (!decision.ok) return decision
        const { moving, divisionId, audit } = decision.value
        const unionIds = texts(moving.map(({ id }) => id))
        await tx.delete(divisionUnions).where(and(eq(divisionUnions.contestId, contestId), sql`${divisionUnions.unionId} = any(${unionIds})`))
        if (divisionId !== null)
          await tx.execute(sql`
            insert into division_unions (contest_id, union_id, division_id)
            select ${contestId}::text, union_id, ${divisionId}::text from unnest(${unionIds}) as moving (union_id)`)
        await appendAudit(tx, audit)
        return accept(moving.length)
      }),
  }
}

/** In their order, with the number of active unions. */
export function divisionsOf(db: Db, contestId: string): Promise<Division[]> {
  return db
    .select({
      id: divisions.id,
      name: divisions.name,
      unions: sql<number>`(select count(*) from division_unions as member join unions as one on one.id = member.union_id
        where member.division_id = divisions.id and one.state = 'active')`,
      sealed: sql<boolean>`exists (select 1 from sealed_unions as kept where kept.division_id = divisions.id)`,
    })
    .from(divisions)
    .where(eq(divisions.contestId, contestId))
    .orderBy(asc(divisions.position), asc(divisions.id))
}

function membersOf(db: Db, contestId: string, { filter, unionIds }: Meant): Promise<Member[]> {
  const own = and(eq(divisionUnions.unionId, unions.id), eq(divisionUnions.contestId, contestId))
  return db
    .select({ id: unions.id, code: unions.code, divisionId: divisionUnions.divisionId })
    .from(unions)
    .leftJoin(divisionUnions, own)
    .where(
      and(
        eq(unions.state, 'active'),
        meantBy(db, { ...filter, contestId }),
        unionIds === undefined ? undefined : sql`${unions.id} = any(${texts(unionIds)})`,
      ),
    )
    .orderBy(asc(unions.code))
}
