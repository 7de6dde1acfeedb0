import type { FastifyReply, FastifyRequest } from 'fastify'
import { createHash } from 'node:crypto'

/** The same bytes as they are and packed, made before anyone asks for them; what is small is not packed. */
export type Coded = { tag: string; bytes: { identity: Buffer; br?: Buffer; gzip?: Buffer } }

export const coded = (bytes: Coded['bytes']): Coded => ({ tag: createHash('sha1').update(bytes.identity).digest('base64url'), bytes })

/** `gzip;q=0` says that it is not wanted (RFC 9110, 12.5.3). */
const wanted = {
  br: /\bbr\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/i,
  gzip: /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/i,
}
export const takes = (coding: 'br' | 'gzip', { headers }: FastifyRequest): boolean => wanted[coding].test(String(headers['accept-encoding'] ?? ''))

/** What a request takes of them, with the headers that say so; nothing (304) for whoever has it already. */
export function pickCoded({ tag, bytes }: Coded, request: FastifyRequest, reply: FastifyReply): Buffer {
  const coding = (['br', 'gzip'] as const).find((name) => bytes[name] !== undefined && takes(name, request)) ?? 'identity'
  const etag = `"${tag}-${coding}"`
  reply.header('etag', etag)
  if (request.headers['if-none-match'] === etag) {
    reply.code(304)
    return Buffer.alloc(0)
  }
  if (coding !== 'identity') reply.header('content-encoding', coding)
  return bytes[coding] ?? bytes.identity
}
