import { fold } from '../../domain/names.ts'
import { cut, plain, textOfLine, type MarkedLine } from './pasted-line.ts'
import { readDifficulty } from '../question-values.ts'

/** What a labelled line under a question says. */
export type FieldName = 'key' | 'explanation' | 'legalReference' | 'topic' | 'difficulty' | 'code' | 'tags' | 'points' | 'status'
export type Field = { field: FieldName; value: MarkedLine }

/** The labels as people write them, without accents; longer ones first. */
const labels: Record<FieldName, string> = {
  key: String.raw`(?:cau )?tra loi(?: dung)?|(?:dap an|phuong an|lua chon)(?: tra loi)? (?:dung(?: nhat)?|chinh xac)|dap an|dap so|d\.?s|d\.?\s?/\s?a|da|chon(?: (?:dap|phuong) an)?|dap|correct answer|right answer|answer|ans|key`,
  explanation:
    'giai thich(?: chi tiet| dap an)?|loi giai(?: chi tiet| tham khao)?|huong dan(?: giai| tra loi)?(?: chi tiet)?|giai chi tiet|goi y(?: dap an| tra loi)?|explanation|feedback',
  legalReference: 'can cu(?: phap ly| phap luat)?|co so phap ly|vien dan|trich dan|nguon(?: trich dan| tai lieu)?|legal reference|reference|citation',
  topic: 'chu de|chuyen de|linh vuc|topic',
  difficulty: 'muc do(?: nhan thuc| kho| cau hoi)?|do kho|cap do|level|difficulty',
  code: 'ma(?: so)?(?: cau)?(?: hoi)?|id|code',
  tags: 'nhan|the|tu khoa|tags?',
  points: 'diem|so diem|points?|score',
  status: 'trang thai|status',
}

const names = Object.keys(labels) as FieldName[]
const anyLabel = names.map((name) => labels[name]).join('|')
const labelled = new Map(
  names.map((name) => [
    name,
    new RegExp(String.raw`^(?:${labels[name]})(?:\s+(?:la|is))?\s{0,9}${name === 'key' ? String.raw`(?:[:=]|(?<=dap an)\.(?=\s\S))` : '[:=]'}\s*`),
  ]),
)
/** Labels that may stand without a colon: "Đáp án đúng là B", "ĐA B", and alone on their line. */
const letterList = String.raw`[([]?[a-z][)\].]?(?:\s*(?:[,;&+]|va|and)\s*[([]?[a-z][)\]]?)*\s*`
const keyThenLetters = new RegExp(
  String.raw`^(?:${labels.key})\.?(?:\s+(?:la|is)\s+(?=(?:(?:dap an|phuong an|cau|y)\s)?[([]?[a-z](?![a-z0-9])|(?:dung|sai)(?![a-z]))|\s+(?=${letterList}(?:\.?$|[(:,-]|\.\s)|(?:dung|sai)\s*\.?$))`,
)
const aloneOnLine = { key: /^(?:dap an|dap an dung|answer)$/, explanation: new RegExp(`^(?:${labels.explanation})$`) }
/** Where a second labelled part may begin inside a labelled line. */
const innerLabel = new RegExp(String.raw`(?:[.;|,)\]][ \t]{0,20}|\t[ \t]{0,20}| {2}|[([])(?=(?:${anyLabel})(?:\s+(?:la|is))?\s{0,9}:)`, 'g')
/** A key at the very end of another line. */
const keyAtEnd = /\s(?:dap an(?: dung)?|da|d\/a)\s?:\s?[a-h](?:\s?(?:[,;&]|va)\s?[a-h]){0,7}\s?\.?$/

/** Signs that people put before a label: "✅ Đáp án", "=> Đáp án", "- Giải thích". */
const signsBefore = /^(?:[^\p{L}\p{N}\s([{"'“‘*_!]|=>|->|\s){1,8}/u

/** The labelled value that a line holds; null for any other line. */
export function fieldOf(line: MarkedLine): Field | null {
  const opened = unbracketed(line)
  const text = plain(textOfLine(opened))
  const skip = signsBefore.exec(text)?.[0].length ?? 0
  const body = text.slice(skip)
  const given = (field: FieldName, length: number): Field => ({ field, value: { ...cut(opened, length), faults: line.faults } })
  for (const field of names) {
    const length = labelled.get(field)?.exec(body)?.[0].length
    if (length !== undefined) return given(field, skip + length)
  }
  const bare = keyThenLetters.exec(body)?.[0].length
  if (bare !== undefined) return given('key', skip + bare)
  if (aloneOnLine.key.test(body)) return given('key', text.length)
  if (aloneOnLine.explanation.test(body)) return given('explanation', text.length)
  return arrowKey(opened, textOfLine(opened))
}

/** "=> B" and "→ 12,5" state a key without a word. */
function arrowKey(line: MarkedLine, text: string): Field | null {
  const arrow = /^\s*(?:=>|⇒|→|➔|->)\s*/.exec(text)?.[0].length
  return arrow === undefined || text.length - arrow > 60 || arrow === text.length ? null : { field: 'key', value: cut(line, arrow) }
}

/** "(Đáp án: B)" is "Đáp án: B". */
function unbracketed(line: MarkedLine): MarkedLine {
  const text = textOfLine(line).trimEnd()
  const open = text.trimStart().charAt(0)
  const close = { '(': ')', '[': ']' }[open]
  const start = text.length - text.trimStart().length
  if (close === undefined || !text.endsWith(close) || openingOf(text, text.length - 1) !== start) return line
  return cut(line, start + 1, text.length - 1)
}

/** Where the bracket that closes at `close` was opened; −1 when nowhere. */
function openingOf(text: string, close: number): number {
  let depth = 0
  for (let at = close; at >= 0; at -= 1) {
    const sign = text.charAt(at)
    if (sign === ')' || sign === ']') depth += 1
    if (sign === '(' || sign === '[') depth -= 1
    if (depth === 0) return at
  }
  return -1
}

/** A line cut where a labelled part begins: "Đáp án: B. Giải thích: …", "… ? (Căn cứ: Điều 5)", "D. Huế   ĐA: A". */
export function splitFields(line: MarkedLine): MarkedLine[] {
  const parts: MarkedLine[] = []
  let rest = line
  for (let round = 0; round < 5; round += 1) {
    const at = lastPart(textOfLine(rest))
    if (at === -1) break
    parts.unshift(cut(rest, at))
    rest = cut(rest, 0, at)
  }
  const own = fieldOf(rest) === null ? [rest] : atInnerLabels(rest)
  return [...own, ...parts].filter((part) => part.runs.length > 0)
}

/** Where a labelled part at the end of a text begins; −1 when it has none, or nothing else. */
function lastPart(text: string): number {
  const end = text.trimEnd().replace(/\.$/, '').length
  const close = text.charAt(end - 1)
  if (close === ')' || close === ']') {
    const open = openingOf(text, end - 1)
    const inside = open > 0 ? plain(text.slice(open + 1, end - 1)) : ''
    if (inside.length > 0 && (names.some((name) => labelled.get(name)?.test(inside)) || keyThenLetters.test(inside))) return open
  }
  const key = keyAtEnd.exec(plain(text.slice(-60)).trimEnd())
  const at = key === null ? -1 : Math.max(0, text.length - 60) + key.index
  return /[\p{L}\p{N}]/u.test(text.slice(0, Math.max(0, at))) ? at : -1
}

function atInnerLabels(line: MarkedLine): MarkedLine[] {
  const text = plain(textOfLine(line))
  const starts = [
    0,
    ...[...text.matchAll(innerLabel)].map((match) => match.index + (/[.)\]]/.test(match[0].charAt(0)) ? 1 : 0)).filter((at) => at > 0),
  ]
  return starts.map((start, index) => withoutSeparators(cut(line, start, starts[index + 1])))
}

function withoutSeparators(line: MarkedLine): MarkedLine {
  const text = textOfLine(line)
  const open = /^[\s;|,]*/.exec(text)?.[0].length ?? 0
  const close = /[\s;|,]$/.test(text) ? text.replace(/[\s;|,]+$/, '').length : text.length
  return cut(line, open, close)
}

/** A difficulty in words or digits, "3", "Thông hiểu", "1 (Nhận biết)", as 1 … 5; null when it is neither. */
export function difficultyOf(written: string): number | null {
  const level = [written, /^\s*([1-5])\s?(?:\/\s?5|[-–—:.(])/u.exec(written)?.[1] ?? ''].map(readDifficulty).find((value) => value >= 1 && value <= 5)
  return level ?? null
}

/** Right or wrong in so many words; null for anything else: "Có" and "Không" are options of their own. */
export function truthOf(written: string): boolean | null {
  const word = written.length > 20 ? '' : fold(written)
  if (['dung', 'd', 'true', 't'].includes(word)) return true
  return ['sai', 's', 'false', 'f'].includes(word) ? false : null
}

const CITATION =
  /^\(?(?:(?:căn cứ|theo|tại|xem)\s)?(?:vào\s)?(?:điều|khoản|điểm|chương|luật|bộ luật|nghị định|nghị quyết|thông tư|hiến pháp|quyết định|chỉ thị)\s[^?!\n]{1,160}$/iu

/** Words that only name a place in the law, "(Khoản 1 Điều 5 Luật Công đoàn)"; a sentence about what it says is none. */
export function isCitation(text: string): boolean {
  return CITATION.test(text) && !/\s(?:có quyền|phải|được|là|không|nếu|khi|thì)\s/iu.test(text)
}
