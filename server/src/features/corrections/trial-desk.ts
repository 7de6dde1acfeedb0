import { moveOrders, type Move } from '../../domain/rank-moves.ts'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import type { RunningTrial, TrialFound, TrialJob } from '../../ports/regrading.ts'
import type { Services } from '../../services.ts'

/** Two trials read and rank at once at most: a small machine keeps its memory. */
const AT_ONCE = 2

type Trial = { id: string; accountId: string; seen: number; total: number; found: TrialFound | null; failed: boolean; running: RunningTrial | null }

/** The trials of this server: the last one of each judge is kept while the process lives. */
export function correctionTrials({ regrading, ids, clock }: Pick<Services, 'regrading' | 'ids' | 'clock'>) {
  const last = new Map<string, Trial>()

  return {
    /** Begin in the background; an earlier one of the same judge is given up. */
    async start(accountId: string, job: TrialJob, failed: (error: unknown) => void): Promise<Decision<{ trialId: string }>> {
      const earlier = last.get(accountId)
      last.delete(accountId)
      await earlier?.running?.stop()
      if ([...last.values()].filter(({ running }) => running !== null).length >= AT_ONCE) return refuse('server-busy')
      const trial: Trial = { id: ids.next(clock.now()), accountId, seen: 0, total: 0, found: null, failed: false, running: null }
      last.set(accountId, trial)
      trial.running = regrading.trial(job, (seen, total) => Object.assign(trial, { seen, total }))
      void trial.running.found
        .then((found) => Object.assign(trial, { found }))
        .catch((error: unknown) => {
          trial.failed = true
          // A judge who asked for another one has stopped this one.
          if (last.get(accountId) === trial) failed(error)
        })
        .finally(() => Object.assign(trial, { running: null }))
      return accept({ trialId: trial.id })
    },
    find(accountId: string, trialId: string): Trial | null {
      const trial = last.get(accountId)
      return trial?.id === trialId ? trial : null
    },
  }
}

/** One page of the movers, in the order that is asked for. */
export function moversOf(
  found: TrialFound | null,
  { page, pageSize, sort }: { page: number; pageSize: number; sort: keyof typeof moveOrders },
): Move[] {
  return (found?.movers ?? []).toSorted(moveOrders[sort]).slice((page - 1) * pageSize, page * pageSize)
}
