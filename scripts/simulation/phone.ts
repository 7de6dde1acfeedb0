import { request, type Agent, type IncomingMessage } from 'node:http'
import type { Contracts } from '@hoithi/shared/contracts/index'
import type { RefusalCode } from '@hoithi/shared/refusals'
import { routes, type RouteName } from '@hoithi/shared/routes'
import type { z } from 'zod'
import type { ReplyOf } from '../../server/src/http/route.ts'
import type { ContestClock } from './contest-clock.ts'
import type { Measures } from './measures.ts'

const SESSION_COOKIE = 'hoithi_session'

/** Sent away from a full server, to come back by itself. */
export const comesBack: ReadonlySet<string> = new Set(['server-busy', 'start-later', 'try-later'])

/** cut: the caller dropped the line after sending; unreachable: the server did. Nobody knows what became of the request. */
type NoReply = 'cut' | 'unreachable'
export type Answer<Name extends RouteName> = { ok: true; body: ReplyOf<Name> } | { ok: false; code: RefusalCode | NoReply; retryInSeconds?: number }

type BodyOf<Name extends RouteName> = Contracts[Name] extends { body: infer Body extends z.ZodType } ? z.input<Body> : undefined
export type Input<Name extends RouteName> = {
  params?: Record<string, string>
  query?: Record<string, string | number>
  body?: BodyOf<Name>
  /** Drop the line as soon as the request has been sent. */
  cut?: boolean
  /** Told each time that the request goes out, also when it is sent again. */
  sent?: () => void
  /** Which refusals belong to the story; any other one is an error of the simulation's. */
  expects?: (code: string) => boolean
}
export type Phone = { call: <Name extends RouteName>(name: Name, input?: Input<Name>) => Promise<Answer<Name>> }
export type Network = { url: URL; agent: Agent; clock: ContestClock; measures: Measures }

type Sent = { method: string; path: string; body: string | null; cookie: string; cut: boolean }
type Received = { status: number; text: string; cookies: string[] } | NoReply

/** `session`: the token of somebody who is logged in already; `renew` logs in again when the session has run out. */
type Owner = { session?: string | undefined; renew?: (phone: Phone) => Promise<unknown> }

/** One device with cookies of its own, as a browser keeps them. */
export function openPhone(network: Network, { session, renew }: Owner = {}): Phone {
  const jar = new Map(session === undefined ? [] : [[SESSION_COOKIE, `${SESSION_COOKIE}=${session}`]])
  const once = async <Name extends RouteName>(name: Name, input: Input<Name>): Promise<Answer<Name>> => {
    const began = performance.now()
    input.sent?.()
    const received = await send(network, { ...requestOf(name, input), cookie: [...jar.values()].join('; '), cut: input.cut ?? false })
    network.measures.count(name, received === 'cut' ? null : performance.now() - began)
    if (received === 'cut' || received === 'unreachable') return { ok: false, code: received }
    for (const cookie of received.cookies) jar.set(cookie.split('=')[0] ?? '', cookie)
    const reply = JSON.parse(received.text) as { now?: unknown; code?: RefusalCode; details?: { retryInSeconds?: number } }
    if (typeof reply.now === 'number') network.clock.hear(reply.now, performance.now() - began)
    if (received.status === 200) return { ok: true, body: reply as ReplyOf<Name> }
    const { retryInSeconds } = reply.details ?? {}
    return { ok: false, code: reply.code ?? 'internal', ...(retryInSeconds === undefined ? {} : { retryInSeconds }) }
  }
  const phone: Phone = {
    async call(name, input = {}) {
      const first = await once(name, input)
      if (first.ok || first.code === 'cut') return first
      const expired = (first.code === 'not-logged-in' || first.code === 'prove-again') && renew !== undefined
      // A line before the door belongs to every opening.
      network.measures.error(name, first.code, expired || comesBack.has(first.code) || (input.expects?.(first.code) ?? false))
      if (!expired) return first
      await renew(phone)
      return once(name, input)
    },
  }
  return phone
}

function requestOf<Name extends RouteName>(name: Name, { params = {}, query = {}, body }: Input<Name>): Omit<Sent, 'cookie' | 'cut'> {
  const [method = 'GET', pattern = ''] = routes[name].split(' ')
  const path = pattern.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(params[key] ?? ''))
  const search = new URLSearchParams(Object.fromEntries(Object.entries(query).map(([key, value]) => [key, String(value)]))).toString()
  return { method, path: search === '' ? path : `${path}?${search}`, body: body === undefined ? null : JSON.stringify(body) }
}

function send({ url, agent }: Network, { method, path, body, cookie, cut }: Sent): Promise<Received> {
  return new Promise((resolve) => {
    const headers = {
      'sec-fetch-site': 'same-origin',
      ...(cookie === '' ? {} : { cookie }),
      ...(body === null ? {} : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }),
    }
    const asked = request({ host: url.hostname, port: url.port, agent, method, path, headers }, (response) => {
      received(response).then(resolve, () => resolve('unreachable'))
    })
    asked.once('error', () => resolve(cut ? 'cut' : 'unreachable'))
    if (cut)
      asked.once('finish', () => {
        asked.destroy()
        resolve('cut')
      })
    asked.end(body ?? undefined)
  })
}

async function received(response: IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk as Buffer)
  const cookies = (response.headers['set-cookie'] ?? []).map((set) => set.split(';')[0] ?? '')
  return { status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString(), cookies }
}
