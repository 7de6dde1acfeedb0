import type { RoundRules } from '@hoithi/shared/contracts/rules'
import { addRound, type RoundRow } from '../../domain/award-contest.ts'
import { awardChanges } from '../../domain/award-lines.ts'
import { attemptsBelow, unionTotals, type SealedUnion } from '../../domain/award-unions.ts'
import { groupsOf, type PrizeGroup } from '../../domain/awards.ts'
import type { Contest, Round } from '../../domain/contest.ts'
import { undecidedIn, type ProposedGroup } from '../../domain/propose-awards.ts'
import type { Sha256 } from '../../domain/receipt.ts'
import { sealResults, type SealedAttempt, type SealedResults } from '../../domain/sealing.ts'
import type { ElsewhereLine } from '../../ports/awards.ts'
import type { RegradeReads, TrialPrizes } from '../../ports/regrading.ts'
import { candidatesOf, highestOf, proposeAmong, type Look } from '../awards/among.ts'
import { rankSums } from '../awards/contest-ranking.ts'
import { lotOf, validAttempts } from '../rounds/rank.ts'

/** A person's row of a ranking, as prizes need it. */
export type PrizeRow = RoundRow & { rank: number }
/** Where each person of a round counts, and with how many attempts. */
export type Homes = ReadonlyMap<string, { unionId: string; attempts: number }>
type Sides<T> = { before: T; after: T }

const MOST_NAMED = 200

/** People count for the union of their last attempt. */
export function homesOf(attempts: readonly Pick<SealedAttempt, 'contestantId' | 'unionId' | 'number'>[]): Homes {
  const homes = new Map<string, { unionId: string; attempts: number; last: number }>()
  for (const { contestantId, unionId, number } of attempts) {
    const home = homes.get(contestantId)
    if (home === undefined) homes.set(contestantId, { unionId, attempts: 1, last: number })
    else Object.assign(home, { attempts: home.attempts + 1 }, number > home.last ? { unionId, last: number } : {})
  }
  return homes
}

export const prizeRows = ({ rows }: Pick<SealedResults, 'rows'>): PrizeRow[] =>
  rows.map(({ contestantId, attemptId, unionId, score, durationMs, submittedAt, rank }) => ({
    ...{ contestantId, attemptId, unionId, unionName: '', score, durationMs, submittedAt, rank },
  }))

export type Retried = {
  contest: Contest
  round: Round
  head: { seq: number; hash: string }
  homes: Homes
  rankings: Sides<readonly PrizeRow[]>
}
type Needs = { reads: Pick<RegradeReads, 'log' | 'prizes'>; sha256: Sha256 }

/** Which prizes the contest's rules give before and after, of the round and of the whole contest, as everything stands now. */
export async function prizesBetween({ reads, sha256 }: Needs, retried: Retried): Promise<TrialPrizes[]> {
  const { contest, round, rankings, homes } = retried
  const rounds = (await reads.prizes.rounds(contest.id)).filter(({ practice }) => !practice)
  const ofRound = groupsOf(contest.settings, 'round', rounds.length)
  const ofContest = rounds.length === 1 ? [] : groupsOf(contest.settings, 'contest', rounds.length)
  const own = await proposer(reads, { contest, round, groups: ofRound, homes: [homes] })
  const roundGroups = await bothOf(rankings, (rows) => own(rows))
  const told = ofRound.length === 0 ? [] : [prizesOf('round', roundGroups, [round])]
  if (ofContest.length === 0) return told
  const others = await otherRounds(reads, { rounds, ...retried, lot: lotOf(sha256, retried.head.hash) })
  const whole = await proposer(reads, { contest, round: null, groups: ofContest, homes: [homes, ...others.map((other) => other.homes)] })
  const rules = rounds[0]?.rules ?? round.rules
  const contestGroups = await bothOf(rankings, async (rows, side) =>
    whole(await rankSums(sumsOf([...others.map((other) => other.rows), rows]), rules, lotOf(sha256, retried.head.hash)), {
      round,
      groups: roundGroups[side],
    }),
  )
  return [...told, prizesOf('contest', contestGroups, rounds)]
}

async function bothOf<T, U>(sides: Sides<T>, of: (value: T, side: keyof Sides<T>) => Promise<U>): Promise<Sides<U>> {
  return { before: await of(sides.before, 'before'), after: await of(sides.after, 'after') }
}

function prizesOf(scope: TrialPrizes['scope'], { before, after }: Sides<ProposedGroup[]>, rounds: readonly Round[]): TrialPrizes {
  const [had, given] = [before, after].map((groups) => groups.flatMap(({ awards }) => awards)) as [ProposedGroup['awards'], ProposedGroup['awards']]
  const changes = awardChanges(had, given)
  return {
    scope,
    given: given.length,
    undecided: { before: undecidedIn(before), after: undecidedIn(after) },
    waiting: rounds.filter(({ sealedRevision }) => sealedRevision === null).map(({ title }) => title),
    changes: changes.slice(0, MOST_NAMED),
    changed: changes.length,
  }
}

type Asked = { contest: Contest; round: Round | null; groups: readonly PrizeGroup[]; homes: readonly Homes[] }
/** `sibling`: what the corrected round would give, which counts instead of what was published of it. */
type Propose = (rows: readonly PrizeRow[], sibling?: { round: Round; groups: readonly ProposedGroup[] }) => Promise<ProposedGroup[]>

/** Gives the prizes of one scope on a ranking, with what people decided in its newest decision. */
async function proposer({ prizes: reads }: Needs['reads'], { contest, round, groups, homes }: Asked): Promise<Propose> {
  const scope = { contestId: contest.id, roundId: round?.id ?? null }
  const [current] = await reads.decisions(scope)
  const placements = current === undefined ? [] : await reads.placements(current.id)
  const elsewhere = await reads.elsewhere(scope)
  const tree = await reads.unions({ contestId: contest.id, boardId: round?.id ?? contest.id })
  const { prizes, barred } = contest.settings
  const collective = groups.includes('unions') || groups.includes('divisions')
  const divisions = await reads.divisions(contest.id)
  const asked = { prizes, groups, barred: new Set(barred.map(({ phone }) => phone)), divisions, placements }
  return (rows, sibling) => {
    const unions = collective ? countedIn(tree, { homes, rows, ofRound: round !== null }) : []
    const earlier = highestOf(besides(elsewhere, sibling), contest.title)
    return proposeAmong({ ...asked, unions, earlier, where: round?.title ?? contest.title }, lookIn(reads, tree, rows))
  }
}

/** Prizes of people elsewhere, with those that the corrected round would give in place of its published ones. */
function besides(
  elsewhere: readonly ElsewhereLine[],
  sibling: Parameters<Propose>[1],
): Pick<ElsewhereLine, 'subjectId' | 'title' | 'tier' | 'value' | 'where'>[] {
  if (sibling === undefined) return [...elsewhere]
  const { round, groups } = sibling
  const own = groups.flatMap(({ awards }) => awards).filter(({ kind }) => kind === 'person')
  return [...elsewhere.filter(({ roundId }) => roundId !== round.id), ...own.map((line) => ({ ...line, where: round.title }))]
}

type Counting = { homes: readonly Homes[]; rows: readonly PrizeRow[]; ofRound: boolean }

/** Totals of unions: in one round each person counts where their last attempt does, over the contest where their newest round does. */
function countedIn(tree: readonly SealedUnion[], { homes, rows, ofRound }: Counting): SealedUnion[] {
  const totals = unionTotals(
    tree,
    attemptsBelow(
      tree,
      homes.flatMap((some) => [...some.values()]),
    ),
  )
  for (const { contestantId, unionId, score } of rows)
    totals.count({ unionId: (ofRound ? homes[0]?.get(contestantId)?.unionId : undefined) ?? unionId, score })
  return totals.unions()
}

function lookIn(reads: Needs['reads']['prizes'], tree: readonly SealedUnion[], rows: readonly PrizeRow[]): Look {
  const unionOf = new Map(tree.map((union) => [union.id, union]))
  return async (limit, ids) => {
    const asked = new Set(ids)
    const others = asked.size === 0 ? [] : rows.slice(limit).filter(({ contestantId }) => asked.has(contestantId))
    const some = [...rows.slice(0, limit), ...others].map((row) => ({ ...row, unionName: unionOf.get(row.unionId)?.name ?? '' }))
    const faces = await reads.faces(
      '',
      some.map(({ contestantId }) => contestantId),
    )
    return { people: candidatesOf(some, faces, (unionId) => unionOf.get(unionId)?.path ?? ''), all: limit >= rows.length }
  }
}

type Others = Pick<Retried, 'round' | 'head'> & { rounds: readonly Round[]; lot: (attemptId: string) => string }

/** The other rounds as the log gives them now, one at a time. */
async function otherRounds({ log }: Needs['reads'], { rounds, round, head, lot }: Others): Promise<{ rows: PrizeRow[]; homes: Homes }[]> {
  const found: { rows: PrizeRow[]; homes: Homes }[] = []
  for (const { id, rules } of rounds) {
    if (id === round.id) continue
    const attempts = await validAttempts(log, id, head.seq)
    found.push({ rows: prizeRows(sealResults(attempts, rules satisfies RoundRules, lot)), homes: homesOf(attempts) })
  }
  return found
}

function sumsOf(rounds: readonly (readonly PrizeRow[])[]): Map<string, RoundRow> {
  const sums = new Map<string, RoundRow>()
  for (const rows of rounds) for (const row of rows) addRound(sums, row)
  return sums
}
