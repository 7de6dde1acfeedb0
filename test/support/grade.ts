import type { RoundRules } from '@hoithi/shared/contracts/rules'
import type { SavedResponse } from '../../server/src/domain/attempt.ts'
import type { AnswerKey, Grade } from '../../server/src/domain/grading.ts'
import { gradeWith, UNCORRECTED } from '../../server/src/domain/key-correction.ts'
import type { PaperItem } from '../../server/src/domain/paper.ts'

/** Grade a paper of a round in which no key was corrected. */
export const grade = (
  paper: readonly PaperItem[],
  responses: readonly SavedResponse[],
  keyOf: (versionId: string) => AnswerKey,
  rules: Pick<RoundRules, 'points' | 'multipleCredit'>,
): Grade => gradeWith({ paper, responses, keyOf, corrected: UNCORRECTED }, rules)
