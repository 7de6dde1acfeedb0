import { describe, expect, it } from 'vitest'
import { numberReadings } from '../../server/src/domain/answer-text.ts'
import { choose, move, pair, sameTyped, shownOrder, typedChoice } from '../../web/src/lib/ui/question/choices.ts'
import { isNumber, mayBecomeNumber, otherSign } from '../../web/src/lib/ui/question/number-text.ts'
import { paperPictures, piecesOf, plainText, shortened } from '../../web/src/lib/ui/question/picture-text.ts'

describe('choosing options', () => {
  // kind        before       tap   after
  const cases = [
    ['single', [], 'b', ['b']],
    ['single', ['a'], 'b', ['b']],
    ['trueFalse', ['b'], 'a', ['a']],
    ['multiple', ['c'], 'a', ['a', 'c']],
    ['multiple', ['a', 'c'], 'a', ['c']],
    ['multiple', ['a'], 'a', []],
  ] as const
  it.each(cases)('%s %j, tap on %s: %j', (kind, before, tap, after) => {
    expect(choose(kind, before, tap)).toEqual(after)
  })
})

describe('putting in order', () => {
  const options = ['a', 'b', 'c'].map((id) => ({ id }))

  // choice            is shown as
  const orders = [
    [[], ['a', 'b', 'c']],
    [
      ['c', 'a', 'b'],
      ['c', 'a', 'b'],
    ],
    [
      ['c', 'a'],
      ['a', 'b', 'c'],
    ],
    [
      ['c', 'c', 'b'],
      ['a', 'b', 'c'],
    ],
  ]
  it.each(orders)('%j is shown as %j', (choice, shown) => {
    expect(shownOrder(options, choice)).toEqual(shown)
  })

  // item  by   gives
  const moves = [
    ['b', -1, ['b', 'a', 'c', 'd']],
    ['b', 1, ['a', 'c', 'b', 'd']],
    ['d', -1, ['a', 'b', 'd', 'c']],
    ['a', -1, ['a', 'b', 'c', 'd']],
    ['d', 1, ['a', 'b', 'c', 'd']],
    ['z', 1, ['a', 'b', 'c', 'd']],
  ] as const
  it.each(moves)('moving %s by %i: %j', (id, by, after) => {
    expect(move(['a', 'b', 'c', 'd'], id, by)).toEqual(after)
  })
})

describe('matching', () => {
  // before           prompt  option  after
  const cases = [
    [[], 1, 'c', ['', 'c', '']],
    [['', 'c', ''], 0, 'a', ['a', 'c', '']],
    [['a', 'c', ''], 1, 'a', ['a', 'a', '']],
    [['a', 'c', 'b'], 2, '', ['a', 'c', '']],
    [['', 'c', ''], 1, '', []],
  ] as const
  it.each(cases)('%j, prompt %i given "%s": %j', (before, index, id, after) => {
    expect(pair(3, before, index, id)).toEqual(after)
  })
})

describe('a typed answer', () => {
  it('of blanks only is none', () => {
    expect(['', '  ', ' a '].map(typedChoice)).toEqual([[], [], [' a ']])
  })

  it.each([
    ['Hà Nội', 'Hà  Nội ', true],
    ['Hà Nội'.normalize('NFD'), 'Hà Nội', true],
    ['', '  ', true],
    ['Hà Nội', 'Ha Noi', false],
    ['1,5', '1.5', false],
  ])('"%s" and "%s" are one: %s', (a, b, same) => {
    expect(sameTyped(a, b)).toBe(same)
  })
})

describe('a typed number', () => {
  // typed         is one   may become one
  const cases = [
    ['12', true, true],
    ['1,5', true, true],
    ['1.5', true, true],
    ['1.500', true, true],
    ['1.500.000', true, true],
    ['1.500,25', true, true],
    ['1,500.25', true, true],
    ['12 000', true, true],
    ['-3', true, true],
    ['−3', true, true],
    [',5', true, true],
    ['12,', true, true],
    ['2e3', true, true],
    ['１２', true, true],
    ['-', false, true],
    ['1.2.3', false, true],
    ['2e', false, true],
    ['1e999', false, true],
    ['mười', false, false],
    ['12 người', false, false],
    ['5%', false, false],
    ['1/2', false, false],
  ] as const
  it.each(cases)('"%s" is a number: %s, and may become one: %s', (typed, number, later) => {
    expect([isNumber(typed), mayBecomeNumber(typed)]).toEqual([number, later])
  })
  it.each(cases)('"%s" is judged on the phone as it is graded', (typed, number) => {
    expect(numberReadings(typed).length > 0).toBe(number)
  })

  it.each([
    ['3', '-3'],
    ['-3', '3'],
    ['− 3', '3'],
    ['+3', '-3'],
    ['', '-'],
    ['-', ''],
  ])('"%s" with the other sign is "%s"', (typed, other) => {
    expect(otherSign(typed)).toBe(other)
  })
})

const HASH = 'ab'.repeat(32)
const OTHER = 'cd'.repeat(32)

describe('pictures in a text', () => {
  const cases = [
    ['Không có hình.', ['Không có hình.']],
    ['', []],
    [`![biển báo](picture:${HASH})`, [{ alt: 'biển báo', hash: HASH }]],
    [`Hình\n![](picture:${HASH})\nlà gì?`, ['Hình\n', { alt: '', hash: HASH }, '\nlà gì?']],
    [
      `![a](picture:${HASH})![b](picture:${OTHER})`,
      [
        { alt: 'a', hash: HASH },
        { alt: 'b', hash: OTHER },
      ],
    ],
    ['![a](picture:abc)', ['![a](picture:abc)']],
    [`![a](picture:${HASH.toUpperCase()})`, [`![a](picture:${HASH.toUpperCase()})`]],
    [`![a](https://evil.example/${HASH})`, [`![a](https://evil.example/${HASH})`]],
    ['<img src=x onerror=alert(1)>', ['<img src=x onerror=alert(1)>']],
  ] as const
  it.each(cases)('%j consists of %j', (text, pieces) => {
    expect(piecesOf(text)).toEqual(pieces)
  })

  it('of a paper are fetched in its order, each once', () => {
    const questions = [
      { stem: `![](picture:${OTHER})`, options: [{ text: `![](picture:${HASH})` }], prompts: [] },
      { stem: 'x', options: [], prompts: [`![](picture:${OTHER})`] },
    ]
    expect(paperPictures(questions)).toEqual([OTHER, HASH])
  })

  it('are named where only words can stand', () => {
    expect(plainText(`Biển\n![ cấm vào ](picture:${HASH})và ![](picture:${OTHER})`, 'hình')).toBe('Biển cấm vào và hình')
  })

  it.each([
    ['Ngắn thôi', 20, 'Ngắn thôi'],
    ['Một mục rất dài cần cắt', 12, 'Một mục rất…'],
    ['Liềntùtìnhtìnhtang', 5, 'Liềnt…'],
  ])('"%s" in %i letters is "%s"', (text, most, short) => {
    expect(shortened(text, most)).toBe(short)
  })
})
