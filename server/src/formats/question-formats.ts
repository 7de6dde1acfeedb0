import type { ImportIssue } from '@hoithi/shared/contracts/imports'
import { fold } from '../domain/names.ts'
import { decodeText } from './encodings/decode-text.ts'
import { issueAt } from './import-issues.ts'
import { listEntries } from './zip-entries.ts'

export const questionFormats = ['jsonl', 'csv', 'xlsx', 'gift', 'aiken', 'moodle-xml', 'qti', 'docx', 'text'] as const
export type QuestionFormat = (typeof questionFormats)[number]

type Found = { ok: true; format: QuestionFormat } | { ok: false; issue: ImportIssue }

const is = (format: QuestionFormat): Found => ({ ok: true, format })
const not = (code: string, message: string): Found => ({ ok: false, issue: issueAt(null, null, code, message) })

/** Files that begin like this are known, and not read. */
const foreign = [
  ['25504446', 'file-pdf', 'Đây là tệp PDF. Hãy mở tệp, chép chữ rồi dán vào ô “Dán văn bản”, hoặc dùng tệp Word (.docx) gốc.'],
  [
    'd0cf11e0',
    'file-old-office',
    'Đây là tệp Word hoặc Excel đời cũ, hoặc tệp có mật khẩu. Hãy mở ra và lưu lại dạng .docx hoặc .xlsx, không đặt mật khẩu.',
  ],
  ['7b5c727466', 'file-rtf', 'Đây là tệp RTF. Hãy mở bằng Word và lưu lại dạng .docx.'],
  ['89504e47', 'file-picture', 'Đây là tệp hình. Hãy dùng tệp có chữ: Word, Excel, hoặc dán văn bản.'],
  ['ffd8ff', 'file-picture', 'Đây là tệp hình. Hãy dùng tệp có chữ: Word, Excel, hoặc dán văn bản.'],
  ['1f8b', 'file-archive', 'Đây là tệp nén GZIP (ví dụ bản sao lưu .mbz của Moodle). Hãy xuất ngân hàng câu hỏi ra GIFT hoặc Moodle XML.'],
  ['526172211a', 'file-archive', 'Đây là tệp nén RAR. Hãy giải nén rồi chọn tệp câu hỏi bên trong.'],
] as const

/** Which format a file is in: told by its content, by its name only where content leaves it open. */
export function detectFormat(fileName: string, bytes: Uint8Array): Found {
  if (bytes.length === 0) return not('file-empty', 'Tệp trống. Hãy chọn đúng tệp rồi thử lại.')
  const start = Buffer.from(bytes.subarray(0, 8)).toString('hex')
  const known = foreign.find(([signature]) => start.startsWith(signature))
  if (known !== undefined) return not(known[1], known[2])
  if (start.startsWith('504b0304')) return zipFormat(bytes)
  const decoded = decodeText(bytes)
  return decoded.ok ? textFormat(fileName, decoded.text) : { ok: false, issue: decoded.issue }
}

function zipFormat(bytes: Uint8Array): Found {
  const paths = listEntries(bytes)
  if (paths === null) return not('zip-damaged', 'Tệp nén bị hỏng hoặc chưa tải về hết. Hãy tải lại tệp rồi thử lại.')
  if (paths.includes('word/document.xml')) return is('docx')
  if (paths.includes('xl/workbook.xml')) return is('xlsx')
  if (paths.some((path) => /\.xml$/i.test(path)) && !paths.some((path) => /^(?:ppt|content\.xml)/.test(path))) return is('qti')
  if (paths.includes('content.xml')) return not('file-open-document', 'Đây là tệp LibreOffice (.odt, .ods). Hãy lưu lại dạng .docx hoặc .xlsx.')
  return not('zip-unknown', 'Trong tệp nén không có câu hỏi. Hãy dùng gói QTI, tệp Word (.docx) hoặc Excel (.xlsx).')
}

const ROOT = /<([A-Za-z][\w.:-]*)/

function xmlFormat(text: string): Found {
  const root = ROOT.exec(text.replace(/<!--[\s\S]*?-->/g, '').replace(/<[?!][^>]*>/g, ''))?.[1] ?? ''
  const name = root.slice(root.indexOf(':') + 1)
  if (name === 'quiz' || name === 'question') return is('moodle-xml')
  if (/^(?:qti-)?assessment-?(?:Item|Test|Section|StimulusDocument)/i.test(name) || name === 'manifest') return is('qti')
  if (name === 'questestinterop') {
    return not('qti-old', 'Đây là QTI 1.2, định dạng cũ không đọc được. Hãy xuất lại theo QTI 2.1, 2.2, 3.0 hoặc Moodle XML.')
  }
  if (/^html$/i.test(name)) return not('file-html', 'Đây là trang web (HTML). Hãy chép chữ rồi dán vào ô “Dán văn bản”, hoặc dùng tệp Word.')
  return not('xml-unknown', `Tệp XML này có gốc <${name.slice(0, 40)}>, không phải Moodle XML (<quiz>) hay QTI. Hãy chọn đúng tệp.`)
}

const named = (fileName: string): QuestionFormat | null => {
  const end = /\.(\w+)$/.exec(fileName.toLowerCase())?.[1] ?? ''
  const formats: Record<string, QuestionFormat> = { jsonl: 'jsonl', ndjson: 'jsonl', csv: 'csv', tsv: 'csv', gift: 'gift', aiken: 'aiken' }
  return formats[end] ?? null
}

const lines = (text: string): string[] => text.split(/\r\n?|\n/)

/** An unescaped brace that opens an answer, a category or a named question. */
const GIFT = /(?:^|[^\\])\{[^{}]*[^\\{}]?\}|^\s*\$CATEGORY:|^\s*::[^\n]*?::/m
const AIKEN = /^\s*ANSWER:\s*[A-Za-z]\b/m
const NUMBERED = /^\s*(?:câu(?: hỏi)?(?: số)?|bài|question)\s*\d+|^\s*\d{1,4}\s*[.)/]\s+\S/imu
const OPTION = /^\s*[*(]?[A-Da-d]\s*[.)/]/m
const KEY = /^\s*(?:đáp\s*án|đ\s*\/?\s*a|answer|key|trả lời)\b[^\n]{0,30}[:.]?/imu

function textFormat(fileName: string, text: string): Found {
  const first = text.trimStart()[0]
  if (first === '<') return xmlFormat(text)
  if (first === '{' && isJson(lines(text.trimStart())[0] ?? '')) return is('jsonl')
  if (first === '[' && /"/.test(text.slice(0, 2_000)) && /\.(?:jsonl|ndjson|json)$/i.test(fileName)) {
    return not('json-array', 'Tệp JSON phải ghi mỗi câu hỏi trọn trong một dòng, không đặt trong […]. Hãy sửa lại hoặc dùng tệp CSV.')
  }
  const byName = named(fileName)
  if (byName !== null) return is(byName)
  if (/\.json$/i.test(fileName)) return is('jsonl')
  const upper = AIKEN.test(text)
  if (headed(text)) return is('csv')
  if (upper && !/^\s*::/m.test(text)) return is('aiken')
  if (NUMBERED.test(text) && (OPTION.test(text) || KEY.test(text))) return is('text')
  return GIFT.test(text) ? is('gift') : is('text')
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line)
    return true
  } catch {
    return /^\{\s*"/.test(line)
  }
}

/** A first line that names columns of a question table. */
function headed(text: string): boolean {
  const head = lines(text).find((line) => line.trim() !== '' && !/^\uFEFF?sep=/i.test(line)) ?? ''
  if (head.length > 2_000 || !/[,;\t]/.test(head)) return false
  const cells = head.split(/[,;\t]/).map((cell) => fold(cell.replace(/[([].*$/u, '')))
  const asks = cells.some((cell) => /^(?:cau hoi|noi dung(?: cau hoi)?|stem|question|question text)$/.test(cell))
  const keys = cells.some((cell) => /^(?:dap an(?: dung)?|answer|correct|key|correct answer)$/.test(cell))
  return asks && (keys || cells.length > 2)
}
