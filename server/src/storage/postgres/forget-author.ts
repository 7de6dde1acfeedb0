import { and, eq, inArray, or } from 'drizzle-orm'
import { fold } from '../../domain/names.ts'
import { WITHDRAWN_NAME } from '../../domain/withdrawal.ts'
import { first, type Db } from './open.ts'
import { accounts, contestants, initiativeAuthors, initiativeFiles, initiatives, initiativeSteps } from './schema.ts'

/** A unit's initiative stays when its author goes, without the name; drafts that nobody else has seen go too. */
export async function forgetAuthor(tx: Db, id: string): Promise<void> {
  const person = await first(
    tx
      .select({ fullName: accounts.fullName, unionId: contestants.unionId })
      .from(accounts)
      .innerJoin(contestants, eq(contestants.id, accounts.id))
      .where(eq(accounts.id, id)),
  )
  if (person === undefined) return
  const drafts = tx
    .select({ id: initiatives.id })
    .from(initiatives)
    .where(and(eq(initiatives.enteredBy, id), eq(initiatives.state, 'draft')))
  for (const table of [initiativeAuthors, initiativeFiles, initiativeSteps]) await tx.delete(table).where(inArray(table.initiativeId, drafts))
  await tx.delete(initiatives).where(and(eq(initiatives.enteredBy, id), eq(initiatives.state, 'draft')))
  const name = fold(person.fullName)
  const named = await tx
    .select({ id: initiatives.id, authors: initiatives.authors })
    .from(initiatives)
    .innerJoin(initiativeAuthors, and(eq(initiativeAuthors.initiativeId, initiatives.id), eq(initiativeAuthors.foldedName, name)))
    .where(or(eq(initiatives.enteredBy, id), eq(initiatives.unionId, person.unionId)))
  for (const initiative of named) {
    const authors = initiative.authors.map((author) => (fold(author) === name ? WITHDRAWN_NAME : author))
    await tx.update(initiatives).set({ authors }).where(eq(initiatives.id, initiative.id))
    await tx.delete(initiativeAuthors).where(and(eq(initiativeAuthors.initiativeId, initiative.id), eq(initiativeAuthors.foldedName, name)))
  }
}
