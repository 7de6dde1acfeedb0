import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { canonical, chainHash, GENESIS_HASH, normaliseReceipt, receiptCode } from '../../server/src/domain/receipt.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

describe('canonical JSON', () => {
  test.each([
    [{ b: 1, a: 2 }, '{"a":2,"b":1}'],
    [{ a: { d: 1, c: [3, { f: 1, e: 2 }] } }, '{"a":{"c":[3,{"e":2,"f":1}],"d":1}}'],
    [{ a: undefined, b: null }, '{"b":null}'],
    [['b', 'a'], '["b","a"]'],
    ['Đúng "hết"', '"Đúng \\"hết\\""'],
    [-0, '0'],
  ])('%j is written %s', (value, text) => {
    expect(canonical(value)).toBe(text)
  })

  it('reads back as the same value, and writes the same bytes in whatever order the keys were set', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse())
        expect(canonical(reversed)).toBe(canonical(value))
        expect(canonical(JSON.parse(canonical(value)))).toBe(canonical(value))
      }),
    )
  })
})

describe('a link of the chain', () => {
  const entry = { seq: 7, kind: 'submission', at: 1_620_000_000_000, payload: '{"score":20}' }
  const hash = chainHash(sha256, GENESIS_HASH, entry)

  it('is the SHA-256 of the link before, number, kind, moment and payload, a line each', () => {
    expect(hash).toBe(sha256(`${'0'.repeat(64)}\n7\nsubmission\n1620000000000\n{"score":20}`))
  })

  test.each([
    ['the number', { ...entry, seq: 8 }],
    ['the kind', { ...entry, kind: 'void' }],
    ['the moment', { ...entry, at: entry.at + 1 }],
    ['one letter of the payload', { ...entry, payload: '{"score":21}' }],
  ])('changes with %s', (_name, changed) => {
    expect(chainHash(sha256, GENESIS_HASH, changed)).not.toBe(hash)
  })

  it('changes with the link before', () => {
    expect(chainHash(sha256, hash, entry)).not.toBe(hash)
  })
})

describe('a receipt', () => {
  it('is three fours of Crockford’s alphabet: no I, L, O or U to mishear', () => {
    fc.assert(
      fc.property(fc.string(), (attemptId) => {
        expect(receiptCode(sha256, { attemptId })).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/)
      }),
    )
  })

  it('holds the first sixty bits of the hash, five to a letter', () => {
    expect(receiptCode(() => '0'.repeat(64), {})).toBe('0000-0000-0000')
    expect(receiptCode(() => 'f'.repeat(64), {})).toBe('ZZZZ-ZZZZ-ZZZZ')
    expect(receiptCode(() => `${'0'.repeat(14)}1${'f'.repeat(49)}`, {})).toBe('0000-0000-0001')
    // 0x08421… is 00001 00001 00001 … in fives.
    expect(receiptCode(() => '084210842108421'.padEnd(64, '0'), {})).toBe('1111-1111-1111')
  })

  it('differs when a response differs', () => {
    expect(receiptCode(sha256, { responses: ['a'] })).not.toBe(receiptCode(sha256, { responses: ['b'] }))
  })

  it('is found as it was issued, in lower case, without dashes and with spaces', () => {
    fc.assert(
      fc.property(fc.string(), (attemptId) => {
        const receipt = receiptCode(sha256, { attemptId })
        for (const typed of [receipt, receipt.toLowerCase(), receipt.replaceAll('-', ''), ` ${receipt.replaceAll('-', ' ')} `]) {
          expect(normaliseReceipt(typed)).toBe(receipt)
        }
      }),
    )
  })

  test.each([
    ['0o1i-l234-5678', '0011-1234-5678'],
    ['OOOO IIII LLLL', '0000-1111-1111'],
    ['1234-5678-9AB', null],
    ['1234-5678-9ABCD', null],
    ['', null],
    ['không phải mã', null],
  ])('typed as %j it is %s', (typed, receipt) => {
    expect(normaliseReceipt(typed)).toBe(receipt)
  })
})
