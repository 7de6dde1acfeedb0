import type { QuestionKind } from '@hoithi/shared/contracts/rules'
import { fold } from '../domain/names.ts'
import type { QuestionStatus } from '../domain/question.ts'

/** Words for a value; the first one is what an exported file says. Compared without accents, case and punctuation. */
export type Words<Value extends string> = Record<Value, readonly [string, ...string[]]>

export const kindWords = {
  single: ['Một lựa chọn', 'single', 'một đáp án', 'chọn một', 'trắc nghiệm một lựa chọn', 'single choice'],
  multiple: ['Nhiều lựa chọn', 'multiple', 'nhiều đáp án', 'chọn nhiều', 'trắc nghiệm nhiều lựa chọn', 'multiple choice'],
  trueFalse: ['Đúng/Sai', 'true_false', 'trueFalse', 'đúng hoặc sai', 'đúng hay sai'],
} as const satisfies Words<QuestionKind>

export const statusWords = {
  draft: ['Bản nháp', 'draft', 'nháp'],
  ready: ['Sẵn sàng', 'ready', 'dùng', 'đang dùng'],
  retired: ['Ngừng dùng', 'retired', 'không dùng', 'đã ngừng'],
} as const satisfies Words<QuestionStatus>

export const answerWords = {
  yes: ['Có', 'true', 'yes', 'x', '1'],
  no: ['Không', 'false', 'no', '0'],
} as const satisfies Words<'yes' | 'no'>

/** The value that a word stands for; null when it stands for none. */
export function valueOf<Value extends string>(words: Words<Value>, written: string): Value | null {
  const folded = fold(written)
  for (const value in words) if (words[value].some((word) => fold(word) === folded)) return value
  return null
}

/** The kind of a question that does not name it: several right options, the pair Đúng/Sai, or one of several. */
export function derivedKind(options: readonly string[], correct: readonly number[]): QuestionKind {
  if (correct.length > 1) return 'multiple'
  const pair = options.map(fold).sort().join(' ')
  return pair === 'dung sai' || pair === 'false true' ? 'trueFalse' : 'single'
}

export const optionLetters = ['A', 'B', 'C', 'D', 'E', 'F'] as const

/** Right options as written in a cell: "B", "A,C", "A; C", "AC", "A và C", or an option's own words; null when it cannot be read. */
export function readKey(written: string, options: readonly string[]): number[] | null {
  if (written === '') return []
  const letters = written.toUpperCase().replace(/VÀ|AND|[\s,;.&+/]+/gu, '')
  if (/^[A-F]{1,6}$/.test(letters)) {
    return [...letters].map((letter) => letter.charCodeAt(0) - 65)
  }
  const named = options.findIndex((option) => option !== '' && fold(option) === fold(written))
  return named === -1 ? null : [named]
}

export function writeKey(correct: readonly number[]): string {
  return correct.map((index) => optionLetters[index]).join(',')
}
