import type { ContestSettings, Prizes, PrizeTier } from '@hoithi/shared/contracts/rules'

export type PrizeGroup = 'contestPeople' | 'roundPeople' | 'unions' | 'divisions'

/** Why somebody whose place would win gets nothing. `higher`: what they would win here is worth more than what they have. */
export type SkipReason =
  | { code: 'barred' | 'withdrawn' | 'noHeadCount' | 'tied' }
  | { code: 'alreadyAwarded'; title: string; where: string; higher: boolean }
  | { code: 'leastMembers'; members: number }
  | { code: 'decided'; words: string }

/** What people decided about one candidate: a tier of theirs, or none (null), with the reason. */
export type Placement = { subjectId: string; tier: number | null; words: string }

/** rank: by the rules alone; placed: people decided; tied: equals part here and people must decide. */
export type AwardedBy = 'rank' | 'placed' | 'tied'

export type Ranked = { id: string; rank: number }
export type Given<C> = { candidate: C; tier: number; by: AwardedBy; words: string | null }
export type Skipped<C> = { candidate: C; reason: SkipReason }
/** `short`: the list ended while prizes, or equals of the last winner, may still come. */
export type Filled<C> = { awards: Given<C>[]; skips: Skipped<C>[]; short: boolean }

export type Bar<C> = (candidate: C, tier: number) => SkipReason | null

/**
 * Fill the tiers of one group in order of rank (candidates in that order; equals share a rank). Whoever may not win is passed over and the next moves
 * up. Equals take the next seats together; where these seats are of different tiers or too few, they are `tied`: seats go in order for the time being.
 */
export function fillTiers<C extends Ranked>(
  tiers: readonly PrizeTier[],
  candidates: readonly C[],
  placements: readonly Placement[],
  bar: Bar<C>,
): Filled<C> {
  const placed = new Map(placements.map((placement) => [placement.subjectId, placement]))
  const awards: Given<C>[] = []
  const skips: Skipped<C>[] = []
  const room = tiers.map(({ count }) => count)
  for (const candidate of candidates) {
    const { tier, words } = placed.get(candidate.id) ?? { tier: null, words: '' }
    if (tier === null || tiers[tier] === undefined || bar(candidate, tier) !== null) continue
    awards.push({ candidate, tier, by: 'placed', words })
    room[tier] = Math.max(0, (room[tier] ?? 0) - 1)
  }
  const given = new Set(awards.map(({ candidate }) => candidate.id))
  const seats = room.flatMap((count, tier) => Array.from({ length: count }, () => tier))
  let taken = 0
  for (const block of byRank(candidates)) {
    if (taken >= seats.length) return { awards: inOrder(awards), skips, short: false }
    const free = block.filter((candidate) => {
      if (given.has(candidate.id)) return false
      const reason = reasonAgainst(candidate, seats[taken] ?? 0, placed, bar)
      if (reason !== null) skips.push({ candidate, reason })
      return reason === null
    })
    const next = seats.slice(taken, taken + free.length)
    const together = next.length === free.length && next.every((tier) => tier === next[0])
    for (const [index, candidate] of free.entries()) {
      const tier = next[index]
      if (tier === undefined) skips.push({ candidate, reason: { code: 'tied' } })
      else awards.push({ candidate, tier, by: together ? 'rank' : 'tied', words: null })
    }
    taken += next.length
  }
  return { awards: inOrder(awards), skips, short: tiers.length > 0 }
}

function reasonAgainst<C extends Ranked>(candidate: C, tier: number, placed: ReadonlyMap<string, Placement>, bar: Bar<C>): SkipReason | null {
  const decided = placed.get(candidate.id)
  // What people decided to withhold needs no other ground.
  return decided !== undefined && decided.tier === null ? { code: 'decided', words: decided.words } : bar(candidate, tier)
}

function byRank<C extends Ranked>(candidates: readonly C[]): C[][] {
  const blocks: C[][] = []
  for (const candidate of candidates) {
    const last = blocks.at(-1)
    if (last !== undefined && last[0]?.rank === candidate.rank) last.push(candidate)
    else blocks.push([candidate])
  }
  return blocks
}

/** By tier, and inside a tier by rank; equals by their ids. */
const inOrder = <C extends Ranked>(awards: readonly Given<C>[]): Given<C>[] =>
  [...awards].sort((a, b) => a.tier - b.tier || a.candidate.rank - b.candidate.rank || (a.candidate.id < b.candidate.id ? -1 : 1))

export type EarlierAward = { title: string; where: string; tier: number; value: number | null }

/** What keeps a person from a prize of a group: the list of barred phones, having left, and prizes that they have already where one is the most. */
export function personBar<C extends Ranked & { phone: string; withdrawn: boolean }>(
  tiers: readonly PrizeTier[],
  barred: ReadonlySet<string>,
  earlier: ReadonlyMap<string, EarlierAward>,
): Bar<C> {
  return ({ id, phone, withdrawn }, tier) => {
    if (withdrawn) return { code: 'withdrawn' }
    if (barred.has(phone)) return { code: 'barred' }
    const had = earlier.get(id)
    return had === undefined ? null : { code: 'alreadyAwarded', title: had.title, where: had.where, higher: isHigher(tiers[tier], tier, had) }
  }
}

const isHigher = (prize: PrizeTier | undefined, tier: number, had: EarlierAward): boolean =>
  prize !== undefined && prize.value !== null && had.value !== null ? prize.value > had.value : tier < had.tier

/** What keeps a union from a collective prize: fewer confirmed members than the rules ask for, or no number of members at all. */
export function unionBar<C extends Ranked & { members: number | null }>({
  leastMembers,
  unionMetric,
}: Pick<Prizes, 'leastMembers' | 'unionMetric'>): Bar<C> {
  return ({ members }) => {
    if (members === null) return leastMembers > 0 || unionMetric === 'rate' ? { code: 'noHeadCount' } : null
    return members < leastMembers ? { code: 'leastMembers', members } : null
  }
}

/** Which groups of prizes one decision gives. Collective prizes and those over the whole contest wait for its last round; a contest of one round gives all at once. Where the contest as a whole is not ranked, nobody wins it. */
export function groupsOf({ prizes, overall }: Pick<ContestSettings, 'prizes' | 'overall'>, scope: 'round' | 'contest', rounds: number): PrizeGroup[] {
  const whole: PrizeGroup[] = overall === 'none' ? ['unions', 'divisions'] : ['contestPeople', 'unions', 'divisions']
  const asked: PrizeGroup[] = scope === 'contest' ? whole : rounds === 1 ? ['contestPeople', 'roundPeople', 'unions', 'divisions'] : ['roundPeople']
  return asked.filter((group) => prizes[group].length > 0)
}
