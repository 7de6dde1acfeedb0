import { accept } from '../../domain/decision.ts'
import { underWay } from '../../domain/job-state.ts'
import type { Job, JobKinds, OwnJob } from '../../ports/jobs.ts'
import type { Progress, StatisticsJob } from '../../ports/statistics.ts'
import type { Services } from '../../services.ts'
import { inBackground } from '../jobs/in-background.ts'

/** Rounds whose statistics are kept, for a day; each takes what a page of text takes, or a few. */
const MOST_KEPT = 12
const KEPT_MS = 24 * 3_600_000

type Result = JobKinds['statistics']['result']
/** What was found, when, and the last log entry of the round that it counts. */
export type Found = Result & { seq: number }
type Known = Job<'statistics'>
type Needs = Pick<Services, 'statistics' | 'storage' | 'projector' | 'clock' | 'ids'>
type Wanted = { job: StatisticsJob; actorId: string; edition: string; seq: number }

const NOTHING_YET: Progress = { done: 0, total: 0 }
const keyOf = ({ roundId, taken }: StatisticsJob): string => `${roundId} ${taken}`

/** Statistics of rounds: reckoned in the background when somebody asks, kept until the log of the round moves on. */
export function statisticsDesk(needs: Needs) {
  const { storage, ids, clock } = needs
  const { jobs } = storage
  /** What this server has read of jobs that are ready: they never change. */
  const read = new Map<string, Result>()

  /** While attempts are graded again, each in a log entry of its own, statistics are reckoned once; and once more at the end. */
  const editionOf = async ({ roundId, taken }: StatisticsJob, seq: number, sealedRevision: number | null): Promise<string> => {
    const underWay = (await storage.corrections.ofRound(roundId)).find(({ state }) => state === 'grading')
    return `${underWay === undefined ? seq : `grading ${underWay.id}`} ${taken === 'counted' ? (sealedRevision ?? 0) : ''}`
  }
  const resultOf = async (id: string): Promise<Result | null> => {
    const known = read.get(id)
    if (known !== undefined) return known
    const result = await jobs.result('statistics', id)
    if (result !== null) read.set(id, result)
    for (const old of [...read.keys()].slice(0, -MOST_KEPT)) read.delete(old)
    return result
  }
  const begin = async ({ job, actorId, edition, seq }: Wanted, failed: (error: unknown) => void): Promise<Known | null> => {
    const wanted = { id: ids.next(clock.now()), key: keyOf(job), actorId, about: { edition, seq }, keepMs: KEPT_MS }
    const begun = await jobs.begin('statistics', wanted, (known) => {
      const same = known.find((each) => each.key === wanted.key && current(each, edition))
      if (same !== undefined) return accept({ same: same.id })
      const ended = known.filter((each) => !underWay(each))
      const tooMany = Math.max(0, known.length + 1 - MOST_KEPT)
      return accept({ drops: ended.flatMap(({ id, key }, index) => (key === wanted.key || index < tooMany ? [id] : [])) })
    })
    if (!begun.ok) return null
    const { own } = begun.value
    if (own !== null) void inBackground(own, () => reckon(needs, own, job), failed)
    return begun.value.job
  }

  return {
    /** What is known of a round now; begins to reckon where nothing newer is known. A failure is told once, as an exception. */
    async look(
      job: StatisticsJob,
      asked: { sealedRevision: number | null; actorId: string },
      failed: (error: unknown) => void,
    ): Promise<Found | Progress> {
      const seq = await storage.log.newestOf(job.roundId)
      const edition = await editionOf(job, seq, asked.sealedRevision)
      const newest = (await jobs.list('statistics', keyOf(job))).at(-1)
      if (newest?.state === 'failed') {
        await jobs.drop(newest.id)
        throw new Error('the statistics of a round could not be reckoned; the reason stands above in the log')
      }
      const now = newest !== undefined && current(newest, edition) ? newest : await begin({ job, actorId: asked.actorId, edition, seq }, failed)
      const result = now?.state === 'ready' ? await resultOf(now.id) : null
      return result === null || now === null ? (now?.progress ?? NOTHING_YET) : { ...result, seq: now.about.seq }
    },
  }
}

/** What is being reckoned is waited for, though the log may have moved on. */
const current = (job: Known, edition: string): boolean => underWay(job) || (job.state === 'ready' && job.about.edition === edition)

async function reckon({ projector, statistics, clock }: Needs, own: OwnJob<'statistics'>, job: StatisticsJob): Promise<Result> {
  // The boards may lag two seconds behind the log.
  await projector.catchUp()
  return { statistics: await statistics.analyse(job, own.tell), at: clock.now() }
}
