import { Agent } from 'node:http'
import { randomOf } from '../simulation/people.ts'
import { faultsOf, type Watch } from './faults.ts'
import { operationsOf, type OpenApi, type Operation } from './operations.ts'
import { openPool } from './pool.ts'
import { makeRequest, type Caller, type Request } from './request.ts'
import { LONGEST_MS, send, type Outcome } from './send.ts'

export type Finding = { what: string; route: string; times: number; example: string }
export type FuzzReport = {
  passed: boolean
  seed: string
  requests: number
  seconds: number
  slowest: { ms: number; route: string }
  /** How many replies had which status, by who asked. */
  statuses: Record<string, Record<string, number>>
  /** Routes that answered 200 to somebody, of how many. */
  routes: { answered: number; of: number; never: string[] }
  findings: Finding[]
}
export type Target = {
  host: string
  port: number
  document: OpenApi
  callers: readonly Caller[]
  watch: Watch
  longestMs?: number
  /** Routes to leave alone. */
  without?: readonly string[]
  /** Told after every tenth of the requests. */
  onProgress?: (sent: number, found: number) => void
}

const LONGEST_EXAMPLE = 1_500

/** Send mutated requests of every route as everybody, and tell what came back that never may. `known` begins the pool: fields and values. */
export async function fuzz(
  { host, port, document, callers, watch, longestMs = LONGEST_MS, without = [], onProgress }: Target,
  { requests, seed, lines }: { requests: number; seed: string; lines: number },
  known: readonly (readonly [name: string, value: string])[] = [],
): Promise<FuzzReport> {
  const operations = operationsOf(document).filter(({ id }) => !without.includes(id))
  const pool = openPool()
  const agent = new Agent({ keepAlive: true, maxSockets: lines })
  const book = openBook(operations)
  const first = randomOf(seed, 'pool')
  for (const [name, value] of known) pool.add(name, value, first)
  const began = performance.now()
  const tenth = Math.ceil(requests / 10)
  let sent = 0

  const line = async (index: number): Promise<void> => {
    const random = randomOf(seed, `line ${index}`)
    while (sent < requests) {
      sent += 1
      if (sent % tenth === 0) onProgress?.(sent, book.found())
      const operation = operations[random.below(operations.length)] as Operation
      const caller = callers[random.below(callers.length)] as Caller
      const request = makeRequest({ operation, caller, pool, random, document })
      const outcome = await sendAgain({ host, port, agent, longestMs }, request)
      book.note(request, outcome.reply?.status ?? 0, outcome.ms)
      for (const fault of faultsOf(request, outcome, watch)) book.tell(request, fault)
      if (outcome.reply?.status === 200 && outcome.reply.type.startsWith('application/json') && request.method !== 'HEAD')
        pool.learn(parsed(outcome.reply.body), random)
    }
  }
  await Promise.all(Array.from({ length: lines }, (_, index) => line(index)))
  agent.destroy()
  return book.report(seed, requests, (performance.now() - began) / 1_000)
}

/** A kept connection may be closed by the server at the moment at which it is used again: then the request is sent once more, over a new one. */
async function sendAgain(line: Parameters<typeof send>[0], request: Request): Promise<Outcome> {
  const outcome = await send(line, request)
  return outcome.failure?.startsWith('the line broke') === true ? send({ ...line, agent: false }, request) : outcome
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body) as unknown
  } catch {
    return null
  }
}

/** Counts what came back, and keeps one example of each thing that was wrong. */
function openBook(operations: readonly Operation[]) {
  const statuses: FuzzReport['statuses'] = {}
  const findings = new Map<string, Finding>()
  const answered = new Set<string>()
  let slowest = { ms: 0, route: '' }
  return {
    found: () => findings.size,
    note({ who, id }: Request, status: number, ms: number): void {
      const own = (statuses[who] ??= {})
      own[status] = (own[status] ?? 0) + 1
      if (status === 200) answered.add(id)
      if (ms > slowest.ms) slowest = { ms: Math.round(ms), route: id }
    },
    tell(request: Request, what: string): void {
      const key = `${what} ${request.id}`
      const known = findings.get(key)
      if (known !== undefined) known.times += 1
      else findings.set(key, { what, route: request.id, times: 1, example: exampleOf(request) })
    },
    report(seed: string, requests: number, seconds: number): FuzzReport {
      const never = operations.map(({ id }) => id).filter((id) => !answered.has(id))
      return {
        passed: findings.size === 0,
        seed,
        requests,
        seconds: Math.round(seconds * 10) / 10,
        slowest,
        statuses,
        routes: { answered: operations.length - never.length, of: operations.length, never },
        findings: [...findings.values()].sort((a, b) => b.times - a.times || (a.route < b.route ? -1 : 1)),
      }
    },
  }
}

/** The request as it can be sent again: without its token, which is worth nothing elsewhere. */
function exampleOf({ who, method, path, headers, body }: Request): string {
  const { authorization: _, ...rest } = headers
  const text = body === null ? '' : typeof body === 'string' ? body : `base64 ${body.toString('base64')}`
  return `${who}: ${method} ${path} ${JSON.stringify(rest)} ${text}`.slice(0, LONGEST_EXAMPLE)
}
