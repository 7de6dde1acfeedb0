import { randomBytes } from 'node:crypto'
import { confinedTo } from '../../domain/access.ts'
import { accept, refuse, type Refused } from '../../domain/decision.ts'
import type { Session, Sessions } from '../../http/auth.ts'
import type { Limits } from '../../http/limits.ts'
import type { Route } from '../../http/route.ts'
import type { Services } from '../../services.ts'
import { entrance } from '../accounts/enter.ts'
import { correctContestant, moveContestant } from './actions.ts'
import { issueResetCode, resetPassword } from './reset-actions.ts'
import { attemptView, faced, historyView } from './view.ts'

const HISTORY = 100
const masked = (session: Session): boolean => confinedTo(session) !== null

export function contestantRoutes(route: Route, services: Services, sessions: Sessions, limits: Limits): void {
  const { storage } = services
  const enter = entrance(services, sessions)
  const decoy = services.passwords.hash(randomBytes(16).toString('hex'))

  /** Whether an officer asks for a union outside their subtree. */
  const outside = async (session: Session, unionId: string): Promise<boolean> => {
    const root = confinedTo(session)
    return root !== null && !(await storage.unions.inside(unionId, root))
  }
  const outOfReach = async (session: Session, contestantId: string): Promise<Refused | null> => {
    const found = await storage.contestants.find(contestantId)
    if (found === null) return refuse('not-found')
    return (await outside(session, found.unionId)) ? refuse('not-allowed') : null
  }
  const shown = async (session: Session, contestantId: string) => {
    const contestant = await storage.contestants.find(contestantId)
    return contestant === null ? null : faced(contestant, masked(session))
  }

  route('listContestants', 'manageContestants', async ({ query, session }) => {
    const { unionId, roundId, taken, ...filter } = query
    if (unionId !== undefined && (await outside(session, unionId))) return refuse('not-allowed')
    const union = unionId === undefined ? null : await storage.unions.find(unionId)
    const { rows, total } = await storage.contestants.list({
      ...filter,
      within: unionId ?? confinedTo(session) ?? undefined,
      phones: masked(session) ? 'whole' : 'any',
      taken: roundId === undefined || taken === undefined ? undefined : { roundId, yes: taken === 'yes' },
    })
    const contestants = rows.map((row) => faced(row, masked(session)))
    return accept({ contestants, union, total, page: query.page, pageSize: query.pageSize })
  })

  route('getContestant', 'manageContestants', async ({ params: { contestantId }, session }) => {
    const refused = await outOfReach(session, contestantId)
    const contestant = await shown(session, contestantId)
    if (refused !== null || contestant === null) return refused ?? refuse('not-found')
    const [attempts, history] = await Promise.all([storage.contestants.attempts(contestantId), storage.contestants.history(contestantId, HISTORY)])
    return accept({ contestant, attempts: attempts.map(attemptView), history: history.map((entry) => historyView(entry, contestantId)) })
  })

  route('correctContestant', 'manageContestants', async ({ params: { contestantId }, body: { reason, ...face }, session }) => {
    const refused = await outOfReach(session, contestantId)
    if (refused !== null) return refused
    const corrected = await correctContestant(services, { contestantId, actorId: session.id, reason, face })
    const contestant = await shown(session, contestantId)
    if (!corrected.ok || contestant === null) return corrected.ok ? refuse('not-found') : corrected
    return accept({ contestant })
  })

  route('moveContestant', 'manageContestants', async ({ params: { contestantId }, body: { unionId, reason }, session }) => {
    const refused = (await outOfReach(session, contestantId)) ?? ((await outside(session, unionId)) ? refuse('not-allowed') : null)
    if (refused !== null) return refused
    const moved = await moveContestant(services, { contestantId, actorId: session.id, reason, unionId })
    const contestant = await shown(session, contestantId)
    if (!moved.ok || contestant === null) return moved.ok ? refuse('not-found') : moved
    return accept({ contestant, rounds: moved.value.rounds })
  })

  route('issueResetCode', 'manageContestants', async ({ params: { contestantId }, body: { reason }, session }) => {
    const refused = await outOfReach(session, contestantId)
    return refused ?? issueResetCode(services, { contestantId, actorId: session.id, reason })
  })

  route(
    'resetPassword',
    'anyone',
    async ({ body, reply }) => {
      const reset = await resetPassword(services, body, await decoy)
      if (!reset.ok) return reset
      sessions.gate(reset.value)
      return enter(reset.value, reply)
    },
    { limits: [limits.byLine, limits.byAddress, limits.byAccount] },
  )
}
