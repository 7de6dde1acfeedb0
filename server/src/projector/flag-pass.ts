import { flagId, weightOf, type Flag } from '../domain/flags.ts'
import { samePersonFinder } from '../domain/flags-people.ts'
import { sharedFinder } from '../domain/flags-shared.ts'
import { medianOf, speedFlag } from '../domain/flags-speed.ts'
import { twinFinder } from '../domain/flags-twins.ts'
import type { Sha256 } from '../domain/receipt.ts'
import type { FlagPass, FlagSource, HeldAnswers } from '../ports/flags.ts'

/** Flags of one kind that are kept, the heaviest: nobody reads more, and a crowd behind one address must not fill the disk. */
const MOST_OF_A_KIND = 2_000

/** Every flag of a round, computed from what is there now: the same data give the same flags. */
export async function flagsOf(source: FlagSource, roundId: string, sha256: Sha256): Promise<{ pass: Omit<FlagPass, 'at'>; flags: Flag[] }> {
  const found: Flag[] = []
  const named = (flag: Omit<Flag, 'id'>, of: string[]): Flag => ({ ...flag, id: flagId(sha256, { roundId, kind: flag.kind, of }) })
  const byPeople = (flag: Omit<Flag, 'id'>): Flag => named(flag, flag.people.map(({ contestantId }) => contestantId).sort())
  const byAttempts = (flag: Omit<Flag, 'id'>): Flag => named(flag, flag.people.map(({ attemptId }) => attemptId ?? '').sort())
  const { attempts, flags: ofPapers } = await paperFlags(source)
  for (const flag of ofPapers) found.push(byAttempts(flag))
  for (const flag of await foundBy(samePersonFinder(), source.people())) found.push(byPeople(flag))
  for (const { flag, of } of await foundBy(sharedFinder(), source.seen())) found.push(named(flag, [of]))
  for (const held of await source.held()) found.push(named(heldFlag(held), [held.attemptId, String(held.arrivedAt)]))
  const flags = heaviest(found)
  return { pass: { ...(await source.mark()), attempts, leftOut: found.length - flags.length }, flags }
}

/** What a finder, which is then forgotten, makes of all of them. */
async function foundBy<One, Found>(finder: { add: (one: One) => void; flags: () => Found[] }, pieces: AsyncIterable<One[]>): Promise<Found[]> {
  for await (const some of pieces) for (const one of some) finder.add(one)
  return finder.flags()
}

/** What papers say, of one by itself and of two beside each other; what it holds of two million papers is gone when people are looked at. */
async function paperFlags(source: FlagSource): Promise<{ attempts: number; flags: Omit<Flag, 'id'>[] }> {
  const medianMs = medianOf(await source.durations())
  const twins = twinFinder()
  const flags: Omit<Flag, 'id'>[] = []
  let attempts = 0
  for await (const some of source.attempts()) {
    attempts += some.length
    for (const attempt of some) {
      twins.add(attempt)
      const speed = speedFlag(attempt, { charactersOf: source.charactersOf, medianMs })
      if (speed !== null) flags.push(speed)
    }
  }
  return { attempts, flags: [...flags, ...twins.flags()] }
}

/** Late answers wait for a decision, so they stand among the strong ones. */
function heldFlag({ attemptId, contestantId, submittedAt, arrivedAt, taps, positions }: HeldAnswers): Omit<Flag, 'id'> {
  const evidence = { kind: 'held' as const, answers: taps, positions, arrivedAt, lateMs: Math.max(0, arrivedAt - submittedAt) }
  return { kind: 'held', strength: 'strong', weight: weightOf('strong', 500 + positions.length), people: [{ contestantId, attemptId }], evidence }
}

function heaviest(flags: readonly Flag[]): Flag[] {
  const kept = new Map<Flag['kind'], number>()
  return [...flags]
    .sort((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1))
    .filter(({ kind }) => {
      kept.set(kind, (kept.get(kind) ?? 0) + 1)
      return (kept.get(kind) ?? 0) <= MOST_OF_A_KIND
    })
}
