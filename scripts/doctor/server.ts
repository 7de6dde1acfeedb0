import { connect } from 'node:net'
import type { Config } from '../../server/src/config.ts'
import { isRunning } from '../../server/src/machine/is-running.ts'
import { readRunMark, type Ending } from '../../server/src/machine/run-mark.ts'
import { look, sick, well, type Finding } from './finding.ts'

const LONGEST_MS = 5_000

/** Who listens where the server should, and what it says of itself. */
export async function server({ host, port }: Pick<Config, 'host' | 'port'>): Promise<Finding[]> {
  const near = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host
  const address = `${near.includes(':') ? `[${near}]` : near}:${port}`
  if (!(await listens(near, port))) return [look('server', 'serverAway', { address })]
  try {
    const health = await fetch(`http://${address}/healthz`, { signal: AbortSignal.timeout(LONGEST_MS) })
    const said = (await health.json()) as { ok?: unknown }
    if (said.ok !== true) return [sick('server', 'portTaken', { address })]
  } catch (error) {
    const silent = error instanceof Error && error.name === 'TimeoutError'
    return [silent ? sick('server', 'serverSilent', { address }) : sick('server', 'portTaken', { address })]
  }
  return [await readiness(address)]
}

async function readiness(address: string): Promise<Finding> {
  try {
    const reply = await fetch(`http://${address}/readyz`, { signal: AbortSignal.timeout(LONGEST_MS) })
    const { reason = '', degraded = [] } = (await reply.json()) as { reason?: string; degraded?: string[] }
    if (!reply.ok) return sick('server', 'serverNotReady', { address, why: reason })
    return degraded.length > 0 ? look('server', 'serverDegraded', { address, why: degraded.join(', ') }) : well('server', 'serverReady', { address })
  } catch {
    return sick('server', 'serverSilent', { address })
  }
}

function listens(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: LONGEST_MS })
    const end = (there: boolean) => () => {
      socket.destroy()
      resolve(there)
    }
    socket.once('connect', end(true))
    socket.once('error', end(false))
    // Nothing answers, and nothing refuses: something is there and hangs.
    socket.once('timeout', end(true))
  })
}

const endings = { stopped: well, crashed: sick, killed: look } as const

/** How the server last ended in this folder. */
export function lastRun(dataDir: string): Finding[] {
  const mark = readRunMark(dataDir)
  if (mark === null) return []
  const runs = mark.ended === null && isRunning(mark.pid)
  if (runs) return [well('lastRun', 'runGoesOn', { startedAt: mark.startedAt }), ...told(mark.before)]
  return told(mark.ended ?? { how: 'killed', at: null, why: '' }, mark.startedAt)
}

function told(ending: Ending | null, startedAt?: number): Finding[] {
  if (ending === null || (startedAt === undefined && ending.how === 'stopped')) return []
  const began = startedAt === undefined ? {} : { startedAt }
  const why = ending.why.split('\n').slice(0, 2).join(' ').trim()
  const finding = `run${ending.how === 'stopped' ? 'Stopped' : ending.how === 'crashed' ? 'Crashed' : 'Killed'}`
  // What happened before a run that goes on is a matter to look into, no more.
  const say = startedAt === undefined ? look : endings[ending.how]
  return [say('lastRun', finding, { ...began, ...(ending.at === null ? {} : { endedAt: ending.at }), why })]
}
