import { faultsOf, GRACE_MS, scoreOf, type AttemptBook, type Result } from './books.ts'
import type { Person } from './people.ts'
import type { StageRound } from './stage.ts'
import type { World } from './world.ts'

const AT_ONCE = 12

export async function inParts<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const waiting = [...items]
  const one = async (): Promise<void> => {
    for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) await work(item)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, one))
}

/** After a round: every attempt as its owner is shown it, held against what was acknowledged; returns the books of the round. */
export async function readBackRound(world: World, people: readonly Person[], round: StageRound): Promise<AttemptBook[]> {
  const visitors = people.filter(({ registered, visits }) => registered && visits.some((visit) => visit.round.id === round.id))
  await inParts(visitors, (person) => openMissing(world, person, round))
  const books = [...world.books.values()].filter((book) => book.round.id === round.id)
  await inParts(books, (book) => readBack(world, book))
  for (const person of visitors)
    oneAtATime(
      world,
      books.filter((book) => book.person === person),
    )
  return books
}

/** An attempt whose start was acknowledged by nobody, since the line dropped and the time ran out meanwhile, still counts: it gets its book here. */
async function openMissing(world: World, person: Person, round: StageRound): Promise<void> {
  const shown = await person.device.call('getContest', { params: { slug: world.stage.slug } })
  const own = shown.ok ? (shown.body.rounds.find(({ id }) => id === round.id)?.my?.attempts ?? []) : []
  const known = [...world.books.values()].filter((book) => book.person === person && book.round.id === round.id)
  if (own.length > (person.asked.get(round.id) ?? 0)) world.troubles.tell('more attempts than were asked for', person.phone)
  const gone = known.filter(({ attemptId }) => own.every(({ id }) => id !== attemptId))
  for (const { attemptId } of gone) world.troubles.tell('an attempt is gone', attemptId)
  for (const { id } of own.filter((attempt) => !world.books.has(attempt.id))) {
    const found = await person.device.call('getAttempt', { params: { attemptId: id } })
    if (!found.ok) continue
    const { attemptId, number, startedAt, deadlineAt, questions } = found.body
    const empty = { taps: [], savedPrediction: null, handedIn: null, submitted: null, readBack: null }
    world.books.set(id, { attemptId, person, round, number, startedAt, deadlineAt, questions, ...empty })
  }
}

/** Nobody has two attempts running at a time, and their numbers follow their order. */
function oneAtATime({ troubles }: World, own: readonly AttemptBook[]): void {
  const inOrder = own.toSorted((a, b) => a.startedAt - b.startedAt)
  for (const [index, book] of inOrder.entries()) {
    const before = inOrder[index - 1]?.readBack?.result.submittedAt ?? 0
    if (book.number !== index + 1 || book.startedAt < before) troubles.tell('two attempts of one person at a time', book.attemptId)
  }
}

async function readBack(world: World, book: AttemptBook): Promise<void> {
  const { attemptId } = book
  const found = await book.person.device.call('getAttempt', { params: { attemptId } })
  if (!found.ok || found.body.result === null || found.body.result === undefined)
    return world.troubles.tell('an attempt could not be read back finished', `${attemptId}: ${found.ok ? 'running' : found.code}`)
  const choices = new Map(found.body.responses.map(({ position, choice }) => [position, choice]))
  for (const fault of faultsOf(book, choices))
    world.troubles.tell(
      fault.kind === 'lost' ? 'an acknowledged answer was lost' : 'an answer that nobody gave',
      `${attemptId} question ${fault.position}: ${fault.want} was acknowledged, ${fault.got} is there`,
    )
  const prediction = found.body.prediction ?? null
  book.readBack = { choices, result: found.body.result, prediction, ...scoreOf(book, choices, world.key) }
  for (const [what, detail] of wrongStamps(world, book, found.body.result, prediction)) world.troubles.tell(what, `${attemptId}: ${detail}`)
}

/** Where a result differs from what the acknowledged moments and answers make of it. */
function wrongStamps({ clock }: World, book: AttemptBook, result: Result, prediction: number | null): [what: string, detail: string][] {
  const { startedAt, deadlineAt, submitted, handedIn, savedPrediction, readBack: read } = book
  const wrong: [string, string][] = []
  const must = (holds: boolean, what: string, detail: string): void => {
    if (!holds) wrong.push([what, detail])
  }
  must(result.durationMs === result.submittedAt - startedAt, 'a duration is not the span of its stamps', String(result.durationMs))
  must(
    submitted === null || (submitted.receipt === result.receipt && submitted.submittedAt === result.submittedAt && submitted.score === result.score),
    'a result changed after it was acknowledged',
    `${submitted?.receipt} became ${result.receipt}`,
  )
  const byHand = result.finishedBy === 'contestant'
  must(byHand || result.submittedAt === deadlineAt, 'an abandoned attempt is not stamped with its deadline', String(result.submittedAt))
  must(
    !byHand || (handedIn !== null && result.submittedAt >= Math.min(handedIn.at, deadlineAt)),
    'handed in before anyone pressed',
    String(result.submittedAt),
  )
  must(byHand || handedIn === null || clock.now() > deadlineAt + GRACE_MS, 'ended by a deadline that had not come', String(deadlineAt))
  must(result.submittedAt <= deadlineAt, 'handed in after its deadline', String(result.submittedAt))
  must(
    result.score === (read?.scoreInHundredths ?? 0) / 100,
    'a score is not what the answers earn',
    `${result.score}, reckoned ${(read?.scoreInHundredths ?? 0) / 100}`,
  )
  const saved = savedPrediction?.value ?? null
  const may = byHand && handedIn?.prediction != null ? [handedIn.prediction] : savedPrediction?.acknowledged === false ? [saved, null] : [saved]
  must(may.includes(prediction), 'a prediction is not the one that was given', `${prediction}, given ${may.join(' or ')}`)
  return wrong
}
