import type { AnswerKey } from './grading.ts'
import type { PaperItem } from './paper.ts'
import type { QuestionKind } from '@hoithi/shared/contracts/rules'

const letter = (place: number): string => String.fromCharCode(97 + place)
/** The letter under which an option of the key is shown in a paper. */
const shownAs = ({ order }: PaperItem, option: number): string => letter(order.indexOf(option))

type Answer = (item: PaperItem, key: AnswerKey) => string[]

const everyRight: Answer = (item, { correct }) => correct.map((option) => shownAs(item, option)).sort((a, b) => (a < b ? -1 : 1))
const inTurn: Answer = (item, { correct }) => correct.map((option) => shownAs(item, option))
/** The accepted text with the most credit; a star stands for anything: for nothing here, or a letter where nothing else is left. */
const typed: Answer = (_item, { answers }) => {
  const [best] = answers.toSorted((a, b) => b.credit - a.credit)
  const text = best?.text.replace(/(?<!\\)\*/g, '').replaceAll('\\*', '*')
  return text === undefined ? [] : [text === '' ? 'x' : text]
}

const answers = {
  single: everyRight,
  trueFalse: everyRight,
  multiple: everyRight,
  ordering: inTurn,
  matching: inTurn,
  shortText: typed,
  number: typed,
} satisfies Record<QuestionKind, Answer>

/** What somebody who knows the key answers to a question as a paper shows it: the inverse of grading. */
export function rightAnswer(item: PaperItem, key: AnswerKey): string[] {
  return answers[item.kind](item, key)
}
