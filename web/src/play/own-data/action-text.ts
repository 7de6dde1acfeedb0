import { t } from '../../lib/text/play-own-data.svelte.ts'
import { knownActions } from './known-actions.ts'

/** What was done to a person's data, in their words. */
export function actionText(action: string): string {
  return t(`own.action.${knownActions.find((one) => one === action) ?? 'other'}`)
}
