import { setTimeout as pause } from 'node:timers/promises'

const QUESTIONS = 20
const REST_MS = 50
const LONGEST_REPLY_MS = 10_000

/** What was acknowledged of one attempt: the choice of the last tap of each question, and the receipt. */
export type Book = { attemptId: string; choices: Map<number, string>; receipt: string | null }
export type Counts = { starts: number; saves: number; handIns: number; sentAgain: number; longestMs: number }

type Asked = { method: string; path: string; token: string; body: unknown }
type Crowd = { anywhere: () => string; over: () => boolean; counts: Counts }

/** Ask any server until one acknowledges it, with the same words each time; what is refused otherwise is a bug and thrown. */
async function insist({ anywhere, counts }: Crowd, { method, path, token, body }: Asked): Promise<Record<string, unknown>> {
  const began = performance.now()
  for (;;) {
    const reply = await fetch(`${anywhere()}${path}`, {
      method,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(LONGEST_REPLY_MS),
    })
      .then(async (response) => ({ status: response.status, text: await response.text() }))
      // A server that is gone, or went before it had answered.
      .catch(() => null)
    if (reply?.status === 200) {
      counts.longestMs = Math.max(counts.longestMs, performance.now() - began)
      return JSON.parse(reply.text) as Record<string, unknown>
    }
    if (reply !== null && reply.status < 500) throw new Error(`${method} ${path}: ${reply.status} ${reply.text}`)
    counts.sentAgain += 1
    await pause(REST_MS)
  }
}

/** One person: attempt after attempt, every question tapped in turn, some twice, then handed in, until it is over; the last one is left running. */
export async function tapOn(crowd: Crowd, person: { roundId: string; token: string }): Promise<Book[]> {
  const { counts } = crowd
  const books: Book[] = []
  const ask = (method: string, path: string, body: unknown): Promise<Record<string, unknown>> =>
    insist(crowd, { method, path, body, token: person.token })
  while (!crowd.over()) {
    const started = await ask('POST', `/api/rounds/${person.roundId}/attempts`, {})
    const book: Book = { attemptId: String(started['attemptId']), choices: new Map(), receipt: null }
    books.push(book)
    counts.starts += 1
    for (let tap = 0; tap < 1.5 * QUESTIONS && !crowd.over(); tap += 1) {
      const position = (tap % QUESTIONS) + 1
      const choice = 'ab'[(tap + counts.saves) % 2] ?? 'a'
      await ask('PUT', `/api/attempts/${book.attemptId}/responses`, { responses: [{ position, choice: [choice], ageMs: 0 }] })
      book.choices.set(position, JSON.stringify([choice]))
      counts.saves += 1
    }
    if (crowd.over()) break
    const submitted = await ask('POST', `/api/attempts/${book.attemptId}/submission`, {})
    book.receipt = String(submitted['receipt'])
    counts.handIns += 1
  }
  return books
}
