import type { ImportIssue } from '@hoithi/shared/contracts/imports'
import { issueAt } from '../import-issues.ts'
import { legacyVietnamese, type LegacyEncoding } from './legacy-vietnamese.ts'
import { isSyllable } from './vietnamese-syllables.ts'

export const MAX_FILE_BYTES = 50 * 1024 * 1024

type Unicode = 'utf-8' | 'utf-16le' | 'utf-16be'
export type Encoding = Unicode | 'windows-1258' | 'windows-1252' | LegacyEncoding
export type Decoded = { ok: true; text: string; encoding: Encoding } | { ok: false; issue: ImportIssue }

const marks = [
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
] as const satisfies readonly { encoding: Unicode; bytes: readonly number[] }[]

/**
 * A file's bytes as NFC text: by its byte order mark, else UTF-8 or UTF-16 where the bytes can be nothing else, else by what reads as a language:
 * Windows-1258, the font encodings TCVN3 and VNI (also inside Unicode files), Windows-1252.
 * Refused with an issue: over 50 MiB, not text, or bytes that read as none of these.
 */
export function decodeText(bytes: Uint8Array): Decoded {
  if (bytes.length > MAX_FILE_BYTES) return refuse('file-too-large', 'Tệp lớn quá 50 MiB. Hãy chia thành nhiều tệp nhỏ hơn.')
  const marked = marks.find((mark) => mark.bytes.every((byte, index) => bytes[index] === byte))?.encoding
  const unicode = marked ?? unmarkedUnicode(bytes)
  if (unicode !== null) return fromUnicode(decoded(bytes, unicode), unicode, marked !== undefined)
  return bytes.includes(0) || CONTROL.test(decoded(bytes, 'windows-1258') ?? '\0') ? notText() : fromCodePage(bytes)
}

const names: Partial<Record<Encoding, string>> = {
  'windows-1258': 'Windows-1258',
  'windows-1252': 'Windows-1252 (Tây Âu)',
  tcvn3: 'TCVN3 (phông .VnTime)',
  vni: 'VNI (phông VNI-Times)',
}

/** Said of every file whose encoding was told by how it reads, because nothing in it proves its encoding. */
export function encodingWarnings(encoding: Encoding): ImportIssue[] {
  const name = names[encoding]
  const words = `Tệp được đọc theo bảng mã ${name ?? ''}. Hãy kiểm tra dấu tiếng Việt ở phần xem trước trước khi nạp.`
  return name === undefined ? [] : [issueAt(null, null, 'encoding-guessed', words)]
}

function refuse(code: string, message: string): Decoded {
  return { ok: false, issue: issueAt(null, null, code, message) }
}

const notText = (): Decoded => refuse('not-text', 'Tệp không phải là văn bản. Hãy mở bằng Excel và lưu lại dạng “CSV UTF-8”.')

/** UTF-8, or UTF-16 told by the zero bytes of its spaces, digits and plain letters, which then stand on one side. */
function unmarkedUnicode(bytes: Uint8Array): Unicode | null {
  if (!bytes.includes(0)) return decoded(bytes, 'utf-8') === null ? null : 'utf-8'
  if (bytes.length % 2 !== 0) return null
  const sample = bytes.subarray(0, 64 * 1024)
  const zeros = [0, 0]
  for (const [index, byte] of sample.entries()) if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  const enough = sample.length / 10
  if (odd > enough && even === 0) return 'utf-16le'
  return even > enough && odd === 0 ? 'utf-16be' : null
}

function decoded(bytes: Uint8Array, encoding: Unicode | 'windows-1258'): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

function fromUnicode(text: string | null, encoding: Unicode, isMarked: boolean): Decoded {
  if (text === null || text.includes('\0')) return notText()
  // Without a mark, the zero bytes of other files look like those of UTF-16.
  if (encoding !== 'utf-8' && !isMarked && CONTROL.test(text)) return notText()
  const legacy = legacyVietnamese(text)
  return legacy === null ? { ok: true, text: text.normalize('NFC'), encoding } : { ok: true, ...legacy }
}

/** A control character that no text file has: of ASCII, or of the second half of a code page that leaves it open. */
const CONTROL = /[^\P{Cc}\s\u0080-\u009F]/u

function fromCodePage(bytes: Uint8Array): Decoded {
  const vietnamese = (decoded(bytes, 'windows-1258') ?? '').normalize('NFC')
  const words = accentedWords(vietnamese)
  const syllables = words.filter(isSyllable).length
  const odd = vietnamese.match(ODD_SIGN)?.length ?? 0
  if (syllables > 0 && syllables >= 0.8 * words.length && odd <= 0.05 * syllables) return { ok: true, text: vietnamese, encoding: 'windows-1258' }
  const western = windows1252(bytes)
  const legacy = legacyVietnamese(western)
  if (legacy !== null) return { ok: true, ...legacy }
  if (readsAsWestern(western)) return { ok: true, text: western.normalize('NFC'), encoding: 'windows-1252' }
  return refuse(
    'encoding-unknown',
    'Không nhận ra bảng mã của tệp. Hãy chuyển sang Unicode (ví dụ bằng UniKey) rồi lưu dạng “CSV UTF-8”, hoặc mở bằng Excel và lưu dạng .xlsx.',
  )
}

/** Bytes 80–9F of Windows-1252: the decoder of Node 20 takes them for control characters. */
const HIGH_CONTROLS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ'

function windows1252(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  return text.replace(/[\u0080-\u009F]/g, (sign) => HIGH_CONTROLS[sign.charCodeAt(0) - 0x80] ?? sign)
}

/** Different words with letters beyond ASCII, abbreviations such as "LĐLĐ" left out. */
function accentedWords(text: string): string[] {
  const words = new Set<string>()
  for (const [word] of text.matchAll(/[\p{L}\p{M}]+/gu)) {
    if (/[^A-Za-z]/.test(word) && !/^[B-DF-HJ-NP-TV-XZĐ]+$/u.test(word)) words.add(word)
    if (words.size >= 5_000) break
  }
  return [...words]
}

/** A sign of Latin-1 inside a word: what the letters of other encodings turn into. */
const ODD_SIGN = /\p{L}[\u00A1-\u00A9\u00AB-\u00B4\u00B6-\u00B9\u00BB-\u00BF×÷](?=\p{L})/gu
/** A capital with an accent after a small letter, or a byte that the code page leaves open. */
const ODD_LETTER = /\p{Ll}[À-ÖØ-ÞŒŠŽŸ]|[\u0080-\u009F]/u

/** Western languages have an accent on one letter in three at most, and none of the signs inside words. */
function readsAsWestern(text: string): boolean {
  const sample = text.slice(0, 1_000_000)
  const letters = sample.match(/\p{L}/gu)?.length ?? 0
  const accented = sample.match(/[^\P{L}A-Za-z]/gu)?.length ?? 0
  return accented <= Math.max(2, letters / 3) && sample.match(ODD_SIGN) === null && !ODD_LETTER.test(text)
}
