import type { Me } from '@hoithi/shared/contracts/accounts'
import { Offline, type Reply } from '../lib/api.ts'
import { ask } from './ask.ts'
import { askEarly } from './early.ts'
import { recall, remember } from './phone-memory.ts'

export type ContestView = Reply<'getContest'>
export type RoundView = ContestView['rounds'][number]
export type ContestSummary = ContestView['contest']

type Session = {
  ready: boolean
  failure: unknown
  me: Me | null
  contests: ContestSummary[]
  contest: ContestView | null
  rehearsal: boolean
  /** There is no line: this is what the phone has kept of a running attempt's contest. */
  kept: boolean
}

/** Who is here and which contest they look at; loaded once, shared by every screen. */
export const session = $state<Session>({ ready: false, failure: null, me: null, contests: [], contest: null, rehearsal: false, kept: false })

let known: () => void
/** Resolves once it is known who is here, from the server or from what the phone has kept. */
export const whoIsHere = new Promise<void>((resolve) => (known = resolve))

/** Where this phone keeps which contest was chosen among several, and which was shown last, chosen or not. */
export const CHOSEN = 'contest'
const LAST = 'contest:last'

/** Load everything that the first screen needs; a failure is kept in `session.failure` and can be tried again. */
export async function loadSession(): Promise<void> {
  session.failure = null
  try {
    // Most people come back to the contest of last time: it is asked for at once, a round trip earlier.
    const early = recall(CHOSEN) ?? recall(LAST)
    const [who, list, guessed] = await Promise.all([
      askEarly('getMe', {}),
      askEarly('listContests', {}),
      early === null ? null : askEarly('getContest', { params: { slug: early } }).catch(() => null),
    ])
    session.me = who.me
    session.rehearsal = list.rehearsal
    session.contests = list.contests
    const chosen = list.contests.find((contest) => contest.slug === recall(CHOSEN)) ?? list.contests[0]
    if (chosen === undefined) session.contest = null
    else session.contest = guessed?.contest.slug === chosen.slug ? guessed : await ask('getContest', { params: { slug: chosen.slug } })
    if (chosen !== undefined) remember(LAST, chosen.slug)
    session.ready = true
    session.kept = false
    known()
  } catch (error) {
    session.failure = error
    if (!session.ready && error instanceof Offline) await takeKept()
  }
}

const thisPhone = () => import('./attempt/kept/this-phone.ts')

/** Without a line a running attempt opens from what the phone has kept. */
async function takeKept(): Promise<void> {
  const kept = await thisPhone().then(({ lastSession }) => lastSession())
  if (kept === null) return
  Object.assign(session, kept, { ready: true, kept: true })
  known()
}

/** Fetch the contest again: my attempts and the live counts have moved. */
export async function refreshContest(): Promise<void> {
  const slug = session.contest?.contest.slug
  if (slug === undefined || session.kept) return loadSession()
  try {
    session.contest = await ask('getContest', { params: { slug } })
    session.failure = null
  } catch (error) {
    session.failure = error
  }
}

/** A contest that was fetched longer ago than this is fetched again when its page is looked at again. */
const STALE_MS = 60_000

/** The page is looked at again, perhaps the next morning: today's attempts, hours and barriers may be others by now. */
export async function refreshWhenStale(now: number | null): Promise<void> {
  if (session.contest !== null && now !== null && now - session.contest.now > STALE_MS) await refreshContest()
}

/** A person has logged in, registered or left. */
export async function becomes(me: Me | null): Promise<void> {
  session.me = me
  void thisPhone().then(({ personChanged }) => personChanged(me?.id ?? null))
  await refreshContest()
}

export function roundOf(roundId: string): RoundView | null {
  return session.contest?.rounds.find((round) => round.id === roundId) ?? null
}
