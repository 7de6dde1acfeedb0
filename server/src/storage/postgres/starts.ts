import { asc, sql } from 'drizzle-orm'
import type { Attempt, StartView } from '../../domain/attempt.ts'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import { grouped } from '../../domain/grouped.ts'
import { paperShape, type PaperItem } from '../../domain/paper.ts'
import type { Sighting } from '../../domain/sighting.ts'
import type { Attempts } from '../../ports/attempts.ts'
import { attemptsOf, begunOf, runningOf } from './answer-path.ts'
import { triesTogether } from './asks-together.ts'
import { roundsInContests } from './contest-reads.ts'
import { entrantsOf } from './entrants.ts'
import { extraMsOf, grantingContests } from './extra-times.ts'
import { insertMany } from './many-rows.ts'
import type { Db, Postgres } from './open.ts'
import { askedNotes, practisedNotes } from './practised.ts'
import { oneOf } from './question-versions.ts'
import { attempts, attemptSightings, contestants, rounds } from './schema.ts'
import { sightingNotes } from './sightings.ts'

type Start = { roundId: string; contestantId: string; sighting: Sighting | null | undefined; decide: Parameters<Attempts['start']>[1] }
type Who = Pick<Attempt, 'roundId' | 'contestantId' | 'unionId' | 'contestantKind'>
type Seen = { who: Who; view: StartView }
type Begins = { row: typeof attempts.$inferSelect; round: StartView['round']; sighting: Start['sighting'] }
type Noted = Map<string, PaperItem[]>

/** Of one transaction: each of them waits for all. */
const LARGEST_BATCH = 50
const none = { attemptsUsed: 0, startedAts: [] }
const onceOnly = sql`on conflict do nothing`
const underWay = { pausedMs: 0, prediction: null, submittedAt: null }
const notGraded = { finishedBy: null, score: null, maxScore: null, correctCount: null, allCorrect: null, durationMs: null, receipt: null }

/** Starts that arrive together are one transaction: at an opening each would ask the same things for itself. One person starts by one caller at a time. */
export function startLine({ answer }: Pick<Postgres, 'answer'>): (start: Start) => Promise<Decision<Attempt>> {
  const asked = askedNotes()
  return triesTogether(async (batch: readonly Start[]) => {
    const { decisions, noted } = await answer((tx) => startAll(tx, batch, asked))
    for (const [roundId, papers] of noted) asked.committed(roundId, papers)
    return decisions
  }, LARGEST_BATCH)
}

async function startAll(
  tx: Db,
  batch: readonly Start[],
  asked: ReturnType<typeof askedNotes>,
): Promise<{ decisions: Decision<Attempt>[]; noted: Noted }> {
  const views = await viewsOf(tx, batch)
  const begins: Begins[] = []
  const decided = batch.map(({ decide, sighting }, index): Decision<{ resume: string } | { begun: Attempt }> => {
    const seen = views[index] ?? null
    const decision = decide(seen?.view ?? null)
    if (!decision.ok || seen === null) return decision.ok ? refuse('not-found') : decision
    if ('resume' in decision.value) return accept(decision.value)
    const { start } = decision.value
    const begun = { ...start, ...seen.who, shape: paperShape(start.paper), ...underWay }
    begins.push({ row: { ...begun, ...notGraded }, round: seen.view.round, sighting })
    return accept({ begun: { ...begun, outcome: null } })
  })
  await insertMany(
    tx,
    attempts,
    begins.map(({ row }) => row),
  )
  const resumed = await resumedOf(tx, batch, decided)
  const sighted = begins.flatMap(({ row: { id: attemptId, roundId }, sighting }) =>
    sighting === null || sighting === undefined ? [] : [{ attemptId, roundId, what: 'start' as const, ...sighting }],
  )
  await insertMany(tx, attemptSightings, sighted, onceOnly)
  const decisions = decided.map((decision): Decision<Attempt> => {
    if (!decision.ok) return decision
    if ('begun' in decision.value) return accept(decision.value.begun)
    const attempt = resumed.get(decision.value.resume)
    return attempt === undefined ? refuse('not-found') : accept(attempt)
  })
  // Last, for others may wait for what is noted here.
  return { decisions, noted: await noteQuestions(tx, begins, asked) }
}

/** What each start is decided on, and whose it is; null: there is no such round or person. Rows are held in one order, so that starts at two servers never wait for each other in a ring. */
async function viewsOf(tx: Db, batch: readonly Start[]): Promise<(Seen | null)[]> {
  const people = batch.map(({ contestantId }) => contestantId)
  // Whoever starts twice at once does so one after the other, on whichever servers.
  await tx.select({ id: contestants.id }).from(contestants).where(oneOf(contestants.id, people)).orderBy(asc(contestants.id)).for('no key update')
  const roundIds = [...new Set(batch.map(({ roundId }) => roundId))]
  // Whoever pauses the contest or changes its rules waits for these starts, or was first.
  await tx.select({ id: rounds.id }).from(rounds).where(oneOf(rounds.id, roundIds)).orderBy(asc(rounds.id)).for('key share')
  const found = await roundsInContests(tx, roundIds)
  const pairs = batch.map(({ roundId, contestantId }) => ({ roundId, contestantId, contestId: found.get(roundId)?.contest.id ?? '' }))
  const entrants = await entrantsOf(tx, pairs)
  const begun = await begunOf(tx, pairs)
  const midway = await runningOf(tx, people)
  const granting = await grantingContests(tx, [...new Set(pairs.map(({ contestId }) => contestId))])
  const starting = entrants.flatMap((entrant, index) => {
    const { contestId = '', contestantId = '' } = pairs[index] ?? {}
    return entrant !== null && granting.has(contestId) ? [{ contestId, contestantId, unionId: entrant.unionId }] : []
  })
  const granted = await extraMsOf(tx, starting)
  const extraOf = new Map(starting.map(({ contestId, contestantId }, index) => [`${contestId} ${contestantId}`, granted[index] ?? 0]))
  const views: (Seen | null)[] = []
  for (const [index, { roundId, contestantId, contestId }] of pairs.entries()) {
    const [known, entrant] = [found.get(roundId), entrants[index]]
    if (known === undefined || entrant === null || entrant === undefined) {
      views.push(null)
      continue
    }
    const { unionId, contestantKind } = entrant
    const extraMs = extraOf.get(`${contestId} ${contestantId}`) ?? 0
    views.push({
      who: { roundId, contestantId, unionId, contestantKind },
      view: { ...known, entrant, ...(begun[index] ?? none), extraMs, running: midway.get(contestantId) ?? null },
    })
  }
  return views
}

/** Attempts that were begun before, by id; from where they are opened again is noted. */
async function resumedOf(
  tx: Db,
  batch: readonly Start[],
  decided: readonly Decision<{ resume: string } | { begun: Attempt }>[],
): Promise<Map<string, Attempt>> {
  const resumes = decided.flatMap((decision, index) =>
    decision.ok && 'resume' in decision.value ? [{ attemptId: decision.value.resume, sighting: batch[index]?.sighting }] : [],
  )
  if (resumes.length === 0) return new Map()
  const found = await attemptsOf(
    tx,
    resumes.map(({ attemptId }) => attemptId),
  )
  for (const { attemptId, sighting } of resumes) {
    const roundId = found.get(attemptId)?.roundId
    if (roundId !== undefined) await sightingNotes(tx).note({ attemptId, roundId }, 'resume', sighting)
  }
  return found
}

const inOrder = <Value>(map: ReadonlyMap<string, Value>): [string, Value][] => [...map].sort(([a], [b]) => (a < b ? -1 : 1))

/** Notes what the papers ask; gives back which of them are of real rounds, by round. */
async function noteQuestions(tx: Db, begins: readonly Begins[], asked: ReturnType<typeof askedNotes>): Promise<Noted> {
  const papersOf = (some: readonly Begins[]): PaperItem[] => some.flatMap(({ row }) => row.paper)
  const real = begins.filter(({ round }) => !round.practice)
  const practice = begins.filter(({ round }) => round.practice)
  const noted: Noted = new Map(inOrder(grouped(real, ({ round }) => round.id)).map(([roundId, some]) => [roundId, papersOf(some)]))
  for (const [roundId, paper] of noted) await asked.note(tx, roundId, paper)
  for (const [contestId, some] of inOrder(grouped(practice, ({ round }) => round.contestId))) {
    const bankVersion = Math.min(...some.map(({ row }) => row.bankVersion))
    await practisedNotes(tx)({ contestId, paper: papersOf(some), bankVersion })
  }
  return noted
}
