import type { FuzzReport } from './run.ts'

/** The report for people: counts, then every finding with one request that shows it. */
export function fuzzText({ seed, requests, seconds, slowest, statuses, routes, findings }: FuzzReport): string {
  const whole: Record<string, number> = {}
  for (const own of Object.values(statuses)) for (const [status, count] of Object.entries(own)) whole[status] = (whole[status] ?? 0) + count
  const counts = (own: Record<string, number>): string =>
    Object.entries(own)
      .map(([status, count]) => `${status === '0' ? 'none' : status} × ${count}`)
      .join(', ')
  return [
    `${requests} requests in ${seconds} s (seed ${seed}), the slowest ${slowest.ms} ms (${slowest.route})`,
    `Answers: ${counts(whole)}`,
    ...Object.entries(statuses)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([who, own]) => `  ${who.padEnd(15)} ${counts(own)}`),
    `Routes that answered 200 to somebody: ${routes.answered} of ${routes.of}`,
    ...(routes.never.length === 0 ? [] : [`  never: ${routes.never.join(' ')}`]),
    ...findings.flatMap(({ what, route, times, example }) => [`FOUND ${times} × ${route}: ${what}`, `  ${example}`]),
    findings.length === 0 ? 'Nothing was found that never may be.' : `${findings.length} findings.`,
  ].join('\n')
}
