import type { FastifyHttpOptions, FastifyInstance } from 'fastify'
import { STATUS_CODES, type Server } from 'node:http'
import { Socket } from 'node:net'

export type SocketLimits = {
  /** A request's headers must be here by then, also those of a connection that says nothing. */
  headersMs: number
  /** A whole request, the largest file on a thin line included. */
  requestMs: number
  /** A body of a form or of answers. */
  bodyMs: number
  /** A connection over which nothing moves while a reply is worked on. */
  silentMs: number
  /** A reply of which nothing more is taken. */
  readerMs: number
  /** A connection that is kept for the next request. */
  keptMs: number
  requestsPerSocket: number
  connections: number
  /** How often headers and requests that are overdue are looked for. */
  lookEveryMs: number
}

/** Slow on purpose, or gone without a word: bounded here. A phone on a thin line is far within. */
export const socketLimits: SocketLimits = {
  headersMs: 20_000,
  requestMs: 300_000,
  bodyMs: 30_000,
  silentMs: 240_000,
  readerMs: 60_000,
  keptMs: 75_000,
  requestsPerSocket: 100_000,
  connections: 20_000,
  lookEveryMs: 2_000,
}

/** A form or answers; only files have a larger limit, each of its own. */
export const BODY_BYTES = 256 * 1024
const HEADER_BYTES = 16 * 1024

/**
 * So many may stand before the port until they are let in: after a break in a line thousands of phones come within a second, and the kernel turns away whom
 * it has no room for. It takes fewer where it is told so (net.core.somaxconn).
 */
export const OUTSIDE = 4_096

const unreadable: Record<string, number> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 }

/** What is no HTTP is told so in a line and nothing else: the words of the parser help only those who try. */
function refuseUnreadable(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const status = unreadable[error.code ?? ''] ?? 400
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
  socket.destroySoon()
}

/** Half-open connections are found by the kernel. */
export const askedAfter = { keepAlive: true, keepAliveInitialDelay: 60_000 }

/** What Fastify and Node are told. */
export function socketOptions(limits: SocketLimits) {
  return {
    bodyLimit: BODY_BYTES,
    requestTimeout: limits.requestMs,
    connectionTimeout: limits.silentMs,
    keepAliveTimeout: limits.keptMs,
    maxRequestsPerSocket: limits.requestsPerSocket,
    clientErrorHandler: refuseUnreadable,
    http: {
      headersTimeout: limits.headersMs,
      connectionsCheckingInterval: limits.lookEveryMs,
      maxHeaderSize: HEADER_BYTES,
      ...askedAfter,
    },
  } satisfies Partial<FastifyHttpOptions<Server>>
}

declare module 'fastify' {
  interface FastifyInstance {
    /** How many are connected, by whichever door they came in. */
    connected: () => number
  }
}

/** What they have no setting for: how many at once, bodies that drip, and readers that stop. */
export function boundSockets(app: FastifyInstance, limits: SocketLimits): void {
  app.server.maxConnections = limits.connections
  let connected = 0
  app.decorate('connected', () => connected)
  app.server.on('connection', (socket) => {
    connected += 1
    socket.once('close', () => (connected -= 1))
  })
  app.addHook('preParsing', (request, _reply, payload, done) => {
    if (request.method === 'GET' || request.raw.complete || request.routeOptions.bodyLimit > BODY_BYTES) return done(null, payload)
    const timer = setTimeout(() => request.raw.destroy(), limits.bodyMs)
    for (const event of ['end', 'close']) payload.once(event, () => clearTimeout(timer))
    done(null, payload)
  })
  app.addHook('onSend', (request, _reply, payload, done) => {
    // Node sets it back with the next request.
    if (request.raw.socket instanceof Socket) request.raw.socket.setTimeout(limits.readerMs)
    done(null, payload)
  })
}
