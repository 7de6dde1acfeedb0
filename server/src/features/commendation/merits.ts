import type { PersonKind } from '@hoithi/shared/contracts/commendation'
import type { Basis } from '../../domain/award-decision.ts'
import type { ContestRow } from '../../domain/award-contest.ts'
import { unionTotals, type SealedUnion } from '../../domain/award-unions.ts'
import type { Asked, Candidate, UnionMerits } from '../../domain/commendation.ts'
import type { Contest } from '../../domain/contest.ts'
import { upwards, type CampaignTarget } from '../../domain/campaign.ts'
import { unionPlaces, type UnionRecord } from '../../domain/union-tree.ts'
import type { Services } from '../../services.ts'
import { contestRanking } from '../awards/contest-ranking.ts'
import { inPieces } from '../awards/in-pieces.ts'
import { placesIn, type PlaceOf } from './places.ts'
import { authorsInGroups } from './ranked-authors.ts'
import { rankedPeople } from './ranked-people.ts'
import { reportsSent } from './reports-sent.ts'

type Needs = Pick<Services, 'storage' | 'sha256'>
type SealedTree = (SealedUnion & { kind: string; allCorrect: number })[]

/** What a shortlist is reckoned from; `asOf`: the sealed revisions, a round each, and the rounds that are not sealed yet. */
export type MeritsNow = {
  asOf: { basis: { title: string; revision: number }[]; waiting: string[]; people: number; attempts: number }
  unions: UnionMerits[]
  /** Candidates of a kind that people are ranked for: at least as many of each group as there are places and equals at the last of them. */
  people: (kind: PersonKind, decided: Decided) => Promise<Omit<Asked, 'kind'>>
  /** Where unions stand now. */
  placeOf: PlaceOf
}
/** Whom the council decided on in a kind, and whom the kind passes over. */
type Decided = { chosen: ReadonlySet<string>; passedOver: (one: Candidate) => boolean }

/**
 * Merits as sealed rounds, head counts, targets and what the campaign counts tell them. Results stand by the tree that was sealed with them, for
 * nobody may dispute them; initiatives, works and reports by the tree of now, as on their own pages.
 */
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
  const [targets, records] = await Promise.all([storage.campaigns.targets(id), storage.unions.tree()])
  const now = treeNow(records)
  const placeOf = placesIn(now, targets)
  const sealedPlaceOf = placesIn(sealedOver(now, trees.at(-1) ?? []), targets)
  return {
    asOf: {
      basis: basis.map(({ roundId, number }) => ({ title: titleOf(roundId), revision: number })),
      waiting: rounds.filter((_, index) => found[index] === null).map(({ title }) => title),
      people: ranking.length,
      attempts: trees.reduce((sum, unions) => sum + rootsOf(unions).reduce((all, { attempts }) => all + attempts, 0), 0),
    },
    unions: basis.length === 0 ? [] : await unionsOf(needs, { contestId: id, now, trees, ranking, targets, placeOf: sealedPlaceOf }),
    people: (kind, decided) =>
      kind.source === 'initiatives'
        ? authorsInGroups(needs, { contestId: id, kind, placeOf })
        : rankedPeople(needs, { contest, kind, ranking, basis, placeOf: sealedPlaceOf, placeNow: placeOf, ...decided }),
    placeOf,
  }
}

export type PeopleAsked = Decided & {
  contest: Contest
  kind: PersonKind
  ranking: readonly ContestRow[]
  basis: Basis
  /** By the sealed tree. */
  placeOf: PlaceOf
  placeNow: PlaceOf
}

const rootsOf = (tree: readonly SealedUnion[]): readonly SealedUnion[] => tree.filter(({ parentId }) => parentId === null)

type UnionNow = UnionRecord & { path: string; memberTotal: number | null }

function treeNow(records: readonly UnionRecord[]): UnionNow[] {
  const places = unionPlaces(records)
  return records.map((union) => ({ ...union, path: places.get(union.id)?.path ?? '', memberTotal: places.get(union.id)?.memberTotal ?? null }))
}

/**
 * The sealed tree, and what came after it. It does not name unions that were merged, which lie below the one they went into, nor those that were
 * only proposed: of these the tree of now knows whither they went, or where they stand since they were taken in.
 */
function sealedOver(now: readonly UnionNow[], sealed: SealedTree) {
  const nowById = new Map(now.map((union) => [union.id, union]))
  const homeOf = ({ id, parentId }: SealedUnion): string | null => {
    const home = nowById.get(id)?.mergedInto ?? null
    return home !== null && nowById.get(parentId ?? '')?.mergedInto === home ? parentId : home
  }
  const standing = sealed.filter(({ id, kind }) => kind !== '' || nowById.get(id)?.state !== 'active')
  return [...now, ...standing.map((union) => ({ ...union, mergedInto: union.kind === '' ? homeOf(union) : null }))]
}

/** What the campaign counts of each union with all below it. */
type Campaign = { initiatives: Map<string, { counted: number; benefit: number }>; works: Map<string, number> }

async function campaignOf({ storage }: Needs, contestId: string, tree: readonly UnionNow[]): Promise<Campaign> {
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
  return { initiatives, works }
}

type UnionsAsked = {
  contestId: string
  now: readonly UnionNow[]
  trees: readonly SealedTree[]
  ranking: readonly ContestRow[]
  targets: readonly CampaignTarget[]
  placeOf: PlaceOf
}

/** Everybody once where they are in the newest sealed tree; attempts and all-correct papers over the rounds. Unions that came after it have no results yet. */
async function unionsOf(needs: Needs, { contestId, now, trees, ranking, targets, placeOf }: UnionsAsked): Promise<UnionMerits[]> {
  const newest = trees.at(-1) ?? []
  // One that was only proposed at the seal has no kind there.
  const kindsNow = new Map(now.flatMap(({ id, state, kind }) => (state === 'active' ? [[id, kind] as const] : [])))
  const kinds = new Map(newest.map(({ id, kind }) => [id, kind === '' ? (kindsNow.get(id) ?? '') : kind]))
  const candidates = now.filter(({ id }) => kinds.get(id) !== '')
  const [campaign, reported] = await Promise.all([campaignOf(needs, contestId, now), reportsSent(needs, contestId, candidates)])
  const allCorrect = new Map<string, number>()
  for (const { id, allCorrect: count } of trees.flat()) allCorrect.set(id, (allCorrect.get(id) ?? 0) + count)
  const totals = unionTotals(newest, new Map())
  await inPieces(ranking, totals.count)
  const young = now.filter(({ id, state }) => state === 'active' && !kinds.has(id)).map(withoutResults)
  const unions = [...totals.unions().map((union) => ({ ...union, kind: kinds.get(union.id) ?? '' })), ...young]
  const targetOf = new Map(targets.map((target) => [target.unionId, target]))
  const closed = new Set(now.flatMap(({ id, state }) => (state === 'closed' ? [id] : [])))
  return unions.map((union) => {
    const { id, code, name, kind, path, members } = union
    const { initiatives = null, benefit = null, works = null } = targetOf.get(id) ?? {}
    const about = { id, code, name, kind, path, members, groups: placeOf(id).groups, reported: reported(id), closed: closed.has(id) }
    return { ...about, values: valuesOf(union, allCorrect.get(id) ?? 0, campaign), targets: { initiatives, benefit, works } }
  })
}

const withoutResults = ({ memberTotal, ...union }: UnionNow) => ({ ...union, members: memberTotal, people: 0, scoreSum: 0 })

type Results = Pick<SealedUnion, 'id' | 'people' | 'members' | 'scoreSum'>

/** Means in whole hundredths, so that equal means are equal. */
const valuesOf = ({ id, people, members, scoreSum }: Results, allCorrect: number, { initiatives, works }: Campaign): UnionMerits['values'] => ({
  rate: members === null || members === 0 ? null : Math.min(1, people / members),
  people,
  mean: people === 0 ? 0 : Math.round((scoreSum * 100) / people) / 100,
  allCorrect,
  initiatives: initiatives.get(id)?.counted ?? 0,
  benefit: initiatives.get(id)?.benefit ?? 0,
  works: works.get(id) ?? 0,
})
