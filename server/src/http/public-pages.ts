import type { RouteName } from '@hoithi/shared/routes'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { bytesFor, coded, codingFor, type Coded } from './coded.ts'

const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }
const packers = {
  br: (bytes: Buffer): Promise<Buffer> => promisify(brotliCompress)(bytes, BROTLI),
  gzip: (bytes: Buffer): Promise<Buffer> => promisify(gzip)(bytes),
  identity: async (bytes: Buffer): Promise<Buffer> => bytes,
}
/** So many pages are kept at once; whoever asks for more of them in a moment waits for each to be made. */
const MOST = 300

/** What everybody who is not logged in gets alike. */
const open: ReadonlySet<RouteName> = new Set([
  'listContests',
  'getContest',
  'getRoundLeaderboard',
  'getContestLeaderboard',
  'getUnionLeaderboard',
  'listPublishedAwards',
  'getPublishedAwards',
  'getPraise',
])

export type PublicPages = {
  /** Send a page that was made a moment ago; false when there is none. */
  send: (request: FastifyRequest, reply: FastifyReply) => boolean
}

const bytesOf = (page: Coded, request: FastifyRequest, reply: FastifyReply): Buffer =>
  bytesFor(page, request, reply.headers({ 'cache-control': 'public, max-age=1', vary: 'accept-encoding, authorization, cookie' }))

/**
 * A board that a whole province looks at is read, written and compressed once in `keepMs`, for everybody who is not logged in; whoever is gets their own.
 * The first who comes later makes it anew, and while that lasts, `keepMs` at most, the others still get the one before. To be called before anything that
 * compresses. 0 keeps nothing.
 */
export function publicPages(api: FastifyInstance, keepMs: number, time: () => number = () => performance.now()): PublicPages {
  const pages = new Map<string, Coded & { at: number; renewing: boolean }>()
  const isOpen = ({ method, session, routeOptions: { config } }: FastifyRequest): boolean =>
    keepMs > 0 && method === 'GET' && session === null && config.name !== undefined && open.has(config.name)
  const keyOf = (request: FastifyRequest): string => `${codingFor(request)} ${request.url}`
  const forgetOld = (now: number): void => {
    for (const [key, { at }] of pages) if (now - at >= 2 * keepMs) pages.delete(key)
  }

  const kept = async (payload: string, request: FastifyRequest, reply: FastifyReply): Promise<Buffer> => {
    const [at, key, coding] = [time(), keyOf(request), codingFor(request)]
    const page = { at, renewing: false, ...coded(coding, await packers[coding](Buffer.from(payload))) }
    if (pages.size >= MOST) forgetOld(at)
    if (pages.size < MOST || pages.has(key)) pages.set(key, page)
    const bytes = bytesOf(page, request, reply)
    reply.header('content-length', bytes.length)
    return bytes
  }
  api.addHook('onSend', (request, reply, payload, done) => {
    if (typeof payload !== 'string' || reply.statusCode !== 200 || !isOpen(request)) return done(null, payload)
    return kept(payload, request, reply)
  })

  return {
    send(request, reply) {
      const page = isOpen(request) ? pages.get(keyOf(request)) : undefined
      const age = page === undefined ? Infinity : time() - page.at
      if (page === undefined || age >= 2 * keepMs) return false
      if (age >= keepMs && !page.renewing) {
        page.renewing = true
        return false
      }
      reply.type('application/json; charset=utf-8').send(bytesOf(page, request, reply))
      return true
    },
  }
}
