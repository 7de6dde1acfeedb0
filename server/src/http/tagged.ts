import type { FastifyReply, FastifyRequest } from 'fastify'
import { accept, type Decision } from '../domain/decision.ts'
import type { Sha256 } from '../domain/receipt.ts'
import { SENT } from './route.ts'

/** Answer a polled read: a browser that still has these bytes is told so (304) and gets no body. */
export function sendTagged<T>(request: FastifyRequest, reply: FastifyReply, sha256: Sha256, body: T): Decision<T> | typeof SENT {
  const tag = `"${sha256(JSON.stringify(body)).slice(0, 32)}"`
  reply.headers({ 'cache-control': 'private, no-cache', etag: tag, vary: 'authorization, cookie' })
  if (request.headers['if-none-match'] !== tag) return accept(body)
  reply.code(304).send()
  return SENT
}
