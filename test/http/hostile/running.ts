import { request as open, type IncomingHttpHeaders } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { buffer, text } from 'node:stream/consumers'
import type { Role } from '@hoithi/shared/contracts/common'
import { routes, type RouteName } from '@hoithi/shared/routes'
import { tokenFor, type RouteInput } from '../../support/client.ts'
import { openWorld } from '../world.ts'

export type Answer = { status: number; headers: IncomingHttpHeaders; body: string; bytes: Buffer }
export type Asking = { method?: string; headers?: Record<string, string>; body?: string | Buffer }

/** What our own page sends with a write. */
export const OWN_PAGE = { 'sec-fetch-site': 'same-origin' }

export const methodOf = (name: RouteName): string => routes[name].split(' ', 1)[0] as string
export const writes = (Object.keys(routes) as RouteName[]).filter((name) => methodOf(name) !== 'GET')
export const reads = (Object.keys(routes) as RouteName[]).filter((name) => methodOf(name) === 'GET')

/** The address of a route with its parameters in it; one that is not given is "khong-co". */
export const pathOf = (name: RouteName, params: Record<string, string> = {}): string =>
  (routes[name].split(' ')[1] as string).replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(params[key] ?? 'khong-co'))

/** A world whose server listens: everything goes over real sockets, as it is written here. */
export async function openRunning(...setting: Parameters<typeof openWorld>) {
  const world = await openWorld(...setting)
  await world.app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = world.app.server.address() as AddressInfo

  const ask = (path: string, { method = 'GET', headers = {}, body }: Asking = {}): Promise<Answer> =>
    new Promise((resolve, reject) => {
      // Node names the length by itself for some methods only.
      const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
      const sent = open({ host: '127.0.0.1', port, path, method, headers: { ...headers, ...length }, agent: false }, (reply) => {
        buffer(reply).then((bytes) => resolve({ status: reply.statusCode ?? 0, headers: reply.headers, body: bytes.toString(), bytes }), reject)
      })
      sent.on('error', reject)
      sent.end(body)
    })
  /** Whatever bytes, and what comes back until the server has closed. */
  const raw = async (bytes: string): Promise<string> => {
    const socket = connect(port, '127.0.0.1')
    // Whoever sends nonsense sends no more of it: a server would wait for the rest.
    if (bytes.endsWith('\r\n')) socket.write(bytes, 'latin1')
    else socket.end(bytes, 'latin1')
    return text(socket)
  }
  const call = (name: RouteName, { params, query, body, bytes, token, headers = {} }: RouteInput = {}): Promise<Answer> => {
    const asked =
      query === undefined
        ? ''
        : `?${new URLSearchParams(Object.entries(query).map(([key, value]): [string, string] => [key, String(value)])).toString()}`
    const payload = bytes === undefined ? (body === undefined ? undefined : JSON.stringify(body)) : Buffer.from(bytes)
    return ask(`${pathOf(name, params)}${asked}`, {
      method: methodOf(name),
      headers: {
        ...OWN_PAGE,
        ...(payload === undefined ? {} : { 'content-type': bytes === undefined ? 'application/json' : 'application/octet-stream' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(payload === undefined ? {} : { body: payload }),
    })
  }
  /** A fresh session of somebody who is there. */
  const token = (id: string, role: Role, unionCode?: string): string =>
    tokenFor(world.app, world.services, { id, role, unionId: unionCode === undefined ? null : world.unionId(unionCode) })
  return { ...world, port, ask, raw, call, token }
}

export type Running = Awaited<ReturnType<typeof openRunning>>

export const codeOf = ({ body }: Answer): string => (JSON.parse(body) as { code: string }).code
