/** What a person is told of in words of its own; anything else is called by one general word. */
export const knownActions = [
  'correctContestant',
  'moveContestant',
  'issueResetCode',
  'resetPassword',
  'changePassword',
  'voidAttempt',
  'restoreAttempt',
] as const
