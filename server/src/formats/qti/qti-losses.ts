import type { ImportIssue } from '@hoithi/shared/contracts/imports'
import { issueAt } from '../import-issues.ts'

/** Where an item stands: its line, and its file inside the package (empty when it came alone). One object stands for one item. */
export type QtiPlace = { file: string; line: number }

const losses = {
  'qti-format-lost': 'Định dạng chữ (đậm, nghiêng, màu, bảng …) không giữ được; chữ vẫn đủ.',
  'qti-math-text': 'Công thức toán được chuyển thành chữ thường. Hãy xem lại các câu này.',
  'qti-picture-missing': 'Hình không có trong tệp nên chỉ còn phần mô tả. Hãy chọn gói (.zip) có đủ hình hoặc thêm hình sau khi nạp.',
  'qti-picture-external': 'Hình nằm trên mạng nên không được tải về, chỉ còn phần mô tả. Hãy thêm hình sau khi nạp.',
  'qti-media-lost': 'Âm thanh, video hoặc nội dung nhúng không nạp được. Hãy xem lại các câu này.',
  'qti-stimulus-missing': 'Đoạn ngữ liệu dùng chung không có trong gói. Hãy chọn gói đầy đủ hoặc chép ngữ liệu vào câu hỏi.',
  'qti-feedback-ignored': 'Phản hồi riêng cho từng phương án hoặc câu trả lời sai không nạp; chỉ lời giải cho câu đúng được giữ.',
  'qti-scoring-simplified': 'Cách chấm điểm từng phần không giữ được hết. Hãy xem lại điểm của các câu này.',
  'qti-hint-ignored': 'Nút gợi ý hoặc nộp sớm trong câu hỏi không dùng đến nên được bỏ qua.',
  'qti-pairs-split': 'Câu ghép đôi trong một danh sách được chia thành hai cột.',
  'qti-id-twice': 'Nhiều câu dùng chung một mã (identifier) nên được đặt mã theo nội dung.',
  'qti-id-long': 'Mã câu hỏi (identifier) dài quá 64 ký tự nên được thay bằng mã theo nội dung.',
  'qti-tags-cut': 'Có nhãn quá dài hoặc quá nhiều nên được bỏ bớt (mỗi câu tối đa 20 nhãn, mỗi nhãn 60 ký tự).',
} as const

export type QtiLoss = keyof typeof losses
export type NoteLoss = (code: QtiLoss) => void

/** What an issue or a reason says of an item begins with the item's file. */
export const inFile = (file: string, words: string): string => (file === '' ? words : `${file}: ${words}`)

/** Counts what gets lost: one warning for each kind of loss, at its first item, with the number of items. */
export function lossCounter() {
  const seen = new Map<QtiLoss, Set<QtiPlace>>()
  return {
    note(code: QtiLoss, place: QtiPlace): void {
      const places = seen.get(code)
      if (places === undefined) seen.set(code, new Set([place]))
      else places.add(place)
    },
    warnings(): ImportIssue[] {
      return [...seen].map(([code, places]) => {
        const [first] = places
        return issueAt(first?.line ?? null, null, code, inFile(first?.file ?? '', `${losses[code]} (${places.size} câu)`))
      })
    },
  }
}
