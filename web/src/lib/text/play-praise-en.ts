import type { playPraiseVi } from './play-praise-vi.ts'

/** English texts of the page that praises unions and people. */
export const playPraiseEn: Record<keyof typeof playPraiseVi, string> = {
  'praise.title': 'Praise',
  'praise.published': 'Published by the organisers on {day}.',
  'praise.byLetter': 'By letter no. {number}, published on {day}.',
  'praise.you': 'You',
  'praise.shortened': 'People’s names are shortened to protect their personal data.',
  'praise.home': 'To the start',
}
