import helmet from '@fastify/helmet'
import fastifyStatic from '@fastify/static'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'
import { coded, pickCoded, type Coded } from './coded.ts'
import { sendRefusal } from './refusals.ts'

/** Small scripts that stand in a page itself, because they run before anything is drawn, are allowed by what they say. */
function scriptHashes(html: string): string[] {
  const scripts = [...html.matchAll(/<script>([^]*?)<\/script>/g)].map(([, script = '']) => script)
  return scripts.map((script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`)
}

/** A page as the build packed it, read once. */
function pageOf(path: string): (request: FastifyRequest, reply: FastifyReply) => FastifyReply {
  const packed = (name: 'br' | 'gzip', ending: string): Partial<Coded['bytes']> =>
    existsSync(path + ending) ? { [name]: readFileSync(path + ending) } : {}
  const page = coded({ identity: readFileSync(path), ...packed('br', '.br'), ...packed('gzip', '.gz') })
  return (request, reply) =>
    reply
      .headers({ 'cache-control': 'no-cache', vary: 'accept-encoding' })
      .type('text/html; charset=utf-8')
      .send(pickCoded(page, request, reply))
}

/** The two apps: the desk below /desk, the phone app at every other address; assets are immutable and compressed at build time. */
export async function pages(app: FastifyInstance, { webRoot, secureCookies }: Pick<Config, 'webRoot' | 'secureCookies'>): Promise<void> {
  const file = join(webRoot, 'play.html')
  const play = existsSync(file) ? pageOf(file) : null
  const inPage = play === null ? [] : scriptHashes(readFileSync(file, 'utf8'))
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
      return play !== null && forPeople ? play(request, reply) : sendRefusal(request, reply, { reason: 'not-found' })
    })
    if (play === null) return
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
    const desk = pageOf(join(webRoot, 'desk.html'))
    for (const url of ['/desk', '/desk/*']) web.get(url, { schema: { hide: true } }, desk)
    web.get('/', { schema: { hide: true } }, play)
  })
}
