import cookie from '@fastify/cookie'
import jwt from '@fastify/jwt'
import Database from 'better-sqlite3'
import fastify from 'fastify'

// The floor under a durable save: bare Fastify, JWT, one prepared upsert, group commit. Nothing is checked, nothing is decided.
const [file, secret, port] = process.argv.slice(2) as [string, string, string]
const client = new Database(file)
client.pragma('journal_mode = WAL')
client.pragma('synchronous = FULL')
client.exec(
  'create table if not exists saved (attempt text, position integer, choice text, tapped_at integer, saved_at integer, primary key (attempt, position))',
)
const upsert = client.prepare(
  'insert into saved values (?, ?, ?, ?, ?) on conflict do update set choice = excluded.choice, tapped_at = excluded.tapped_at, saved_at = excluded.saved_at where excluded.tapped_at > saved.tapped_at',
)

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
app.put<{ Params: { attemptId: string }; Body: { responses: Tap[] } }>('/api/attempts/:attemptId/responses', async (request) => {
  app.jwt.verify(request.headers.authorization?.slice(7) ?? '')
  const now = Date.now()
  const { responses } = request.body
  await commit(() => {
    for (const tap of responses) upsert.run(request.params.attemptId, tap.position, JSON.stringify(tap.choice), now - tap.ageMs, now)
  })
  return { saved: responses.map(({ position }) => position), remainingMs: 1_200_000, now }
})
await app.listen({ host: '127.0.0.1', port: Number(port) })
process.on('SIGTERM', () => process.exit(0))
