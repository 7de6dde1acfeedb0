import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { placeOf } from './place.ts'

/** Asked so often that one line in a hundred tells as much. */
const hot: ReadonlySet<string> = new Set([
  'saveResponses',
  'getNews',
  'getContest',
  'getMe',
  'listContests',
  'assets',
  'healthz',
  'readyz',
  'metrics',
])
const ONE_OF = 100
const SLOW_MS = 1_000

/** Names of requests, short enough to be read out: which run of the server, and the how many-eth. */
export function requestNames(): () => string {
  const run = randomBytes(3).toString('hex')
  let count = 0
  return () => `${run}-${(count += 1).toString(36)}`
}

/** One line for each reply, by route: no address, no body, no query, nobody's name. What went well on the hot path is sampled; slow and broken replies never are. */
export function logRequests(app: FastifyInstance): void {
  let turn = 0
  app.addHook('onResponse', (request, reply, done) => {
    const [route, ms, failed] = [placeOf(request), Math.round(reply.elapsedTime), reply.statusCode >= 400]
    const sampled = ms < SLOW_MS && !failed && hot.has(route)
    if (sampled && (turn = (turn + 1) % ONE_OF) !== 0) return done()
    const line = { route, method: request.method, status: reply.statusCode, ms, ...(reply.refusal === null ? {} : { refusal: reply.refusal }) }
    if (ms >= SLOW_MS) request.log.warn(line, 'slow')
    else request.log.info(sampled ? { ...line, oneOf: ONE_OF } : line, 'answered')
    done()
  })
}
