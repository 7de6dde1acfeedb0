import type { CommendationPaperKind, CommendationRules, Figure } from '@hoithi/shared/contracts/commendation'
import type { AwardPaper } from './award-papers.ts'
import { capsHold, undecidedIn, type Choice, type ShortKind } from './commendation.ts'
import { accept, refuse, type Decision } from './decision.ts'

export type CommendationPapers = Record<CommendationPaperKind, AwardPaper>
/** What a list rests on; frozen when it is decided. */
export type CommendationFacts = {
  campaign: string
  legalBasis: string
  contest: string
  organiser: string
  timeZone: string
  opensAt: number
  closesAt: number
  people: number
  attempts: number
  basis: { title: string; revision: number }[]
  /** When the figures were as they are told. */
  at: number
  rehearsal: boolean
}
/** Somebody whom people put forward. */
export type Nominee = { id: string; kindKey: string; fullName: string; unionId: string; merit: string; at: number; actorId: string }
export type Commendation = {
  id: string
  contestId: string
  number: number
  state: 'draft' | 'decided'
  edition: number
  rules: CommendationRules
  papers: CommendationPapers
  facts: CommendationFacts | null
  digest: string | null
  createdAt: number
  createdBy: string
  decidedAt: number | null
  decidedBy: string | null
  reason: string
  praisedAt: number | null
  unpraisedReason: string | null
}
export type CommendedLine = {
  kindKey: string
  kindTitle: string
  for: 'collective' | 'person'
  subjectId: string
  name: string
  unionName: string
  unionPath: string
  group: string
  rank: number
  points: number | null
  figures: Figure[]
  merit: string
  upward: boolean
  words: string
}

/** A draft is open for one change at a time, from the edition that its editor has seen. */
export function openDraft(list: Commendation | null, edition: number): Decision<Commendation> {
  if (list === null) return refuse('not-found')
  if (list.state !== 'draft') return refuse('commendation-decided')
  return list.edition === edition ? accept(list) : refuse('edited-meanwhile')
}

/** Begin a list: one draft at a time; criteria and words are those of the list before. */
export function planDraft(known: readonly Commendation[]): Decision<{ number: number; after: Commendation | null }> {
  if (known.some(({ state }) => state === 'draft')) return refuse('commendation-drafted')
  const after = [...known].sort((a, b) => b.number - a.number)[0] ?? null
  return accept({ number: (after?.number ?? 0) + 1, after })
}

/** Choices with some decided anew; `open` takes them back. */
export function chosen(
  known: readonly Choice[],
  { kind, subjectIds, verdict, upward }: { kind: string; subjectIds: readonly string[]; verdict: Choice['verdict'] | 'open'; upward: boolean },
  deed: { words: string; at: number; actorId: string },
): Choice[] {
  const meant = new Set(subjectIds)
  const others = known.filter(({ kindKey, subjectId }) => kindKey !== kind || !meant.has(subjectId))
  if (verdict === 'open') return others
  return [...others, ...[...meant].map((subjectId) => ({ kindKey: kind, subjectId, verdict, upward: verdict === 'agreed' && upward, ...deed }))]
}

/** Whether the council may decide so: only about those on the shortlist, and never beyond a cap. */
export function keepsToCriteria(after: readonly ShortKind[], { kind, subjectIds }: { kind: string; subjectIds: readonly string[] }): Decision<null> {
  const found = after.find((one) => one.kind.key === kind)
  const listed = new Set(found?.groups.flatMap(({ lines }) => lines.map(({ subjectId }) => subjectId)))
  if (subjectIds.some((id) => !listed.has(id))) return refuse('not-on-shortlist')
  return capsHold(after) ? accept(null) : refuse('commendation-over-cap')
}

/** The lines that the council agreed to, kind by kind. */
export const agreedLines = (kinds: readonly ShortKind[]): CommendedLine[] =>
  kinds.flatMap(({ kind, groups }) =>
    groups.flatMap(({ group, lines }) =>
      lines.flatMap(({ state, choice, ...line }) =>
        state === 'agreed' && choice !== null
          ? [{ kindKey: kind.key, kindTitle: kind.title, for: kind.for, group, ...line, upward: choice.upward, words: choice.words }]
          : [],
      ),
    ),
  )

/** What the digest of a list covers: criteria, results and lines, without words that go with a person. */
export const digested = (rules: CommendationRules, basis: CommendationFacts['basis'], lines: readonly CommendedLine[]): unknown => ({
  rules,
  basis,
  lines: lines.map(({ kindKey, subjectId, group, rank, points, figures, upward }) => ({ kindKey, subjectId, group, rank, points, figures, upward })),
})

/** Decide a list as whoever decides has seen it, with every line decided. */
export function planClosing(
  list: Commendation | null,
  asked: { edition: number; seen: string; shown: string; kinds: readonly ShortKind[]; agreed: number },
): Decision<Commendation> {
  const open = openDraft(list, asked.edition)
  if (!open.ok) return open
  if (asked.seen !== asked.shown) return refuse('shortlist-changed')
  if (undecidedIn(asked.kinds) > 0) return refuse('commendation-undecided')
  if (!capsHold(asked.kinds)) return refuse('commendation-over-cap')
  return asked.agreed === 0 ? refuse('nobody-commended') : open
}

export function planPraise(list: Commendation | null, shown: boolean): Decision<Commendation> {
  if (list === null) return refuse('not-found')
  if (list.state !== 'decided') return refuse('commendation-not-decided')
  return (list.praisedAt !== null) === shown ? refuse('nothing-changed') : accept(list)
}
