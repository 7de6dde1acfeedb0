import type { ImportIssue } from '@hoithi/shared/contracts/imports'
import { issueAt } from '../import-issues.ts'

/** What a Moodle question may have and hoithi has no place for: field, code and what is told after "N câu". */
const losses = {
  feedback: ['explanation', 'feedback-dropped', 'có nhận xét riêng cho từng phương án hoặc từng mức điểm; hoithi chỉ giữ phần giải thích chung.'],
  hints: ['explanation', 'hints-dropped', 'có gợi ý cho lần làm lại; hoithi không dùng gợi ý nên bỏ qua.'],
  penalty: [null, 'penalty-dropped', 'có mức trừ điểm riêng cho lần làm lại; hoithi không dùng nên bỏ qua.'],
  marks: [null, 'marks-dropped', 'có số điểm khác 1; điểm của mỗi câu sẽ theo thể lệ của vòng thi.'],
  units: ['answers', 'units-dropped', 'có đơn vị đo; hoithi chỉ chấm con số. Hãy ghi rõ đơn vị trong câu hỏi.'],
  anything: ['answers', 'wildcard-dropped', 'cho điểm với mọi con số (dấu *); phần này được bỏ qua. Hãy kiểm tra lại đáp án.'],
  key: ['correct', 'key-not-full', 'không có phương án 100 %; phương án cao điểm nhất được lấy làm đáp án. Hãy kiểm tra lại.'],
  sum: ['credits', 'credits-sum', 'nhiều lựa chọn có tổng tỷ lệ điểm của các phương án đúng khác 100 %. Hãy kiểm tra lại tỷ lệ điểm.'],
  trueFalse: ['correct', 'true-false-guessed', 'Đúng/Sai ghi phương án bằng chữ lạ; phương án đầu được hiểu là Đúng. Hãy kiểm tra lại đáp án.'],
  subset: ['options', 'order-subset', 'sắp thứ tự chỉ đưa ra một phần các mục; hoithi đưa ra tất cả.'],
  hidden: ['status', 'hidden-retired', 'bị ẩn trong Moodle nên được xếp vào “Ngừng dùng”. Hãy đổi trạng thái nếu vẫn dùng.'],
  formula: ['stem', 'formula-kept-as-text', 'có công thức (TeX hoặc MathML) được giữ dạng chữ. Hãy thay bằng hình nếu khó đọc.'],
  formatting: ['stem', 'formatting-lost', 'có chữ đậm, nghiêng hoặc gạch chân; chỉ giữ được chữ. Hãy kiểm tra những câu hỏi về phần được đánh dấu.'],
  media: ['stem', 'media-dropped', 'có âm thanh, phim hoặc nội dung nhúng; hoithi không giữ được. Hãy kiểm tra xem câu hỏi còn đủ ý không.'],
  outside: ['pictures', 'picture-outside', 'có hình ở ngoài tệp; chỉ giữ được lời mô tả hình. Hãy tải hình về và thêm lại vào câu hỏi.'],
  files: ['pictures', 'files-dropped', 'có tệp đính kèm không nằm trong nội dung câu hỏi; các tệp này được bỏ qua.'],
} as const satisfies Record<string, readonly [field: string | null, code: string, words: string]>

export type Loss = keyof typeof losses

/** One warning for each kind of loss: where it comes first, and how many questions it touches. */
export function lossWarnings(questions: readonly { line: number; lost: ReadonlySet<Loss> }[]): ImportIssue[] {
  const kinds = Object.keys(losses) as Loss[]
  return kinds.flatMap((kind) => {
    const touched = questions.filter(({ lost }) => lost.has(kind))
    const [field, code, words] = losses[kind]
    return touched[0] === undefined ? [] : [issueAt(touched[0].line, field, code, `${touched.length} câu ${words}`)]
  })
}
