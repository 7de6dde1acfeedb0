import type { FastifyInstance } from 'fastify'
import type { Sessions } from '../../http/auth.ts'

/** `/u/<code>`, the address on a union's poster: to the form with that union chosen, or straight to the contest for a contestant who is logged in. */
export function shortLinks(app: FastifyInstance, sessions: Sessions): void {
  for (const url of ['/u/:code', '/u/:code/'])
    app.get<{ Params: { code: string } }>(url, { schema: { hide: true } }, (request, reply) => {
      const target = sessions.find(request)?.role === 'contestant' ? '/' : `/dang-ky?don-vi=${encodeURIComponent(request.params.code)}`
      return reply.header('cache-control', 'no-store').redirect(target)
    })
}
