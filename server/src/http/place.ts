import type { FastifyRequest } from 'fastify'

/** What was asked for, by route and never by address: an address may hold what is somebody's own, and there are too many of them for a monitor. */
export function placeOf({ routeOptions }: FastifyRequest): string {
  const { name } = routeOptions.config
  if (name !== undefined) return name
  const { url = '' } = routeOptions
  if (['/healthz', '/readyz', '/metrics'].includes(url)) return url.slice(1)
  if (url.startsWith('/assets/')) return 'assets'
  return url.startsWith('/api/') ? 'docs' : url === '' ? 'unknown' : 'pages'
}
