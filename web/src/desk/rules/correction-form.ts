import type { QuestionKind } from '@hoithi/shared/contracts/rules'
import type { Call, Reply } from '../../lib/api.ts'
import { formOf, isTyped, type TypedForm } from './question-form.ts'
import { moved } from './rows.ts'

export type AskedVersion = Reply<'getAskedQuestion'>['versions'][number]
export type Treatment = Call<'correctKey'>['body']['treatment']
type NewKey = NonNullable<Call<'correctKey'>['body']['key']>
export type Wish = Omit<Call<'correctKey'>['body'], 'reason'>

/** What can be decided, in the order in which a judge reads it; the last one only where something was decided before. */
export const treatments = ['fullCredit', 'bothKeys', 'newKey', 'voidRescaled', 'voidDropped', 'original'] as const satisfies readonly Treatment[]

export const needsKey = (treatment: Treatment | null): boolean => treatment === 'bothKeys' || treatment === 'newKey'

/** For which versions a treatment is meant: those that were ticked; taking back, all for which something holds. */
export function meantFor(treatment: Treatment, versions: readonly AskedVersion[], ticked: readonly string[]): string[] {
  const meant = versions.filter(({ id, treatment: held }) => (treatment === 'original' ? held !== null : ticked.includes(id)))
  return meant.map(({ id }) => id)
}

/** The new key as it is being given: indices of the version's own options, and answers as the bank's editor holds them. */
export type KeyForm = { kind: QuestionKind; correct: number[]; typed: TypedForm }

/** Begins with the key that was corrected to before, else with the version's own. */
export function keyFormOf(version: AskedVersion): KeyForm {
  const { kind, newKey } = version
  const { correct, answers, caseMatters, accentsMatter } = newKey ?? version
  const form = formOf({ ...version, answers: [...answers], caseMatters, accentsMatter })
  return { kind, correct: [...correct], typed: { kind, answers: form.answers, caseMatters, accentsMatter } }
}

const given = ({ answers }: TypedForm): TypedForm['answers'] => answers.filter(({ text }) => text.trim() !== '')

export function keyOf({ kind, correct, typed }: KeyForm): NewKey {
  const answers = given(typed).map(({ text, tolerance, credit }) => ({ text: text.trim(), tolerance: tolerance ?? 0, credit: credit ?? 0 }))
  const { caseMatters, accentsMatter } = typed
  return { correct, answers: isTyped(kind) ? answers : [], caseMatters, accentsMatter }
}

/** Several options of a choice of one may be right: whoever chose any of them is. */
export const toggled = (correct: readonly number[], index: number): number[] =>
  (correct.includes(index) ? correct.filter((one) => one !== index) : [...correct, index]).sort((a, b) => a - b)
export const inOrder = (correct: readonly number[], place: number, by: -1 | 1): number[] => moved(correct, place, by)
export const paired = (correct: readonly number[], prompt: number, option: number): number[] =>
  correct.map((own, index) => (index === prompt ? option : own))

/** What a new key still lacks; null when it can be tried. */
export function keyFault({ kind, correct, typed }: KeyForm, version: AskedVersion): 'option' | 'answer' | 'same' | null {
  if (isTyped(kind)) {
    const answers = given(typed)
    const whole = answers.some(({ credit }) => credit === 100) && answers.every(({ credit }) => credit !== null && credit > 0 && credit <= 100)
    return whole ? null : 'answer'
  }
  if (correct.length === 0) return 'option'
  const untouched = version.treatment === null && version.credits.length === 0
  return untouched && JSON.stringify(correct) === JSON.stringify(version.correct) ? 'same' : null
}

/** A rank's way in a word: places won or lost, 0 where only the score changes. */
export const placesWon = ({ fromRank, toRank }: { fromRank: number; toRank: number }): number => fromRank - toRank
