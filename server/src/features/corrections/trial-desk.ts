import { moveOrders, type Move } from '../../domain/rank-moves.ts'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import { shownState, underWay } from '../../domain/job-state.ts'
import type { TrialFound, TrialJob } from '../../ports/regrading.ts'
import type { Services } from '../../services.ts'
import { inBackground } from '../jobs/in-background.ts'

/** Two trials read and rank at once at most, over all servers: a small machine keeps its memory. */
const AT_ONCE = 2

/** Its judge looks at it today. */
const KEPT_MS = 24 * 3_600_000

type Needs = Pick<Services, 'regrading' | 'ids' | 'clock' | 'storage'>
type Trial = { failed: boolean; seen: number; total: number; found: TrialFound | null }

/** Trials of corrections: the last one of each judge. */
export function correctionTrials({ regrading, ids, clock, storage: { jobs } }: Needs) {
  return {
    /** Begin in the background; an earlier one of the same judge is given up. */
    async start(accountId: string, wanted: TrialJob, failed: (error: unknown) => void): Promise<Decision<{ trialId: string }>> {
      const job = { id: ids.next(clock.now()), key: accountId, actorId: accountId, about: null, keepMs: KEPT_MS }
      const begun = await jobs.begin('correctionTrial', job, (known) => {
        const others = known.filter((each) => each.key !== accountId && underWay(each))
        if (others.length >= AT_ONCE) return refuse('server-busy')
        return accept({ drops: known.flatMap(({ id, key }) => (key === accountId ? [id] : [])) })
      })
      if (!begun.ok) return begun
      const { own } = begun.value
      if (own !== null) {
        const running = regrading.trial(wanted, (seen, total) => own.tell({ seen, total }))
        own.signal.addEventListener('abort', () => void running.stop())
        void inBackground(own, () => running.found, failed)
      }
      return accept({ trialId: job.id })
    },
    async find(accountId: string, trialId: string): Promise<Trial | null> {
      const job = await jobs.find('correctionTrial', trialId)
      if (job?.key !== accountId) return null
      const found = job.state === 'ready' ? await jobs.result('correctionTrial', trialId) : null
      return { failed: shownState(job.state) === 'failed', ...(job.progress ?? { seen: 0, total: 0 }), found }
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
