import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { Agent } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readAnswerKey } from './answer-key.ts'
import { compareContest } from './comparing-people.ts'
import type { BoardCheck } from './comparing.ts'
import { contestClock } from './contest-clock.ts'
import { watchLag } from './board-lag.ts'
import { gatherCrowd, planCrowd, type Planned } from './crowd.ts'
import { checkDisk } from './finale.ts'
import { judgeRound, openJudge, roundEnds } from './judging.ts'
import { openMeasures } from './measures.ts'
import type { Options } from './options.ts'
import { randomOf, type Person } from './people.ts'
import { openPhone, type Network } from './phone.ts'
import { lookOn } from './onlookers.ts'
import { showProgress } from './progress.ts'
import { registerRegulars } from './regulars.ts'
import { reportOf, type Report } from './report.ts'
import { startServer, type ServerProcess } from './server-process.ts'
import { PACK, packWindows, setStage, type Stage } from './stage.ts'
import { openStore } from './store.ts'
import { timetable, type Timetable } from './timetable.ts'
import { readUnions } from './unions.ts'
import { live } from './visiting.ts'
import { openTroubles, usualPatience, type World } from './world.ts'

/** What is left when the server has ended and everything was checked, before the folder goes. */
export type Remains = { world: World; dataDir: string }

/** Play a whole contest with a crowd against a server of its own, and reckon it all again; `interrupted` ends it early by rejecting. */
export async function simulate(options: Options, interrupted: Promise<never>, inspect?: (remains: Remains) => Promise<void>): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), 'hoithi-simulate-'))
  const dataDir = join(folder, 'data')
  mkdirSync(dataDir, { mode: 0o700 })
  const store = await openStore(options.store, dataDir)
  try {
    const times = timetable(options, packWindows())
    const stage = await setStage(folder, dataDir, times, { random: randomOf(options.seed, 'people'), people: options.contestants })
    const planned = planCrowd(options, stage, times)
    const regulars = options.scenario === 'closing' ? planned.filter(({ registersAt }) => registersAt !== Number.POSITIVE_INFINITY) : []
    const sessions = await registerRegulars(dataDir, times.beginsAt, stage, regulars)
    const server = await startServer(dataDir, { beginsAt: times.beginsAt, speed: options.speed, onlookers: options.onlookers })
    const agent = new Agent({ keepAlive: true, maxSockets: 1_000 })
    try {
      const { report, world } = await playAndCheck({ options, times, stage, planned, sessions, server, agent, dataDir, interrupted })
      await inspect?.({ world, dataDir })
      return report
    } finally {
      agent.destroy()
      await server.stop().catch(() => undefined)
    }
  } finally {
    await store.close()
    if (options.keep) console.error(`Kept: ${dataDir}`)
    else rmSync(folder, { recursive: true, force: true })
  }
}

type Ground = {
  options: Options
  times: Timetable
  stage: Stage
  planned: Planned[]
  /** Of those who are logged in before the server starts. */
  sessions: ReadonlyMap<string, string>
  server: ServerProcess
  agent: Agent
  dataDir: string
  interrupted: Promise<never>
}

async function playAndCheck(ground: Ground): Promise<{ report: Report; world: World }> {
  const { options, times, stage, server, agent, dataDir, interrupted } = ground
  const clock = contestClock(options.speed)
  const measures = openMeasures()
  const network: Network = { url: server.url, agent, clock, measures }
  const world: World = {
    clock,
    network,
    measures,
    stage,
    key: readAnswerKey(PACK),
    books: new Map(),
    troubles: openTroubles(),
    patience: usualPatience,
    counts: { registered: ground.sessions.size, running: 0 },
  }
  await openPhone(network).call('getMe')
  const people = gatherCrowd(ground.planned, network, ground.sessions)
  const progress = showProgress(world, people, { from: times.beginsAt, to: times.rounds.at(-1)?.closesAt ?? times.beginsAt })
  let ended = false
  try {
    const closes = Promise.all(stage.rounds.map(({ closesAt }) => clock.until(closesAt))).then(() => (ended = true))
    const beside = Promise.all([watchLag(server.url, () => ended), lookOn(world, options.onlookers, () => ended), closes])
    const [boards, [lagSeconds]] = await Promise.race([Promise.all([play(world, people, server.setupToken ?? ''), beside]), server.died, interrupted])
    // The figures are those of the crowd's time; what follows is the reckoning alone.
    const seconds = measures.seconds()
    await server.stop()
    return { report: reportOf({ options, world, people, boards, seconds, lagSeconds, disk: await checkDisk(world, dataDir) }), world }
  } finally {
    ended = true
    progress.stop()
  }
}

/** The crowd lives, and the judge seals each round after its close, while later rounds go on. */
async function play(world: World, people: readonly Person[], setupToken: string): Promise<BoardCheck[]> {
  const judge = await openJudge(world, setupToken)
  const reader = openPhone(world.network)
  const tree = await readUnions(reader)
  const ends = roundEnds(people)
  const judged = world.stage.rounds.map(async (round) => {
    await ends.of(round)
    return judgeRound(world, round, { judge, tree, people })
  })
  const [checks] = await Promise.all([Promise.all(judged), Promise.all(people.map((person) => live(world, person, ends.ended)))])
  return [...checks.flat(), await compareContest(world, reader, [...world.books.values()])]
}
