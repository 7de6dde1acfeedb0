import { once } from 'node:events'
import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Front = {
  port: number
  /** What it could not pass on, and so told the caller itself. */
  failed: string[]
  /** How often somebody else had to be asked. */
  passedOn: () => number
  close: () => Promise<void>
}

const ASK_EVERY_MS = 100

/**
 * A line in front of servers that hands requests to them in turn, over kept connections. `tries-next`: where nobody listens the next one is asked, also where a
 * kept connection ends, but nothing that may not be sent twice, as nginx does by itself. `asks-ready`: each request goes to one server that said at /readyz that it is ready, as a load balancer does.
 */
export async function openFront(kind: 'tries-next' | 'asks-ready', ports: readonly string[]): Promise<Front> {
  const agent = new Agent({ keepAlive: true })
  const ready = new Set(ports)
  const failed: string[] = []
  let [turn, passedOn] = [0, 0]

  const pass = (asked: IncomingMessage, body: Buffer, reply: ServerResponse, candidates: readonly string[]): void => {
    const [port, ...others] = candidates
    const { method, url, headers } = asked
    const broken = (error: NodeJS.ErrnoException): void => {
      const again = error.code === 'ECONNREFUSED' || method === 'GET' || method === 'PUT'
      if (kind === 'tries-next' && again && others.length > 0) {
        passedOn += 1
        return pass(asked, body, reply, others)
      }
      failed.push(`${method} ${url} at ${port}: ${error.code ?? error.message}`)
      reply.writeHead(502, { 'content-type': 'application/json' }).end('{}')
    }
    if (port === undefined) return broken(new Error('nobody is ready'))
    const sent = request({ host: '127.0.0.1', port, agent, method, path: url, headers: { ...headers, connection: 'keep-alive' } }, (response) => {
      const pieces: Buffer[] = []
      response.on('data', (piece: Buffer) => pieces.push(piece))
      response.once('error', broken)
      response.once('end', () => {
        const type = response.headers['content-type']
        reply.writeHead(response.statusCode ?? 502, type === undefined ? {} : { 'content-type': type }).end(Buffer.concat(pieces))
      })
    })
    sent.once('error', broken)
    sent.end(body)
  }

  const server = createServer((asked, reply) => {
    const pieces: Buffer[] = []
    asked.on('data', (piece: Buffer) => pieces.push(piece))
    asked.once('end', () => {
      turn += 1
      const asking = kind === 'tries-next' ? ports : ports.filter((port) => ready.has(port))
      const first = turn % Math.max(1, asking.length)
      pass(asked, Buffer.concat(pieces), reply, [...asking.slice(first), ...asking.slice(0, first)])
    })
  })
  const look = (port: string): void => {
    const looked = request({ host: '127.0.0.1', port, path: '/readyz' }, (response) => {
      response.resume()
      if (response.statusCode !== 200) passedOn += ready.delete(port) ? 1 : 0
      else ready.add(port)
    })
    looked.once('error', () => ready.delete(port)).end()
  }
  const timer = kind === 'asks-ready' ? setInterval(() => ports.forEach(look), ASK_EVERY_MS) : undefined
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    failed,
    passedOn: () => passedOn,
    async close() {
      clearInterval(timer)
      server.closeAllConnections()
      server.close()
      agent.destroy()
    },
  }
}
