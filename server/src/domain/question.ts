import type { QuestionKind } from '@hoithi/shared/contracts/rules'

export type QuestionStatus = 'draft' | 'ready' | 'retired'

/** A question as a file or an organiser gives it; `correct` holds 0-based indices into `options`. */
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
  explanation: string
  legalReference: string
  /** Keep the options in their order, e.g. for "cả A và B". */
  keepOrder: boolean
}

/** One immutable version of a question in the bank. */
export type QuestionVersion = QuestionDraft & { id: string; questionId: string; version: number }

export type QuestionFault = { field: string; code: string; message: string }

export const MAX_STEM = 2_000
export const MAX_OPTION = 1_000

/** Everything wrong with a draft, all at once; empty when it can be asked. Messages are Vietnamese: what is wrong and what to do. */
export function questionFaults(draft: QuestionDraft): QuestionFault[] {
  const faults: QuestionFault[] = []
  const fault = (field: string, code: string, message: string) => faults.push({ field, code, message })
  if (draft.code === '') fault('id', 'code-missing', 'Thiếu mã câu hỏi. Hãy điền một mã riêng cho mỗi câu.')
  if (draft.code.length > 64) fault('id', 'code-too-long', 'Mã câu hỏi dài quá 64 ký tự. Hãy rút ngắn.')
  if (draft.topic === '') fault('topic', 'topic-missing', 'Thiếu chủ đề. Hãy ghi chủ đề của câu hỏi.')
  if (!Number.isInteger(draft.difficulty) || draft.difficulty < 1 || draft.difficulty > 5) {
    fault('difficulty', 'difficulty-invalid', 'Độ khó phải là số nguyên từ 1 đến 5.')
  }
  if (draft.stem === '') fault('stem', 'stem-missing', 'Thiếu nội dung câu hỏi.')
  if (draft.stem.length > MAX_STEM) fault('stem', 'stem-too-long', `Nội dung dài quá ${MAX_STEM} ký tự. Hãy rút ngắn.`)
  const most = draft.kind === 'trueFalse' ? 2 : 6
  if (draft.options.length < 2 || draft.options.length > most) {
    fault('options', 'option-count', `Có ${draft.options.length} phương án; cần từ 2 đến ${most}.`)
  }
  draft.options.forEach((option, index) => {
    const name = String.fromCharCode(65 + index)
    if (option === '') fault('options', 'option-empty', `Phương án ${name} để trống. Hãy điền hoặc bỏ phương án này.`)
    if (option.length > MAX_OPTION) fault('options', 'option-too-long', `Phương án ${name} dài quá ${MAX_OPTION} ký tự.`)
    if (draft.options.indexOf(option) !== index)
      fault('options', 'option-twice', `Phương án ${name} trùng với một phương án trước. Hãy sửa một trong hai.`)
  })
  if (draft.correct.length === 0) fault('correct', 'key-missing', 'Chưa có đáp án. Hãy đánh dấu phương án đúng.')
  if (draft.correct.some((index) => !Number.isInteger(index) || index < 0 || index >= draft.options.length)) {
    fault('correct', 'key-outside', 'Đáp án chỉ vào phương án không có. Hãy kiểm tra lại số thứ tự.')
  }
  if (new Set(draft.correct).size !== draft.correct.length) fault('correct', 'key-twice', 'Đáp án ghi trùng một phương án.')
  if (draft.kind !== 'multiple' && draft.correct.length > 1) {
    fault('correct', 'key-too-many', 'Câu một lựa chọn có nhiều hơn một đáp án. Hãy đổi loại câu thành nhiều lựa chọn hoặc sửa đáp án.')
  }
  if (draft.kind === 'multiple' && draft.options.length > 0 && draft.correct.length === draft.options.length) {
    fault('correct', 'key-all', 'Mọi phương án đều đúng: câu hỏi không phân biệt được. Hãy sửa đáp án.')
  }
  return faults
}
