import type { Parts } from './pasted-blocks.ts'
import { isNextLetter } from './pasted-labels.ts'
import { cut, plain, textOfLine, type MarkedLine } from './pasted-line.ts'
import {
  addEntries,
  close,
  demoteOptions,
  enterSection,
  newReading,
  openBlock,
  openUnnumbered,
  optionsOfToken,
  settle,
  strayKey,
  takeField,
  takeOptions,
  takeText,
  turn,
  type Reading,
} from './pasted-sorter.ts'
import { answersFollow, isTableHead, takeSolution } from './pasted-solutions.ts'
import { isPageLine, tokensOf, type Token } from './pasted-tokens.ts'
import type { Field } from './pasted-words.ts'

/** A document's lines taken apart into questions, answer entries and what belongs to neither. */
export function partsOf(lines: readonly MarkedLine[]): Parts {
  const tokens = tokensOf(lines)
  const reading = newReading(tokens)
  for (const token of tokens) take(reading, token)
  close(reading)
  return reading.parts
}

function take(reading: Reading, token: Token): void {
  if (token.blank) return turn(reading, { blank: !reading.airy })
  if (token.end) return close(reading)
  if (isPageLine(token.text)) {
    const { preface, loose, blocks } = reading.parts
    ;(blocks.length === 0 ? preface : loose).push(token.line)
    return
  }
  const steps = [takeEntries, takeSolution, takeAnswersHead, takeFieldLine, takeHeading, takeStart, takeOptionLine]
  if (steps.some((step) => step(reading, token))) return
  takeText(reading, token)
}

/** "1. B 2. C" where an answer table is known to stand, and two or more entries anywhere below a stem. */
function takeEntries(reading: Reading, token: Token): boolean {
  if (token.pairs === null && !reading.answers) return false
  const sure = token.line.role === 'answers' || reading.answers || token.field?.field === 'key' || /^đáp án/iu.test(token.text)
  const many = (token.pairs?.length ?? 0) >= 2 && reading.stage !== 'stem' && reading.parts.blocks.length > 0
  return (sure || many) && addEntries(reading, token)
}

function takeAnswersHead(reading: Reading, token: Token): boolean {
  const bareKey = token.field?.field === 'key' && token.field.value.runs.length === 0
  if (!(token.answersHead || bareKey || isTableHead(token.text)) || !answersFollow(reading, token)) return false
  close(reading)
  turn(reading, { answers: true, entry: null, answerNumbering: '' })
  return true
}

function takeFieldLine(reading: Reading, token: Token): boolean {
  const field = token.field ?? oddKey(reading, token)
  if (field === null) return false
  if (field.field === 'topic' && (reading.block === null || reading.topicsLead)) {
    close(reading)
    enterSection(reading, token.line.line, textOfLine(field.value), '')
    return true
  }
  if (reading.block === null) {
    if (field.field === 'key') strayKey(reading, token)
    return field.field === 'key'
  }
  settle(reading, 'same')
  takeField(reading, field.field, field.value)
  return true
}

/** Below options a line that begins with "Đáp án" states the key, however it goes on; one that cannot be read is then told. */
function oddKey({ block, stage }: Reading, { text, line }: Token): Field | null {
  if (stage !== 'options' || block === null || block.options.length < 2 || text.length > 100) return null
  const label = /^(?:dap an|d\/a)\s/.exec(plain(text))
  return label === null ? null : { field: 'key', value: cut(line, label[0].length) }
}

function takeHeading(reading: Reading, token: Token): boolean {
  const { heading, start } = token
  if (heading === null || continuesOptions(reading, token)) return false
  if (start !== null && (start.named || token.body)) return false
  const { block, stage, innerRoman } = reading
  const inStem = block !== null && stage === 'stem' && heading.roman > 0 && token.nextLetter !== ''
  if (inStem && heading.roman === innerRoman + 1) {
    turn(reading, { innerRoman: heading.roman })
    return false
  }
  close(reading)
  enterSection(reading, token.line.line, heading.text, heading.numbering)
  turn(reading, { openHeading: heading.text === token.text && heading.numbering !== '' })
  return true
}

/** "I." after "H.", "B." after "A.": an option, whatever else the letter may be. */
function continuesOptions({ block }: Reading, { option, line }: Token): boolean {
  const last = block?.options.at(-1)?.letter
  return option !== null && last !== undefined && line.role !== 'heading' && isNextLetter(last, option.letter)
}

function takeStart(reading: Reading, token: Token): boolean {
  const { start } = token
  if (start === null) return false
  if (isNumberedHeading(reading, token)) {
    close(reading)
    enterSection(reading, token.line.line, token.text.slice(start.text).trim(), start.number)
    if (!start.named) turn(reading, { headingNumber: Number(start.number) })
    return true
  }
  if (!startsQuestion(reading, token)) {
    turn(reading, { inner: Number(start.number) || reading.inner })
    return false
  }
  close(reading)
  openBlock(reading, token, start.text)
  return true
}

/** "1. Luật Công đoàn", "Bài 1. Tổ chức" straight above a "Câu …". */
function isNumberedHeading(reading: Reading, { start, body, next, text }: Token): boolean {
  if (start === null || body || next?.start?.named !== true || !/^c[aâ]u/iu.test(next.text) || text.length > 200) return false
  if (start.named) return /^b[aà]i/iu.test(text)
  const atPlace = reading.block === null ? reading.waiting.every(({ token: { start: other } }) => other === null) : reading.stage !== 'stem'
  return atPlace && start.number === String(reading.headingNumber + 1)
}

/** Whether a numbered line begins a question, or goes on with a list in the question above. */
function startsQuestion(reading: Reading, token: Token): boolean {
  const { start, options, body } = token
  const { block, stage, inner } = reading
  if (start === null) return false
  if (start.named) return true
  if (start.number.includes('.')) return body
  const number = Number(start.number)
  if (block === null) return body || !reading.namedStyle || reading.parts.blocks.length > 0
  const inList = inner > 0 ? number === inner + 1 : number === 1
  if (stage === 'stem') return !inList
  if (stage === 'prose') return options || (!inList && (body || !reading.namedStyle || number === Number(block.number) + 1))
  return true
}

function takeOptionLine(reading: Reading, token: Token): boolean {
  if (token.option === null) return false
  if (unnumberedStem(reading, token)) {
    takeOptions(reading, token, optionsOfToken(token, reading))
    return true
  }
  const { block } = reading
  if (block === null || !isOptionHere(reading, token)) return false
  settle(reading, 'same')
  takeOptions(reading, token, optionsOfToken(token, reading))
  return true
}

/** Text, then options from A on, with no number anywhere: a question whose number was lost. */
function unnumberedStem(reading: Reading, token: Token): boolean {
  const { block, stage, waiting } = reading
  const starts = token.option?.letter === 'A' && (token.nextLetter === 'B' || optionsOfToken(token, reading).length > 1)
  if (!starts || waiting.length === 0 || (block !== null && (stage === 'stem' || block.options.length < 2))) return false
  const gap = waiting.findLastIndex(({ afterBlank }) => afterBlank)
  if (stage === 'prose' && block !== null && gap === -1) return false
  const from = gap !== -1 ? gap : block === null ? lastWhole(waiting.map(({ token: other }) => other)) : 0
  const stem = waiting.slice(from).map(({ token: other }) => other)
  turn(reading, { waiting: waiting.slice(0, from) })
  close(reading)
  openUnnumbered(reading, stem)
  return true
}

/** Where the last line of text begins, labelled parts behind it taken along. */
function lastWhole(tokens: readonly Token[]): number {
  const last = tokens.findLastIndex(({ field }) => field === null)
  const first = tokens.findIndex(({ line }) => line.line === tokens[Math.max(0, last)]?.line.line)
  return Math.max(0, first)
}

function isOptionHere(reading: Reading, { option, nextLetter, line }: Token): boolean {
  const { block, stage, waiting } = reading
  if (block === null || option === null) return false
  const [first] = block.options
  if (first === undefined) {
    if (option.letter === 'A') return nextLetter !== 'A'
    return stage !== 'prose' && (isNextLetter(option.letter, nextLetter) || line.runs[0]?.auto === true)
  }
  if (stage === 'prose') return false
  const letters = block.options.map(({ letter }) => letter)
  const highest = letters.at(-1) ?? 'A'
  if (isNextLetter(highest, option.letter)) return true
  const alike = first.lower === option.lower && first.delimiter === option.delimiter
  if (option.letter === 'A' && waiting.length === 0 && stage === 'options' && (letters.length === 1 || !alike)) {
    demoteOptions(block)
    return true
  }
  return first.lower === option.lower && stage === 'options' && option.letter.charCodeAt(0) <= highest.charCodeAt(0) + 2
}
