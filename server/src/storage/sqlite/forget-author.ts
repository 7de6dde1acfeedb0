import { and, eq, inArray, or } from 'drizzle-orm'
import { fold } from '../../domain/names.ts'
import { WITHDRAWN_NAME } from '../../domain/withdrawal.ts'
import type { Sqlite } from './open.ts'
import { accounts, contestants, initiativeAuthors, initiativeFiles, initiatives, initiativeSteps } from './schema.ts'

/** A unit's initiative stays when its author goes, without the name; drafts that nobody else has seen go too. */
export function forgetAuthor({ db }: Pick<Sqlite, 'db'>, id: string): void {
  const person = db
    .select({ fullName: accounts.fullName, unionId: contestants.unionId })
    .from(accounts)
    .innerJoin(contestants, eq(contestants.id, accounts.id))
    .where(eq(accounts.id, id))
    .get()
  if (person === undefined) return
  const drafts = db
    .select({ id: initiatives.id })
    .from(initiatives)
    .where(and(eq(initiatives.enteredBy, id), eq(initiatives.state, 'draft')))
  for (const table of [initiativeAuthors, initiativeFiles, initiativeSteps]) db.delete(table).where(inArray(table.initiativeId, drafts)).run()
  db.delete(initiatives)
    .where(and(eq(initiatives.enteredBy, id), eq(initiatives.state, 'draft')))
    .run()
  const name = fold(person.fullName)
  const named = db
    .select({ id: initiatives.id, authors: initiatives.authors })
    .from(initiatives)
    .innerJoin(initiativeAuthors, and(eq(initiativeAuthors.initiativeId, initiatives.id), eq(initiativeAuthors.foldedName, name)))
    .where(or(eq(initiatives.enteredBy, id), eq(initiatives.unionId, person.unionId)))
    .all()
  for (const initiative of named) {
    const authors = initiative.authors.map((author) => (fold(author) === name ? WITHDRAWN_NAME : author))
    db.update(initiatives).set({ authors }).where(eq(initiatives.id, initiative.id)).run()
    db.delete(initiativeAuthors)
      .where(and(eq(initiativeAuthors.initiativeId, initiative.id), eq(initiativeAuthors.foldedName, name)))
      .run()
  }
}
