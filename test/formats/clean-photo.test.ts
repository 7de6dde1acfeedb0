import { crc32 } from 'node:zlib'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanPhoto } from '../../server/src/formats/photo/clean-photo.ts'
import { onlyOrientation, orientationIn } from '../../server/src/formats/photo/orientation.ts'
import { photos } from '../support/photos.ts'

type Name = keyof typeof photos
/** Bytes as letters, to look for words in. */
const letters = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')
const has = (bytes: Uint8Array, words: string): boolean => letters(bytes).includes(words)
const utf8 = (words: string): string => Buffer.from(words).toString('latin1')
/** Where the TIFF bytes of EXIF begin in a file, from there on. */
const exifOf = (bytes: Uint8Array): Uint8Array | null => {
  const at = ['MM\0*', 'II*\0'].map((start) => letters(bytes).indexOf(start)).find((place) => place !== -1)
  return at === undefined ? null : bytes.subarray(at)
}
const GPS = 0x8825
/** The tags of the first list of EXIF. */
function tagsOf(exif: Uint8Array): number[] {
  const view = new DataView(exif.buffer, exif.byteOffset, exif.byteLength)
  const little = view.getUint16(0) === 0x4949
  const list = view.getUint32(4, little)
  return Array.from({ length: view.getUint16(list, little) }, (_, entry) => view.getUint16(list + 2 + entry * 12, little))
}

describe('a photo is kept without what its camera wrote into it', () => {
  test.each<[Name, orientation: number]>([
    ['jpeg', 6],
    ['png', 8],
    ['webp', 3],
    ['progressiveJpeg', 1],
    ['losslessWebp', 1],
  ])('%s: place, time, maker, author and notes are gone; which way up it is stays', (name, orientation) => {
    const before = photos[name]
    expect(tagsOf(exifOf(before)!)).toContain(GPS)
    const clean = cleanPhoto(before)!
    expect([clean.width, clean.height]).toEqual([24, 16])
    for (const words of ['MayAnhThu', 'Model X', '2021:05:10', 'Bi Mat', 'bi mat', 'xmpmeta', 'Ghi chu', utf8('Ghi chú'), 'Author'])
      expect([words, has(clean.bytes, words)]).toEqual([words, false])
    const exif = exifOf(clean.bytes)
    expect(exif === null ? [] : tagsOf(exif)).toEqual(orientation === 1 ? [] : [0x0112])
    expect(exif === null ? 1 : orientationIn(exif)).toBe(orientation)
  })

  test.each<[Name, words: string]>([
    ['jpeg', 'ICC_PROFILE'],
    ['webp', 'ICCP'],
  ])('%s: its colours stay', (name, words) => {
    expect(has(cleanPhoto(photos[name])!.bytes, words)).toBe(true)
  })

  test.each(['jpeg', 'progressiveJpeg', 'png', 'webp', 'losslessWebp', 'plainWebp'] as const)('%s: cleaning again changes nothing', (name) => {
    const clean = cleanPhoto(photos[name])!
    expect(Buffer.from(cleanPhoto(clean.bytes)!.bytes).equals(clean.bytes)).toBe(true)
  })

  test('a photo that held nothing is kept byte by byte', () => {
    expect(Buffer.from(cleanPhoto(photos.plainWebp)!.bytes).equals(photos.plainWebp)).toBe(true)
  })

  test('what lies behind the end of a picture goes: a film, or a second picture with a place of its own', () => {
    const film = Buffer.from('ftypmp42 MotionPhoto_Data 22.3960,103.4700')
    for (const name of ['jpeg', 'png', 'webp'] as const) {
      const clean = cleanPhoto(Buffer.concat([photos[name], film, photos.jpeg]))!
      expect([has(clean.bytes, 'MotionPhoto'), has(clean.bytes, 'MayAnhThu')]).toEqual([false, false])
      expect(Buffer.from(clean.bytes).equals(cleanPhoto(photos[name])!.bytes)).toBe(true)
    }
  })

  test('a preview inside a JPEG’s first segment goes', () => {
    const plain = cleanPhoto(photos.progressiveJpeg)!.bytes
    const at = letters(plain).indexOf('JFIF') - 4
    const onePoint = [1, 1, 9, 9, 9]
    const jfif = Buffer.from([0xff, 0xe0, 0, 19, ...plain.subarray(at + 4, at + 16), ...onePoint])
    const withPreview = Buffer.concat([plain.subarray(0, at), jfif, plain.subarray(at + 18)])
    expect(Buffer.from(cleanPhoto(withPreview)!.bytes).equals(plain)).toBe(true)
  })

  test('the check sums of a PNG are those of its chunks', () => {
    const { bytes } = cleanPhoto(photos.png)!
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const names: string[] = []
    for (let at = 8; at < bytes.length;) {
      const length = view.getUint32(at)
      names.push(letters(bytes.subarray(at + 4, at + 8)))
      expect(crc32(bytes.subarray(at + 4, at + 8 + length))).toBe(view.getUint32(at + 8 + length))
      at += 12 + length
    }
    expect(names).toEqual(['IHDR', 'eXIf', 'pHYs', 'IDAT', 'IEND'])
  })
})

describe('which way up', () => {
  const little = (value: number, type = 3): Uint8Array =>
    Uint8Array.from([0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, type, 0, 1, 0, 0, 0, value, 0, 0, 0])
  test.each<[string, Uint8Array, number]>([
    ['big end first', onlyOrientation(6), 6],
    ['little end first', little(8), 8],
    ['with the head that JPEG has', Buffer.concat([Buffer.from('Exif\0\0'), onlyOrientation(3)]), 3],
    ['a number that is none', little(9), 1],
    ['a number of another type', little(6, 4), 1],
    ['cut off', onlyOrientation(6).subarray(0, 15), 1],
    ['a list that lies outside', Uint8Array.from([0x4d, 0x4d, 0, 42, 255, 255, 255, 255]), 1],
    ['nothing', new Uint8Array(), 1],
    ['no EXIF', Buffer.from('khong phai EXIF dau'), 1],
  ])('%s', (_, exif, orientation) => {
    expect(orientationIn(exif)).toBe(orientation)
  })
})

describe('what is no photo is refused', () => {
  const png = photos.png
  const sized = (width: number, height: number): Buffer => {
    const changed = Buffer.from(png)
    changed.writeUInt32BE(width, 16)
    changed.writeUInt32BE(height, 20)
    return changed
  }
  test.each<[string, Uint8Array, boolean]>([
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>'), false],
    ['a drawing that runs scripts', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), false],
    ['a GIF', Buffer.from('GIF89a'), false],
    ['a moving WebP', photos.movingWebp, false],
    ['nothing', new Uint8Array(), false],
    ['25 million points', sized(5000, 5000), true],
    ['more than 25 million points', sized(5001, 5000), false],
    ['a strip longer than any screen', sized(12_001, 1), false],
    ['no points', sized(0, 16), false],
    ['a WebP that says one size and has another', Buffer.concat([photos.webp.subarray(0, 24), Buffer.from([9]), photos.webp.subarray(25)]), false],
  ])('%s', (_, bytes, taken) => {
    expect(cleanPhoto(bytes) !== null).toBe(taken)
  })

  test.each(['jpeg', 'progressiveJpeg', 'png', 'webp', 'losslessWebp'] as const)('%s: cut off anywhere it is refused', (name) => {
    const whole = photos[name]
    // RIFF says its own length; the end of the others is what they are looked for.
    for (let length = 0; length < whole.length; length += 1) expect([length, cleanPhoto(whole.subarray(0, length))]).toEqual([length, null])
  })

  test('whatever is broken in it, nothing is thrown and it grows by which way up it is at most', () => {
    const names = ['jpeg', 'png', 'webp'] as const
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 6 }), (name, changes) => {
        const bytes = Buffer.from(photos[name])
        for (const [place, value] of changes) bytes[12 + (place % (bytes.length - 12))] = value
        const clean = cleanPhoto(bytes)
        return clean === null || clean.bytes.length <= bytes.length + 36
      }),
      { numRuns: 300 },
    )
  })
})
