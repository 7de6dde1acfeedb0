import { eq } from 'drizzle-orm'
import type { Pictures } from '../../ports/pictures.ts'
import type { Sqlite } from './open.ts'
import { pictures } from './schema.ts'

export function sqlitePictures({ db, queue }: Sqlite): Pictures {
  return {
    // One picture a commit: a file with a hundred of them must not hold an answer up.
    keep: async (given, now) => {
      for (const { hash, type, bytes } of given) {
        await queue.write(() =>
          db
            .insert(pictures)
            .values({ hash, type, bytes: Buffer.from(bytes), createdAt: now })
            .onConflictDoNothing()
            .run(),
        )
      }
    },
    find: async (hash) => sqlitePictureReads({ db })(hash),
  }
}

/** The reading half, which workers use on a connection of their own. */
export function sqlitePictureReads({ db }: Pick<Sqlite, 'db'>) {
  return (hash: string) =>
    db.select({ hash: pictures.hash, type: pictures.type, bytes: pictures.bytes }).from(pictures).where(eq(pictures.hash, hash)).get() ?? null
}
