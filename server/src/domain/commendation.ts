import type { CollectiveKind, CommendationKind, Figure, Merit, commendationExclusions, commendedStates } from '@hoithi/shared/contracts/commendation'
import { grouped } from './grouped.ts'
import { sameName } from './names.ts'

/** Whom somebody is compared with. `key`: the id of a union, or the name of a cụm, khối in small letters; empty: everybody together. `above`, `code`: tell it from its namesakes. */
export type Group = { key: string; name: string; above: string; code: string }
export type Groups = Record<CommendationKind['groupBy'], Group>

/** What the campaign knows of a union with all below it; null: nobody counts that. */
export type UnionMerits = {
  id: string
  code: string
  name: string
  kind: string
  path: string
  groups: Groups
  members: number | null
  /** Null: it owes no report. */
  reported: boolean | null
  /** It is there no more. */
  closed: boolean
  /** A rate is a share of 1; a mean is in points. */
  values: Record<Merit, number | null>
  targets: Partial<Record<Merit, number | null>>
}

export type Exclusion = (typeof commendationExclusions)[number]
export type Candidate = {
  subjectId: string
  name: string
  /** Of a person: where they are now, as it was called. */
  union: Group | null
  unionPath: string
  group: Group
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

/** A kind with its candidates; `meeting`: how many meet the conditions in each group, where the candidates are only the first of them. */
export type Asked = { kind: CommendationKind; candidates: readonly Candidate[]; meeting?: ReadonlyMap<string, number> }

export type CommendedState = (typeof commendedStates)[number]
export type ShortLine = Omit<Candidate, 'order' | 'out' | 'group' | 'union'> & {
  unionName: string
  rank: number
  state: CommendedState
  choice: Choice | null
}
export type ShortGroup = {
  key: string
  /** In words. */
  group: string
  /** How many meet the conditions. */
  candidates: number
  cap: number
  /** Places that equals at the last one are waiting for. */
  open: number
  lines: ShortLine[]
  /** How many meet the conditions and stand behind the last line. */
  beyond: number
  excluded: (Pick<ShortLine, 'subjectId' | 'name' | 'unionName' | 'unionPath'> & { code: Exclusion; words: string })[]
}
export type ShortKind = { kind: CommendationKind; groups: ShortGroup[] }

/** A score is told in thousandths of a point: what differs by less is equal. */
const THOUSANDTHS = 1_000
const FULL = 100

/** Unions of the kind's levels with their points: of each measure its weight's share of 100, as far as the union comes towards the reference. */
export function unionCandidates(kind: CollectiveKind, unions: readonly UnionMerits[]): Candidate[] {
  const meant = unions
    .filter((union) => kind.unionKinds.some((one) => one === union.kind))
    .map((union) => ({ union, group: union.groups[kind.groupBy] }))
  const best = bestOf(
    kind,
    meant.filter(({ union }) => conditionOf(kind, union) === null),
  )
  const weights = kind.measures.reduce((sum, { weight }) => sum + weight, 0)
  return meant.map(({ union, group }) => {
    const figures = kind.measures.map(({ measure, weight, against }): Figure => {
      const value = union.values[measure] ?? 0
      const reference = (against === 'best' ? best.get(`${group.key} ${measure}`) : union.targets[measure]) ?? null
      return { of: measure, value, reference, points: thousandths((reached(value, reference) * weight * FULL) / weights) }
    })
    const points = thousandths(figures.reduce((sum, { points: part }) => sum + (part ?? 0), 0))
    const out = conditionOf(kind, union) ?? (points === 0 ? { code: 'nothing' as const, words: '' } : null)
    const { id, name, path } = union
    return { subjectId: id, name, union: null, unionPath: path, group, order: [-points], points, figures, merit: '', out }
  })
}

const thousandths = (points: number): number => Math.round(points * THOUSANDTHS) / THOUSANDTHS

/** How far a value comes towards its reference, 1 at most; without a reference not at all. */
const reached = (value: number, reference: number | null): number => (reference === null || reference <= 0 ? 0 : Math.min(1, value / reference))

function conditionOf({ measures, leastMembers, reportNeeded }: CollectiveKind, { members, reported, closed }: UnionMerits): Candidate['out'] {
  if (members === null && (leastMembers > 0 || measures.some(({ measure }) => measure === 'rate'))) return { code: 'noHeadCount', words: '' }
  if ((members ?? 0) < leastMembers) return { code: 'leastMembers', words: String(members) }
  return reportNeeded && reported === false ? { code: closed ? 'closed' : 'notReported', words: '' } : null
}

/** The best of each group in each measure, among those that meet the conditions. */
function bestOf({ measures }: CollectiveKind, meant: readonly { union: UnionMerits; group: Group }[]): Map<string, number> {
  const best = new Map<string, number>()
  for (const { union, group } of meant)
    for (const { measure } of measures) {
      const key = `${group.key} ${measure}`
      best.set(key, Math.max(best.get(key) ?? 0, union.values[measure] ?? 0))
    }
  return best
}

/**
 * The shortlist of each kind in order, with what the council decided. A place is given by rank alone; where equals meet at the last place none of
 * them gets it, and people decide. Whoever was agreed to holds a place first, whoever was struck leaves theirs to the next.
 */
export const shortlist = (asked: readonly Asked[], choices: readonly Choice[]): ShortKind[] => lined(asked, choices).kinds

/** Tells whom a kind passes over although they meet its conditions: they hold a place in a kind above that excludes it, or the council struck them. */
export function passedOver(kind: CommendationKind, above: readonly Asked[], choices: readonly Choice[]): (one: Candidate) => boolean {
  const holders: Holders = kind.notWith.length === 0 ? new Map() : lined(above, choices, kind.notWith).holders
  const struck = new Set(choices.flatMap(({ kindKey, subjectId, verdict }) => (kindKey === kind.key && verdict === 'struck' ? [subjectId] : [])))
  return (one) => struck.has(one.subjectId) || excludingKind(kind, one, holders) !== undefined
}

/** What whoever holds a place in a kind is known by. */
type Holders = Map<string, Set<string>>

function lined(asked: readonly Asked[], choices: readonly Choice[], excluding: readonly string[] = []): { kinds: ShortKind[]; holders: Holders } {
  const choiceOf = new Map(choices.map((choice) => [`${choice.kindKey} ${choice.subjectId}`, choice]))
  const holders: Holders = new Map()
  const titles = new Map(asked.map(({ kind }) => [kind.key, kind.title]))
  const watched = new Set([...excluding, ...asked.flatMap(({ kind }) => kind.notWith)])
  const nameOf = groupNames(asked.flatMap(({ candidates }) => candidates.flatMap(({ group, union }) => (union === null ? [group] : [group, union]))))
  const kinds = asked.map(({ kind, candidates, meeting: whole }) => {
    const held = new Set<string>()
    holders.set(kind.key, held)
    const groups = [...grouped([...candidates].sort(inOrder), ({ group }) => group.key)].map(([key, members]) => {
      const outOf = (one: Candidate): Candidate['out'] => one.out ?? otherKind(kind, one, holders, titles)
      const own = members.map((one) => ({ one, out: outOf(one), choice: choiceOf.get(`${kind.key} ${one.subjectId}`) ?? null }))
      const known = members.filter(({ out }) => out === null).length
      const meeting = whole?.get(key) ?? known
      const cap = capOf(kind, meeting)
      const running = own.filter(({ out }) => out === null)
      const { lines, open } = placed(running, cap, nameOf)
      if (watched.has(kind.key))
        for (const [index, { one }] of running.entries())
          if (lines[index]?.state === 'agreed' || lines[index]?.state === 'proposed') for (const mark of marksOf(one)) held.add(mark)
      const excluded = own.flatMap(({ one: { subjectId, name, union, unionPath }, out }) =>
        out === null ? [] : [{ subjectId, name, unionName: nameOf(union), unionPath, ...out }],
      )
      return { key, group: nameOf(members[0]?.group ?? null), candidates: meeting, cap, open, lines, beyond: meeting - known, excluded }
    })
    return { kind, groups: groups.sort((a, b) => (a.group === b.group ? (a.key < b.key ? -1 : 1) : a.group < b.group ? -1 : 1)) }
  })
  return { kinds, holders }
}

/** How groups are told: by their names; namesakes with the union above them, and with their codes where they have that in common too. */
function groupNames(groups: readonly Group[]): (group: Group | null) => string {
  const ways: ((group: Group) => string)[] = [
    ({ name }) => name,
    ({ name, above }) => (above === '' ? name : `${name} (${above})`),
    ({ name, above, code }) => (above === '' && code === '' ? name : `${name} (${[above, code].filter((part) => part !== '').join(', ')})`),
  ]
  // Of a hundred thousand people most are of the same few unions.
  const written = (group: Group): string => `${group.key} ${group.name}`
  const known = new Map(groups.map((group) => [written(group), group]))
  const keys = new Map<string, Set<string>>()
  for (const group of known.values())
    for (const words of ways.map((way) => sameName(way(group)))) keys.set(words, (keys.get(words) ?? new Set()).add(group.key))
  const told = new Map(
    [...known].map(([key, group]) => {
      const way = ways.find((one) => keys.get(sameName(one(group)))?.size === 1) ?? ways.at(-1)
      return [key, group.name === '' ? '' : (way?.(group) ?? '')]
    }),
  )
  return (group) => (group === null ? '' : (told.get(written(group)) ?? group.name))
}

/** What tells that two lines are one: a list of people knows them by their account, another by their name and union only. */
const marksOf = ({ subjectId, name, union }: Candidate): string[] => (union === null ? [subjectId] : [subjectId, `${sameName(name)} ${union.key}`])

function excludingKind({ notWith }: CommendationKind, one: Candidate, holders: Holders): string | undefined {
  if (notWith.length === 0) return undefined
  const marks = marksOf(one)
  return notWith.find((other) => marks.some((mark) => holders.get(other)?.has(mark)))
}

function otherKind(kind: CommendationKind, one: Candidate, holders: Holders, titles: ReadonlyMap<string, string>): Candidate['out'] {
  const key = excludingKind(kind, one, holders)
  return key === undefined ? null : { code: 'otherKind', words: titles.get(key) ?? '' }
}

/** The places of a group in which so many meet the conditions. */
export function capOf({ cap: { unit, amount } }: Pick<CommendationKind, 'cap'>, meeting: number): number {
  if (meeting === 0) return 0
  return unit === 'places' ? amount : Math.max(1, Math.floor((meeting * amount) / 100))
}

type Own = { one: Candidate; choice: Choice | null }

/** Candidates in order with their ranks and states. */
function placed(own: readonly Own[], cap: number, nameOf: (union: Group | null) => string): { lines: ShortLine[]; open: number } {
  const free = own.filter(({ choice }) => choice === null)
  const seats = Math.max(0, cap - own.filter(({ choice }) => choice?.verdict === 'agreed').length)
  const last = free[seats - 1]
  const next = free[seats]
  const parted = last === undefined || next === undefined || compare(last.one, next.one) !== 0
  const before = parted ? Math.min(seats, free.length) : free.findIndex(({ one }) => compare(one, last.one) === 0)
  const states = new Map(free.map(({ one }, index) => [one.subjectId, stateAt(one, index, { before, tie: parted ? null : last.one })]))
  let rank = 0
  const lines = own.map(({ one: { order: _order, out: _out, group: _group, union, ...one }, choice }, index): ShortLine => {
    const previous = own[index - 1]?.one
    const here = own[index]?.one
    if (previous === undefined || here === undefined || compare(previous, here) !== 0) rank = index + 1
    return { ...one, unionName: nameOf(union), rank, state: choice?.verdict ?? states.get(one.subjectId) ?? 'below', choice }
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
