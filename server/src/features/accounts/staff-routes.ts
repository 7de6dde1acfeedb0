import type { StaffRole } from '@hoithi/shared/contracts/common'
import { accept, refuse } from '../../domain/decision.ts'
import { invitationState } from '../../domain/staff.ts'
import type { Sessions } from '../../http/auth.ts'
import type { Limits } from '../../http/limits.ts'
import type { Route } from '../../http/route.ts'
import type { Account } from '../../ports/accounts.ts'
import type { InvitationRow } from '../../ports/invitations.ts'
import type { Services } from '../../services.ts'
import { entrance } from './enter.ts'
import { acceptInvitation, createInvitation, openInvitation, revokeInvitation } from './invitation-actions.ts'
import { resetSecondFactor } from './second-factor-actions.ts'
import { changeStaff, createStaff } from './staff-actions.ts'

const SHOWN = 100
const isStaff = <T extends Account>(account: T): account is T & { role: StaffRole } => account.role !== 'contestant'

export function staffRoutes(route: Route, services: Services, sessions: Sessions, limits: Limits): void {
  const { storage, clock } = services
  const enter = entrance(services, sessions)
  const staff = async () => (await storage.accounts.staff()).filter(isStaff)
  const staffMember = async (id: string) => {
    const found = (await staff()).find((member) => member.id === id)
    return found === undefined ? refuse('not-found') : accept({ staffMember: found })
  }
  const view = ({ createdByLogin, ...row }: InvitationRow) => ({ ...row, createdBy: createdByLogin, state: invitationState(row, clock.now()) })

  route('listStaff', 'manageStaff', async () => accept({ staff: await staff() }))

  route('createStaff', 'manageStaff', async ({ body, session }) => {
    const made = await createStaff(services, session.id, body)
    return made.ok ? staffMember(made.value.id) : made
  })

  route('changeStaff', 'manageStaff', async ({ params: { accountId }, body, session }) => {
    const changed = await changeStaff(services, { accountId, actorId: session.id, form: body })
    if (!changed.ok) return changed
    sessions.gate(changed.value)
    return staffMember(accountId)
  })

  route('resetSecondFactor', 'manageStaff', async ({ params: { accountId }, body: { reason }, session }) => {
    const reset = await resetSecondFactor(services, { accountId, actorId: session.id, reason, endsSessions: true })
    if (!reset.ok) return reset
    sessions.gate(reset.value)
    return staffMember(accountId)
  })

  route('listInvitations', 'manageStaff', async () => accept({ invitations: (await storage.invitations.newest(SHOWN)).map(view) }))

  route('createInvitation', 'manageStaff', async ({ body, session }) => {
    const made = await createInvitation(services, session.id, body)
    if (!made.ok) return made
    const [invitation] = (await storage.invitations.newest(SHOWN)).filter(({ id }) => id === made.value.id).map(view)
    return invitation === undefined ? refuse('not-found') : accept({ invitation, token: made.value.token })
  })

  route('revokeInvitation', 'manageStaff', async ({ params: { invitationId }, body: { reason }, session }) => {
    const revoked = await revokeInvitation(services, { invitationId, actorId: session.id, reason })
    return revoked.ok ? accept({ done: true as const }) : revoked
  })

  route(
    'findInvitation',
    'anyone',
    async ({ body: { token } }) => {
      const found = await openInvitation(services, token)
      if (!found.ok) return found
      const { role, fullName, expiresAt, unionName, unionPath } = found.value
      return accept({ role, fullName, expiresAt, union: unionName === null ? null : { name: unionName, path: unionPath ?? '' } })
    },
    { limits: [limits.byAddress] },
  )

  route(
    'acceptInvitation',
    'anyone',
    async ({ body, reply }) => {
      const made = await acceptInvitation(services, body)
      return made.ok ? enter(made.value, reply) : made
    },
    { limits: [limits.byAddress] },
  )
}
