import { expect, it, test } from 'vitest'
import { deskUnionsEn } from '../../web/src/lib/text/desk-unions-en.ts'
import { fill } from '../../web/src/lib/text/fill.ts'

test.each([
  // text, values, reads
  ['{count} left', { count: 3 }, '3 left'],
  ['{count|union|unions} to place', { count: 0 }, '0 unions to place'],
  ['{count|union|unions} to place', { count: 1 }, '1 union to place'],
  ['{count|union|unions} to place', { count: '1' }, '1 union to place'],
  ['{count|union|unions} to place', { count: '1,001' }, '1,001 unions to place'],
  ['{hours|hour|hours} {minutes|minute|minutes}', { hours: 1, minutes: 21 }, '1 hour 21 minutes'],
  ['{name} is gone', {}, ' is gone'],
] as const)('%s with %o reads %s', (text, values, reads) => expect(fill(text, values)).toBe(reads))

it('one union that contestants wrote down is no plural in English', () => {
  expect(fill(deskUnionsEn['unions.pendingCount'], { count: 1 })).toBe('1 union to place')
})
