import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { answerPathData, QUESTIONS, type AnswerPath } from './answer-path-data.ts'
import { inTurn, ratio, type Figure } from './figures.ts'
import { asking, attempting, startRequest, submitRequest } from './load.ts'
import { publish, type Row } from './publish.ts'
import { pinLoad, serverFigure, taking, type Server } from './servers.ts'
import { ROUNDS, STARTS } from './settings.ts'
import { buildFloor, onSide } from './sides.ts'

const CONNECTIONS = 200
/** Code that runs for the thousandth time is compiled otherwise than for the tenth, and an opening minute has thousands. */
const WARM_UP = Math.ceil(STARTS / 2 / CONNECTIONS) * CONNECTIONS
/** So many at a time: the floor's and hoithi's connections both hold whole attempts. */
const ATTEMPTS = Math.ceil(STARTS / 5 / CONNECTIONS) * CONNECTIONS
const LONGEST_WAIT_MS = 120_000

/** Papers are drawn ahead of the opening; a server that was just started has none yet. */
export async function papersAhead(count: number): Promise<void> {
  const until = performance.now() + LONGEST_WAIT_MS
  while ((await serverFigure('hoithi_papers_ahead')) < count) {
    if (performance.now() > until) throw new Error(`the server did not draw ${count} papers ahead`)
    await pause(500)
  }
}

/** What is counted, with what the server spent on each of so many. */
async function counted(server: Server, count: number, work: () => Promise<Figure>): Promise<Figure> {
  const [figure, seconds] = await taking(server, work)
  return { ...figure, eachMs: (seconds * 1_000) / count }
}

type Path = 'start' | 'submission' | 'whole attempt'
const paths: Record<Path, (data: AnswerPath, side: 'floor' | 'hoithi', server: Server) => Promise<Figure>> = {
  start: async ({ roundId, newcomers }, side, server) => {
    if (side === 'hoithi') await papersAhead(WARM_UP + STARTS)
    const from = (first: number) => (turn: number) => startRequest(roundId, newcomers[first + turn]?.token ?? '')
    await asking(WARM_UP, CONNECTIONS, from(0))
    return counted(server, STARTS, () => asking(STARTS, CONNECTIONS, from(WARM_UP)))
  },
  submission: async ({ answered }, _side, server) => {
    const from = (first: number) => (turn: number) => submitRequest(answered[first + turn] ?? { attemptId: '', token: '' })
    await asking(WARM_UP, CONNECTIONS, from(0))
    return counted(server, STARTS, () => asking(STARTS, CONNECTIONS, from(WARM_UP)))
  },
  'whole attempt': async ({ roundId, newcomers }, side, server) => {
    if (side === 'hoithi') await papersAhead(CONNECTIONS + ATTEMPTS)
    await attempting(newcomers.slice(0, CONNECTIONS), roundId, CONNECTIONS, QUESTIONS)
    const others = newcomers.slice(CONNECTIONS, CONNECTIONS + ATTEMPTS)
    return counted(server, ATTEMPTS, () => attempting(others, roundId, CONNECTIONS, QUESTIONS))
  },
}

/** Starts, submissions with their grading, receipt and log entry, and whole attempts, each against a bare insert of the same bytes. */
export async function benchAnswerPath(): Promise<void> {
  pinLoad()
  await buildFloor()
  const folder = mkdtempSync(join(tmpdir(), 'hoithi-bench-data-'))
  try {
    const data = await answerPathData(folder, { newcomers: WARM_UP + STARTS, answered: WARM_UP + STARTS })
    const rows: Row[] = []
    for (const path of Object.keys(paths) as Path[]) {
      const { floor, hoithi } = await inTurn(['floor', 'hoithi'] as const, ROUNDS, (side) =>
        onSide(side, folder, (server) => paths[path](data, side, server), data.model),
      )
      rows.push({
        path,
        'floor/s': floor.perSecond,
        'hoithi/s': hoithi.perSecond,
        'of floor': ratio(hoithi.perSecond, floor.perSecond),
        'processor ms each, floor': floor.eachMs.toFixed(2),
        hoithi: hoithi.eachMs.toFixed(2),
        'of its processor': ratio(floor.eachMs, hoithi.eachMs),
        'p99 floor ms': floor.p99Ms,
        'p99 hoithi ms': hoithi.p99Ms,
        errors: floor.errors + hoithi.errors,
      })
    }
    const how = `Middle of ${ROUNDS} alternating runs of ${STARTS} starts and submissions and ${ATTEMPTS} whole attempts (a start, ${QUESTIONS} single saves, the submission) on ${CONNECTIONS} connections, ${QUESTIONS} of 10,000 questions a paper, a fifth of them with pictures, papers drawn ahead; nobody is put off (OVERLOAD_MS=0). Floor: bare Fastify, JWT, an insert of the same bytes with group commit, the same reply.`
    publish({ name: 'answer-path', rows, how })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
