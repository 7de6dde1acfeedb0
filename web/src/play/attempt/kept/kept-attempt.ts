import type { Answers } from '../answers.ts'
import type { AttemptView } from '../attempt-view.ts'
import type { Tap } from '../tap.ts'
import type { PhoneStore } from './store.ts'

/** The paper as it was given out, and whose it is: it never changes, and another person on this phone never sees it. */
export type KeptPaper = { owner: string; view: AttemptView }

/** What has become of the attempt on this phone, acknowledged or not. */
export type Progress = {
  answers: Answers
  flagged: number[]
  step: number
  /** The last moment of the server's clock that this phone knows of. */
  after: number
  /** The time was over on a clock that was known. */
  over: boolean
}
const BEGUN: Progress = { answers: {}, flagged: [], step: 0, after: 0, over: false }

const paperKey = (attemptId: string): string => `attempt/${attemptId}/paper`
const progressKey = (attemptId: string): string => `attempt/${attemptId}/progress`
const tapKey = (attemptId: string, position: number): string => `attempt/${attemptId}/tap/${position}`
const lateKey = (attemptId: string): string => `late/${attemptId}`

export type KeptAttempt = ReturnType<typeof keptAttempt>

/** One attempt in the phone's store: a record for each answer that waits, so that tabs of one phone share one outbox. */
export function keptAttempt(store: PhoneStore, attemptId: string) {
  const remove = (key: string): Promise<unknown> => store.change(key, () => undefined)

  return {
    paper: async (owner: string): Promise<KeptPaper | null> => {
      const [found] = await store.list<KeptPaper>(paperKey(attemptId))
      return found?.[1].owner === owner ? found[1] : null
    },
    keepPaper: (paper: KeptPaper): Promise<unknown> => store.change<KeptPaper>(paperKey(attemptId), (old) => old ?? paper),
    progress: async (): Promise<Progress> => {
      const [found] = await store.list<Progress>(progressKey(attemptId))
      return found?.[1] ?? BEGUN
    },
    /** Changes one thing and leaves alone what another tab has changed. */
    progressed: (change: (old: Progress) => Partial<Progress>): Promise<unknown> =>
      store.change<Progress>(progressKey(attemptId), (old = BEGUN) => ({ ...old, ...change(old) })),
    taps: async (): Promise<Tap[]> => {
      const found = await store.list<Tap>(`attempt/${attemptId}/tap/`)
      return found.map(([, tap]) => tap)
    },
    keepTap: (tap: Tap): Promise<unknown> => store.change<Tap>(tapKey(attemptId, tap.position), () => tap),
    /** Fixes the moment of a tap, so that it is the same however often it is sent; false when a newer one has taken its place since. */
    fixMoment: async (tap: Tap, at: number): Promise<boolean> => {
      const kept = await store.change<Tap>(tapKey(attemptId, tap.position), (old) => (old?.id === tap.id ? { ...old, stamp: { at } } : old))
      return kept?.id === tap.id
    },
    /** Acknowledged: gone, unless a newer tap has taken its place. */
    removeTap: (tap: Tap): Promise<unknown> => store.change<Tap>(tapKey(attemptId, tap.position), (old) => (old?.id === tap.id ? undefined : old)),
    /** Positions whose answers came too late for the server; told again when the attempt is opened again. */
    late: async (): Promise<number[]> => (await store.list<number[]>(lateKey(attemptId)))[0]?.[1] ?? [],
    keepLate: (positions: number[]): Promise<unknown> =>
      store.change<number[]>(lateKey(attemptId), (old = []) => [...new Set([...old, ...positions])]),
    /** The attempt is finished. */
    forget: async (): Promise<void> => {
      const kept = await store.list(`attempt/${attemptId}/`)
      await Promise.all(kept.map(([key]) => remove(key)))
    },
  }
}

/** Somebody has left this phone or another person has come: papers and what they say of a person go, answers that wait stay for their owner. */
export async function forgetOthers(store: PhoneStore, owner: string | null): Promise<void> {
  const papers = await store.list<KeptPaper>('attempt/')
  const strangers = papers.filter(([key, kept]) => key.endsWith('/paper') && kept.owner !== owner).map(([key]) => key.slice(0, -'paper'.length))
  const gone = strangers.flatMap((prefix) => [`${prefix}paper`, `${prefix}progress`])
  const late = strangers.map((prefix) => prefix.replace(/^attempt(.*)\/$/, 'late$1'))
  await Promise.all([...gone, ...late, 'session'].map((key) => store.change(key, () => undefined)))
}
