import { fold } from '../../domain/names.ts'
import type { QuestionDraft } from '../../domain/question.ts'
import { hasLevels, onlyFullAnswer, unknownKey, withoutKey, type Asked, type Asking } from './qti-asked.ts'
import { percent, sharesOf } from './qti-declaration.ts'
import { attribute, children, greatest, numberIn } from './qti-names.ts'
import type { Branch } from './qti-scoring.ts'
import type { XmlElement } from '../xml.ts'

/** A choiceInteraction, or an inlineChoiceInteraction: one or several right options, each with its share of the points. */
export function readChoice(asking: Asking): Asked {
  const { interaction, declaration, text } = asking
  const choices = [...children(interaction, 'simpleChoice'), ...children(interaction, 'inlineChoice')]
  const ids = choices.map((choice) => attribute(choice, 'identifier'))
  const isSingle = asksForOne(asking)
  const options = choices.map((choice) => text(choice.children))
  const draft = { kind: isSingle ? 'single' : 'multiple', options, ...placesOf(interaction, choices) } as const
  const { shares, key } = isSingle ? singleKey(asking, ids) : multipleKey(asking, ids)
  if (key.length === 0) return withoutKey(asking.scoring, 'correct', draft)
  const strangers = key.filter((id) => !ids.includes(id))
  if (strangers.length > 0) return { ok: true, draft, faults: [unknownKey('correct', strangers)] }
  const correct = [...new Set(key)].map((id) => ids.indexOf(id)).sort((a, b) => a - b)
  const credits = shares === null || isPlain(shares, correct, isSingle) ? [] : shares
  if (!isSingle && declaration.mapping === null && hasLevels(asking.scoring)) asking.note('qti-scoring-simplified')
  return { ok: true, draft: trueOrFalse({ ...draft, correct, credits }) ?? { ...draft, correct, credits }, faults: [] }
}

/** One answer by its cardinality; a list that takes one choice only is one too, as long as its key names one. */
function asksForOne({ interaction, declaration: { cardinality, correct } }: Asking): boolean {
  const most = numberIn(interaction, 'maxChoices') ?? 1
  return cardinality === 'single' || (most === 1 && correct.length < 2)
}

type Key = { shares: number[] | null; key: string[] }

const isMapped = ({ declaration: { correct, mapping }, scoring: { by } }: Asking): boolean =>
  mapping !== null && (by === 'map' || by === 'none' || correct.length === 0)

function singleKey(asking: Asking, ids: readonly string[]): Key {
  const { declaration, scoring } = asking
  const shares =
    isMapped(asking) && declaration.mapping !== null
      ? sharesOf(declaration.mapping, ids, 1)
      : branchShares(scoring.branches, ids, declaration.correct)
  if (shares === null) return { shares, key: declaration.correct }
  const most = greatest(shares)
  return { shares, key: ids.filter((_, index) => shares[index] === most) }
}

/** Percent of the points that the item's own rules give each option; null when they give none. */
function branchShares(branches: readonly Branch[], ids: readonly string[], correct: readonly string[]): number[] | null {
  const takes = (branch: Branch, id: string): boolean =>
    branch.taken.some(
      (one) => (one.kind === 'correct' && correct.includes(id)) || (one.kind === 'values' && one.values.length === 1 && one.values[0] === id),
    )
  const points = ids.map((id) => greatest(branches.filter((branch) => takes(branch, id)).map((branch) => branch.points)))
  const most = greatest(points)
  return most === 0 ? null : points.map((value) => percent(value / most))
}

function multipleKey(asking: Asking, ids: readonly string[]): Key {
  const { declaration, interaction, scoring } = asking
  const choose = numberIn(interaction, 'maxChoices') ?? 1
  const shares = isMapped(asking) && declaration.mapping !== null ? sharesOf(declaration.mapping, ids, choose) : null
  if (shares !== null) return { shares, key: ids.filter((_, index) => (shares[index] ?? 0) > 0) }
  return { shares, key: declaration.correct.length > 0 ? declaration.correct : (onlyFullAnswer(scoring) ?? []) }
}

/** Shares that say no more than which options are right. */
function isPlain(shares: readonly number[], correct: readonly number[], isSingle: boolean): boolean {
  const right = correct.map((index) => shares[index] ?? 0)
  const wrong = shares.filter((_, index) => !correct.includes(index))
  if (isSingle) return right.every((share) => share === 100) && wrong.every((share) => share <= 0)
  const sum = right.reduce((total, share) => total + share, 0)
  return right.every((share) => share === right[0]) && Math.abs(sum - 100) <= 1 && wrong.every((share) => share <= 0 && share === wrong[0])
}

/** What may be shuffled: nothing unless the interaction says so; fixed options at the end stay there. */
function placesOf(interaction: XmlElement, choices: readonly XmlElement[]): Pick<QuestionDraft, 'keepOrder' | 'keepLast'> {
  const fixed = choices.flatMap((choice, index) => (attribute(choice, 'fixed') === 'true' ? [index] : []))
  const isEnd = fixed.length < choices.length && fixed.every((index, place) => index === choices.length - fixed.length + place)
  const keepOrder = attribute(interaction, 'shuffle') !== 'true' || !isEnd
  return { keepOrder, keepLast: keepOrder ? [] : fixed }
}

/** The question as true or false when that is what its two options say; null otherwise. */
function trueOrFalse(draft: Pick<QuestionDraft, 'kind' | 'options' | 'correct' | 'credits'>): Partial<QuestionDraft> | null {
  const said = draft.options.map(fold)
  const places = [said.findIndex((word) => word === 'dung' || word === 'true'), said.findIndex((word) => word === 'sai' || word === 'false')]
  if (draft.kind !== 'single' || said.length !== 2 || places.includes(-1)) return null
  const credits = draft.credits.length === 0 ? [] : places.map((place) => draft.credits[place] ?? 0)
  return { kind: 'trueFalse', options: ['Đúng', 'Sai'], correct: draft.correct.map((index) => places.indexOf(index)).sort((a, b) => a - b), credits }
}
