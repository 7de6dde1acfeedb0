import { roundPhase } from '../../domain/contest.ts'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import { SIGHTINGS_MS } from '../../domain/sighting.ts'
import { UNSEALED_MS } from '../../domain/withdrawal.ts'
import type { FlagPass, Verdict } from '../../ports/flags.ts'
import type { Services } from '../../services.ts'

type Needs = Pick<Services, 'storage' | 'clock' | 'ids'>
type By = { actorId: string; reason: string }

/** Look a closed round through for flags, whatever is known of it already. */
export async function reviewRound(
  { storage, clock, projector, flagPasses }: Pick<Services, 'storage' | 'clock' | 'projector' | 'flagPasses'>,
  roundId: string,
): Promise<Decision<FlagPass>> {
  const found = await storage.contests.round(roundId)
  if (found === null) return refuse('not-found')
  if (found.round.practice) return refuse('practice-round')
  const phase = roundPhase(found.round, clock.now())
  if (phase !== 'over' && phase !== 'sealed') return refuse('round-still-open', { closesAt: found.round.closesAt })
  await projector.catchUp()
  return accept(await flagPasses.run(roundId))
}

/** Say of flags of one round what a judge made of them; no result changes by it. */
export function judgeFlags(
  { storage, clock, ids }: Needs,
  { roundId, flagIds, verdict, actorId, reason }: By & { roundId: string; flagIds: string[]; verdict: Verdict['verdict'] | null },
): Promise<Decision<{ judged: number }>> {
  const now = clock.now()
  const wanted = [...new Set(flagIds)]
  return storage.flags.judge(wanted, (flags) => {
    if (flags.length !== wanted.length || flags.some((flag) => flag.roundId !== roundId)) return refuse('not-found')
    // Their verdict is what becomes of the answers themselves.
    if (flags.some(({ kind }) => kind === 'held')) return refuse('late-answers-waiting')
    if (flags.every(({ before }) => before === verdict)) return refuse('nothing-changed')
    const audits = flags.map(({ id, kind, subject, before }) => ({
      id: ids.next(now),
      at: now,
      actorId,
      action: 'judgeFlag',
      subject,
      reason,
      details: { flag: id, kind, before: { verdict: before }, after: { verdict } },
    }))
    return accept({ verdict, reason, actorId, at: now, audits })
  })
}

const AT_ONCE = 500

/** Erase what was noted of devices and addresses once nobody needs it any more; returns how many rows went, at most so many at a time. */
export function eraseSightings({ storage, clock }: Pick<Services, 'storage' | 'clock'>): Promise<number> {
  const now = clock.now()
  return storage.flags.eraseSightings(now - SIGHTINGS_MS, now - UNSEALED_MS, AT_ONCE)
}
