import { weightOf, type Flag, type FlagPerson } from './flags.ts'

/** More people than this on one device are flagged: a family or a workshop may well share one phone. */
export const DEVICE_PEOPLE = 3
/** More people than this at one address are flagged: a factory, and whole quarters behind one mobile operator, share one. */
export const ADDRESS_PEOPLE = 30
/** People that such a flag names at most; it counts them all. */
const SHARED_NAMED = 50

/** One moment at which a device and an address were seen with an attempt; hashes, never the things themselves. */
export type Seen = { attemptId: string; contestantId: string; at: number; deviceHash: string | null; addressHash: string | null }
type Shared = { people: Map<string, FlagPerson>; attempts: Set<string>; fromAt: number; untilAt: number }

/** Devices and addresses that many people used; always weak. `of`: the hash that the flag is about. */
export function sharedFinder() {
  const [devices, addresses] = [new Map<string, Shared>(), new Map<string, Shared>()]
  return {
    add(seen: Seen): void {
      note(devices, seen.deviceHash, seen)
      note(addresses, seen.addressHash, seen)
    },
    flags: (): { flag: Omit<Flag, 'id'>; of: string }[] => [
      ...flagsOf('device', devices, DEVICE_PEOPLE),
      ...flagsOf('address', addresses, ADDRESS_PEOPLE),
    ],
  }
}

function note(shared: Map<string, Shared>, hash: string | null, { attemptId, contestantId, at }: Seen): void {
  if (hash === null) return
  const known = shared.get(hash) ?? { people: new Map<string, FlagPerson>(), attempts: new Set<string>(), fromAt: at, untilAt: at }
  shared.set(hash, known)
  if (!known.people.has(contestantId)) known.people.set(contestantId, { contestantId, attemptId })
  known.attempts.add(attemptId)
  known.fromAt = Math.min(known.fromAt, at)
  known.untilAt = Math.max(known.untilAt, at)
}

function flagsOf(kind: 'device' | 'address', shared: Map<string, Shared>, most: number): { flag: Omit<Flag, 'id'>; of: string }[] {
  return [...shared].flatMap(([of, { people, attempts, fromAt, untilAt }]) => {
    if (people.size <= most) return []
    const evidence = { kind, people: people.size, attempts: attempts.size, fromAt, untilAt }
    const measure = Math.min(999, (kind === 'device' ? 300 : 0) + people.size)
    const flag = { kind, strength: 'weak' as const, weight: weightOf('weak', measure), people: [...people.values()].slice(0, SHARED_NAMED), evidence }
    return [{ flag, of }]
  })
}
