import type { AwardLine } from './award-lines.ts'
import type { AwardFacts, AwardPapers } from './award-papers.ts'
import { accept, refuse, type Decision } from './decision.ts'

/** The sealed revisions that a decision rests on, a round each in the order of the rounds. */
export type Basis = { roundId: string; revisionId: string; number: number }[]

export type AwardDecision = {
  id: string
  contestId: string
  /** Null: the whole contest. */
  roundId: string | null
  number: number
  state: 'draft' | 'published' | 'superseded'
  edition: number
  basis: Basis
  papers: AwardPapers
  facts: AwardFacts | null
  createdAt: number
  createdBy: string
  publishedAt: number | null
  publishedBy: string | null
  reason: string
}
export type AwardPlacement = Pick<AwardLine, 'group' | 'divisionId' | 'subjectId'> & {
  tier: number | null
  words: string
  at: number
  actorId: string
}

/** A draft is open for one change at a time, from the edition that its editor has seen. */
export function decideOnDraft(decision: AwardDecision | null, edition: number): Decision<AwardDecision> {
  if (decision === null) return refuse('not-found')
  if (decision.state !== 'draft') return refuse('award-published')
  return decision.edition === edition ? accept(decision) : refuse('award-edited-meanwhile')
}

/** Begin a draft: one at a time in its scope, on sealed results; the words and what people decided are those of the decision that it replaces. */
export function decideDraft(known: readonly AwardDecision[], basis: Basis | null): Decision<{ number: number; replaces: AwardDecision | null }> {
  if (basis === null) return refuse('not-sealed')
  if (known.some(({ state }) => state === 'draft')) return refuse('award-drafted')
  const number = 1 + Math.max(0, ...known.map((decision) => decision.number))
  return accept({ number, replaces: known.find(({ state }) => state === 'published') ?? null })
}

/** Publish what its publisher has seen, on the results of now, with every tie decided. */
export function decidePublication(
  decision: AwardDecision | null,
  asked: { edition: number; seen: string; list: string; prizes: number; undecided: number; basis: Basis; newest: Basis | null },
): Decision<AwardDecision> {
  const open = decideOnDraft(decision, asked.edition)
  if (!open.ok) return open
  if (asked.seen !== asked.list || !sameBasis(asked.basis, asked.newest)) return refuse('awards-changed')
  if (asked.prizes === 0) return refuse('no-awards')
  if (asked.undecided > 0) return refuse('awards-undecided')
  return open
}

export function sameBasis(some: Basis | null, other: Basis | null): boolean {
  if (some === null || other === null || some.length !== other.length) return false
  return some.every(({ revisionId }, index) => other[index]?.revisionId === revisionId)
}
