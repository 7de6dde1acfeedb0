import type { StoreKind } from '../simulation/store.ts'
import type { World } from '../simulation/world.ts'
import type { Checked } from './checking.ts'
import type { TortureOptions } from './options.ts'
import type { Figures } from './scenes.ts'
import type { StaffBook } from './staff.ts'

export type TortureReport = {
  passed: boolean
  minutes: number
  seed: string
  store: StoreKind
  servers: number
  disk: 'mount' | 'limit'
  seconds: number
  requests: number
  acknowledged: { responses: number; submissions: number; registrations: number; starts: number; staffActs: number }
  /** The last look, at everything since the beginning. */
  checked: Checked
  figures: Omit<Figures, 'readyMs'>
  /** What was not tried, and why. */
  left: { name: string; why: string }[]
  readyAgainMs: { middle: number; longest: number }
  refusals: { code: string; count: number }[]
  lost: number
  doubled: number
  troubles: ReturnType<World['troubles']['list']>
}

type Facts = {
  options: TortureOptions
  world: World
  staff: StaffBook
  figures: Figures
  left: TortureReport['left']
  checked: Checked
  mounted: boolean
  seconds: number
}

export function reportOf({ options, world, staff, figures, left, checked, mounted, seconds }: Facts): TortureReport {
  const books = [...world.books.values()]
  const { readyMs, ...rest } = figures
  const sorted = readyMs.toSorted((a, b) => a - b)
  // Whatever the server goes through, a bug it may not show.
  for (const { code, count } of refusalsOf(world))
    if (code === 'internal') world.troubles.tell('the server failed without saying why', `${count} times`)
  const troubles = world.troubles.list()
  const sum = (what: RegExp): number => troubles.filter((trouble) => what.test(trouble.what)).reduce((all, { count }) => all + count, 0)
  return {
    passed: troubles.length === 0,
    minutes: options.minutes,
    seed: options.seed,
    store: options.store,
    servers: options.servers,
    disk: mounted ? 'mount' : 'limit',
    seconds: Math.round(seconds),
    requests: world.measures.requests(),
    acknowledged: {
      responses: books.reduce((all, { taps }) => all + taps.filter(({ state }) => state === 'acknowledged').length, 0),
      submissions: books.filter(({ submitted }) => submitted !== null).length,
      registrations: world.counts.registered,
      starts: books.length,
      staffActs: staff.announced.size + staff.voided.size,
    },
    checked,
    figures: rest,
    left,
    readyAgainMs: { middle: Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0), longest: Math.round(sorted.at(-1) ?? 0) },
    refusals: refusalsOf(world),
    lost: sum(/was lost|nobody gave/),
    doubled: sum(/twice/),
    troubles,
  }
}

function refusalsOf({ measures }: World): { code: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const { code, count } of measures.errors()) counts.set(code, (counts.get(code) ?? 0) + count)
  return [...counts].map(([code, count]) => ({ code, count })).sort((a, b) => b.count - a.count)
}

/** What a person reads at the end. */
export function tortureText(report: TortureReport): string {
  const { figures, acknowledged, checked, readyAgainMs } = report
  const faults = Object.entries(figures.faults).map(([name, { times, red }]) => `${name} ${times} (readiness red ${red})`)
  const disk = report.disk === 'mount' ? 'a small one of its own' : report.store === 'sqlite' ? 'limits of the process' : 'the machine’s'
  const ofDatabase = report.store === 'sqlite' ? '' : `, ${figures.databaseKills} × the database with them`
  return [
    `${report.seconds} s, seed ${report.seed}, ${report.servers} × server on ${report.store}, disk: ${disk}; ${report.requests} requests`,
    `ended: ${figures.kills} × kill -9, ${figures.stops} × SIGTERM${ofDatabase}; clock moved on ${figures.clockSteps} times; starts refused in one sentence: ${figures.refusedStarts}`,
    `faults: ${faults.join(', ')}`,
    ...report.left.map(({ name, why }) => `not tried: ${name} (${why})`),
    `ready again after ${readyAgainMs.middle} ms (middle), ${readyAgainMs.longest} ms (longest)`,
    `acknowledged: ${acknowledged.responses} answers, ${acknowledged.starts} starts, ${acknowledged.submissions} submissions, ${acknowledged.registrations} registrations, ${acknowledged.staffActs} acts of the staff`,
    `looked up at the end: ${checked.responses} answers that stand, ${checked.submissions} receipts, ${checked.registrations} accounts, ${checked.staffActs} acts, ${checked.verified} lines of the log recomputed`,
    `looked up after each end, added up: ${figures.checks.responses} answers, ${figures.checks.submissions} receipts, ${figures.checks.registrations} accounts`,
    `refused meanwhile: ${report.refusals.map(({ code, count }) => `${code} ${count}`).join(', ') || 'nothing'}`,
    `lost: ${report.lost}, doubled: ${report.doubled}`,
    ...report.troubles.flatMap(({ what, count, examples }) => [`TROUBLE: ${what} × ${count}`, ...examples.map((example) => `    ${example}`)]),
    report.passed ? 'Nothing that was acknowledged was lost or doubled; chain and boards hold.' : 'FAILED',
  ].join('\n')
}
