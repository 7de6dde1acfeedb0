import { eq } from 'drizzle-orm'
import type { Pictures } from '../../ports/pictures.ts'
import { first, type Postgres } from './open.ts'
import { pictures } from './schema.ts'

export function postgresPictures({ db, write }: Postgres): Pictures {
  return {
    // One picture a commit: a file with a hundred of them must not hold the desk up.
    keep: async (given, now) => {
      for (const { hash, type, bytes } of given) {
        await write((tx) =>
          tx
            .insert(pictures)
            .values({ hash, type, bytes: Buffer.from(bytes), createdAt: now })
            .onConflictDoNothing(),
        )
      }
    },
    find: async (hash) => {
      const found = db.select({ hash: pictures.hash, type: pictures.type, bytes: pictures.bytes }).from(pictures).where(eq(pictures.hash, hash))
      return (await first(found)) ?? null
    },
  }
}
