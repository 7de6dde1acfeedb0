import { expect, test } from 'vitest'
import { decideWithdrawal, type Withdrawing } from '../../server/src/domain/withdrawal.ts'

const who: Withdrawing = { passwordHash: 'h', withdrawnAt: null, attempts: 0 }

test.each<[what: string, who: Withdrawing | null, hash: string, answer: string]>([
  ['no attempt', who, 'h', 'delete'],
  ['one attempt', { ...who, attempts: 1 }, 'h', 'close'],
  ['the password was changed since it was checked', who, 'older', 'wrong-password'],
  ['left already', { ...who, withdrawnAt: 1, attempts: 1 }, 'h', 'not-found'],
  ['nobody', null, 'h', 'not-found'],
])('%s', (_what, person, hash, answer) => {
  const decision = decideWithdrawal(person, hash)
  expect(decision.ok ? decision.value : decision.reason).toBe(answer)
})
