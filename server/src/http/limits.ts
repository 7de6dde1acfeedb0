import type { FastifyInstance, FastifyRequest, preHandlerAsyncHookHandler } from 'fastify'
import { fold, normalisePhone } from '../domain/names.ts'

export type Limits = {
  /** Loose: a factory shares one address. */
  byAddress: preHandlerAsyncHookHandler
  /** Tight: guesses at one account, from wherever they come. */
  byAccount: preHandlerAsyncHookHandler
}

const MINUTE_MS = 60_000

const loginOf = (request: FastifyRequest): string => {
  const { login } = (request.body ?? {}) as { login?: unknown }
  return typeof login === 'string' ? (normalisePhone(login) ?? fold(login)) : ''
}

/** Limits of sign-up, login and look-up; the answer path has none. */
export function requestLimits(app: FastifyInstance, addressLimit: number): Limits {
  return {
    byAddress: app.rateLimit({ max: addressLimit, timeWindow: MINUTE_MS }) as preHandlerAsyncHookHandler,
    byAccount: app.rateLimit({ max: 10, timeWindow: 5 * MINUTE_MS, keyGenerator: (request) => `account:${loginOf(request)}` }) as preHandlerAsyncHookHandler,
  }
}
