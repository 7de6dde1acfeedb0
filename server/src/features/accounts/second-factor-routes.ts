import { accept } from '../../domain/decision.ts'
import { needsSecondFactor } from '../../domain/second-factor.ts'
import { qrOf, qrPath } from '../../formats/pdf/qr.ts'
import type { Sessions } from '../../http/auth.ts'
import type { Limits } from '../../http/limits.ts'
import type { Route } from '../../http/route.ts'
import type { Services } from '../../services.ts'
import { entrance } from './enter.ts'
import { offerSecondFactor, proveAgain, renewRecoveryCodes, turnOffSecondFactor, turnOnSecondFactor } from './second-factor-actions.ts'

/** One's own second factor. */
export function secondFactorRoutes(route: Route, services: Services, sessions: Sessions, limits: Limits): void {
  const { storage, config } = services
  const enter = entrance(services, sessions)
  const guarded = [limits.byLine, limits.bySession]

  route(
    'getSecondFactor',
    'guardOwnAccount',
    async ({ session }) => {
      const factor = await storage.secondFactors.find(session.id)
      const required = needsSecondFactor(config.staffTotp, session.role)
      return accept({ onSince: factor?.onSince ?? null, recoveryCodesLeft: factor?.recoveryHashes.length ?? 0, required })
    },
    { halfway: true },
  )

  route(
    'proveAgain',
    'guardOwnAccount',
    async ({ body, session, request, reply }) => {
      const proven = await proveAgain(services, session.id, body)
      if (!proven.ok) return proven
      sessions.prove(request, reply)
      return accept({ done: true as const })
    },
    { limits: guarded },
  )

  route(
    'startSecondFactor',
    'guardOwnAccount',
    async ({ body, session }) => {
      const offered = await offerSecondFactor(services, session.id, body)
      if (!offered.ok) return offered
      const qr = qrOf(offered.value.uri, 'M')
      return accept({ ...offered.value, qr: { size: qr.size, path: qrPath(qr) } })
    },
    { limits: guarded, halfway: true },
  )

  route(
    'turnOnSecondFactor',
    'guardOwnAccount',
    async ({ body, session, reply }) => {
      const turned = await turnOnSecondFactor(services, session.id, body)
      if (!turned.ok) return turned
      sessions.gate(turned.value.account)
      const entered = await enter(turned.value.account, reply, true)
      return entered.ok ? accept({ ...entered.value, recoveryCodes: turned.value.codes }) : entered
    },
    { limits: [limits.bySession], halfway: true },
  )

  route(
    'turnOffSecondFactor',
    'guardOwnAccount',
    async ({ body, session, reply }) => {
      const turned = await turnOffSecondFactor(services, session.id, body)
      if (!turned.ok) return turned
      sessions.gate(turned.value)
      return enter(turned.value, reply)
    },
    { limits: guarded },
  )

  route('renewRecoveryCodes', 'guardOwnAccount', ({ body, session }) => renewRecoveryCodes(services, session.id, body), { limits: guarded })
}
