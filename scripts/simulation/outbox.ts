import { GRACE_MS, type AttemptBook, type Tap } from './books.ts'
import { insist } from './entering.ts'
import type { Phone } from './phone.ts'
import type { World } from './world.ts'

export type Outbox = {
  /** A tap at this moment of the phone's reckoning; it is on its way at once, or with the next request when one is under way. */
  tap: (position: number, choice: string[], prediction?: number) => void
  /** Resolves once nothing waits any more. */
  empty: () => Promise<void>
}

const LONGEST_AGE_MS = 86_400_000

/** How a phone saves: one request at a time, everything that was tapped meanwhile goes with the next one. */
export function openOutbox(world: World, book: AttemptBook, device: Phone): Outbox {
  let waiting: { tap: Tap; at: number }[] = []
  let prediction: number | null = null
  let working: Promise<void> | null = null

  const sendOnce = async (): Promise<void> => {
    const batch = waiting
    waiting = []
    const sentAt = world.clock.now()
    const aged = batch.map(({ tap, at }) => ({ tap, ageMs: Math.min(LONGEST_AGE_MS, sentAt - at) }))
    for (const { tap, ageMs } of aged) tap.tappedAt = Math.max(book.startedAt, sentAt - ageMs)
    const carried = prediction
    prediction = null
    if (carried !== null) book.savedPrediction = { value: carried, acknowledged: false }
    const { answer: saved, doubtful } = await insist(
      world,
      book.person,
      'saveResponses',
      {
        params: { attemptId: book.attemptId },
        body: {
          responses: aged.map(({ tap: { position, choice }, ageMs }) => ({ position, choice, ageMs })),
          sentAt,
          ...(carried === null ? {} : { prediction: carried }),
        },
        expects: (code) => mayBeRefused(world, book, code),
      },
      device,
    )
    if (saved.ok && book.savedPrediction !== null && carried !== null) book.savedPrediction.acknowledged = true
    for (const { tap } of batch) tap.state = saved.ok ? 'acknowledged' : doubtful ? 'unknown' : 'refused'
  }
  const work = async (): Promise<void> => {
    while (waiting.length > 0) await sendOnce()
    working = null
  }
  return {
    tap(position, choice, given) {
      const at = world.clock.now()
      const tap: Tap = { position, choice, tappedAt: at, state: 'unknown' }
      book.taps.push(tap)
      waiting.push({ tap, at })
      if (given !== undefined) prediction = given
      working ??= work()
    },
    empty: async () => {
      while (working !== null) await working
    },
  }
}

/** A tap is refused once the attempt is handed in, or its deadline and grace are over, and only then. */
function mayBeRefused({ clock }: Pick<World, 'clock'>, book: AttemptBook, code: string): boolean {
  const over = clock.past(book.deadlineAt + GRACE_MS)
  if (code === 'deadline-passed') return over
  return code === 'attempt-finished' && (over || book.handedIn !== null)
}
