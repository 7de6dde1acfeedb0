import type { RoundRules } from '@hoithi/shared/contracts/rules'
import { addRound, compareContest, contestKeys, contestRanker, type ContestRow, type RoundRow } from '../../domain/award-contest.ts'
import type { Basis } from '../../domain/award-decision.ts'
import type { Round } from '../../domain/contest.ts'
import type { Services } from '../../services.ts'
import { inPieces, sortedInPieces } from './in-pieces.ts'

type Needs = Pick<Services, 'storage' | 'sha256'>
const AT_ONCE = 2_000
/** Sealed revisions never change, so neither does what follows from them. A ranking of a million people takes 700 MB: the newest two are held while somebody works with them. */
const KEPT = 2
const HELD_MS = 10 * 60_000
type Held = { ranking: Promise<ContestRow[]>; timer: NodeJS.Timeout }
const known = new WeakMap<Services['storage'], Map<string, Held>>()

/** The ranking of a whole contest over sealed revisions; made in pieces, so that answers of other contests do not wait. */
export function contestRanking(needs: Needs, rounds: readonly Round[], basis: Basis): Promise<ContestRow[]> {
  const own = known.get(needs.storage) ?? new Map<string, Held>()
  known.set(needs.storage, own)
  const key = basis.map(({ revisionId }) => revisionId).join(' ')
  const forget = (each: string): void => {
    clearTimeout(own.get(each)?.timer)
    own.delete(each)
  }
  const found = own.get(key)?.ranking
  const ranking = found ?? rank(needs, rounds, basis)
  forget(key)
  own.set(key, { ranking, timer: setTimeout(() => forget(key), HELD_MS).unref() })
  if (found === undefined) ranking.catch(() => forget(key))
  for (const old of [...own.keys()].slice(0, -KEPT)) forget(old)
  return ranking
}

async function rank({ storage, sha256 }: Needs, rounds: readonly Round[], basis: Basis): Promise<ContestRow[]> {
  const rules = rounds.find(({ id }) => id === basis[0]?.roundId)?.rules
  if (rules === undefined) return []
  const sums = new Map<string, RoundRow>()
  for (const { revisionId } of basis) {
    for (let after = 0; ;) {
      const some = await storage.awards.sealedRows(revisionId, after, AT_ONCE)
      for (const row of some) addRound(sums, row)
      const last = some.at(-1)
      if (last === undefined || some.length < AT_ONCE) break
      after = last.position
      await new Promise(setImmediate)
    }
  }
  const seed = basis.map(({ revisionId }) => revisionId).join(' ')
  return rankSums(sums, rules, (attemptId) => sha256(`${seed}\n${attemptId}`))
}

/** People with their sums in the order of the whole contest. */
export async function rankSums(sums: ReadonlyMap<string, RoundRow>, rules: RoundRules, lot: (attemptId: string) => string): Promise<ContestRow[]> {
  const keyed = await inPieces([...sums.values()], (row) => contestKeys(row, rules, lot))
  return inPieces(await sortedInPieces(keyed, compareContest), contestRanker(rules))
}
