import { createContext } from 'svelte'
import { call, type Reply } from '../../lib/api.ts'
import { roundToShow } from '../rules/round-to-show.ts'
import type { Resource } from './resource.svelte.ts'

export type ContestPage = Reply<'getContest'>
export type Round = ContestPage['rounds'][number]

/** Every contest of the server with its rounds, the running one first. */
export async function loadContests(): Promise<ContestPage[]> {
  const { contests } = await call('listContests', {})
  return Promise.all(contests.map(({ slug }) => call('getContest', { params: { slug } })))
}

/** Where the reader is and what they are looking at; the address of the page decides. */
export type Workplace = {
  readonly contests: Resource<ContestPage[]>
  readonly contest: ContestPage | null
  readonly round: Round | null
  /** Whether the round and contest that the address names exist. */
  readonly known: boolean
  readonly unionId: string | null
  readonly contestantId: string | null
  readonly flagId: string | null
  readonly appealId: string | null
  readonly initiativeId: string | null
  readonly workId: string | null
  readonly attemptId: string | null
  readonly questionId: string | null
  readonly importId: string | null
  readonly decisionId: string | null
  go(path: string, options?: { replace?: boolean }): void
}

export const [useWorkplace, provideWorkplace] = createContext<Workplace>()

type Params = { roundId?: string; slug?: string }

export type Place = { contest: ContestPage | null; round: Round | null; known: boolean }

/** The contest and round that an address names, else the ones to start with; `known` is false when it names what does not exist. */
export function placeOf(contests: readonly ContestPage[], { roundId, slug }: Params): Place {
  const named = contests.find(({ contest, rounds }) => (roundId === undefined ? contest.slug === slug : rounds.some(({ id }) => id === roundId)))
  const contest = named ?? contests[0] ?? null
  const round = contest?.rounds.find(({ id }) => id === roundId) ?? roundToShow(contest?.rounds ?? [])
  return { contest, round, known: named !== undefined || (roundId === undefined && slug === undefined) }
}
