import type { AcceptedAnswer } from '../../domain/question.ts'
import { cleanLine } from '../clean-text.ts'

const MAX_SHORT = 200

/** A number as Vietnamese write it, as a plain decimal; `guessed` where a dot or comma could also part thousands. Null for anything else. */
function plainNumber(written: string): { text: string; guessed: boolean } | null {
  const text = written.replace(/−/gu, '-').replace(/\.$/, '').trim()
  if (/^[+-]?(?:0|[1-9]\d{0,14})$/.test(text)) return { text, guessed: false }
  if (/^[+-]?[1-9]\d{0,2}(?:\.\d{3}){1,4}(?:,\d{1,6})?$/.test(text)) {
    return { text: text.replace(/\./g, '').replace(',', '.'), guessed: !text.includes(',') }
  }
  if (!/^[+-]?\d{1,15}[.,]\d{1,10}$/.test(text)) return null
  return { text: text.replace(',', '.'), guessed: /^[+-]?[1-9]\d{0,2},\d{3}$/.test(text) }
}

/** What a question without options accepts: words or numbers, "|" between several; null when it is an essay's model answer. */
export function acceptedAnswers(keys: readonly string[]): { kind: 'shortText' | 'number'; answers: AcceptedAnswer[]; guessed: boolean } | null {
  const texts = keys
    .flatMap((key) => key.split('|'))
    .map(cleanLine)
    .filter((text) => text !== '')
  if (texts.length === 0 || keys.some((key) => key.includes('\n')) || texts.some((text) => text.length > MAX_SHORT)) return null
  const numbers = texts.map(plainNumber)
  if (numbers.every((number) => number !== null)) {
    const answers = numbers.map((number) => ({ text: number?.text ?? '', tolerance: 0, credit: 100 }))
    return { kind: 'number', answers, guessed: numbers.some((number) => number?.guessed === true) }
  }
  const words = [...new Set(texts.map((text) => text.replace(/(?<=[^.])\.$/u, '')))]
  return { kind: 'shortText', answers: words.map((text) => ({ text, tolerance: 0, credit: 100 })), guessed: false }
}
