import helmet from '@fastify/helmet'
import fastifyStatic from '@fastify/static'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Config } from '../config.ts'
import { sendRefusal } from './refusals.ts'

/** Small scripts that stand in a page itself, because they run before anything is drawn, are allowed by what they say. */
function scriptHashes(html: string): string[] {
  const scripts = [...html.matchAll(/<script>([^]*?)<\/script>/g)].map(([, script = '']) => script)
  return scripts.map((script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`)
}

/** The two apps: the desk below /desk, the phone app at every other address; assets are immutable and compressed at build time. */
export async function pages(app: FastifyInstance, { webRoot, secureCookies }: Pick<Config, 'webRoot' | 'secureCookies'>): Promise<void> {
  const play = join(webRoot, 'play.html')
  const built = existsSync(play)
  const inPage = built ? scriptHashes(readFileSync(play, 'utf8')) : []
  await app.register(async (web) => {
    await web.register(helmet, {
      contentSecurityPolicy: {
        directives: {
          defaultSrc: ["'none'"],
          scriptSrc: ["'self'", ...inPage],
          styleSrc: ["'self'"],
          imgSrc: ["'self'", 'data:'],
          connectSrc: ["'self'"],
          manifestSrc: ["'self'"],
          workerSrc: ["'self'"],
          formAction: ["'self'"],
          baseUri: ["'none'"],
          frameAncestors: ["'none'"],
          // On plain http (a closed network, the demo) there is nothing to upgrade to.
          upgradeInsecureRequests: secureCookies ? [] : null,
        },
      },
      hsts: secureCookies,
      xFrameOptions: { action: 'deny' },
      referrerPolicy: { policy: 'same-origin' },
    })
    web.setNotFoundHandler((request, reply) => {
      const forPeople = request.method === 'GET' && !request.url.startsWith('/api/') && !request.url.startsWith('/assets/')
      return built && forPeople ? reply.sendFile('play.html') : sendRefusal(request, reply, { reason: 'not-found' })
    })
    if (!built) return
    await web.register(fastifyStatic, {
      root: webRoot,
      serve: true,
      index: false,
      preCompressed: true,
      wildcard: false,
      setHeaders: (reply, path) => {
        reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })
    const page = (file: string) => (_request: unknown, reply: FastifyReply) => reply.sendFile(file)
    for (const url of ['/desk', '/desk/*']) web.get(url, { schema: { hide: true } }, page('desk.html'))
    web.get('/', { schema: { hide: true } }, page('play.html'))
  })
}
