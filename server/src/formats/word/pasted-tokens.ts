import {
  headingLabel,
  isNextLetter,
  optionLabelAt,
  signsAt,
  startLabel,
  type HeadingLabel,
  type OptionLabel,
  type Signs,
  type StartLabel,
} from './pasted-labels.ts'
import { cut, isShouted, lineOf, plain, runOf, textOfLine, type MarkedLine } from './pasted-line.ts'
import { inlineOptions } from './pasted-options.ts'
import { pairsIn, rowPairs, type Pair } from './pasted-pairs.ts'
import { fieldOf, splitFields, type Field } from './pasted-words.ts'

/** What a line may be, told from the line alone and from what follows it. */
export type Token = {
  line: MarkedLine
  text: string
  blank: boolean
  /** "HẾT". */
  end: boolean
  start: StartLabel | null
  field: Field | null
  heading: HeadingLabel | null
  option: OptionLabel | null
  signs: Signs
  pairs: Pair[] | null
  /** "BẢNG ĐÁP ÁN": what follows belongs to questions further up. */
  answersHead: boolean
  /** Of a question start: options follow before the next start. */
  options: boolean
  /** Of a question start: options or a key follow before the next start. */
  body: boolean
  /** The letter that the next option line of the same question begins with; '' for none. */
  nextLetter: string
  /** The next line that is not empty. */
  next: Token | null
}

const END = /^[\s._*=~/-]*(?:het|the end|end)[\s._*=~/-]*$/
const RULE = /^[\s._*=~…-]*$/
const ANSWERS =
  /^(?:(?:[ivx]{1,4}|[a-d])\s?[.):-]\s?)?(?:phan |bang )?(?:dap an|answer keys?|answers|huong dan (?:cham|giai|tra loi)|loi giai(?: chi tiet)?)(?: (?!dung|sai)[^:.?]{0,60})?\s?:?$/

/** Every line as a token; lines that hold several labelled parts become several. */
export function tokensOf(lines: readonly MarkedLine[]): Token[] {
  const parts = withoutOptionWords(lines).flatMap((line) => (line.role === 'answers' ? [line] : splitOrBlank(line)))
  const tokens = withRows(parts).map(tokenOf)
  lookAhead(tokens)
  return tokens
}

function splitOrBlank(line: MarkedLine): MarkedLine[] {
  const parts = splitFields(cut(line, 0))
  return parts.length === 0 ? [lineOf(line.line, [], 'text', line.faults)] : parts
}

const OPTION_WORD = /^\s*dap an ([a-h])\s?[:.)]/

/** "Đáp án A: …" straight above "Đáp án B: …" lists options; the words before the letters are taken off. */
function withoutOptionWords(lines: readonly MarkedLine[]): MarkedLine[] {
  const filled = lines
    .filter(({ runs }) => runs.length > 0)
    .map((line) => ({ line, letter: OPTION_WORD.exec(plain(textOfLine(line).slice(0, 30)))?.[1] ?? '' }))
  const listed = new Set<MarkedLine>()
  filled.forEach(({ line, letter }, index) => {
    const [before, after] = [filled[index - 1], filled[index + 1]]
    const follows = before !== undefined && listed.has(before.line) && isNextLetter(before.letter.toUpperCase(), letter.toUpperCase())
    if (letter !== '' && (follows || (letter === 'a' && after?.letter === 'b'))) listed.add(line)
  })
  return lines.map((line) => (listed.has(line) ? cut(line, textOfLine(line).search(/[A-Ha-h]\s?[:.)]/)) : line))
}

/** A line of numbers over a line of keys becomes the entries of an answer table. */
function withRows(lines: readonly MarkedLine[]): MarkedLine[] {
  const rows = lines.map((line) => ({ line, text: textOfLine(line) }))
  const filled = rows.filter(({ text }) => text !== '')
  const pairsAt = new Map<MarkedLine, Pair[]>()
  const used = new Set<MarkedLine>()
  for (let index = 0; index + 1 < filled.length; index += 1) {
    const [above, below] = [filled[index], filled[index + 1]]
    if (above === undefined || below === undefined || !/^\D{0,20}\d/u.test(above.text) || above.text.length > 400) continue
    const pairs = rowPairs(above.text, below.text)
    if (pairs === null) continue
    used.add(above.line)
    pairsAt.set(below.line, pairs)
    index += 1
  }
  return lines.flatMap((line) => {
    if (used.has(line)) return []
    return pairsAt.get(line)?.map(({ number, key }) => lineOf(line.line, [runOf(`${number}-${key}`)], 'answers')) ?? [line]
  })
}

function tokenOf(line: MarkedLine): Token {
  const text = textOfLine(line)
  const letters = plain(text)
  const isEntry = line.role === 'answers'
  const dash = text.indexOf('-')
  const field = isEntry ? null : fieldOf(line)
  const heading = isEntry ? null : (headingLabel(text) ?? (line.role === 'heading' && text !== '' ? { text, numbering: '', roman: 0 } : null))
  return {
    line,
    text,
    blank: !isEntry && RULE.test(letters) && line.faults.length === 0,
    end: END.test(letters),
    start: isEntry ? null : startLabel(text),
    field,
    heading,
    option: isEntry ? null : optionLabelAt(text, letters, 0),
    signs: signsAt(text, 0),
    pairs: isEntry ? [{ number: text.slice(0, dash), key: text.slice(dash + 1) }] : (answerOfOne(text) ?? pairsIn(text) ?? listedKeys(field)),
    answersHead: text.length <= 90 && ANSWERS.test(letters.replace(/^[^a-z0-9]+/, '')),
    options: false,
    body: false,
    nextLetter: '',
    next: null,
  }
}

/** "Đáp án: 1B, 2C, 3A" on one line. */
function listedKeys(field: Field | null): Pair[] | null {
  const pairs = field?.field === 'key' ? pairsIn(textOfLine(field.value)) : null
  return pairs !== null && pairs.length >= 2 ? pairs : null
}

/** "Đáp án câu 3: B" names its question. */
function answerOfOne(text: string): Pair[] | null {
  const found = /^dap an (?:dung )?(?:cua )?cau (?:so )?(\d{1,4}[a-z]?)\s?(?::|la|-)\s?(?=\S)/.exec(plain(text))
  return found === null ? null : [{ number: found[1] ?? '', key: text.slice(found[0].length) }]
}

function lookAhead(tokens: readonly Token[]): void {
  let [options, body, nextLetter] = [false, false, '']
  let next: Token | null = null
  for (const token of [...tokens].reverse()) {
    Object.assign(token, { next, nextLetter })
    if (token.blank) continue
    next = token
    if (token.start !== null) {
      const inline = inlineOptions(token.line, token.start.text, nextLetter) !== null
      Object.assign(token, { options: options || inline, body: body || options || inline })
    }
    const roman = token.heading !== null && token.heading.roman > 0
    if (token.start !== null || (token.heading !== null && !roman) || token.answersHead || token.end || token.line.role === 'answers')
      [options, body, nextLetter] = [false, false, '']
    else if (roman) continue
    else if (token.field !== null) body = body || token.field.field === 'key'
    else if (token.option !== null) [options, nextLetter] = [true, token.option.letter]
    else if (token.signs.box) body = true
  }
}

/** What printing puts between lines: "Trang 2/4 - Mã đề 132". */
export const isPageLine = (text: string): boolean =>
  text.length <= 60 && /^(?:trang|page)\s?\d{1,3}(?:\s?\/\s?\d{1,3})?(?:\s?-?\s?ma de.{0,20})?$/.test(plain(text))

/** The start of a passage for several questions: "Đọc đoạn văn sau và trả lời câu 5 đến 7". */
export const isPassage = (text: string): boolean =>
  /^(?:hay )?(?:doc|dua vao|su dung|quan sat|xem|nghien cuu|can cu vao|read) .{0,80}(?:doan|bang|hinh|bieu do|thong tin|van ban|tinh huong|du lieu|passage|tra loi)|^cau (?:hoi )?(?:tu )?\d{1,4}\s?(?:-|den|toi)\s?(?:cau )?\d/.test(
    plain(text.slice(0, 200)),
  )

/** A line that reads as a heading though nothing numbers it: all capitals and short. */
export const looksLikeHeading = ({ text, line }: Pick<Token, 'text' | 'line'>): boolean =>
  text.length <= 150 && (isShouted(text) || line.role === 'heading') && !/[.?;,]$/.test(text)
