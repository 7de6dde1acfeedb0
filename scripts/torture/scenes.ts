import { setTimeout as pause } from 'node:timers/promises'
import type { AttemptBook } from '../simulation/books.ts'
import { chance, randomOf } from '../simulation/people.ts'
import { startServer, type ServerProcess } from '../simulation/server-process.ts'
import type { World } from '../simulation/world.ts'
import { checkDisk, type Acknowledged, type Checked } from './checking.ts'
import { faults, passTime, type FaultName } from './faults.ts'
import { ran, type Ground } from './ground.ts'
import type { TortureOptions } from './options.ts'

export type Figures = {
  kills: number
  stops: number
  clockSteps: number
  secondServers: number
  refusedStarts: number
  /** How often each fault came, and how often readiness said so. */
  faults: Record<FaultName, { times: number; red: number }>
  readyMs: number[]
  /** What was looked up on the disk after each end, added up. */
  checks: Checked
}
type Setting = { options: TortureOptions; ground: Ground; world: World; server: ServerProcess; beginsAt: number }

/** Of a machine that has other things to do as well. */
const LONGEST_RECOVERY_MS = 60_000
const MINUTE_MS = 60_000
const names = Object.keys(faults) as FaultName[]

/** One scene after another: load, a fault, an end, what lies on the disk, a start. All chance follows from the seed. */
export function openScenes(setting: Setting) {
  const { options, ground, world, beginsAt } = setting
  const random = randomOf(options.seed, 'scenes')
  const between = (from: number, to: number): number => from + random.below(to - from)
  let server: ServerProcess | null = setting.server
  const port = setting.server.url.port
  const settled = new Set<AttemptBook>()
  const figures: Figures = {
    ...{ kills: 0, stops: 0, clockSteps: 0, secondServers: 0, refusedStarts: 0, readyMs: [] },
    faults: Object.fromEntries(names.map((name) => [name, { times: 0, red: 0 }])) as Figures['faults'],
    checks: { responses: 0, submissions: 0, registrations: 0, staffActs: 0, verified: 0 },
  }
  const { troubles } = world
  let turn = 0

  /** Waits until readiness is as wanted; else gives what it said last. */
  async function becomes(ready: boolean, longestMs: number): Promise<string | null> {
    let said = ''
    for (const began = performance.now(); performance.now() - began < longestMs; await pause(20)) {
      said = await readiness(world.network.url, ready ? 10_000 : 1_500)
      if ((said === READY) === ready) return null
    }
    return said
  }

  async function endure(name: FaultName, { pid }: ServerProcess, killedIn: boolean): Promise<() => void> {
    const fault = faults[name]({ pid, ground })
    figures.faults[name].times += 1
    fault.begin()
    if ((await becomes(false, 1_500)) === null) figures.faults[name].red += 1
    await pause(between(100, 1_000))
    if (killedIn && name !== 'standsStill') return fault.end
    fault.end()
    const red = await becomes(true, LONGEST_RECOVERY_MS)
    if (red !== null) troubles.tell('the server did not recover by itself', `${name}: ${red}`)
    await pause(between(50, 400))
    return () => undefined
  }

  async function end(running: ServerProcess): Promise<void> {
    server = null
    if (chance(random, 80)) {
      await running.kill()
      figures.kills += 1
      return
    }
    await running.stop().catch((error: unknown) => troubles.tell('told to stop, it ended badly', String(error)))
    figures.stops += 1
  }

  async function check(known: Acknowledged): Promise<void> {
    const books = [...world.books.values()].filter((book) => !settled.has(book))
    const found = await checkDisk(ground.dataDir, known, books)
    // What was handed in before this look cannot change any more; at the end of all everything is looked at again.
    for (const book of books) if (book.submitted !== null) settled.add(book)
    for (const key of Object.keys(found) as (keyof Checked)[]) figures.checks[key] += found[key]
  }

  const begin = (): Promise<ServerProcess> => startServer(ground.dataDir, { beginsAt, speed: 1, port })

  /** A start that must be refused with a sentence, and harms nothing. */
  async function refused(what: string): Promise<void> {
    const said = await begin().then(
      async (wrong) => {
        await wrong.kill()
        return 'it started'
      },
      (error: unknown) => String(error),
    )
    if (/ended with 2: hoithi did not start: [^\n]+\n$/.test(said)) figures.refusedStarts += 1
    else troubles.tell('a start was not refused in one sentence', `${what}: ${said}`)
  }

  async function start(): Promise<void> {
    const began = performance.now()
    server = await begin()
    const red = await becomes(true, LONGEST_RECOVERY_MS)
    if (red !== null) troubles.tell('the server never became ready', `scene ${turn}: ${red}`)
    figures.readyMs.push(performance.now() - began)
  }

  return {
    figures,
    async next(known: Acknowledged): Promise<void> {
      turn += 1
      const running = server
      if (running === null) throw new Error('no server is running')
      await pause(between(300, 2_000))
      const relieve = chance(random, 70) ? await endure(names[random.below(names.length)] as FaultName, running, chance(random, 35)) : () => undefined
      if (chance(random, 10)) {
        figures.secondServers += 1
        await refused('a second server on one folder')
      }
      await end(running)
      await check(known)
      relieve()
      if (ground.mounted && chance(random, 20) && ran('mount', '-o', 'remount,ro', ground.dataDir)) {
        await refused('a read-only disk')
        ran('mount', '-o', 'remount,rw', ground.dataDir)
      }
      const stepMs = chance(random, 25) ? between(1, 40) * MINUTE_MS : 0
      if (stepMs > 0) figures.clockSteps += 1
      passTime(ground.dataDir, world.clock.now(), stepMs)
      await start()
    },
    /** The last server, told to stop. */
    async stop(): Promise<void> {
      const running = server
      server = null
      await running?.stop().catch((error: unknown) => troubles.tell('told to stop, it ended badly', String(error)))
    },
    end: async (): Promise<void> => server?.kill(),
  }
}
export type Scenes = ReturnType<typeof openScenes>

const READY = '200'

/** What /readyz answers; without an answer, why there is none. */
async function readiness(url: URL, patienceMs: number): Promise<string> {
  try {
    const reply = await fetch(new URL('/readyz', url), { headers: { connection: 'close' }, signal: AbortSignal.timeout(patienceMs) })
    const text = await reply.text()
    return reply.status === 200 ? READY : text
  } catch (error) {
    return String(error)
  }
}
