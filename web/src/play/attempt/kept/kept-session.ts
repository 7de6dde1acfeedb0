import type { session, ContestView } from '../../session.svelte.ts'
import type { AttemptView } from '../attempt-view.ts'
import type { PhoneStore } from './store.ts'

export type KeptSession = Pick<typeof session, 'me' | 'contests' | 'contest' | 'rehearsal'>

const KEY = 'session'

/** The contest with this attempt running, as the server would tell it now. */
function withRunning(contest: ContestView, view: AttemptView): ContestView {
  const rounds = contest.rounds.map((round) =>
    round.id === view.roundId && round.my !== null ? { ...round, my: { ...round.my, runningAttemptId: view.attemptId } } : round,
  )
  return { ...contest, rounds }
}

/** Who is here and what they look at, kept while an attempt runs: enough to open it again without a line. */
export function keepSession(store: PhoneStore, { me, contests, contest, rehearsal }: KeptSession, view: AttemptView): Promise<unknown> {
  const copy: KeptSession = { me, contests, contest: contest === null ? null : withRunning(contest, view), rehearsal }
  // A reactive value cannot be cloned into a database.
  return store.change<KeptSession>(KEY, () => JSON.parse(JSON.stringify(copy)) as KeptSession)
}

export async function keptSession(store: PhoneStore): Promise<KeptSession | null> {
  const [found] = await store.list<KeptSession>(KEY)
  return found?.[1] ?? null
}
