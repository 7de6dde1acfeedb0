import { serverNow } from '../../lib/server-clock.ts'
import type { QuestionDraft } from '../rules/question-form.ts'

/** What somebody typed into the editor and did not save yet. */
export type KeptDraft = { at: number; draft: QuestionDraft }

const nameOf = (place: string): string => `bank-draft ${place}`

/** Unsaved typing outlives a reload or a lost session, in this tab only; `place` is the question's address. */
export function keepDraft(place: string, draft: QuestionDraft): void {
  try {
    sessionStorage.setItem(nameOf(place), JSON.stringify({ at: serverNow() ?? Date.now(), draft } satisfies KeptDraft))
  } catch {
    // No room or no storage: the page's own question on leaving is what remains.
  }
}

export function keptDraft(place: string): KeptDraft | null {
  try {
    const stored = sessionStorage.getItem(nameOf(place))
    return stored === null ? null : (JSON.parse(stored) as KeptDraft)
  } catch {
    return null
  }
}

export function forgetDraft(place: string): void {
  try {
    sessionStorage.removeItem(nameOf(place))
  } catch {
    // Nothing was kept.
  }
}
