import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { fileNamePart, fold, maskedName, personSortKey } from '../../server/src/domain/names.ts'
import { normalisePhone } from '@hoithi/shared/phone'

describe('folding for search', () => {
  test.each([
    ['Trường THCS Tả Tổng', 'truong thcs ta tong'],
    ['Đặng Đình Đức', 'dang dinh duc'],
    ['đường ĐÊ', 'duong de'],
    ['Nguyễn  Thị – Ánh', 'nguyen thi anh'],
    ['  CĐCS "Sông Đà", xã A. ', 'cdcs song da xa a'],
    ['Kỳ 1/2021', 'ky 1 2021'],
    ['ưƠỳỹỵĩũ', 'uoyyyiu'],
    ['—', ''],
    ['', ''],
  ])('%j is %j', (text, folded) => {
    expect(fold(text)).toBe(folded)
  })

  it('is the same for composed and decomposed text, as Excel and phones send them', () => {
    expect(fold('Thuỷ điện Lai Châu'.normalize('NFD'))).toBe(fold('Thuỷ điện Lai Châu'.normalize('NFC')))
  })

  it('folds an already folded text to itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(fold(fold(text))).toBe(fold(text))
      }),
    )
  })
})

describe('a part of the name of a file', () => {
  test.each([
    ['Kỳ 1/2021', 60, 'ky-1-2021'],
    ['CĐCS "Sông Đà", xã A. ', 9, 'cdcs-song'],
    ['CĐCS Sông Đà', 5, 'cdcs'],
    ['CĐCS 日本電産 Việt Nam', 60, 'cdcs-viet-nam'],
    ['日本-1', 60, '1'],
    ['x"\r\nX-Injected: 1', 60, 'x-x-injected-1'],
    ['../../etc/passwd', 60, 'etc-passwd'],
    ['日本', 60, 'khong-ten'],
    ['', 60, 'khong-ten'],
  ])('%j, at most %i letters, is %j', (text, longest, part) => {
    expect(fileNamePart(text, longest)).toBe(part)
  })
})

describe('a phone number', () => {
  test.each([
    ['0912345678', '0912345678'],
    ['0912 345 678', '0912345678'],
    ['0912.345.678', '0912345678'],
    ['0912-345-678', '0912345678'],
    ['(0912) 345678', '0912345678'],
    ['+84912345678', '0912345678'],
    ['+84 912 345 678', '0912345678'],
    ['84912345678', '0912345678'],
    ['0084 912.345.678', '0912345678'],
    ['０９１２３４５６７８', '0912345678'],
    ['02313 876 543', '02313876543'],
    ['+84 (0) 912 345 678', '0912345678'],
    ['+840912345678', '0912345678'],
    ['912345678', '0912345678'],
    ['912.345.678', '0912345678'],
    ['841234567', '0841234567'],
    ['84841234567', '0841234567'],
    ['0912–345–678', '0912345678'],
    ['0912\u00a0345\u00a0678', '0912345678'],
    ['\u202a+84 912 345 678\u202c', '0912345678'],
    ['O912 345 67o', '0912345670'],
    // Eleven digits, as mobile numbers were written until 2018.
    ['0168 123 4567', '0381234567'],
    ['+84 168 123 4567', '0381234567'],
    ['01201234567', '0701234567'],
    ['0127 123 4567', '0811234567'],
    ['0199.123.4567', '0591234567'],
    ['01301234567', null],
    ['1234567890', null],
    ['2313876543', '02313876543'],
    // A digit typed twice is not another number.
    ['09912345678', null],
    ['0912345678 / 0987654321', null],
    ['091234567', null],
    ['091234567890', null],
    ['0112345678', null],
    ['+1 202 555 0100', null],
    ['09123a5678', null],
    ['', null],
  ])('typed %j is %s', (typed, phone) => {
    expect(normalisePhone(typed)).toBe(phone)
  })

  it('is normal for good: a normal form is its own normal form', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^((0|84|\+84|0084)1(2[0-9]|6[2-9]|8[68]|99)\d{7}|(0|84|\+84|0084|)[35789]\d{8})$/), (typed) => {
        const phone = normalisePhone(typed)
        expect(phone).toMatch(/^0[35789]\d{8}$/)
        expect(normalisePhone(phone!)).toBe(phone)
      }),
    )
  })
})

test.each([
  ['Nguyễn Thị Ánh', '0912345678', 'Thị Ánh (…678)'],
  ['Nguyễn Văn An Bình', '0987000111', 'An Bình (…111)'],
  ['Ánh', '0912345678', 'Ánh (…678)'],
])('a board shows %s, %s, as %s', (name, phone, shown) => {
  expect(maskedName(name, phone)).toBe(shown)
})

test('people sort by given name, then by the rest', () => {
  const people = ['Trần Văn Bình', 'Nguyễn Thị An', 'Lê Văn Bình', 'Bình']
  const collator = new Intl.Collator('vi')
  expect(people.sort((a, b) => collator.compare(personSortKey(a), personSortKey(b)))).toEqual([
    'Nguyễn Thị An',
    'Bình',
    'Lê Văn Bình',
    'Trần Văn Bình',
  ])
})
