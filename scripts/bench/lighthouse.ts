import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { benchServer } from './server.ts'
import { CHROMIUM_ARGUMENTS, findChromium } from '../chromium.mjs'
import { sampleLogins, SAMPLE_PASSWORD } from '../demo-logins.js'
import { root, tool } from '../setup.mjs'
import { withoutWaiting, type TraceEvent } from '../trace-time.ts'

// `npm run bench -- lighthouse`: Lighthouse (mobile) on the landing, question and leaderboard pages of the demo's contest, BENCH_ROUNDS times (5) in turn.
// It is fetched by npx when it is asked for. Each visit is judged twice: as it was, and without the time for which tasks waited for a core.

const LIGHTHOUSE = 'lighthouse@12.8.2'
const TIMES = Number(process.env['BENCH_ROUNDS'] ?? 5)
const CLOCK = { CLOCK_START: '2021-05-10T08:00:00+07:00' }
const SLUG = 'cnvcld-ngay-hoi-2021'
const AUDITS = { fcp: 'first-contentful-paint', lcp: 'largest-contentful-paint', tbt: 'total-blocking-time', cls: 'cumulative-layout-shift' }

type Report = { categories: Record<string, { score: number }>; audits: Record<string, { numericValue: number }> }
type Judged = Record<string, number>

/** Landing, question and leaderboard of the sample worker, who begins the round that is open. */
async function pagesOf(url: string): Promise<{ pages: Record<string, string>; cookie: string }> {
  const ask = async (path: string, body?: object, cookie = ''): Promise<Response> =>
    await fetch(url + path, {
      headers: { origin: url, cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    })
  const login = await ask('/api/sessions', { login: sampleLogins[0]?.login, password: SAMPLE_PASSWORD })
  const cookie = login.headers
    .getSetCookie()
    .map((set) => set.split(';')[0])
    .join('; ')
  const { rounds } = (await (await ask(`/api/contests/${SLUG}`, undefined, cookie)).json()) as { rounds: { id: string }[] }
  for (const { id } of rounds) {
    const started = await fetch(`${url}/api/rounds/${id}/attempts`, { method: 'POST', headers: { origin: url, cookie } })
    if (!started.ok) continue
    const { attemptId } = (await started.json()) as { attemptId: string }
    return { pages: { landing: '/', question: `/luot-thi/${attemptId}`, leaderboard: `/bang-xep-hang/${id}` }, cookie }
  }
  throw new Error('no round of the demo is open')
}

function lighthouse(...options: string[]): void {
  const { status, stderr } = spawnSync('npx', ['--yes', LIGHTHOUSE, ...options], { env: { ...process.env, CHROME_PATH: findChromium() ?? '' } })
  if (status !== 0) throw new Error(`Lighthouse could not be run (it is fetched by npx): ${String(stderr).slice(-500)}`)
}

function judged(folder: string, options: string[]): Judged {
  const file = join(folder, 'report.json')
  lighthouse(...options, `-A=${folder}`, '--output=json', `--output-path=${file}`)
  const { categories, audits } = JSON.parse(readFileSync(file, 'utf8')) as Report
  const scores = Object.entries(categories).map(([name, { score }]) => [name, Math.round(score * 100)])
  const values = Object.entries(AUDITS).map(([name, id]) => [name, Math.round((audits[id]?.numericValue ?? 0) * 1_000) / 1_000])
  return Object.fromEntries([...scores, ...values]) as Judged
}

/** One visit with nothing on the phone yet, judged as it was and without waiting. */
function visit(address: string, cookie: string, folder: string): { asItWas: Judged; noWaiting: Judged } {
  const headers = join(folder, 'headers.json')
  writeFileSync(headers, JSON.stringify({ Cookie: cookie }))
  const visited = join(folder, 'visit')
  const options = [address, '--quiet', '--only-categories=performance,accessibility,best-practices', `--extra-headers=${headers}`]
  options.push(`--chrome-flags=--headless ${CHROMIUM_ARGUMENTS.join(' ')}`)
  lighthouse(...options, `-G=${visited}`)
  const asItWas = judged(visited, options)
  const trace = join(visited, 'defaultPass.trace.json')
  const { traceEvents, ...rest } = JSON.parse(readFileSync(trace, 'utf8')) as { traceEvents: TraceEvent[] }
  writeFileSync(trace, JSON.stringify({ ...rest, traceEvents: withoutWaiting(traceEvents) }))
  const noWaiting = judged(visited, options)
  rmSync(visited, { recursive: true })
  return { asItWas, noWaiting }
}

const middle = (all: Judged[], name: string): number => all.map((one) => one[name] ?? 0).sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0
const medians = (all: Judged[]): Judged => Object.fromEntries(Object.keys(all[0] ?? {}).map((name) => [name, middle(all, name)]))

/** Medians of each page's scores, of 100. */
export async function benchLighthouse(): Promise<void> {
  if (findChromium() === null) return console.log('No Chromium here: Lighthouse is not run.')
  const folder = mkdtempSync(join(tmpdir(), 'hoithi-bench-lighthouse-'))
  const data = { ...CLOCK, DATA_DIR: join(folder, 'data') }
  try {
    await new Promise((resolve) =>
      spawn(tool('tsx'), ['scripts/demo-data.ts'], { cwd: root, env: { ...process.env, ...data } }).once('exit', resolve),
    )
    const server = await benchServer(data)
    try {
      const { pages, cookie } = await pagesOf(server.url)
      const taken = Object.keys(pages).map((name) => ({ name, visits: [] as ReturnType<typeof visit>[] }))
      for (let time = 0; time < TIMES; time += 1) {
        for (const { name, visits } of taken) visits.push(visit(server.url + (pages[name] ?? ''), cookie, folder))
      }
      const rows = taken.flatMap(({ name, visits }) =>
        (['asItWas', 'noWaiting'] as const).map((kind) => {
          const all = visits.map((one) => one[kind])
          return { page: name, judged: kind, ...medians(all), 'all performance': all.map((one) => one['performance']).join(' ') }
        }),
      )
      console.table(rows)
      console.log(JSON.stringify({ what: LIGHTHOUSE, node: process.version, cores: cpus().length, busy: loadavg()[0]?.toFixed(1), rows }))
    } finally {
      await server.stop()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
