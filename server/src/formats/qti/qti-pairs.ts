import { cannotAsk, hasLevels, onlyFullAnswer, unknownKey, withoutKey, type Asked, type Asking } from './qti-asked.ts'
import { attribute, children } from './qti-names.ts'
import type { XmlElement } from '../xml.ts'

/** An orderInteraction: its choices in the right order. */
export function readOrder(asking: Asking): Asked {
  const { declaration, interaction, scoring, text } = asking
  const choices = children(interaction, 'simpleChoice')
  const ids = choices.map((choice) => attribute(choice, 'identifier'))
  const draft = { kind: 'ordering' } as const
  const key = declaration.correct.length > 0 ? declaration.correct : (onlyFullAnswer(scoring) ?? [])
  if (key.length === 0) return withoutKey(scoring, 'correct', { ...draft, options: choices.map((choice) => text(choice.children)) })
  const strangers = key.filter((id) => !ids.includes(id))
  if (strangers.length > 0)
    return { ok: true, draft: { ...draft, options: choices.map((choice) => text(choice.children)) }, faults: [unknownKey('correct', strangers)] }
  if (new Set(key).size !== key.length || key.length !== ids.length) {
    return cannotAsk('Đáp án chỉ xếp thứ tự một phần các mục; hoithi chỉ hỏi được câu xếp thứ tự đủ mọi mục.')
  }
  if (hasLevels(scoring)) asking.note('qti-scoring-simplified')
  const options = key.map((id) => text(choices[ids.indexOf(id)]?.children ?? []))
  return { ok: true, draft: { ...draft, options, correct: options.map((_, index) => index) }, faults: [] }
}

type Side = { ids: string[]; choices: XmlElement[] }
/** A pair as places in the two sides. */
type Pair = readonly [left: number, right: number]

const sideOf = (of: XmlElement): Side => {
  const choices = children(of, 'simpleAssociableChoice')
  return { choices, ids: choices.map((choice) => attribute(choice, 'identifier')) }
}

/** A matchInteraction: every member of one set belongs to one member of the other; the first set is asked where both would do. */
export function readMatch(asking: Asking): Asked {
  const { interaction } = asking
  const [first, second] = children(interaction, 'simpleMatchSet').map(sideOf)
  if (first === undefined || second === undefined) return cannotAsk('Câu ghép đôi thiếu một trong hai danh sách (simpleMatchSet).')
  const texts = (side: Side): string[] => side.choices.map((choice) => asking.text(choice.children))
  const named = keyPairs(asking)
  if (named.length === 0)
    return withoutKey(asking.scoring, 'correct', { kind: 'matching', prompts: texts(first), options: [...new Set(texts(second))] })
  const pairs: Pair[] = []
  const strangers: string[] = []
  for (const [one, other] of named) {
    const straight: Pair = [first.ids.indexOf(one), second.ids.indexOf(other)]
    const turned: Pair = [first.ids.indexOf(other), second.ids.indexOf(one)]
    const pair = [straight, turned].find((places) => !places.includes(-1))
    if (pair === undefined) strangers.push(`${one} ${other}`)
    else pairs.push(pair)
  }
  const draft = { kind: 'matching' as const, prompts: texts(first), options: [...new Set(texts(second))] }
  if (strangers.length > 0) return { ok: true, draft, faults: [unknownKey('correct', strangers)] }
  noteMarks(asking)
  return (
    matched(texts(first), texts(second), pairs) ??
    matched(
      texts(second),
      texts(first),
      pairs.map(([left, right]) => [right, left]),
    ) ??
    manySided
  )
}

const manySided = cannotAsk(
  'Có vế ghép với nhiều vế khác, hoặc không ghép với vế nào; hoithi chỉ hỏi được câu mà mỗi vế trái ghép với đúng một vế phải.',
)

/** The question that asks for the right side of each left one; null unless each has exactly one. */
function matched(prompts: string[], right: readonly string[], pairs: readonly Pair[]): Asked | null {
  const partners = prompts.map((_, left) => [...new Set(pairs.flatMap(([from, to]) => (from === left ? [to] : [])))])
  if (partners.some(({ length }) => length !== 1)) return null
  const options = [...new Set(right)]
  const correct = partners.map(([to]) => options.indexOf(right[to ?? -1] ?? ''))
  return { ok: true, draft: { kind: 'matching', prompts, options, correct }, faults: [] }
}

/** An associateInteraction whose right pairs share no member: the first of each pair is asked, the others are the options. */
export function readAssociate(asking: Asking): Asked {
  const side = sideOf(asking.interaction)
  const texts = side.choices.map((choice) => asking.text(choice.children))
  const named = keyPairs(asking)
  if (named.length === 0) return withoutKey(asking.scoring, 'correct', { kind: 'matching', prompts: texts })
  const strangers = named.flat().filter((id) => !side.ids.includes(id))
  if (strangers.length > 0) return { ok: true, draft: { kind: 'matching', prompts: texts }, faults: [unknownKey('correct', strangers)] }
  if (new Set(named.flat()).size !== named.length * 2) return cannotAsk('Có mục ghép với nhiều mục khác; hoithi chỉ hỏi được câu ghép một với một.')
  noteMarks(asking)
  asking.note('qti-pairs-split')
  const places = named.map(([one, other]): Pair => [side.ids.indexOf(one), side.ids.indexOf(other)])
  const lefts = places.map(([left]) => left)
  const rights = texts.flatMap((_, place) => (lefts.includes(place) ? [] : [place]))
  const pairs = places.map(([, right], index): Pair => [index, rights.indexOf(right)])
  return (
    matched(
      lefts.map((left) => texts[left] ?? ''),
      rights.map((right) => texts[right] ?? ''),
      pairs,
    ) ?? manySided
  )
}

/** The right pairs: as declared, else those that earn points. */
function keyPairs({ declaration: { correct, mapping }, scoring }: Asking): [string, string][] {
  const earning = mapping?.entries.filter(({ value }) => value > 0).map(({ key }) => key) ?? []
  const written = correct.length > 0 ? correct : earning.length > 0 ? earning : (onlyFullAnswer(scoring) ?? [])
  return written.flatMap((pair): [string, string][] => {
    const [one, other, more] = pair.trim().split(/\s+/)
    return one === undefined || other === undefined || more !== undefined ? [] : [[one, other]]
  })
}

/** hoithi gives every pair the same points and takes none away. */
function noteMarks({ declaration: { mapping }, scoring, note }: Asking): void {
  const marks = new Set(scoring.by === 'map' ? mapping?.entries.map(({ value }) => value).filter((value) => value !== 0) : [])
  if (marks.size > 1 || hasLevels(scoring)) note('qti-scoring-simplified')
}
