import { describe, expect, test } from 'vitest'
import { MAX_FILE_BYTES, decodeText } from '../../server/src/formats/decode-text.ts'
import { windows1258 } from './windows-1258.ts'

const sentence = 'Công đoàn Việt Nam: bầu cử Quốc hội khoá XV'
const utf8 = (text: string) => new TextEncoder().encode(text)
const utf16 = (text: string, order: 'le' | 'be') => {
  const bytes = Buffer.from(text, 'utf16le')
  return order === 'le' ? bytes : bytes.swap16()
}

describe('a file becomes NFC text', () => {
  test.each<[string, Uint8Array, string]>([
    ['UTF-8 without a mark', utf8(sentence), 'utf-8'],
    ['UTF-8 with a mark, as Excel saves it', utf8(`\uFEFF${sentence}`), 'utf-8'],
    ['UTF-8 in NFD, as macOS and some Excels save it', utf8(sentence.normalize('NFD')), 'utf-8'],
    ['UTF-16 little-endian, "Unicode Text" of Excel', utf16(`\uFEFF${sentence}`, 'le'), 'utf-16le'],
    ['UTF-16 big-endian', utf16(`\uFEFF${sentence}`, 'be'), 'utf-16be'],
    ['Windows-1258, with tone marks of their own', windows1258(sentence), 'windows-1258'],
  ])('%s', (_name, bytes, encoding) => {
    expect(decodeText(bytes)).toEqual({ ok: true, text: sentence, encoding })
  })

  test('an empty file is empty text', () => {
    expect(decodeText(new Uint8Array())).toEqual({ ok: true, text: '', encoding: 'utf-8' })
  })
})

describe('a file is refused rather than read wrong', () => {
  test.each<[string, Uint8Array, string]>([
    ['a workbook', Buffer.from('504b0304140008000800', 'hex'), 'not-text'],
    ['UTF-16 without its mark', utf16(sentence, 'le'), 'not-text'],
    ['a UTF-8 mark before bytes that are not UTF-8', Buffer.from([0xef, 0xbb, 0xbf, 0x41, 0xff, 0x42]), 'not-text'],
    ['an odd number of UTF-16 bytes', Buffer.from([0xff, 0xfe, 0x41, 0x00, 0x42]), 'not-text'],
    ['a picture', Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0x01, 0x02, 0x03, 0x45]), 'not-text'],
    ['TCVN3 (.VnTime): "Công đoàn Việt Nam"', Buffer.from('C\u00ABng \u00AEo\u00B5n Vi\u00D6t Nam', 'latin1'), 'encoding-unknown'],
    ['VNI: "Công đoàn Việt Nam"', Buffer.from('Co\u00E2ng \u00F1oa\u00F8n Vie\u00E4t Nam', 'latin1'), 'encoding-unknown'],
    ['one byte over 8 MiB', new Uint8Array(MAX_FILE_BYTES + 1).fill(0x20), 'file-too-large'],
  ])('%s', (_name, bytes, code) => {
    const decoded = decodeText(bytes)
    expect(decoded).toMatchObject({ ok: false, issue: { line: null, field: null, code } })
  })
})
