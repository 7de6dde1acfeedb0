import type { playRoundsVi } from './play-rounds-vi.ts'

/** English texts of rounds, of what keeps a person from starting, and of practice. */
export const playRoundsEn: Record<keyof typeof playRoundsVi, string> = {
  'barrier.title': 'You cannot take part yet',
  'barrier.claim': 'I have a member code',
  'barrier.ask': 'Ask the organisers',
  'barrier.again': 'I have told them, check again',
  'barrier.still': 'Nothing has changed yet. Check again once the organisers have dealt with it.',
  'code.title': 'Type the access code',
  'code.label': 'Access code',
  'code.hint': 'It is in the notice of your union or of the organisers. Capitals, spaces and hyphens do not matter. Once is enough.',
  'code.missing': 'Type the access code.',
  'code.send': 'Confirm the code',
  'code.waitFor': 'That was tried many times. Check the code with your union and type it again in {minutes} min.',
  'code.waitOver': 'You can type the code again now.',
  'code.none': 'No code? Ask the organisers',
  'practice.title': 'Practice – does not count',
  'practice.what':
    'Try as often as you like to get used to the paper. Practice questions are not in the real papers; nothing is ranked or takes an attempt away.',
  'practice.enter': 'Practise',
  'practice.logIn': 'Register or log in to practise.',
  'practice.lately': 'Your latest tries',
  'practice.attempt': 'Try {number}, at {at}',

  paused: 'The organisers have paused the contest, so nobody can start now. Wait a few minutes and check again.',
  'paused.again': 'Check again',

  'rounds.mine': 'My attempts',
  'round.paper': '{questions|question|questions}, {minutes|minute|minutes}',
  'round.attemptsLeft': 'You have {left} of {total} attempts left.',
  'round.contestLeft': 'You have {left|attempt|attempts} left in the whole contest.',
  'round.leftToday': 'You have {left} left today.',
  'hours.today': 'Open today {from}–{to}.',
  'hours.next': 'Open next {from}–{to} on {day}.',
  'round.attempt': 'Attempt {number}',
  'round.voided': 'result voided',
  'round.scoreHidden': 'handed in, score shown after the seal',
  'round.enter': 'Enter',
  'landing.rounds': 'Rounds',
}
