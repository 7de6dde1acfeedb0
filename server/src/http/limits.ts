import type { FastifyInstance, FastifyRequest, preHandlerAsyncHookHandler } from 'fastify'
import type { Config } from '../config.ts'
import { refuse } from '../domain/decision.ts'
import { fold } from '../domain/names.ts'
import { normalisePhone } from '@hoithi/shared/phone'
import { sendRefusal } from './refusals.ts'

export type Limits = {
  /** Loose: a factory shares one address. */
  byAddress: preHandlerAsyncHookHandler
  /** Tight: guesses at one account, from wherever they come. */
  byAccount: preHandlerAsyncHookHandler
  /** Tight: guesses by one logged-in person, or by an address that is not logged in. */
  bySession: preHandlerAsyncHookHandler
}

const MINUTE_MS = 60_000
const TRIES_AT_ONE_ACCOUNT = 10

const loginOf = (request: FastifyRequest): string => {
  const { login } = (request.body ?? {}) as { login?: unknown }
  return typeof login === 'string' ? (normalisePhone(login) ?? fold(login)) : ''
}

/**
 * Limits of sign-up, login and look-up; the answer path has none. A route may stand under several.
 * A rehearsal whose clock runs faster has minutes that are as much shorter, or its sessions would run out quicker than one may log in again.
 */
export function requestLimits(app: FastifyInstance, { addressLimit, clockSpeed }: Pick<Config, 'addressLimit' | 'clockSpeed'>): Limits {
  const limit = (max: number, timeWindow: number, keyGenerator: (request: FastifyRequest) => string): preHandlerAsyncHookHandler => {
    const check = app.createRateLimit({ max, timeWindow: Math.max(1, Math.round(timeWindow / clockSpeed)), keyGenerator })
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
    bySession: limit(TRIES_AT_ONE_ACCOUNT, 5 * MINUTE_MS, (request) => `session:${request.session?.id ?? request.ip}`),
  }
}
