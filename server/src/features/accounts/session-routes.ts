import { accept, refuse } from '../../domain/decision.ts'
import type { Sessions } from '../../http/auth.ts'
import type { Route } from '../../http/route.ts'
import type { Services } from '../../services.ts'
import { sessionView } from '../own-data/view.ts'
import { meOf } from './enter.ts'
import { endStaffSessions } from './staff-actions.ts'

/** Where somebody is logged in, on a phone or at the desk, and the end of it. */
export function sessionRoutes(route: Route, services: Services, sessions: Sessions): void {
  const { storage, clock } = services

  route('listOwnSessions', 'loggedIn', async ({ session }) => {
    const open = await sessions.ofAccount(session)
    return accept({ sessions: open.map((one) => sessionView(one, session.sessionId)) })
  })

  route('endSession', 'loggedIn', async ({ params, session }) => {
    const ended = await sessions.endOne(session.id, params.sessionId)
    return ended.ok ? accept({ done: true as const }) : ended
  })

  route('endOtherSessions', 'loggedIn', async ({ session, request, reply }) => {
    const ended = await storage.sessions.endAll(session.id, clock.now())
    if (!ended.ok) return ended
    sessions.gate(ended.value)
    sessions.goOn(request, reply)
    const me = await meOf(services, session.id)
    return me === null ? refuse('not-found') : accept({ me })
  })

  route('endStaffSessions', 'manageStaff', async ({ params: { accountId }, body: { reason }, session }) => {
    const open = (await sessions.ofAccount({ id: accountId, role: 'judge' })).length
    const ended = await endStaffSessions(services, { accountId, actorId: session.id, reason, open })
    if (!ended.ok) return ended
    sessions.gate(ended.value)
    return accept({ ended: open })
  })
}
