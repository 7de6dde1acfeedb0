import type { Person } from './people.ts'
import type { World } from './world.ts'

const BAR = 24
const two = (value: number): string => String(value).padStart(2, '0')

/** dd/MM hh:mm in Vietnam. */
const momentText = (at: number): string => {
  const moved = new Date(at + 7 * 3_600_000)
  return `${two(moved.getUTCDate())}/${two(moved.getUTCMonth() + 1)} ${two(moved.getUTCHours())}:${two(moved.getUTCMinutes())}`
}

/** A bar on a terminal, a line every few seconds elsewhere; `stop` leaves the line as it is. */
export function showProgress(world: World, people: readonly Person[], { from, to }: { from: number; to: number }): { stop: () => void } {
  const terminal = process.stderr.isTTY
  let before = { requests: 0, seconds: 0 }
  const line = (): string => {
    const share = Math.max(0, Math.min(1, (world.clock.now() - from) / (to - from)))
    const now = { requests: world.measures.requests(), seconds: world.measures.seconds() }
    const perSecond = Math.round((now.requests - before.requests) / Math.max(0.001, now.seconds - before.seconds))
    before = now
    const bar = terminal ? `[${'#'.repeat(Math.round(share * BAR)).padEnd(BAR, '.')}] ` : ''
    const { registered, running } = world.counts
    return `${bar}${String(Math.floor(share * 100)).padStart(3)} % · ${momentText(world.clock.now())} · registered ${registered}/${people.length} · attempts ${world.books.size}, running ${running} · ${perSecond} requests/s`
  }
  const timer = setInterval(() => process.stderr.write(terminal ? `\r${line()}\u001b[K` : `${line()}\n`), terminal ? 500 : 5_000)
  return {
    stop: () => {
      clearInterval(timer)
      if (terminal) process.stderr.write('\n')
    },
  }
}
