import type { QuestionKind } from '@hoithi/shared/contracts/rules'
import { isTyped, MAX_ROWS, newAnswer, newOption, newPair, type FormOption, type QuestionForm } from './question-form.ts'

const FULL = 100
const NUMBER = /^[+−-]?\d+(?:[.,]\d+)?$/u

const hasWords = (rows: readonly { text: string }[]): boolean => rows.some(({ text }) => text.trim() !== '')
const copies = (rows: readonly FormOption[]): FormOption[] => rows.map(({ text, correct }) => newOption(text, correct))

/** Options out of what the other kinds hold, where there are none yet. */
function optionsFor({ kind, options, truths, answers }: QuestionForm): FormOption[] {
  if (hasWords(options)) return options
  if (kind === 'trueFalse') return copies(truths)
  if (isTyped(kind) && hasWords(answers)) return answers.slice(0, MAX_ROWS).map(({ text, credit }) => newOption(text, credit === FULL))
  return options
}

/** Only the first right option stays right. */
function oneRight(options: readonly FormOption[]): FormOption[] {
  const first = options.findIndex(({ correct }) => correct)
  return options.map((option, index) => ({ ...option, correct: index === first }))
}

function pairsFor(form: QuestionForm, options: readonly FormOption[]): QuestionForm['pairs'] {
  const known = form.pairs.filter(({ optionKey }) => options.some(({ key }) => key === optionKey))
  return known.length > 0 ? known : options.map(({ key }) => newPair('', key))
}

/** Accepted answers out of the right options, where there are none yet. */
function answersFor({ kind, options, truths, answers }: QuestionForm, accepts: (text: string) => boolean): QuestionForm['answers'] {
  if (isTyped(kind) || hasWords(answers)) return answers
  const right = (kind === 'trueFalse' ? truths : options).filter(({ correct, text }) => correct && text.trim() !== '' && accepts(text.trim()))
  return right.length > 0 ? right.map(({ text }) => newAnswer(text)) : answers
}

function truthsFor({ options, truths }: QuestionForm): FormOption[] {
  const filled = options.filter(({ text }) => text.trim() !== '')
  const untouched = !truths.some(({ correct }) => correct)
  return untouched && filled.length === 2 ? oneRight(copies(filled)) : oneRight(truths)
}

const changes = {
  single: (form) => ({ options: oneRight(optionsFor(form)) }),
  multiple: (form) => ({ options: optionsFor(form) }),
  trueFalse: (form) => ({ truths: truthsFor(form) }),
  shortText: (form) => ({ answers: answersFor(form, () => true) }),
  number: (form) => ({ answers: answersFor(form, (text) => NUMBER.test(text)) }),
  ordering: (form) => ({ options: optionsFor(form) }),
  matching: (form) => {
    const options = optionsFor(form)
    return { options, pairs: pairsFor(form, options) }
  },
} satisfies Record<QuestionKind, (form: QuestionForm) => Partial<QuestionForm>>

/** The form after another kind is chosen; what the new kind does not use stays in it, for the way back. */
export function withKind(form: QuestionForm, kind: QuestionKind): QuestionForm {
  return { ...form, ...changes[kind](form), kind }
}

/** The form after its options get credits of their own, or lose them: right options share the points, wrong ones have none. */
export function withCredits(form: QuestionForm, partial: boolean): QuestionForm {
  if (!partial) return { ...form, partial }
  const right = form.options.filter(({ correct }) => correct).length
  const each = form.kind === 'multiple' && right > 0 ? Math.round((FULL / right) * 100_000) / 100_000 : FULL
  const options = form.options.map((option) => ({ ...option, credit: option.credit ?? (option.correct ? each : 0) }))
  return { ...form, options, partial }
}
