import type { ContestView } from '../session.svelte.ts'

export type KeptRules = Pick<ContestView, 'rules' | 'introHtml' | 'now'> & { title: string }
const KEY = 'rules'

/** Keep the rules of the contest on this phone, with the moment at which they were fetched; nothing of it is personal. */
export function keepRules({ rules, introHtml, now, contest }: ContestView): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ rules, introHtml, now, title: contest.title } satisfies KeptRules))
  } catch {
    // Private mode, or a full phone: without a line there are no rules to read.
  }
}

/** The rules as they were when the phone last had a line; null when it never had. */
export function keptRules(): KeptRules | null {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? 'null') as KeptRules | null
  } catch {
    return null
  }
}
