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
  readonly unionId: string | null
  go(path: string, options?: { replace?: boolean }): void
}

export const [useWorkplace, provideWorkplace] = createContext<Workplace>()

type Params = { roundId?: string; slug?: string }

/** The contest and round that an address names, else the ones to start with; a round that does not exist is null. */
export function placeOf(contests: readonly ContestPage[], { roundId, slug }: Params): { contest: ContestPage | null; round: Round | null } {
  if (roundId !== undefined) {
    const contest = contests.find(({ rounds }) => rounds.some(({ id }) => id === roundId)) ?? null
    return { contest, round: contest?.rounds.find(({ id }) => id === roundId) ?? null }
  }
  const contest = (slug === undefined ? contests[0] : contests.find((page) => page.contest.slug === slug)) ?? null
  return { contest, round: contest === null ? null : roundToShow(contest.rounds) }
}
