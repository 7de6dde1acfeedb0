import type { preHandlerAsyncHookHandler } from 'fastify'
import { refuse, type Decision } from '../domain/decision.ts'
import { lineOf } from '../domain/sighting.ts'
import { sendRefusal } from './refusals.ts'

const WINDOW_MS = 10 * 60_000

/**
 * Registering must say that a number is registered, since there is nothing else to tell its owner by; so whoever tries number after number is stopped.
 * An address may meet `free` taken numbers in ten minutes, and one more for each that it registers: a factory at an opening registers more than it repeats.
 */
export function takenNumbers(free: number, realNow: () => number) {
  let windowFrom = realNow()
  /** Taken numbers met less numbers registered, by address. */
  let books = new Map<string, number>()

  const turn = (): void => {
    if (realNow() - windowFrom < WINDOW_MS) return
    windowFrom = realNow()
    books = new Map()
  }
  const check: preHandlerAsyncHookHandler = async (request, reply) => {
    turn()
    if ((books.get(lineOf(request.ip)) ?? 0) < free) return undefined
    const retryInSeconds = Math.ceil((windowFrom + WINDOW_MS - realNow()) / 1000)
    return sendRefusal(request, reply.header('retry-after', String(retryInSeconds)), refuse('too-many-requests', { retryInSeconds }))
  }
  return {
    check,
    /** What became of a registration from an address. */
    note(address: string, made: Decision<unknown>): void {
      if (!made.ok && made.reason !== 'phone-taken') return
      turn()
      const line = lineOf(address)
      books.set(line, (books.get(line) ?? 0) + (made.ok ? -1 : 1))
    },
  }
}
