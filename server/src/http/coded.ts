import type { FastifyReply, FastifyRequest } from 'fastify'
import { createHash } from 'node:crypto'

export type Coding = 'br' | 'gzip' | 'identity'
/** A reply that was made and packed before it is asked for. */
export type Coded = { coding: Coding; etag: string; bytes: Buffer }

/** `gzip;q=0` says that it is not wanted (RFC 9110, 12.5.3). */
const wanted = {
  br: /\bbr\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/i,
  gzip: /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/i,
}
export const takes = (coding: 'br' | 'gzip', { headers }: FastifyRequest): boolean => wanted[coding].test(String(headers['accept-encoding'] ?? ''))
export const codingFor = (request: FastifyRequest): Coding => (['br', 'gzip'] as const).find((coding) => takes(coding, request)) ?? 'identity'

/** Every coding of the same bytes has a tag of its own. */
export const coded = (coding: Coding, bytes: Buffer): Coded => ({
  coding,
  etag: `"${createHash('sha1').update(bytes).digest('base64url')}"`,
  bytes,
})

/** Its bytes, with the headers that say what they are; none (304) for whoever has them already. */
export function bytesFor({ coding, etag, bytes }: Coded, request: FastifyRequest, reply: FastifyReply): Buffer {
  reply.header('etag', etag)
  if (request.headers['if-none-match'] === etag) {
    reply.code(304)
    return Buffer.alloc(0)
  }
  if (coding !== 'identity') reply.header('content-encoding', coding)
  return bytes
}
