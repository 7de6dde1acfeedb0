import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sameText } from '../../server/src/domain/same-text.ts'
import {
  closedUntil,
  needsSecondFactor,
  recoveryCodes,
  tryProof,
  type Proving,
  type SecondFactor,
  type StaffTotp,
} from '../../server/src/domain/second-factor.ts'
import { authenticatorUri, base32, codeOfStep, matchingStep, stepAt, typedCode, type HmacSha1 } from '../../server/src/domain/totp.ts'
import type { Role } from '../../shared/src/contracts/common.ts'

const hmac: HmacSha1 = (key, message) => createHmac('sha1', key).update(message).digest()
const secret = Buffer.from('12345678901234567890')
const SECOND = 1_000
const MINUTE = 60 * SECOND

describe('a code is the one that RFC 6238 gives', () => {
  // Appendix B, SHA-1, eight figures.
  const vectors: [seconds: number, code: string][] = [
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ]
  test.each(vectors)('%i s after the epoch: %s', (seconds, code) => {
    const step = stepAt(seconds * SECOND)
    expect(codeOfStep(hmac, secret, step, 8)).toBe(code)
    expect(codeOfStep(hmac, secret, step)).toBe(code.slice(2))
  })

  // RFC 4648, 10.
  const bases: [text: string, base32: string][] = [
    ['', ''],
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foob', 'MZXW6YQ'],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI'],
  ]
  test.each(bases)('base32 of "%s" is "%s"', (text, written) => expect(base32(Buffer.from(text))).toBe(written))

  test('an authenticator is told who it is for, with blanks and signs escaped', () => {
    expect(authenticatorUri({ issuer: 'thi.example.vn:8443', login: 'ban tổ chức', secret: 'MZXW6' })).toBe(
      'otpauth://totp/thi.example.vn%3A8443:ban%20t%E1%BB%95%20ch%E1%BB%A9c?secret=MZXW6&issuer=thi.example.vn%3A8443&algorithm=SHA1&digits=6&period=30',
    )
  })
})

describe('what is typed', () => {
  const typed: [text: string, code: string | null][] = [
    ['123456', '123456'],
    [' 123 456 ', '123456'],
    ['123-456', '123456'],
    ['１２３４５６', '123456'],
    ['12345', null],
    ['1234567', null],
    ['12345a', null],
    ['', null],
  ]
  test.each(typed)('"%s" is the code %s', (text, code) => expect(typedCode(text)).toBe(code))

  test('two texts are the same when they are', () => {
    fc.assert(fc.property(fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 }), (a, b) => sameText(a, b) === (a === b) && sameText(a, a)))
  })
})

const NOW = 1_111_111_111 * SECOND
const at = (moment: number): string => codeOfStep(hmac, secret, stepAt(moment))
const factor = (changes: Partial<SecondFactor> = {}): SecondFactor => ({
  accountId: 'a',
  lockedSecret: '-',
  onSince: 0,
  lastStep: 0,
  failures: 0,
  failedAt: 0,
  recoveryHashes: ['#ABCDEFGH2345JKMN', '#NMKJ5432HGFEDCBA'],
  ...changes,
})
const proving = (now: number): Proving => ({ hmac, secret, hashOf: (code) => `#${code}`, now })
const wrong = { ok: false, reason: 'wrong-second-factor' }

describe('a code counts in its own half minute and one to either side, once', () => {
  const cases: [what: string, typedAt: number, lastStep: number, taken: boolean][] = [
    ['of now', NOW, 0, true],
    ['of the half minute before', NOW - 30 * SECOND, 0, true],
    ['of the next half minute', NOW + 30 * SECOND, 0, true],
    ['of a minute before', NOW - 60 * SECOND, 0, false],
    ['of a minute later', NOW + 60 * SECOND, 0, false],
    ['that was taken already', NOW, stepAt(NOW), false],
    ['older than one that was taken', NOW - 30 * SECOND, stepAt(NOW), false],
    ['newer than one that was taken', NOW + 30 * SECOND, stepAt(NOW), true],
  ]
  test.each(cases)('one %s', (_what, typedAt, lastStep, taken) => {
    const tried = tryProof(factor({ lastStep, failures: 3 }), at(typedAt), proving(NOW))
    expect([tried.proven, tried.refused]).toEqual(taken ? ['code', null] : [null, wrong])
    expect([tried.factor.lastStep, tried.factor.failures]).toEqual(taken ? [stepAt(typedAt), 0] : [lastStep, 4])
  })

  test('where the secret cannot be unlocked no code is right, not even that of an empty one', () => {
    const empty = codeOfStep(hmac, new Uint8Array(), stepAt(NOW))
    for (const code of [at(NOW), empty, '000000']) expect(tryProof(factor(), code, { ...proving(NOW), secret: null }).refused).toEqual(wrong)
  })

  test('of a million codes three are right at one moment', () => {
    const codes = new Set([at(NOW - 30 * SECOND), at(NOW), at(NOW + 30 * SECOND)])
    expect(codes.size).toBe(3)
    for (let number = 0; number < 3_000; number += 1) {
      const code = String(number).padStart(6, '0')
      expect(matchingStep(hmac, secret, code, NOW) !== null).toBe(codes.has(code))
    }
  })
})

describe('wrong codes in a row close the way', () => {
  const waits: [failures: number, wait: number][] = [
    [0, 0],
    [4, 0],
    [5, MINUTE],
    [6, 2 * MINUTE],
    [7, 4 * MINUTE],
    [10, 32 * MINUTE],
    [11, 60 * MINUTE],
    [1_000_000, 60 * MINUTE],
  ]
  test.each(waits)('%i of them: for %i ms', (failures, wait) => {
    expect(closedUntil({ failures, failedAt: NOW })).toBe(wait === 0 ? 0 : NOW + wait)
  })

  test('while it is closed the right code is refused like a wrong one, and nothing is counted; then it opens', () => {
    const closed = factor({ failures: 5, failedAt: NOW - 1 })
    for (const code of [at(NOW), '000000'])
      expect(tryProof(closed, code, proving(NOW))).toEqual({
        factor: closed,
        proven: null,
        refused: { ok: false, reason: 'second-factor-closed', details: { retryInSeconds: 60 } },
      })
    const later = NOW - 1 + MINUTE
    expect(tryProof(closed, at(later), proving(later))).toMatchObject({ proven: 'code', factor: { failures: 0 } })
  })

  test('whoever guesses for a year at the pace that is left has less than three chances in a hundred', () => {
    let [guesses, now, failures] = [0, 0, 0]
    for (const year = 365 * 24 * 60 * MINUTE; now < year; guesses += 1) {
      failures += 1
      now = Math.max(now, closedUntil({ failures, failedAt: now }))
    }
    expect(1 - (1 - 3 / 1e6) ** guesses).toBeLessThan(0.03)
  })
})

describe('a recovery code', () => {
  test('works once, however it is typed, also while codes are closed', () => {
    const closed = factor({ failures: 9, failedAt: NOW })
    const tried = tryProof(closed, ' abcd-efgh 2345-jkmn', proving(NOW))
    expect(tried).toMatchObject({ proven: 'recoveryCode', refused: null, factor: { recoveryHashes: ['#NMKJ5432HGFEDCBA'], failures: 0 } })
    expect(tryProof(tried.factor, 'ABCD-EFGH-2345-JKMN', proving(NOW)).refused).toEqual(wrong)
  })

  test('that is wrong is refused, and closes nothing', () => {
    for (const typed of ['', 'x', 'ABCD-EFGH-2345', 'ABCD-EFGH-2345-JKM', '1234567']) {
      const tried = tryProof(factor(), typed, proving(NOW))
      expect([typed, tried.refused, tried.factor]).toEqual([typed, wrong, factor()])
    }
  })

  test('there are ten, of four times four letters that nobody takes for one another', () => {
    let seed = 0
    const codes = recoveryCodes(() => (seed += 1).toString(16).padStart(32, 'f7'))
    expect(new Set(codes).size).toBe(10)
    for (const code of codes) expect(code).toMatch(/^([2-9A-HJ-NP-Z]{4}-){3}[2-9A-HJ-NP-Z]{4}$/)
  })
})

const roles: [staffTotp: StaffTotp, role: Role, needed: boolean][] = [
  ['required', 'administrator', true],
  ['required', 'judge', true],
  ['required', 'organiser', false],
  ['required', 'officer', false],
  ['required', 'questionSetter', false],
  ['required', 'contestant', false],
  ['optional', 'administrator', false],
  ['optional', 'judge', false],
]
test.each(roles)('where it is %s, the role %s needs one: %s', (staffTotp, role, needed) => expect(needsSecondFactor(staffTotp, role)).toBe(needed))
