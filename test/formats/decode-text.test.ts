import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MAX_FILE_BYTES, decodeText, encodingWarnings } from '../../server/src/formats/encodings/decode-text.ts'
import { legacyVietnamese } from '../../server/src/formats/encodings/legacy-vietnamese.ts'
import { windows1258 } from './windows-1258.ts'

const sentence = 'Công đoàn Việt Nam: bầu cử Quốc hội khoá XV'
const utf8 = (text: string) => new TextEncoder().encode(text)
const utf16 = (text: string, order: 'le' | 'be') => {
  const bytes = Buffer.from(text, 'utf16le')
  return order === 'le' ? bytes : bytes.swap16()
}
const latin1 = (text: string) => Buffer.from(text, 'latin1')

/** Every letter of Vietnamese with an accent, and how the two font encodings write it (TCVN 5712:1993; VNI's own chart). */
const letters = 'àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ'
const tcvn3 =
  'b5 b6 b7 b8 b9 a8 bb bc bd be c6 a9 c7 c8 c9 ca cb ae cc ce cf d0 d1 aa d2 d3 d4 d5 d6 d7 d8 dc dd de df e1 e2 e3 e4 ab e5 e6 e7 e8 e9 ac ea eb ec ed ee ef f1 f2 f3 f4 ad f5 f6 f7 f8 f9 fa fb fc fd fe'
const vni =
  'aø aû aõ aù aï aê aè aú aü aé aë aâ aà aå aã aá aä ñ eø eû eõ eù eï eâ eà eå eã eá eä ì æ ó í ò oø oû oõ où oï oâ oà oå oã oá oä ô ôø ôû ôõ ôù ôï uø uû uõ uù uï ö öø öû öõ öù öï yø yû yõ yù î'
const charts = {
  tcvn3: new Map([
    ...tcvn3.split(' ').map((code, index) => [[...letters][index] as string, String.fromCharCode(parseInt(code, 16))] as const),
    ...[...'ĂÂÊÔƠƯĐ'].map((capital, index) => [capital, String.fromCharCode(0xa1 + index)] as const),
  ]),
  vni: new Map(
    vni.split(' ').flatMap((signs, index) => {
      const letter = [...letters][index] as string
      return [[letter, signs] as const, [letter.toUpperCase(), signs.toUpperCase()] as const]
    }),
  ),
}
/** Text as its font encoding has it; TCVN3 writes capitals with a tone like the small letters. */
const typed = (encoding: 'tcvn3' | 'vni', text: string) =>
  [...text].map((letter) => charts[encoding].get(letter) ?? charts[encoding].get(letter.toLowerCase()) ?? letter).join('')

describe('a file becomes NFC text', () => {
  test.each<[string, Uint8Array, string]>([
    ['UTF-8 without a mark', utf8(sentence), 'utf-8'],
    ['UTF-8 with a mark, as Excel saves it', utf8(`\uFEFF${sentence}`), 'utf-8'],
    ['UTF-8 in NFD, as macOS and some Excels save it', utf8(sentence.normalize('NFD')), 'utf-8'],
    ['UTF-16 little-endian, "Unicode Text" of Excel', utf16(`\uFEFF${sentence}`, 'le'), 'utf-16le'],
    ['UTF-16 big-endian', utf16(`\uFEFF${sentence}`, 'be'), 'utf-16be'],
    ['UTF-16 little-endian without its mark', utf16(sentence, 'le'), 'utf-16le'],
    ['UTF-16 big-endian without its mark', utf16(sentence, 'be'), 'utf-16be'],
    ['Windows-1258, with tone marks of their own', windows1258(sentence), 'windows-1258'],
    ['TCVN3, the font .VnTime', latin1(typed('tcvn3', sentence)), 'tcvn3'],
    ['VNI, the font VNI-Times', latin1(typed('vni', sentence)), 'vni'],
    ['TCVN3 saved as UTF-8', utf8(typed('tcvn3', sentence)), 'tcvn3'],
    ['VNI saved as UTF-8', utf8(typed('vni', sentence)), 'vni'],
    ['VNI saved as UTF-16', utf16(`\uFEFF${typed('vni', sentence)}`, 'le'), 'vni'],
  ])('%s', (_name, bytes, encoding) => {
    expect(decodeText(bytes)).toEqual({ ok: true, text: sentence, encoding })
  })

  test.each<[string, string]>([
    ['Café, naïve, déjà vu', 'Café, naïve, déjà vu'],
    ['curly quotes', 'He said \u0093yes\u0094 \u0096 twice'],
    ['German', 'Die Größe der Bäume in Köln hängt vom Boden ab, sagte er überrascht.'],
    ['Spanish', '¿Qué año pasó la señora en España? Mañana será otro día.'],
  ])('Windows-1252: %s', (_name, text) => {
    const expected = text.replace('\u0093', '“').replace('\u0094', '”').replace('\u0096', '–')
    expect(decodeText(latin1(text))).toEqual({ ok: true, text: expected, encoding: 'windows-1252' })
  })

  test('an empty file is empty text', () => {
    expect(decodeText(new Uint8Array())).toEqual({ ok: true, text: '', encoding: 'utf-8' })
  })

  test.each<['windows-1258' | 'windows-1252' | 'tcvn3' | 'vni', string]>([
    ['windows-1258', 'Windows-1258'],
    ['windows-1252', 'Windows-1252'],
    ['tcvn3', 'TCVN3'],
    ['vni', 'VNI'],
  ])('%s is said to be a guess, by its name', (encoding, name) => {
    expect(encodingWarnings(encoding)).toMatchObject([{ line: null, code: 'encoding-guessed', message: expect.stringContaining(name) }])
  })

  test('Unicode is no guess', () => {
    expect((['utf-8', 'utf-16le', 'utf-16be'] as const).flatMap(encodingWarnings)).toEqual([])
  })
})

describe('text typed in a font of the time before Unicode', () => {
  test.each<[string, string, string]>([
    ['C«ng ®oµn', 'tcvn3', 'Công đoàn'],
    ['Coâng ñoaøn', 'vni', 'Công đoàn'],
    ['COÂNG ÑOAØN VIEÄT NAM', 'vni', 'CÔNG ĐOÀN VIỆT NAM'],
    ['C¤NG §OµN VIÖT NAM', 'tcvn3', 'CÔNG ĐOÀN VIỆT NAM'],
    ['TP. Hµ NéI, C¤NG §OµN', 'tcvn3', 'TP. HÀ NỘI, CÔNG ĐOÀN'],
    ['Hµ Néi lµ thñ ®«', 'tcvn3', 'Hà Nội là thủ đô'],
    ['L§L§ tØnh Qu¶ng Nam, Quèc héi kho¸ XV', 'tcvn3', 'LĐLĐ tỉnh Quảng Nam, Quốc hội khoá XV'],
    ['Söï kieän gì ñaõ xaûy ra naêm 1929?', 'vni', 'Sự kiện gì đã xảy ra năm 1929?'],
    ['quý vÞ, ý kiÕn', 'tcvn3', 'quý vị, ý kiến'],
  ])('%s', (text, encoding, expected) => {
    expect(legacyVietnamese(text)).toEqual({ encoding, text: expected })
  })

  test.each(['tcvn3', 'vni'] as const)('%s: every letter of the chart, in words of its own', (encoding) => {
    const words = [...letters]
      .map((letter) => `t${letter}`)
      .filter(
        (word) =>
          !/[ăâ]/u.test(
            word
              .normalize('NFD')
              .replace(/[\u0300\u0301\u0303\u0309\u0323]/gu, '')
              .normalize('NFC'),
          ),
      )
    const closed = ['ăn', 'ằn', 'ẳn', 'ẵn', 'ắn', 'ặn', 'ân', 'ần', 'ẩn', 'ẫn', 'ấn', 'ận']
    const text = [...words, ...closed, 'đi', 'Ông Ăn Ân Êm Ơn Ưng Đi'].filter((word) => word !== 'tđ').join(' ')
    expect(legacyVietnamese(typed(encoding, text))).toEqual({ encoding, text })
  })

  test('VNI: capitals of every letter', () => {
    const text = [...letters]
      .filter((letter) => letter !== 'đ')
      .map((letter) => `T${letter.toUpperCase()}${/[ăằẳẵắặâầẩẫấậ]/.test(letter) ? 'N' : ''}`)
      .join(' ')
    expect(legacyVietnamese(typed('vni', text))).toEqual({ encoding: 'vni', text })
  })

  test.each<[string, string]>([
    ['plain ASCII', 'Cong doan Viet Nam'],
    ['Unicode', sentence],
    ['one word alone', '5 µm'],
    ['French', 'Où est le café ? Là-bas, à côté de la forêt, près du château où l’élève déjà naïf a été reçu.'],
    ['German', 'Die schönen Bäume für Müller blühen über die Größe hinaus.'],
    ['Spanish', 'El niño español mañana comerá piñas en España, ¿qué pasó allí?'],
    ['Portuguese', 'São Paulo não é a capital; a nação tem três regiões, está bem, irmã.'],
    ['Norwegian', 'Vi må gå på fjellet nå, sa han, og så gikk de også ned igjen for å spise før det ble mørkt ute i år.'],
    ['Swedish', 'Hon är på väg till ön för att träffa sin bror när båten går, men hon måste också köpa öl och bröd.'],
    ['signs', 'Giá: £5, ©2024, 20°C, ½ kg, § 5, «trích»'],
  ])('is not seen in %s', (_name, text) => {
    expect(legacyVietnamese(text)).toBeNull()
    expect(decodeText(utf8(text))).toEqual({ ok: true, text, encoding: 'utf-8' })
  })
})

describe('a file is refused rather than read wrong', () => {
  test.each<[string, Uint8Array, string]>([
    ['a workbook', Buffer.from('504b0304140008000800', 'hex'), 'not-text'],
    ['a UTF-8 mark before bytes that are not UTF-8', Buffer.from([0xef, 0xbb, 0xbf, 0x41, 0xff, 0x42]), 'not-text'],
    ['an odd number of UTF-16 bytes', Buffer.from([0xff, 0xfe, 0x41, 0x00, 0x42]), 'not-text'],
    ['a picture', Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0x01, 0x02, 0x03, 0x45]), 'not-text'],
    ['Russian in Windows-1251', latin1('\u00CF\u00F0\u00E8\u00E2\u00E5\u00F2, \u00EC\u00E8\u00F0'), 'encoding-unknown'],
    ['Chinese in GBK', Buffer.from('d6d0b9fab9a4bbe1b4bab0b2', 'hex'), 'encoding-unknown'],
    ['VISCII: "Công đoàn Việt Nam"', latin1('C\u00F4ng \u00F0o\u00E0n Vi\u00AEt Nam'), 'encoding-unknown'],
    ['a single word of TCVN3', latin1('Vi\u00D6t'), 'encoding-unknown'],
    ['one byte over 50 MiB', new Uint8Array(MAX_FILE_BYTES + 1).fill(0x20), 'file-too-large'],
  ])('%s', (_name, bytes, code) => {
    expect(decodeText(bytes)).toMatchObject({ ok: false, issue: { line: null, field: null, code } })
  })

  test('50 MiB may be read', () => {
    expect(MAX_FILE_BYTES).toBe(50 * 1024 * 1024)
  })
})

test('any bytes are text or refused, never an exception', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      decodeText(bytes)
    }),
    { numRuns: 500 },
  )
})
