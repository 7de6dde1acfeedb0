import type { AttemptBook } from './books.ts'
import { persist, startOf } from './entering.ts'
import { openOutbox, type Outbox } from './outbox.ts'
import { chance, type Kind, type Person } from './people.ts'
import { openPhone } from './phone.ts'
import { MINUTE_MS } from './timetable.ts'
import type { World } from './world.ts'

/** Share of the time there is that a person takes, in hundredths: from and up to. */
const pace: Record<Kind, [from: number, to: number]> = {
  steady: [15, 85],
  slow: [88, 108],
  lostLine: [20, 90],
  twoPhones: [30, 85],
  walksAway: [20, 80],
  tooFast: [0, 0],
  tooLate: [60, 98],
  doubleTap: [15, 80],
  forgetful: [20, 85],
  greedy: [10, 40],
}

type Step = { at: number; position: number; choice: string[]; device: number }

/** Take the paper: tap after tap at their moments, until it is done, given up, or the time on the screen is over. */
export async function answer(world: World, book: AttemptBook): Promise<void> {
  const { person } = book
  const boxes: Outbox[] = [openOutbox(world, book, person.device)]
  const steps = planOf(world, book)
  const half = steps[Math.floor(steps.length / 3)]?.at ?? 0
  for (const { at, position, choice, device } of steps) {
    await world.clock.until(at)
    if (world.clock.now() >= book.deadlineAt) break
    if (device === 1 && boxes[1] === undefined && at >= half) await takeSecondPhone(world, book, boxes)
    const walkingOff = person.kind === 'walksAway' && position === Math.floor(book.questions.length / 2)
    ;(boxes[device] ?? boxes[0])?.tap(position, choice, walkingOff ? person.random.below(300) : undefined)
  }
  await Promise.all(boxes.map((box) => box.empty()))
}

/** The other device logs in, where it is not, and finds the same attempt with everything that was saved. */
async function takeSecondPhone(world: World, book: AttemptBook, boxes: Outbox[]): Promise<void> {
  const { person, round, attemptId } = book
  const device = openPhone(world.network, { session: person.session })
  const entered =
    person.session !== undefined || (await persist(world, person, 'logIn', { body: { login: person.phone, password: person.password } }, device)).ok
  // Past the deadline a start would not resume this attempt but begin another.
  if (!entered || world.clock.past(book.deadlineAt)) return
  const resumed = await persist(world, person, 'startAttempt', startOf(world, person, round), device)
  if (resumed.ok && resumed.body.attemptId === attemptId) boxes[1] = openOutbox(world, book, device)
  else if (!world.clock.past(book.deadlineAt)) world.troubles.tell('a second phone did not find the running attempt', attemptId)
}

function planOf({ key }: World, book: AttemptBook): Step[] {
  const { person, questions, startedAt, deadlineAt } = book
  const { random, kind } = person
  const [from, to] = pace[kind]
  const whole = deadlineAt - startedAt
  const takes = kind === 'tooFast' ? 3_000 + random.below(12_000) : Math.floor((whole * (from + random.below(Math.max(1, to - from)))) / 100)
  const answered = kind === 'walksAway' ? questions.slice(0, Math.ceil(questions.length / 2)) : questions
  const steps = answered.flatMap((question, index): Step[] => {
    const at = startedAt + Math.floor((takes * (index + 1 + random.below(80) / 100 - 0.4)) / (answered.length + 1))
    const device = kind === 'twoPhones' ? random.below(2) : 0
    const step = { at, position: question.position, choice: choose(person, question, key), device }
    // Some come back to a question and choose anew, perhaps on the other phone.
    const again = kind !== 'tooFast' && chance(random, kind === 'twoPhones' ? 40 : 12)
    if (!again) return [step]
    const back = at + random.below(Math.max(1, Math.min(MINUTE_MS, startedAt + takes - at)))
    return [step, { ...step, at: back, choice: choose(person, question, key), device: kind === 'twoPhones' ? 1 - device : 0 }]
  })
  return steps.sort((a, b) => a.at - b.at || a.position - b.position)
}

/** By what the person knows, or a guess. */
export function choose({ kind, skill, random }: Person, question: AttemptBook['questions'][number], key: World['key']): string[] {
  const knows = kind === 'tooFast' || random.below(1_000) < skill - key.difficulty(question) * 20
  const guess = question.options[random.below(question.options.length)]?.id ?? 'a'
  return knows ? key.right(question) : [guess]
}
