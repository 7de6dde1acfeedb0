import type { QuestionKind, RoundRules } from '@hoithi/shared/contracts/rules'
import type { KeyTreatment } from '@hoithi/shared/contracts/corrections'
import { readNumber } from './answer-text.ts'
import type { SavedResponse } from './attempt.ts'
import { roundPoints, shareOf, type AnswerKey, type Grade } from './grading.ts'
import type { PaperItem } from './paper.ts'
import type { QuestionDraft } from './question.ts'
import { rightAnswer } from './right-answer.ts'

/**
 * What was decided on one question of a round; `versions` names the versions it holds for, each with its new key where the treatment needs one.
 * A version that was written afterwards, to mend the question, is graded by its own key.
 */
export type KeyCorrection = { questionId: string; treatment: KeyTreatment; versions: Readonly<Record<string, AnswerKey | null>> }

/** What holds for a version now. */
export type VersionRule = { treatment: Exclude<KeyTreatment, 'original'>; key: AnswerKey | null }
export type Corrected = ReadonlyMap<string, VersionRule>

export const UNCORRECTED: Corrected = new Map()

/** What a round's decisions, oldest first, come to: of each version the latest one holds, and one that is taken back leaves its own key. */
export function correctedBy(decisions: readonly KeyCorrection[]): Corrected {
  const rules = new Map<string, VersionRule>()
  for (const { treatment, versions } of decisions)
    for (const [versionId, key] of Object.entries(versions)) {
      if (treatment === 'original') rules.delete(versionId)
      else rules.set(versionId, { treatment, key })
    }
  return rules
}

type Marked = {
  paper: readonly PaperItem[]
  responses: readonly SavedResponse[]
  keyOf: (versionId: string) => AnswerKey
  corrected: Corrected
}

type Marker = (byOwnKey: () => number, byNewKey: () => number) => number | null

const markers = {
  fullCredit: () => 1,
  bothKeys: (byOwnKey, byNewKey) => Math.max(byOwnKey(), byNewKey()),
  newKey: (_byOwnKey, byNewKey) => byNewKey(),
  voidRescaled: () => null,
  voidDropped: () => null,
} satisfies Record<VersionRule['treatment'], Marker>

/** Share of its points that each question of a paper earns under the corrections, 0–1; null where the question is void. */
export function markedShares({ paper, responses, keyOf, corrected }: Marked, credit: RoundRules['multipleCredit']): (number | null)[] {
  const choices = new Map(responses.map(({ position, choice }) => [position, choice]))
  return paper.map((item, index) => {
    const choice = choices.get(index + 1) ?? []
    const byKey = (key: AnswerKey | null): number => (key === null ? 0 : shareOf(item, choice, key, credit))
    const rule = corrected.get(item.versionId)
    if (rule === undefined) return byKey(keyOf(item.versionId))
    return markers[rule.treatment](
      () => byKey(keyOf(item.versionId)),
      () => byKey(rule.key),
    )
  })
}

const sum = (values: readonly number[]): number => roundPoints(values.reduce((total, value) => total + value, 0))
const hundredths = (points: number): number => Math.round(points * 100)

/**
 * Grade saved responses under the corrections of their round. A void question counts for nobody: rescaled, the others count proportionally more,
 * so that the paper is worth what it was; dropped, the paper is worth less. All-correct asks for every question that still counts.
 */
export function gradeWith(marked: Marked, rules: Pick<RoundRules, 'points' | 'multipleCredit'>): Grade {
  const earned = markedShares(marked, rules.multipleCredit)
  const pointsOf = (index: number): number => marked.paper[index]?.points ?? rules.points
  const pointsWhere = (holds: (index: number) => boolean): number => sum(earned.map((_, index) => (holds(index) ? pointsOf(index) : 0)))
  const counted = earned.filter((share) => share !== null)
  const correctCount = counted.filter((share) => share === 1).length
  const kept = pointsWhere((index) => earned[index] !== null)
  const maxScore = pointsWhere((index) => marked.corrected.get(marked.paper[index]?.versionId ?? '')?.treatment !== 'voidDropped')
  const score = sum(earned.map((share, index) => roundPoints((share ?? 0) * pointsOf(index))))
  return {
    score: rescaled(score, kept, maxScore),
    maxScore,
    correctCount,
    allCorrect: correctCount === counted.length && (counted.length > 0 || marked.paper.length === 0),
  }
}

/** In hundredths, whose products are whole: a half is always rounded up. */
function rescaled(score: number, kept: number, maxScore: number): number {
  if (kept === maxScore || kept === 0) return score
  return Math.round((hundredths(score) * hundredths(maxScore)) / hundredths(kept)) / 100
}

/** What a judge gives as a new key: indices of options of one version in its own order, or accepted answers. */
export type NewKey = Pick<AnswerKey, 'correct' | 'answers' | 'caseMatters' | 'accentsMatter'>

const onceEach = (indices: readonly number[]): boolean => new Set(indices).size === indices.length
const within = (indices: readonly number[], count: number): boolean =>
  indices.every((index) => Number.isInteger(index) && index >= 0 && index < count)
type Fits = (key: NewKey, question: QuestionDraft) => boolean

const chosen: Fits = ({ correct }, { options }) => correct.length > 0 && onceEach(correct) && within(correct, options.length)
const typed: Fits = ({ answers }) => answers.some(({ credit }) => credit === 100) && answers.every(({ text }) => text !== '')

/** Whether a new key fits a question. A choice of one may have several right options: whoever chose any of them is right. */
export const keyFits = {
  single: chosen,
  trueFalse: chosen,
  multiple: chosen,
  shortText: typed,
  number: (key, question) => typed(key, question) && key.answers.every(({ text, tolerance }) => readNumber(text) !== null && tolerance >= 0),
  ordering: ({ correct }, { options }) => correct.length === options.length && onceEach(correct) && within(correct, options.length),
  matching: ({ correct }, { prompts, options }) => correct.length === prompts.length && within(correct, options.length),
} satisfies Record<QuestionKind, Fits>

const isTyped = (kind: QuestionKind): boolean => kind === 'shortText' || kind === 'number'

/** The key that was given for one version, said of another one: options and prompts are found by their words. Null where it does not fit there. */
export function keyFor(key: NewKey, given: QuestionDraft, other: QuestionDraft): AnswerKey | null {
  const { kind } = other
  const correct = isTyped(kind) ? [] : given === other ? [...key.correct] : foundIn(key, given, other)
  const found = { ...key, correct, answers: isTyped(kind) ? key.answers : [], credits: [] }
  return given.kind === kind && keyFits[kind](found, other) ? found : null
}

/** Where the options of a key stand in another version, −1 for those that it does not have. */
function foundIn({ correct }: NewKey, given: QuestionDraft, other: QuestionDraft): number[] {
  const optionAt = (index: number): number => other.options.indexOf(given.options[index] ?? '')
  if (other.kind !== 'matching') return correct.map(optionAt)
  return other.prompts.map((prompt) => optionAt(correct[given.prompts.indexOf(prompt)] ?? -1))
}

/** What a contestant reads as right once answers are shown: as corrected; nothing where no key counts any more; of two keys that count both. */
export function rightUnder(item: PaperItem, own: AnswerKey, rule: VersionRule | undefined): { right: string[]; alsoRight: string[] } {
  const ownRight = rightAnswer(item, own)
  if (rule === undefined) return { right: ownRight, alsoRight: [] }
  const mended = rule.key === null ? [] : rightAnswer(item, rule.key)
  return rule.treatment === 'bothKeys' ? { right: ownRight, alsoRight: mended } : { right: mended, alsoRight: [] }
}
