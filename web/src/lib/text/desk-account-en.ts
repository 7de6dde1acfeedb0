import type { deskAccountVi } from './desk-account-vi.ts'

export const deskAccountEn: Record<keyof typeof deskAccountVi, string> = {
  'account.title': 'My account',
  'account.password': 'Password',
  'account.passwordHelp': 'Only you should know your password. Change it at once if somebody else may.',

  'second.title': 'Two-step login',
  'second.what':
    'Besides the password every login asks for a 6-digit code of the authenticator app on your phone. Whoever knows the password and does not hold the phone stays out.',
  'second.offNow': 'Off: the password alone lets you in.',
  'second.onSince': 'On since {at}.',
  'second.required': 'Your role needs it, so it cannot be turned off; with a new phone use the button below.',
  'second.codesLeft': 'Recovery codes left: {left} of 10.',
  'second.codesFew': 'Recovery codes left: {left} of 10. Make new ones before they run out.',
  'second.turnOn': 'Turn two-step login on',
  'second.turnOff': 'Turn two-step login off',
  'second.turnOffHelp': 'From then on the password alone lets you in. The old recovery codes stop working and your other sessions end at once.',
  'second.turnedOff': 'Two-step login is off.',
  'second.turnedOn': 'Two-step login is on. Your other sessions have ended.',
  'second.move': 'Move to another phone',
  'second.moveHelp': 'You need a code of the old phone, or a recovery code. Afterwards the codes of the old phone stop working.',
  'second.newCodes': 'Make new recovery codes',
  'second.newCodesHelp': 'The ten old ones stop working, used or not.',

  'second.mustTitle': 'Turn two-step login on',
  'second.must':
    'Administrators and judges must use two-step login, because they seal results and hand out accounts. It takes about two minutes, once for each phone.',

  'second.stepApp':
    '1. On your phone, open an authenticator app. If you have none, install one: Google Authenticator, Microsoft Authenticator, Aegis or 2FAS will do.',
  'second.stepScan': '2. In the app, add an account and scan this code.',
  'second.stepType': 'It cannot be scanned? Choose manual entry and type this key:',
  'second.stepConfirm': '3. Type the 6-digit code that the app shows for {host} now.',
  'second.qr': 'QR code for the authenticator app',
  'second.confirm': 'Confirm and turn on',
  'second.continue': 'Continue',

  'second.code': '6-digit code of your phone',
  'second.codeHelp': 'It changes every 30 seconds, and each one works once.',
  'second.recoveryCode': 'Recovery code',
  'second.recoveryHelp': 'Sixteen letters and digits, large or small. Each one works once.',
  'second.useRecovery': 'Without your phone? Use a recovery code',
  'second.useCode': 'Use the code of your phone',

  'second.stepTitle': 'Log in: second step',
  'second.stepIntro': 'The password is right. Open the authenticator app on your phone and type the code that it shows.',
  'second.enter': 'Enter the desk',
  'second.back': 'Begin the login anew',
  'second.lost': 'Without phone and recovery codes: ask another administrator to reset your second step on the page Desk accounts.',

  'proof.title': 'Confirm that it is you',
  'proof.help': 'This is not easily undone, or gives others rights. Prove it once more to go on; for 15 minutes after that you are not asked again.',
  'proof.go': 'Confirm and go on',

  'recovery.title': 'Your recovery codes',
  'recovery.help':
    'When the phone is lost each code stands in for the 6 digits once. They are shown this one time: print them, or keep them where only you can open them, not on the phone itself.',
  'recovery.sheet': 'Recovery codes for two-step login – {name}, {host}, {at}',
  'recovery.download': 'Download as .txt',
  'recovery.print': 'Print',
  'recovery.copy': 'Copy all ten',
  'recovery.kept': 'I have put these codes away',
  'recovery.fileName': 'recovery-codes',

  'sessions.title': 'Where you are logged in',
  'sessions.help': 'If you see a device you do not know, end its session and change your password at once.',
  'sessions.caption': 'My sessions, the latest used first',
  'sessions.where': 'Browser and device',
  'sessions.device': '{browser} on {system}',
  'sessions.beganAt': 'Logged in at',
  'sessions.since': 'Logged in at {at}',
  'sessions.seenAt': 'Last used',
  'sessions.thisOne': 'This one',
  'sessions.end': 'End',
  'sessions.endOf': 'End the session {device}, logged in at {at}',
  'sessions.ended': 'The session {device} has ended.',
  'sessions.endOthers': 'End every other session',
  'sessions.othersEnded': 'Every other session has ended. Only this one is left.',

  'staff.endSessions': 'End every session',
  'staff.endSessionsTitle': 'End every session of {login}',
  'staff.endSessionsThen': 'This person is logged out on every device at once; what they were typing and had not saved is lost.',
  'staff.endSessionsElse':
    'The account still works, with the same password. If the password may be known, disable the account, or call its owner to change it at once.',
  'staff.sessionsEnded': 'Every session of {login} has ended ({count}).',
  'staff.noSessions': '{login} has no open session.',

  'staff.secondFactor': 'Two-step',
  'staff.secondOn': 'On',
  'staff.secondOff': 'Off',
  'staff.resetSecond': 'Reset second step',
  'staff.resetSecondTitle': 'Reset the second step of {login}',
  'staff.resetSecondVerify': 'Make sure that it is the owner who asks: call back on a number that you know, or meet them.',
  'staff.resetSecondThen':
    'The codes of the old phone and every recovery code stop working, and the sessions of this person end at once. Their next login needs the password alone; then they turn it on again.',
  'staff.secondReset': 'The second step of {login} was reset.',

  'idle.soon': 'Nobody has used this page for a long time. To protect the account the session ends in less than a minute.',
  'idle.stay': 'I am still working',

  'auditAction.turnOnSecondFactor': 'Turned two-step login on',
  'auditAction.turnOffSecondFactor': 'Turned two-step login off',
  'auditAction.renewRecoveryCodes': 'Made new recovery codes',
  'auditAction.useRecoveryCode': 'Used a recovery code',
  'auditAction.endStaffSessions': 'Ended every session of a colleague',
  'auditField.openSessions': 'Open sessions',
  'auditAction.resetSecondFactor': 'Reset the second step of a colleague',
  'auditField.secondFactor': 'Two-step login',
  'auditField.recoveryCodesLeft': 'Recovery codes left',
  'auditValue.on': 'On',
  'auditValue.off': 'Off',
}
