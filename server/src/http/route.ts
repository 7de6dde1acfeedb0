import { contracts, type Contracts } from '@hoithi/shared/contracts/index'
import { refusal, type Contract } from '@hoithi/shared/contracts/common'
import { may, type Right } from '@hoithi/shared/rights'
import { routes, type RouteName } from '@hoithi/shared/routes'
import type { FastifyInstance, FastifyReply, FastifyRequest, preHandlerAsyncHookHandler } from 'fastify'
import type { z } from 'zod'
import { refuse, type Decision } from '../domain/decision.ts'
import { foreignWrite, type Session, type Sessions } from './auth.ts'
import type { PublicPages } from './public-pages.ts'
import { sendRefusal } from './refusals.ts'
import type { Shedding } from './shedding.ts'
import type { Written } from './written.ts'

type Part<Name extends RouteName, Key extends 'params' | 'query' | 'body'> = Contracts[Name] extends { [K in Key]: infer Schema extends z.ZodType }
  ? z.output<Schema>
  : undefined
export type ReplyOf<Name extends RouteName> = Contracts[Name]['reply'] extends z.ZodType ? z.input<Contracts[Name]['reply']> : never

/** What a handler gets: the parts its contract names, already validated, and who asks. */
export type Call<Name extends RouteName, Who> = {
  params: Part<Name, 'params'>
  query: Part<Name, 'query'>
  body: Part<Name, 'body'>
  session: Who extends 'anyone' ? Session | null : Session
  request: FastifyRequest
  reply: FastifyReply
}

/** `bytes`: the body is a file as it is (application/octet-stream), in `request.body`. */
type Options = {
  limits?: preHandlerAsyncHookHandler[]
  bodyLimit?: number
  bytes?: boolean
  /** Whether somebody who has still to turn their second factor on may call it; elsewhere they are refused, or count as nobody. */
  halfway?: boolean
}

/** A union list of 8 MiB in base64, with the JSON around it. */
export const IMPORT_BYTES = 12 * 1024 * 1024
/** A question file as it is. */
export const QUESTION_FILE_BYTES = 50 * 1024 * 1024

/** What weighs most, or hands out the keys to it: whoever has not proven lately who they are is asked again. */
const grave: ReadonlySet<RouteName> = new Set([
  'sealRound',
  'correctKey',
  'publishAwards',
  'closeCommendation',
  'setPraise',
  'createStaff',
  'changeStaff',
  'endStaffSessions',
  'createInvitation',
  'resetSecondFactor',
])

/** What a handler returns once it has begun to stream its own reply. */
export const SENT = Symbol('sent')

const PARAMETER = /:(\w+)/g

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route's name, for those of the API. */
    name?: RouteName
  }
  interface FastifyRequest {
    /** Who asks; null for anyone. Set before validation. */
    session: Session | null
  }
}

/** Binds named routes to handlers; who may call, the contract and the refusals are the same for every one. */
export function router(app: FastifyInstance, sessions: Sessions, shedding: Pick<Shedding, 'before'>, pages: PublicPages) {
  app.decorateRequest('session', null)
  return function route<Name extends RouteName, Who extends 'anyone' | 'loggedIn' | Right>(
    name: Name,
    who: Who,
    handler: (call: Call<Name, Who>) => Promise<Decision<ReplyOf<Name> | Written<ReplyOf<Name> & object>> | typeof SENT>,
    options: Options = {},
  ): void {
    const [method, url] = routes[name].split(' ') as ['GET' | 'POST' | 'PUT' | 'DELETE', string]
    const contract: Contract = contracts[name]
    app.route({
      method,
      url: url.replace('results.:format', 'results.:format(^(?:xlsx|csv|pdf|json)$)'),
      config: { name },
      ...(options.bodyLimit === undefined ? {} : { bodyLimit: options.bodyLimit }),
      schema: {
        summary: contract.summary,
        operationId: name,
        tags: [tagOf(url)],
        ...(options.bytes === true ? { consumes: ['application/octet-stream'] } : {}),
        ...(contract.params === undefined ? {} : { params: contract.params }),
        ...(contract.query === undefined ? {} : { querystring: contract.query }),
        ...(contract.body === undefined ? {} : { body: contract.body }),
        response: { ...(contract.reply === null ? {} : { 200: contract.reply }), '4xx': refusal, '5xx': refusal },
      },
      onRequest: (request, reply, done) => {
        const refused = method === 'GET' ? null : foreignWrite(request)
        if (refused !== null) return void sendRefusal(request, reply, refused)
        const enter = (session: Session | null): void => {
          const shut = session?.halfway === true && options.halfway !== true
          request.session = shut ? null : session
          if (session !== null) sessions.renew(session, request, reply)
          if (who === 'anyone') return pages.send(request, reply) ? undefined : done()
          if (shut) return void sendRefusal(request, reply, refuse('second-factor-required'))
          if (session === null) return void sendRefusal(request, reply, refuse('not-logged-in'))
          if (who !== 'loggedIn' && !may(session.role, who as Right)) return void sendRefusal(request, reply, refuse('not-allowed'))
          if (grave.has(name) && !session.proven) return void sendRefusal(request, reply, refuse('prove-again'))
          done()
        }
        const found = sessions.find(request)
        const asked = found === null ? null : sessions.endedElsewhere(found)
        if (asked === null) return enter(found)
        asked.then((ended) => enter(ended ? null : found), done)
      },
      preHandler: [...shedding.before(name), ...(options.limits ?? [])],
      handler: async (request, reply) => {
        const { params, query, body, session } = request
        const answer = await handler({ params, query, body, session, request, reply } as Call<Name, Who>)
        if (answer === SENT) return reply
        return answer.ok ? answer.value : sendRefusal(request, reply, answer)
      },
    })
  }
}

export type Route = ReturnType<typeof router>

const tagOf = (url: string): string =>
  url
    .replace(PARAMETER, '')
    .split('/')
    .filter((part) => part !== '')[1] ?? 'api'
