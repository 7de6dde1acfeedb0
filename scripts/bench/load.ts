import autocannon from 'autocannon'
import type { Load } from './data.ts'
import type { Figure } from './figures.ts'
import { PORT } from './servers.ts'

const URL = `http://127.0.0.1:${PORT}`
const GIVE_UP_S = 30

const figureOf = (result: autocannon.Result, perSecond: number): Figure => ({
  perSecond,
  p99Ms: result.latency.p99,
  errors: result.errors + result.non2xx + result.timeouts,
})

type Saving = { perSecond?: number; url?: string }

/** Every connection saves to its own attempt, question after question; as fast as it can, or so many a second over all of them. */
export async function saving(load: readonly Load[], connections: number, seconds: number, { perSecond, url = URL }: Saving = {}): Promise<Figure> {
  let next = 0
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    timeout: GIVE_UP_S,
    ...(perSecond === undefined ? {} : { overallRate: perSecond }),
    setupClient: (client) => client.setRequests(savesOf(load[next++ % load.length] as Load)),
  })
  return figureOf(result, result.requests.average)
}

const signed = (token: string) => ({ 'content-type': 'application/json', authorization: `Bearer ${token}` })

function savesOf({ attemptId, token }: Load, questions = 20): autocannon.Request[] {
  return Array.from({ length: questions }, (_, index) => saveRequest({ attemptId, token }, index))
}

export const saveRequest = ({ attemptId, token }: Load, index: number): autocannon.Request => ({
  method: 'PUT',
  path: `/api/attempts/${attemptId}/responses`,
  headers: signed(token),
  body: JSON.stringify({ responses: [{ position: index + 1, choice: [index % 2 === 0 ? 'a' : 'b'], ageMs: 0 }] }),
})

/** A bounded number of requests, and the seconds from the first of them to the last reply: the loader itself ends on whole seconds. */
function timed(options: autocannon.Options): Promise<{ result: autocannon.Result; seconds: number }> {
  const began = performance.now()
  let last = began
  return new Promise((resolve, reject) => {
    const running = autocannon(options, (error: unknown, result) =>
      error instanceof Error ? reject(error) : resolve({ result, seconds: (last - began) / 1_000 }),
    )
    running.on('response', () => (last = performance.now()))
  })
}

/** So many requests, each made when its turn comes; replies a second over all of them. */
export async function asking(amount: number, connections: number, request: (turn: number) => autocannon.Request): Promise<Figure> {
  let turn = 0
  const { result, seconds } = await timed({
    url: URL,
    connections: Math.min(connections, amount),
    amount,
    timeout: GIVE_UP_S,
    requests: [{ setupRequest: (blank) => ({ ...blank, ...request(turn++) }) }],
  })
  return figureOf(result, amount / seconds)
}

export const startRequest = (roundId: string, token: string): autocannon.Request => ({
  method: 'POST',
  path: `/api/rounds/${roundId}/attempts`,
  headers: signed(token),
  body: '{}',
})

export const submitRequest = ({ attemptId, token }: Load): autocannon.Request => ({
  method: 'POST',
  path: `/api/attempts/${attemptId}/submission`,
  headers: signed(token),
  body: '{}',
})

/** People log in, one after another on each connection, all of them in turn. */
export async function loggingIn(logins: readonly string[], password: string, connections: number, seconds: number): Promise<Figure> {
  let turn = 0
  const result = await autocannon({
    url: URL,
    connections,
    duration: seconds,
    timeout: GIVE_UP_S,
    requests: [
      {
        method: 'POST',
        path: '/api/sessions',
        headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
        setupRequest: (blank) => ({ ...blank, body: JSON.stringify({ login: logins[turn++ % logins.length], password }) }),
      },
    ],
  })
  return figureOf(result, result['2xx'] / ((result.finish.getTime() - result.start.getTime()) / 1_000))
}

const ATTEMPT_ID = /"attemptId":"([^"]+)"/

/** Whole attempts: each is started, answered question by question and handed in on one connection; attempts a second. */
export async function attempting(people: readonly { token: string }[], roundId: string, connections: number, questions: number): Promise<Figure> {
  let turn = 0
  type Own = { token: string; attemptId: string }
  const own = (context: object): Own => context as Own
  const { result, seconds } = await timed({
    url: URL,
    connections: Math.min(connections, people.length),
    amount: people.length * (questions + 2),
    timeout: GIVE_UP_S,
    requests: [
      {
        setupRequest: (blank, context) => {
          own(context).token = people[turn++ % people.length]?.token ?? ''
          return { ...blank, ...startRequest(roundId, own(context).token) }
        },
        onResponse: (_status, body, context) => {
          own(context).attemptId = ATTEMPT_ID.exec(body)?.[1] ?? ''
        },
      },
      ...Array.from({ length: questions }, (_, index) => ({
        setupRequest: (blank: autocannon.Request, context: object) => ({ ...blank, ...savesOf(own(context), questions)[index] }),
      })),
      { setupRequest: (blank, context) => ({ ...blank, ...submitRequest(own(context)) }) },
    ],
  })
  return figureOf(result, people.length / seconds)
}

/** The same page again and again. */
export async function reading(path: string, headers: Record<string, string>, connections: number, seconds: number): Promise<Figure> {
  const result = await autocannon({ url: URL, connections, duration: seconds, timeout: GIVE_UP_S, requests: [{ method: 'GET', path, headers }] })
  return figureOf(result, result.requests.average)
}
