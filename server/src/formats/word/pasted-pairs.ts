import { fold } from '../../domain/names.ts'

/** One entry of an answer table: which question, and its key as written. */
export type Pair = { number: string; key: string }

const KEY = String.raw`(?:đúng|sai|true|false)(?!\p{L})|[A-Z]{2,6}(?![\p{L}\d])|[A-LĐS](?: ?[,&+] ?[A-LĐ](?![\p{L}\d]))*(?![\p{L}\d])`
const pair = new RegExp(
  String.raw` ?(?:(?:câu(?: hỏi)?(?: số)?|bài|question|q) ?)?(\d{1,4}(?:[a-z](?= ?[-–.:)]))?) ?[-–.:)/=]{0,2} ?[([]?(${KEY})[)\]]?\.? ?[;,|]? ?`,
  'iuy',
)

/** The entries that fill a whole line, "1. B 2. C", "1B 2C", "1-B; 2-C"; null for a line with anything else on it. */
export function pairsIn(text: string): Pair[] | null {
  const line = text.replace(/\s+/g, ' ').trim()
  const pairs: Pair[] = []
  for (let at = 0; at < line.length; at = pair.lastIndex) {
    pair.lastIndex = at
    const [, number = '', key = ''] = pair.exec(line) ?? []
    // "1. ab" is a word, "1. AB" two letters.
    if (number === '' || (key.length > 1 && /^\p{Ll}+$/u.test(key) && truthWords.has(fold(key)) === false)) return null
    pairs.push({ number, key })
  }
  return pairs.length === 0 ? null : pairs
}

const truthWords = new Set(['dung', 'sai', 'true', 'false'])

/** Entries with words for keys, "1-A, 2-Đ, 3-Edison"; read only where an answer table is known to stand. */
export function textPairsIn(text: string, least = 2): Pair[] | null {
  const parts = text
    .split(/[;,\t|]| {2}/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  const pairs = parts.map((part) => /^(?:câu\s?)?(\d{1,4}[a-z]?)\s?[-–.:)]\s?(\S.*)$/iu.exec(part))
  if (pairs.length < least || pairs.some((found) => found === null)) return null
  const numbers = pairs.map((found) => Number(found?.[1]))
  // "1. Theo Điều 5, 2. …" numbers its reasons; only a run of numbers is a table.
  if (numbers.some((number, index) => index > 0 && number !== (numbers[index - 1] ?? 0) + 1)) return null
  return pairs.map((found) => ({ number: found?.[1] ?? '', key: found?.[2] ?? '' }))
}

const isNumber = (cell: string): boolean => /^(?:câu\s?)?\d{1,4}[a-z]?[.:)]?$/iu.test(cell)
const numberOf = (cell: string): string => cell.replace(/^\D+/u, '').replace(/[.:)]$/, '')
const isKey = (cell: string): boolean => new RegExp(`^[([]?(?:${KEY})[)\\]]?\\.?$`, 'iu').test(cell)
const headings = new Set([
  'cau',
  'cau hoi',
  'cau so',
  'so cau',
  'stt',
  'tt',
  'so',
  'dap an',
  'dap an dung',
  'da',
  'd a',
  'tra loi',
  'chon',
  'key',
  'answer',
  'question',
  '',
])

/** A table of numbers and keys, in rows below each other or in columns side by side; null when it is another table. */
export function gridPairs(rows: readonly (readonly string[])[]): Pair[] | null {
  const cells = rows.map((row) => row.map((cell) => cell.replace(/\s+/g, ' ').trim()))
  const whole = cells.flat().map((cell) => (isNumber(cell) ? null : pairsIn(cell)))
  const known = cells.flat().every((cell, index) => isNumber(cell) || isKey(cell) || whole[index] !== null || headings.has(fold(cell)))
  if (!known) return answerColumns(cells)
  // "A. | 1 | B. | 2" lists options.
  if (isKey(cells[0]?.[0] ?? '')) return null
  const codes = (cells[0] ?? []).slice(1).filter((cell) => /^[1-9]\d\d$/.test(cell))
  // A column for each version of a paper ("Mã đề 101, 102"): which one this is, nobody says.
  if (codes.length >= 2 && isNumber(cells[1]?.[0] ?? '') && isKey(cells[1]?.[1] ?? ''))
    return codes.map((code) => ({ number: code, key: cells[1]?.[1] ?? '' }))
  const pairs: Pair[] = []
  cells.forEach((row, y) =>
    row.forEach((cell, x) => {
      const [left = '', above = ''] = [row[x - 1], cells[y - 1]?.[x]]
      const number = [left, above].find(isNumber)
      if (isKey(cell) && number !== undefined) pairs.push({ number: numberOf(number), key: cell })
      else if (!isNumber(cell)) pairs.push(...(pairsIn(cell) ?? []))
    }),
  )
  return pairs.length === 0 ? null : pairs
}

/** Two columns headed "Câu" and "Đáp án", the keys in words. */
function answerColumns([head = [], ...rows]: readonly (readonly string[])[]): Pair[] | null {
  const [first = '', second = ''] = head.map(fold)
  if (head.length !== 2 || !/^(?:cau|stt|tt|so)/.test(first) || !/^(?:dap an|da|key|answer|tra loi)/.test(second)) return null
  const pairs = rows.map(([number = '', key = '']) => ({ number: numberOf(number), key, good: isNumber(number) }))
  return pairs.length > 0 && pairs.every(({ good }) => good)
    ? pairs.filter(({ key }) => key !== '').map(({ number, key }) => ({ number, key }))
    : null
}

/** A line of numbers over a line of keys, as a pasted table of two rows gives them; null for any other two lines. */
export function rowPairs(above: string, below: string): Pair[] | null {
  const split = (text: string): string[] => (text.includes('\t') ? text.split('\t') : text.split(/\s+/)).map((cell) => cell.trim())
  const numbers = split(above.trim().replace(/^(?:câu(?: hỏi| số)?|stt|tt|số)[\s:]*/iu, ''))
  const keys = split(below.trim().replace(/^(?:đáp án|đ\/?a|trả lời|chọn|key|answer)[\s:]*/iu, ''))
  const fits = numbers.length >= 2 && keys.length <= numbers.length && keys.length > 0
  if (!fits || !numbers.every((cell) => /^\d{1,4}$/.test(cell)) || !keys.every((cell) => cell === '' || isKey(cell))) return null
  return keys.flatMap((key, index) => (key === '' ? [] : [{ number: numbers[index] ?? '', key }]))
}
