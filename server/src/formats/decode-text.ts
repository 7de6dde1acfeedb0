import type { ImportIssue } from '@hoithi/shared/contracts/imports'
import { issueAt } from './import-issues.ts'

export const MAX_FILE_BYTES = 8 * 1024 * 1024

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1258'
export type Decoded = { ok: true; text: string; encoding: Encoding } | { ok: false; issue: ImportIssue }

const marks = [
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
] as const satisfies readonly { encoding: Encoding; bytes: readonly number[] }[]

/**
 * A file's bytes as NFC text: by its byte order mark, else strict UTF-8, else windows-1258.
 * Refused with an issue: over 8 MiB, not text, or Vietnamese in an older font encoding (TCVN3, VNI), which would come out as wrong letters.
 */
export function decodeText(bytes: Uint8Array): Decoded {
  if (bytes.length > MAX_FILE_BYTES) return refuse('file-too-large', 'Tệp lớn quá 8 MiB. Hãy chia thành nhiều tệp nhỏ hơn.')
  const encoding = encodingOf(bytes)
  const text = encoding === null ? null : decoded(bytes, encoding)
  if (encoding === null || text === null || text.includes('\0') || (encoding === 'windows-1258' && /[^\P{Cc}\s]/u.test(text))) {
    return refuse('not-text', 'Tệp không phải là văn bản. Hãy mở bằng Excel và lưu lại dạng “CSV UTF-8”.')
  }
  const normal = text.normalize('NFC')
  if (encoding === 'windows-1258' && !readsAsVietnamese(normal)) {
    return refuse(
      'encoding-unknown',
      'Không nhận ra bảng mã, có thể là TCVN3 hoặc VNI. Hãy chuyển sang Unicode (ví dụ bằng UniKey) rồi lưu dạng “CSV UTF-8”.',
    )
  }
  return { ok: true, text: normal, encoding }
}

/** Said of every file that was read by the last resort, because nothing in it proves its encoding. */
export function encodingWarnings(encoding: Encoding): ImportIssue[] {
  return encoding === 'windows-1258'
    ? [issueAt(null, null, 'encoding-guessed', 'Tệp được đọc theo bảng mã Windows-1258. Hãy kiểm tra dấu tiếng Việt ở phần xem trước trước khi nạp.')]
    : []
}

function refuse(code: string, message: string): Decoded {
  return { ok: false, issue: issueAt(null, null, code, message) }
}

function encodingOf(bytes: Uint8Array): Encoding | null {
  const marked = marks.find((mark) => mark.bytes.every((byte, index) => bytes[index] === byte))
  if (marked !== undefined) return marked.encoding
  // A zero byte is UTF-16 without its mark, or no text at all.
  if (bytes.includes(0)) return null
  return decoded(bytes, 'utf-8') === null ? 'windows-1258' : 'utf-8'
}

function decoded(bytes: Uint8Array, encoding: Encoding): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

const vietnameseLetter = /[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]/giu
/** What bytes of another encoding turn into: letters that Vietnamese has not, tone marks left alone, signs inside a word. */
const foreignSign = /[ñøöïëüäåçæßœÿûîµ]|\p{M}|\p{L}[®§¨©ª«¬¶·¸¹º»¼½¾](?=\p{L})|[®§¨©ª«¬](?=\p{L})/giu

function readsAsVietnamese(text: string): boolean {
  return (text.match(vietnameseLetter)?.length ?? 0) > 4 * (text.match(foreignSign)?.length ?? 0)
}
