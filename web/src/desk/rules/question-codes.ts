import type { QuestionKind, QuestionStatus } from '@hoithi/shared/contracts/rules'

/** The kinds in the order in which an author is offered them; the pages take types, never values, from the contracts. */
export const questionKinds = [
  'single',
  'multiple',
  'trueFalse',
  'shortText',
  'number',
  'ordering',
  'matching',
] as const satisfies readonly QuestionKind[]

export const questionStatuses = ['draft', 'reviewed', 'ready', 'retired'] as const satisfies readonly QuestionStatus[]
