import { accept, refuse, type Decision } from '../../domain/decision.ts'
import { roundPhase, windowPhase } from '../../domain/contest.ts'
import { underWay } from '../../domain/job-state.ts'
import type { Job } from '../../ports/jobs.ts'
import type { Revision } from '../../ports/results.ts'
import type { SealProgress, SealStep } from '../../ports/sealing.ts'
import type { Services } from '../../services.ts'
import { finishAbandoned } from '../attempts/actions.ts'

type Needs = Pick<Services, 'storage' | 'clock' | 'ids' | 'sha256' | 'projector' | 'sealing'>
type Closing = Pick<Needs, 'storage' | 'clock' | 'sha256'>

/** The seal of a round that is under way, at whichever server. */
export const sealUnderWay = async ({ jobs }: Pick<Services['storage'], 'jobs'>, roundId: string): Promise<Job<'seal'> | undefined> =>
  (await jobs.list('seal', roundId)).find(underWay)

/** Finish what is overdue in a round that is over; the rest still has time or grace. */
export async function closeRound(
  { storage, clock, sha256 }: Closing,
  roundId: string,
): Promise<Decision<{ finished: number; stillRunning: number }>> {
  const found = await storage.contests.round(roundId)
  if (found === null) return refuse('not-found')
  if (windowPhase(found.round, clock.now()) !== 'over') return refuse('round-still-open', { closesAt: found.round.closesAt })
  const finished = await finishAbandoned({ storage, clock, sha256 }, await storage.attempts.unfinishedIds(roundId))
  return accept({ finished, stillRunning: await storage.attempts.unfinished(roundId) })
}

/**
 * Freeze a finished round into a results revision: counts, prediction target, then ranks, all from the submission log.
 * A round that is sealed already gets its next revision, unless nothing was logged since.
 */
export async function sealRound(needs: Needs, roundId: string, actorId: string, reason: string): Promise<Decision<Revision>> {
  const { clock, ids, storage } = needs
  const job = { id: ids.next(clock.now()), key: roundId, actorId, about: null, keepMs: 0 }
  const begun = await storage.jobs.begin('seal', job, (known) => {
    const same = known.find((each) => each.key === roundId && underWay(each))
    return accept(same === undefined ? { drops: [] } : { same: same.id })
  })
  if (!begun.ok) return begun
  const { own } = begun.value
  if (own === null) return refuse('sealing-under-way')
  try {
    return await sealAlone(needs, { roundId, actorId, reason, tell: own.tell })
  } finally {
    // Where it cannot be written nothing more is heard of it, and it is lost by itself.
    await storage.jobs.drop(own.id).catch(() => undefined)
  }
}

type Asked = { roundId: string; actorId: string; reason: string; tell: (progress: SealProgress) => void }

async function sealAlone(needs: Needs, { roundId, ...asked }: Asked): Promise<Decision<Revision>> {
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
  await projector.catchUp()
  return writeRevision(needs, { round: found, number: (revisions[0]?.number ?? 0) + 1, ...asked })
}

/** Whether anything but seals was logged for a round since its last revision. */
async function movedOnSince({ storage }: Needs, roundId: string, seq: number): Promise<boolean> {
  return (await storage.log.ofRound(roundId, seq, 10)).some(({ event }) => event.kind !== 'seal')
}

type Wanted = {
  round: NonNullable<Awaited<ReturnType<Services['storage']['contests']['round']>>>
  number: number
} & Omit<Asked, 'roundId'>

/** Rank the round off this thread and write it down piece by piece as a draft that nobody sees; the last step makes it the round's newest revision. */
async function writeRevision(needs: Needs, wanted: Wanted): Promise<Decision<Revision>> {
  const { storage, sealing } = needs
  const { id: roundId, rules } = wanted.round.round
  const job = { roundId, number: wanted.number, rules }
  let draft: Revision | null = null
  for await (const step of sealing.steps(job, (await storage.log.head()).seq, wanted.tell)) {
    if ('broken' in step) return refuse('chain-broken')
    if ('head' in step) draft = await openDraft(needs, wanted, step)
    if (draft === null) throw new Error(`the seal of round ${roundId} gave rows before its counts`)
    if ('rows' in step) await storage.results.addRows(draft.id, step.rows)
    if ('places' in step) await storage.results.addPlaces(draft.id, step.places)
    if ('resultsHash' in step) return closeDraft(needs, wanted, { ...draft, resultsHash: step.resultsHash })
  }
  throw new Error(`the seal of round ${roundId} ended without its hash`)
}

type Counted = Extract<SealStep, { counts: unknown }>

async function openDraft({ storage, clock, ids }: Needs, { round, number, actorId, reason }: Wanted, { head, counts }: Counted): Promise<Revision> {
  const now = clock.now()
  const made = { number, sealedAt: now, actorId, reason, chainSeq: head.seq, chainHash: head.hash, resultsHash: '' }
  const revision = { id: ids.next(now), roundId: round.round.id, ...made, rules: round.round.rules, ...counts }
  await storage.results.draft(revision)
  return revision
}

async function closeDraft({ storage, clock, ids }: Needs, { round, actorId, reason }: Wanted, draft: Revision): Promise<Decision<Revision>> {
  const { roundId, number, resultsHash } = draft
  const now = clock.now()
  const revision = { ...draft, sealedAt: now }
  const sealed = await storage.results.seal(
    draft.id,
    { kind: 'seal', roundId, contestId: round.contest.id, revision: number, resultsHash, actorId, reason },
    { id: ids.next(now), at: now, actorId, action: 'sealRound', subject: `${round.round.title} (${number})`, reason },
  )
  return sealed ? accept(revision) : refuse('attempts-still-running')
}
