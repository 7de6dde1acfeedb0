import jwt from '@fastify/jwt'
import fastify from 'fastify'
import pg from 'pg'

// The floor under saves on PostgreSQL: bare Fastify, JWT, node-postgres, and an upsert that is committed before the reply. Nothing is checked, nothing is decided.
// `alone`: a prepared statement for each save, as one writes it first. `together`: those that arrive together are one statement, as hoithi writes them.
const [url, secret, port, connections, kind] = process.argv.slice(2) as [string, string, string, string, 'alone' | 'together']

const pool = new pg.Pool({ connectionString: url, max: Number(connections) })
await pool.query(
  'create table saved (attempt text collate "C", position bigint, choice text, tapped_at bigint, saved_at bigint, primary key (attempt, position))',
)
const kept =
  'on conflict (attempt, position) do update set choice = excluded.choice, tapped_at = excluded.tapped_at, saved_at = excluded.saved_at where excluded.tapped_at > saved.tapped_at'

type Row = [attempt: string, position: number, choice: string, tappedAt: number, savedAt: number]

const alone = async (row: Row): Promise<void> => {
  await pool.query({ name: 'save', text: `insert into saved values ($1, $2, $3, $4, $5) ${kept}`, values: row })
}

const [BATCHES_AT_ONCE, LARGEST_BATCH] = [2, 500]
const waiting: { row: Row; done: () => void; failed: (error: unknown) => void }[] = []
let underWay = 0
async function next(): Promise<void> {
  if (underWay === BATCHES_AT_ONCE || waiting.length === 0) return
  underWay += 1
  const batch = waiting.splice(0, LARGEST_BATCH)
  // A statement may touch a row once.
  const rows = [...new Map(batch.map(({ row }) => [`${row[0]} ${row[1]}`, row])).values()].sort(([a], [b]) => (a < b ? -1 : 1))
  try {
    await pool.query({
      name: 'saves',
      text: `insert into saved select * from unnest($1::text[], $2::bigint[], $3::text[], $4::bigint[], $5::bigint[]) ${kept}`,
      values: [0, 1, 2, 3, 4].map((column) => rows.map((row) => row[column])),
    })
    for (const { done } of batch) done()
  } catch (error) {
    for (const { failed } of batch) failed(error)
  }
  underWay -= 1
  void next()
}
const together = (row: Row): Promise<void> =>
  new Promise((done, failed) => {
    waiting.push({ row, done, failed })
    setImmediate(() => void next())
  })
const save = { alone, together }[kind]

const app = fastify({ logger: false })
await app.register(jwt, { secret })

type Tap = { position: number; choice: string[]; ageMs: number }
app.put<{ Params: { attemptId: string }; Body: { responses: Tap[] } }>('/api/attempts/:attemptId/responses', async (request) => {
  app.jwt.verify(request.headers.authorization?.slice(7) ?? '')
  const now = Date.now()
  const { responses } = request.body
  await Promise.all(responses.map((tap) => save([request.params.attemptId, tap.position, JSON.stringify(tap.choice), now - tap.ageMs, now])))
  return { saved: responses.map(({ position }) => position), remainingMs: 1_200_000, now }
})

app.get('/healthz', () => 'ok')
await app.listen({ host: '127.0.0.1', port: Number(port) })
process.on('SIGTERM', () => process.exit(0))
