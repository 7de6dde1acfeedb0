import type { RoundRules } from '@hoithi/shared/contracts/rules'
import type { SavedResponse } from './attempt.ts'
import type { ReviewedAnswer } from './flags.ts'
import type { AnswerKey } from './grading.ts'
import { markedShares, type Corrected } from './key-correction.ts'
import { fold } from './names.ts'
import { chosenOptions, type PaperItem } from './paper.ts'

/** What was answered, the same for all papers whatever order each showed its options in: original options, or the folded text. */
export function commonResponse(item: PaperItem, choice: string[]): string {
  if (item.kind === 'shortText' || item.kind === 'number') return fold(choice[0] ?? '')
  const chosen = chosenOptions(item, choice)
  return (item.kind === 'multiple' ? chosen.sort((a, b) => a - b) : chosen).join(',')
}

/** The answered questions of a paper as a review reads them. */
export function reviewedAnswers(
  paper: readonly PaperItem[],
  responses: readonly SavedResponse[],
  { keyOf, corrected, credit }: { keyOf: (versionId: string) => AnswerKey; corrected: Corrected; credit: RoundRules['multipleCredit'] },
): ReviewedAnswer[] {
  const earned = markedShares({ paper, responses, keyOf, corrected }, credit)
  return responses.flatMap(({ position, choice, tappedAt }) => {
    const item = paper[position - 1]
    // A question that was declared void tells nothing of anybody.
    if (item === undefined || choice.length === 0 || earned[position - 1] === null) return []
    return [{ position, versionId: item.versionId, response: commonResponse(item, choice), right: earned[position - 1] === 1, tappedAt }]
  })
}
