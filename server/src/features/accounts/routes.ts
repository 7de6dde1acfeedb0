import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { Me } from '@hoithi/shared/contracts/accounts'
import { accept, refuse } from '../../domain/decision.ts'
import type { Sessions } from '../../http/auth.ts'
import type { Limits } from '../../http/limits.ts'
import type { Route } from '../../http/route.ts'
import type { Account } from '../../ports/accounts.ts'
import type { Services } from '../../services.ts'
import { checkCredentials, createStaff, registerContestant, setUpAdministrator } from './actions.ts'

type StaffRole = 'officer' | 'questionSetter' | 'organiser' | 'judge' | 'administrator'
const isStaff = <T extends Account>(account: T): account is T & { role: StaffRole } => account.role !== 'contestant'

export function accountRoutes(route: Route, services: Services, sessions: Sessions, limits: Limits): void {
  const { storage, clock } = services
  const decoy = services.passwords.hash(randomBytes(16).toString('hex'))

  const meOf = async (id: string): Promise<Me | null> => {
    const profile = await storage.accounts.profile(id)
    if (profile === null) return null
    const { contestant, union } = profile
    return {
      id,
      role: profile.role,
      fullName: profile.fullName,
      union: union === null ? null : { id: union.id, name: union.name, path: union.path },
      contestant:
        contestant === null ? null : { phone: contestant.phone, birthDate: contestant.birthDate, contestantKind: contestant.contestantKind },
    }
  }
  const enter = async (account: Account, reply: Parameters<Sessions['begin']>[0]) => {
    sessions.begin(reply, { id: account.id, role: account.role, unionId: account.unionId })
    const me = await meOf(account.id)
    return me === null ? refuse('not-found') : accept({ me })
  }

  route(
    'registerContestant',
    'anyone',
    async ({ body, reply }) => {
      const account = await registerContestant(services, body)
      return account.ok ? enter(account.value, reply) : account
    },
    { limits: [limits.byAddress] },
  )

  route(
    'logIn',
    'anyone',
    async ({ body, reply }) => {
      const account = await checkCredentials(services, body.login, body.password, await decoy)
      return account.ok ? enter(account.value, reply) : account
    },
    { limits: [limits.byAddress, limits.byAccount] },
  )

  route('logOut', 'anyone', async ({ session, reply }) => {
    await sessions.end(reply, session)
    return accept({ done: true as const })
  })

  route('getMe', 'anyone', async ({ session }) =>
    accept({ me: session === null ? null : await meOf(session.id), now: clock.now(), rehearsal: clock.rehearsal }),
  )

  route('listStaff', 'manageStaff', async () => accept({ staff: (await storage.accounts.staff()).filter(isStaff) }))

  route('createStaff', 'manageStaff', async ({ body: { reason, ...form }, session }) => {
    const made = await createStaff(services, session.id, form, reason)
    if (!made.ok) return made
    const staffMember = (await storage.accounts.staff()).filter(isStaff).find(({ id }) => id === made.value.id)
    return staffMember === undefined ? refuse('not-found') : accept({ staffMember })
  })

  route(
    'setUpAdministrator',
    'anyone',
    async ({ body: { token, ...form }, reply }) => {
      if (services.setupToken === null || !sameText(token, services.setupToken)) return refuse('setup-closed')
      const made = await setUpAdministrator(services, form)
      return made.ok ? enter(made.value, reply) : made
    },
    { limits: [limits.byAddress] },
  )
}

/** Compare secrets in a time that does not tell where they differ. */
function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
