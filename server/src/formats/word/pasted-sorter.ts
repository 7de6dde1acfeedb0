import { issueAt } from '../import-issues.ts'
import { blockAt, noSection, type AnswerEntry, type Block, type Parts, type Section, type StemLine } from './pasted-blocks.ts'
import { headingLabel, topicOf } from './pasted-labels.ts'
import { cut, textOfLine, type MarkedLine } from './pasted-line.ts'
import { inlineOptions, optionsOn, type OptionPart } from './pasted-options.ts'
import { textPairsIn } from './pasted-pairs.ts'
import { isPassage, looksLikeHeading, type Token } from './pasted-tokens.ts'
import { isCitation, type FieldName } from './pasted-words.ts'

/** Where in a question the lines stand: its stem, its options, after a value of one line, in a value of many. */
type Stage = 'stem' | 'options' | 'value' | 'prose'
type Waiting = { token: Token; afterBlank: boolean }

/** All that is known while a document is read from its first line to its last. */
export type Reading = {
  parts: Parts
  block: Block | null
  stage: Stage
  /** Lines of text whose place the next line decides. */
  waiting: Waiting[]
  blank: boolean
  section: Section
  /** Set after a heading that only has a number: its words come on the next line. */
  openHeading: boolean
  /** The last number of a list inside a stem or an explanation, Arabic and Roman. */
  inner: number
  innerRoman: number
  /** In an answer table or a list of solutions. */
  answers: boolean
  entry: AnswerEntry | null
  answerNumbering: string
  /** The last heading that had an Arabic number. */
  headingNumber: number
  /** The document says "Câu 1"; topics are named before their questions. */
  namedStyle: boolean
  topicsLead: boolean
  /** An empty line after every line, so that empty lines part nothing. */
  airy: boolean
}

export function newReading(tokens: readonly Token[]): Reading {
  const firstStart = tokens.findIndex(({ start }) => start?.named === true)
  const firstTopic = tokens.findIndex(({ field }) => field?.field === 'topic')
  return {
    parts: { blocks: [], sections: [], entries: [], preface: [], loose: [], errors: [], pointLines: [] },
    block: null,
    stage: 'stem',
    waiting: [],
    blank: false,
    section: noSection,
    openHeading: false,
    inner: 0,
    innerRoman: 0,
    answers: false,
    entry: null,
    answerNumbering: '',
    headingNumber: 0,
    namedStyle: firstStart !== -1,
    topicsLead: firstTopic !== -1 && (firstStart === -1 || firstTopic < firstStart),
    airy: isAiry(tokens),
  }
}

function isAiry(tokens: readonly Token[]): boolean {
  const later = tokens.flatMap(({ option }, index) => (option !== null && option.letter !== 'A' ? [tokens[index - 1]?.blank === true] : []))
  return later.length > 0 && later.filter((blank) => blank).length * 2 > later.length
}

/** Changes what is known; nothing else writes to it. */
export function turn(reading: Reading, changes: Partial<Reading>): void {
  Object.assign(reading, changes)
}

const stemLine = (line: MarkedLine, text: MarkedLine = line, item: number | null = null): StemLine => ({ line, text, item, box: false, right: false })

/** Begins a question; options on the same line are taken along. */
export function openBlock(reading: Reading, token: Token, from: number): void {
  const block = blockAt(token.line.line, reading.section, token.start ?? undefined)
  reading.parts.blocks.push(block)
  turn(reading, { block, stage: 'stem', inner: 0, innerRoman: 0, blank: false, answers: false, entry: null, openHeading: false })
  if (token.start?.points === true) reading.parts.pointLines.push(block.line)
  const inline = inlineOptions(token.line, from, token.nextLetter)
  if (inline !== null) takeOptions(reading, token, inline.options)
  const stem = cut(inline?.stem ?? token.line, from)
  if (headingLabel(textOfLine(stem))?.roman === 1) turn(reading, { innerRoman: 1 })
  if (stem.runs.length > 0 || token.line.faults.length > 0) block.stem.push(stemLine({ ...stem, faults: token.line.faults }))
}

/** A question whose number was lost: text, then options from A on. */
export function openUnnumbered(reading: Reading, above: readonly Token[]): void {
  const block = blockAt(above[0]?.line.line ?? 0, reading.section)
  block.stem = above.filter(({ field }) => field === null).map(({ line }) => stemLine(line))
  reading.parts.blocks.push(block)
  turn(reading, { block, stage: 'stem', inner: 0, innerRoman: 0, blank: false, answers: false, entry: null })
  for (const { field } of above) if (field !== null) takeField(reading, field.field, field.value)
}

export function takeOptions(reading: Reading, token: Token, options: readonly OptionPart[]): void {
  reading.block?.options.push(...options)
  reading.block?.optionLines.push(token.line)
  turn(reading, { stage: 'options', blank: false })
}

export const optionsOfToken = (token: Token, { block }: Reading): OptionPart[] =>
  optionsOn(
    token.line,
    token.nextLetter,
    block?.options.map(({ letter }) => letter),
  )

/** Options that were none: statements in the stem, "a) … b) …" above the real ones. */
export function demoteOptions(block: Block): void {
  block.stem.push(...block.optionLines.map((line) => stemLine(line)))
  block.options = []
  block.optionLines = []
}

const proseFields: readonly FieldName[] = ['explanation', 'legalReference']

export function takeField(reading: Reading, field: FieldName, value: MarkedLine): void {
  const { block } = reading
  if (block === null) return
  if (field === 'points') return void reading.parts.pointLines.push(value.line)
  block.fields.push({ field, line: value.line, lines: value.runs.length === 0 ? [] : [value] })
  const open = proseFields.includes(field) || value.runs.length === 0
  turn(reading, { stage: open ? 'prose' : 'value', inner: 0, blank: false })
}

/** A line of text in its place: the stem takes it at once, elsewhere what follows decides. */
export function takeText(reading: Reading, token: Token): void {
  if (reading.openHeading && looksLikeHeading(token) && reading.block === null) {
    reading.openHeading = false
    reading.section = { ...reading.section, heading: token.text, topic: topicOf(token.text) }
    return
  }
  reading.openHeading = false
  if (reading.block !== null && reading.stage === 'stem') {
    const inline = inlineOptions(token.line, 0, token.nextLetter)
    reading.block.stem.push(inline === null ? listedLine(token) : stemLine(inline.stem))
    if (inline !== null) takeOptions(reading, token, inline.options)
  } else reading.waiting.push({ token, afterBlank: reading.blank })
  reading.blank = false
}

function listedLine(token: Token): StemLine {
  const { line, start, signs } = token
  if (start !== null && !start.named) return stemLine(line, cut(line, start.text), Number(start.number) || null)
  if (signs.end === 0 || !(signs.bullet || signs.box || signs.right)) return stemLine(line)
  return { line, text: cut(line, signs.end), item: 0, box: signs.box, right: signs.right }
}

/** Puts the waiting text where it belongs, now that a question, a heading or the end of the file follows. */
export function settle(reading: Reading, next: 'same' | 'other'): void {
  const { waiting, block, stage, parts } = reading
  reading.waiting = []
  if (waiting.length === 0) return
  if (block === null) {
    const place = parts.blocks.length === 0 ? parts.preface : parts.loose
    place.push(...waiting.map(({ token }) => token.line))
    return
  }
  const own = next === 'same' || stage === 'prose' ? waiting.length : ownLines(waiting)
  const last = waiting.at(-1)
  const heading = next === 'other' && last !== undefined && looksLikeHeading(last.token) ? last : null
  const kept = waiting.slice(0, heading !== null && own === waiting.length ? own - 1 : own)
  attach(
    block,
    stage,
    kept.map(({ token }) => token.line),
  )
  if (heading !== null) enterSection(reading, heading.token.line.line, heading.token.text, heading.token.heading?.numbering ?? '')
  parts.loose.push(...waiting.slice(kept.length, heading === null ? undefined : -1).map(({ token }) => token.line))
}

/** Text up to the first empty line, or up to a passage for the questions below, goes on with what stands above it. */
function ownLines(waiting: readonly Waiting[]): number {
  const gap = waiting.findIndex(({ afterBlank, token }) => afterBlank || isPassage(token.text))
  return gap === -1 ? waiting.length : gap
}

function attach(block: Block, stage: Stage, lines: readonly MarkedLine[]): void {
  if (lines.length === 0) return
  if (stage === 'options') {
    block.options.at(-1)?.body.push(...lines)
    block.optionLines.push(...lines)
  } else if (stage === 'prose') block.fields.at(-1)?.lines.push(...lines)
  else {
    const line = lines[0]?.line ?? block.line
    const cites = lines.length === 1 && lines.every((given) => isCitation(textOfLine(given)))
    block.fields.push({ field: cites ? 'legalReference' : 'explanation', line, lines: [...lines] })
    if (!cites) block.assumed = line
  }
}

export function enterSection(reading: Reading, line: number, heading: string, numbering: string): void {
  reading.section = { index: reading.section.index + 1, line, numbering, heading, topic: topicOf(heading) }
  reading.parts.sections.push(reading.section)
}

/** Ends the question that is being read. */
export function close(reading: Reading): void {
  settle(reading, 'other')
  turn(reading, { block: null, blank: false, inner: 0, innerRoman: 0 })
}

export function addEntries(reading: Reading, token: Token): boolean {
  const pairs = token.pairs ?? (reading.answers ? textPairsIn(token.text, token.start === null ? 1 : 2) : null)
  if (pairs === null) return false
  close(reading)
  reading.answers = true
  reading.entry = null
  const { section, answerNumbering } = reading
  reading.parts.entries.push(
    ...pairs.map(({ number, key }) => ({ line: token.line.line, number, key, section, numbering: answerNumbering, notes: [] })),
  )
  return true
}

export function strayKey(reading: Reading, token: Token): void {
  reading.parts.errors.push(
    issueAt(
      token.line.line,
      'correct',
      'key-without-question',
      `Đáp án “${textOfLine(token.line).slice(0, 60)}” không nằm dưới câu hỏi nào. Hãy chuyển dòng này xuống dưới câu hỏi của nó.`,
    ),
  )
}
