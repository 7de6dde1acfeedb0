import type { RoundRules } from '@hoithi/shared/contracts/rules'
import type { Round } from '../../domain/contest.ts'
import { drawPaper, pools, type BankEntry, type PaperItem } from '../../domain/paper.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Ids } from '../../ports/ids.ts'
import type { Storage } from '../../ports/storage.ts'

export type Bank = { version: number; entries: readonly BankEntry[] }
export type Drawn = { seed: string; paper: PaperItem[] }
type Asked = Pick<Round, 'id' | 'practice'> & { rules: Pick<RoundRules, 'blueprint'> }

/** Papers are drawn ahead for rounds that open within this time or are open. */
const AHEAD_MS = 15 * 60_000
/** How long one call of `fill` may hold the event loop. */
const SLICE_MS = 10
const AT_LEAST = 10
const LARGEST = 50_000
/** More than there are people who have not begun: some come meanwhile. */
const SPARE = 100
/** A million people are counted in a twentieth of a second, which answers would wait for. */
const COUNT_EVERY_MS = 5_000

export type PaperStock = {
  /** A paper drawn ahead for a round from just this bank and blueprint; null when there is none left. */
  take: (round: Asked, bank: Bank) => Drawn | null
  size: (round: Asked, bank: Bank) => number
  /** Papers of all rounds. */
  total: () => number
  /** Draw some more for the rounds that are near; returns how many. */
  fill: () => Promise<number>
}

type Shelf = {
  bank: Bank
  blueprint: string
  pools: BankEntry[][]
  /** Where each question stands in the bank. */
  places: ReadonlyMap<string, number>
  papers: { seed: string; packed: string }[]
  taken: number
}

/**
 * Papers drawn before they are asked for, so that the opening minute costs no draw. Each is what `drawPaper` gives for its seed,
 * and a change of bank or blueprint throws them away. Kept packed in texts of one byte a letter: 20 questions take about 300 bytes, their seed and all; an
 * array of numbers each would take as much again outside the heap, in small pieces that come back late.
 */
export function openPaperStock({
  storage,
  ids,
  clock,
}: {
  storage: Pick<Storage, 'contests' | 'questions' | 'accounts'>
  ids: Ids
  clock: Clock
}): PaperStock {
  const shelves = new Map<string, Shelf>()

  const shelfOf = (round: Asked, bank: Bank): Shelf | undefined => {
    // A round may have become practice since its papers were drawn from the real questions.
    const shelf = round.practice ? undefined : shelves.get(round.id)
    return shelf?.bank === bank && shelf.blueprint === JSON.stringify(round.rules.blueprint) ? shelf : undefined
  }
  const newShelf = ({ rules: { blueprint } }: Asked, bank: Bank): Shelf => ({
    bank,
    blueprint: JSON.stringify(blueprint),
    pools: pools(blueprint, bank.entries),
    places: new Map(bank.entries.map((entry, index) => [entry.versionId, index])),
    papers: [],
    taken: 0,
  })
  const fillShelf = (round: Asked, bank: Bank, people: number, until: number): number => {
    const shelf = shelfOf(round, bank) ?? newShelf(round, bank)
    shelves.set(round.id, shelf)
    const before = shelf.papers.length
    // Whoever has begun takes no second first paper.
    const wanted = Math.min(LARGEST, SPARE + Math.max(0, people - shelf.taken))
    // A few at least, so that a busy machine gets on too.
    while (shelf.papers.length < wanted && (shelf.papers.length - before < AT_LEAST || performance.now() < until)) {
      const seed = ids.seed()
      const drawn = drawPaper(seed, round.rules.blueprint, bank.entries, undefined, shelf.pools)
      if (!drawn.ok) break
      shelf.papers.push({ seed, packed: pack(drawn.value, shelf.places) })
    }
    return shelf.papers.length - before
  }

  let counted: { people: number; at: number } | null = null
  const peopleAt = async (now: number): Promise<number> => {
    if (counted === null || now - counted.at >= COUNT_EVERY_MS) counted = { people: await storage.accounts.contestantCount(), at: now }
    return counted.people
  }

  /** Open rounds and those that open soon, these first: they are the ones whose opening minute is still to come. */
  const nearRounds = async (now: number): Promise<Round[]> => {
    const rounds = (
      await Promise.all((await storage.contests.list(now)).filter(({ state }) => state === 'published').map(({ id }) => storage.contests.rounds(id)))
    ).flat()
    return rounds
      .filter(({ opensAt, closesAt, practice }) => !practice && closesAt > now && opensAt <= now + AHEAD_MS)
      .sort((a, b) => b.opensAt - a.opensAt || (a.id < b.id ? -1 : 1))
  }

  return {
    take(round, bank) {
      const shelf = shelfOf(round, bank)
      const next = shelf?.papers.pop()
      if (shelf === undefined || next === undefined) return null
      shelf.taken += 1
      return { seed: next.seed, paper: unpack(next.packed, bank.entries) }
    },
    size: (round, bank) => shelfOf(round, bank)?.papers.length ?? 0,
    total: () => [...shelves.values()].reduce((sum, { papers }) => sum + papers.length, 0),
    async fill() {
      const now = clock.now()
      const rounds = await nearRounds(now)
      const people = rounds.length === 0 ? 0 : await peopleAt(now)
      const until = performance.now() + SLICE_MS
      let drawn = 0
      const near = new Set<string>()
      for (const round of rounds) {
        near.add(round.id)
        drawn += fillShelf(round, await storage.questions.bank(round.contestId), people, until)
      }
      for (const roundId of shelves.keys()) if (!near.has(roundId)) shelves.delete(roundId)
      return drawn
    },
  }
}

/** An item takes: place in the bank (two letters), points in hundredths + 1 (three; 0: the round's), then its option order. Letters below 256 are kept in a byte each. */
function pack(paper: readonly PaperItem[], places: ReadonlyMap<string, number>): string {
  const codes: number[] = []
  for (const { versionId, points, order } of paper) {
    const place = places.get(versionId) ?? 0
    const hundredths = points === undefined ? 0 : Math.round(points * 100) + 1
    codes.push(place >>> 8, place & 0xff, hundredths >>> 16, (hundredths >>> 8) & 0xff, hundredths & 0xff, ...order)
  }
  return String.fromCharCode(...codes)
}

function unpack(packed: string, bank: readonly BankEntry[]): PaperItem[] {
  const paper: PaperItem[] = []
  const code = (at: number): number => packed.charCodeAt(at)
  for (let at = 0; at < packed.length;) {
    const entry = bank[(code(at) << 8) | code(at + 1)]
    if (entry === undefined) throw new Error('a packed paper names a question that its bank does not have')
    const hundredths = (code(at + 2) << 16) | (code(at + 3) << 8) | code(at + 4)
    const order: number[] = []
    for (let option = 0; option < entry.optionCount; option += 1) order.push(code(at + 5 + option))
    paper.push({
      versionId: entry.versionId,
      kind: entry.kind,
      order,
      ...(entry.kind === 'matching' ? { prompts: entry.promptCount } : {}),
      ...(hundredths === 0 ? {} : { points: (hundredths - 1) / 100 }),
    })
    at += 5 + entry.optionCount
  }
  return paper
}
