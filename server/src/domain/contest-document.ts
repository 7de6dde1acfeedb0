import type { ContestDocument, RoundDocument } from '@hoithi/shared/contracts/contest-desk'
import type { Contest, Round } from './contest.ts'
import { movedOnWall } from './local-time.ts'

/** Practice rounds are numbered apart, so that the others keep 1, 2, 3 … */
const FIRST_PRACTICE = 901

const roundDocumentOf = ({ id, title, opensAt, closesAt, practice, rules }: Round): RoundDocument => ({
  id,
  title,
  opensAt,
  closesAt,
  practice,
  rules,
})

/** A stored contest as one document; practice rounds stand behind the others. */
export function documentOf(contest: Contest, rounds: readonly Round[]): ContestDocument {
  const { slug, title, organiser, timeZone, opensAt, closesAt, intro, consent, settings } = contest
  const inOrder = [...rounds].sort((a, b) => a.number - b.number)
  return { slug, title, organiser, timeZone, opensAt, closesAt, intro, consent, settings, rounds: inOrder.map(roundDocumentOf) }
}

/** The contest that a document describes. */
export function contestOf(
  { rounds: _rounds, ...fields }: ContestDocument,
  { id, state, pausedAt }: Pick<Contest, 'id' | 'state' | 'pausedAt'>,
): Contest {
  return { ...fields, id, state, pausedAt }
}

/** The number of each round of a document, in its order. */
export function roundNumbers(rounds: readonly Pick<RoundDocument, 'practice'>[]): number[] {
  let next = 1
  let nextPractice = FIRST_PRACTICE
  return rounds.map(({ practice }) => (practice ? nextPractice++ : next++))
}

/** The rounds that a document describes; `idOf` makes the id of a new one. */
export function roundsOf(document: ContestDocument, contestId: string, idOf: () => string, before: readonly Round[] = []): Round[] {
  const sealed = new Map(before.map((round) => [round.id, round.sealedRevision]))
  const numbers = roundNumbers(document.rounds)
  return document.rounds.map(({ id, ...fields }, index) => ({
    id: id ?? idOf(),
    contestId,
    number: numbers[index] ?? index + 1,
    ...fields,
    sealedRevision: id === null ? null : (sealed.get(id) ?? null),
  }))
}

/** A contest's document for another time: every local clock time stays, every round is new. */
export function movedDocument(
  document: ContestDocument,
  { slug, title, opensAt }: Pick<ContestDocument, 'slug' | 'title' | 'opensAt'>,
): ContestDocument {
  const move = (at: number): number => movedOnWall(at, document.opensAt, opensAt, document.timeZone)
  return {
    ...document,
    settings: { ...document.settings, accessCode: null },
    slug,
    title,
    opensAt,
    closesAt: move(document.closesAt),
    rounds: document.rounds.map((round) => ({ ...round, id: null, opensAt: move(round.opensAt), closesAt: move(round.closesAt) })),
  }
}
