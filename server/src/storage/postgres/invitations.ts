import { desc, eq } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { accept, refuse } from '../../domain/decision.ts'
import type { InvitationRow, Invitations } from '../../ports/invitations.ts'
import { appendAudit } from './audit.ts'
import { first, type Postgres } from './open.ts'
import { accounts, invitations, unions } from './schema.ts'

export function postgresInvitations({ db, write }: Postgres): Invitations {
  const inviter = alias(accounts, 'inviter')
  const rows = () =>
    db
      .select({ invitation: invitations, unionName: unions.name, unionPath: unions.path, inviter: inviter.login, login: accounts.login })
      .from(invitations)
      .leftJoin(unions, eq(unions.id, invitations.unionId))
      .leftJoin(inviter, eq(inviter.id, invitations.createdBy))
      .leftJoin(accounts, eq(accounts.id, invitations.accountId))
  type Row = Awaited<ReturnType<typeof rows>>[number]
  const toRow = ({ invitation, inviter: createdByLogin, ...row }: Row): InvitationRow => ({
    ...invitation,
    ...row,
    createdByLogin: createdByLogin ?? invitation.createdBy,
  })

  return {
    create: (invitation, audit) =>
      write(async (tx) => {
        const { unionId } = invitation
        if (unionId !== null && (await first(tx.select({ id: unions.id }).from(unions).where(eq(unions.id, unionId)))) === undefined)
          return refuse('unknown-union')
        await tx.insert(invitations).values(invitation)
        await appendAudit(tx, audit)
        return accept(invitation)
      }),
    find: async (tokenHash) => {
      const row = await first(rows().where(eq(invitations.tokenHash, tokenHash)))
      return row === undefined ? null : toRow(row)
    },
    newest: async (limit) => (await rows().orderBy(desc(invitations.createdAt), desc(invitations.id)).limit(limit)).map(toRow),
    revoke: (id, decide) =>
      write(async (tx) => {
        const found = (await first(tx.select().from(invitations).where(eq(invitations.id, id)))) ?? null
        const decision = decide(found)
        if (!decision.ok || found === null) return decision.ok ? refuse('not-found') : decision
        await tx.update(invitations).set({ state: 'revoked' }).where(eq(invitations.id, id))
        await appendAudit(tx, decision.value)
        return accept({ ...found, state: 'revoked' })
      }),
    accept: (tokenHash, decide) =>
      write(async (tx) => {
        const decision = decide((await first(tx.select().from(invitations).where(eq(invitations.tokenHash, tokenHash)))) ?? null)
        if (!decision.ok) return decision
        const { account, audit } = decision.value
        const made = await tx.insert(accounts).values(account).onConflictDoNothing().returning({ id: accounts.id })
        if (made.length === 0) return refuse('login-taken')
        await tx.update(invitations).set({ state: 'used', accountId: account.id }).where(eq(invitations.tokenHash, tokenHash))
        await appendAudit(tx, audit)
        return accept(account)
      }),
  }
}
