import { randomBytes } from 'node:crypto'
import { accept, refuse } from '../../domain/decision.ts'
import { sameText } from '../../domain/same-text.ts'
import type { Sessions } from '../../http/auth.ts'
import type { Limits } from '../../http/limits.ts'
import type { Route } from '../../http/route.ts'
import { takenNumbers } from '../../http/taken-numbers.ts'
import type { Services } from '../../services.ts'
import { changePassword, checkCredentials, registerContestant, setUpAdministrator } from './actions.ts'
import { entrance, meOf } from './enter.ts'
import { secondStep, takeSecondStep } from './second-step.ts'
import { secondFactorRoutes } from './second-factor-routes.ts'
import { sessionRoutes } from './session-routes.ts'
import { staffRoutes } from './staff-routes.ts'

/** Of so many registrations one may meet a number that is registered. */
const TAKEN_SHARE = 10

export function accountRoutes(route: Route, services: Services, sessions: Sessions, limits: Limits): void {
  const { clock } = services
  const decoy = services.passwords.hash(randomBytes(16).toString('hex'))

  const taken = takenNumbers(Math.ceil(services.config.addressLimit / TAKEN_SHARE), services.realNow, services.storage.counts)
  const enter = entrance(services, sessions)

  route(
    'registerContestant',
    'anyone',
    async ({ body, request, reply }) => {
      const account = await registerContestant(services, body)
      await taken.note(request.ip, account)
      return account.ok ? enter(account.value, reply) : account
    },
    { limits: [limits.byLine, limits.byAddress, taken.check] },
  )

  route(
    'logIn',
    'anyone',
    async ({ body, reply }) => {
      const account = await checkCredentials(services, body.login, body.password, await decoy)
      if (!account.ok) return account
      const next = await secondStep(services, account.value)
      return next ?? enter(account.value, reply)
    },
    { limits: [limits.byLine, limits.byAddress, limits.byAccount] },
  )

  route(
    'takeSecondStep',
    'anyone',
    async ({ body, reply }) => {
      const account = await takeSecondStep(services, body)
      return account.ok ? enter(account.value, reply, true) : account
    },
    { limits: [limits.byAddress] },
  )

  route(
    'logOut',
    'anyone',
    async ({ session, reply }) => {
      await sessions.end(reply, session)
      return accept({ done: true as const })
    },
    { halfway: true },
  )

  route(
    'getMe',
    'anyone',
    async ({ session }) => accept({ me: session === null ? null : await meOf(services, session.id), now: clock.now(), rehearsal: clock.rehearsal }),
    { halfway: true },
  )

  route(
    'changePassword',
    'loggedIn',
    async ({ body, session, reply }) => {
      const changed = await changePassword(services, session.id, body)
      if (!changed.ok) return changed
      sessions.gate(changed.value)
      return enter(changed.value, reply, session.second)
    },
    { limits: [limits.byLine, limits.bySession] },
  )

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

  sessionRoutes(route, services, sessions)
  staffRoutes(route, services, sessions, limits)
  secondFactorRoutes(route, services, sessions, limits)
}
