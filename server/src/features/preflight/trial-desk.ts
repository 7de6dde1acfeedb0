import type { Trial } from '@hoithi/shared/contracts/preflight'
import type { Contest, Round } from '../../domain/contest.ts'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import type { Services } from '../../services.ts'

/** What a trial depends on; another edition means that the last trial says little. */
export function editionOf({ timeZone, consent, settings }: Contest, rounds: readonly Round[], bankVersion: number): string {
  const { accessCode, eligibleKinds, attemptsPerContest } = settings
  const played = rounds.map(({ id, practice, opensAt, closesAt, rules }) => ({ id, practice, opensAt, closesAt, rules }))
  return JSON.stringify([bankVersion, timeZone, consent.version, accessCode, eligibleKinds, attemptsPerContest, played])
}

type Kept = { edition: string; trial: Trial }

/** The trials of this server: one at a time, the last one of each contest kept while the process lives. */
export function trialDesk({ trials, clock }: Pick<Services, 'trials' | 'clock'>) {
  const last = new Map<string, Kept>()
  let running: string | null = null

  const play = async (slug: string, edition: string, failed: (error: unknown) => void): Promise<void> => {
    const at = clock.now()
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
    last.set(slug, { edition, trial: { at, tookMs: Math.round(performance.now() - began), passed, ...end } })
    running = null
  }

  return {
    isRunning: (slug: string): boolean => running === slug,
    last: (slug: string): Kept | null => last.get(slug) ?? null,
    /** Begin in the background; refused while any trial is under way. */
    start(slug: string, edition: string, failed: (error: unknown) => void): Decision<{ done: true }> {
      if (running !== null) return refuse('trial-under-way')
      running = slug
      void play(slug, edition, failed)
      return accept({ done: true })
    },
  }
}

export type TrialDesk = ReturnType<typeof trialDesk>
