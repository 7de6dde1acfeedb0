import { expect, test } from 'vitest'
import { fitText, wrap } from '../../server/src/formats/pdf/fit-text.ts'

// Every letter is as wide as the size says, so that widths can be counted by hand.
const measure = (text: string, size: number): number => text.length * size
const room = { width: 100, maxHeight: Infinity, maxLines: 2, largest: 10, smallest: 5, leading: 1, even: false }

test.each([
  // why, text, changes, size, lines
  ['fits at the largest', 'mot hai ba', {}, 10, ['mot hai ba']],
  ['one letter too wide: a second line', 'mot hai bon', {}, 10, ['mot hai', 'bon']],
  ['one line only: smaller letters', 'mot hai bon', { maxLines: 1 }, 9, ['mot hai bon']],
  ['too low for two lines: smaller letters', 'mot hai bon', { maxHeight: 19 }, 9.5, ['mot hai', 'bon']],
  ['even lines instead of a lonely word', 'mot hai ba bon', { even: true }, 10, ['mot hai', 'ba bon']],
  ['a word wider than the column is broken', 'abcdefghijklmno', {}, 10, ['abcdefghij', 'klmno']],
  ['what never fits ends in …', 'mot hai bon nam sau', { maxLines: 1, smallest: 10 }, 10, ['mot hai…']],
  ['nothing to write', '', {}, 10, []],
])('%s', (_, text, changes, size, lines) => {
  expect(fitText(text, { ...room, ...changes }, measure)).toEqual({ size, lines })
})

test('no word is lost and no line is too wide, whatever the column', () => {
  const text = 'Công đoàn cơ sở Trường Tiểu học Nậm Nhùn'
  for (let width = 1; width < 50; width += 1) {
    const lines = wrap(text, width, (part) => part.length)
    expect(lines.join('').replace(/ /g, '')).toBe(text.replace(/ /g, ''))
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(width)
  }
})
