import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { RoundRules } from '@hoithi/shared/contracts/rules'
import { canonical, chainHash, GENESIS_HASH } from '../../server/src/domain/receipt.ts'
import type { LogEvent } from '../../server/src/domain/log-event.ts'
import { sealResults, type SealedCounts, type SealedPlace, type SealedRow } from '../../server/src/domain/sealing.ts'
import { rankPeople, rowsIn } from '../../server/src/features/rounds/rank-book.ts'
import { lotOf, memoryBook, tellBook } from '../../server/src/features/rounds/rank.ts'
import type { LogLine, SealProgress } from '../../server/src/ports/sealing.ts'
import { sealingWork } from '../../server/src/sealing-work.ts'
import { sealingBook } from '../../server/src/storage/sealing-book.ts'
import { inPieces } from '../../server/src/storage/sqlite/in-pieces.ts'
import { plainRules } from '../support/plain-rules.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

function logged(events: readonly LogEvent[]): LogLine[] {
  let prevHash = GENESIS_HASH
  return events.map((event, index) => {
    const entry = { seq: index + 1, kind: event.kind, at: 1_000 + index, payload: canonical(event) }
    const line = { ...entry, roundId: event.roundId, prevHash, hash: chainHash(sha256, prevHash, entry) }
    prevHash = line.hash
    return line
  })
}

type Sealed = {
  broken: boolean
  counts: SealedCounts | null
  rows: SealedRow[]
  places: SealedPlace[]
  pieces: number
  hash: string | null
  told: SealProgress[]
}

/** What a seal gives of a log, step by step. */
async function sealed(lines: readonly LogLine[], rules: RoundRules): Promise<Sealed> {
  const told: SealProgress[] = []
  const found: Sealed = { broken: false, counts: null, rows: [], places: [], pieces: 0, hash: null, told }
  const head = lines.at(-1) ?? { seq: 0, hash: GENESIS_HASH }
  const reads = { head, lines: () => inPieces(lines, 7), openBook: sealingBook, close: async () => undefined }
  for await (const step of sealingWork(reads, { roundId: 'R', number: 2, rules }, (so) => void told.push(so))) {
    if ('broken' in step) found.broken = true
    if ('counts' in step) found.counts = step.counts
    if ('rows' in step) found.rows.push(...step.rows)
    if ('rows' in step) found.pieces += 1
    if ('places' in step) found.places.push(...step.places)
    if ('resultsHash' in step) found.hash = step.resultsHash
  }
  return found
}

/** The same in memory, and the hash of one whole text, as revisions of every release so far were hashed. */
function inMemory(lines: readonly LogLine[], rules: RoundRules) {
  const { book, valid } = memoryBook()
  for (const { payload, roundId } of lines) if (roundId === 'R') tellBook(book, JSON.parse(payload) as LogEvent)
  const results = sealResults(valid(), rules, lotOf(sha256, lines.at(-1)?.hash ?? GENESIS_HASH))
  const { rows, ...counts } = results
  return { counts, rows, hash: sha256(canonical({ roundId: 'R', number: 2, rules, ...results })) }
}

const withoutHash = ({ counts, rows }: ReturnType<typeof inMemory>) => ({ counts, rows })

const attemptId = (number: number): string => `A${String(number).padStart(4, '0')}`
const submission = (number: number, more: Partial<Extract<LogEvent, { kind: 'submission' }>> = {}): LogEvent => ({
  ...{ kind: 'submission', attemptId: attemptId(number), roundId: 'R', contestId: 'C', contestantId: `P${number % 7}`, unionId: `U${number % 3}` },
  ...{
    number: 1 + Math.floor(number / 7),
    startedAt: 0,
    submittedAt: 5_000 + number,
    durationMs: 60_000 + (number % 5) * 1_000,
    finishedBy: 'contestant',
  },
  ...{ score: number % 4, maxScore: 4, correctCount: number % 4, allCorrect: number % 4 === 3, prediction: number % 6 === 0 ? null : number % 6 },
  ...{ receipt: `R-${number}`, responsesHash: 'h' },
  ...more,
})
const about = { roundId: 'R', contestId: 'C', actorId: 'J', reason: 'vì thế' } as const
const figures = { score: 3.25, maxScore: 4, correctCount: 3, allCorrect: true, responsesHash: 'h', cause: 'correction', causeId: 'K' } as const

/** Any later word on attempts, some of which the log has never heard of. */
const laterWord = fc.oneof(
  fc.nat(40).map((n): LogEvent => ({ ...about, kind: 'void', attemptId: attemptId(n), contestantId: `P${n % 7}` })),
  fc.nat(40).map((n): LogEvent => ({ ...about, kind: 'restore', attemptId: attemptId(n), contestantId: `P${n % 7}` })),
  fc.nat(40).map((n): LogEvent => ({ ...about, ...figures, kind: 'regrade', attemptId: attemptId(n), contestantId: `P${n % 7}` })),
  fc.nat(8).map((n): LogEvent => ({ ...about, kind: 'move', contestantId: `P${n}`, fromUnionId: 'U0', unionId: 'U9' })),
  fc.tuple(fc.nat(6), fc.nat(6)).map(([to, from]): LogEvent => ({
    ...{ ...about, kind: 'join', contestantId: `P${to}`, fromContestantId: `P${from}`, unionId: 'U5' },
    numbers: { [attemptId(to)]: 1, [attemptId(from + 7)]: 2, [attemptId(39)]: 3 },
  })),
  fc.nat(40).map((n): LogEvent => submission(n + 50, { roundId: 'other round' })),
)
const someRules = fc
  .record({
    counts: fc.constantFrom('best', 'first', 'last'),
    equals: fc.constantFrom('sharedRank', 'lot'),
    bestAmongEquals: fc.constantFrom('tieBreaks', 'earlier'),
    prediction: fc.constantFrom<RoundRules['prediction'][]>(
      null,
      { target: 'allCorrectCount', closeness: 'nearest' },
      { target: 'participants', closeness: 'exact' },
    ),
    tieBreaks: fc.constantFrom<RoundRules['tieBreaks'][]>(
      ['score'],
      ['score', 'predictionDistance', 'durationMs', 'submittedAt'],
      ['durationMs', 'score'],
    ),
  })
  .map(({ tieBreaks, ...rules }): RoundRules => ({ ...plainRules, ...rules, tieBreaks: [...tieBreaks] }))

describe('a seal that reads the log once and holds nothing in memory', () => {
  test('gives the rows, the counts and the hash that ranking everything in memory gives, whatever was logged', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(40), { maxLength: 40 }), fc.array(laterWord, { maxLength: 16 }), someRules, async (numbers, words, rules) => {
        const lines = logged([...[...new Set(numbers)].map((number) => submission(number)), ...words])
        const { counts, rows, places, hash } = await sealed(lines, rules)
        expect(places).toEqual(rows.map(({ contestantId, position }) => [contestantId, position]).sort(([a], [b]) => (a! < b! ? -1 : 1)))
        expect({ counts, rows: JSON.parse(JSON.stringify(rows)), hash }).toEqual(JSON.parse(JSON.stringify(inMemory(lines, rules))))
      }),
      { numRuns: 150 },
    )
  })

  it('leaves its book fit to be told more and ranked again, as a published log with several revisions is', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(40), { maxLength: 30 }),
        fc.array(laterWord, { maxLength: 12 }),
        fc.nat(40),
        someRules,
        (numbers, words, at, rules) => {
          const lines = logged([...[...new Set(numbers)].map((number) => submission(number)), ...words])
          const book = sealingBook()
          const ranked = (some: readonly LogLine[], upTo: readonly LogLine[]) => {
            for (const { payload, roundId } of some) if (roundId === 'R') tellBook(book, JSON.parse(payload) as LogEvent)
            const counts = rankPeople(book, rules, lotOf(sha256, upTo.at(-1)?.hash ?? GENESIS_HASH))
            const rows = [...rowsIn(book, rules)]
            expect({ counts, rows: JSON.parse(JSON.stringify(rows)) }).toEqual(JSON.parse(JSON.stringify(withoutHash(inMemory(upTo, rules)))))
            expect([...book.places()]).toEqual(
              rows.map(({ contestantId, position }) => [contestantId, position]).sort(([a], [b]) => (a! < b! ? -1 : 1)),
            )
          }
          ranked(lines.slice(0, at), lines.slice(0, at))
          ranked(lines.slice(at), lines)
          book.close()
        },
      ),
      { numRuns: 60 },
    )
  })

  it('hands its rows over in pieces, and tells how far it is', async () => {
    const lines = logged(Array.from({ length: 1_201 }, (_, index) => submission(index, { contestantId: `P${index}`, number: 1 })))
    const { rows, pieces, told, counts } = await sealed(lines, plainRules)
    expect([rows.length, pieces, counts?.people]).toEqual([1_201, 2, 1_201])
    expect(rows.map(({ position }) => position)).toEqual(rows.map((_, index) => index + 1))
    expect(told.filter(({ part }) => part === 'rows').map(({ done, total }) => `${done}/${total}`)).toEqual(['1000/1201'])
  })

  it('of a round that nobody took is a result without rows', async () => {
    expect(await sealed([], plainRules)).toMatchObject({ broken: false, rows: [], counts: { people: 0, attempts: 0, allCorrectCount: 0 } })
  })

  test.each([
    ['a changed payload', (line: LogLine): LogLine => ({ ...line, payload: line.payload.replace('"score":1', '"score":4') })],
    ['a changed moment', (line: LogLine): LogLine => ({ ...line, at: line.at + 1 })],
    ['a link to another entry', (line: LogLine): LogLine => ({ ...line, prevHash: 'f'.repeat(64) })],
    ['a line that is left out', (line: LogLine): LogLine => ({ ...line, seq: line.seq + 1 })],
  ])('refuses a log with %s before it tells any count', async (_what, spoilt) => {
    const lines = logged([1, 5, 9].map((number) => submission(number)))
    expect(await sealed([lines[0]!, spoilt(lines[1]!), lines[2]!], plainRules)).toMatchObject({ broken: true, counts: null, rows: [], hash: null })
  })
})
