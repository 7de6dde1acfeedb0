import { readNumber } from '../../domain/answer-text.ts'
import { fold } from '../../domain/names.ts'
import type { QuestionDraft } from '../../domain/question.ts'
import { choiceKey } from '../gift/gift-weights.ts'
import type { Loss } from './moodle-xml-losses.ts'
import { formatOf, sourceOf, type Format } from './moodle-xml-text.ts'
import { element, elements, textOf, type XmlElement } from '../xml.ts'

/** One question of the file, with its texts and the places where its errors and losses go. */
export type MoodleQuestion = {
  element: XmlElement
  text(of: XmlElement | null, fallback: Format): string
  plain(of: XmlElement | null): string
  report(field: string, code: string, message: string): void
  lose(loss: Loss): void
}

/** What a question type says: its part of the draft, and the feedback of its answers, yet to be read. */
export type ReadKind = { draft: Partial<QuestionDraft>; feedback: { of: XmlElement | null; right: boolean }[] }

/** Moodle takes the format of the question for texts that name none. */
export const ownFormat = ({ element: question }: MoodleQuestion): Format => formatOf(element(question, 'questiontext'), 'html')

/** A setting's value, of its first element, in lower case; null when it is left out or empty. */
export function setting({ element: question }: MoodleQuestion, name: string): string | null {
  const value = textOf(element(question, name)).trim().toLowerCase()
  return value === '' ? null : value
}

const isOff = (value: string | null): boolean => value === 'false' || value === '0'

/** An answer's share of the points in percent; old files write it as an element and as a share of one. */
function weightOf(answer: XmlElement, { report }: MoodleQuestion): number {
  const percent = answer.attributes['fraction']
  const written = (percent ?? textOf(element(answer, 'fraction'))).replace('%', '').trim()
  const value = written === '' ? 0 : readNumber(written)
  if (value === null) report('credits', 'weight-invalid', `Tỷ lệ điểm “${written.slice(0, 40)}” không phải là số. Hãy ghi số từ −100 đến 100.`)
  return (value ?? 0) * (percent === undefined ? 100 : 1)
}

/** More than any question has: the rest is not read. */
const MAX_PARTS = 100

/** The answers, or other parts, of a question; an error when they are more than could be meant. */
function partsOf({ element: question, report }: MoodleQuestion, name: string, field: string): XmlElement[] {
  const parts = elements(question, name)
  if (parts.length > MAX_PARTS)
    report(field, 'too-many-parts', `Câu này có ${parts.length} phương án hoặc đáp án. Hãy bớt đi hoặc tách thành nhiều câu.`)
  return parts.slice(0, MAX_PARTS)
}

type Answer = { element: XmlElement; weight: number; feedback: XmlElement | null }

const answersOf = (question: MoodleQuestion, field: 'options' | 'answers'): Answer[] =>
  partsOf(question, 'answer', field).map((answer) => ({
    element: answer,
    weight: weightOf(answer, question),
    feedback: element(answer, 'feedback'),
  }))

function readChoice(question: MoodleQuestion): ReadKind {
  const answers = answersOf(question, 'options')
    .map((answer) => ({ ...answer, text: question.text(answer.element, ownFormat(question)) }))
    .filter(({ text, weight }) => text !== '' || weight > 0)
  const weights = answers.map(({ weight }) => weight)
  const positive = weights.filter((weight) => weight > 0)
  const single = setting(question, 'single')
  // Without the setting Moodle takes one choice; several parts of a mark can only be meant as several.
  const kind = isOff(single) || (single === null && positive.length > 1 && positive.every((weight) => weight < 100)) ? 'multiple' : 'single'
  const sum = positive.reduce((total, weight) => total + weight, 0)
  if (kind === 'multiple' && positive.length > 0 && Math.abs(sum - 100) > 1) question.lose('sum')
  const { correct, credits, loss } = choiceKey(kind, weights)
  if (loss !== null) question.lose('key')
  return {
    draft: { kind, options: answers.map(({ text }) => text), correct, credits, keepOrder: isOff(setting(question, 'shuffleanswers')) },
    feedback: answers.map(({ feedback }, index) => ({ of: feedback, right: correct.includes(index) })),
  }
}

const truths: Record<string, 0 | 1> = { true: 0, dung: 0, t: 0, false: 1, sai: 1, f: 1 }

function readTrueFalse(question: MoodleQuestion): ReadKind {
  const answers = answersOf(question, 'options')
  const named = answers.map(({ element: answer }) => truths[fold(question.plain(answer))])
  const guessed = answers.length > 0 && (named.includes(undefined) || new Set(named).size < named.length)
  if (guessed) question.lose('trueFalse')
  const places = named.map((place, index) => (guessed ? Math.min(index, 1) : (place ?? 0)))
  const weight = (place: number): number | undefined => answers[places.indexOf(place)]?.weight
  // A file may tell one side only: the other is then the opposite.
  const sides = [weight(0) ?? ((weight(1) ?? 100) > 0 ? 0 : 100), weight(1) ?? ((weight(0) ?? 100) > 0 ? 0 : 100)] as const
  const { correct, credits, loss } = choiceKey('single', sides)
  if (loss !== null) question.lose('key')
  return {
    draft: { kind: 'trueFalse', options: ['Đúng', 'Sai'], correct, credits },
    feedback: answers.map(({ feedback }, index) => ({ of: feedback, right: correct.includes(places[index] ?? -1) })),
  }
}

function readShortText(question: MoodleQuestion): ReadKind {
  const answers = answersOf(question, 'answers')
  const usecase = setting(question, 'usecase')
  return {
    draft: {
      kind: 'shortText',
      caseMatters: usecase !== null && !isOff(usecase),
      answers: answers
        .filter(({ weight }) => weight > 0)
        .map(({ element: answer, weight }) => ({ text: question.plain(answer), tolerance: 0, credit: weight })),
    },
    feedback: answers.map(({ feedback, weight }) => ({ of: feedback, right: weight > 0 })),
  }
}

function readNumberAnswers(question: MoodleQuestion): ReadKind {
  const answers = answersOf(question, 'answers').map((answer) => ({ ...answer, text: question.plain(answer.element) }))
  const units = element(question.element, 'units')
  if (units !== null && elements(units, 'unit').length > 0) question.lose('units')
  if (answers.some(({ text, weight }) => text === '*' && weight > 0)) question.lose('anything')
  return {
    draft: {
      kind: 'number',
      answers: answers
        .filter(({ text, weight }) => text !== '*' && weight > 0)
        .map(({ element: answer, text, weight }) => ({ text: asDecimal(text), tolerance: toleranceOf(answer, question), credit: weight })),
    },
    feedback: answers.map(({ feedback, weight }) => ({ of: feedback, right: weight > 0 })),
  }
}

/** A number with a decimal point and without spaces; anything else as it stands, for the rules to refuse. */
export const asDecimal = (text: string): string => (readNumber(text) === null ? text : text.replace(/\s/gu, '').replace('−', '-').replace(',', '.'))

function toleranceOf(answer: XmlElement, { report }: MoodleQuestion): number {
  const written = textOf(element(answer, 'tolerance')).trim()
  const value = written === '' ? 0 : readNumber(written)
  if (value === null) report('answers', 'tolerance-unreadable', `Sai số “${written.slice(0, 40)}” không phải là số. Hãy ghi chữ số, ví dụ 0.5.`)
  return value ?? 0
}

function readMatching(question: MoodleQuestion): ReadKind {
  const rows = partsOf(question, 'subquestion', 'prompts').map((row) => ({
    prompt: question.text(row, ownFormat(question)),
    answer: question.plain(element(row, 'answer')),
  }))
  const options = [...new Set(rows.map(({ answer }) => answer).filter((answer) => answer !== ''))]
  const pairs = rows.filter(({ prompt }) => prompt !== '')
  return {
    draft: {
      kind: 'matching',
      prompts: pairs.map(({ prompt }) => prompt),
      options,
      correct: pairs.map(({ answer }) => options.indexOf(answer)),
      keepOrder: isOff(setting(question, 'shuffleanswers')),
    },
    feedback: [],
  }
}

/** Items stand in their right order; an answer's fraction only repeats its place. */
function readOrdering(question: MoodleQuestion): ReadKind {
  const answers = partsOf(question, 'answer', 'options').filter((answer) => sourceOf(answer).trim() !== '')
  const options = answers.map((answer) => question.text(answer, ownFormat(question)))
  const select = setting(question, 'selecttype')
  const count = Number(setting(question, 'selectcount') ?? options.length)
  if (select !== null && select !== 'all' && select !== '0' && count < options.length) question.lose('subset')
  return {
    draft: { kind: 'ordering', options, correct: options.map((_, index) => index) },
    feedback: answers.map((answer) => ({ of: element(answer, 'feedback'), right: false })),
  }
}

/** Moodle's question types that hoithi asks, by the names that its XML has had for them. */
export const kindReaders = new Map<string, (question: MoodleQuestion) => ReadKind>([
  ['multichoice', readChoice],
  ['truefalse', readTrueFalse],
  ['shortanswer', readShortText],
  ['numerical', readNumberAnswers],
  ['matching', readMatching],
  ['match', readMatching],
  ['ordering', readOrdering],
])
