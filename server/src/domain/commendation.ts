import type { CollectiveKind, CommendationKind, Figure, Merit, commendationExclusions, commendedStates } from '@hoithi/shared/contracts/commendation'
import { grouped } from './grouped.ts'
import { sameName } from './names.ts'

/** What the campaign knows of a union with all below it; null: nobody counts that. */
export type UnionMerits = {
  id: string
  code: string
  name: string
  kind: string
  path: string
  upperName: string
  peerGroup: string
  members: number | null
  reported: boolean | null
  /** A rate is a share of 1; a mean is in points. */
  values: Record<Merit, number | null>
  targets: Partial<Record<Merit, number | null>>
}

export type Exclusion = (typeof commendationExclusions)[number]
export type Candidate = {
  subjectId: string
  name: string
  unionName: string
  unionPath: string
  /** Whom they are compared with, in words. */
  group: string
  /** The lower the better, from the first number on; whoever is equal in all is equal. */
  order: readonly number[]
  /** Of 100; null of people. */
  points: number | null
  figures: Figure[]
  merit: string
  /** Why they are out of it whatever they reached. */
  out: { code: Exclusion; words: string } | null
}
/** What the council decided of a subject in a kind. */
export type Choice = { kindKey: string; subjectId: string; verdict: 'agreed' | 'struck'; upward: boolean; words: string; at: number; actorId: string }

export type CommendedState = (typeof commendedStates)[number]
export type ShortLine = Omit<Candidate, 'order' | 'out' | 'group'> & { rank: number; state: CommendedState; choice: Choice | null }
export type ShortGroup = {
  group: string
  /** How many meet the conditions. */
  candidates: number
  cap: number
  /** Places that equals at the last one are waiting for. */
  open: number
  lines: ShortLine[]
  excluded: (Pick<Candidate, 'subjectId' | 'name' | 'unionName' | 'unionPath'> & { code: Exclusion; words: string })[]
}
export type ShortKind = { kind: CommendationKind; groups: ShortGroup[] }

/** A score is told in thousandths of a point: what differs by less is equal. */
const THOUSANDTHS = 1_000
const FULL = 100

/** Unions of the kind's levels with their points: of each measure its weight's share of 100, as far as the union comes towards the reference. */
export function unionCandidates(kind: CollectiveKind, unions: readonly UnionMerits[]): Candidate[] {
  const meant = unions.filter((union) => kind.unionKinds.some((one) => one === union.kind)).map((union) => ({ union, group: groupOf(kind, union) }))
  const best = bestOf(
    kind,
    meant.filter(({ union }) => conditionOf(kind, union) === null),
  )
  const weights = kind.measures.reduce((sum, { weight }) => sum + weight, 0)
  return meant.map(({ union, group }) => {
    const figures = kind.measures.map(({ measure, weight, against }): Figure => {
      const value = union.values[measure] ?? 0
      const reference = (against === 'best' ? best.get(`${group} ${measure}`) : union.targets[measure]) ?? null
      return { of: measure, value, reference, points: thousandths((reached(value, reference) * weight * FULL) / weights) }
    })
    const points = thousandths(figures.reduce((sum, { points: part }) => sum + (part ?? 0), 0))
    const out = conditionOf(kind, union) ?? (points === 0 ? { code: 'nothing' as const, words: '' } : null)
    const { id, name, path } = union
    return { subjectId: id, name, unionName: '', unionPath: path, group, order: [-points], points, figures, merit: '', out }
  })
}

const thousandths = (points: number): number => Math.round(points * THOUSANDTHS) / THOUSANDTHS

/** How far a value comes towards its reference, 1 at most; without a reference not at all. */
const reached = (value: number, reference: number | null): number => (reference === null || reference <= 0 ? 0 : Math.min(1, value / reference))

const groupOf = ({ groupBy }: CollectiveKind, { peerGroup, upperName }: UnionMerits): string =>
  groupBy === 'peerGroup' ? peerGroup : groupBy === 'upperUnion' ? upperName : ''

function conditionOf({ measures, leastMembers, reportNeeded }: CollectiveKind, { members, reported }: UnionMerits): Candidate['out'] {
  if (members === null && (leastMembers > 0 || measures.some(({ measure }) => measure === 'rate'))) return { code: 'noHeadCount', words: '' }
  if ((members ?? 0) < leastMembers) return { code: 'leastMembers', words: String(members) }
  return reportNeeded && reported === false ? { code: 'notReported', words: '' } : null
}

/** The best of each group in each measure, among those that meet the conditions. */
function bestOf({ measures }: CollectiveKind, meant: readonly { union: UnionMerits; group: string }[]): Map<string, number> {
  const best = new Map<string, number>()
  for (const { union, group } of meant)
    for (const { measure } of measures) {
      const key = `${group} ${measure}`
      best.set(key, Math.max(best.get(key) ?? 0, union.values[measure] ?? 0))
    }
  return best
}

/**
 * The shortlist of each kind in order, with what the council decided. A place is given by rank alone; where equals meet at the last place none of
 * them gets it, and people decide. Whoever was agreed to holds a place first, whoever was struck leaves theirs to the next.
 */
export function shortlist(asked: readonly { kind: CommendationKind; candidates: readonly Candidate[] }[], choices: readonly Choice[]): ShortKind[] {
  const choiceOf = new Map(choices.map((choice) => [`${choice.kindKey} ${choice.subjectId}`, choice]))
  const holders = new Map<string, Set<string>>()
  const titles = new Map(asked.map(({ kind }) => [kind.key, kind.title]))
  return asked.map(({ kind, candidates }) => {
    const held = new Set<string>()
    holders.set(kind.key, held)
    const groups = [...grouped([...candidates].sort(inOrder), ({ group }) => group)]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([group, members]) => {
        const outOf = (one: Candidate): Candidate['out'] => one.out ?? otherKind(kind, one, holders, titles)
        const own = members.map((one) => ({ one, out: outOf(one), choice: choiceOf.get(`${kind.key} ${one.subjectId}`) ?? null }))
        const meeting = members.filter(({ out }) => out === null).length
        const cap = capOf(kind, meeting)
        const { lines, open } = placed(
          own.filter(({ out }) => out === null),
          cap,
        )
        for (const line of lines) if (line.state === 'agreed' || line.state === 'proposed') for (const mark of marksOf(line)) held.add(mark)
        const excluded = own.flatMap(({ one: { subjectId, name, unionName, unionPath }, out }) =>
          out === null ? [] : [{ subjectId, name, unionName, unionPath, ...out }],
        )
        return { group, candidates: meeting, cap, open, lines, excluded }
      })
    return { kind, groups }
  })
}

/** What tells that two lines are one: a list of people knows them by their account, another by their name and union only. */
const marksOf = ({ subjectId, name, unionName }: Pick<Candidate, 'subjectId' | 'name' | 'unionName'>): string[] =>
  unionName === '' ? [subjectId] : [subjectId, `${sameName(name)} ${unionName}`]

function otherKind(
  { notWith }: CommendationKind,
  one: Candidate,
  holders: ReadonlyMap<string, ReadonlySet<string>>,
  titles: ReadonlyMap<string, string>,
): Candidate['out'] {
  const key = notWith.find((other) => marksOf(one).some((mark) => holders.get(other)?.has(mark)))
  return key === undefined ? null : { code: 'otherKind', words: titles.get(key) ?? '' }
}

function capOf({ cap: { unit, amount } }: CommendationKind, meeting: number): number {
  if (meeting === 0) return 0
  return unit === 'places' ? amount : Math.max(1, Math.floor((meeting * amount) / 100))
}

type Own = { one: Candidate; choice: Choice | null }

/** Candidates in order with their ranks and states. */
function placed(own: readonly Own[], cap: number): { lines: ShortLine[]; open: number } {
  const free = own.filter(({ choice }) => choice === null)
  const seats = Math.max(0, cap - own.filter(({ choice }) => choice?.verdict === 'agreed').length)
  const last = free[seats - 1]
  const next = free[seats]
  const parted = last === undefined || next === undefined || compare(last.one, next.one) !== 0
  const before = parted ? Math.min(seats, free.length) : free.findIndex(({ one }) => compare(one, last.one) === 0)
  const states = new Map(free.map(({ one }, index) => [one.subjectId, stateAt(one, index, { before, tie: parted ? null : last.one })]))
  let rank = 0
  const lines = own.map(({ one: { order: _order, out: _out, group: _group, ...one }, choice }, index): ShortLine => {
    const previous = own[index - 1]?.one
    const here = own[index]?.one
    if (previous === undefined || here === undefined || compare(previous, here) !== 0) rank = index + 1
    return { ...one, rank, state: choice?.verdict ?? states.get(one.subjectId) ?? 'below', choice }
  })
  return { lines, open: parted ? 0 : seats - before }
}

function stateAt(one: Candidate, index: number, { before, tie }: { before: number; tie: Candidate | null }): CommendedState {
  if (index < before) return 'proposed'
  return tie !== null && compare(one, tie) === 0 ? 'tied' : 'below'
}

/** Negative: the first one stands higher; 0: they are equal. */
function compare(a: Candidate, b: Candidate): number {
  for (const [index, value] of a.order.entries()) {
    const other = b.order[index] ?? 0
    if (value !== other) return value - other
  }
  return 0
}

/** Equals stand by their ids: that is no rank, only an order that is always the same. */
const inOrder = (a: Candidate, b: Candidate): number => compare(a, b) || (a.subjectId < b.subjectId ? -1 : 1)

/** Lines that somebody has still to decide on. */
export const undecidedIn = (kinds: readonly ShortKind[]): number =>
  kinds
    .flatMap(({ groups }) => groups)
    .flatMap(({ lines }) => lines)
    .filter(({ state }) => state === 'proposed' || state === 'tied').length

/** Whether agreements keep to the caps. */
export const capsHold = (kinds: readonly ShortKind[]): boolean =>
  kinds.every(({ groups }) => groups.every(({ cap, lines }) => lines.filter(({ state }) => state === 'agreed').length <= cap))
