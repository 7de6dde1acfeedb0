import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import autocannon from 'autocannon'
import { campaignData, newInitiative, type Campaigned } from './campaign-data.ts'
import { benchData } from './data.ts'
import { inTurn, ratio, type Figure } from './figures.ts'
import { saving } from './load.ts'
import { publish, type Row } from './publish.ts'
import { BENCH_SECRET } from './secret.ts'
import { pinLoad, PORT, startServer } from './servers.ts'
import { ROUNDS, SECONDS } from './settings.ts'

const INITIATIVES = 5_000
const SAVING = 200
const WARM_SECONDS = 3
const WARM_A_SECOND = 15
/** A busy evening of a province over all its officers: 600 units with 12 requests an hour each. */
const ASKED_A_SECOND = 2

/** Of ten requests one enters an initiative, one takes a step, the others look at lists and numbers. */
function asks({ slug, token, unionIds, sent }: Campaigned): () => autocannon.Request {
  let turn = -1
  const signed = { authorization: `Bearer ${token}` }
  const headers = { ...signed, 'content-type': 'application/json' }
  const contest = `/api/contests/${slug}`
  const looks = [`${contest}/initiatives`, `${contest}/initiatives?state=sent&page=3`, `${contest}/initiative-counts`, `${contest}/works`]
  return () => {
    turn += 1
    const number = Math.floor(turn / 10)
    if (turn % 10 === 0) {
      const body = JSON.stringify(newInitiative(unionIds[number % unionIds.length] ?? '', number))
      return { method: 'POST', path: `${contest}/initiatives`, headers, body }
    }
    if (turn % 10 === 5)
      return { method: 'POST', path: `/api/initiatives/${sent[number % sent.length]}/steps`, headers, body: JSON.stringify({ step: 'recognise' }) }
    return { method: 'GET', path: looks[turn % looks.length] ?? '', headers: signed }
  }
}

/** As many requests that cost the server next to nothing: what another load costs by itself, of whatever kind. */
const bare = (): autocannon.Request => ({ method: 'GET', path: '/healthz' })

/** So much is asked a second, for so long. */
async function asking(ask: () => autocannon.Request, seconds: number, perSecond = ASKED_A_SECOND): Promise<Figure> {
  const result = await autocannon({
    url: `http://127.0.0.1:${PORT}`,
    connections: 4,
    duration: seconds,
    timeout: 30,
    overallRate: perSecond,
    requests: [{ setupRequest: (blank) => ({ ...blank, ...ask() }) }],
  })
  return { perSecond: result['2xx'] / seconds, p99Ms: result.latency.p99, errors: result.errors + result.non2xx + result.timeouts }
}

const kinds = ['alone', 'bare', 'busy'] as const
type Kind = (typeof kinds)[number]

/** Saves by themselves, beside as many bare requests, and beside a campaign that is worked on, as fast as both go and at half of that. */
export async function benchCampaign(): Promise<void> {
  pinLoad()
  const data = mkdtempSync(join(tmpdir(), 'hoithi-bench-data-'))
  try {
    const load = await benchData(data, BENCH_SECRET, SAVING)
    const campaign = await campaignData(data, INITIATIVES)
    const beside: Figure[] = []
    const turn = async (kind: Kind, perSecond?: number): Promise<Figure> => {
      const folder = mkdtempSync(join(tmpdir(), 'hoithi-bench-'))
      cpSync(data, folder, { recursive: true })
      const server = await startServer(folder, { ADDRESS_LIMIT: '1000000', OVERLOAD_MS: '0' })
      const ask = kind === 'busy' ? asks(campaign) : kind === 'bare' ? bare : null
      const rate = perSecond === undefined ? {} : { perSecond }
      try {
        // Both are measured warm: the first seconds of a process are its compiler's.
        const warm = ask === null ? null : asking(ask, WARM_SECONDS, WARM_A_SECOND)
        await Promise.all([warm, saving(load, SAVING, WARM_SECONDS, rate)])
        const work = ask === null ? null : asking(ask, SECONDS)
        const [saves, worked] = await Promise.all([saving(load, SAVING, SECONDS, rate), work])
        if (worked !== null && kind === 'busy') beside.push(worked)
        return { ...saves, errors: saves.errors + (worked?.errors ?? 0) }
      } finally {
        await server.stop()
        rmSync(folder, { recursive: true, force: true })
      }
    }
    const rows: Row[] = []
    const add = (pace: string, { alone, bare: other, busy }: Record<Kind, Required<Figure>>): void => {
      const worked = beside.splice(0)
      rows.push({
        pace,
        'saves alone/s': alone.perSecond,
        'beside bare requests/s': other.perSecond,
        'beside the campaign/s': busy.perSecond,
        'of alone': ratio(busy.perSecond, alone.perSecond),
        'of beside bare': ratio(busy.perSecond, other.perSecond),
        'p99 alone ms': alone.p99Ms,
        'p99 beside ms': busy.p99Ms,
        'campaign asked/s': Math.round(Math.min(...worked.map(({ perSecond }) => perSecond)) * 10) / 10,
        'its p99 ms': Math.max(...worked.map(({ p99Ms }) => p99Ms)),
        errors: alone.errors + other.errors + busy.errors,
      })
    }
    const full = await inTurn(kinds, ROUNDS, (kind) => turn(kind))
    add('as fast as it goes', full)
    const half = Math.round(full.alone.perSecond / 2)
    add(`${half} a second`, await inTurn(kinds, ROUNDS, (kind) => turn(kind, half)))
    const how = `Middle of ${ROUNDS} alternating runs of ${SECONDS} s on ${SAVING} connections. Beside: a campaign of ${INITIATIVES} initiatives, ${ASKED_A_SECOND} requests a second, of ten one enters an initiative, one takes a step, eight look at lists, numbers and works; or as many requests that the server answers from nothing (/healthz); the least that was answered and the slowest of a hundred of all runs are told.`
    publish({ name: 'campaign', rows, how })
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
}
