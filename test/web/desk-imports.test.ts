import { describe, expect, it } from 'vitest'
import { toBase64 } from '../../web/src/desk/rules/base64.ts'
import { listIssues, MAX_FILE_BYTES, refusedIssues, tooLarge } from '../../web/src/desk/rules/import-file.ts'

const bytes = (length: number): Uint8Array => Uint8Array.from({ length }, (_, index) => (index * 31 + (index >> 8)) % 256)

describe('a file in base64', () => {
  it.each([0, 1, 2, 3, 24_575, 24_576, 24_577, 49_153])('of %i bytes reads back the same', (length) => {
    const whole = bytes(length)
    expect(Uint8Array.from(atob(toBase64(whole)), (letter) => letter.charCodeAt(0))).toEqual(whole)
  })
  it('of the greatest size fits what the server takes', () => {
    expect(toBase64(new Uint8Array(MAX_FILE_BYTES)).length).toBeLessThanOrEqual(11_500_000)
  })
  it.each([
    [MAX_FILE_BYTES, false],
    [MAX_FILE_BYTES + 1, true],
  ])('of %i bytes is too large: %s', (size, refused) => {
    expect(tooLarge(size)).toBe(refused)
  })
})

describe('issues of an import', () => {
  const issue = (line: number | null, code: string) => ({ line, field: null, code, message: code })
  it('errors come before warnings, the whole file before its lines', () => {
    const listed = listIssues([issue(7, 'b'), issue(null, 'a'), issue(3, 'c')], [issue(1, 'w')])
    expect(listed.map(({ code, severity }) => `${code} ${severity}`)).toEqual(['a error', 'c error', 'b error', 'w warning'])
  })
  it.each([
    ['issues are shown', [issue(2, 'x')], 1],
    ['nothing gives none', undefined, 0],
    ['another kind of details gives none', { closesAt: 1 }, 0],
    ['what is no issue is left out', [null, 'x', issue(1, 'y')], 1],
  ])('of a refusal: %s', (_, details, shown) => {
    expect(refusedIssues(details)).toHaveLength(shown)
  })
})
