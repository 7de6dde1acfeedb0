import type { PersonKind } from '@hoithi/shared/contracts/commendation'
import type { Basis } from '../../domain/award-decision.ts'
import type { ContestRow } from '../../domain/award-contest.ts'
import { unionTotals, type SealedUnion } from '../../domain/award-unions.ts'
import type { Candidate, UnionMerits } from '../../domain/commendation.ts'
import type { Contest } from '../../domain/contest.ts'
import { upwards, type CampaignTarget } from '../../domain/campaign.ts'
import { FINAL, hasReported } from '../../domain/campaign-report.ts'
import type { Services } from '../../services.ts'
import { contestRanking } from '../awards/contest-ranking.ts'
import { inPieces } from '../awards/in-pieces.ts'
import { authorsInGroups } from './ranked-authors.ts'
import { rankedPeople } from './ranked-people.ts'

type Needs = Pick<Services, 'storage' | 'sha256'>
type Tree = (SealedUnion & { kind: string })[]

/** What a shortlist is reckoned from; `asOf`: the sealed revisions, a round each, and the rounds that are not sealed yet. */
export type MeritsNow = {
  asOf: { basis: { title: string; revision: number }[]; waiting: string[]; people: number; attempts: number }
  unions: UnionMerits[]
  /** Candidates of a kind that people are ranked for: at least as many of each group as there are places and equals at the last of them. */
  people: (kind: PersonKind) => Promise<Candidate[]>
  /** Names of unions with their upper union and peer group. */
  placeOf: (unionId: string) => { name: string; path: string; upperName: string; peerGroup: string } | null
}

/** Merits as sealed rounds, head counts, targets and what the campaign counts tell them. */
export async function meritsNow(needs: Needs, { id }: { id: string }): Promise<MeritsNow> {
  const { storage } = needs
  const contest = await storage.contests.byId(id)
  if (contest === null) throw new Error(`contest ${id} is gone`)
  const rounds = (await storage.contests.rounds(id)).filter(({ practice }) => !practice)
  const found = await Promise.all(rounds.map(({ id: roundId }) => storage.awards.basis({ contestId: id, roundId })))
  const basis: Basis = found.flatMap((one) => one ?? [])
  const titleOf = (roundId: string): string => rounds.find((round) => round.id === roundId)?.title ?? ''
  const ranking = basis.length === 0 ? [] : await contestRanking(needs, rounds, basis)
  const trees = await Promise.all(basis.map(({ revisionId }) => storage.awards.sealedUnions(revisionId)))
  const targets = await storage.campaigns.targets(id)
  const tree: Tree = trees.at(-1) ?? []
  // Who is not ranked may be of a union that is younger than the sealed tree, or no round is sealed yet.
  const placeOf = placesIn([...(await storage.unions.tree()), ...tree], targets)
  return {
    asOf: {
      basis: basis.map(({ roundId, number }) => ({ title: titleOf(roundId), revision: number })),
      waiting: rounds.filter((_, index) => found[index] === null).map(({ title }) => title),
      people: ranking.length,
      attempts: trees.reduce((sum, unions) => sum + rootsOf(unions).reduce((all, { attempts }) => all + attempts, 0), 0),
    },
    unions: await unionsOf({ trees, ranking, targets, placeOf, campaign: await campaignOf(needs, id, tree) }),
    people: (kind: PersonKind) =>
      kind.source === 'initiatives'
        ? authorsInGroups(needs, { contestId: id, kind, placeOf })
        : rankedPeople(needs, { contest, kind, ranking, basis, placeOf }),
    placeOf,
  }
}

export type PeopleAsked = {
  contest: Contest
  kind: PersonKind
  ranking: readonly ContestRow[]
  basis: Basis
  placeOf: MeritsNow['placeOf']
}

const rootsOf = (tree: readonly SealedUnion[]): readonly SealedUnion[] => tree.filter(({ parentId }) => parentId === null)

type Placed = Pick<SealedUnion, 'id' | 'name' | 'parentId'> & { path?: string }

/** A union belongs to the peer group that its nearest target above or its own names. */
function placesIn(tree: readonly Placed[], targets: readonly CampaignTarget[]): MeritsNow['placeOf'] {
  const byId = new Map(tree.map((union) => [union.id, union]))
  const groups = new Map(targets.map(({ unionId, peerGroup }) => [unionId, peerGroup]))
  return (unionId) => {
    const union = byId.get(unionId)
    if (union === undefined) return null
    let group = groups.get(unionId)
    for (let at = union.parentId; group === undefined && at !== null; at = byId.get(at)?.parentId ?? null) group = groups.get(at)
    return { name: union.name, path: union.path ?? '', upperName: byId.get(union.parentId ?? '')?.name ?? '', peerGroup: group ?? '' }
  }
}

/** What the campaign counts of each union with all below it, and who has sent no report of its end. */
type Campaign = { initiatives: Map<string, { counted: number; benefit: number }>; works: Map<string, number>; silent: Set<string> }

async function campaignOf({ storage }: Needs, contestId: string, tree: Tree): Promise<Campaign> {
  const parents = new Map(tree.map(({ id, parentId }) => [id, parentId]))
  const [{ cells }, workCells] = await Promise.all([
    storage.initiatives.count(contestId, undefined, 0),
    // Nothing is late before every day; that is not asked here.
    storage.works.count(contestId, undefined, ''),
  ])
  const initiatives: Campaign['initiatives'] = new Map()
  for (const cell of cells) {
    if (cell.state !== 'counted') continue
    for (const above of upwards(cell.unionId, parents)) {
      const { counted, benefit } = initiatives.get(above) ?? { counted: 0, benefit: 0 }
      initiatives.set(above, { counted: counted + cell.initiatives, benefit: benefit + cell.benefit })
    }
  }
  const works: Campaign['works'] = new Map()
  for (const { unionId, state, works: count } of workCells)
    if (state === 'accepted') for (const above of upwards(unionId, parents)) works.set(above, (works.get(above) ?? 0) + count)
  return { initiatives, works, silent: await silentUnions({ storage }, contestId, tree) }
}

const REPORTS_AT_ONCE = 500

async function silentUnions({ storage }: Pick<Needs, 'storage'>, contestId: string, tree: Tree): Promise<Set<string>> {
  const silent = new Set<string>()
  for (const { id: unionId } of rootsOf(tree)) {
    if (!hasReported(await storage.campaignReports.find({ contestId, unionId, period: FINAL }))) silent.add(unionId)
    const scope = {
      contestId,
      period: FINAL,
      unionId,
      among: 'tree',
      state: 'missing',
      sort: 'name',
      order: 'asc',
      pageSize: REPORTS_AT_ONCE,
    } as const
    for (let page = 1; ; page += 1) {
      const { rows } = await storage.campaignReports.list({ ...scope, page })
      for (const { unionId: below } of rows) silent.add(below)
      if (rows.length < REPORTS_AT_ONCE) break
    }
  }
  return silent
}

/** Everybody once where they are in the newest tree; attempts and all-correct papers over the rounds. */
async function unionsOf({
  trees,
  ranking,
  targets,
  placeOf,
  campaign,
}: {
  trees: readonly (SealedUnion & { kind: string; allCorrect: number })[][]
  ranking: readonly ContestRow[]
  targets: readonly CampaignTarget[]
  placeOf: MeritsNow['placeOf']
  campaign: Campaign
}): Promise<UnionMerits[]> {
  const newest = trees.at(-1) ?? []
  const kinds = new Map(newest.map(({ id, kind }) => [id, kind]))
  const allCorrect = new Map<string, number>()
  for (const { id, allCorrect: count } of trees.flat()) allCorrect.set(id, (allCorrect.get(id) ?? 0) + count)
  const totals = unionTotals(newest, new Map())
  await inPieces(ranking, totals.count)
  const targetOf = new Map(targets.map((target) => [target.unionId, target]))
  return totals.unions().map((union) => {
    const { id, code, name, path, members } = union
    const { upperName = '', peerGroup = '' } = placeOf(id) ?? {}
    const { initiatives = null, benefit = null, works = null } = targetOf.get(id) ?? {}
    const about = { id, code, name, path, members, upperName, peerGroup, kind: kinds.get(id) ?? '', reported: !campaign.silent.has(id) }
    return { ...about, values: valuesOf(union, allCorrect.get(id) ?? 0, campaign), targets: { initiatives, benefit, works } }
  })
}

/** Means in whole hundredths, so that equal means are equal. */
const valuesOf = ({ id, people, members, scoreSum }: SealedUnion, allCorrect: number, { initiatives, works }: Campaign): UnionMerits['values'] => ({
  rate: members === null || members === 0 ? null : Math.min(1, people / members),
  people,
  mean: people === 0 ? 0 : Math.round((scoreSum * 100) / people) / 100,
  allCorrect,
  initiatives: initiatives.get(id)?.counted ?? 0,
  benefit: initiatives.get(id)?.benefit ?? 0,
  works: works.get(id) ?? 0,
})
