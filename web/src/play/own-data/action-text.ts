import { t } from '../../lib/text/play-own-data.svelte.ts'

const known = ['correctContestant', 'moveContestant', 'issueResetCode', 'resetPassword', 'changePassword', 'voidAttempt'] as const

/** What was done to a person's data, in their words. */
export function actionText(action: string): string {
  return t(`own.action.${known.find((one) => one === action) ?? 'other'}`)
}
