import type { Role } from '@hoithi/shared/contracts/common'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SAMPLE_PASSWORD, sampleLogins } from './demo-logins.js'
import { callersOf, type Person } from './fuzz/callers.ts'
import type { OpenApi } from './fuzz/operations.ts'
import { readFuzzOptions, type FuzzOptions } from './fuzz/options.ts'
import { fuzzText } from './fuzz/report.ts'
import { fuzz, type FuzzReport } from './fuzz/run.ts'
import { root, tool } from './setup.mjs'
import { WrongOptions } from './command-options.ts'
import { startServer } from './simulation/server-process.ts'

// `npm run fuzz -- [--requests N] [--seed S] [--lines L] [--json FILE]`
// Exit code 0: nothing was found; 1: something was, each with a request that shows it; 2: wrong options.

const START = '2021-05-10T08:00:00+07:00'

/** The built server on the demo's data in a folder of its own, which goes with it. */
async function fuzzDemo(options: FuzzOptions): Promise<FuzzReport> {
  const folder = mkdtempSync(join(tmpdir(), 'hoithi-fuzz-'))
  try {
    const env = { ...process.env, DATA_DIR: folder, CLOCK_START: START, STAFF_TOTP: 'optional' }
    const filled = spawnSync(tool('tsx'), ['scripts/demo-data.ts'], { cwd: root, env, encoding: 'utf8' })
    if (filled.status !== 0) throw new Error(`the demo's data could not be made: ${filled.stderr}`)
    const server = await startServer(folder, { beginsAt: Date.parse(START), speed: 1 })
    const { hostname: host, port } = server.url
    const document = (await (await fetch(new URL('/api/openapi.json', server.url))).json()) as OpenApi
    const secret = readFileSync(join(folder, 'jwt-secret'), 'utf8').trim()
    const callers = callersOf(secret, await people(server.url), () => Date.parse(START))
    const watch = { secrets: [secret], paths: [folder, root], hidden: [] }
    const onProgress = (sent: number, found: number): void => console.error(`${sent} of ${options.requests} sent, ${found} findings`)
    // A trial presses the machine itself for a minute, and everything else waits.
    const target = { host, port: Number(port), document, callers, watch, onProgress, without: ['startTrial'] }
    const report = await Promise.race([fuzz(target, options), server.died])
    await server.stop()
    if (!report.passed) console.error(`The server's log ends with:\n${server.said()}`)
    return report
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Who the sample logins are; nobody of them sets questions alone, so the organiser stands for that. */
async function people(url: URL): Promise<Record<Role, Person>> {
  const found: Partial<Record<Role, Person>> = {}
  for (const { login, role } of sampleLogins) {
    const reply = await fetch(new URL('/api/sessions', url), {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
      body: JSON.stringify({ login, password: SAMPLE_PASSWORD }),
    })
    const { me } = (await reply.json()) as { me: { id: string; union: { id: string } | null } }
    found[role as Role] = { id: me.id, unionId: me.union?.id ?? null }
  }
  return { ...found, questionSetter: found.organiser } as Record<Role, Person>
}

try {
  const options = readFuzzOptions(process.argv.slice(2))
  const report = await fuzzDemo(options)
  console.log(fuzzText(report))
  if (options.json !== null) writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`)
  process.exit(report.passed ? 0 : 1)
} catch (error) {
  if (!(error instanceof WrongOptions)) throw error
  console.error(`Nothing was fuzzed: ${error.message}.`)
  process.exit(2)
}
