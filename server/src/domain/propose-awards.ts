import type { Prizes, PrizeTier } from '@hoithi/shared/contracts/rules'
import type { AwardPlacement } from './award-decision.ts'
import type { AwardLine } from './award-lines.ts'
import { rankUnions, type RankedUnion, type SealedUnion } from './award-unions.ts'
import { fillTiers, personBar, unionBar, type EarlierAward, type Filled, type PrizeGroup, type Ranked, type SkipReason } from './awards.ts'

export type PersonCandidate = Ranked & {
  name: string
  phone: string
  withdrawn: boolean
  unionName: string
  unionPath: string
  score: number
  durationMs: number
}
export type ProposedSkip = { subjectId: string; name: string; unionName: string; rank: number; reason: SkipReason }
export type ProposedGroup = {
  group: PrizeGroup
  divisionId: string | null
  divisionName: string | null
  tiers: PrizeTier[]
  awards: AwardLine[]
  skips: ProposedSkip[]
  /** The list of candidates ended before it was certain who wins. */
  short: boolean
}

export type Proposing = {
  prizes: Prizes
  groups: readonly PrizeGroup[]
  /** Phones. */
  barred: ReadonlySet<string>
  people: readonly PersonCandidate[]
  unions: readonly SealedUnion[]
  divisions: readonly { id: string; name: string }[]
  placements: readonly AwardPlacement[]
  /** What people won in the contest's other decisions, the highest first. */
  earlier: ReadonlyMap<string, EarlierAward>
  /** What this decision is of, in words. */
  where: string
}

/** The prizes that the rules give in one decision, with what people decided, and whom they pass over why. */
export function proposeAwards(asked: Proposing): ProposedGroup[] {
  const { prizes, groups } = asked
  // The highest prize of a person is the one that is kept, so the groups go in the order of their weight.
  const won = new Map(prizes.onePerPerson === 'perContest' ? asked.earlier : [])
  return groups.flatMap((group) => {
    if (group === 'unions')
      return [
        unionGroup(
          asked,
          { group, divisionId: null, divisionName: null },
          asked.unions.filter(({ listed }) => listed),
        ),
      ]
    if (group === 'divisions')
      return asked.divisions.map(({ id, name }) =>
        unionGroup(
          asked,
          { group, divisionId: id, divisionName: name },
          asked.unions.filter(({ divisionId }) => divisionId === id),
        ),
      )
    const proposed = peopleGroup(asked, group, won)
    if (prizes.onePerPerson !== 'no')
      for (const { subjectId, title, tier, value } of proposed.awards) won.set(subjectId, { title, where: asked.where, tier, value })
    return [proposed]
  })
}

/** How many lines people must still decide: equals who part, and whoever would win more here than they have. */
export const undecidedIn = (groups: readonly ProposedGroup[]): number =>
  groups.reduce(
    (sum, { awards, skips }) =>
      sum + awards.filter(({ by }) => by === 'tied').length + skips.filter(({ reason }) => reason.code === 'alreadyAwarded' && reason.higher).length,
    0,
  )

type Which = Pick<ProposedGroup, 'group' | 'divisionId' | 'divisionName'>

const placementsOf = (placements: readonly AwardPlacement[], { group, divisionId }: Pick<Which, 'group' | 'divisionId'>): AwardPlacement[] =>
  placements.filter((placement) => placement.group === group && placement.divisionId === divisionId)

function peopleGroup({ prizes, people, placements, barred }: Proposing, group: PrizeGroup, won: ReadonlyMap<string, EarlierAward>): ProposedGroup {
  const tiers = prizes[group]
  const which = { group, divisionId: null, divisionName: null }
  const filled = fillTiers(tiers, people, placementsOf(placements, which), personBar(tiers, barred, won))
  return told(which, tiers, filled, ({ name, unionName, unionPath, score, durationMs }) => ({
    kind: 'person',
    name,
    unionName,
    unionPath,
    score,
    durationMs,
    figure: null,
  }))
}

function unionGroup({ prizes, placements }: Proposing, which: Which, among: readonly SealedUnion[]): ProposedGroup {
  const tiers = prizes[which.group]
  const ranked = rankUnions(among, prizes.unionMetric)
  const filled = fillTiers(tiers, ranked, placementsOf(placements, which), unionBar<RankedUnion>(prizes))
  const proposed = told(which, tiers, filled, ({ name, path, figure }) => ({
    kind: 'union',
    name,
    unionName: '',
    unionPath: path,
    score: null,
    durationMs: null,
    figure,
  }))
  // Every union was at hand: nobody else comes.
  return { ...proposed, short: false }
}

type About = Pick<AwardLine, 'kind' | 'name' | 'unionName' | 'unionPath' | 'score' | 'durationMs' | 'figure'>

function told<C extends Ranked>(which: Which, tiers: readonly PrizeTier[], filled: Filled<C>, about: (candidate: C) => About): ProposedGroup {
  const awards = filled.awards.map(({ candidate, tier, by, words }): AwardLine => ({
    ...which,
    tier,
    title: tiers[tier]?.title ?? '',
    value: tiers[tier]?.value ?? null,
    subjectId: candidate.id,
    rank: candidate.rank,
    by,
    words,
    ...about(candidate),
  }))
  const skips = filled.skips.map(({ candidate, reason }) => {
    const { name, unionName, unionPath, kind } = about(candidate)
    return { subjectId: candidate.id, name, unionName: kind === 'union' ? unionPath : unionName, rank: candidate.rank, reason }
  })
  return { ...which, tiers: [...tiers], awards, skips, short: filled.short }
}
