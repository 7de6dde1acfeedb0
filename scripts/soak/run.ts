import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { Agent } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { readAnswerKey } from '../simulation/answer-key.ts'
import { contestClock } from '../simulation/contest-clock.ts'
import { serverFigures } from '../server-figures.ts'
import { gatherCrowd, planCrowd } from '../simulation/crowd.ts'
import { openMeasures } from '../simulation/measures.ts'
import { randomOf } from '../simulation/people.ts'
import { openPhone } from '../simulation/phone.ts'
import { startServer } from '../simulation/server-process.ts'
import { PACK, packWindows, setStage, type StageRound } from '../simulation/stage.ts'
import { DAY_MS, type Timetable } from '../simulation/timetable.ts'
import { openTroubles, usualPatience, type World } from '../simulation/world.ts'
import { liveOn } from '../torture/living.ts'
import type { SoakOptions } from './options.ts'
import { soakLine, type SoakReport } from './report.ts'
import { judgeMemory, type Sample } from './verdict.ts'

const SAMPLES = 60
/** A round takes a thousand attempts of one person: then the next one comes, long before as many minutes are over. */
const [MOST_STARTS, MINUTES_EACH] = [900, 3]
const [SHORTEST_MS, LONGEST_MS] = [1_000, 60_000]

function oneRound(): Timetable {
  const opensAt = packWindows()[0]?.opensAt ?? 0
  return { beginsAt: opensAt + DAY_MS, registeredBy: opensAt, rounds: [{ opensAt, closesAt: opensAt + 300 * DAY_MS }] }
}

/** What the server says of itself at /metrics. */
async function sampleOf(url: URL, began: number): Promise<Sample> {
  const figure = await serverFigures(url)
  return {
    seconds: (performance.now() - began) / 1_000,
    residentBytes: figure('process_resident_memory_bytes'),
    heapBytes: figure('nodejs_heap_size_total_bytes'),
    externalBytes: figure('nodejs_external_memory_bytes'),
    saves: figure('hoithi_saves_total'),
  }
}

/** A real server under a steady crowd (registrations, starts, answers, submissions, boards), and how much memory it holds meanwhile. `interrupted` ends it early by rejecting. */
export async function soak(options: SoakOptions, interrupted: Promise<never>, tell: (line: string) => void): Promise<SoakReport> {
  const folder = mkdtempSync(join(tmpdir(), 'hoithi-soak-'))
  const dataDir = join(folder, 'data')
  mkdirSync(dataDir, { mode: 0o700 })
  const agent = new Agent({ keepAlive: true, maxSockets: 1_000 })
  try {
    const times = oneRound()
    const rules = { attemptsPerRound: 1_000, minutes: 20 }
    const people = options.people * (Math.ceil(options.minutes / MINUTES_EACH) + 1)
    const stage = await setStage(folder, dataDir, times, { random: randomOf(options.seed, 'people'), people, rules })
    const server = await startServer(dataDir, { beginsAt: times.beginsAt, speed: 1 })
    try {
      const network = { url: server.url, agent, clock: contestClock(1), measures: openMeasures() }
      const world: World = {
        ...{ clock: network.clock, network, measures: network.measures, stage, key: readAnswerKey(PACK), books: new Map() },
        ...{ troubles: openTroubles(), patience: usualPatience, counts: { registered: 0, running: 0 } },
      }
      await openPhone(network).call('getMe')
      const crowd = gatherCrowd(planCrowd({ scenario: 'opening', seed: options.seed }, stage, times), network)
      const [began, endsAt] = [performance.now(), performance.now() + options.minutes * 60_000]
      const over = (): boolean => performance.now() >= endsAt
      const round = stage.rounds[0] as StageRound
      const inTurn = async (lane: number): Promise<void> => {
        for (const person of crowd.filter((_, index) => index % options.people === lane))
          if (!over()) await liveOn(world, person, round, () => over() || (person.asked.get(round.id) ?? 0) >= MOST_STARTS)
      }
      const lives = Promise.all(Array.from({ length: options.people }, (_, lane) => inTurn(lane)))
      const samples: Sample[] = []
      const watch = async (): Promise<void> => {
        while (!over()) {
          const sample = await sampleOf(server.url, began)
          samples.push(sample)
          tell(soakLine(sample))
          await pause(Math.min(endsAt - performance.now(), Math.max(SHORTEST_MS, Math.min(LONGEST_MS, (options.minutes * 60_000) / SAMPLES))))
        }
      }
      await Promise.race([Promise.all([lives, watch()]), server.died, interrupted])
      return { minutes: options.minutes, people: options.people, samples, ...judgeMemory(samples) }
    } finally {
      agent.destroy()
      await server.kill()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
