import { Server as NetServer } from 'node:net'
import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'

/** Readiness is red that long before nobody is let in any more. */
const NOTICE_MS = 300
/** How long a kept connection that says nothing may still send its last request. */
const LAST_WORD_MS = 1_000
/** Nothing holds a stop longer than this. */
const LONGEST_MS = 10_000
const LOOK_EVERY_MS = 20

/**
 * Let everyone go without breaking a reply: readiness turns red, then nobody new is let in, kept connections are told with their next reply
 * that it was the last, and those that stay silent are closed. Resolves when nobody is connected any more.
 */
export async function drain(app: FastifyInstance, doors: readonly NetServer[] = [], noticeMs = NOTICE_MS): Promise<void> {
  const { server } = app
  app.stopping = true
  await pause(noticeMs)
  // Right after those who stood at the door have been let in.
  await turn()
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
