import type { playAwardsVi } from './play-awards-vi.ts'

/** English texts of published prizes. */
export const playAwardsEn: Record<keyof typeof playAwardsVi, string> = {
  'awards.title': 'Winners',
  'awards.home': 'To the start',
  'awards.none': 'The organisers have not published prizes of this contest yet. Look again after their announcement.',
  'awards.summary': '{count|prize|prizes}, published on {day}.',
  'awards.open': 'See the list',
  'awards.replaced': 'replaced',
  'awards.wasReplaced': 'Another list stands in place of this one.',
  'awards.openNewer': 'See the list in force',
  'awards.won': 'Congratulations! You won: {title}.',
  'awards.worth': '{title} – {value} đồng',
  'awards.byDecision': 'Decision no. {number}, published on {day}',
  'awards.publishedOn': 'Published on {day}',
  'awards.you': 'You',
  'awards.file': 'Get the decision (PDF)',
  'awards.shortened': 'People’s names are shortened to protect their personal data.',
  'awards.all': 'Every published list',
  'awardGroup.contestPeople': 'People over the whole contest',
  'awardGroup.roundPeople': 'People in the round',
  'awardGroup.unions': 'Unions',
  'awardGroup.divisions': 'Unions in a division',
}
