import type { QuestionKind } from '@hoithi/shared/contracts/rules'
import { fold } from './names.ts'
import { picturesIn, withoutPictures } from './pictures.ts'
import type { QuestionDraft } from './question.ts'
import type { Likeness } from './question-import.ts'

type Asked = Pick<QuestionDraft, 'stem' | 'options' | 'prompts' | 'answers'>

/** How much of two questions' words must agree to call them nearly the same (Jaccard index of word pairs). */
const NEAR = 0.7
/** A word pair that so many questions share tells nothing about one of them. */
const COMMON = 64

const letters = (text: string): string => fold(withoutPictures(text))

type Folded = { text: string; phrases: string[] }

/** Every text of a question folded, once: it is the dear part. */
function folded({ stem, options, prompts, answers }: Asked): Folded {
  const phrases = [stem, ...options, ...prompts].map(letters)
  const parts = (texts: readonly string[]): string => [...texts].sort().join(' | ')
  const [asked = '', ...rest] = phrases
  const shown = picturesIn([stem, ...options, ...prompts]).sort()
  const text = [
    // A stem without letters ("2 > 1?", other scripts' signs) still tells questions apart.
    asked === '' ? stem.normalize('NFC').trim() : asked,
    parts(rest.slice(0, options.length)),
    parts(rest.slice(options.length)),
    parts(answers.map((answer) => letters(answer.text))),
    shown.join(' '),
  ]
  return { text: text.join('\n'), phrases }
}

/** What a question asks, for telling whether two are the same: folded words and pictures, its options in any order. */
export function questionText(question: Asked): string {
  return folded(question).text
}

/** Numbers for the pairs of neighbouring words in phrases: numbers take a fraction of what texts would. */
function pairNumbers() {
  const words = new Map<string, number>()
  const numberOf = (word: string): number => {
    const known = words.get(word)
    if (known !== undefined) return known
    words.set(word, words.size + 1)
    return words.size
  }
  return (phrases: readonly string[]): Set<number> => {
    const pairs = new Set<number>()
    for (const phrase of phrases) {
      if (phrase === '') continue
      let before = 0
      const numbers = phrase.split(' ').map(numberOf)
      if (numbers.length === 1) pairs.add(numbers[0] as number)
      for (const number of numbers) {
        if (before !== 0) pairs.add(before * 4_194_304 + number)
        before = number
      }
    }
    return pairs
  }
}

function jaccard(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  if (a.size === 0 || b.size === 0) return 0
  let both = 0
  const [small, large] = a.size < b.size ? [a, b] : [b, a]
  for (const pair of small) if (large.has(pair)) both += 1
  return both / (a.size + b.size - both)
}

/** How alike two questions are, 0–1. */
export function similarity(a: Asked, b: Asked): number {
  const [first, second, pairs] = [folded(a), folded(b), pairNumbers()]
  return first.text === second.text ? 1 : jaccard(pairs(first.phrases), pairs(second.phrases))
}

type Known = Asked & { code: string; kind: QuestionKind; stem: string }
type Seen = { where: Likeness['where']; line: number | null; question: Known; key: string; pairs: Set<number> }

const told = (kind: Likeness['kind'], { where, line, question }: Seen, value: number): Likeness => ({
  kind,
  where,
  code: question.code,
  line,
  stem: question.stem.slice(0, 300),
  similarity: Math.round(value * 100) / 100,
})

/**
 * Looks for questions that say the same, in a bank and among those it was shown before.
 * Near ones are found by the rare word pairs they share (prefix filtering, S. Chaudhuri et al. 2006), so that 20,000 take seconds.
 */
export function likenessFinder(bank: readonly Known[]) {
  const byCode = new Map<string, Seen>()
  const byText = new Map<string, Seen>()
  const byPair = new Map<number, Seen[]>()
  const pairsOf = pairNumbers()

  const prepared = (where: Likeness['where'], line: number | null, question: Known): Seen => {
    const { text, phrases } = folded(question)
    return { where, line, question, key: `${question.kind}\n${text}`, pairs: pairsOf(phrases) }
  }
  const learn = (seen: Seen): void => {
    if (!byText.has(seen.key)) byText.set(seen.key, seen)
    for (const pair of seen.pairs) {
      const list = byPair.get(pair)
      if (list === undefined) byPair.set(pair, [seen])
      else if (list.length <= COMMON) list.push(seen)
    }
  }
  for (const question of bank) {
    const seen = prepared('bank', null, question)
    byCode.set(question.code, seen)
    learn(seen)
  }

  /** Two questions that are alike share one of the rarest pairs of either; when more pairs are new than may differ, there is none. */
  const nearest = ({ pairs }: Seen): Likeness | null => {
    const mayDiffer = Math.floor(pairs.size * (1 - NEAR)) + 1
    const known = [...pairs].map((pair) => byPair.get(pair)).filter((list) => list !== undefined)
    if (pairs.size - known.length >= mayDiffer) return null
    const rare = known.sort((a, b) => a.length - b.length).slice(0, mayDiffer - (pairs.size - known.length))
    let best: { seen: Seen; value: number } | null = null
    const compared = new Set<Seen>()
    for (const list of rare) {
      if (list.length > COMMON) break
      for (const seen of list) {
        if (compared.has(seen)) continue
        compared.add(seen)
        const value = jaccard(pairs, seen.pairs)
        if (value >= NEAR && value > (best?.value ?? 0)) best = { seen, value }
      }
    }
    return best === null ? null : told('near', best.seen, best.value)
  }

  return {
    /** What a question is like, and remember it for those that follow; null when it is like none. */
    look(question: Known, line: number): Likeness | null {
      const own = prepared('file', line, question)
      const same = byCode.get(question.code)
      const twin = byText.get(own.key)
      const found =
        same !== undefined
          ? told('sameCode', same, same.key === own.key ? 1 : jaccard(own.pairs, same.pairs))
          : twin !== undefined
            ? told('duplicate', twin, 1)
            : nearest(own)
      learn(own)
      return found
    },
  }
}
