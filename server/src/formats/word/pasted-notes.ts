import type { ImportIssue } from '@hoithi/shared/contracts/imports'
import { issueAt } from '../import-issues.ts'

/** Things told once a file, with how many lines they happened on. */
const notes = {
  'points-ignored': ['points', 'chỗ ghi điểm riêng cho câu; hoithi tính điểm theo thể lệ của vòng thi nên bỏ qua.'],
  'text-unattached': [null, 'dòng chữ không thuộc câu nào nên chưa được nạp. Hãy xem lại; nếu là đoạn dẫn chung, hãy chép vào từng câu.'],
  'heading-unused': ['topic', 'tiêu đề không có câu hỏi nào ngay bên dưới nên không thành chủ đề của câu nào.'],
  'text-as-explanation': ['explanation', 'câu có đoạn chữ ngay dưới đáp án, được coi là giải thích. Hãy kiểm tra lại.'],
  'statements-as-multiple': ['kind', 'câu gồm nhiều ý đúng/sai được đổi thành câu nhiều lựa chọn “chọn các ý đúng”. Hãy kiểm tra lại.'],
  'options-unlabelled': ['options', 'câu có phương án không đánh chữ A, B, C; các dòng dưới câu hỏi được coi là phương án. Hãy kiểm tra lại.'],
  'key-italic': ['correct', 'câu lấy đáp án theo chữ in nghiêng. Hãy kiểm tra lại.'],
  'number-separator': ['answers', 'đáp số có dấu chấm hoặc phẩy ngăn hàng nghìn, được đọc theo cách viết của Việt Nam. Hãy kiểm tra lại.'],
  'equation-flattened': ['stem', 'công thức toán được đổi thành chữ thường. Hãy kiểm tra lại, hoặc thay bằng hình PNG.'],
  'text-box-ignored': [null, 'khung chữ (text box) không được đọc. Hãy chép nội dung ra ngoài khung.'],
  'footnote-ignored': [null, 'chú thích cuối trang hoặc cuối tài liệu không được đọc.'],
  'comment-ignored': [null, 'lời bình (comment) không được đọc.'],
  'symbol-lost': [null, 'ký hiệu của phông chữ ký hiệu (Wingdings, Symbol) không đọc được. Hãy thay bằng chữ hoặc hình.'],
  'drawing-ignored': [null, 'hình vẽ, biểu đồ hoặc đối tượng nhúng không đọc được. Hãy thay bằng hình PNG.'],
} as const satisfies Record<string, readonly [field: string | null, words: string]>

export type NoteCode = keyof typeof notes
export type Notes = ReturnType<typeof noteCollector>

/** Gathers what is lost or assumed; one warning for each kind, naming the first lines. */
export function noteCollector() {
  const linesOf = new Map<NoteCode, number[]>()
  return {
    add(code: NoteCode, line: number): void {
      const lines = linesOf.get(code)
      if (lines === undefined) linesOf.set(code, [line])
      else lines.push(line)
    },
    warnings: (): ImportIssue[] =>
      [...linesOf].map(([code, lines]) => {
        const [field, words] = notes[code]
        const named = [...new Set(lines)]
        const listed = named.slice(0, 10).join(', ') + (named.length > 10 ? ' …' : '')
        return issueAt(lines[0] ?? null, field, code, `${lines.length} ${words} (dòng ${listed})`)
      }),
  }
}
