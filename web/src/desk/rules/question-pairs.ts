import { newOption, newPair, type FormOption, type FormPair, type QuestionForm } from './question-form.ts'

type Sides = Pick<QuestionForm, 'pairs' | 'options'>

const usedBy = (pairs: readonly FormPair[], option: FormOption): boolean => pairs.some(({ optionKey }) => optionKey === option.key)

/** Right-hand sides that belong to no pair. */
export function sparesOf({ pairs, options }: Sides): FormOption[] {
  return options.filter((option) => !usedBy(pairs, option))
}

/** The form with one more pair, both sides empty. */
export function withPair<Form extends Sides>(form: Form): Form {
  const option = newOption()
  return { ...form, options: [...form.options, option], pairs: [...form.pairs, newPair('', option.key)] }
}

/** The form with its pairs moved or fewer; a right-hand side goes with its last pair. */
export function withPairs<Form extends Sides>(form: Form, pairs: FormPair[]): Form {
  return { ...form, pairs, options: form.options.filter((option) => usedBy(pairs, option) || !usedBy(form.pairs, option)) }
}

/** The form with other spare right-hand sides; those that belong to pairs keep their places. */
export function withSpares<Form extends Sides>(form: Form, spares: readonly FormOption[]): Form {
  return { ...form, options: [...form.options.filter((option) => usedBy(form.pairs, option)), ...spares] }
}
