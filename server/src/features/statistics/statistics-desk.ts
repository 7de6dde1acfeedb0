import type { Progress, RoundStatistics, StatisticsJob } from '../../ports/statistics.ts'
import type { Services } from '../../services.ts'

/** Rounds whose statistics are kept; each takes what a page of text takes, or a few. */
const MOST_KEPT = 12

/** What was found, when, and the last log entry of the round that it counts. */
export type Found = { statistics: RoundStatistics; at: number; seq: number }
type Kept = { edition: string; seq: number; progress: Progress; found: Found | null; failed: boolean }

const keyOf = ({ roundId, taken }: StatisticsJob): string => `${roundId} ${taken}`

/** Statistics of this server's rounds: reckoned in the background when somebody asks, kept until the log of the round moves on. */
export function statisticsDesk({ statistics, storage, projector, clock }: Pick<Services, 'statistics' | 'storage' | 'projector' | 'clock'>) {
  const kept = new Map<string, Kept>()

  const reckon = async (job: StatisticsJob, mine: Kept): Promise<void> => {
    // The boards may lag two seconds behind the log.
    await projector.catchUp()
    const found = await statistics.analyse(job, (progress) => {
      mine.progress = progress
    })
    mine.found = { statistics: found, at: clock.now(), seq: mine.seq }
  }
  /** While attempts are graded again, each in a log entry of its own, statistics are reckoned once; and once more at the end. */
  const editionOf = async ({ roundId, taken }: StatisticsJob, seq: number, sealedRevision: number | null): Promise<string> => {
    const underWay = (await storage.corrections.ofRound(roundId)).find(({ state }) => state === 'grading')
    return `${underWay === undefined ? seq : `grading ${underWay.id}`} ${taken === 'counted' ? (sealedRevision ?? 0) : ''}`
  }
  const begin = (job: StatisticsJob, { edition, seq }: Pick<Kept, 'edition' | 'seq'>, failed: (error: unknown) => void): Kept => {
    const key = keyOf(job)
    const mine: Kept = { edition, seq, progress: { done: 0, total: 0 }, found: null, failed: false }
    kept.delete(key)
    kept.set(key, mine)
    const [oldest] = kept.keys()
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest)
    void reckon(job, mine).catch((error: unknown) => {
      mine.failed = true
      failed(error)
    })
    return mine
  }

  return {
    /** What is known of a round now; begins to reckon where nothing newer is known. A failure is told once, as an exception. */
    async look(job: StatisticsJob, sealedRevision: number | null, failed: (error: unknown) => void): Promise<Found | Progress> {
      const seq = await storage.log.newestOf(job.roundId)
      const edition = await editionOf(job, seq, sealedRevision)
      const known = kept.get(keyOf(job))
      if (known?.failed === true) {
        kept.delete(keyOf(job))
        throw new Error('the statistics of a round could not be reckoned; the reason stands above in the log')
      }
      const current = known !== undefined && (known.edition === edition || known.found === null) ? known : begin(job, { edition, seq }, failed)
      return current.found ?? current.progress
    },
  }
}

export type StatisticsDesk = ReturnType<typeof statisticsDesk>
