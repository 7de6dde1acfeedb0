import { desc, eq } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import { accept, refuse } from '../../domain/decision.ts'
import type { Invitation, InvitationRow, Invitations } from '../../ports/invitations.ts'
import { appendAudit } from './audit.ts'
import type { Sqlite } from './open.ts'
import { accounts, invitations, unions } from './schema.ts'

export function sqliteInvitations(sqlite: Sqlite): Invitations {
  const { db, queue } = sqlite
  const inviter = alias(accounts, 'inviter')
  const rows = () =>
    db
      .select({ invitation: invitations, unionName: unions.name, unionPath: unions.path, inviter: inviter.login, login: accounts.login })
      .from(invitations)
      .leftJoin(unions, eq(unions.id, invitations.unionId))
      .leftJoin(inviter, eq(inviter.id, invitations.createdBy))
      .leftJoin(accounts, eq(accounts.id, invitations.accountId))
  type Row = NonNullable<ReturnType<ReturnType<typeof rows>['get']>>
  const toRow = ({ invitation, inviter: createdByLogin, ...row }: Row): InvitationRow => ({
    ...invitation,
    ...row,
    createdByLogin: createdByLogin ?? invitation.createdBy,
  })
  const byHash = (tokenHash: string): Invitation | null => db.select().from(invitations).where(eq(invitations.tokenHash, tokenHash)).get() ?? null
  const unionKnown = (id: string): boolean => db.select({ id: unions.id }).from(unions).where(eq(unions.id, id)).get() !== undefined

  return {
    create: (invitation, audit) =>
      queue.write(() => {
        if (invitation.unionId !== null && !unionKnown(invitation.unionId)) return refuse('unknown-union')
        db.insert(invitations).values(invitation).run()
        appendAudit(sqlite, audit)
        return accept(invitation)
      }),
    find: async (tokenHash) => {
      const row = rows().where(eq(invitations.tokenHash, tokenHash)).get()
      return row === undefined ? null : toRow(row)
    },
    newest: async (limit) => rows().orderBy(desc(invitations.createdAt), desc(invitations.id)).limit(limit).all().map(toRow),
    revoke: (id, decide) =>
      queue.write(() => {
        const found = db.select().from(invitations).where(eq(invitations.id, id)).get() ?? null
        const decision = decide(found)
        if (!decision.ok || found === null) return decision.ok ? refuse('not-found') : decision
        db.update(invitations).set({ state: 'revoked' }).where(eq(invitations.id, id)).run()
        appendAudit(sqlite, decision.value)
        return accept({ ...found, state: 'revoked' })
      }),
    accept: (tokenHash, decide) =>
      queue.write(() => {
        const decision = decide(byHash(tokenHash))
        if (!decision.ok) return decision
        const { account, audit } = decision.value
        const made = db.insert(accounts).values(account).onConflictDoNothing().returning({ id: accounts.id }).all()
        if (made.length === 0) return refuse('login-taken')
        db.update(invitations).set({ state: 'used', accountId: account.id }).where(eq(invitations.tokenHash, tokenHash)).run()
        appendAudit(sqlite, audit)
        return accept(account)
      }),
  }
}
