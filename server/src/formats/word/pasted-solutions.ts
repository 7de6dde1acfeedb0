import type { AnswerEntry } from './pasted-blocks.ts'
import { cut, isShouted, textOfLine, type MarkedLine } from './pasted-line.ts'
import { textPairsIn } from './pasted-pairs.ts'
import { turn, type Reading } from './pasted-sorter.ts'
import type { Token } from './pasted-tokens.ts'

/** Whether the lines after a heading such as "ĐÁP ÁN" are an answer table or solutions by number. */
export function answersFollow(reading: Reading, head: Token): boolean {
  const announced = head.answersHead && (isShouted(head.text) || /^\s*bảng|hướng dẫn/iu.test(head.text))
  let token = head.next
  for (let skipped = 0; token !== null && skipped < 4; skipped += 1) {
    if (token.pairs !== null) return true
    if (token.start !== null) return announced && isSolution(reading, token)
    if (announced && textPairsIn(token.text, 1) !== null) return true
    if (token.heading === null && !/^(?:câu|stt|tt|mã đề|đề)/iu.test(token.text)) return false
    token = token.next
  }
  return false
}

/** A numbered line without options that names a question read before. */
function isSolution({ parts }: Reading, { start, options }: Token): boolean {
  return start !== null && !options && start.number !== '' && parts.blocks.some(({ number }) => number === start.number)
}

/** One line of a list of solutions: "Câu 1: B. Vì …", and the lines about it. */
export function takeSolution(reading: Reading, token: Token): boolean {
  if (!reading.answers) return false
  const { entry } = reading
  if (token.start !== null && isSolution(reading, token)) {
    begin(reading, token, token.start.number, cut(token.line, token.start.text))
    return true
  }
  if (token.start !== null && (token.body || token.start.named)) return false
  if (token.heading !== null && token.option === null && !(token.next?.start?.number !== undefined && token.next.options)) {
    turn(reading, { answerNumbering: token.heading.numbering === '' ? token.text : token.heading.numbering, entry: null })
    return true
  }
  if (token.heading !== null || token.answersHead) return token.answersHead
  if (entry === null) return isTableHead(token.text)
  return addNote(entry, token)
}

/** "Câu | Đáp án", the head of a pasted answer table. */
export const isTableHead = (text: string): boolean => /^(?:câu(?: hỏi| số)?|stt|tt)[\s|:]+(?:đáp án|đ\/?a|trả lời)[\s\S]{0,20}$/iu.test(text)

function begin(reading: Reading, token: Token, number: string, value: MarkedLine): void {
  const { section, answerNumbering: numbering } = reading
  const entry: AnswerEntry = { line: token.line.line, number, key: textOfLine(value), section, numbering, notes: [] }
  reading.parts.entries.push(entry)
  turn(reading, { entry })
}

/** "Chọn B" on the line below the number states the key; everything else explains it. */
function addNote(entry: AnswerEntry, { field, line }: Token): boolean {
  if (field?.field === 'key' && entry.key === '') entry.key = textOfLine(field.value)
  else entry.notes.push(field === null ? line : field.value)
  return true
}
