import type { QuestionKind } from '@hoithi/shared/contracts/rules'
import { fold } from '../domain/names.ts'
import type { QuestionStatus } from '../domain/question.ts'

/** Words for a value; the first one is what an exported file says. Compared without accents, case and punctuation. */
export type Words<Value extends string> = Record<Value, readonly [string, ...string[]]>

export const kindWords = {
  single: ['Một lựa chọn', 'single', 'một đáp án', 'chọn một', 'một phương án', 'trắc nghiệm một lựa chọn', 'single choice', 'one choice'],
  multiple: [
    ...(['Nhiều lựa chọn', 'multiple', 'nhiều đáp án', 'chọn nhiều', 'nhiều phương án', 'trắc nghiệm nhiều lựa chọn', 'multiple choice'] as const),
    ...['multiple answer', 'multiple answers', 'multiple response', 'multiple select', 'multi select', 'checkbox', 'checkboxes'],
  ],
  trueFalse: ['Đúng/Sai', 'true_false', 'trueFalse', 'đúng hoặc sai', 'đúng hay sai', 'true or false', 'tf'],
  shortText: [
    ...(['Trả lời ngắn', 'short_text', 'shortText', 'điền từ', 'điền khuyết', 'điền vào chỗ trống', 'điền chỗ trống', 'short answer'] as const),
    ...['shortanswer', 'fill in the blank', 'fill in the blanks', 'text entry', 'text'],
  ],
  number: ['Số', 'number', 'điền số', 'trả lời bằng số', 'numeric', 'numerical', 'numeric entry'],
  ordering: ['Sắp thứ tự', 'ordering', 'sắp xếp', 'order', 'sắp xếp thứ tự', 'thứ tự', 'reorder', 'sequence', 'sequencing'],
  matching: ['Ghép cặp', 'matching', 'ghép đôi', 'ghép nối', 'nối cột', 'nối cặp', 'nối', 'match'],
} as const satisfies Words<QuestionKind>

export const statusWords = {
  draft: ['Bản nháp', 'draft', 'nháp'],
  reviewed: ['Đã duyệt', 'reviewed', 'duyệt'],
  ready: ['Sẵn sàng', 'ready', 'dùng', 'đang dùng'],
  retired: ['Ngừng dùng', 'retired', 'không dùng', 'đã ngừng'],
} as const satisfies Words<QuestionStatus>

export const answerWords = {
  yes: ['Có', 'true', 'yes', 'x', '1'],
  no: ['Không', 'false', 'no', '0'],
} as const satisfies Words<'yes' | 'no'>

/** Levels of difficulty as Vietnamese schools name them. */
const difficultyWords = {
  1: ['Dễ', 'rất dễ', 'nhận biết', 'nb', 'biết', 'cơ bản', 'easy', 'very easy'],
  2: ['Khá dễ', 'thông hiểu', 'th', 'hiểu'],
  3: ['Trung bình', 'tb', 'vừa', 'medium', 'normal'],
  4: ['Khá khó', 'khá', 'vận dụng', 'vận dụng thấp', 'vd', 'vdt'],
  5: ['Khó', 'rất khó', 'vận dụng cao', 'vdc', 'nâng cao', 'hard', 'difficult', 'very hard'],
} as const satisfies Words<'1' | '2' | '3' | '4' | '5'>

/** What a question of true or false may say in its key. */
const truthWords = {
  true: ['Đúng', 'đ', 'true', 't', 'yes', 'y', 'có', 'right', 'correct'],
  false: ['Sai', 's', 'false', 'f', 'no', 'n', 'không', 'wrong', 'incorrect', '0'],
} as const satisfies Words<'true' | 'false'>

/** Folded words of each list, made once: a large file asks for them a hundred thousand times. */
const foldedWords = new WeakMap<object, ReadonlyMap<string, string>>()

function folded(words: Words<string>): ReadonlyMap<string, string> {
  const known = foldedWords.get(words) ?? new Map(Object.entries(words).flatMap(([value, all]) => all.map((word) => [fold(word), value])))
  foldedWords.set(words, known)
  return known
}

/** The value that a word stands for; null when it stands for none. */
export function valueOf<Value extends string>(words: Words<Value>, written: string): Value | null {
  const value = written.length > 200 ? undefined : folded(words).get(fold(written))
  return value === undefined ? null : (value as Value)
}

/** A difficulty as "3", "Mức 3" or a word; 0 when left empty, NaN when it cannot be read. */
export function readDifficulty(written: string): number {
  if (written === '') return 0
  const level = /^(?:muc|muc do|cap|cap do|do kho|level|m)?\s*(\d{1,3})(?: 0+)?$/.exec(fold(written.slice(0, 200)))?.[1]
  if (/^[-−]/u.test(written)) return Number.NaN
  const value = Number(level ?? valueOf(difficultyWords, written) ?? Number.NaN)
  return value === 0 ? Number.NaN : value
}

/** Whether a word answers a question of true or false; null when it does neither. */
export function readTruth(written: string): boolean | null {
  const value = valueOf(truthWords, written)
  return value === null ? null : value === 'true'
}

const isPair = (options: readonly string[]): boolean => {
  const pair = options.map(fold).sort().join(' ')
  return pair === 'dung sai' || pair === 'false true'
}

/** The kind of a question that does not name it: several right options, the pair Đúng/Sai, or one of several. */
export function derivedKind(options: readonly string[], correct: readonly number[]): QuestionKind {
  if (correct.length > 1) return 'multiple'
  return isPair(options) ? 'trueFalse' : 'single'
}
