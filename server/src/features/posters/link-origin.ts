import type { FastifyRequest } from 'fastify'
import { isLocal } from '../../domain/local-address.ts'

/** Scheme and host that links on paper name: PUBLIC_URL, or while that is this machine alone, the address by which the desk was opened. */
export function linkOrigin(publicUrl: URL, { protocol, host }: Pick<FastifyRequest, 'protocol' | 'host'>): string {
  const opened = `${protocol}://${host}`
  return isLocal(publicUrl) && URL.canParse(opened) ? new URL(opened).origin : publicUrl.origin
}
