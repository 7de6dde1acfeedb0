import { describe, expect, test } from 'vitest'
import { isShown, keyOf, moved, newKind, onlyAbove, weighed, type Line, type RuleKind } from '../../web/src/desk/rules/commendation.ts'

const line = (changes: Partial<Line>): Line => ({
  subjectId: 'a',
  name: 'Đỗ Thị Bình',
  unionName: 'CĐCS Điện lực',
  unionPath: 'LĐLĐ huyện Phong Thổ',
  rank: 1,
  points: null,
  figures: [],
  merit: '',
  state: 'proposed',
  upward: false,
  choice: null,
  ...changes,
})

describe('lines that are shown', () => {
  test.each([
    // state      upward  shown
    ['proposed', false, ['all', 'undecided']],
    ['tied', false, ['all', 'undecided']],
    ['below', false, ['all']],
    ['agreed', false, ['all', 'agreed']],
    ['agreed', true, ['all', 'agreed', 'upward']],
    ['struck', false, ['all', 'struck']],
  ] as const)('%s, proposed upwards %s: under %j', (state, upward, expected) => {
    const options = ['all', 'undecided', 'agreed', 'upward', 'struck'] as const
    expect(options.filter((shown) => isShown(line({ state, upward }), shown, ''))).toEqual(expected)
  })

  test.each([
    ['binh do', true],
    ['phong tho dien', true],
    ['ĐỖ', true],
    ['bình an', false],
    ['', true],
  ])('searched for “%s”: %s', (search, expected) => {
    expect(isShown(line({}), 'all', search)).toBe(expected)
  })
})

describe('criteria', () => {
  const kinds: RuleKind[] = [
    { ...newKind('collective', 'Cờ', []), key: 'a' },
    { ...newKind('person', 'Bằng', []), key: 'b', notWith: ['a'] },
    { ...newKind('person', 'Giấy', []), key: 'c', notWith: ['a', 'b'] },
  ]
  const told = (list: readonly RuleKind[]) => list.map(({ key, notWith }) => `${key}:${notWith.join('')}`)

  test('a kind excludes only those above it, also after it was moved or one was removed', () => {
    expect(told(moved(kinds, 1, 0))).toEqual(['b:', 'a:', 'c:ab'])
    expect(told(moved(kinds, 2, 1))).toEqual(['a:', 'c:a', 'b:a'])
    expect(told(moved(kinds, 9, 0))).toEqual(told(kinds))
    expect(told(onlyAbove(kinds.slice(1)))).toEqual(['b:', 'c:b'])
  })

  test.each([
    ['Bằng khen tập thể', [], 'bang-khen-tap-the'],
    ['Bằng khen tập thể', ['bang-khen-tap-the', 'bang-khen-tap-the-2'], 'bang-khen-tap-the-3'],
    ['…', [], 'hinh-thuc'],
  ])('“%s” beside %j is known by %s', (title, taken, key) => {
    expect(keyOf(title, taken)).toBe(key)
  })

  test('a weight of nought takes a measure out', () => {
    const [kind] = kinds
    if (kind?.for !== 'collective') throw new Error('the first kind is for unions')
    const both = weighed(kind, 'mean', { weight: 40, against: 'best' })
    expect(both.measures.map(({ measure, weight }) => [measure, weight])).toEqual([
      ['rate', 100],
      ['mean', 40],
    ])
    expect(weighed(both, 'rate', { weight: 0, against: 'best' }).measures.map(({ measure }) => measure)).toEqual(['mean'])
  })
})
