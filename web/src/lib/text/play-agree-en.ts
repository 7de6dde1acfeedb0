import type { playAgreeVi } from './play-agree-vi.ts'

/** English texts of agreeing to a notice that was worded anew. */
export const playAgreeEn: Record<keyof typeof playAgreeVi, string> = {
  'agree.title': 'The notice on personal data has changed',
  'agree.help': 'Read the new notice. Agree to go on; if you do not, you may withdraw and have your data deleted.',
  'agree.send': 'Agree and go on',
  'agree.leave': 'I do not agree, show my data',
}
