import { accept, refuse } from '../../domain/decision.ts'
import type { Session, Sessions } from '../../http/auth.ts'
import type { Limits } from '../../http/limits.ts'
import type { Route } from '../../http/route.ts'
import type { Services } from '../../services.ts'
import { meOf } from '../accounts/enter.ts'
import { correctOwnData, eraseDue, giveConsent, requestUnion, withdrawConsent } from './actions.ts'
import { ownDataFile } from './export.ts'
import { ownDataOf, sessionView } from './view.ts'

export function ownDataRoutes(route: Route, services: Services, sessions: Sessions, limits: Limits): void {
  const dataOf = async (session: Session) => {
    const seen = await sessions.ofAccount(session)
    return ownDataOf(
      services,
      session.id,
      seen.map((one) => sessionView(one, session.sessionId)),
    )
  }

  route('getOwnData', 'takeAttempts', async ({ session }) => {
    const data = await dataOf(session)
    return data === null ? refuse('not-found') : accept(data)
  })

  route('exportOwnData', 'takeAttempts', async ({ session, reply }) => {
    const data = await dataOf(session)
    if (data === null) return refuse('not-found')
    void reply.header('content-disposition', 'attachment; filename="du-lieu-cua-toi.json"')
    return accept(await ownDataFile(services, data))
  })

  route('correctOwnData', 'takeAttempts', async ({ body, session }) => {
    const corrected = await correctOwnData(services, { contestantId: session.id, ...body })
    const me = await meOf(services, session.id)
    if (!corrected.ok || me === null) return corrected.ok ? refuse('not-found') : corrected
    return accept({ me })
  })

  route('requestUnion', 'takeAttempts', ({ body, session }) => requestUnion(services, { contestantId: session.id, ...body }))

  route('giveConsent', 'takeAttempts', ({ body, session }) => giveConsent(services, { contestantId: session.id, ...body }))

  route(
    'withdrawConsent',
    'takeAttempts',
    async ({ body, session, reply }) => {
      const left = await withdrawConsent(services, { contestantId: session.id, password: body.password })
      if (!left.ok) return left
      sessions.gate({ id: session.id, sessionsFrom: 0, disabledAt: services.clock.now() })
      await sessions.end(reply, session)
      // Where every result was final already nothing has to wait.
      await eraseDue(services)
      return accept({ erased: left.value === 'delete' || (await services.storage.ownData.isErased(session.id)) })
    },
    { limits: [limits.bySession] },
  )
}
