import { Agent } from 'node:http'
import { join } from 'node:path'
import { randomOf, type Person } from '../simulation/people.ts'
import { readAnswerKey } from '../simulation/answer-key.ts'
import { contestClock } from '../simulation/contest-clock.ts'
import { gatherCrowd, planCrowd } from '../simulation/crowd.ts'
import { openMeasures } from '../simulation/measures.ts'
import { openPhone, type Network } from '../simulation/phone.ts'
import { PACK, packWindows, setStage, type StageRound } from '../simulation/stage.ts'
import { DATABASE, openStore } from '../simulation/store.ts'
import { DAY_MS, type Timetable } from '../simulation/timetable.ts'
import { openTroubles, type World } from '../simulation/world.ts'
import { checkDisk, type Acknowledged } from './checking.ts'
import { openFleet, type Fleet } from './fleet.ts'
import { layGround, type Ground } from './ground.ts'
import { keepComing, liveOn } from './living.ts'
import type { TortureOptions } from './options.ts'
import { openScenes, type Scenes } from './scenes.ts'
import { reportOf, type TortureReport } from './report.ts'
import { governOn, openDesks, type StaffBook } from './staff.ts'

/** The server's clock runs as the world's does; only who resends is quicker than a phone. */
const SPEED = 1
const NEWCOMERS_PER_SECOND = 25
/** A database on a small disk keeps little ahead for its log. */
const SMALL = { min_wal_size: '32MB', max_wal_size: '48MB' }
/** However slow the machine is. */
const LEAST_SCENES = 2

/** One long round, so that a clock that is moved on stays inside it. */
function oneRound(): Timetable {
  const opensAt = packWindows()[0]?.opensAt ?? 0
  return { beginsAt: opensAt + DAY_MS, registeredBy: opensAt, rounds: [{ opensAt, closesAt: opensAt + 300 * DAY_MS }] }
}

/** What is left when the server has ended and everything was checked, before the folder goes. */
export type TortureRemains = { known: Acknowledged; dataDir: string }
type Inspect = (remains: TortureRemains) => Promise<void>

/** A real server under load is ended, starved and started again until the time is over, and held to account each time. `interrupted` ends it early by rejecting. */
export async function torture(options: TortureOptions, interrupted: Promise<never>, inspect?: Inspect): Promise<TortureReport> {
  const ground = layGround(options.disk, options.store)
  const agent = new Agent({ keepAlive: true, maxSockets: 1_000 })
  let [fleet, store]: [Fleet | null, Awaited<ReturnType<typeof openStore>> | null] = [null, null]
  try {
    const times = oneRound()
    store = await openStore(options.store, ground.dataDir, { under: ground.database, settings: ground.mounted ? SMALL : {} })
    const newcomers = Math.ceil(options.minutes * 60 * NEWCOMERS_PER_SECOND)
    const random = randomOf(options.seed, 'people')
    const stage = await setStage(ground.folder, ground.dataDir, times, {
      random,
      people: options.people + newcomers,
      rules: { attemptsPerRound: 1_000, minutes: 20 },
    })
    fleet = openFleet(ground.dataDir, { servers: options.servers, beginsAt: times.beginsAt })
    const { setupToken } = await fleet.first()
    const network = networkOf(fleet, agent)
    const world: World = {
      ...{ clock: network.clock, network, measures: network.measures, stage, key: readAnswerKey(PACK), books: new Map() },
      troubles: openTroubles(),
      patience: { tries: Number.POSITIVE_INFINITY, restMs: (chance) => 50 + chance.below(200) },
      counts: { registered: 0, running: 0 },
    }
    await openPhone(network).call('getMe')
    const people = gatherCrowd(planCrowd({ scenario: 'opening', seed: options.seed }, stage, times), network)
    const database = store.server === null ? null : { server: store.server, name: DATABASE, disk: ground.mounted ? ground.database : null }
    const scenes = openScenes({ options, ground, world, fleet, database })
    return await Promise.race([play({ options, ground, world, people, scenes, fleet, setupToken: setupToken ?? '' }, inspect), interrupted])
  } finally {
    await fleet?.end()
    agent.destroy()
    await store?.close()
    ground.leave(options.keep)
  }
}

/** Any request may go to any server that runs. */
const networkOf = (fleet: Fleet, agent: Agent): Network => ({
  agent,
  clock: contestClock(SPEED),
  measures: openMeasures(),
  get url() {
    return fleet.next()
  },
})

type Theatre = { options: TortureOptions; ground: Ground; world: World; people: readonly Person[]; scenes: Scenes; fleet: Fleet; setupToken: string }

async function play({ options, ground, world, people, scenes, fleet, setupToken }: Theatre, inspect?: Inspect): Promise<TortureReport> {
  const staff: StaffBook = { announced: new Set(), voided: new Set() }
  const known = { world, people, staff }
  // The one-time token is good at the server that printed it.
  const desks = await openDesks(world, setupToken)
  await fleet.startAll()
  const round = world.stage.rounds[0] as StageRound
  const began = performance.now()
  let ended = false
  const over = (): boolean => ended
  const [crowd, newcomers] = [people.slice(0, options.people), people.slice(options.people)]
  const lives = Promise.all([
    ...crowd.map((person) => liveOn(world, person, round, over)),
    ...[0, 1].map((line) =>
      keepComing(
        world,
        newcomers.filter((_, index) => index % 2 === line),
        over,
      ),
    ),
    governOn(world, desks, staff, { random: randomOf(options.seed, 'staff'), over }),
  ])
  // Whoever fails here ends the whole.
  const failed = lives.then(() => new Promise<never>(() => undefined))
  for (let scene = 0; scene < LEAST_SCENES || performance.now() - began < options.minutes * 60_000; scene += 1)
    await Promise.race([scenes.next(known), failed])
  ended = true
  await lives
  await scenes.stop()
  const keepAs = options.keep && options.store === 'postgres' ? join(ground.dataDir, 'hoithi.sqlite') : undefined
  const checked = await checkDisk(ground.dataDir, known, [...world.books.values()], keepAs)
  const report = reportOf({
    options,
    world,
    staff,
    figures: scenes.figures,
    left: scenes.left,
    checked,
    mounted: ground.mounted,
    seconds: (performance.now() - began) / 1000,
  })
  await inspect?.({ known, dataDir: ground.dataDir })
  return report
}
