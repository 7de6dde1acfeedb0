import { fold } from '../../domain/names.ts'
import { picturesIn, withoutPictures } from '../../domain/pictures.ts'
import type { QuestionDraft } from '../../domain/question.ts'
import { choiceKey } from '../gift/gift-weights.ts'
import type { PictureOf } from '../read-questions.ts'

/** The grades of Moodle's list (question_bank::fraction_options_full), in percent; its import refuses any other. */
const grades = [100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667, 14.28571, 12.5, 11.11111, 10, 5, 0]
const MAX_MENU_TEXT = 255

/** The grade of Moodle's list that a share of the points is; null when it is none. */
export function gradeOf(percent: number): number | null {
  const grade = grades.find((listed) => Math.abs(listed - Math.abs(percent)) < 0.001)
  return grade === undefined ? null : grade === 0 ? 0 : Math.sign(percent) * grade
}

/** A true/false question in other words, or with parts of a mark, is a choice of two in Moodle. */
export const isMoodleTrueFalse = ({ kind, options, credits }: QuestionDraft): boolean =>
  kind === 'trueFalse' && options[0] === 'Đúng' && options[1] === 'Sai' && credits.length === 0

/**
 * What each option of a choice earns: its credits, or equal parts for the right ones; a wrong choice among several takes one part away,
 * as it does here.
 */
export function weightsOf({ kind, options, correct, credits }: QuestionDraft): number[] {
  if (credits.length > 0) return credits
  const part = 100 / correct.length
  return options.map((_, index) => (correct.includes(index) ? part : kind === 'multiple' ? -part : 0))
}

/** Why Moodle could not hold a question as it is; null when it can. */
export function refusalOf(draft: QuestionDraft, pictureOf: PictureOf): string | null {
  const { kind, stem, options, prompts, explanation, answers, correct } = draft
  if (picturesIn([stem, explanation, ...options, ...prompts]).some((hash) => pictureOf(hash) === null)) {
    return 'Có hình không còn trong kho. Hãy thêm lại hình vào câu hỏi rồi xuất lại.'
  }
  const typed = kind === 'shortText' || kind === 'number'
  const chosen = kind === 'single' || kind === 'multiple' || kind === 'trueFalse'
  const weights = typed ? answers.map(({ credit }) => credit) : chosen ? weightsOf(draft) : []
  const foreign = weights.find((weight) => gradeOf(weight) === null)
  if (foreign !== undefined) {
    return `Moodle không nhận tỷ lệ điểm ${Number(foreign.toFixed(5))} %. Hãy đổi sang một mức trong danh sách của Moodle (100, 90, 80, 75, 70, 60, 50, 40, 30, 25, 20, 10, 5 hoặc phần chia đều đến 1/9).`
  }
  if (chosen && choiceKey(kind === 'multiple' ? 'multiple' : 'single', weights).correct.join() !== [...correct].sort((a, b) => a - b).join()) {
    return 'Đáp án và tỷ lệ điểm của câu này không khớp nhau theo cách hiểu của Moodle. Hãy sửa tỷ lệ điểm rồi xuất lại.'
  }
  return kind === 'matching' ? menuRefusal(options) : null
}

/** Right sides are entries of a menu in Moodle: short, and without pictures. */
function menuRefusal(options: readonly string[]): string | null {
  if (picturesIn(options).length > 0) return 'Moodle không đặt được hình ở vế phải của câu ghép cặp. Hãy chuyển hình sang vế trái.'
  if (options.some((option) => option.length > MAX_MENU_TEXT))
    return `Moodle chỉ nhận vế phải của câu ghép cặp dài đến ${MAX_MENU_TEXT} ký tự. Hãy rút ngắn.`
  return null
}

/** A question's name in Moodle's list: the beginning of what it asks. */
export function nameOf({ stem, code }: QuestionDraft): string {
  const words = withoutPictures(stem).replace(/\s+/gu, ' ')
  if (fold(words) === '') return code === '' ? 'Câu hỏi' : code
  const letters = [...words]
  return letters.length <= 80 ? words : `${letters.slice(0, 79).join('').trimEnd()}…`
}
