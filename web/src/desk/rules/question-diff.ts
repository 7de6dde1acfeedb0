import type { QuestionKind } from '@hoithi/shared/contracts/rules'
import type { QuestionDraft } from './question-form.ts'
import { letterOf } from './rows.ts'
import { rowDiff, wordDiff, type Piece } from './word-diff.ts'

type TextField = 'code' | 'topic' | 'stem' | 'explanation' | 'legalReference'
type ListField = 'options' | 'prompts' | 'answers' | 'tags'
type ValueField = 'kind' | 'status' | 'difficulty' | 'correct' | 'credits' | 'keepLast' | 'keepOrder' | 'caseMatters' | 'accentsMatter'

/** One field of a question that differs between two versions; values are codes, figures or letters. */
export type FieldChange =
  | { field: TextField; shows: 'text'; pieces: Piece[] }
  | { field: ListField; shows: 'rows'; rows: Piece[][] }
  | { field: ValueField; shows: 'value'; before: string; after: string }
export type DiffField = FieldChange['field']

const letters = (indices: readonly number[]): string => indices.map(letterOf).join(', ')
const keyOf = (kind: QuestionKind, correct: readonly number[]): string => {
  if (kind === 'ordering') return ''
  return kind === 'matching' ? correct.map((index, prompt) => `${prompt + 1} → ${letterOf(index)}`).join(', ') : letters(correct)
}
const answerOf = ({ text, tolerance, credit }: QuestionDraft['answers'][number]): string =>
  `${text}${tolerance > 0 ? ` ± ${tolerance}` : ''}${credit === 100 ? '' : ` (${credit} %)`}`

const texts = ['code', 'topic', 'stem', 'explanation', 'legalReference'] as const satisfies readonly TextField[]
const lists = {
  options: ({ options }) => options,
  prompts: ({ prompts }) => prompts,
  answers: ({ answers }) => answers.map(answerOf),
  tags: ({ tags }) => tags,
} satisfies Record<ListField, (draft: QuestionDraft) => string[]>
const values = {
  kind: ({ kind }) => kind,
  status: ({ status }) => status,
  difficulty: ({ difficulty }) => String(difficulty),
  correct: ({ kind, correct }) => keyOf(kind, correct),
  credits: ({ credits }) => credits.map((credit, index) => `${letterOf(index)} ${credit} %`).join(', '),
  keepLast: ({ keepLast }) => letters(keepLast),
  keepOrder: ({ keepOrder }) => String(keepOrder),
  caseMatters: ({ caseMatters }) => String(caseMatters),
  accentsMatter: ({ accentsMatter }) => String(accentsMatter),
} satisfies Record<ValueField, (draft: QuestionDraft) => string>

const order: readonly DiffField[] = [
  'status',
  'code',
  'kind',
  'stem',
  'prompts',
  'options',
  'correct',
  'credits',
  'answers',
  'caseMatters',
  'accentsMatter',
  'keepOrder',
  'keepLast',
  'topic',
  'difficulty',
  'tags',
  'legalReference',
  'explanation',
]

/** What changed from one version of a question to the next, field by field in the order of the form; empty when nothing did. */
export function questionDiff(before: QuestionDraft, after: QuestionDraft): FieldChange[] {
  const changes: FieldChange[] = []
  for (const field of texts) {
    if (before[field] !== after[field]) changes.push({ field, shows: 'text', pieces: wordDiff(before[field], after[field]) })
  }
  for (const field of Object.keys(lists) as ListField[]) {
    const [old, now] = [lists[field](before), lists[field](after)]
    if (JSON.stringify(old) !== JSON.stringify(now)) changes.push({ field, shows: 'rows', rows: rowDiff(old, now) })
  }
  for (const field of Object.keys(values) as ValueField[]) {
    const [old, now] = [values[field](before), values[field](after)]
    if (old !== now) changes.push({ field, shows: 'value', before: old, after: now })
  }
  return changes.sort((one, other) => order.indexOf(one.field) - order.indexOf(other.field))
}
