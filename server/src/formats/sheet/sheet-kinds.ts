import type { QuestionKind } from '@hoithi/shared/contracts/rules'
import { readNumber } from '../../domain/answer-text.ts'
import type { QuestionDraft } from '../../domain/question.ts'
import { readNumberAnswers, readTolerance, readWordAnswers } from './accepted-cell.ts'
import { cleanText } from '../clean-text.ts'
import { optionLetters, readKey, readOrder } from './option-key.ts'
import type { QuestionField } from './question-columns.ts'
import { readTruth } from '../question-values.ts'
import { readPair } from './sheet-escapes.ts'
import type { TableRow } from './sheet-table.ts'

type Fields = Partial<QuestionDraft>
type Given = { row: TableRow<QuestionField>; options: string[]; report: (field: string, code: string, message: string) => void }

const keyOf = ({ row }: Given): string => cleanText(row.cell('correct'))
const ascending = (indices: readonly number[]): number[] => [...indices].sort((a, b) => a - b)

/** What a row says of the fields that its kind uses. */
export function readKindFields(kind: QuestionKind, given: Given): Fields {
  return readers[kind](given)
}

function chosen(given: Given, kind: 'single' | 'multiple' | 'trueFalse', options: string[], key = keyOf(given)): Fields {
  const { row, report } = given
  const credits = readCredits(row.plain('credits'), options.length)
  if (credits === null) {
    report(
      'credits',
      'credits-unreadable',
      'Cột Tỷ lệ điểm ghi một số cho mỗi phương án, cách nhau bằng dấu chấm phẩy, ví dụ 100;50;0;-50. Hãy sửa lại.',
    )
  }
  const weights = credits ?? []
  if (key === '' && weights.length > 0) return { options, credits: weights, correct: rightByWeight(kind, weights) }
  const correct = readKey(key, options) ?? readKey(row.plain('correct'), options)
  if (correct === null) report('correct', 'key-unreadable', 'Không đọc được đáp án. Hãy ghi chữ cái của phương án đúng, ví dụ B hoặc A,C.')
  return { options, credits: weights, correct: ascending(correct ?? []) }
}

function rightByWeight(kind: QuestionKind, weights: readonly number[]): number[] {
  const most = Math.max(...weights)
  return weights.flatMap((weight, index) => (weight > 0 && (kind === 'multiple' || weight === most) ? [index] : []))
}

/** The options may be left out, and the key may say Đúng or Sai, True or False, T or F. */
function trueFalse(given: Given): Fields {
  const options = given.options.length === 0 ? ['Đúng', 'Sai'] : given.options
  const key = keyOf(given)
  const read = readKey(key, options)
  const truth = readTruth(key)
  const named = truth === null ? -1 : options.findIndex((option) => readTruth(option) === truth)
  const clear = read !== null && read.every((index) => index < options.length)
  return chosen(given, 'trueFalse', options, clear || named === -1 ? key : optionLetters[named])
}

/** Percents of the options as "100;50;0;-50"; with commas where they can only part the numbers. Null when they cannot be read. */
function readCredits(written: string, count: number): number[] | null {
  if (written === '') return []
  const commas = !/[;|\n]/.test(written) && written.split(',').length === count
  const values = written.split(commas ? ',' : /[;|\n]/).map((part) => readNumber(part.replace(/%\s*$/u, '')))
  const known = values.filter((value) => value !== null)
  return known.length === values.length ? known : null
}

/** Accepted answers stand in the key, or each in an option's cell. */
function accepted(given: Given, key: string, read: (cell: string) => QuestionDraft['answers']): Fields {
  const { options, report } = given
  if (key === '') return { answers: options.filter((option) => option !== '').flatMap(read) }
  if (options.length > 0) {
    report('options', 'options-unused', 'Câu loại này lấy đáp án ở cột Đáp án, không có phương án. Hãy xoá các phương án hoặc đổi loại câu.')
  }
  return { answers: read(key) }
}

function words(given: Given): Fields {
  return accepted(given, keyOf(given), readWordAnswers)
}

function numbers(given: Given): Fields {
  const { row, report } = given
  const shown = row.cell('tolerance')
  const tolerance = shown === '' ? () => 0 : readTolerance(shown.trimEnd().endsWith('%') ? shown : row.plain('tolerance'))
  if (tolerance === null) report('answers', 'tolerance-unreadable', 'Sai số phải là số không âm, ví dụ 0,01 hoặc 5%. Hãy sửa lại hoặc để trống.')
  return accepted(given, cleanText(row.plain('correct')), (cell) => readNumberAnswers(cell, tolerance ?? (() => 0)))
}

function ordered(given: Given): Fields {
  const { options, report } = given
  const places = options.map((_, index) => index)
  const key = keyOf(given)
  const order = key === '' ? places : readOrder(key, options)
  if (order === null) {
    report(
      'correct',
      'order-unreadable',
      'Không đọc được thứ tự đúng. Hãy ghi đủ các chữ cái, mỗi chữ một lần, ví dụ B,C,A; để trống nếu các mục đã đúng thứ tự.',
    )
  }
  return { options: (order ?? places).map((index) => options[index] ?? ''), correct: places }
}

/** Pairs in the option cells, "= right" alone being a right side more; the key may give another order of the right sides. */
function paired(given: Given): Fields {
  const prompts: string[] = []
  const correct: number[] = []
  const rights: string[] = []
  const cells: number[] = []
  for (const { pair, cell } of pairsOf(given)) {
    if (!rights.includes(pair.right)) {
      rights.push(pair.right)
      cells.push(cell)
    }
    if (pair.left === '') continue
    prompts.push(pair.left)
    correct.push(rights.indexOf(pair.right))
  }
  const order = rightOrder(keyOf(given), cells)
  if (order === null) {
    given.report('correct', 'key-unreadable', 'Câu ghép cặp không cần đáp án: hãy ghi các cặp đúng ở cột phương án và để trống cột Đáp án.')
    return { prompts, options: rights, correct }
  }
  return { prompts, options: order.map((place) => rights[place] ?? ''), correct: correct.map((place) => order.indexOf(place)) }
}

function pairsOf({ options, report }: Given): { pair: { left: string; right: string }; cell: number }[] {
  return options.flatMap((text, cell) => {
    if (text === '') return []
    const pair = readPair(text)
    if (pair !== null && pair.right !== '') return [{ pair, cell }]
    report(
      'correct',
      'pair-unreadable',
      `Phương án ${optionLetters[cell] ?? ''} không phải là một cặp. Hãy ghi “vế trái = vế phải”, hoặc “= vế phải” cho vế thừa.`,
    )
    return []
  })
}

/** Places of the right sides in the order that the letters of their cells give. */
function rightOrder(key: string, cells: readonly number[]): number[] | null {
  if (key === '') return cells.map((_, place) => place)
  const letters = key.split(/[\s,;]+/u).filter((letter) => letter !== '')
  const order = letters.map((letter) => cells.indexOf(optionLetters.findIndex((name) => name === letter.toUpperCase())))
  return order.length === cells.length && new Set(order).size === order.length && !order.includes(-1) ? order : null
}

const readers = {
  single: (given) => chosen(given, 'single', given.options),
  multiple: (given) => chosen(given, 'multiple', given.options),
  trueFalse,
  shortText: words,
  number: numbers,
  ordering: ordered,
  matching: paired,
} satisfies Record<QuestionKind, (given: Given) => Fields>
