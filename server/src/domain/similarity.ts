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

/** Dense numbers for the pairs of neighbouring words in phrases, ascending and each once: four bytes a pair where texts would take forty. */
function pairNumbers() {
  const words = new Map<string, number>()
  const pairs = new Map<number, number>()
  const numberIn = <Key>(known: Map<Key, number>, key: Key): number => {
    const found = known.get(key)
    if (found !== undefined) return found
    known.set(key, known.size + 1)
    return known.size
  }
  return (phrases: readonly string[]): Int32Array => {
    const found = new Set<number>()
    for (const phrase of phrases) {
      if (phrase === '') continue
      const numbers = phrase.split(' ').map((word) => numberIn(words, word))
      // A word alone is a pair with nothing.
      if (numbers.length === 1) found.add(numberIn(pairs, numbers[0] as number))
      for (let at = 1; at < numbers.length; at += 1) {
        found.add(numberIn(pairs, (numbers[at - 1] as number) * 4_194_304 + (numbers[at] as number)))
      }
    }
    return Int32Array.from(found).sort()
  }
}

/** Shared pairs over all pairs of two ascending lists. */
function jaccard(a: Int32Array, b: Int32Array): number {
  if (a.length === 0 || b.length === 0) return 0
  let both = 0
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const difference = (a[i] as number) - (b[j] as number)
    if (difference === 0) both += 1
    if (difference <= 0) i += 1
    if (difference >= 0) j += 1
  }
  return both / (a.length + b.length - both)
}

/** How alike two questions are, 0–1. */
export function similarity(a: Asked, b: Asked): number {
  const [first, second, pairs] = [folded(a), folded(b), pairNumbers()]
  return first.text === second.text ? 1 : jaccard(pairs(first.phrases), pairs(second.phrases))
}

type Known = Asked & { code: string; kind: QuestionKind; stem: string }
type Seen = { where: Likeness['where']; line: number | null; question: Known; key: string; pairs: Int32Array }

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
  const byPair: Seen[][] = []
  const pairsOf = pairNumbers()

  const prepared = (where: Likeness['where'], line: number | null, question: Known): Seen => {
    const { text, phrases } = folded(question)
    return { where, line, question, key: `${question.kind}\n${text}`, pairs: pairsOf(phrases) }
  }
  const learn = (seen: Seen): void => {
    if (!byText.has(seen.key)) byText.set(seen.key, seen)
    for (const pair of seen.pairs) {
      const list = byPair[pair]
      if (list === undefined) byPair[pair] = [seen]
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
    const mayDiffer = Math.floor(pairs.length * (1 - NEAR)) + 1
    const known = Array.from(pairs, (pair) => byPair[pair]).filter((list) => list !== undefined)
    const unknown = pairs.length - known.length
    if (unknown >= mayDiffer) return null
    const rare = known.sort((a, b) => a.length - b.length).slice(0, mayDiffer - unknown)
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
