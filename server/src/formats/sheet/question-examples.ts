import { blankQuestion, type QuestionDraft } from '../../domain/question.ts'

const word = (text: string, credit = 100) => ({ text, tolerance: 0, credit })

const examples: Partial<QuestionDraft>[] = [
  {
    kind: 'single',
    topic: 'Lịch sử Công đoàn',
    difficulty: 1,
    stem: 'Ngày truyền thống của Công đoàn Việt Nam là ngày nào?',
    options: ['3/2/1930', '28/7/1929', '1/5/1886', '2/9/1945'],
    correct: [1],
    explanation: 'Đại hội thành lập Tổng Công hội đỏ Bắc Kỳ họp ngày 28/7/1929.',
    tags: ['ví dụ'],
  },
  {
    kind: 'multiple',
    topic: 'Luật Công đoàn',
    difficulty: 3,
    stem: 'Những khoản nào là nguồn tài chính của công đoàn?',
    options: ['Đoàn phí do đoàn viên đóng', 'Kinh phí công đoàn do người sử dụng lao động đóng', 'Thuế thu nhập cá nhân', 'Cả ba khoản trên'],
    correct: [0, 1],
    keepLast: [3],
  },
  {
    kind: 'trueFalse',
    topic: 'Luật Công đoàn',
    difficulty: 2,
    stem: 'Người lao động gia nhập công đoàn trên cơ sở tự nguyện.',
    options: ['Đúng', 'Sai'],
    correct: [0],
  },
  {
    kind: 'shortText',
    topic: 'Lịch sử Công đoàn',
    difficulty: 3,
    stem: 'Ai chủ trì đại hội thành lập Tổng Công hội đỏ Bắc Kỳ?',
    answers: [word('Nguyễn Đức Cảnh'), word('Đức Cảnh', 50)],
  },
  {
    kind: 'number',
    topic: 'Luật Công đoàn',
    difficulty: 2,
    stem: 'Kinh phí công đoàn bằng bao nhiêu phần trăm quỹ tiền lương làm căn cứ đóng bảo hiểm xã hội?',
    answers: [{ text: '2', tolerance: 0, credit: 100 }],
  },
  {
    kind: 'ordering',
    topic: 'Lịch sử Việt Nam',
    difficulty: 3,
    stem: 'Hãy sắp các sự kiện theo thời gian, sớm nhất trước.',
    options: ['Thành lập Công hội đỏ', 'Cách mạng Tháng Tám', 'Chiến thắng Điện Biên Phủ', 'Thống nhất đất nước'],
    correct: [0, 1, 2, 3],
  },
  {
    kind: 'matching',
    topic: 'Lịch sử Việt Nam',
    difficulty: 2,
    stem: 'Hãy ghép mỗi sự kiện với năm của nó.',
    prompts: ['Quốc khánh', 'Chiến thắng Điện Biên Phủ', 'Thống nhất đất nước'],
    options: ['1945', '1954', '1975', '1986'],
    correct: [0, 1, 2],
  },
]

/** One question of each kind, as the rows of the template. */
export const templateQuestions: QuestionDraft[] = examples.map((example, index) => ({ ...blankQuestion(), code: `VD-${index + 1}`, ...example }))
