import type { ImportIssue } from '@hoithi/shared/contracts/imports'
import type { QuestionKind } from '@hoithi/shared/contracts/rules'
import { readNumber } from '../../domain/answer-text.ts'
import type { AcceptedAnswer, QuestionDraft } from '../../domain/question.ts'
import { restore } from './gift-escapes.ts'
import type { GiftFormat, GiftNotes, GiftTexts } from './gift-text.ts'
import { choiceKey } from './gift-weights.ts'
import { issueAt } from '../import-issues.ts'

/** What stands in a question's braces: its kind's fields, and what is said to those who choose right and wrong. */
export type GiftAnswer = { fields: Partial<QuestionDraft> & { kind: QuestionKind }; right: string[]; other: string[]; errors: ImportIssue[] }

type Given = { answer: string; line: number; format: GiftFormat; texts: GiftTexts; notes: GiftNotes }
type Piece = { sign: '' | '=' | '~'; text: string; line: number }

/** The protected, non-empty text between a question's braces, told apart in the order of Moodle's importer. */
export function readAnswer(given: Given): GiftAnswer {
  const { answer } = given
  if (answer.startsWith('#')) return numeric(given)
  if (/^>\s*\d+\b[^\n]*\n/.test(answer)) return ordering(given)
  if (answer.includes('~')) return choice(given)
  if (answer.includes('=') && answer.includes('->')) return matching(given)
  if (/^(?:t|true|f|false)\s*(?:#|$)/i.test(answer)) return trueFalse(given)
  return shortText(given)
}

/** Far more than any question may have: the rules refuse it, and a hostile file stays small. */
const MAX_PIECES = 500

/** Answers by the sign in front of each; words before the first sign are an answer too. */
function pieces(answer: string, line: number): Piece[] {
  const found: Piece[] = []
  let at = line
  for (const [part] of answer.matchAll(/^[^=~]+|[=~][^=~]*/g)) {
    const sign = part[0] === '=' || part[0] === '~' ? part[0] : ''
    // "~=" is one right answer, not an empty wrong one before it.
    if (sign === '=' && found.at(-1)?.sign === '~' && found.at(-1)?.text === '') found.pop()
    const body = part.slice(sign.length)
    found.push({ sign, text: body.trim(), line: at + breaks(body.slice(0, body.length - body.trimStart().length)) })
    at += breaks(part)
    if (found.length === MAX_PIECES) break
  }
  return found
}

const breaks = (text: string): number => text.match(/\n/g)?.length ?? 0

/** "%-33,33% words # feedback"; the weight is null when there is none. */
function weighed({ text }: Piece): { weight: number | null; words: string; feedback: string } {
  const found = /^%\s*([-−–]?)\s*(\d{1,3}(?:[.,]\d{0,12})?)\s*%/.exec(text)
  const weight = found === null ? null : Number((found[2] ?? '').replace(',', '.')) * (found[1] === '' ? 1 : -1)
  const [words = '', ...feedback] = text.slice(found?.[0].length ?? 0).split('#')
  return { weight: weight === 0 ? 0 : weight, words: words.trim(), feedback: feedback.join('#').trim() }
}

function choice({ answer, line, format, texts, notes }: Given): GiftAnswer {
  const read = pieces(answer, line).map((piece) => ({ ...weighed(piece), sign: piece.sign }))
  const marked = read.filter(({ sign }) => sign === '=')
  // Moodle takes "=%50%" for a full mark; files that share the mark between several "=" mean several right options.
  const shared = marked.length > 1 && marked.every(({ weight }) => weight !== null && weight < 100)
  const kind = marked.length === 0 || shared ? 'multiple' : 'single'
  const { correct, credits, loss } = choiceKey(
    kind,
    read.map(({ sign, weight }) => weight ?? (sign === '=' ? 100 : 0)),
  )
  if (loss !== null) notes.losses.add(loss)
  const feedback = read.map((piece) => texts.text(piece.feedback, format))
  return {
    fields: { kind, options: read.map(({ words }) => texts.text(words, format)), correct, credits },
    right: feedback.filter((_, index) => correct.includes(index)),
    other: feedback.filter((_, index) => !correct.includes(index)),
    errors: [],
  }
}

/** The first feedback is for those who are wrong, the second for those who are right. */
function trueFalse({ answer, format, texts }: Given): GiftAnswer {
  const [word = '', wrong = '', ...right] = answer.split('#')
  return {
    fields: { kind: 'trueFalse', options: ['Đúng', 'Sai'], correct: [/^t/i.test(word) ? 0 : 1] },
    right: [texts.text(right.join('#'), format)],
    other: [texts.text(wrong, format)],
    errors: [],
  }
}

function shortText({ answer, line, format, texts }: Given): GiftAnswer {
  const read = pieces(answer, line).map(weighed)
  const answers = read.map(({ weight, words }) => ({ text: texts.typed(words), tolerance: 0, credit: weight ?? 100 }))
  return typedAnswer(
    'shortText',
    answers,
    read.map(({ feedback }) => texts.text(feedback, format)),
  )
}

function numeric({ answer, line, format, texts }: Given): GiftAnswer {
  const [values = '', ...wrong] = answer.slice(1).split('~')
  const read = pieces(values, line)
    .map(weighed)
    .filter(({ words }, index) => words !== '' || index > 0)
  const answers = read.map(({ weight, words }) => ({ ...numberAnswer(texts.typed(words)), credit: weight ?? 100 }))
  const { fields, right, other, errors } = typedAnswer(
    'number',
    answers,
    read.map(({ feedback }) => texts.text(feedback, format)),
  )
  return { fields, right, other: [...other, texts.text(wrong.join('~').replace(/^[^#]*#?/, ''), format)], errors }
}

/** Answers that earn nothing are only there for their feedback. */
function typedAnswer(kind: 'shortText' | 'number', answers: readonly AcceptedAnswer[], feedback: readonly string[]): GiftAnswer {
  return {
    fields: { kind, answers: answers.filter(({ credit }) => credit > 0) },
    right: feedback.filter((_, index) => answers[index]?.credit === 100),
    other: feedback.filter((_, index) => answers[index]?.credit !== 100),
    errors: [],
  }
}

/** "3:0.5" with its margin, "1..5" from lowest to highest, or a number alone. */
function numberAnswer(written: string): Pick<AcceptedAnswer, 'text' | 'tolerance'> {
  const [low = '', high] = written.split('..')
  const [from, to] = [readNumber(low), readNumber(high ?? '')]
  if (from !== null && to !== null) {
    return { text: decimal(String(Number(((from + to) / 2).toPrecision(15)))), tolerance: Number((Math.abs(to - from) / 2).toPrecision(12)) }
  }
  const [value = '', margin] = written.split(':')
  return { text: decimal(value), tolerance: margin === undefined || margin.trim() === '' ? 0 : (readNumber(margin) ?? Number.NaN) }
}

/** A number with a decimal point, however it is written; words stay as they are, for the rules to refuse. */
function decimal(written: string): string {
  return readNumber(written) === null ? written.trim() : written.replace(/\s/gu, '').replace('−', '-').replace(',', '.')
}

/** "=left -> right"; with nothing on the left it is one more option to choose from. */
function matching({ answer, line, format, texts }: Given): GiftAnswer {
  const [prompts, options, correct, errors]: [string[], string[], number[], ImportIssue[]] = [[], [], [], []]
  const optionOf = (written: string): number => {
    // Moodle names no format on the right, and keeps no more of it than words.
    const text = texts.text(`[${format === 'plain' ? 'plain' : 'moodle'}]${written}`, format)
    return options.includes(text) ? options.indexOf(text) : options.push(text) - 1
  }
  for (const { text, line: at } of pieces(answer, line)) {
    const arrow = text.indexOf('->')
    if (arrow === -1)
      errors.push(issueAt(at, 'prompts', 'pair-unreadable', `Cặp “${restore(text).slice(0, 40)}” thiếu dấu ->. Hãy ghi dạng =vế trái -> vế phải.`))
    else {
      const option = optionOf(text.slice(arrow + 2))
      const prompt = texts.text(text.slice(0, arrow), format)
      if (prompt !== '') correct[prompts.push(prompt) - 1] = option
    }
  }
  return { fields: { kind: 'matching', prompts, options, correct }, right: [], other: [], errors }
}

const ORDERING_WORD =
  /^(?:\d+|ALL|EXACT|RANDOM|REL|CONTIG(?:UOUS)?|H|HORI(?:ZONTAL)?|V|VERT(?:ICAL)?|ALL_OR_NOTHING|ABS(?:OLUTE)?(?:_POSITION)?|RELATIVE\w*|LONGEST_\w+|SHOW|HIDE|TRUE|FALSE|YES|NO|none|abc|ABCD|123|iii|IIII)$/

/** Moodle's ordering questions: settings in the first line, then an item a line in the right order. */
function ordering({ answer, format, texts }: Given): GiftAnswer {
  const [head = '', ...items] = answer.slice(1).trim().split('\n')
  const words = head.split(/\s+/)
  const first = words.slice(words.findIndex((word) => !ORDERING_WORD.test(word))).join(' ')
  const named = words.every((word) => ORDERING_WORD.test(word)) ? [] : [first]
  const options = [...named, ...items]
    .slice(0, MAX_PIECES)
    .map((item) => texts.text(item, format))
    .filter((item) => item !== '')
  return { fields: { kind: 'ordering', options, correct: options.map((_, index) => index) }, right: [], other: [], errors: [] }
}
