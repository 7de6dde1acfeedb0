import type { QuestionKind } from '@hoithi/shared/contracts/rules'
import type { Call } from '../../lib/api.ts'

/** A question as the server takes it and gives it. */
export type QuestionDraft = Call<'createQuestion'>['body']['question']

/** `credit` in percent of the points, null while the field is empty; `last`: stays behind the shuffled ones. */
export type FormOption = { key: number; text: string; correct: boolean; credit: number | null; last: boolean }
/** A left-hand side and the option that belongs to it; pairs may share one. */
export type FormPair = { key: number; prompt: string; optionKey: number }
export type FormAnswer = { key: number; text: string; tolerance: number | null; credit: number | null }

/** A question as the editor holds it: what every kind needs side by side, so that a change of kind loses nothing. */
export type QuestionForm = Pick<
  QuestionDraft,
  | 'code'
  | 'kind'
  | 'topic'
  | 'difficulty'
  | 'status'
  | 'stem'
  | 'explanation'
  | 'legalReference'
  | 'tags'
  | 'keepOrder'
  | 'caseMatters'
  | 'accentsMatter'
> & {
  /** Of choices, orders and right-hand sides. */
  options: FormOption[]
  truths: FormOption[]
  pairs: FormPair[]
  answers: FormAnswer[]
  /** Whether every option has a credit of its own. */
  partial: boolean
}

/** What the editor of accepted answers needs of a form. */
export type TypedForm = Pick<QuestionForm, 'kind' | 'answers' | 'caseMatters' | 'accentsMatter'>

export const MAX_ROWS = 12
export const MAX_ANSWERS = 50
/** What a true/false question offers: content in the contests' language, not a text of the screen. */
const TRUTHS = ['Đúng', 'Sai']
const FULL = 100

let lastKey = 0
const freshKey = (): number => (lastKey += 1)

export const newOption = (text = '', correct = false, credit: number | null = null): FormOption => ({
  key: freshKey(),
  text,
  correct,
  credit,
  last: false,
})
export const newPair = (prompt: string, optionKey: number): FormPair => ({ key: freshKey(), prompt, optionKey })
export const newAnswer = (text = '', credit: number | null = FULL, tolerance = 0): FormAnswer => ({ key: freshKey(), text, tolerance, credit })

const truths = (): FormOption[] => TRUTHS.map((text) => newOption(text))
export const isTyped = (kind: QuestionKind): boolean => kind === 'shortText' || kind === 'number'

/** The form of a new question. */
export function blankForm(topic = ''): QuestionForm {
  return {
    code: '',
    kind: 'single',
    topic,
    difficulty: 1,
    status: 'draft',
    stem: '',
    explanation: '',
    legalReference: '',
    tags: [],
    keepOrder: false,
    caseMatters: false,
    accentsMatter: false,
    options: Array.from({ length: 4 }, () => newOption()),
    truths: truths(),
    pairs: [],
    answers: [newAnswer()],
    partial: false,
  }
}

/** The form of a question that is there. */
export function formOf(draft: QuestionDraft): QuestionForm {
  const { kind, correct, credits, keepLast } = draft
  const keyed = kind === 'single' || kind === 'multiple' || kind === 'trueFalse'
  const options = draft.options.map((text, index) => ({
    ...newOption(text, keyed && correct.includes(index), credits[index] ?? null),
    last: keepLast.includes(index),
  }))
  const pairs = draft.prompts.map((prompt, index) => newPair(prompt, options[correct[index] ?? -1]?.key ?? -1))
  const { code, topic, difficulty, status, stem, explanation, legalReference, keepOrder, caseMatters, accentsMatter } = draft
  const about = { code, kind, topic, difficulty, status, stem, explanation, legalReference, tags: [...draft.tags] }
  return {
    ...blankForm(),
    ...about,
    keepOrder,
    caseMatters,
    accentsMatter,
    ...(kind === 'trueFalse' ? { truths: options } : options.length > 0 ? { options } : {}),
    pairs,
    ...(isTyped(kind) ? { answers: draft.answers.map(({ text, tolerance, credit }) => newAnswer(text, credit, tolerance)) } : {}),
    partial: kind !== 'trueFalse' && credits.length > 0,
  }
}

type Body = Pick<
  QuestionDraft,
  'options' | 'correct' | 'credits' | 'prompts' | 'answers' | 'caseMatters' | 'accentsMatter' | 'keepOrder' | 'keepLast'
>

const nothing = (): Body => ({
  options: [],
  correct: [],
  credits: [],
  prompts: [],
  answers: [],
  caseMatters: false,
  accentsMatter: false,
  keepOrder: false,
  keepLast: [],
})
const indicesOf = (rows: readonly FormOption[], holds: (row: FormOption) => boolean): number[] =>
  rows.flatMap((row, index) => (holds(row) ? [index] : []))

const choices = (rows: readonly FormOption[], credited: boolean, { keepOrder }: QuestionForm): Body => ({
  ...nothing(),
  options: rows.map(({ text }) => text),
  correct: indicesOf(rows, ({ correct }) => correct),
  credits: credited ? rows.map(({ credit }) => credit ?? 0) : [],
  keepOrder,
  keepLast: indicesOf(rows, ({ last }) => last),
})

/** Only a file gives true and false credits of their own. */
export const truthsCredited = ({ truths }: QuestionForm): boolean => truths.some(({ credit }) => credit !== null)

/** Right-hand sides that read alike are one option. */
function matching({ options, pairs, keepOrder }: QuestionForm): Body {
  const words = (key: number): string => options.find((option) => option.key === key)?.text.trim() ?? ''
  const kept = options.filter(({ text }, index) => options.findIndex((other) => other.text.trim() === text.trim()) === index)
  const place = (key: number): number => kept.findIndex(({ text }) => text.trim() === words(key))
  return {
    ...nothing(),
    options: kept.map(({ text }) => text),
    prompts: pairs.map(({ prompt }) => prompt),
    correct: pairs.map(({ optionKey }) => Math.max(0, place(optionKey))),
    keepOrder,
    keepLast: indicesOf(kept, ({ last }) => last),
  }
}

const typed = ({ answers }: QuestionForm): Body => ({
  ...nothing(),
  answers: answers.map(({ text, tolerance, credit }) => ({ text, tolerance: tolerance ?? 0, credit: credit ?? FULL })),
})

const bodies = {
  single: (form) => choices(form.options, form.partial, form),
  multiple: (form) => choices(form.options, form.partial, form),
  trueFalse: (form) => choices(form.truths, truthsCredited(form), form),
  shortText: (form) => ({ ...typed(form), caseMatters: form.caseMatters, accentsMatter: form.accentsMatter }),
  number: typed,
  ordering: ({ options }) => ({ ...nothing(), options: options.map(({ text }) => text), correct: options.map((_, index) => index) }),
  matching,
} satisfies Record<QuestionKind, (form: QuestionForm) => Body>

/** What the server is sent: only what the kind uses. */
export function draftOf(form: QuestionForm): QuestionDraft {
  const { code, kind, topic, difficulty, status, stem, explanation, legalReference, tags } = form
  return { code, kind, topic, difficulty, status, stem, explanation, legalReference, tags: [...tags], ...bodies[kind](form) }
}

/** Whether two drafts would be saved as the same question. */
export function sameDraft(one: QuestionDraft, other: QuestionDraft): boolean {
  return JSON.stringify(draftOf(formOf(one))) === JSON.stringify(draftOf(formOf(other)))
}
