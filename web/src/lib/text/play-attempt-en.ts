import type { playAttemptVi } from './play-attempt-vi.ts'

/** English texts about what becomes of answers. */
export const playAttemptEn = {
  'clock.unknown': 'The time left will show when there is a network',
  'clock.asking': 'Asking for the time…',
  'offline.paper': 'There is no network yet. Go on answering: answers are kept on this phone and are sent when there is one.',
  'elsewhere.changed': 'Question {numbers} was just changed on another phone.',
  'kept.nothing': 'This browser cannot keep answers when the page closes. Keep the page open until you see “Saved”; what is saved is not lost.',
  'late.refused': 'The answer to question {numbers} came after the time and does not count. If you want to ask about it, write to the organisers.',
  'late.ask': 'Ask the organisers',
} as const satisfies Record<keyof typeof playAttemptVi, string>
