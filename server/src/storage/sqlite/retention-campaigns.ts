import { and, count, eq, exists, inArray, ne, or, sql, type SQL } from 'drizzle-orm'
import { fold } from '../../domain/names.ts'
import type { Deadlines } from '../../domain/retention.ts'
import { RETIRED_NAME } from '../../domain/withdrawal.ts'
import type { Sqlite } from './open.ts'
import { finalContests, total, type Kind } from './retention-people.ts'
import { initiativeAuthors, initiativeFiles, initiatives, workPhotos, works } from './schema.ts'

/** Names, decisions and photos in the campaigns of contests that are long final; what was done and counted stays. */
export function ofCampaigns(sqlite: Sqlite): Record<'authors' | 'works', Kind> {
  const { db, queue } = sqlite
  const one = { one: sql`1` }
  const named = (due: Deadlines): SQL | undefined =>
    and(
      inArray(initiatives.contestId, finalContests(sqlite, due)),
      or(eq(initiatives.hasFile, true), exists(db.select(one).from(initiativeAuthors).where(eq(initiativeAuthors.initiativeId, initiatives.id)))),
    )
  const shown = (due: Deadlines): SQL | undefined =>
    and(
      inArray(works.contestId, finalContests(sqlite, due)),
      or(ne(works.carriedOutBy, ''), exists(db.select(one).from(workPhotos).where(eq(workPhotos.workId, works.id)))),
    )
  return {
    authors: {
      count: (due) => total(db.select({ total: count() }).from(initiatives).where(named(due)).get()),
      apply: (due, limit) =>
        queue.write(() => {
          const { id, authors } = initiatives
          const found = db.select({ id, authors }).from(initiatives).where(named(due)).orderBy(id).limit(limit).all()
          for (const initiative of found) {
            const nameless = { authors: initiative.authors.map(() => RETIRED_NAME), hasFile: false }
            db.update(initiatives).set(nameless).where(eq(initiatives.id, initiative.id)).run()
            for (const table of [initiativeAuthors, initiativeFiles]) db.delete(table).where(eq(table.initiativeId, initiative.id)).run()
          }
          return found.length
        }),
    },
    works: {
      count: (due) => total(db.select({ total: count() }).from(works).where(shown(due)).get()),
      apply: (due, limit) =>
        queue.write(() => {
          const found = db.select({ id: works.id, title: works.title }).from(works).where(shown(due)).orderBy(works.id).limit(limit).all()
          for (const work of found) {
            db.update(works)
              .set({ carriedOutBy: '', searchText: fold(work.title) })
              .where(eq(works.id, work.id))
              .run()
            db.delete(workPhotos).where(eq(workPhotos.workId, work.id)).run()
          }
          return found.length
        }),
    },
  }
}
