import cookie from '@fastify/cookie'
import jwt from '@fastify/jwt'
import Database from 'better-sqlite3'
import fastify, { type FastifyRequest } from 'fastify'
import { readFileSync } from 'node:fs'
import type { Model } from './answer-path-data.ts'
import type { Page } from './pages-data.ts'

// The floor under the answer path: bare Fastify, JWT, one prepared statement, group commit, and under pages: the bytes themselves. Nothing is checked, nothing is decided.
const [file, secret, port, model = ''] = process.argv.slice(2) as [string, string, string, string?]
const { start, submit, pages = [] }: Partial<Model> & { pages?: Page[] } = model === '' ? {} : JSON.parse(readFileSync(model, 'utf8'))

const client = new Database(file)
client.pragma('journal_mode = WAL')
client.pragma('synchronous = FULL')
client.exec(
  `create table if not exists saved (attempt text, position integer, choice text, tapped_at integer, saved_at integer, primary key (attempt, position));
   create table if not exists kept (id text primary key, bytes text)`,
)
const upsert = client.prepare(
  'insert into saved values (?, ?, ?, ?, ?) on conflict do update set choice = excluded.choice, tapped_at = excluded.tapped_at, saved_at = excluded.saved_at where excluded.tapped_at > saved.tapped_at',
)
const insert = client.prepare('insert into kept values (?, ?)')

type Tap = { position: number; choice: string[]; ageMs: number }
let waiting: { run: () => void; done: () => void }[] = []
function flush(): void {
  const batch = waiting
  waiting = []
  client.exec('begin immediate')
  for (const job of batch) job.run()
  client.exec('commit')
  for (const job of batch) job.done()
}
const commit = (run: () => void): Promise<void> =>
  new Promise((done) => {
    waiting.push({ run, done })
    if (waiting.length === 1) setImmediate(flush)
  })

const app = fastify({ logger: false })
await app.register(cookie)
await app.register(jwt, { secret })
const check = (request: FastifyRequest): void => void app.jwt.verify(request.headers.authorization?.slice(7) ?? '')

app.put<{ Params: { attemptId: string }; Body: { responses: Tap[] } }>('/api/attempts/:attemptId/responses', async (request) => {
  check(request)
  const now = Date.now()
  const { responses } = request.body
  await commit(() => {
    for (const tap of responses) upsert.run(request.params.attemptId, tap.position, JSON.stringify(tap.choice), now - tap.ageMs, now)
  })
  return { saved: responses.map(({ position }) => position), remainingMs: 1_200_000, now }
})

let count = 0
for (const [url, same] of [
  ['/api/rounds/:id/attempts', start],
  ['/api/attempts/:id/submission', submit],
] as const)
  app.post(url, async (request, reply) => {
    check(request)
    count += 1
    const id = `${url}${count}`
    await commit(() => insert.run(id, same?.row ?? ''))
    return reply.type('application/json; charset=utf-8').send(same?.reply ?? '')
  })

for (const { path, headers, body } of pages) {
  const bytes = Buffer.from(body, 'base64')
  app.get(path.split('?')[0] ?? path, (_request, reply) => reply.headers(headers).send(bytes))
}

await app.listen({ host: '127.0.0.1', port: Number(port) })
process.on('SIGTERM', () => process.exit(0))
