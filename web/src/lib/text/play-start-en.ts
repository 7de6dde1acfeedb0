import type { playStartVi } from './play-start-vi.ts'

export const playStartEn = {
  'mistakes.count': '{count|place|places} to mend. Begin where the cursor is.',
  'kept.draft': 'This page has kept what you typed on this phone, but for the password.',
  'kept.clear': 'Clear it and begin again',
  'mistake.age': 'By this date you are under 14 or over 120 years old. Check the year.',
  'taken.logIn': 'Log in as {phone}',
  'union.last': 'Last used on this phone',
  'union.takeLast': 'Take this union',
  'union.fromLink': 'This union comes from the QR code or link. If it is not yours, press “Choose another union”.',
  'union.hint': 'No accents needed, short forms work: “thcs ta tong”, “bv da khoa”.',
  'union.browse': 'Or go down from the top:',
  'union.searching': 'Searching…',
  'union.found': '{count|union|unions} found; choose with the arrow keys.',
  'union.near': 'No union matches fully. The nearest:',
  'union.none': 'No union matches. Try fewer words, or press “I cannot find my union”.',
  'union.offline': 'You are offline. The search goes on when the line is back; what you typed stays.',
  'union.below': 'Go on to the {count|union|unions} below it',
  'union.options': 'Unions found',
  registered: 'You are registered. Welcome, {name}.',
  'logIn.other': 'Use another number',
} satisfies Record<keyof typeof playStartVi, string>
