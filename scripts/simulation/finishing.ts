import { GRACE_MS, type AttemptBook, type Result } from './books.ts'
import { persist } from './entering.ts'
import { openOutbox } from './outbox.ts'
import { chance } from './people.ts'
import type { World } from './world.ts'

/** How an attempt ends: handed in, handed in twice, left to its deadline, or tapped at after it. */
export async function finish(world: World, book: AttemptBook): Promise<void> {
  const { kind } = book.person
  if (kind === 'walksAway') return waitOut(world, book)
  if (kind === 'tooLate') return tapTooLate(world, book)
  await submit(world, book)
}

async function waitOut({ clock }: World, { deadlineAt }: AttemptBook): Promise<void> {
  await clock.until(deadlineAt + GRACE_MS + 1_000)
}

/** The button is pressed; those who press everything twice do so here too. */
export async function submit(world: World, book: AttemptBook): Promise<void> {
  const { person, attemptId } = book
  // A prediction may be left blank.
  const prediction = chance(person.random, 8) ? null : person.random.below(300)
  const input = { params: { attemptId }, body: prediction === null ? {} : { prediction } }
  book.handedIn = { at: world.clock.now(), prediction }
  const twice = person.kind === 'doubleTap' ? person.device.call('submitAttempt', input) : null
  const done = await persist(world, person, 'submitAttempt', input)
  const other = await twice
  if (done.ok) book.submitted = done.body
  if (done.ok && other?.ok === true) sameResult(world, book, other.body)
  if (person.kind !== 'doubleTap') return
  const third = await persist(world, person, 'submitAttempt', input)
  if (third.ok) sameResult(world, book, third.body)
}

function sameResult({ troubles }: World, { attemptId, submitted }: AttemptBook, other: Result): void {
  if (submitted?.receipt !== other.receipt || submitted.submittedAt !== other.submittedAt)
    troubles.tell('handing in twice gave two results', `${attemptId}: ${submitted?.receipt} and ${other.receipt}`)
}

/** After deadline and grace nothing counts any more: a tap is refused, and the button finds the attempt handed in at its deadline. */
async function tapTooLate(world: World, book: AttemptBook): Promise<void> {
  await waitOut(world, book)
  const late = book.questions[0]
  if (late === undefined) return
  const box = openOutbox(world, book, book.person.device)
  const before = book.taps.length
  box.tap(late.position, world.key.right(late))
  await box.empty()
  if (book.taps.slice(before).some(({ state }) => state === 'acknowledged')) world.troubles.tell('a tap after the deadline was taken', book.attemptId)
  await submit(world, book)
  if (book.submitted !== null && book.submitted.finishedBy !== 'deadline')
    world.troubles.tell('handed in after the deadline, and taken', book.attemptId)
}
