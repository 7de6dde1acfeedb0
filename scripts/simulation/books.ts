import type { AnswerKey, Shown } from './answer-key.ts'
import type { Person } from './people.ts'
import type { ReplyOf } from '../../server/src/http/route.ts'
import type { StageRound } from './stage.ts'

export const GRACE_MS = 30_000

/** acknowledged: the server said that it is saved. unknown: sent, but no reply came back. */
export type Tap = { position: number; choice: string[]; tappedAt: number; state: 'unknown' | 'acknowledged' | 'refused' }
export type Result = ReplyOf<'submitAttempt'>

/** What the crowd knows of one attempt, from what it sent and what was acknowledged. */
export type AttemptBook = {
  attemptId: string
  person: Person
  round: StageRound
  number: number
  startedAt: number
  deadlineAt: number
  questions: Shown[]
  taps: Tap[]
  /** Predictions sent beside answers, and the one handed in. */
  savedPrediction: { value: number; acknowledged: boolean } | null
  handedIn: { at: number; prediction: number | null } | null
  /** The reply to the submission; null when nobody pressed the button or no reply came. */
  submitted: Result | null
  /** Filled in when the attempt is read back after its round. */
  readBack: ReadBack | null
}
export type ReadBack = { choices: Map<number, string[]>; result: Result; prediction: number | null; scoreInHundredths: number; allCorrect: boolean }

/** Later wins; at the same millisecond the greater choice. */
const later = (a: Tap, b: Tap): boolean => (a.tappedAt === b.tappedAt ? JSON.stringify(a.choice) > JSON.stringify(b.choice) : a.tappedAt > b.tappedAt)

/** The tap that must stand at a position: the latest one that was acknowledged. */
function standing(taps: readonly Tap[]): Tap | null {
  return taps
    .filter(({ state }) => state === 'acknowledged')
    .reduce<Tap | null>((latest, tap) => (latest === null || later(tap, latest) ? tap : latest), null)
}

export type Fault = { kind: 'lost' | 'foreign'; attemptId: string; position: number; want: string; got: string }

/** Where saved answers differ from what was acknowledged. A tap without a reply may stand instead, when it is the later one. */
export function faultsOf({ attemptId, taps }: Pick<AttemptBook, 'attemptId' | 'taps'>, saved: ReadonlyMap<number, string[]>): Fault[] {
  const positions = new Set([...taps.map(({ position }) => position), ...saved.keys()])
  return [...positions].flatMap((position): Fault[] => {
    const own = taps.filter((tap) => tap.position === position)
    const must = standing(own)
    const got = saved.get(position)
    const may = [must, ...own.filter((tap) => tap.state === 'unknown' && (must === null || later(tap, must)))]
    const explained = got === undefined ? must === null : may.some((tap) => tap !== null && JSON.stringify(tap.choice) === JSON.stringify(got))
    if (explained) return []
    return [
      { kind: must === null ? 'foreign' : 'lost', attemptId, position, want: JSON.stringify(must?.choice ?? null), got: JSON.stringify(got ?? null) },
    ]
  })
}

/** The simulator's own score: a question counts when exactly the right options stand. */
export function scoreOf(
  { questions, round }: Pick<AttemptBook, 'questions' | 'round'>,
  saved: ReadonlyMap<number, string[]>,
  key: AnswerKey,
): { scoreInHundredths: number; allCorrect: boolean } {
  const right = questions.filter((question) => key.right(question).join() === (saved.get(question.position) ?? []).join()).length
  return { scoreInHundredths: right * Math.round(round.rules.points * 100), allCorrect: right === questions.length }
}
