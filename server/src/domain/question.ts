import type { QuestionKind, QuestionStatus } from '@hoithi/shared/contracts/rules'
import { readNumber } from './answer-text.ts'

export type { QuestionStatus }

/** An answer that counts: words, where `*` stands for anything, or a number with its tolerance; `credit` in percent of the points. */
export type AcceptedAnswer = { text: string; tolerance: number; credit: number }

/**
 * A question as a file or an organiser gives it. Which fields its kind uses:
 * - single, multiple, trueFalse: `options`, `correct` (0-based indices of the right ones), `credits`
 * - shortText, number: `answers`; of a short text also `caseMatters` and `accentsMatter`
 * - ordering: `options` in their right order; `correct` is 0, 1, 2 …
 * - matching: `prompts`, `options` (may be more), `correct[i]` is the option that belongs to prompt i
 * Texts are plain, several lines at most; `![alt](picture:HASH)` stands for a picture.
 */
export type QuestionDraft = {
  code: string
  kind: QuestionKind
  topic: string
  /** 1 easy … 5 hard. */
  difficulty: number
  status: QuestionStatus
  stem: string
  options: string[]
  correct: number[]
  /** Percent of the points for choosing each option, −100 … 100, where it is not simply right or wrong; else empty. */
  credits: number[]
  prompts: string[]
  answers: AcceptedAnswer[]
  caseMatters: boolean
  accentsMatter: boolean
  explanation: string
  legalReference: string
  tags: string[]
  /** Keep the options in their order, e.g. for "cả A và B". */
  keepOrder: boolean
  /** Options that stay behind the shuffled ones, e.g. "Tất cả các phương án trên". */
  keepLast: number[]
}

/** One immutable version of a question in the bank. */
export type QuestionVersion = QuestionDraft & { id: string; questionId: string; version: number }

export type QuestionFault = { field: string; code: string; message: string }

export const MAX_STEM = 8_000
export const MAX_OPTION = 2_000
export const MAX_OPTIONS = 12
const MAX_ANSWER = 200
const MAX_ANSWERS = 50

/** A draft with nothing in it: a parser fills in what its file says; an empty code or topic and difficulty 0 mean "not given". */
export const blankQuestion = (): QuestionDraft => ({
  code: '',
  kind: 'single',
  topic: '',
  difficulty: 0,
  status: 'ready',
  stem: '',
  options: [],
  correct: [],
  credits: [],
  prompts: [],
  answers: [],
  caseMatters: false,
  accentsMatter: false,
  explanation: '',
  legalReference: '',
  tags: [],
  keepOrder: false,
  keepLast: [],
})

type Report = (field: string, code: string, message: string) => void

/** Everything wrong with a draft, all at once; empty when it can be asked. Messages are Vietnamese: what is wrong and what to do. */
export function questionFaults(draft: QuestionDraft): QuestionFault[] {
  const faults: QuestionFault[] = []
  const report: Report = (field, code, message) => faults.push({ field, code, message })
  commonFaults(draft, report)
  kindFaults[draft.kind](draft, report)
  return faults
}

function commonFaults(draft: QuestionDraft, report: Report): void {
  if (draft.code === '') report('id', 'code-missing', 'Thiếu mã câu hỏi. Hãy điền một mã riêng cho mỗi câu.')
  if (draft.code.length > 64) report('id', 'code-too-long', 'Mã câu hỏi dài quá 64 ký tự. Hãy rút ngắn.')
  if (draft.topic === '') report('topic', 'topic-missing', 'Thiếu chủ đề. Hãy ghi chủ đề của câu hỏi.')
  if (draft.topic.length > 200) report('topic', 'topic-too-long', 'Chủ đề dài quá 200 ký tự. Hãy rút ngắn.')
  if (!Number.isInteger(draft.difficulty) || draft.difficulty < 1 || draft.difficulty > 5) {
    report('difficulty', 'difficulty-invalid', 'Độ khó phải là số nguyên từ 1 đến 5.')
  }
  if (draft.stem === '') report('stem', 'stem-missing', 'Thiếu nội dung câu hỏi.')
  if (draft.stem.length > MAX_STEM) report('stem', 'stem-too-long', `Nội dung dài quá ${MAX_STEM} ký tự. Hãy rút ngắn.`)
  if (draft.tags.length > 20 || draft.tags.some((tag) => tag === '' || tag.length > 60)) {
    report('tags', 'tags-invalid', 'Tối đa 20 nhãn, mỗi nhãn không quá 60 ký tự. Hãy bớt hoặc rút ngắn.')
  }
}

const letterOf = (index: number): string => String.fromCharCode(65 + index)

function optionFaults({ options }: QuestionDraft, least: number, most: number, report: Report): void {
  if (options.length < least || options.length > most) {
    report('options', 'option-count', `Có ${options.length} phương án; cần từ ${least} đến ${most}.`)
  }
  const first = new Map<string, number>()
  options.forEach((option, index) => {
    if (option === '') report('options', 'option-empty', `Phương án ${letterOf(index)} để trống. Hãy điền hoặc bỏ phương án này.`)
    if (option.length > MAX_OPTION) report('options', 'option-too-long', `Phương án ${letterOf(index)} dài quá ${MAX_OPTION} ký tự.`)
    if (option !== '' && first.has(option))
      report('options', 'option-twice', `Phương án ${letterOf(index)} trùng với một phương án trước. Hãy sửa một trong hai.`)
    else first.set(option, index)
  })
}

function choiceFaults(draft: QuestionDraft, most: number, report: Report): void {
  const { options, correct, credits } = draft
  optionFaults(draft, 2, most, report)
  if (correct.length === 0) report('correct', 'key-missing', 'Chưa có đáp án. Hãy đánh dấu phương án đúng.')
  if (correct.some((index) => !Number.isInteger(index) || index < 0 || index >= options.length)) {
    report('correct', 'key-outside', 'Đáp án chỉ vào phương án không có. Hãy kiểm tra lại số thứ tự.')
  }
  if (new Set(correct).size !== correct.length) report('correct', 'key-twice', 'Đáp án ghi trùng một phương án.')
  if (draft.kind !== 'multiple' && correct.length > 1) {
    report('correct', 'key-too-many', 'Câu một lựa chọn có nhiều hơn một đáp án. Hãy đổi loại câu thành nhiều lựa chọn hoặc sửa đáp án.')
  }
  if (credits.length > 0 && (credits.length !== options.length || credits.some((credit) => !(credit >= -100 && credit <= 100)))) {
    report('credits', 'credits-invalid', 'Tỷ lệ điểm phải ghi cho từng phương án, mỗi số từ −100 đến 100. Hãy sửa hoặc bỏ đi.')
  }
  if (draft.keepLast.some((index) => !Number.isInteger(index) || index < 0 || index >= options.length)) {
    report('keepLast', 'keep-last-outside', 'Phương án giữ cuối không có. Hãy kiểm tra lại chữ cái.')
  }
}

function answerFaults({ answers }: QuestionDraft, report: Report): void {
  if (answers.length === 0) report('answers', 'answers-missing', 'Chưa có câu trả lời được chấp nhận. Hãy ghi ít nhất một.')
  if (answers.length > MAX_ANSWERS) report('answers', 'answers-too-many', `Quá ${MAX_ANSWERS} câu trả lời được chấp nhận. Hãy bớt đi.`)
  if (answers.length > 0 && !answers.some(({ credit }) => credit === 100)) {
    report('answers', 'answers-no-full', 'Không có câu trả lời nào được trọn điểm. Hãy cho ít nhất một câu 100 %.')
  }
  for (const { text, credit } of answers) {
    if (text === '') report('answers', 'answer-empty', 'Có câu trả lời để trống. Hãy điền hoặc bỏ đi.')
    if (text.length > MAX_ANSWER) report('answers', 'answer-too-long', `Câu trả lời dài quá ${MAX_ANSWER} ký tự. Hãy rút ngắn.`)
    if (!(credit > 0 && credit <= 100)) report('answers', 'answer-credit', 'Tỷ lệ điểm của câu trả lời phải lớn hơn 0 và không quá 100.')
  }
}

const kindFaults = {
  single: (draft, report) => choiceFaults(draft, MAX_OPTIONS, report),
  multiple: (draft, report) => choiceFaults(draft, MAX_OPTIONS, report),
  trueFalse: (draft, report) => choiceFaults(draft, 2, report),
  shortText: answerFaults,
  number: (draft, report) => {
    answerFaults(draft, report)
    for (const { text, tolerance } of draft.answers) {
      if (text !== '' && readNumber(text) === null) report('answers', 'answer-not-number', `“${text.slice(0, 40)}” không phải là số. Hãy ghi chữ số.`)
      if (!(tolerance >= 0 && Number.isFinite(tolerance))) report('answers', 'tolerance-invalid', 'Sai số phải là số không âm. Hãy sửa lại.')
    }
  },
  ordering: (draft, report) => {
    optionFaults(draft, 2, MAX_OPTIONS, report)
    if (draft.correct.some((place, index) => place !== index) || draft.correct.length !== draft.options.length) {
      report('correct', 'order-invalid', 'Các mục phải ghi theo đúng thứ tự. Hãy sắp lại và bỏ cột đáp án.')
    }
  },
  matching: (draft, report) => {
    const { prompts, options, correct } = draft
    optionFaults(draft, 2, MAX_OPTIONS, report)
    if (prompts.length < 2 || prompts.length > MAX_OPTIONS) {
      report('prompts', 'prompt-count', `Có ${prompts.length} vế trái; cần từ 2 đến ${MAX_OPTIONS}.`)
    }
    if (prompts.some((prompt) => prompt === '' || prompt.length > MAX_OPTION)) {
      report('prompts', 'prompt-invalid', `Vế trái để trống hoặc dài quá ${MAX_OPTION} ký tự. Hãy sửa lại.`)
    }
    if (correct.length !== prompts.length || correct.some((index) => !Number.isInteger(index) || index < 0 || index >= options.length)) {
      report('correct', 'pairs-invalid', 'Mỗi vế trái phải ghép với một vế phải có trong danh sách. Hãy kiểm tra các cặp.')
    }
  },
} satisfies Record<QuestionKind, (draft: QuestionDraft, report: Report) => void>
