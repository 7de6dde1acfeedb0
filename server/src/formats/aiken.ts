import type { ImportIssue } from '@hoithi/shared/contracts/imports'
import { fold } from '../domain/names.ts'
import { blankQuestion, type QuestionDraft } from '../domain/question.ts'
import { cleanText } from './clean-text.ts'
import { MAX_RECORDS, issueAt, tooManyRecords } from './import-issues.ts'
import { nothingRead, type ReadFile, type ReadQuestion } from './read-questions.ts'
import { readFeedback } from './side-notes.ts'

type Line = { at: number; text: string }
type Option = { letter: string; lines: Line[] }
type Open = { stem: Line[]; sentence: boolean; options: Option[] }

const KEY = /^(?:(?:correct\s+)?answers?|đáp\s*án(?:\s+đúng)?|dap\s*an)\s*[:：]\s*(.*)$/iu
const KEY_WITHOUT_COLON = /^ANSWER\s+([A-Z])$/
const EXPLANATION = /^(?:feedback|explanation|giải\s*thích)\s*[:：]\s*(.*)$/iu
/** A sentence goes on in the next paragraph; a line that ends in no such sign is a heading. */
const SENTENCE = /[.?!:,;…"”]$/u
/** Far more than any question may have: the rules refuse it, and a hostile file stays small. */
const MAX_OPTIONS_READ = 500

/**
 * Questions of an Aiken file: stem, lettered options, "ANSWER: B" (docs.moodle.org, "Aiken format").
 * Also read: stems and options of several lines, small letters, "Đáp án:", several right letters, an explanation after the answer.
 */
export function readAiken(text: string): ReadFile {
  const file = nothingRead()
  const reader = questionReader(file)
  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n?|\n/)
    .entries()) {
    reader.take({ at: index + 1, text: raw.trim() })
    if (file.questions.length + file.skipped.length + file.errors.length > MAX_RECORDS) return { ...nothingRead(), errors: [tooManyRecords()] }
  }
  reader.close(null)
  return file
}

/** Takes line after line and puts every question to the file as soon as it ends. */
function questionReader(file: ReadFile) {
  let open: Open | null = null
  let asked: QuestionDraft | null = null
  let afterBlank = false
  /** The question ends, with its key or without. */
  const close = (key: Line | null): void => {
    const ended = open
    open = null
    asked = null
    if (ended === null) {
      if (key !== null) file.errors.push(keyAlone(key.at))
    } else if (ended.options.length === 0 && key === null) file.skipped.push({ line: lineOf(ended), type: 'text', reason: LOOSE })
    else {
      const question = questionOf(ended, key)
      file.questions.push(question)
      asked = question.draft
    }
  }
  const takeOption = ({ at }: Line, { letter, words }: { letter: string; words: string }): void => {
    const last = open?.options.at(-1)
    if (letter === 'A' && open !== null && last !== undefined) {
      // "A. Lincoln was born in …" was a stem; otherwise the question before lacks its answer, and its last lines are this one's stem.
      const wasStem = open.stem.length === 0 && open.options.length === 1
      const stem = wasStem ? spelled(last) : last.lines.splice(1)
      if (!wasStem) close(null)
      open = { stem, sentence: true, options: [] }
    }
    open ??= { stem: [], sentence: false, options: [] }
    if (open.options.length < MAX_OPTIONS_READ) open.options.push({ letter, lines: [{ at, text: words }] })
  }
  const takeWords = (line: Line): void => {
    if (afterBlank && open !== null && (open.options.length > 0 || !open.sentence)) close(null)
    open ??= { stem: [], sentence: false, options: [] }
    open.sentence ||= SENTENCE.test(line.text)
    ;(open.options.at(-1)?.lines ?? open.stem).push(line)
  }
  const take = (line: Line): void => {
    const key = KEY.exec(line.text)?.[1] ?? KEY_WITHOUT_COLON.exec(line.text)?.[1]
    const option = optionOf(line.text, open)
    const remark = open === null && asked !== null ? EXPLANATION.exec(line.text)?.[1] : undefined
    if (key !== undefined) close({ at: line.at, text: key.trim() })
    else if (remark !== undefined && asked !== null) Object.assign(asked, readFeedback(remark))
    else if (option !== null) takeOption(line, option)
    else if (line.text !== '') takeWords(line)
    afterBlank = line.text === ''
  }
  return { take, close }
}

const LOOSE = 'Đoạn chữ không có phương án A, B… nên không phải là câu hỏi.'

const spelled = ({ letter, lines }: Option): Line[] => lines.map((line, index) => (index === 0 ? { ...line, text: `${letter}. ${line.text}` } : line))

/** An option as "A. words", "B) words" or "c) words": the next letter, the first one again, or a later capital among the options. */
function optionOf(text: string, open: Open | null): { letter: string; words: string } | null {
  const found = /^([A-Za-z])[.)](\s*)(.*)$/u.exec(text)
  if (found === null) return null
  const [, sign = '', space = '', words = ''] = found
  const letter = sign.toUpperCase()
  const last = open?.options.at(-1)?.letter
  const expected = letter === 'A' || (last !== undefined && letter.charCodeAt(0) === last.charCodeAt(0) + 1)
  const spaced = space !== '' || words === ''
  const capital = sign === letter
  return (expected && (capital || spaced)) || (last !== undefined && capital && spaced) ? { letter, words } : null
}

const lineOf = ({ stem, options }: Open): number => stem[0]?.at ?? options[0]?.lines[0]?.at ?? 1

const joined = (lines: readonly Line[]): string => cleanText(lines.map(({ text }) => text).join('\n'))

function questionOf(open: Open, key: Line | null): ReadQuestion {
  const line = lineOf(open)
  const options = open.options.map(({ lines }) => joined(lines))
  const { correct, error } = readKey(open.options, options, key ?? { at: line, text: '' })
  const errors: ImportIssue[] = error === null ? [] : [error]
  if (open.stem.length === 0) {
    errors.unshift(
      issueAt(line, 'stem', 'option-before-stem', 'Phương án đứng trước câu hỏi. Hãy ghi nội dung câu hỏi ở dòng ngay trên phương án A.'),
    )
  }
  const kind = correct.length > 1 ? 'multiple' : 'single'
  return { line, draft: { ...blankQuestion(), kind, stem: joined(open.stem), options, correct }, errors }
}

function keyAlone(line: number): ImportIssue {
  return issueAt(line, 'correct', 'answer-alone', 'Dòng đáp án không đứng sau câu hỏi nào. Hãy ghi câu hỏi và các phương án phía trên.')
}

/** "B", "b.", "A, C", "A và C", "B) words", or an option's own words, as places among the options. */
function readKey(options: readonly Option[], texts: readonly string[], { at, text }: Line): { correct: number[]; error: ImportIssue | null } {
  const failed = (code: string, message: string) => ({ correct: [], error: issueAt(at, 'correct', code, message) })
  if (text === '') return failed('answer-missing', 'Câu này không có đáp án. Hãy thêm dòng ANSWER: và chữ cái của phương án đúng.')
  const letters = keyLetters(text)
  const places = letters.map((letter) => options.flatMap((option, index) => (option.letter === letter ? [index] : [])))
  const named = texts.findIndex((option) => fold(option) !== '' && fold(option) === fold(text))
  const outside = letters.find((_, index) => places[index]?.length === 0)
  if (letters.length === 0 || (outside !== undefined && named !== -1)) {
    if (named !== -1) return { correct: [named], error: null }
    return failed('key-unreadable', `Không đọc được đáp án “${cleanText(text).slice(0, 40)}”. Hãy ghi chữ cái của phương án đúng, ví dụ B hoặc A, C.`)
  }
  if (outside !== undefined) return failed('key-outside', `Đáp án ${outside} không có trong các phương án. Hãy kiểm tra lại chữ cái.`)
  if (places.some(({ length }) => length > 1))
    return failed('letter-twice', 'Chữ cái của đáp án đứng trước hai phương án. Hãy đánh lại chữ cái A, B, C…')
  return { correct: [...new Set(places.flat())].sort((a, b) => a - b), error: null }
}

/** The letters that a key names, in capitals; none when it is words. */
function keyLetters(text: string): string[] {
  const alone = /^([A-Za-z])(?:[.)]?$|[.)]\s)/u.exec(text)
  if (alone !== null) return [(alone[1] ?? '').toUpperCase()]
  const parts = text
    .slice(0, 200)
    .split(/[\s,;.&+/()]+/u)
    .filter((part) => !/^(?:|và|and)$/iu.test(part))
  const signs = parts.length === 1 && /^[A-Z]{2,12}$/.test(parts[0] ?? '') ? [...(parts[0] ?? '')] : parts
  return signs.every((sign) => /^[A-Za-z]$/.test(sign)) ? signs.map((sign) => sign.toUpperCase()) : []
}
