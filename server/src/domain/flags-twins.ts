import { weightOf, type Flag, type ReviewedAttempt } from './flags.ts'

/** Identical wrong answers that two papers must share at the least before they are weighed at all. */
export const TWIN_LEAST = 4
/** The chance of one pair, and how many pairs of the whole round would be as alike by it: at most this for a strong flag … */
const TWIN_STRONG = { chance: 1e-5, expected: 0.01 } as const
/** … and for a weak one: in a large round a handful of such pairs comes about by itself. */
const TWIN_WEAK = { chance: 1e-4, expected: 10 } as const
/** A wrong answer that more papers of one union share tells nothing of a pair: such are compared by their rarer ones only. */
const BUCKET = 400
/** Nobody is sure to get a question wrong. */
const SUREST = 0.98

/** A paper as dense numbers, ascending: the questions that were answered, and the wrong answers. */
type Paper = { attemptId: string; contestantId: string; answered: Int32Array; wrong: Int32Array }
/** Where its numbers are kept, one list behind the other: two lists of their own for each of two million papers would be a gigabyte. */
type Kept = { attemptId: string; contestantId: string; at: number; answered: number; wrong: number }
type Wrong = { version: number; count: number }
type Version = { answered: number; wrong: number }
/** Of each question: how often it is answered wrong, and how likely two wrong answers to it are the same one. */
type Odds = { wrong: number; same: number }[]

/**
 * Papers of one union that share more wrong answers than chance gives (the idea of F. S. and S. F. Bellezza, 1989, and of the indices of L. S. Sotaridona
 * and R. R. Meijer, 2003). By chance a question that both answered is wrong in the same way with the probability that the one gets it wrong, times
 * that the other does, each by the question's difficulty and their own share of wrong answers, times how often two of the round's wrong answers to it
 * are the same. The tail of that sum is the chance. Right answers say nothing: who knows them agrees.
 */
export function twinFinder() {
  const numbers = new Map<string, number>()
  const versionNumbers = new Map<string, number>()
  const versions: Version[] = []
  const wrongs: Wrong[] = []
  const unions = new Map<string, { people: Map<string, number>; attempts: number; papers: Kept[] }>()
  const kept = growing()

  const versionOf = (versionId: string): number => {
    const version = versionNumbers.get(versionId) ?? versions.length
    if (version === versions.length) versions.push({ answered: 0, wrong: 0 })
    versionNumbers.set(versionId, version)
    return version
  }
  const numberOf = (version: number, response: string): number => {
    const key = `${version}\n${response}`
    const known = numbers.get(key)
    if (known !== undefined) return known
    numbers.set(key, wrongs.length)
    wrongs.push({ version, count: 0 })
    return wrongs.length - 1
  }
  const unionOf = (unionId: string) => {
    const known = unions.get(unionId) ?? { people: new Map<string, number>(), attempts: 0, papers: [] as Kept[] }
    unions.set(unionId, known)
    return known
  }

  return {
    add({ attemptId, contestantId, unionId, answers }: ReviewedAttempt): void {
      const found: number[] = []
      const answered = answers.map(({ versionId, response, right }) => {
        const version = versionOf(versionId)
        const counted = versions[version] as Version
        counted.answered += 1
        if (right) return version
        counted.wrong += 1
        found.push(numberOf(version, response))
        return version
      })
      for (const number of found) (wrongs[number] as Wrong).count += 1
      const union = unionOf(unionId)
      union.attempts += 1
      union.people.set(contestantId, (union.people.get(contestantId) ?? 0) + 1)
      if (found.length < TWIN_LEAST) return
      const at = kept.add(answered)
      kept.add(found)
      union.papers.push({ attemptId, contestantId, at, answered: answered.length, wrong: found.length })
    },
    flags(): Omit<Flag, 'id'>[] {
      const odds = oddsOf(versions, wrongs)
      const pairs = [...unions.values()].reduce((sum, union) => sum + comparedPairs(union), 0)
      return [...unions.values()].flatMap(({ papers }) =>
        alikePairs(papers.map(kept.paper), wrongs).flatMap(([a, b]) => {
          const flag = weigh(a, b, { wrongs, odds, pairs })
          return flag === null ? [] : [flag]
        }),
      )
    },
  }
}

/** Ascending lists of numbers, one behind the other. */
function growing() {
  let [numbers, length] = [new Int32Array(1_024), 0]
  return {
    add(list: readonly number[]): number {
      const at = length
      length += list.length
      if (length > numbers.length) {
        const larger = new Int32Array(Math.max(length, numbers.length * 2))
        larger.set(numbers)
        numbers = larger
      }
      numbers.set(list, at)
      numbers.subarray(at, length).sort()
      return at
    },
    paper: ({ attemptId, contestantId, at, answered, wrong }: Kept): Paper => ({
      attemptId,
      contestantId,
      answered: numbers.subarray(at, at + answered),
      wrong: numbers.subarray(at + answered, at + answered + wrong),
    }),
  }
}

/** Pairs of attempts of different people. */
function comparedPairs({ people, attempts }: { people: Map<string, number>; attempts: number }): number {
  const own = [...people.values()].reduce((sum, count) => sum + (count * (count - 1)) / 2, 0)
  return (attempts * (attempts - 1)) / 2 - own
}

/** One answer more of every kind, and of one unseen, keeps small rounds honest. */
function oddsOf(versions: readonly Version[], wrongs: readonly Wrong[]): Odds {
  const counts = versions.map((): number[] => [1])
  for (const { version, count } of wrongs) counts[version]?.push(count + 1)
  return versions.map(({ answered, wrong }, version) => {
    const own = counts[version] ?? []
    const all = own.reduce((sum, count) => sum + count, 0)
    return { wrong: (wrong + 1) / (answered + 2), same: own.reduce((sum, count) => sum + (count / all) ** 2, 0) }
  })
}

/** Pairs that share enough wrong answers, found by their rarest ones (prefix filtering, S. Chaudhuri et al. 2006): pairs that do not are never looked at. */
function alikePairs(papers: readonly Paper[], wrongs: readonly Wrong[]): [Paper, Paper][] {
  const buckets = new Map<number, number[]>()
  const alike: [Paper, Paper][] = []
  const rarity = (number: number): number => wrongs[number]?.count ?? 0
  for (const [index, paper] of papers.entries()) {
    const rarest = [...paper.wrong].sort((a, b) => rarity(a) - rarity(b) || a - b).slice(0, paper.wrong.length - TWIN_LEAST + 1)
    const compared = new Set<number>()
    for (const number of rarest) {
      const bucket = buckets.get(number) ?? []
      for (const other of bucket) compared.add(other)
      if (bucket.length < BUCKET) bucket.push(index)
      buckets.set(number, bucket)
    }
    for (const other of compared) {
      const before = papers[other] as Paper
      if (before.contestantId !== paper.contestantId && shared(before.wrong, paper.wrong).length >= TWIN_LEAST) alike.push([before, paper])
    }
  }
  return alike
}

/** The numbers that two ascending lists share. */
function shared(a: Int32Array, b: Int32Array): number[] {
  const both: number[] = []
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const difference = (a[i] as number) - (b[j] as number)
    if (difference === 0) both.push(a[i] as number)
    if (difference <= 0) i += 1
    if (difference >= 0) j += 1
  }
  return both
}

/** How likely a paper gets a question wrong: by the question's difficulty, and as much more or less as the whole paper does. */
function wrongness({ answered, wrong }: Paper, odds: Odds): (version: number) => number {
  const usual = [...answered].reduce((sum, version) => sum + (odds[version]?.wrong ?? 0), 0)
  return (version) => Math.min(SUREST, ((odds[version]?.wrong ?? 0) * wrong.length) / usual)
}

function weigh(a: Paper, b: Paper, { wrongs, odds, pairs }: { wrongs: readonly Wrong[]; odds: Odds; pairs: number }): Omit<Flag, 'id'> | null {
  const questions = (paper: Paper): Int32Array => paper.wrong.map((number) => wrongs[number]?.version ?? -1).sort()
  const common = shared(a.answered, b.answered)
  const sameWrong = shared(a.wrong, b.wrong).length
  const [own, other] = [wrongness(a, odds), wrongness(b, odds)]
  const chance = tail(
    common.map((version) => own(version) * other(version) * (odds[version]?.same ?? 1)),
    sameWrong,
  )
  const expected = chance * pairs
  if (chance > TWIN_WEAK.chance || expected > TWIN_WEAK.expected) return null
  const strength = chance <= TWIN_STRONG.chance && expected <= TWIN_STRONG.expected ? 'strong' : 'weak'
  const people = [a, b].map(({ contestantId, attemptId }) => ({ contestantId, attemptId }))
  const evidence = { kind: 'twins' as const, common: common.length, bothWrong: shared(questions(a), questions(b)).length, sameWrong, chance, pairs }
  return { kind: 'twins', strength, weight: weightOf(strength, -40 * Math.log10(Math.max(chance, 1e-25))), people, evidence }
}

/** How likely at least `least` of independent events happen, each with a probability of its own (Poisson binomial). */
export function tail(probabilities: readonly number[], least: number): number {
  let of = [1]
  for (const p of probabilities) of = [...of, 0].map((none, count) => none * (1 - p) + (of[count - 1] ?? 0) * p)
  return Math.min(
    1,
    of.slice(least).reduce((sum, p) => sum + p, 0),
  )
}
