import { t } from '../../lib/text/play-screens.svelte.ts'

export const PAGE_SIZE = 20

/** The words of the pager under a board. */
export function pagerTexts(board: { page: number; total: number; pageSize: number }) {
  const pages = Math.max(1, Math.ceil(board.total / board.pageSize))
  return { label: t('pager.label'), previous: t('pager.previous'), next: t('pager.next'), position: t('pager.position', { page: board.page, pages }) }
}
