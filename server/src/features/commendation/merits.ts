import type { PersonKind } from '@hoithi/shared/contracts/commendation'
import type { Basis } from '../../domain/award-decision.ts'
import type { ContestRow } from '../../domain/award-contest.ts'
import { unionTotals, type SealedUnion } from '../../domain/award-unions.ts'
import type { UnionMerits } from '../../domain/commendation.ts'
import type { Contest } from '../../domain/contest.ts'
import type { CampaignTarget } from '../../domain/campaign.ts'
import type { Merits, MeritsNow } from '../../ports/merits.ts'
import type { Services } from '../../services.ts'
import { contestRanking } from '../awards/contest-ranking.ts'
import { inPieces } from '../awards/in-pieces.ts'
import { rankedPeople } from './ranked-people.ts'

type Needs = Pick<Services, 'storage' | 'sha256'>
type Tree = (SealedUnion & { kind: string })[]

/** Merits as sealed rounds, head counts and targets tell them. What counts initiatives, works or reports is joined here: its measures to `known`, its figures to `valuesOf`. */
export function meritsOf(needs: Needs): Merits {
  return {
    known: { merits: ['rate', 'people', 'mean', 'allCorrect'], sources: ['results', 'byHand'], reports: false },
    now: async ({ id }) => {
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
      const placeOf = placesIn(tree, targets)
      return {
        asOf: {
          basis: basis.map(({ roundId, number }) => ({ title: titleOf(roundId), revision: number })),
          waiting: rounds.filter((_, index) => found[index] === null).map(({ title }) => title),
          people: ranking.length,
          attempts: trees.reduce((sum, unions) => sum + rootsOf(unions).reduce((all, { attempts }) => all + attempts, 0), 0),
        },
        unions: await unionsOf(trees, ranking, targets, placeOf),
        people: (kind: PersonKind) =>
          kind.source === 'results' ? rankedPeople(needs, { contest, kind, ranking, basis, placeOf }) : Promise.resolve([]),
        placeOf,
      }
    },
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

/** A union belongs to the peer group that its nearest target above or its own names. */
function placesIn(tree: Tree, targets: readonly CampaignTarget[]): MeritsNow['placeOf'] {
  const byId = new Map(tree.map((union) => [union.id, union]))
  const groups = new Map(targets.map(({ unionId, peerGroup }) => [unionId, peerGroup]))
  return (unionId) => {
    const union = byId.get(unionId)
    if (union === undefined) return null
    let group = groups.get(unionId)
    for (let at = union.parentId; group === undefined && at !== null; at = byId.get(at)?.parentId ?? null) group = groups.get(at)
    return { name: union.name, path: union.path, upperName: byId.get(union.parentId ?? '')?.name ?? '', peerGroup: group ?? '' }
  }
}

/** Everybody once where they are in the newest tree; attempts and all-correct papers over the rounds. */
async function unionsOf(
  trees: readonly (SealedUnion & { kind: string; allCorrect: number })[][],
  ranking: readonly ContestRow[],
  targets: readonly CampaignTarget[],
  placeOf: MeritsNow['placeOf'],
): Promise<UnionMerits[]> {
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
    const about = { id, code, name, path, members, upperName, peerGroup, kind: kinds.get(id) ?? '', reported: null }
    return { ...about, values: valuesOf(union, allCorrect.get(id) ?? 0), targets: { initiatives, benefit, works } }
  })
}

/** Means in whole hundredths, so that equal means are equal. */
const valuesOf = ({ people, members, scoreSum }: SealedUnion, allCorrect: number): UnionMerits['values'] => ({
  rate: members === null || members === 0 ? null : Math.min(1, people / members),
  people,
  mean: people === 0 ? 0 : Math.round((scoreSum * 100) / people) / 100,
  allCorrect,
  initiatives: null,
  benefit: null,
  works: null,
})
