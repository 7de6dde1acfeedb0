import { and, eq, exists, inArray, ne, or, sql, type SQL } from 'drizzle-orm'
import { fold } from '../../domain/names.ts'
import type { Deadlines } from '../../domain/retention.ts'
import { RETIRED_NAME } from '../../domain/withdrawal.ts'
import type { Db, Postgres } from './open.ts'
import { longFinal, type Kind } from './retention-people.ts'
import { initiativeAuthors, initiativeFiles, initiatives, workPhotos, works } from './schema.ts'

const one = { one: sql`1` }

async function named(db: Db, due: Deadlines): Promise<SQL | undefined> {
  return and(
    inArray(initiatives.contestId, (await longFinal(db, due)).contestIds),
    or(eq(initiatives.hasFile, true), exists(db.select(one).from(initiativeAuthors).where(eq(initiativeAuthors.initiativeId, initiatives.id)))),
  )
}

async function shown(db: Db, due: Deadlines): Promise<SQL | undefined> {
  return and(
    inArray(works.contestId, (await longFinal(db, due)).contestIds),
    or(ne(works.carriedOutBy, ''), exists(db.select(one).from(workPhotos).where(eq(workPhotos.workId, works.id)))),
  )
}

/** Names, decisions and photos in the campaigns of contests that are long final; what was done and counted stays. */
export function ofCampaigns({ db, write }: Postgres): Record<'authors' | 'works', Kind> {
  return {
    authors: {
      count: async (due) => db.$count(initiatives, await named(db, due)),
      apply: (due, limit) =>
        write(async (tx) => {
          const { id, authors } = initiatives
          const found = await tx
            .select({ id, authors })
            .from(initiatives)
            .where(await named(tx, due))
            .orderBy(id)
            .limit(limit)
          for (const initiative of found) {
            const nameless = { authors: initiative.authors.map(() => RETIRED_NAME), hasFile: false }
            await tx.update(initiatives).set(nameless).where(eq(initiatives.id, initiative.id))
            for (const table of [initiativeAuthors, initiativeFiles]) await tx.delete(table).where(eq(table.initiativeId, initiative.id))
          }
          return found.length
        }),
    },
    works: {
      count: async (due) => db.$count(works, await shown(db, due)),
      apply: (due, limit) =>
        write(async (tx) => {
          const found = await tx
            .select({ id: works.id, title: works.title })
            .from(works)
            .where(await shown(tx, due))
            .orderBy(works.id)
            .limit(limit)
          for (const work of found) {
            await tx
              .update(works)
              .set({ carriedOutBy: '', searchText: fold(work.title) })
              .where(eq(works.id, work.id))
            await tx.delete(workPhotos).where(eq(workPhotos.workId, work.id))
          }
          return found.length
        }),
    },
  }
}
