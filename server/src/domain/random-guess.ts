import type { QuestionKind, RoundRules } from '@hoithi/shared/contracts/rules'
import type { AnswerKey } from './grading.ts'
import type { QuestionDraft } from './question.ts'

type Guessed = AnswerKey & Pick<QuestionDraft, 'options' | 'prompts'>
type Credit = RoundRules['multipleCredit']

const within = (share: number): number => Math.min(1, Math.max(0, share))

/** The mean over the options of what each of them earns. */
function oneOption({ options, correct, credits }: Guessed, credit: Credit): number | null {
  if (options.length === 0) return null
  const shareOf = (index: number): number => {
    if (correct.includes(index)) return 1
    const part = (credits[index] ?? 0) / 100
    return credit === 'partial' || part === 1 ? within(part) : 0
  }
  return options.reduce((sum, _, index) => sum + shareOf(index), 0) / options.length
}

/** Words or numbers are not guessed, unless any answer at all earns something. */
function typed({ answers }: Guessed, credit: Credit): number {
  const anything = answers.find(({ text }) => text.trim() === '*')
  if (anything === undefined) return 0
  return credit === 'partial' || anything.credit === 100 ? within(anything.credit / 100) : 0
}

const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1))

/** Each prompt gets any of the options; in parts each of them is right by 1 in so many. */
const pairs = ({ options, prompts }: Guessed, credit: Credit): number | null =>
  options.length === 0 ? null : credit === 'partial' ? 1 / options.length : (1 / options.length) ** prompts.length

const order = ({ options }: Guessed, credit: Credit): number | null =>
  options.length === 0 ? null : credit === 'partial' ? 1 / options.length : 1 / factorial(options.length)

const guesses = {
  single: oneOption,
  trueFalse: oneOption,
  /** How many options a guesser would tick is anyone's guess; Moodle gives no figure either. */
  multiple: () => null,
  shortText: typed,
  number: typed,
  ordering: order,
  matching: pairs,
} satisfies Record<QuestionKind, (question: Guessed, credit: Credit) => number | null>

/** Share of a question's points, 0–1, that somebody earns on average who answers blindly; null where that cannot be told. */
export function randomGuess(question: Guessed & { kind: QuestionKind }, credit: Credit): number | null {
  return guesses[question.kind](question, credit)
}
