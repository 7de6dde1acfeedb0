import type { Merit, PersonKind, PersonSource } from '@hoithi/shared/contracts/commendation'
import type { Candidate, UnionMerits } from '../domain/commendation.ts'

/** What a shortlist is reckoned from; `asOf`: the sealed revisions, a round each, and the rounds that are not sealed yet. */
export type MeritsNow = {
  asOf: { basis: { title: string; revision: number }[]; waiting: string[]; people: number; attempts: number }
  unions: UnionMerits[]
  /** Candidates of a kind that people are ranked for: at least as many of each group as there are places and equals at the last of them. */
  people: (kind: PersonKind) => Promise<Candidate[]>
  /** Names of unions with their upper union and peer group. */
  placeOf: (unionId: string) => { name: string; path: string; upperName: string; peerGroup: string } | null
}

/** What unions and people did for the campaign, from whatever counts it. */
export type Merits = {
  /** Which measures and sources there are figures of, and whether it is known who sent reports. */
  known: { merits: Merit[]; sources: PersonSource[]; reports: boolean }
  now: (contest: { id: string }) => Promise<MeritsNow>
}
