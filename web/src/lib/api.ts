import type { Contracts } from '@hoithi/shared/contracts/index'
import type { RefusalCode } from '@hoithi/shared/refusals'
import { routes, type RouteName } from '@hoithi/shared/routes'
import type { z } from 'zod'
import { locale } from './locale.svelte.ts'

type Part<Name extends RouteName, Key extends string> = Contracts[Name] extends { [K in Key]: infer Schema extends z.ZodType }
  ? { [K in Key]: z.input<Schema> }
  : object
/** What a route takes: `params`, `query` and `body` as its contract names them. */
export type Call<Name extends RouteName> = Part<Name, 'params'> & Partial<Part<Name, 'query'>> & Part<Name, 'body'>
export type Reply<Name extends RouteName> = Contracts[Name]['reply'] extends z.ZodType ? z.output<Contracts[Name]['reply']> : never

/** The server said no: a stable code, and a sentence in the reader's language that says what to do next. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: RefusalCode,
    message: string,
    readonly details: unknown,
    /** By which the server's log names the request. */
    readonly requestId = '',
  ) {
    super(message)
  }
}
/** No reply came: the line is down or the server cannot be reached. */
export class Offline extends Error {}

/** The address of a route with its parameters and query filled in. */
export function pathOf(name: RouteName, params: Record<string, string> = {}, query: Record<string, unknown> = {}): string {
  const path = routes[name].replace(/^\w+ /, '').replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(params[key] ?? ''))
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
  const search = new URLSearchParams(pairs.map(([key, value]) => [key, String(value)])).toString()
  return search === '' ? path : `${path}?${search}`
}

export type CallOptions = { timeoutMs?: number; keepalive?: boolean; bytes?: Blob; signal?: AbortSignal }

/** Call a route by name; `bytes` is the body of a route that takes a file as it is. Throws `Refused` or `Offline`. */
export async function call<Name extends RouteName>(name: Name, input: Call<Name>, options: CallOptions = {}): Promise<Reply<Name>> {
  const { params, query, body } = input as { params?: Record<string, string>; query?: Record<string, unknown>; body?: unknown }
  const sent = options.bytes ?? (body === undefined ? undefined : JSON.stringify(body))
  const abort = new AbortController()
  options.signal?.addEventListener('abort', () => abort.abort())
  const timer = setTimeout(() => abort.abort(), options.timeoutMs ?? 20_000)
  let response: Response
  let payload: unknown
  try {
    response = await fetch(pathOf(name, params, query), {
      method: routes[name].split(' ')[0] as string,
      headers: {
        'accept-language': locale.current,
        ...(sent === undefined ? {} : { 'content-type': options.bytes ? 'application/octet-stream' : 'application/json' }),
      },
      ...(sent === undefined ? {} : { body: sent }),
      credentials: 'same-origin',
      // Which page asks is nobody's business, and its address weighs on every save.
      referrerPolicy: 'origin',
      keepalive: options.keepalive ?? false,
      signal: abort.signal,
    })
    payload = await response.json()
  } catch {
    throw new Offline('offline')
  } finally {
    clearTimeout(timer)
  }
  if (response.ok) return payload as Reply<Name>
  const refusal = payload as { code: RefusalCode; message: string; details?: unknown; requestId?: string }
  throw new Refused(response.status, refusal.code, refusal.message, refusal.details, refusal.requestId)
}
