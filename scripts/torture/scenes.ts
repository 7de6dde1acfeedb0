import { setTimeout as pause } from 'node:timers/promises'
import type { AttemptBook } from '../simulation/books.ts'
import { chance, randomOf } from '../simulation/people.ts'
import type { ServerProcess } from '../simulation/server-process.ts'
import { databaseUrl } from '../simulation/store.ts'
import type { World } from '../simulation/world.ts'
import { checkDisk, type Acknowledged, type Checked } from './checking.ts'
import type { Database } from './database-faults.ts'
import type { Fault } from './faults.ts'
import type { Fleet } from './fleet.ts'
import { ran, type Ground } from './ground.ts'
import type { TortureOptions } from './options.ts'
import { passTime } from './pass-time.ts'
import { trialOf, trialsOn, type TrialName } from './trials.ts'

export type Figures = {
  kills: number
  stops: number
  /** How often the database was killed together with all its servers. */
  databaseKills: number
  clockSteps: number
  secondServers: number
  refusedStarts: number
  /** How often each fault came, and how often readiness said so. */
  faults: Partial<Record<TrialName, { times: number; red: number }>>
  readyMs: number[]
  /** What was looked up after each end, added up. */
  checks: Checked
}
type Setting = { options: TortureOptions; ground: Ground; world: World; fleet: Fleet; database: Database | null }

/** Of a machine that has other things to do as well. */
const LONGEST_RECOVERY_MS = 60_000
const MINUTE_MS = 60_000
/** What stands still hears of no end. */
const standStill: ReadonlySet<TrialName> = new Set(['standsStill', 'databaseStandsStill'])

/** One scene after another: load, a fault, an end, what is kept, a start. All chance follows from the seed. */
export function openScenes(setting: Setting) {
  const { options, ground, world, fleet, database } = setting
  const { names, left } = trialsOn(options.store, { mounted: ground.mounted, servers: options.servers })
  const random = randomOf(options.seed, 'scenes')
  const between = (from: number, to: number): number => from + random.below(to - from)
  const settled = new Set<AttemptBook>()
  const figures: Figures = {
    ...{ kills: 0, stops: 0, databaseKills: 0, clockSteps: 0, secondServers: 0, refusedStarts: 0, readyMs: [] },
    faults: Object.fromEntries(names.map((name) => [name, { times: 0, red: 0 }])),
    checks: { responses: 0, submissions: 0, registrations: 0, staffActs: 0, verified: 0 },
  }
  const { troubles } = world
  let turn = 0
  let deck: TrialName[] = []

  /** Every trial comes once before one comes again. */
  const nextTrial = (): TrialName => {
    if (deck.length === 0) deck = [...names]
    return deck.splice(random.below(deck.length), 1)[0] as TrialName
  }

  /** Waits until readiness of one server is as wanted; else gives what it said last. */
  async function becomes({ url }: ServerProcess, ready: boolean, longestMs: number): Promise<string | null> {
    let said = ''
    for (const began = performance.now(); performance.now() - began < longestMs; await pause(20)) {
      said = await readiness(url, ready ? 10_000 : 1_500)
      if ((said === READY) === ready) return null
    }
    return said
  }
  async function recovered(what: string, where: string): Promise<void> {
    for (const running of fleet.up()) {
      const red = await becomes(running, true, LONGEST_RECOVERY_MS)
      if (red !== null) troubles.tell(what, `${where}: ${red}`)
    }
  }

  /** Gives what ends the fault, where the servers are to end in the middle of it. */
  async function endure(name: TrialName, killedIn: boolean): Promise<Fault['end']> {
    const running = fleet.up()
    const victim = running[random.below(running.length)]
    if (victim === undefined) throw new Error('no server is running')
    const { alone, of } = trialOf(name)
    const fault = of({ ground, database, fleet }, victim)
    const counted = figures.faults[name] ?? { times: 0, red: 0 }
    figures.faults[name] = counted
    counted.times += 1
    await fault.begin()
    if ((await becomes(victim, false, 1_500)) === null) counted.red += 1
    // Whoever is beside it goes on.
    if (alone) {
      for (const other of fleet.up().filter((one) => one !== victim)) {
        const red = await becomes(other, true, LONGEST_RECOVERY_MS)
        if (red !== null) troubles.tell('what one server went through ended another one', `${name}: ${red}`)
      }
    }
    await pause(between(100, 1_000))
    if (killedIn && !standStill.has(name)) return name === 'serverKilled' ? () => undefined : () => fault.end()
    await fault.end()
    await recovered('the server did not recover by itself', name)
    await pause(between(50, 400))
    return () => undefined
  }

  async function end(): Promise<void> {
    if (chance(random, 80)) {
      const running = fleet.up()
      const withDatabase = database !== null && chance(random, 40)
      // A database that was killed already is not killed again.
      await Promise.all([...(withDatabase ? [database.server.kill()] : []), ...running.map((one) => fleet.kill(one))])
      if (withDatabase) figures.databaseKills += 1
      figures.kills += running.length
      return
    }
    for (const running of fleet.up()) {
      await fleet.stop(running).catch((error: unknown) => troubles.tell('told to stop, it ended badly', String(error)))
      figures.stops += 1
    }
  }

  async function check(known: Acknowledged): Promise<void> {
    const books = [...world.books.values()].filter((book) => !settled.has(book))
    const found = await checkDisk(ground.dataDir, known, books)
    // What was handed in before this look cannot change any more; at the end of all everything is looked at again.
    for (const book of books) if (book.submitted !== null) settled.add(book)
    for (const key of Object.keys(found) as (keyof Checked)[]) figures.checks[key] += found[key]
  }

  /** A start that must be refused with a sentence, and harms nothing. */
  async function refused(what: string): Promise<void> {
    const said = await fleet.beside().then(
      async (wrong) => {
        await wrong.kill()
        return 'it started'
      },
      (error: unknown) => String(error),
    )
    if (/ended with 2: hoithi did not start: [^\n]+\n$/.test(said)) figures.refusedStarts += 1
    else troubles.tell('a start was not refused in one sentence', `${what}: ${said}`)
  }

  /** While nobody runs: a start on what cannot be worked on. */
  async function refuseWithout(): Promise<void> {
    if (database !== null) {
      await database.server.kill()
      await refused('no database')
      await database.server.restart()
    } else if (ground.mounted && ran('mount', '-o', 'remount,ro', ground.dataDir)) {
      await refused('a read-only disk')
      ran('mount', '-o', 'remount,rw', ground.dataDir)
    }
  }

  async function start(): Promise<void> {
    const began = performance.now()
    await fleet.startAll()
    await recovered('the server never became ready', `scene ${turn}`)
    figures.readyMs.push(performance.now() - began)
  }

  return {
    figures,
    /** What is not tried here, and why. */
    left,
    async next(known: Acknowledged): Promise<void> {
      turn += 1
      if (fleet.up().length === 0) throw new Error('no server is running')
      await pause(between(300, 2_000))
      const relieve = chance(random, 70) ? await endure(nextTrial(), chance(random, 35)) : () => undefined
      if (chance(random, 10)) {
        figures.secondServers += 1
        await refused('a second server on one folder')
      }
      await end()
      // A file is looked at as the fault left it; a database has to stand again to be looked at.
      if (database !== null) {
        await relieve()
        if (database.server.down()) await database.server.restart()
      }
      await check(known)
      if (database === null) await relieve()
      if (chance(random, 20)) await refuseWithout()
      const stepMs = chance(random, 25) ? between(1, 40) * MINUTE_MS : 0
      if (stepMs > 0) figures.clockSteps += 1
      await passTime({ dataDir: ground.dataDir, url: databaseUrl(ground.dataDir) }, world.clock.now(), stepMs)
      await start()
    },
    /** The last servers, told to stop. */
    async stop(): Promise<void> {
      for (const running of fleet.up())
        await fleet.stop(running).catch((error: unknown) => troubles.tell('told to stop, it ended badly', String(error)))
    },
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
