import { describe, expect, test } from 'vitest'
import { likenessOf, sharedWords } from '../../server/src/domain/initiative-likeness.ts'
import { fold } from '../../server/src/domain/names.ts'

const one = (title: string, authors: string[], id = 'a') => ({ id, title: fold(title), authors: authors.map(fold) })

describe('initiatives that look alike', () => {
  test.each([
    ['the same title in another unit', ['Máy bóc vỏ ngô', ['Lò Văn An']], ['Máy bóc vỏ ngô', ['Vàng A Páo']], 'sameTitle'],
    ['capitals, accents and dots do not matter', ['MÁY BÓC VỎ NGÔ.', []], ['May boc vo ngo', []], 'sameTitle'],
    ['đ is d', ['Đổi mới dạy học', []], ['doi moi day hoc', []], 'sameTitle'],
    [
      'one author, a word more',
      ['Cải tiến máy bóc vỏ ngô', ['Lò Văn An']],
      ['Cải tiến máy bóc vỏ ngô mini', ['Lò Văn An', 'Vàng A Páo']],
      'nearTitle',
    ],
    ['two authors, a word more', ['Cải tiến máy bóc vỏ ngô', ['Lò Văn An']], ['Cải tiến máy bóc vỏ ngô mini', ['Vàng A Páo']], null],
    ['one author, two works', ['Máy bóc vỏ ngô', ['Lò Văn An']], ['Phần mềm chấm công', ['Lò Văn An']], null],
    ['secrets have no author to compare', ['Bí quyết nhuộm chàm', []], ['Bí quyết nhuộm chàm đen', []], null],
  ] as [string, [string, string[]], [string, string[]], string | null][])('%s', (_, first, second, likeness) => {
    expect(likenessOf(one(...first), one(...second, 'b'))).toBe(likeness)
    expect(likenessOf(one(...second, 'b'), one(...first))).toBe(likeness)
  })

  test('nothing looks like itself', () => {
    expect(likenessOf(one('Máy bóc vỏ ngô', []), one('Máy bóc vỏ ngô', []))).toBeNull()
  })

  test.each([
    ['a b c', 'a b c', 1],
    ['a b c d', 'a b', 4 / 6],
    ['a a a', 'a', 1],
    ['a', 'b', 0],
  ])('“%s” and “%s” share %d', (first, second, share) => {
    expect(sharedWords(first, second)).toBeCloseTo(share, 10)
  })
})
