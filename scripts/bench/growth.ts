import Database from 'better-sqlite3'
import { rmSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { join } from 'node:path'
import { buildApp } from '../../server/src/app.ts'
import { compose } from '../../server/src/compose.ts'
import { readConfig } from '../../server/src/config.ts'
import { finishAttempt, startAttempt } from '../../server/src/features/attempts/actions.ts'
import { root } from '../setup.mjs'
import { largeContest } from './answer-path-data.ts'
import type { Load } from './data.ts'
import { median, ratio } from './figures.ts'
import { scratchOf } from './generated-folder.ts'
import { asking, saving, startRequest } from './load.ts'
import { publish, type Row } from './publish.ts'
import { BENCH_SECRET } from './secret.ts'
import { pinLoad, serverFigure, startServer, taking } from './servers.ts'
import { ROUNDS, SECONDS, SIZES, STARTS } from './settings.ts'

const CONNECTIONS = 100
const DAY_MS = 86_400_000
/** Few enough that fifty thousand papers are soon drawn. */
const QUESTIONS = 300
const LONGEST_DRAWING_MS = 300_000
/** Nobody starts twice in a turn, also of the fewest people. */
const EACH_TURN = Math.min(STARTS, Math.min(...SIZES) - 2 * CONNECTIONS)

/** `next`: whose turn it is to take part; people stand in the order of chance. */
type Side = { people: number; folder: string; order: { id: string }[]; next: number }
type Ready = { roundId: string; savers: Load[]; newcomers: { token: string }[] }
type Turn = { saves: number; starts: number; saveSeconds: number; startSeconds: number }

async function sideOf(people: number): Promise<Side> {
  const folder = await scratchOf(people)
  const client = new Database(join(folder, 'hoithi.sqlite'), { readonly: true })
  const order = client.prepare<[number], { id: string }>('select id from contestants order by random() limit ?').all(100_000)
  client.close()
  return { people, folder, order, next: 0 }
}

/** A new contest for a turn, where nobody of those who are next has been yet: some are in it already, and the others are about to start. */
async function readyFor(side: Side, turn: number): Promise<Ready> {
  const services = await compose(readConfig({ DATA_DIR: side.folder, JWT_SECRET: BENCH_SECRET, LOG_LEVEL: 'silent' }, root))
  const { storage, ids, clock, projector } = services
  const app = await buildApp(services)
  try {
    const client = new Database(join(side.folder, 'hoithi.sqlite'), { readonly: true })
    const left = client.prepare<[], string>('select id from attempts where submitted_at is null').pluck().all()
    client.close()
    await Promise.all(left.map((id) => finishAttempt(services, id, 'contestant')))
    await projector.catchUp()
    const pattern = await storage.contests.find('cnvcld-ngay-hoi-2021')
    if (pattern === null) throw new Error('the generated folder has no contest')
    const { round } = await largeContest(
      services,
      { contest: pattern, rounds: await storage.contests.rounds(pattern.id) },
      {
        slug: `bench-${turn}`,
        questions: QUESTIONS,
      },
    )
    const people = Array.from({ length: EACH_TURN + 2 * CONNECTIONS }, () => side.order[side.next++ % side.order.length]?.id ?? '')
    const tokenOf = (sub: string): string => {
      const now = clock.now()
      return app.jwt.sign({ sub, role: 'contestant', unionId: null, jti: ids.next(now), until: now + DAY_MS })
    }
    const begun = people.splice(0, CONNECTIONS).map(async (contestantId) => {
      const started = await startAttempt(services, { roundId: round.id, contestantId })
      if (!started.ok) throw new Error(`a bench attempt was refused: ${started.reason}`)
      return { attemptId: started.value.id, token: tokenOf(contestantId) }
    })
    return { roundId: round.id, savers: await Promise.all(begun), newcomers: people.map((id) => ({ token: tokenOf(id) })) }
  } finally {
    await app.close()
    await projector.stop()
    await storage.close()
  }
}

/** Until the server has drawn all papers that it wants: while it draws, answers wait a little. */
async function allPapersAhead(atLeast: number): Promise<void> {
  const until = performance.now() + LONGEST_DRAWING_MS
  for (let [before, now] = [-1, 0]; before < now || now < atLeast; [before, now] = [now, await serverFigure('hoithi_papers_ahead')]) {
    if (performance.now() > until) throw new Error(`the server has drawn ${now} papers ahead, and is not done`)
    await pause(3_000)
  }
}

async function measured(side: Side, turn: number): Promise<Turn> {
  const { roundId, savers, newcomers } = await readyFor(side, turn)
  const server = await startServer(side.folder, { OVERLOAD_MS: '0' })
  try {
    // Of a million people 50,000: as at an opening, whose papers were drawn in the quarter of an hour before it.
    await allPapersAhead(newcomers.length)
    await saving(savers, CONNECTIONS, 3)
    const [saves, saveSeconds] = await taking(server, () => saving(savers, CONNECTIONS, SECONDS))
    const from = (first: number) => (index: number) => startRequest(roundId, newcomers[first + index]?.token ?? '')
    await asking(CONNECTIONS, CONNECTIONS, from(0))
    const [starts, startSeconds] = await taking(server, () => asking(EACH_TURN, CONNECTIONS, from(CONNECTIONS)))
    if (saves.errors + starts.errors > 0) throw new Error(`${saves.errors} saves and ${starts.errors} starts went wrong`)
    const each = { saveSeconds: saveSeconds / (saves.perSecond * SECONDS), startSeconds: startSeconds / EACH_TURN }
    return { saves: saves.perSecond, starts: starts.perSecond, ...each }
  } finally {
    await server.stop()
  }
}

/** Saves and starts of a server whose database alone is larger. */
export async function benchGrowth(): Promise<void> {
  pinLoad()
  const sides: Side[] = []
  try {
    for (const people of SIZES) sides.push(await sideOf(people))
    const taken = new Map<Side, Turn[]>(sides.map((side) => [side, []]))
    for (let turn = 0; turn < ROUNDS; turn += 1) for (const side of sides) taken.get(side)?.push(await measured(side, turn))
    const of = (side: Side | undefined, figure: keyof Turn): number =>
      median((side === undefined ? [] : (taken.get(side) ?? [])).map((one) => one[figure]))
    const rows = sides.map((side): Row => ({
      people: side.people,
      'saves/s': Math.round(of(side, 'saves')),
      'starts/s': Math.round(of(side, 'starts')),
      'processor s, 10,000 saves': Math.round(of(side, 'saveSeconds') * 1e6) / 100,
      'processor s, 10,000 starts': Math.round(of(side, 'startSeconds') * 1e6) / 100,
      'of the first: saves': ratio(of(side, 'saves'), of(sides[0], 'saves')),
      'of the first: starts': ratio(of(side, 'starts'), of(sides[0], 'starts')),
    }))
    const how = `Middle of ${ROUNDS} turns, one size after the other: ${SECONDS} s of saves and ${EACH_TURN} starts on ${CONNECTIONS} connections by people taken at random, in a contest of the turn with ${QUESTIONS} questions, papers drawn ahead; two finished attempts of everybody in another.`
    publish({ name: 'growth', rows, how })
  } finally {
    for (const { folder } of sides) rmSync(folder, { recursive: true, force: true })
  }
}
