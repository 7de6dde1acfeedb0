import type { Reply } from '../../lib/api.ts'
import { ask } from '../ask.ts'
import { news } from '../news/news.svelte.ts'

/** Answers that are on the screen have been seen; their marks stay until the page is opened again. */
export function markSeen(slug: string, appeals: Reply<'listOwnAppeals'>['appeals']): void {
  const appealIds = appeals.filter(({ answer }) => answer?.isNew).map(({ id }) => id)
  if (appealIds.length === 0 || slug === '') return
  void ask('markAppealsSeen', { params: { slug }, body: { appealIds } }).then(news.answersSeen, () => undefined)
}
