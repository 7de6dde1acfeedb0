import helmet from '@fastify/helmet'
import fastifyStatic from '@fastify/static'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'
import { bytesFor, coded, codingFor, type Coded, type Coding } from './coded.ts'
import { sendRefusal } from './refusals.ts'

/** Small scripts that stand in a page itself, because they run before anything is drawn, are allowed by what they say. */
function scriptHashes(html: string): string[] {
  const scripts = [...html.matchAll(/<script>([^]*?)<\/script>/g)].map(([, script = '']) => script)
  return scripts.map((script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`)
}

/** A page as the build packed it. */
function packedPage(path: string): Record<Coding, Coded> {
  const plain = coded('identity', readFileSync(path))
  const packed = (coding: Coding, ending: string): Coded => (existsSync(path + ending) ? coded(coding, readFileSync(path + ending)) : plain)
  return { br: packed('br', '.br'), gzip: packed('gzip', '.gz'), identity: plain }
}

/** Sends a page from memory, and reads it again after a new build, for which it looks once in so long: its files, and the worker on the phone, are those of that one. */
function pageOf(path: string, lookEveryMs: number): (request: FastifyRequest, reply: FastifyReply) => FastifyReply {
  const builtAt = (): number | undefined => statSync(path, { throwIfNoEntry: false })?.mtimeMs
  let [page, at, lookedAt] = [packedPage(path), builtAt(), performance.now()]
  const look = (): void => {
    const now = builtAt()
    // Between two builds there is none: then the one before.
    if (now !== undefined && now !== at) [page, at] = [packedPage(path), now]
  }
  return (request, reply) => {
    const time = performance.now()
    if (time - lookedAt >= lookEveryMs) {
      look()
      lookedAt = time
    }
    return reply
      .headers({ 'cache-control': 'no-cache', vary: 'accept-encoding' })
      .type('text/html; charset=utf-8')
      .send(bytesFor(page[codingFor(request)], request, reply))
  }
}

type Headers = Record<string, string>
/** By the scripts in the page and whether its cookies are secure. */
const known = new Map<string, Promise<Headers>>()

/** What helmet says of every page; it is the same for each, so it is asked once. */
function pageHeaders(inPage: readonly string[], secureCookies: boolean): Promise<Headers> {
  const key = JSON.stringify([inPage, secureCookies])
  const headers = known.get(key) ?? headersOf(inPage, secureCookies)
  known.set(key, headers)
  return headers
}

async function headersOf(inPage: readonly string[], secureCookies: boolean): Promise<Headers> {
  const asked = fastify()
  await asked.register(helmet, {
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
  asked.get('/', async (_request, reply) => reply.raw.getHeaders())
  return (await asked.inject('/')).json<Headers>()
}

/** The two apps: the desk below /desk, the phone app at every other address; assets are immutable and compressed at build time. */
export async function pages(
  app: FastifyInstance,
  { webRoot, secureCookies }: Pick<Config, 'webRoot' | 'secureCookies'>,
  lookEveryMs = 0,
): Promise<void> {
  const file = join(webRoot, 'play.html')
  const play = existsSync(file) ? pageOf(file, lookEveryMs) : null
  const inPage = play === null ? [] : scriptHashes(readFileSync(file, 'utf8'))
  const headers = await pageHeaders(inPage, secureCookies)
  await app.register(async (web) => {
    web.addHook('onRequest', (_request, reply, done) => {
      reply.headers(headers)
      done()
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
    const desk = pageOf(join(webRoot, 'desk.html'), lookEveryMs)
    for (const url of ['/desk', '/desk/*']) web.get(url, { schema: { hide: true } }, desk)
    web.get('/', { schema: { hide: true } }, play)
  })
}
