import { readNumber } from '../../domain/answer-text.ts'
import type { AcceptedAnswer } from '../../domain/question.ts'
import { cleanText } from '../clean-text.ts'
import { escapePart, splitCell } from './sheet-escapes.ts'

// Accepted answers in one cell: "Điện Biên | Dien Bien =50%" and "3,14 ± 0,01 | 3 =50%".

const SEPARATORS = '|;\n'
const CREDIT = /=\s*(\d{1,3}(?:[.,]\d{1,20})?(?:e-?\d{1,3})?)\s*%$/i

/** Words that count, each with its percent of the points after "=" where it is not all of them. */
export function readWordAnswers(cell: string): AcceptedAnswer[] {
  return parts(cell).map(({ text, credit }) => ({ text, tolerance: 0, credit }))
}

export function writeWordAnswers(answers: readonly AcceptedAnswer[]): string {
  return answers.map(({ text, credit }) => escapePart(text, SEPARATORS) + creditOf(credit, text)).join(' | ')
}

/** Numbers that count: "3,14", "3,14 ± 0,01", "100 ± 5%", "1..5"; `tolerance` is the one of those that tell none. */
export function readNumberAnswers(cell: string, tolerance: (value: number) => number): AcceptedAnswer[] {
  return parts(cell).map(({ text, credit }) => ({ ...numberOf(text, tolerance), credit }))
}

/** The cell of the answers and the cell of the tolerance that all of them share. */
export function writeNumberAnswers(answers: readonly AcceptedAnswer[]): { key: string; tolerance: string } {
  const shared = answers[0]?.tolerance ?? 0
  const alike = answers.every(({ tolerance }) => tolerance === shared)
  const own = (tolerance: number): string => (alike || tolerance === 0 ? '' : ` ± ${tolerance}`)
  return {
    key: answers.map(({ text, tolerance, credit }) => text + own(tolerance) + creditOf(credit, text)).join(' | '),
    tolerance: alike && shared !== 0 ? String(shared) : '',
  }
}

/** A tolerance as a number or as a percentage of the value; null when it is neither. */
export function readTolerance(written: string): ((value: number) => number) | null {
  const share = /^(.*)%$/su.exec(written.trim())?.[1]
  const amount = readNumber(share ?? written)
  if (amount === null || amount < 0) return null
  return share === undefined ? () => amount : (value) => rounded((Math.abs(value) * amount) / 100)
}

function parts(cell: string): { text: string; credit: number }[] {
  return splitCell(cell, SEPARATORS)
    .map(cleanText)
    .filter((part) => part !== '')
    .map((part) => {
      const credit = CREDIT.exec(part)
      return credit === null
        ? { text: part, credit: 100 }
        : { text: part.slice(0, credit.index).trim(), credit: Number((credit[1] ?? '').replace(',', '.')) }
    })
}

const creditOf = (credit: number, text: string): string => (credit === 100 && !CREDIT.test(text) ? '' : ` =${credit}%`)

function numberOf(written: string, tolerance: (value: number) => number): Omit<AcceptedAnswer, 'credit'> {
  const ends = written.split(/\.{2,3}|…|–|đến|to/u).map((end) => readNumber(end))
  const [low, high] = ends
  if (ends.length === 2 && typeof low === 'number' && typeof high === 'number' && low <= high) {
    return { text: String(rounded((low + high) / 2)), tolerance: rounded((high - low) / 2) }
  }
  const [value = '', margin, ...more] = written.split(/±|\+\/-|\+-/u).map((part) => part.trim())
  const own = margin === undefined || more.length > 0 ? null : readTolerance(margin)
  const text = own === null && margin !== undefined ? written : withoutPercent(value)
  return { text, tolerance: (own ?? tolerance)(readNumber(text) ?? 0) }
}

/** "50%" as the answer to "how many percent?". */
function withoutPercent(value: string): string {
  const number = value.replace(/\s*%$/u, '')
  return readNumber(number) === null ? value : number
}

/** Without the last bits of a binary fraction: 0.3, not 0.30000000000000004. */
const rounded = (value: number): number => Number(value.toPrecision(12))
