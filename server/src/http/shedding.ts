import type { RouteName } from '@hoithi/shared/routes'
import type { FastifyReply, FastifyRequest, preHandlerAsyncHookHandler } from 'fastify'
import { refuse } from '../domain/decision.ts'
import type { Services } from '../services.ts'
import { sendRefusal } from './refusals.ts'

type Shed = 'look' | 'registration' | 'start'
export type Shedding = {
  /** What stands before a route, by its name. */
  before: (name: RouteName) => preHandlerAsyncHookHandler[]
  /** What was put off since the process started. */
  readonly totals: Record<Shed, number>
}

/** What contestants and the public only look at: first to stand back. What a running attempt needs is never among it. */
const looks: ReadonlySet<RouteName> = new Set([
  'getRoundLeaderboard',
  'getContestLeaderboard',
  'getUnionLeaderboard',
  'getStanding',
  'getReview',
  'listOwnAttempts',
  'listPublishedAwards',
  'getPublishedAwards',
  'exportPublishedAwards',
  'getCertificate',
  'getAwardCertificate',
  'verifyCertificate',
  'findReceipt',
  'listLog',
  'downloadLog',
  'downloadFullLog',
])

/** Who would lose the round by waiting does not wait. */
const LAST_MINUTES_MS = 5 * 60_000

const between = (from: number, to: number): number => from + Math.floor(Math.random() * (to - from + 1))

function putOff(
  request: FastifyRequest,
  reply: FastifyReply,
  code: 'try-later' | 'start-later' | 'server-busy',
  details: { retryInSeconds: number },
) {
  return sendRefusal(request, reply.header('retry-after', String(details.retryInSeconds)), refuse(code, details))
}

type Used = Pick<Services, 'overload' | 'startLine' | 'storage' | 'clock'>

/** Under overload boards and public pages stand back first, then new starts and registrations; saves and submissions never, nor the desk. */
export function shedding({ overload, startLine, storage, clock }: Used): Shedding {
  const totals = { look: 0, registration: 0, start: 0 }

  const look: preHandlerAsyncHookHandler = async (request, reply) => {
    const load = overload.load()
    const staff = request.session !== null && request.session.role !== 'contestant'
    if (load === 'easy' || staff) return undefined
    totals.look += 1
    return putOff(request, reply, 'try-later', { retryInSeconds: load === 'pressed' ? between(5, 15) : between(15, 30) })
  }
  const registration: preHandlerAsyncHookHandler = async (request, reply) => {
    if (overload.load() !== 'flooded') return undefined
    totals.registration += 1
    return putOff(request, reply, 'server-busy', { retryInSeconds: between(5, 20) })
  }
  /** Whoever goes on with an attempt loses time, and the last minutes of a round do not come back. */
  const mayNotWait = async (contestantId: string, roundId: string): Promise<boolean> => {
    if ((await storage.attempts.runningOf(contestantId)) !== null) return true
    const found = await storage.contests.round(roundId)
    return found !== null && found.round.closesAt - clock.now() < LAST_MINUTES_MS
  }
  const start: preHandlerAsyncHookHandler = async (request, reply) => {
    const flooded = overload.load() === 'flooded'
    if (request.session === null || (!flooded && startLine.empty())) return undefined
    const { roundId } = request.params as { roundId: string }
    if (await mayNotWait(request.session.id, roundId)) return undefined
    const place = startLine.ask(request.session.id, flooded)
    if (place === null) return undefined
    totals.start += 1
    return putOff(request, reply, 'start-later', { retryInSeconds: place.seconds, ...(place.ahead === 0 ? {} : { ahead: place.ahead }) })
  }
  const before = (name: RouteName): preHandlerAsyncHookHandler[] =>
    name === 'startAttempt' ? [start] : name === 'registerContestant' ? [registration] : looks.has(name) ? [look] : []
  return { before, totals }
}
