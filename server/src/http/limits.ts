import type { FastifyInstance, FastifyRequest, preHandlerAsyncHookHandler } from 'fastify'
import type { Config } from '../config.ts'
import { refuse } from '../domain/decision.ts'
import { fold } from '../domain/names.ts'
import { lineOf } from '../domain/sighting.ts'
import { normalisePhone } from '@hoithi/shared/phone'
import type { Passwords } from '../ports/passwords.ts'
import { sendRefusal } from './refusals.ts'

export type Limits = {
  /** Loose: a factory shares one address, and a home has all of its half of IPv6. */
  byAddress: preHandlerAsyncHookHandler
  /** Tight: guesses at one account, from wherever they come. */
  byAccount: preHandlerAsyncHookHandler
  /** Tight: guesses by one logged-in person, or by an address that is not logged in. */
  bySession: preHandlerAsyncHookHandler
  /** Before a password is hashed: whoever would stand in line too long is told when to come back. */
  byLine: preHandlerAsyncHookHandler
}

const MINUTE_MS = 60_000
const TRIES_AT_ONE_ACCOUNT = 10
/** A phone gives a request up after 20 s: whoever would come near that is told to come back, so that no work is done for nobody. */
const LONGEST_LINE_MS = 8_000
/** The desk waits longer: contestants never fill the line so far, so whoever has to act during a rush gets in. */
const LONGEST_DESK_LINE_MS = 16_000

const loginOf = (request: FastifyRequest): string => {
  const { login } = (request.body ?? {}) as { login?: unknown }
  return typeof login === 'string' ? (normalisePhone(login) ?? fold(login)) : ''
}

/** Somebody who is logged in at the desk, or gives a login name that is no phone's. */
function fromDesk({ session, body }: FastifyRequest): boolean {
  if (session !== null && session.role !== 'contestant') return true
  const { login } = (body ?? {}) as { login?: unknown }
  return typeof login === 'string' && normalisePhone(login) === null
}

/**
 * Limits of sign-up, login and look-up; the answer path has none. A route may stand under several.
 * A rehearsal whose clock runs faster has minutes that are as much shorter, or its sessions would run out quicker than one may log in again.
 */
export function requestLimits(
  app: FastifyInstance,
  { addressLimit, clockSpeed }: Pick<Config, 'addressLimit' | 'clockSpeed'>,
  passwords: Pick<Passwords, 'waitMs'>,
): Limits {
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
    byAddress: limit(addressLimit, MINUTE_MS, (request) => `address:${lineOf(request.ip)}`),
    byAccount: limit(TRIES_AT_ONE_ACCOUNT, 5 * MINUTE_MS, (request) => `account:${loginOf(request)}`),
    byLine: askToComeBack(passwords),
    bySession: limit(TRIES_AT_ONE_ACCOUNT, 5 * MINUTE_MS, (request) => `session:${request.session?.id ?? lineOf(request.ip)}`),
  }
}

/** Who comes back at once would find the line as long; half of it is a fair time, and the others who were sent away come at other moments. */
function askToComeBack(passwords: Pick<Passwords, 'waitMs'>): preHandlerAsyncHookHandler {
  return async (request, reply) => {
    const waitMs = passwords.waitMs()
    if (waitMs < (fromDesk(request) ? LONGEST_DESK_LINE_MS : LONGEST_LINE_MS)) return undefined
    const retryInSeconds = Math.ceil(waitMs / 2_000) + Math.floor(Math.random() * 5)
    return sendRefusal(request, reply.header('retry-after', String(retryInSeconds)), refuse('server-busy', { retryInSeconds }))
  }
}
