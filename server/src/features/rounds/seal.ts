import { accept, refuse, type Decision } from '../../domain/decision.ts'
import { roundPhase, windowPhase } from '../../domain/contest.ts'
import { canonical } from '../../domain/receipt.ts'
import type { SealedResults } from '../../domain/sealing.ts'
import type { Revision } from '../../ports/results.ts'
import type { Services } from '../../services.ts'
import { finishAttempt } from '../attempts/actions.ts'
import { checkChain } from './chain.ts'
import { rankRound } from './rank.ts'

type Needs = Pick<Services, 'storage' | 'clock' | 'ids' | 'sha256' | 'projector'>

/** Rounds that are being sealed by this process. */
const underWay = new Set<string>()
export const sealingUnderWay = (roundId: string): boolean => underWay.has(roundId)

/** Finish what is overdue in a round that is over; the rest still has time or grace. */
export async function closeRound({ storage, clock, sha256 }: Needs, roundId: string): Promise<Decision<{ finished: number; stillRunning: number }>> {
  const found = await storage.contests.round(roundId)
  if (found === null) return refuse('not-found')
  if (windowPhase(found.round, clock.now()) !== 'over') return refuse('round-still-open', { closesAt: found.round.closesAt })
  let finished = 0
  for (const id of await storage.attempts.unfinishedIds(roundId)) {
    if ((await finishAttempt({ storage, clock, sha256 }, id, 'deadline')).ok) finished += 1
  }
  return accept({ finished, stillRunning: await storage.attempts.unfinished(roundId) })
}

/**
 * Freeze a finished round into a results revision: counts, prediction target, then ranks, all from the submission log.
 * A round that is sealed already gets its next revision, unless nothing was logged since.
 */
export async function sealRound(needs: Needs, roundId: string, actorId: string, reason: string): Promise<Decision<Revision>> {
  if (underWay.has(roundId)) return refuse('sealing-under-way')
  underWay.add(roundId)
  try {
    return await sealAlone(needs, roundId, actorId, reason)
  } finally {
    underWay.delete(roundId)
  }
}

async function sealAlone(needs: Needs, roundId: string, actorId: string, reason: string): Promise<Decision<Revision>> {
  const { storage, clock, projector } = needs
  if ((await storage.corrections.ofRound(roundId)).some(({ state }) => state === 'grading')) return refuse('correction-under-way')
  if ((await storage.contests.round(roundId))?.round.practice === true) return refuse('practice-round')
  const closed = await closeRound(needs, roundId)
  if (!closed.ok) return closed
  if (closed.value.stillRunning > 0) return refuse('attempts-still-running', { stillRunning: closed.value.stillRunning })
  const found = await storage.contests.round(roundId)
  if (found === null) return refuse('not-found')
  const revisions = await storage.results.revisions(roundId)
  if (roundPhase(found.round, clock.now()) === 'sealed' && !(await movedOnSince(needs, roundId, revisions[0]?.chainSeq ?? 0)))
    return refuse('already-sealed')
  if (!(await checkChain(storage.log)).whole) return refuse('chain-broken')
  await projector.catchUp()
  const head = await storage.log.head()
  const results = await rankRound(needs, found.round, head)
  return writeRevision(needs, { round: found, head, results, number: (revisions[0]?.number ?? 0) + 1, actorId, reason })
}

/** Whether anything but seals was logged for a round since its last revision. */
async function movedOnSince({ storage }: Needs, roundId: string, seq: number): Promise<boolean> {
  return (await storage.log.ofRound(roundId, seq, 10)).some(({ event }) => event.kind !== 'seal')
}

type Draft = {
  round: NonNullable<Awaited<ReturnType<Services['storage']['contests']['round']>>>
  head: { seq: number; hash: string }
  results: SealedResults
  number: number
  actorId: string
  reason: string
}

async function writeRevision({ storage, clock, ids, sha256 }: Needs, draft: Draft): Promise<Decision<Revision>> {
  const {
    round: { round, contest },
    head,
    results: { rows, ...counts },
    number,
    actorId,
    reason,
  } = draft
  const now = clock.now()
  const resultsHash = sha256(canonical({ roundId: round.id, number, rules: round.rules, ...counts, rows }))
  const revision: Revision = {
    id: ids.next(now),
    roundId: round.id,
    number,
    sealedAt: now,
    actorId,
    reason,
    chainSeq: head.seq,
    chainHash: head.hash,
    resultsHash,
    rules: round.rules,
    ...counts,
  }
  await storage.results.draft(revision)
  await storage.results.addRows(revision.id, rows)
  const sealed = await storage.results.seal(
    revision.id,
    { kind: 'seal', roundId: round.id, contestId: contest.id, revision: number, resultsHash, actorId, reason },
    { id: ids.next(now), at: now, actorId, action: 'sealRound', subject: `${round.title} (${number})`, reason },
  )
  return sealed ? accept(revision) : refuse('attempts-still-running')
}
