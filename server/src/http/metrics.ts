import type { FastifyInstance, FastifyRequest } from 'fastify'
import { timingSafeEqual } from 'node:crypto'
import { refuse } from '../domain/decision.ts'
import type { Services } from '../services.ts'
import { backupFigures } from './backup-health.ts'
import { counter, histogram, read, readBy, type Figure } from './figures.ts'
import { placeOf } from './place.ts'
import { sendRefusal } from './refusals.ts'
import type { Shedding } from './shedding.ts'
import type { Traffic } from './traffic.ts'

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const WRITES = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000]
const STATUSES = ['0xx', '1xx', '2xx', '3xx', '4xx', '5xx']
const LOADS = { easy: 0, pressed: 1, flooded: 2 } as const

const loopback = (address: string | undefined): boolean => /^(::ffff:)?127\.|^::1$/.test(address ?? '')

/** This machine itself, not somebody who comes through a proxy on it. */
function fromHere({ raw, headers }: FastifyRequest): boolean {
  return loopback(raw.socket.remoteAddress) && headers['x-forwarded-for'] === undefined && headers['forwarded'] === undefined
}

function holds(token: string, { headers }: FastifyRequest): boolean {
  const [given, wanted] = [Buffer.from(headers.authorization ?? ''), Buffer.from(`Bearer ${token}`)]
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}

/** Figures that grow with each request and each commit. */
function watched(app: FastifyInstance, { storage }: Pick<Services, 'storage'>): Figure[] {
  const requests = counter('hoithi_requests_total', 'Requests answered, by route and by the first figure of the status.', ['route', 'status'])
  const latency = histogram('hoithi_request_seconds', 'From the first byte of a request to the last of its reply, by route.', 'route', SECONDS)
  const batches = histogram('hoithi_commit_writes', 'Writes that shared one commit.', null, WRITES)
  const commits = histogram('hoithi_commit_seconds', 'From the beginning of a commit until it was on disk.', null, SECONDS)
  app.addHook('onResponse', (request, reply, done) => {
    const route = placeOf(request)
    requests.add(route, STATUSES[Math.floor(reply.statusCode / 100)] ?? 'unknown')
    latency.add(reply.elapsedTime / 1_000, route)
    done()
  })
  storage.writes.follow(({ writes, ms }) => {
    batches.add(writes)
    commits.add(ms / 1_000)
  })
  return [requests, latency, batches, commits]
}

/** How the process stands at this moment. */
function processFigures({ overload, storage, startLine, passwords, paperStock }: Services): Figure[] {
  const { loopMs, longestMs } = overload.reading()
  const { waiting, oldestMs } = storage.writes.look()
  const { rss, heapUsed, heapTotal, external } = process.memoryUsage()
  return [
    read('gauge', 'hoithi_overload', 'Load: 0 easy, 1 boards stand back, 2 new starts wait as well.', LOADS[overload.load()]),
    read(
      'gauge',
      'hoithi_event_loop_delay_seconds',
      'How late the event loop comes round, in half of the looks of the last half second.',
      loopMs / 1_000,
    ),
    read('gauge', 'hoithi_event_loop_delay_max_seconds', 'The latest that it came round in the last half second.', longestMs / 1_000),
    read('gauge', 'hoithi_writes_waiting', 'Writes that stand in line for the next commit.', waiting),
    read('gauge', 'hoithi_writes_oldest_seconds', 'How long the first of them has stood there.', oldestMs / 1_000),
    read('gauge', 'hoithi_logins_waiting', 'Passwords that stand in line to be hashed.', passwords.waiting()),
    read('gauge', 'hoithi_starts_waiting', 'Contestants who were told to start later and whose turn has not come.', startLine.waiting()),
    read('gauge', 'hoithi_papers_ahead', 'Papers drawn ahead of the people who will start.', paperStock.total()),
    read('gauge', 'process_resident_memory_bytes', 'Resident memory.', rss),
    read('gauge', 'nodejs_heap_size_used_bytes', 'What lies in the heap of JavaScript, garbage that was not collected yet included.', heapUsed),
    read('gauge', 'nodejs_heap_size_total_bytes', 'What the heap of JavaScript takes.', heapTotal),
    read('gauge', 'nodejs_external_memory_bytes', 'What objects of JavaScript hold outside the heap.', external),
    read('gauge', 'process_uptime_seconds', 'Seconds since the start.', Math.round(process.uptime())),
  ]
}

/** How the contest stands. */
async function contestFigures({ storage, projector, clock, machine }: Services): Promise<Figure[]> {
  return [
    read(
      'gauge',
      'hoithi_ready',
      'Whether a write reaches the disk: 1 or 0.',
      await storage.ready().then(
        () => 1,
        () => 0,
      ),
    ),
    read('gauge', 'hoithi_disk_free_bytes', 'Room left on the disk of the data.', await machine.freeBytes()),
    read('gauge', 'hoithi_log_entries', 'Entries of the submission log.', (await storage.log.head()).seq),
    read('gauge', 'hoithi_projector_lag_entries', 'Entries that the boards do not count yet.', await projector.lag()),
    read('gauge', 'hoithi_contestants', 'Accounts of contestants.', await storage.accounts.contestantCount()),
    read('gauge', 'hoithi_running_attempts', 'Attempts that are under way.', await storage.attempts.running()),
    read('gauge', 'hoithi_clock_ms', 'The clock of the contest.', clock.now()),
    read('gauge', 'hoithi_clock_ahead_seconds', 'How far it is ahead of a machine whose clock was set back.', (clock.aheadMs?.() ?? 0) / 1_000),
  ]
}

const trafficFigures = ({ totals }: Traffic, shed: Shedding['totals']): Figure[] => [
  read('counter', 'hoithi_saves_total', 'Saves of answers.', totals.saves),
  read('counter', 'hoithi_server_errors_total', 'Replies of 500 and above, but for those that ask to come back.', totals.serverErrors),
  readBy('counter', 'hoithi_refusals_total', 'Refusals, by code.', 'code', totals.refusals),
  readBy('counter', 'hoithi_shed_total', 'Put off under overload, by kind.', 'kind', shed),
]

/** /metrics, in Prometheus text: for this machine, or for whoever has METRICS_TOKEN. */
export function metricsRoute(app: FastifyInstance, services: Services, { traffic, shedding }: { traffic: Traffic; shedding: Shedding }): void {
  const kept = watched(app, services)
  const { metricsToken } = services.config
  app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    const allowed = metricsToken === null ? fromHere(request) : holds(metricsToken, request)
    if (!allowed) return sendRefusal(request, reply, refuse('metrics-closed'))
    const backup = Object.entries(backupFigures(await services.backups.look())).map(([name, value]) => `${name} ${value}\n`)
    const figures = [...kept, ...processFigures(services), ...(await contestFigures(services)), ...trafficFigures(traffic, shedding.totals)]
    const connections = read('gauge', 'hoithi_connections', 'Open connections.', app.connected())
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send([...figures, connections].map(({ text }) => text()).join('') + backup.join(''))
  })
}
