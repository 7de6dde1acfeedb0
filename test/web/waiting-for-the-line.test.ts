import type { RefusalCode } from '@hoithi/shared/refusals'
import { refusals } from '@hoithi/shared/refusals'
import { describe, expect, it } from 'vitest'
import { Offline, Refused } from '../../web/src/lib/api.ts'
import { judge } from '../../web/src/play/attempt/attempt-line.ts'

describe('a save that did not get through', () => {
  // What the server said; what becomes of the answers.
  const cases: [code: RefusalCode, verdict: ReturnType<typeof judge>][] = [
    ['unavailable', 'retry'],
    ['internal', 'retry'],
    ['server-busy', 'retry'],
    ['too-many-requests', 'retry'],
    ['not-logged-in', 'logIn'],
    ['deadline-passed', 'finished'],
    ['attempt-finished', 'finished'],
    ['unknown-option', 'drop'],
  ]
  it.each(cases)('(%s): %s', (code, verdict) => {
    expect(judge(new Refused(refusals[code], code, '', undefined))).toBe(verdict)
  })

  it('(nobody answered, or the line broke): retry', () => {
    expect([judge(new Offline('offline')), judge(new TypeError('Failed to fetch'))]).toEqual(['retry', 'retry'])
  })

  it('every refusal that says the server is at fault leaves the answers waiting', () => {
    const atFault = (Object.keys(refusals) as RefusalCode[]).filter((code) => refusals[code] >= 500)
    expect(atFault.map((code) => judge(new Refused(refusals[code], code, '', undefined)))).toEqual(atFault.map(() => 'retry'))
  })
})
