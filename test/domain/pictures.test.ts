import { describe, expect, it, test } from 'vitest'
import { pictureMark, picturesIn, pictureType, withoutPictures } from '../../server/src/domain/pictures.ts'

const hash = 'ab'.repeat(32)
const other = 'cd'.repeat(32)

describe('pictures in a text', () => {
  it('are named by their hash, each once, in order', () => {
    expect(picturesIn([`Xem ${pictureMark(hash, 'Bản đồ')} và ${pictureMark(other, '')}`, pictureMark(hash, 'lại')])).toEqual([hash, other])
  })
  it('are nothing but a whole mark', () => {
    expect(picturesIn([`![x](picture:${hash.slice(1)})`, `![x](http://a/b.png)`, `picture:${hash}`])).toEqual([])
  })
  it('leave their description when only words are wanted', () => {
    expect(withoutPictures(`Xem ${pictureMark(hash, 'Bản đồ')}?`)).toBe('Xem Bản đồ ?')
  })
  it('have a description that cannot break the mark', () => {
    expect(picturesIn([pictureMark(hash, 'a]b[c\nd')])).toEqual([hash])
  })
})

test.each([
  ['89504e470d0a1a0a0000', 'image/png'],
  ['ffd8ffe000104a464946', 'image/jpeg'],
  ['474946383961', 'image/gif'],
  ['524946462400000057454250', 'image/webp'],
  ['524946462400000041564920', null],
  [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>').toString('hex'), null],
  [Buffer.from('<html><script>').toString('hex'), null],
  ['', null],
])('bytes %s are %s', (start, type) => expect(pictureType(Buffer.from(start, 'hex'))).toBe(type))
