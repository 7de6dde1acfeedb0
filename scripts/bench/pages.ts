import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compose } from '../../server/src/compose.ts'
import { readConfig } from '../../server/src/config.ts'
import { generate } from '../generate/run.ts'
import { root } from '../setup.mjs'
import { inTurn, ratio } from './figures.ts'
import { reading } from './load.ts'
import type { Page } from './pages-data.ts'
import { publish, type Row } from './publish.ts'
import { BENCH_SECRET } from './secret.ts'
import { pinLoad, PORT } from './servers.ts'
import { ROUNDS, SECONDS } from './settings.ts'
import { buildFloor, onSide } from './sides.ts'

const CONNECTIONS = 100
const [PEOPLE, ATTEMPTS] = [5_000, 10_000]
/** What a browser on https asks with. */
const ASKED = { 'accept-encoding': 'gzip, deflate, br' }
/** The floor sends these of them; the others are the connection's own. */
const SENT = ['content-type', 'content-encoding', 'cache-control', 'vary', 'etag']

async function publicPaths(folder: string): Promise<Record<string, string>> {
  const services = await compose(readConfig({ DATA_DIR: folder, JWT_SECRET: BENCH_SECRET, LOG_LEVEL: 'silent' }, root))
  const { storage, clock } = services
  const [contest] = await storage.contests.list(clock.now())
  const [round] = contest === undefined ? [] : await storage.contests.rounds(contest.id)
  await storage.close()
  if (contest === undefined || round === undefined) throw new Error('the bench has no round')
  return {
    landing: '/',
    'rules and rounds': `/api/contests/${contest.slug}`,
    'board of people': `/api/rounds/${round.id}/leaderboard?page=2&pageSize=50`,
    'board of unions': `/api/rounds/${round.id}/union-leaderboard?metric=people&page=1&pageSize=50`,
  }
}

/** A page as the server sends it: `fetch` would unpack it. */
async function pageOf(path: string): Promise<Page> {
  const { request } = await import('node:http')
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port: PORT, path, headers: ASKED }, (reply) => {
      const pieces: Buffer[] = []
      reply.on('data', (piece: Buffer) => pieces.push(piece))
      reply.on('end', () => {
        if (reply.statusCode !== 200) return reject(new Error(`${path}: ${reply.statusCode}`))
        const headers = Object.fromEntries(SENT.flatMap((name) => (reply.headers[name] === undefined ? [] : [[name, String(reply.headers[name])]])))
        resolve({ path, headers, body: Buffer.concat(pieces).toString('base64') })
      })
    })
    asked.once('error', reject)
    asked.end()
  })
}

/** What the public looks at, against a bare server that sends the same bytes. */
export async function benchPages(): Promise<void> {
  pinLoad()
  await buildFloor()
  const folder = mkdtempSync(join(tmpdir(), 'hoithi-bench-data-'))
  try {
    await generate({ data: join(folder, 'made'), people: PEOPLE, attempts: ATTEMPTS, rounds: 1, seed: 'bench' })
    const data = join(folder, 'made')
    const paths = await publicPaths(data)
    const pages = await onSide('hoithi', data, () => Promise.all(Object.values(paths).map(pageOf)))
    const model = join(folder, 'pages.json')
    writeFileSync(model, JSON.stringify({ pages }))
    const rows: Row[] = []
    for (const [index, [page, path]] of Object.entries(paths).entries()) {
      const { floor, hoithi } = await inTurn(['floor', 'hoithi'] as const, ROUNDS, (side) =>
        onSide(
          side,
          data,
          async () => {
            await reading(path, ASKED, CONNECTIONS, 2)
            return reading(path, ASKED, CONNECTIONS, SECONDS)
          },
          model,
        ),
      )
      rows.push({
        page,
        'bytes sent': Buffer.from(pages[index]?.body ?? '', 'base64').length,
        'floor/s': floor.perSecond,
        'hoithi/s': hoithi.perSecond,
        'of floor': ratio(hoithi.perSecond, floor.perSecond),
        'p99 floor ms': floor.p99Ms,
        'p99 hoithi ms': hoithi.p99Ms,
      })
    }
    const how = `Middle of ${ROUNDS} alternating runs of ${SECONDS} s on ${CONNECTIONS} connections, for people who are not logged in, ${ATTEMPTS} attempts on the board. Floor: bare Fastify that sends the same bytes.`
    publish({ name: 'pages', rows, how })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
