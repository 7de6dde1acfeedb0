import { Server as NetServer } from 'node:net'
import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'

/** How long a kept connection that says nothing may still send its last request. */
const LAST_WORD_MS = 1_000
/** Nothing holds a stop longer than this. */
const LONGEST_MS = 10_000
const LOOK_EVERY_MS = 20
/** Of a turn of the event loop in which hardly anybody can have come. */
const SHORT_MS = 3
/** Where people never stop coming somebody is turned away. */
const LONGEST_AT_THE_DOOR_MS = 1_000

/**
 * Let everyone go without breaking a reply: readiness turns red, `noticeMs` later nobody new is let in any more, kept connections are told with their next reply
 * that it was the last, and those that stay silent are closed. Resolves when nobody is connected any more.
 */
export async function drain(app: FastifyInstance, doors: readonly NetServer[], noticeMs: number): Promise<void> {
  const { server } = app
  app.stopping = true
  await pause(noticeMs)
  await nobodyAtTheDoor(server)
  server.prependListener('request', (_request, response) => {
    response.shouldKeepAlive = false
  })
  // Not http's own close, which hangs up on whoever is just about to send.
  const gone = Promise.all([server, ...doors].map((door) => new Promise<void>((resolve) => NetServer.prototype.close.call(door, () => resolve()))))
  const began = performance.now()
  const watch = setInterval(() => {
    if (performance.now() - began > LAST_WORD_MS) server.closeIdleConnections()
    if (performance.now() - began > LONGEST_MS) server.closeAllConnections()
  }, LOOK_EVERY_MS)
  await gone
  clearInterval(watch)
}

/** Whoever stands at a door when it closes is cut off: wait for a short turn after which nobody was let in. */
async function nobodyAtTheDoor(server: NetServer): Promise<void> {
  let came = 0
  server.on('connection', () => (came += 1))
  const began = performance.now()
  for (;;) {
    const [before, since] = [came, performance.now()]
    await turn()
    const now = performance.now()
    if ((came === before && now - since < SHORT_MS) || now - began > LONGEST_AT_THE_DOOR_MS) return
  }
}
