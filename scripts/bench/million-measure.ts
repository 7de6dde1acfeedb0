import Database from 'better-sqlite3'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import { compose } from '../../server/src/compose.ts'
import { readConfig } from '../../server/src/config.ts'
import type { Contest, Round } from '../../server/src/domain/contest.ts'
import { randomFrom } from '../../server/src/domain/random.ts'
import type { OtherRules } from '../../server/src/domain/rerank.ts'
import { saveResponses } from '../../server/src/features/attempts/actions.ts'
import { correctKey, readWish } from '../../server/src/features/corrections/actions.ts'
import { sealRound, sealUnderWay } from '../../server/src/features/rounds/seal.ts'
import type { ExportJob } from '../../server/src/ports/exports.ts'
import type { Services } from '../../server/src/services.ts'
import { openForProof } from '../../server/src/storage/sqlite/proof-reader.ts'
import { faultsIn } from '../../server/src/verify/report.ts'
import { verifyAll } from '../../server/src/verify/verify.ts'
import { runningAttempts } from './data.ts'
import { BENCH_SECRET } from './secret.ts'

// A process of its own for each part of `npm run bench -- million`, beside the built workers, so that its memory is that part's alone.

/** `cpuSeconds`: of all threads and ended processes, which other programs do not lengthen. `childrenPeakMb`: of processes beside this one. `stallMs`: the longest time that the event loop did nothing else. */
export type Measured = { seconds: number; cpuSeconds: number; peakMb: number; childrenPeakMb: number; stallMs: number; mainBusy: number } & Record<
  string,
  number | string
>

const [part = '', folder = '', detail = ''] = process.argv.slice(2)
const READS = 1_000
/** A connection that was opened a moment ago reads from the disk what a server of five minutes has in memory. */
const WARM_UP = 200
const services = await compose(readConfig({ DATA_DIR: folder, JWT_SECRET: BENCH_SECRET, LOG_LEVEL: 'silent' }, process.cwd()))
const { storage, clock } = services
const [contest] = await storage.contests.list(clock.now())
const [round] = contest === undefined ? [] : await storage.contests.rounds(contest.id)
if (contest === undefined || round === undefined) throw new Error('the bench has no round')

/** Memory of the processes that this one has started, and the processor time of those that have ended; Linux alone tells. */
const childrenBytes = (): number => {
  try {
    const children = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').split(' ').filter(Boolean)
    const resident = children.map((pid) => Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0))
    return resident.reduce((sum, kB) => sum + kB * 1_024, 0)
  } catch {
    return 0
  }
}
const childrenSeconds = (): number => {
  if (!existsSync('/proc/self/stat')) return 0
  const [user = 0, system = 0] = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]?.split(' ').slice(13, 15).map(Number) ?? []
  return (user + system) / 100
}

async function watched(work: () => Promise<Record<string, number | string>>): Promise<Measured> {
  let [peak, childrenPeak] = [0, 0]
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss())
    childrenPeak = Math.max(childrenPeak, childrenBytes())
  }, 50)
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  const [began, before, busy, children] = [performance.now(), process.cpuUsage(), performance.eventLoopUtilization(), childrenSeconds()]
  const found = await work()
  const seconds = (performance.now() - began) / 1_000
  // What a process took is known once it has ended.
  while (childrenBytes() > 0) await new Promise((resolve) => setTimeout(resolve, 20))
  const { user, system } = process.cpuUsage(before)
  const figures = {
    seconds,
    cpuSeconds: (user + system) / 1e6 + childrenSeconds() - children,
    peakMb: Math.max(peak, process.memoryUsage.rss()) / 1e6,
    childrenPeakMb: childrenPeak / 1e6,
  }
  clearInterval(watch)
  delay.disable()
  return { ...figures, stallMs: delay.max / 1e6, mainBusy: performance.eventLoopUtilization(busy).utilization, ...found }
}

/** Of 50 and of 99 in 100 reads the longest, in milliseconds, once it is warm. */
async function timed(read: (random: (below: number) => number) => Promise<unknown>): Promise<[p50: number, p99: number]> {
  const random = randomFrom('0123456789abcdef0123456789abcdef')
  for (let turn = 0; turn < WARM_UP; turn += 1) await read(random.below)
  const took: number[] = []
  for (let turn = 0; turn < READS; turn += 1) {
    const began = performance.now()
    await read(random.below)
    took.push(performance.now() - began)
  }
  took.sort((a, b) => a - b)
  return [took[READS / 2] ?? 0, took[Math.floor(READS * 0.99)] ?? 0]
}

async function reads({ id: roundId }: { id: string }): Promise<Record<string, number>> {
  const client = new Database(join(folder, 'hoithi.sqlite'), { readonly: true })
  const people = client.prepare(`select id from contestants limit 5000 offset 1000`).pluck().all() as string[]
  const lookup = client.prepare('select full_name from accounts where id = ?')
  const person = (below: (bound: number) => number): string => people[below(people.length)] ?? ''
  const [revision] = await storage.results.revisions(roundId)
  const size = { pageSize: 100 }
  const pageOf = (page: number) =>
    revision === undefined ? storage.boards.page(roundId, { page, ...size }) : storage.results.page(revision.id, { page, ...size })
  const { total } = await pageOf(1)
  const [btreeP50, btreeP99] = await timed(async (below) => lookup.get(person(below)))
  const [pageP50, pageP99] = await timed((below) => pageOf(1 + below(Math.ceil(total / 100))))
  const [ownP50, ownP99] = await timed((below) =>
    revision === undefined ? storage.boards.own(roundId, person(below)) : storage.results.own(revision.id, person(below)),
  )
  client.close()
  return { total, btreeP50, btreeP99, pageP50, pageP99, ownP50, ownP99 }
}

async function judge({ storage, ids, clock }: Services): Promise<string> {
  const now = clock.now()
  const made = {
    id: ids.next(now),
    login: 'bench-judge',
    role: 'judge',
    fullName: 'Giám khảo',
    passwordHash: '-',
    unionId: null,
    createdAt: now,
  } as const
  const known = await storage.accounts.findByLogin('bench-judge')
  if (known !== null) return known.id
  await storage.accounts.createStaff(made, { id: ids.next(now), at: now, actorId: made.id, action: 'bench', subject: 'bench', reason: 'đo tốc độ' })
  return made.id
}

/** Seconds that each part of the seal took. */
async function seal(roundId: string, actorId: string): Promise<Record<string, number | string>> {
  const seen: Record<string, number> = {}
  const look = async (): Promise<void> => {
    const now = (await sealUnderWay(storage, roundId))?.progress?.part
    if (now !== undefined) seen[now] = (seen[now] ?? 0) + 0.1
  }
  const watch = setInterval(() => void look(), 100)
  const sealed = await sealRound(services, roundId, actorId, 'đo tốc độ')
  clearInterval(watch)
  if (!sealed.ok) throw new Error(`the round was not sealed: ${sealed.reason}`)
  const { people, attempts } = sealed.value
  return { people, attempts, ...Object.fromEntries(Object.entries(seen).map(([name, took]) => [`${name}Seconds`, took])) }
}

async function exported(format: ExportJob['format']): Promise<Record<string, number | string>> {
  const [revision] = await storage.results.revisions(round?.id ?? '')
  if (revision === undefined) throw new Error('the round is not sealed')
  const { bytes, sha256 } = await services.exports.make({ format, revisionId: revision.id, scope: { of: 'whole' } }, () => undefined)
  return { rows: revision.people, megabytes: bytes / 1e6, sha256 }
}

/** That everybody is right on a question. */
async function wished(contestId: string) {
  const [question] = await storage.questions.current({ contestId, status: 'ready' })
  if (question === undefined) throw new Error('the bank is empty')
  return { questionId: question.questionId, versionId: question.id, treatment: 'fullCredit', key: null } as const
}

/** What that would change, and nothing written. */
async function trial(roundId: string, contestId: string): Promise<Record<string, number | string>> {
  const wish = await readWish(services, roundId, await wished(contestId))
  if (!wish.ok) throw new Error(wish.reason)
  const { questionId, treatment, versions } = wish.value
  const { changedAttempts, movedPeople } = await services.regrading.trial({ roundId, decision: { questionId, treatment, versions } }, () => undefined)
    .found
  return { changedAttempts, movedPeople }
}

/** The newest revision under another tie-break. */
async function reranked(roundId: string): Promise<Record<string, number | string>> {
  const [revision] = await storage.results.revisions(roundId)
  if (revision === undefined) throw new Error('the round is not sealed')
  const { rules, chainSeq, chainHash } = revision
  const other = { ...rules, tieBreaks: ['score', 'submittedAt'] } as const satisfies OtherRules
  const { people, moved } = await services.statistics.rerank({ roundId, rules, other, head: { seq: chainSeq, hash: chainHash }, places: 100 })
  return { people, moved }
}

/** The round as it stood in the middle of its log, in the middle of its places. */
async function replayed(roundId: string): Promise<Record<string, number | string>> {
  const { seq } = await storage.log.head()
  const found = await services.exports.replay({ roundId, upTo: { seq: Math.floor(seq / 2) }, page: 5_000, pageSize: 50 })
  return { people: found?.people ?? 0, rows: found?.rows.length ?? 0 }
}

/** Everything that the statistics of a round say. */
async function analysed(roundId: string): Promise<Record<string, number | string>> {
  const { items } = await services.statistics.analyse({ roundId, taken: 'counted' }, () => undefined)
  return { items: items.length }
}

/** Decide so, and grade and seal again. */
async function regrade(roundId: string, contestId: string, actorId: string): Promise<Record<string, number | string>> {
  const wish = await wished(contestId)
  const decided = await correctKey(services, { roundId, actorId, reason: 'đo tốc độ' }, wish)
  if (!decided.ok) throw new Error(decided.reason)
  await services.regrader.catchUp()
  const [correction] = await storage.corrections.ofRound(roundId)
  return { seen: correction?.seen ?? 0, changed: correction?.changed ?? 0, state: correction?.state ?? '' }
}

const [SAVERS, SAVE_MS, WARM_MS] = [50, 10_000, 2_000]

/** Durable saves a second, of so many people at once, for some seconds. */
async function saved(people: readonly { attemptId: string; contestantId: string }[], ms: number): Promise<number> {
  let total = 0
  const until = performance.now() + ms
  await Promise.all(
    people.map(async ({ attemptId, contestantId }) => {
      for (let tap = 0; performance.now() < until; tap += 1) {
        const responses = [{ position: 1 + (tap % 20), choice: [tap % 2 === 0 ? 'a' : 'b'], ageMs: 0 }]
        if (!(await saveResponses(services, attemptId, contestantId, { responses })).ok) throw new Error('a save was refused')
        total += 1
      }
    }),
  )
  return total / (ms / 1_000)
}

/** What saves keep of their idle rate while a file of all rows is made; idle before and after it. */
async function savesBeside(of: { contest: Contest; round: Round }): Promise<Record<string, number>> {
  const [union] = (await storage.unions.search('cdcs', 1)).unions
  const [revision] = await storage.results.revisions(of.round.id)
  if (union === undefined || revision === undefined) throw new Error('the round is not sealed')
  const people = await runningAttempts(services, { ...of, union }, SAVERS)
  await saved(people, WARM_MS)
  const before = await saved(people, SAVE_MS)
  let made = false
  const file = services.exports.make({ format: 'xlsx', revisionId: revision.id, scope: { of: 'whole' } }, () => undefined).then(() => (made = true))
  await saved(people, WARM_MS)
  const beside = await saved(people, SAVE_MS)
  const ended = made
  await file
  const after = await saved(people, SAVE_MS)
  if (ended) throw new Error('the file was ready before the saves were counted: ask for more people')
  return { savesIdle: (before + after) / 2, savesBeside: beside, ofIdle: beside / ((before + after) / 2) }
}

/** What a judge is to look at, found anew. */
async function flags(roundId: string): Promise<Record<string, number>> {
  const { attempts, leftOut } = await services.flagPasses.run(roundId)
  return { attempts, leftOut }
}

async function verified(): Promise<Record<string, number | string>> {
  const reader = openForProof(join(folder, 'hoithi.sqlite'), services.sha256)
  const { ledger, head } = await verifyAll(reader, services.sha256)
  reader.close()
  return { entries: head.seq, faults: faultsIn(ledger) }
}

const actorId = await judge(services)
const parts: Record<string, () => Promise<Record<string, number | string>>> = {
  reads: () => reads(round),
  flags: () => flags(round.id),
  saves: () => savesBeside({ contest, round }),
  seal: () => seal(round.id, actorId),
  exports: () => exported(detail as ExportJob['format']),
  trial: () => trial(round.id, contest.id),
  rerank: () => reranked(round.id),
  replay: () => replayed(round.id),
  statistics: () => analysed(round.id),
  regrade: () => regrade(round.id, contest.id, actorId),
  verify: verified,
}
const work = parts[part]
if (work === undefined) throw new Error(`there is no part “${part}”`)
process.send?.(await watched(work))
await storage.close()
process.exit(0)
