import type { Trial } from '@hoithi/shared/contracts/preflight'
import type { Contest, Round } from '../../domain/contest.ts'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import { underWay } from '../../domain/job-state.ts'
import type { Services } from '../../services.ts'
import { inBackground } from '../jobs/in-background.ts'

/** What a trial depends on; another edition means that the last trial says little. */
export function editionOf({ timeZone, consent, settings }: Contest, rounds: readonly Round[], bankVersion: number): string {
  const { accessCode, eligibleKinds, attemptsPerContest } = settings
  const played = rounds.map(({ id, practice, opensAt, closesAt, rules }) => ({ id, practice, opensAt, closesAt, rules }))
  return JSON.stringify([bankVersion, timeZone, consent.version, accessCode, eligibleKinds, attemptsPerContest, played])
}

/** A trial of last month says little. */
const KEPT_MS = 30 * 24 * 3_600_000

type Kept = { edition: string; trial: Trial }
type Asked = { slug: string; edition: string; actorId: string }
type Needs = Pick<Services, 'trials' | 'clock' | 'storage' | 'ids'>

/** One trial at a time, and the last one of each contest. */
export function trialDesk(needs: Needs) {
  const { clock, ids } = needs
  const { jobs } = needs.storage
  return {
    isRunning: async (slug: string): Promise<boolean> => (await jobs.list('trial', slug)).some(underWay),
    async last(slug: string): Promise<Kept | null> {
      const job = (await jobs.list('trial', slug)).findLast((each) => !underWay(each))
      if (job === undefined) return null
      const trial = job.state === 'ready' ? await jobs.result('trial', job.id) : null
      return { edition: job.about.edition, trial: trial ?? brokenOff(job.about.at) }
    },
    /** Begin in the background; refused while any trial is under way. */
    async start({ slug, edition, actorId }: Asked, failed: (error: unknown) => void): Promise<Decision<{ done: true }>> {
      const at = clock.now()
      const job = { id: ids.next(at), key: slug, actorId, about: { edition, at }, keepMs: KEPT_MS }
      const begun = await jobs.begin('trial', job, (known) => {
        if (known.some(underWay)) return refuse('trial-under-way')
        // The last one is looked at until this one has ended.
        return accept({ drops: known.flatMap(({ id, key }) => (key === slug ? [id] : [])).slice(0, -1) })
      })
      if (!begun.ok) return begun
      const { own } = begun.value
      if (own !== null) void inBackground(own, () => play(needs, { slug, at }, failed), failed)
      return accept({ done: true })
    },
  }
}

/** One whose server ended before it did. */
const brokenOff = (at: number): Trial => ({ at, tookMs: 0, passed: false, rounds: [], stopped: 'worker' })

async function play({ trials }: Needs, { slug, at }: { slug: string; at: number }, failed: (error: unknown) => void): Promise<Trial> {
  const began = performance.now()
  let end: Pick<Trial, 'rounds' | 'stopped'>
  try {
    const { rounds, tooLong } = await trials.play(slug)
    end = { rounds, stopped: tooLong ? 'too-long' : null }
  } catch (error) {
    failed(error)
    end = { rounds: [], stopped: 'worker' }
  }
  const passed = end.stopped === null && end.rounds.length > 0 && end.rounds.every((round) => round.passed)
  return { at, tookMs: Math.round(performance.now() - began), passed, ...end }
}
