import { fold } from '../../domain/names.ts'
import { optionLetters } from './option-key.ts'
import type { TableColumn } from './sheet-table.ts'

export type Letter = (typeof optionLetters)[number]
export type QuestionField =
  | ('id' | 'topic' | 'difficulty' | 'kind' | 'stem' | Letter | 'correct' | 'explanation' | 'legalReference' | 'status' | 'tags')
  | ('keepOrder' | 'keepLast' | 'credits' | 'caseMatters' | 'accentsMatter' | 'tolerance')

const column = (field: QuestionField, heading: string, ...others: string[]): TableColumn<QuestionField> => ({
  field,
  heading,
  required: false,
  headers: [heading, ...others].map(fold),
})

/** What neighbouring questions share may stand in one cell merged over their rows. */
const shared = (...given: Parameters<typeof column>): TableColumn<QuestionField> => ({ ...column(...given), shared: true })

const optionNames = ['Phương án', 'PA', 'Lựa chọn', 'Đáp án', 'Câu trả lời', 'Trả lời', 'Option', 'Answer', 'Choice', 'Answer option']

/** An option's column is headed by its letter or its number: "A", "Phương án A", "Option 1". */
const optionColumn = (letter: Letter, index: number): TableColumn<QuestionField> =>
  column(
    letter,
    `Phương án ${letter}`,
    letter,
    ...optionNames.flatMap((name) => [`${name} ${letter}`, `${name} ${index + 1}`, `${name}${index + 1}`]),
  )

/** The columns of a question sheet, CSV and XLSX alike, in the order in which they are written. */
export const questionColumns: readonly TableColumn<QuestionField>[] = [
  column('id', 'Mã', 'id', 'code', 'mã câu hỏi', 'mã câu', 'mã số', 'question id'),
  shared('topic', 'Chủ đề', 'topic', 'chuyên đề', 'chủ điểm', 'lĩnh vực', 'chương', 'category', 'subject'),
  shared('difficulty', 'Độ khó', 'difficulty', 'mức độ', 'cấp độ', 'mức', 'mức độ khó', 'mức độ nhận thức', 'level'),
  shared('kind', 'Loại', 'kind', 'type', 'loại câu hỏi', 'loại câu', 'dạng', 'dạng câu hỏi', 'dạng câu', 'kiểu câu hỏi', 'question type'),
  {
    ...column('stem', 'Câu hỏi', 'câu', 'nội dung', 'nội dung câu hỏi', 'nội dung câu', 'stem', 'question', 'question text', 'question title'),
    required: true,
  },
  ...optionLetters.map(optionColumn),
  {
    ...column(
      'correct',
      'Đáp án',
      ...['đáp án đúng', 'phương án đúng', 'câu trả lời đúng', 'trả lời đúng', 'lựa chọn đúng', 'đáp án chính xác', 'ĐA', 'trả lời', 'câu trả lời'],
      ...[
        'answer',
        'answers',
        'correct',
        'correct answer',
        'correct answers',
        'correct option',
        'right answer',
        'key',
        'answer key',
        'accepted answers',
      ],
    ),
    required: true,
    unless: 'kind',
  },
  column('explanation', 'Giải thích', 'lời giải', 'hướng dẫn giải', 'giải thích đáp án', 'explanation', 'answer explanation', 'feedback'),
  column(
    'legalReference',
    'Căn cứ',
    'căn cứ pháp lý',
    'cơ sở pháp lý',
    'trích dẫn',
    'nguồn',
    'legalReference',
    'legal reference',
    'citation',
    'reference',
  ),
  shared('status', 'Trạng thái', 'status', 'tình trạng'),
  shared('tags', 'Nhãn', 'thẻ', 'từ khoá', 'tag', 'tags', 'labels', 'keywords'),
  column('keepOrder', 'Giữ thứ tự', 'giữ thứ tự phương án', 'không đảo', 'không đảo phương án', 'không trộn', 'keepOrder', 'keep order'),
  column('keepLast', 'Giữ cuối', 'phương án giữ cuối', 'giữ ở cuối', 'keepLast', 'keep last'),
  column('credits', 'Tỷ lệ điểm', 'tỉ lệ điểm', 'tỷ lệ điểm phương án', 'trọng số', 'credits', 'credit', 'weights'),
  column('caseMatters', 'Phân biệt hoa thường', 'phân biệt chữ hoa', 'caseMatters', 'case matters', 'case sensitive'),
  column('accentsMatter', 'Phân biệt dấu', 'accentsMatter', 'accents matter', 'accent sensitive'),
  column('tolerance', 'Sai số', 'dung sai', 'tolerance', 'margin'),
]

export const isLetter = (field: QuestionField): field is Letter => field.length === 1
