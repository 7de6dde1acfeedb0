import { fold } from '../../domain/names.ts'
import { cleanText } from '../clean-text.ts'
import type { Block, StemLine } from './pasted-blocks.ts'
import { isNextLetter } from './pasted-labels.ts'
import { textOfLine, type LineFault, type MarkedLine } from './pasted-line.ts'
import type { OptionPart } from './pasted-options.ts'

/** An option with its text, and what a sign beside it says: right, wrong, or nothing. */
export type Option = OptionPart & { text: string }

export const joined = (lines: readonly MarkedLine[]): string => cleanText(lines.map(textOfLine).join('\n'))

/** A mark of rightness or wrongness after an option's text; `weak` ones mean it only where every option has one. */
type EndSign = { at: number; right: boolean; weak: boolean }

const strongEnd =
  /(?:\s{0,3}[([]\s?(?:đúng|đáp án(?: đúng)?|true|correct|đ\.?a|\*|✓|✔|✅)\s?[)\]]|\s[([][xX][)\]]|\s{0,3}\*{1,3}|\s{0,3}[✓✔☑✅]|\s√|\s{1,3}(?:<-{1,2}|<=|←)\s?(?:đúng|đáp án)?)\s?\.?$/iu
const weakEnd = /\s{0,3}[([]\s?(đúng|sai|false|Đ|đ|S|s)\s?[)\]]\s?\.?$|\s(?:[-–→:]|=>)\s?(đúng|sai|Đ|S)\s?\.?$/u

export function endSign(text: string): EndSign | null {
  const tail = Math.max(0, text.length - 40)
  const end = text.slice(tail)
  const strong = strongEnd.exec(end)
  if (strong !== null && strong.index + tail > 0) return { at: strong.index + tail, right: true, weak: false }
  const weak = weakEnd.exec(end) ?? weakEnd.exec(end.toLowerCase())
  const word = fold(weak?.[1] ?? weak?.[2] ?? '')
  return weak === null ? null : { at: weak.index + tail, right: word.startsWith('d'), weak: true }
}

/** Options with their texts, signs taken off, and the indices that signs name: null when no sign sets options apart. */
export function readSigns(parts: readonly OptionPart[]): { options: Option[]; signed: number[] | null; statements: boolean } {
  const ends = parts.map(({ body }) => endSign(joined(body)))
  const rightAt = (index: number): boolean => parts[index]?.right === true || (ends[index]?.right === true && ends[index]?.weak === false)
  const strong = parts.flatMap((_, index) => (rightAt(index) ? [index] : []))
  const statements = parts.length > 0 && ends.every((end) => end !== null) && ends.some((end) => end?.weak)
  const right = statements ? parts.flatMap((_, index) => (ends[index]?.right === true ? [index] : [])) : strong
  const options = parts.map((part, index) => {
    const end = ends[index]
    const taken = end !== null && end !== undefined && (statements || !end.weak || (strong.length > 0 && !end.right))
    const text = joined(part.body)
    return { ...part, text: cleanText(taken ? text.slice(0, end.at) : text) }
  })
  const apart = right.length > 0 && right.length < parts.length
  return { options, signed: apart || statements ? right : null, statements: statements && parts.length >= 3 }
}

/** Options in letter order; `wrong` says why their letters cannot be trusted. */
export function inLetterOrder(parts: readonly OptionPart[]): { parts: OptionPart[]; wrong: string | null } {
  const sorted = [...parts].sort((a, b) => rank(a.letter) - rank(b.letter))
  const inOrder = sorted.every((part, index) => isNextLetter(sorted[index - 1]?.letter ?? '', part.letter))
  return inOrder ? { parts: sorted, wrong: null } : { parts: [...parts], wrong: parts.map(({ letter }) => letter).join(', ') }
}

const rank = (letter: string): number => (letter === 'Đ' ? 68.5 : letter.charCodeAt(0))

const part = (line: MarkedLine, index: number, right: boolean): OptionPart => ({
  letter: String.fromCharCode(65 + index),
  label: [],
  body: [line],
  right,
  lower: false,
  delimiter: '.',
})

/** Lines at the end of a stem that a key may show to be options without letters: a list, or the lines below the question. */
export function unlabelledOptions({
  stem,
}: Block): { rest: StemLine[]; parts: OptionPart[]; numbered: boolean; boxes: boolean; listed: boolean } | null {
  const listFrom = stem.findLastIndex(({ item }) => item === null) + 1
  const numbered = stem[listFrom]?.item === 1
  const listed = stem.slice(listFrom)
  if (listed.length >= 2 && listFrom > 0 && listed.length <= 12) {
    const parts = listed.map(({ text, right }, index) => part(text, index, right))
    return { rest: stem.slice(0, listFrom), parts, numbered, boxes: listed.some(({ box }) => box), listed: true }
  }
  const ended = stem.findLastIndex(({ line }) => /[?:…]\s*$/u.test(textOfLine(line)))
  const asked = ended === -1 && stem.length >= 3 ? 0 : ended
  const below = stem.slice(asked + 1)
  if (asked === -1 || below.length < 2 || below.length > 8) return null
  return {
    rest: stem.slice(0, asked + 1),
    parts: below.map(({ line, right, text }, index) => part(right ? text : line, index, right)),
    numbered: false,
    boxes: false,
    listed: below.some(({ right }) => right),
  }
}

/** Faults of the lines that make up a question, such as a picture that cannot be shown. */
export function faultsOf({ stem, options, fields }: Block): { line: number; fault: LineFault }[] {
  const lines = [...stem.map(({ line }) => line), ...options.flatMap(({ body }) => body), ...fields.flatMap((field) => field.lines)]
  return lines.flatMap(({ line, faults }) => faults.map((fault) => ({ line, fault })))
}

/** A stem without "(0,5 điểm)" at its end. */
export function withoutPoints(stem: string): { stem: string; points: boolean } {
  const end = /\s{0,3}[([]\s?\d{1,3}(?:[.,]\d{1,3})?\s?(?:điểm|đ|points?)\s?[)\]]\s?[.:]?$/iu.exec(stem.slice(-40))
  return end === null ? { stem, points: false } : { stem: stem.slice(0, Math.max(0, stem.length - end[0].length)).trim(), points: true }
}

/** A stem without "(Đúng/Sai)" at its end, and whether it asks for right or wrong. */
export function truthStem(stem: string): { stem: string; asks: boolean } {
  const bracket = /\s{0,3}[([]\s?(?:đúng|đ)\s?(?:\/|hay|hoặc|-|,)\s?(?:sai|s)\s?[)\]]\s?[.?:]?$/iu.exec(stem)
  if (bracket !== null && bracket.index > 0) return { stem: stem.slice(0, bracket.index).trim(), asks: true }
  const lastBreak = stem.lastIndexOf('\n')
  if (lastBreak > 0 && ['dung sai', 'dung hay sai'].includes(fold(stem.slice(lastBreak))))
    return { stem: stem.slice(0, lastBreak).trim(), asks: true }
  return { stem, asks: /(?:đúng hay sai|đúng hoặc sai|đúng\s?\/\s?sai)\s?[.?:]?$/iu.test(stem) }
}
