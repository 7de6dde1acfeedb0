import type { z } from 'zod'
import type { acceptInvitation as acceptContract, createInvitation as createContract } from '@hoithi/shared/contracts/invitations'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import { guessablePassword } from '../../domain/guessable-password.ts'
import { INVITATION_MS, invitationState, scopeOf } from '../../domain/staff.ts'
import type { Account } from '../../ports/accounts.ts'
import type { Invitation, InvitationRow } from '../../ports/invitations.ts'
import type { Services } from '../../services.ts'

type Needs = Pick<Services, 'storage' | 'clock' | 'ids' | 'sha256'>
type Offer = z.output<(typeof createContract)['body']>
type Acceptance = z.output<(typeof acceptContract)['body']>

const hashOf = (sha256: Services['sha256'], token: string): string => sha256(`invitation\n${token}`)
const offered = ({ role, fullName, unionId }: Invitation) => ({ role, fullName, unionId })

/** A one-time link for a new desk account; only its hash is kept. */
export async function createInvitation(
  { storage, clock, ids, sha256 }: Needs,
  actorId: string,
  { role, fullName, unionId, reason }: Offer,
): Promise<Decision<{ id: string; token: string }>> {
  const scope = scopeOf(role, unionId)
  if (!scope.ok) return scope
  const now = clock.now()
  const token = ids.seed()
  const invitation: Invitation = {
    id: ids.next(now),
    tokenHash: hashOf(sha256, token),
    role,
    fullName,
    unionId: scope.value,
    createdBy: actorId,
    createdAt: now,
    expiresAt: now + INVITATION_MS,
    state: 'open',
    accountId: null,
  }
  const audit = {
    id: ids.next(now),
    at: now,
    actorId,
    action: 'createInvitation',
    subject: fullName,
    reason,
    details: { after: offered(invitation) },
  }
  const made = await storage.invitations.create(invitation, audit)
  return made.ok ? accept({ id: invitation.id, token }) : made
}

export function revokeInvitation(
  { storage, clock, ids }: Pick<Needs, 'storage' | 'clock' | 'ids'>,
  { invitationId, actorId, reason }: { invitationId: string; actorId: string; reason: string },
): Promise<Decision<Invitation>> {
  const now = clock.now()
  return storage.invitations.revoke(invitationId, (invitation) => {
    if (invitation === null) return refuse('not-found')
    if (invitationState(invitation, now) !== 'open') return refuse('invitation-closed')
    const details = { before: offered(invitation) }
    return accept({ id: ids.next(now), at: now, actorId, action: 'revokeInvitation', subject: invitation.fullName, reason, details })
  })
}

/** What a token offers, while it can be used. */
export async function openInvitation({ storage, clock, sha256 }: Omit<Needs, 'ids'>, token: string): Promise<Decision<InvitationRow>> {
  const found = await storage.invitations.find(hashOf(sha256, token))
  return found !== null && invitationState(found, clock.now()) === 'open' ? accept(found) : refuse('invitation-closed')
}

/** The invited person makes their account, once. */
export async function acceptInvitation(
  { passwords, ...needs }: Needs & Pick<Services, 'passwords'>,
  { token, login, password, fullName }: Acceptance,
): Promise<Decision<Account>> {
  const { storage, clock, ids, sha256 } = needs
  const open = await openInvitation(needs, token)
  if (!open.ok) return open
  if (guessablePassword(password, { login, fullName })) return refuse('guessable-password')
  const passwordHash = await passwords.hash(password)
  const now = clock.now()
  const account = { id: ids.next(now), login, fullName, passwordHash, createdAt: now }
  return storage.invitations.accept(hashOf(sha256, token), (invitation) => {
    if (invitation === null || invitationState(invitation, now) !== 'open') return refuse('invitation-closed')
    const { role, unionId } = invitation
    return accept({
      account: { ...account, role, unionId },
      audit: {
        id: ids.next(now),
        at: now,
        actorId: account.id,
        action: 'acceptInvitation',
        subject: login,
        reason: `lời mời của ${open.value.createdByLogin}`,
        details: { before: offered(invitation), after: { role, fullName, unionId } },
      },
    })
  })
}
