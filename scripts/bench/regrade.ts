import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildApp } from '../../server/src/app.ts'
import { compose } from '../../server/src/compose.ts'
import { readConfig } from '../../server/src/config.ts'
import { finishAttempt, saveResponses, startAttempt } from '../../server/src/features/attempts/actions.ts'
import { cleanDraft } from '../../server/src/formats/clean-draft.ts'
import type { Services } from '../../server/src/services.ts'
import { benchData } from './data.ts'
import { saving } from './load.ts'
import { PORT, pinned, startServer } from './servers.ts'
import { BENCH_SECRET } from './secret.ts'
import { root } from '../setup.mjs'

const ATTEMPTS = Number(process.env['BENCH_ATTEMPTS'] ?? 20_000)
const CONNECTIONS = 50
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 10)
const [BANK, PAPER, AT_ONCE] = [30, 20, 200]

type Finished = { roundId: string; questionId: string; versionId: string; token: string }

/** A round beside the one that is saved to: its attempts are handed in, and two papers in three hold any question. */
async function finishedRound(folder: string): Promise<Finished> {
  const services = await compose(readConfig({ DATA_DIR: folder, JWT_SECRET: BENCH_SECRET, LOG_LEVEL: 'silent' }, root))
  const { storage, ids, clock } = services
  const app = await buildApp(services)
  const found = await storage.contests.find('bench')
  const [pattern] = found === null ? [] : await storage.contests.rounds(found.id)
  if (found === null || pattern === undefined) throw new Error('the bench has no contest')
  const now = clock.now()
  const by = { id: ids.next(now), at: now, actorId: 'bench', action: 'bench', subject: 'bench', reason: 'bench' }
  const round = { ...pattern, id: ids.next(now), contestId: ids.next(now), rules: { ...pattern.rules, blueprint: [{ count: PAPER }] } }
  await storage.contests.create({ ...found, id: round.contestId, slug: 'graded-again' }, [round])
  const bank = await storage.questions.current({ contestId: found.id, status: 'ready' })
  await storage.questions.load(round.contestId, bank.slice(0, BANK).map(cleanDraft), now, { ...by, id: ids.next(now) })
  const consentVersion = found.consent.version
  const unionId = (await storage.unions.search('cdcs', 1)).unions[0]?.id ?? ''
  for (let done = 0; done < ATTEMPTS; done += AT_ONCE)
    await Promise.all(
      Array.from({ length: AT_ONCE }, (_, index) => handIn(services, { roundId: round.id, unionId, consentVersion, number: done + index })),
    )
  await services.projector.catchUp()
  const judge = {
    id: ids.next(now),
    login: 'bench-judge',
    role: 'judge' as const,
    fullName: 'Giám khảo',
    passwordHash: '-',
    unionId: null,
    createdAt: now,
  }
  await storage.accounts.createStaff(judge, { ...by, id: ids.next(now) })
  const [question] = await storage.questions.current({ contestId: round.contestId })
  const token = app.jwt.sign({
    sub: judge.id,
    role: 'judge',
    unionId: null,
    jti: ids.next(now),
    since: now,
    proven: now + 86_400_000,
    until: now + 86_400_000,
  })
  await app.close()
  await services.projector.stop()
  await storage.close()
  return { roundId: round.id, questionId: question?.questionId ?? '', versionId: question?.id ?? '', token }
}

type Entrant = { roundId: string; unionId: string; consentVersion: string; number: number }

async function handIn(services: Services, { roundId, unionId, consentVersion, number }: Entrant): Promise<void> {
  const { storage, ids, clock } = services
  const now = clock.now()
  const phone = `08${String(number).padStart(8, '0')}`
  const account = { id: ids.next(now), login: phone, role: 'contestant' as const, fullName: 'Người Thử', passwordHash: '-', unionId, createdAt: now }
  const kind = { birthDate: '1990-01-01', contestantKind: 'member' as const, consentVersion, consentAt: now }
  await storage.accounts.register(account, { phone, unionId, ...kind })
  const started = await startAttempt(services, { roundId, contestantId: account.id })
  if (!started.ok) throw new Error(`a bench attempt was refused: ${started.reason}`)
  const responses = Array.from({ length: PAPER }, (_, index) => ({ position: index + 1, choice: ['abcd'[(number + index) % 2] ?? 'a'], ageMs: 0 }))
  await saveResponses(services, started.value.id, account.id, { responses })
  await finishAttempt(services, started.value.id, 'contestant')
}

async function ask(path: string, token: string, body?: unknown): Promise<{ corrections?: Progress[] }> {
  const response = await fetch(`http://127.0.0.1:${PORT}${path}`, {
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return (await response.json()) as { corrections?: Progress[] }
}
type Progress = { state: string; seen: number; changed: number; total: number }

/** Decide, and wait until every attempt is graded again; `meanwhile` runs beside it. */
async function graded(
  { roundId, questionId, versionId, token }: Finished,
  treatment: string,
  meanwhile: () => Promise<void> = async () => undefined,
) {
  const corrections = `/api/rounds/${roundId}/corrections`
  const newest = async (): Promise<Progress | undefined> => (await ask(`${corrections}?pageSize=1`, token)).corrections?.[0]
  await ask(corrections, token, { questionId, versionId, treatment, reason: 'đo tốc độ' })
  const began = performance.now()
  const beside = meanwhile().then(newest)
  for (;;) {
    const now = await newest()
    if (now?.state === 'done') return { seconds: (performance.now() - began) / 1_000, changed: now.changed, seen: now.seen, during: await beside }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** How fast attempts are graded again on a server with nothing else to do, and what saves keep of their idle rate while that goes on. */
export async function benchRegrade(): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), 'hoithi-bench-regrade-'))
  const folder = mkdtempSync(join(tmpdir(), 'hoithi-bench-'))
  try {
    const load = await benchData(data, BENCH_SECRET, CONNECTIONS)
    const finished = await finishedRound(data)
    cpSync(data, folder, { recursive: true })
    const server = await startServer(folder)
    try {
      const alone = await graded(finished, 'fullCredit')
      await saving(load, CONNECTIONS, 3)
      const before = await saving(load, CONNECTIONS, SECONDS)
      const saves = { perSecond: 0, p99Ms: 0 }
      const beside = await graded(finished, 'voidRescaled', async () => void Object.assign(saves, await saving(load, CONNECTIONS, SECONDS)))
      const after = await saving(load, CONNECTIONS, SECONDS)
      const idle = { perSecond: (before.perSecond + after.perSecond) / 2, p99Ms: Math.max(before.p99Ms, after.p99Ms) }
      const row = {
        attempts: ATTEMPTS,
        'changed alone': alone.changed,
        'graded alone/s': Math.round(alone.seen / alone.seconds),
        'changed alone/s': Math.round(alone.changed / alone.seconds),
        'saves idle/s': Math.round(idle.perSecond),
        'saves beside/s': Math.round(saves.perSecond),
        'of idle': (saves.perSecond / idle.perSecond).toFixed(2),
        'p99 idle ms': idle.p99Ms,
        'p99 beside ms': saves.p99Ms,
        'graded beside': beside.during?.seen ?? 0,
        'still grading': beside.during?.state === 'grading',
      }
      console.table([row])
      console.log(JSON.stringify({ what: 'attempts graded again', node: process.version, cores: cpus().length, pinned, seconds: SECONDS, ...row }))
    } finally {
      await server.stop()
    }
  } finally {
    for (const made of [data, folder]) rmSync(made, { recursive: true, force: true })
  }
}
