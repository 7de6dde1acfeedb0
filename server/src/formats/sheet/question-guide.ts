import { kindWords, statusWords } from '../question-values.ts'

const all = (words: Record<string, readonly string[]>): string =>
  Object.values(words)
    .map(([first]) => first)
    .join(', ')

/** What each column of a question sheet takes: heading, Vietnamese, English. */
export const guideRows: readonly (readonly [heading: string, vietnamese: string, english: string])[] = [
  ['Cột', 'Cách ghi', 'How to fill it in'],
  [
    'Chung',
    'Mỗi câu một dòng, dưới dòng tiêu đề. Chỉ bắt buộc cột Câu hỏi và Đáp án; cột khác có thể bỏ hoặc để trống. Có thể đổi thứ tự cột. Xoá các câu ví dụ (VD-1 … VD-7) trước khi nạp. Hình trong tệp Excel không được đọc.',
    'One question a row, below the headings. Only Câu hỏi and Đáp án are required; leave out or leave empty what you do not need. Columns may stand in any order. Delete the examples (VD-1 … VD-7) before importing. Pictures in the workbook are not read.',
  ],
  [
    'Mã',
    'Mã riêng của câu, tối đa 64 ký tự. Để trống thì mã được đặt theo nội dung.',
    'The question’s own code (Code, ID), up to 64 characters. Made from the content when empty.',
  ],
  ['Chủ đề', 'Tên chủ đề hoặc chuyên đề. Để trống thì chọn khi nạp.', 'Topic. Chosen at import when empty.'],
  [
    'Độ khó',
    'Số từ 1 (dễ) đến 5 (khó), hoặc chữ: Dễ/Nhận biết = 1, Thông hiểu = 2, Trung bình = 3, Vận dụng = 4, Khó/Vận dụng cao = 5.',
    'Difficulty: a number from 1 (easy) to 5 (hard), or Easy = 1, Medium = 3, Hard = 5.',
  ],
  [
    'Loại',
    `${all(kindWords)}. Để trống thì đoán theo đáp án: nhiều chữ cái là nhiều lựa chọn, cặp Đúng – Sai là đúng/sai, không có phương án mà đáp án là số thì là câu số, còn lại là trả lời ngắn.`,
    'Kind: single, multiple, true_false, short_text, number, ordering, matching. Told by the key when empty.',
  ],
  ['Câu hỏi', 'Nội dung câu hỏi; Alt+Enter để xuống dòng.', 'The question’s text (Question); Alt+Enter for a new line.'],
  [
    'Phương án A … L',
    'Từ 2 đến 12 phương án. Câu đúng/sai có thể để trống. Câu sắp thứ tự: ghi các mục. Câu ghép cặp: mỗi ô một cặp “vế trái = vế phải” hoặc “vế trái -> vế phải”; vế phải thừa ghi “= vế phải”. Dấu = hoặc mũi tên nằm trong nội dung thì thêm \\ phía trước: \\=',
    'Options, 2 to 12 (Option A …). May be empty for true/false. Ordering: the items. Matching: a pair in each cell, “left = right” or “left -> right”; “= right” alone is an extra right side. Write \\= for an equals sign inside a text.',
  ],
  [
    'Đáp án',
    'Một lựa chọn: B. Nhiều lựa chọn: A,C. Đúng/sai: Đúng hoặc Sai. Trả lời ngắn: các câu được chấp nhận, cách nhau bằng | ; được một phần điểm thì thêm =50% ở cuối, ví dụ Điện Biên | Dien Bien =50%. Dấu * thay cho chữ bất kỳ. Dấu | hoặc ; nằm trong câu trả lời thì thêm \\ phía trước. Số: 3,14 hoặc 3,14 ± 0,01 hoặc 1..5. Sắp thứ tự: để trống nếu các mục đã đúng thứ tự, hoặc ghi thứ tự đúng, ví dụ B,A,C. Ghép cặp: để trống.',
    'Key (Answer). Single: B. Multiple: A,C. True/false: True or False. Short text: accepted answers separated by | with =50% at the end for part of the points; * stands for any words; write \\| for a bar inside an answer. Number: 3.14 or 3.14 ± 0.01 or 1..5. Ordering: empty when the items stand in the right order, else e.g. B,A,C. Matching: empty.',
  ],
  ['Giải thích', 'Hiện sau khi thi, nếu vòng thi cho xem.', 'Explanation, shown after the contest where the round allows it.'],
  ['Căn cứ', 'Điều luật hoặc nguồn của đáp án.', 'Legal reference or source of the key.'],
  ['Trạng thái', `${all(statusWords)}. Để trống là Sẵn sàng.`, 'Status: draft, reviewed, ready, retired. Ready when empty.'],
  ['Nhãn', 'Các nhãn cách nhau bằng ; hoặc dấu phẩy.', 'Tags, separated by ; or commas.'],
  ['Giữ thứ tự', 'Có: không đảo các phương án.', 'Keep order: Có or yes keeps the options in their order.'],
  ['Giữ cuối', 'Chữ cái của phương án luôn đứng cuối, ví dụ D cho “Cả A, B và C”.', 'Keep last: letters of the options that stay last, e.g. D.'],
  [
    'Tỷ lệ điểm',
    'Phần trăm điểm của từng phương án, từ −100 đến 100, cách nhau bằng dấu chấm phẩy: 100;50;0;-50. Thường để trống.',
    'Credits: percent of the points for each option, −100 to 100, separated by semicolons: 100;50;0;-50. Usually empty.',
  ],
  ['Phân biệt hoa thường', 'Có: chữ hoa và chữ thường khác nhau (câu trả lời ngắn).', 'Case matters: Có or yes (short text).'],
  ['Phân biệt dấu', 'Có: phải gõ đúng dấu tiếng Việt (câu trả lời ngắn).', 'Accents matter: Có or yes (short text).'],
  ['Sai số', 'Sai số cho phép của câu số: 0,01 hoặc 5%.', 'Tolerance of a number: 0.01 or 5%.'],
]
