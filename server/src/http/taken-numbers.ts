import type { preHandlerAsyncHookHandler } from 'fastify'
import { refuse, type Decision } from '../domain/decision.ts'
import { lineOf } from '../domain/sighting.ts'
import type { Counts } from '../ports/counts.ts'
import { sendRefusal } from './refusals.ts'

const WINDOW_MS = 10 * 60_000

/**
 * Registering must say that a number is registered, since there is nothing else to tell its owner by; so whoever tries number after number is stopped.
 * An address may meet `free` taken numbers in ten minutes, and one more for each that it registers: a factory at an opening registers more than it repeats.
 */
export function takenNumbers(free: number, realNow: () => number, shared: Counts | null) {
  const books = shared ?? booksInMemory()
  const keyOf = (address: string): string => `taken:${lineOf(address)}`
  const check: preHandlerAsyncHookHandler = async (request, reply) => {
    const { current, ttl } = await books.look(keyOf(request.ip), { now: realNow(), windowMs: WINDOW_MS })
    if (current < free) return undefined
    const retryInSeconds = Math.ceil(ttl / 1000)
    return sendRefusal(request, reply.header('retry-after', String(retryInSeconds)), refuse('too-many-requests', { retryInSeconds }))
  }
  return {
    check,
    /** What became of a registration from an address: taken numbers met less numbers registered are counted. */
    async note(address: string, made: Decision<unknown>): Promise<void> {
      if (!made.ok && made.reason !== 'phone-taken') return
      await books.add(keyOf(address), { now: realNow(), windowMs: WINDOW_MS, by: made.ok ? -1 : 1 })
    },
  }
}

/** Of one server by itself: every address counts anew when the window is over. */
function booksInMemory(): Counts {
  let windowFrom = 0
  let books = new Map<string, number>()
  const look = (key: string, { now, windowMs }: { now: number; windowMs: number }) => {
    if (now - windowFrom >= windowMs) {
      windowFrom = now
      books = new Map()
    }
    return { current: books.get(key) ?? 0, ttl: windowFrom + windowMs - now }
  }
  return {
    look: async (key, window) => look(key, window),
    async add(key, { by = 1, ...window }) {
      const { current, ttl } = look(key, window)
      books.set(key, current + by)
      return { current: current + by, ttl }
    },
  }
}
