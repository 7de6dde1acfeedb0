import type { QuestionStatus } from '@hoithi/shared/contracts/rules'

const steps = {
  draft: ['reviewed', 'ready', 'retired'],
  reviewed: ['ready', 'draft', 'retired'],
  ready: ['draft', 'retired'],
  retired: ['draft'],
} as const satisfies Record<QuestionStatus, readonly QuestionStatus[]>

export type StatusStep = (typeof steps)[QuestionStatus][number]

/** What may be done next with a question; where somebody else must review it, it is not put to use before. The server decides again. */
export function statusSteps(question: { status: QuestionStatus; reviewer: string | null }, reviewByOther: boolean): StatusStep[] {
  return steps[question.status].filter((step) => step !== 'ready' || !reviewByOther || question.reviewer !== null)
}
