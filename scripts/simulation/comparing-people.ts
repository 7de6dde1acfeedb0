import type { AttemptBook } from './books.ts'
import { allPages, compare, finishedOf, type BoardCheck } from './comparing.ts'
import type { Person } from './people.ts'
import type { Phone } from './phone.ts'
import { inParts } from './reading-back.ts'
import { liveRound, sealedRound, wholeContest } from './reckoning.ts'
import type { StageRound } from './stage.ts'
import type { World } from './world.ts'

/** So many people at most are asked for their own rank; evenly spread. */
const ASKED = 200

const line = (...cells: (string | number | null | undefined)[]): string => cells.map(String).join(' · ')

/** The board of a round before its seal, on which everyone sees their own row alone with a score. */
export async function compareLive(
  world: World,
  round: StageRound,
  { people, books }: { people: readonly Person[]; books: readonly AttemptBook[] },
): Promise<BoardCheck> {
  const live = new Map(liveRound(finishedOf(books), round.rules).map((row) => [row.phone, row]))
  const there = people.filter(({ phone }) => live.has(phone))
  const every = Math.ceil(there.length / ASKED)
  const asked = there.filter((_, index) => index % every === 0)
  const shown = new Map<string, string>()
  await inParts(asked, async ({ phone, device }) => {
    const reply = await device.call('getRoundLeaderboard', { params: { roundId: round.id } })
    if (reply.ok) shown.set(phone, line(reply.body.mine?.rank, reply.body.mine?.score, reply.body.total))
  })
  const want = asked.map(({ phone }) => line(live.get(phone)?.position, (live.get(phone)?.score ?? 0) / 100, live.size))
  const got = asked.map(({ phone }) => shown.get(phone) ?? 'nothing')
  return compare(world, `${round.title}, before the seal`, want, got)
}

/** The sealed results, row for row, and above them the counts they were ranked by. */
export async function compareSealed(world: World, round: StageRound, judge: Phone, books: readonly AttemptBook[]): Promise<BoardCheck> {
  const { people, allCorrectCount, target, rows } = sealedRound(finishedOf(books), round.rules)
  const want = rows.map((row) =>
    line(
      ...[row.position, row.rank, row.phone, row.number, row.score / 100],
      ...[row.prediction, row.prediction === null ? 'last' : row.distance, row.durationMs, row.submittedAt],
    ),
  )
  const pages = await allPages(judge, 'getResults', { params: { roundId: round.id } })
  const got = pages.flatMap((page) =>
    page.rows.map((row) =>
      line(
        ...[row.position, row.rank, row.phone, row.attemptNumber, row.score],
        ...[row.prediction, row.prediction === null ? 'last' : row.predictionDistance, row.durationMs, row.submittedAt],
      ),
    ),
  )
  const counts = pages[0]?.revision
  return compare(
    world,
    `${round.title}, sealed`,
    [line(people, books.length, allCorrectCount, target), ...want],
    [line(counts?.people, counts?.attempts, counts?.allCorrectCount, counts?.predictionTarget), ...got],
  )
}

/** The whole contest, after every round is sealed. */
export async function compareContest(world: World, reader: Phone, books: readonly AttemptBook[]): Promise<BoardCheck> {
  const { rounds, slug } = world.stage
  const live = rounds.map((round) => liveRound(finishedOf(books.filter((book) => book.round.id === round.id)), round.rules))
  const rules = rounds[0]?.rules
  const want = rules === undefined ? [] : wholeContest(live, rules)
  const pages = await allPages(reader, 'getContestLeaderboard', { params: { slug } })
  return compare(
    world,
    'the whole contest',
    want.map((row) => line(row.position, row.score / 100, row.durationMs, row.submittedAt)),
    pages.flatMap((page) => page.rows.map((row) => line(row.rank, row.score, row.durationMs, row.submittedAt))),
  )
}
