/** Why hoithi does not ask Moodle's other question types; names as Moodle XML writes them. */
const reasons: Record<string, string> = {
  essay: 'Câu tự luận (essay) phải có người chấm; hoithi chỉ hỏi những câu máy chấm được.',
  description: 'Đoạn giới thiệu (description) chỉ có chữ để đọc, không phải câu hỏi.',
  cloze: 'Câu điền nhiều chỗ trống (cloze) gồm nhiều câu trong một. Hãy tách thành từng câu trả lời ngắn hoặc lựa chọn.',
  multianswer: 'Câu điền nhiều chỗ trống (multianswer) gồm nhiều câu trong một. Hãy tách thành từng câu trả lời ngắn hoặc lựa chọn.',
  calculated: 'Câu tính toán (calculated) có số thay đổi theo từng người. Hãy viết lại thành câu hỏi với con số cố định.',
  calculatedsimple: 'Câu tính toán (calculatedsimple) có số thay đổi theo từng người. Hãy viết lại thành câu hỏi với con số cố định.',
  calculatedmulti: 'Câu tính toán (calculatedmulti) có số thay đổi theo từng người. Hãy viết lại thành câu hỏi với con số cố định.',
  random: 'Mục rút ngẫu nhiên (random) không phải câu hỏi; hoithi rút câu theo cấu trúc đề của vòng thi.',
  randomsamatch: 'Câu ghép ngẫu nhiên (randomsamatch) lấy nội dung từ câu khác, trong tệp không có. Hãy viết thành câu ghép cặp.',
  ddwtos: 'Câu kéo thả chữ vào đoạn văn (ddwtos) chưa hỏi được. Hãy viết lại thành câu ghép cặp.',
  gapselect: 'Câu chọn từ cho nhiều chỗ trống (gapselect) chưa hỏi được. Hãy tách thành từng câu một lựa chọn.',
  ddimageortext: 'Câu kéo thả vào hình (ddimageortext) chưa hỏi được. Hãy viết lại thành câu ghép cặp có hình.',
  ddmarker: 'Câu đánh dấu trên hình (ddmarker) chưa hỏi được. Hãy viết lại thành câu một lựa chọn có hình.',
  missingtype: 'Câu thuộc loại mà chính Moodle cũng không còn đọc được (missingtype).',
}

export function skipReason(type: string): string {
  if (type === '') return 'Câu không ghi loại (thuộc tính type) nên không đọc được. Hãy xuất lại tệp từ Moodle.'
  return Object.hasOwn(reasons, type)
    ? (reasons[type] ?? '')
    : `Loại câu “${type.slice(0, 40)}” là của một phần mở rộng Moodle, hoithi chưa hỏi được. Hãy viết lại thành loại câu khác.`
}
