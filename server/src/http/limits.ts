import type { FastifyInstance, FastifyRequest, preHandlerAsyncHookHandler } from 'fastify'
import { refuse } from '../domain/decision.ts'
import { fold, normalisePhone } from '../domain/names.ts'
import { sendRefusal } from './refusals.ts'

export type Limits = {
  /** Loose: a factory shares one address. */
  byAddress: preHandlerAsyncHookHandler
  /** Tight: guesses at one account, from wherever they come. */
  byAccount: preHandlerAsyncHookHandler
  /** Tight: guesses of somebody who is logged in at their own password. */
  bySession: preHandlerAsyncHookHandler
}

const MINUTE_MS = 60_000
const TRIES_AT_ONE_ACCOUNT = 10

const loginOf = (request: FastifyRequest): string => {
  const { login } = (request.body ?? {}) as { login?: unknown }
  return typeof login === 'string' ? (normalisePhone(login) ?? fold(login)) : ''
}

/** Limits of sign-up, login and look-up; the answer path has none. A route may stand under several. */
export function requestLimits(app: FastifyInstance, addressLimit: number): Limits {
  const limit = (max: number, timeWindow: number, keyGenerator: (request: FastifyRequest) => string): preHandlerAsyncHookHandler => {
    const check = app.createRateLimit({ max, timeWindow, keyGenerator })
    return async (request, reply) => {
      const found = await check(request)
      if (found.isAllowed || !found.isExceeded) return undefined
      return sendRefusal(
        request,
        reply.header('retry-after', String(found.ttlInSeconds)),
        refuse('too-many-requests', { retryInSeconds: found.ttlInSeconds }),
      )
    }
  }
  return {
    byAddress: limit(addressLimit, MINUTE_MS, (request) => `address:${request.ip}`),
    byAccount: limit(TRIES_AT_ONE_ACCOUNT, 5 * MINUTE_MS, (request) => `account:${loginOf(request)}`),
    bySession: limit(TRIES_AT_ONE_ACCOUNT, 5 * MINUTE_MS, (request) => `session:${request.session?.id ?? ''}`),
  }
}
