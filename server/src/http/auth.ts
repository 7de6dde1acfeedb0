import { roles, type Role } from '@hoithi/shared/contracts/common'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { provenLately, sessionGate, type Actor } from '../domain/access.ts'
import { refuse, type Decision, type Refused } from '../domain/decision.ts'
import { needsSecondFactor } from '../domain/second-factor.ts'
import type { SeenSession } from '../ports/sessions.ts'
import type { Services } from '../services.ts'
import { endedSessions } from './ended-sessions.ts'
import { SEEN_AGAIN_MS, sightings } from './sightings.ts'

const COOKIE = 'hoithi_session'
/** A random name that a browser keeps, so that a judge can tell that many people used one phone; it leads to nobody by itself. */
export const DEVICE_COOKIE = 'hoithi_device'
const DAY_MS = 86_400_000
/** As long as a contest of a season and what follows it. */
const DEVICE_SECONDS = 180 * 86_400
const CONTESTANT_MS = 35 * DAY_MS

export type Session = Actor & {
  sessionId: string
  /** When it ends at the latest. */
  expiresAt: number
  byCookie: boolean
  /** Whether a second factor was shown for it. */
  second: boolean
  /** Whether it only got in to turn one on. */
  halfway: boolean
  /** Whether its password, and code, were given a short while ago. */
  proven: boolean
  beganAt: number
}
/** `until`: it ends then unless it is used before; `end`: it ends then in any case; `proven`: when it was last proven, in real time. */
type Claims = {
  sub: string
  role: Role
  unionId: string | null
  jti: string
  until: number
  end?: number
  since?: number
  second?: boolean
  proven?: number
}

/** Whether signed claims are those of a session: without an end, a person or a role that there is they would be one for ever, or for anyone. */
function isSession(claims: unknown): claims is Claims {
  if (typeof claims !== 'object' || claims === null) return false
  const { sub, jti, role, until } = claims as Partial<Record<keyof Claims, unknown>>
  return typeof sub === 'string' && typeof jti === 'string' && typeof until === 'number' && roles.some((known) => known === role)
}

/** Tokens whose signature is known to be good, half a kB each: one attempt shows its own twenty times. */
const MOST_TOKENS = 10_000

/** How much of the idle span goes by before a token is written anew. */
const RENEWED_AFTER = 1 / 4

/** Sessions are signed tokens (HS256) in an HttpOnly cookie, or as a Bearer token for scripts; ended ones are remembered until they expire, and so is from when on the sessions of an account count. */
export async function sessions(app: FastifyInstance, { storage, clock, realNow, ids, config }: Services) {
  const ended = endedSessions(await storage.accounts.revokedSessions(clock.now()))
  // Where several servers share the store, another one may open an account again: there each request asks what holds now (`endedElsewhere`).
  const gates = storage.shared ? null : new Map(await storage.accounts.sessionGates())
  const seen = sightings({ storage, clock })
  const cookie = { path: '/', httpOnly: true, sameSite: 'lax', secure: config.secureCookies } as const

  const tokenOf = (request: FastifyRequest): { token: string; byCookie: boolean } | null => {
    const bearer = request.headers.authorization
    if (bearer?.startsWith('Bearer ') === true) return { token: bearer.slice(7), byCookie: false }
    const token = request.cookies[COOKIE]
    return token === undefined ? null : { token, byCookie: true }
  }
  const good = new Map<string, Claims>()
  /** A signature that was good stays good; whether the session still is, is asked each time. */
  const verify = (token: string): Claims | null => {
    const known = good.get(token)
    if (known !== undefined) return known
    try {
      const claims: unknown = app.jwt.verify(token)
      if (!isSession(claims)) return null
      if (good.size >= MOST_TOKENS) good.clear()
      good.set(token, claims)
      return claims
    } catch {
      return null
    }
  }

  const write = (reply: FastifyReply, claims: Claims): void => {
    const token = app.jwt.sign(claims)
    reply.setCookie(COOKIE, token, { ...cookie, maxAge: Math.ceil((claims.until - clock.now()) / 1000) })
  }
  const note = ({ jti: id, sub: accountId, since: beganAt, until, end: expiresAt = until }: Claims, request: FastifyRequest): void =>
    seen.note({ id, accountId, beganAt, expiresAt }, request.headers['user-agent'])
  const revoke = async ({ sessionId, expiresAt }: Session): Promise<void> => {
    seen.drop(sessionId)
    await storage.accounts.revokeSession(sessionId, expiresAt, clock.now())
    ended.add(sessionId, expiresAt, clock.now())
  }

  return {
    /** The session of a request; null when there is none or it is forged, ended or expired on the server's clock. */
    find(request: FastifyRequest): Session | null {
      const found = tokenOf(request)
      const claims = found === null ? null : verify(found.token)
      if (found === null || claims === null || ended.has(claims.jti) || claims.until <= clock.now()) return null
      // A token of an earlier release does not say when it began: it lasts until its account is changed.
      if ((claims.since ?? 0) < (gates?.get(claims.sub) ?? 0)) return null
      note(claims, request)
      const { sub: id, role, unionId, jti: sessionId, until, end = until, second = false } = claims
      const halfway = !second && needsSecondFactor(config.staffTotp, role)
      const proven = provenLately(claims.proven ?? 0, realNow())
      return { id, role, unionId, sessionId, expiresAt: end, byCookie: found.byCookie, second, halfway, proven, beganAt: claims.since ?? 0 }
    },
    /** Whether another server that shares the store has ended a session; null where this one would know. */
    endedElsewhere({ sessionId: id, id: accountId, beganAt }: Session): Promise<boolean> | null {
      return storage.shared ? storage.sessions.isOver({ id, accountId, beganAt }) : null
    },
    /** A desk session that is used lasts on, up to its own end: its cookie is written anew now and then. A contestant's has nothing to renew, and no answer waits for a second look at it. */
    renew({ role, byCookie }: Session, request: FastifyRequest, reply: FastifyReply): void {
      if (role === 'contestant' || !byCookie) return
      const claims = verify(tokenOf(request)?.token ?? '')
      if (claims?.end === undefined) return
      const until = Math.min(claims.end, clock.now() + config.staffIdleMs)
      if (until - claims.until >= config.staffIdleMs * RENEWED_AFTER) write(reply, { ...claims, until })
    },
    /** Its owner has proven once more who they are: the same session goes on, so that what is under way with it goes on too. */
    prove(request: FastifyRequest, reply: FastifyReply): void {
      const found = tokenOf(request)
      const claims = found?.byCookie === true ? verify(found.token) : null
      if (claims !== null)
        write(reply, { ...claims, until: Math.min(claims.end ?? claims.until, clock.now() + config.staffIdleMs), proven: realNow() })
    },
    /** Begins a session in place of the one that the request came with. `second`: a second factor was shown. */
    async begin(reply: FastifyReply, actor: Actor, second = false): Promise<void> {
      const before = reply.request.session
      if (before !== null && before.byCookie && before.role !== 'contestant') await revoke(before)
      const now = clock.now()
      const own = { sub: actor.id, role: actor.role, unionId: actor.unionId, jti: ids.next(now), since: now, proven: realNow() }
      const end = now + config.staffSessionMs
      const claims: Claims =
        actor.role === 'contestant'
          ? { ...own, until: now + CONTESTANT_MS }
          : { ...own, until: Math.min(end, now + config.staffIdleMs), end, ...(second ? { second } : {}) }
      note(claims, reply.request)
      write(reply, claims)
      if (actor.role === 'contestant' && reply.request.cookies[DEVICE_COOKIE] === undefined)
        reply.setCookie(DEVICE_COOKIE, ids.seed(), { ...cookie, maxAge: DEVICE_SECONDS })
    },
    /** The same session under a new name, once every session of its account has ended: its end, its proof and its second factor stay what they were. */
    goOn(request: FastifyRequest, reply: FastifyReply): void {
      const claims = verify(tokenOf(request)?.token ?? '')
      if (claims === null) return
      const now = clock.now()
      const renamed = { ...claims, jti: ids.next(now), since: now }
      note(renamed, request)
      write(reply, renamed)
    },
    /** Every session of an account that is no longer good, as storage has it now, is refused from the next request on. */
    gate(account: { id: string; sessionsFrom: number; disabledAt: number | null }): void {
      gates?.set(account.id, sessionGate(account))
      seen.forget(account.id)
    },
    /** The sessions of an account as its owner may see them; of a desk account those that lay idle for too long have ended. */
    async ofAccount({ id, role }: Pick<Actor, 'id' | 'role'>): Promise<SeenSession[]> {
      await seen.write()
      const now = clock.now()
      const open = await storage.sessions.ofAccount(id, now)
      return role === 'contestant' ? open : open.filter(({ seenAt }) => seenAt + SEEN_AGAIN_MS + config.staffIdleMs > now)
    },
    /** End a session of an account on another device. */
    async endOne(accountId: string, sessionId: string): Promise<Decision<SeenSession>> {
      await seen.write()
      const found = await storage.sessions.end(accountId, sessionId, clock.now())
      if (found.ok) ended.add(sessionId, found.value.expiresAt, clock.now())
      return found
    },
    /** Write down which sessions were seen. */
    writeSeen: seen.write,
    async end(reply: FastifyReply, session: Session | null): Promise<void> {
      reply.clearCookie(COOKIE, cookie)
      if (session !== null) await revoke(session)
    },
  }
}

export type Sessions = Awaited<ReturnType<typeof sessions>>

/** A write must come from our own page: Sec-Fetch-Site or Origin says so. A Bearer token cannot be sent by a foreign page, so it needs neither. */
export function foreignWrite(request: FastifyRequest): Refused | null {
  if (request.headers.authorization?.startsWith('Bearer ') === true) return null
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin' ? null : refuse('foreign-origin')
  const origin = request.headers.origin
  if (origin === undefined || !URL.canParse(origin)) return refuse('foreign-origin')
  return new URL(origin).host === request.host ? null : refuse('foreign-origin')
}
