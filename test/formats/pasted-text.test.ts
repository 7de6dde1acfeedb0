import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { blankQuestion, questionFaults, type QuestionDraft } from '../../server/src/domain/question.ts'
import { readPastedText } from '../../server/src/formats/word/pasted-text.ts'
import { processorMs } from '../support/processor.ts'

const lines = (...written: string[]): string => written.join('\n')
const options = lines('A. Huế', 'B. Hà Nội', 'C. Vinh')
const question = (number: number | string): string => lines(`Câu ${number}: Hỏi ${number}?`, options)

/** A draft in one line, its right options starred. */
function brief({ kind, stem, options: texts, correct, answers }: QuestionDraft): string {
  const shown = texts.map((text, index) => (kind !== 'ordering' && correct.includes(index) ? `*${text}` : text))
  return [`${kind} ${stem}`, ...shown, ...answers.map(({ text }) => `=${text}`)].join(' | ').replace(/\n/g, '⏎')
}
const read = (text: string): string[] => readPastedText(text).questions.map(({ draft }) => brief(draft))
const issues = (text: string): [number | null, string | null, string][] => {
  const file = readPastedText(text)
  return [...file.errors, ...file.questions.flatMap(({ errors }) => errors)].map(({ line, field, code }) => [line, field, code])
}
const warnings = (text: string): [number | null, string][] => readPastedText(text).warnings.map(({ line, code }) => [line, code])

describe('a whole file', () => {
  test('as an organiser keeps it, with everything told', () => {
    const text = lines(
      'LIÊN ĐOÀN LAO ĐỘNG TỈNH',
      'BỘ CÂU HỎI TÌM HIỂU',
      '',
      'PHẦN I. LUẬT CÔNG ĐOÀN',
      'Câu 1: Công đoàn Việt Nam thành lập ngày nào?',
      'A. 28/7/1929    B. 3/2/1930    C. 19/5/1941    D. 2/9/1945',
      'Đáp án: A',
      'Giải thích: Ngày thành lập Tổng Công hội đỏ Bắc Kỳ.',
      'Căn cứ pháp lý: Điều lệ Công đoàn Việt Nam',
      'Mức độ: Nhận biết',
      'Mã: CD-001',
      'Nhãn: lịch sử, công đoàn',
      '',
      '2. Những ai có quyền gia nhập công đoàn?',
      'a) Người lao động',
      'b) Chủ sử dụng lao động',
      'c) Viên chức',
      'Đáp án: a và c (Điều 5 Luật Công đoàn)',
      '',
      'II. THI VIẾT',
      'Câu 3. Nêu cảm nghĩ của đồng chí về tổ chức Công đoàn.',
    )
    expect(readPastedText(text)).toEqual({
      questions: [
        {
          line: 5,
          errors: [],
          draft: {
            ...blankQuestion(),
            code: 'CD-001',
            topic: 'LUẬT CÔNG ĐOÀN',
            difficulty: 1,
            stem: 'Công đoàn Việt Nam thành lập ngày nào?',
            options: ['28/7/1929', '3/2/1930', '19/5/1941', '2/9/1945'],
            correct: [0],
            explanation: 'Ngày thành lập Tổng Công hội đỏ Bắc Kỳ.',
            legalReference: 'Điều lệ Công đoàn Việt Nam',
            tags: ['lịch sử', 'công đoàn'],
          },
        },
        {
          line: 14,
          errors: [],
          draft: {
            ...blankQuestion(),
            kind: 'multiple',
            topic: 'LUẬT CÔNG ĐOÀN',
            stem: 'Những ai có quyền gia nhập công đoàn?',
            options: ['Người lao động', 'Chủ sử dụng lao động', 'Viên chức'],
            correct: [0, 2],
            legalReference: 'Điều 5 Luật Công đoàn',
          },
        },
      ],
      errors: [],
      warnings: [expect.objectContaining({ line: 1, code: 'text-before-first', message: expect.stringContaining('2 dòng') })],
      skipped: [{ line: 21, type: 'tự luận', reason: expect.stringContaining('Nêu cảm nghĩ') }],
      pictures: [],
    })
  })
})

describe('a question begins', () => {
  test.each([
    ['Câu 1: Hỏi?'],
    ['Câu 1. Hỏi?'],
    ['Câu 1) Hỏi?'],
    ['Câu hỏi 1 Hỏi?'],
    ['Câu số 1: Hỏi?'],
    ['Câu 1\nHỏi?'],
    ['câu 1 : Hỏi?'],
    ['Cau 1: Hỏi?'],
    ['Câu\u00a01: Hỏi?'],
    ['Câu 1: Hỏi?'.normalize('NFD')],
    ['Câu 12a. Hỏi?'],
    ['Câu 1 (0,5 điểm): Hỏi?'],
    ['Câu 1: Hỏi? (1 điểm)'],
    ['Câu 1. [NB] Hỏi?'],
    ['Bài 1. Hỏi?'],
    ['Question 1: Hỏi?'],
    ['1. Hỏi?'],
    ['1) Hỏi?'],
    ['1/ Hỏi?'],
    ['1 - Hỏi?'],
    ['**Câu 1:** Hỏi?'],
    ['### Câu 1\n\nHỏi?'],
    ['Hỏi: Hỏi?'],
    ['Hỏi?'],
  ])('with %j', (start) => {
    expect(read(lines(start, options, 'Đáp án: B'))).toEqual(['single Hỏi? | Huế | *Hà Nội | Vinh'])
  })

  test.each([
    ['numbers may restart, jump and repeat', ['Câu 1: a', 'Câu 7: b', '7. c', '1) d']],
    ['forms may be mixed', ['Câu 1: a', '2. b', 'Question 3: c', '4/ d']],
  ])('%s', (_name, starts) => {
    expect(read(starts.map((start) => lines(start, options, 'Đáp án: B')).join('\n'))).toHaveLength(starts.length)
  })

  test.each<[string, string, string[]]>([
    [
      'a list of numbers stays in the stem',
      lines('Câu 1: Các ý sau:', '1. một', '2. hai', 'Số ý đúng là', 'A. 1', 'B. 2', 'ĐA: B'),
      ['single Các ý sau:⏎1. một⏎2. hai⏎Số ý đúng là | 1 | *2'],
    ],
    [
      'also where questions have bare numbers',
      lines('3. Các ý sau:', '1. một', '2. hai', 'A. 1', 'B. 2', 'ĐA: B', '4. Hỏi?', 'A. 1', 'B. 2', 'ĐA: A'),
      ['single Các ý sau:⏎1. một⏎2. hai | 1 | *2', 'single Hỏi? | *1 | 2'],
    ],
    [
      'a list of small letters above capital ones',
      lines('Câu 1: Các ý sau:', 'a) một', 'b) hai', 'A. a', 'B. cả a và b', 'ĐA: B'),
      ['single Các ý sau:⏎a) một⏎b) hai | a | *cả a và b'],
    ],
    [
      'a list of Roman numbers',
      lines('Câu 1: Các ý sau:', 'I. một', 'II. hai', 'A. I', 'B. I, II', 'ĐA: B'),
      ['single Các ý sau:⏎I. một⏎II. hai | I | *I, II'],
    ],
    [
      'a list in an explanation',
      lines('1. Hỏi?', options, 'ĐA: B', 'Giải thích:', '1. một', '2. hai', '2. Nữa?', options, 'ĐA: A'),
      ['single Hỏi? | Huế | *Hà Nội | Vinh', 'single Nữa? | *Huế | Hà Nội | Vinh'],
    ],
    [
      'a sentence about a question begins none',
      lines('Câu 1: Hỏi?', options, 'ĐA: B', 'Giải thích:', 'Câu 1 và câu 2 nói về thủ đô'),
      ['single Hỏi? | Huế | *Hà Nội | Vinh'],
    ],
    ['a stem of several paragraphs', lines('Câu 1: một', 'hai', '', 'ba', 'A. x', 'B. y', 'ĐA: B'), ['single một⏎hai⏎ba | x | *y']],
    [
      'questions whose numbers were lost in pasting',
      lines('Thủ đô?', options, 'Đáp án: B', 'Cố đô?', options, 'Đáp án: A'),
      ['single Thủ đô? | Huế | *Hà Nội | Vinh', 'single Cố đô? | *Huế | Hà Nội | Vinh'],
    ],
  ])('%s', (_name, text, expected) => {
    expect(read(text)).toEqual(expected)
  })
})

describe('options', () => {
  test.each([
    ['A. x\nB. y'],
    ['A) x\nB) y'],
    ['A/ x\nB/ y'],
    ['a. x\nb. y'],
    ['a) x\nb) y'],
    ['(A) x\n(B) y'],
    ['A - x\nB - y'],
    ['A: x\nB: y'],
    ['A.x\nB.y'],
    ['- A. x\n- B. y'],
    ['Phương án A: x\nPhương án B: y'],
    ['Đáp án A: x\nĐáp án B: y'],
    ['**A.** x\n**B.** y'],
    ['А. x\nВ. y'],
    ['A. x\tB. y'],
    ['A. x   B. y'],
    ['A. x B. y'],
    ['A. x; B. y'],
    ['A.\nx\nB.\ny'],
  ])('%j', (written) => {
    expect(read(lines('Câu 1: Hỏi?', written, 'Đáp án: B'))).toEqual(['single Hỏi? | x | *y'])
  })

  test.each<[string, string, string]>([
    ['four on one line', 'A. Hà Nội    B. Huế   C. Vinh   D. Lai Châu', 'Hà Nội | *Huế | Vinh | Lai Châu'],
    ['two on each line', 'A. 1\tB. 2\nC. 3\tD. 4', '1 | *2 | 3 | 4'],
    ['two columns', 'A. 1\tC. 3\nB. 2\tD. 4', '1 | *2 | 3 | 4'],
    ['a letter out of sequence is text', 'A. Vitamin B. complex\nB. Huế', 'Vitamin B. complex | *Huế'],
    ['letters inside names', 'A. Ông A. B. Bà B. C. Cô C.', 'Ông A. | *Bà B. | Cô C.'],
    ['continued on following lines', 'A. một\nhai\nB. ba\nbốn', 'một⏎hai | *ba⏎bốn'],
    ['a, b, c, d, đ, e', 'a) 1\nb) 2\nc) 3\nd) 4\nđ) 5\ne) 6', '1 | *2 | 3 | 4 | 5 | 6'],
  ])('%s', (_name, written, expected) => {
    expect(read(lines('Câu 1: Hỏi?', written, 'Đáp án: B'))).toEqual([`single Hỏi? | ${expected}`])
  })

  test.each<[string, string, string[]]>([
    ['behind the stem', 'Câu 1: Thủ đô? A. Huế B. Hà Nội C. Vinh\nĐáp án: B', ['single Thủ đô? | Huế | *Hà Nội | Vinh']],
    ['names in a stem are none', 'Câu 1: Ông A. và bà B. là ai?\nA. x\nB. y\nĐáp án: B', ['single Ông A. và bà B. là ai? | x | *y']],
    ['everything on one line', 'Câu 1. Hỏi?  A. x  B. y  ĐA: B', ['single Hỏi? | x | *y']],
    ['a list with numbers for letters', 'Câu 1: Hỏi?\n1. x\n2. y\nĐáp án: 2', ['single Hỏi? | x | *y']],
    ['a list of bullets', 'Câu 1: Hỏi?\n- x\n- y\nĐáp án: y', ['single Hỏi? | x | *y']],
    ['bullets marked (Đ) and (S)', 'Câu 1: Hỏi?\n– (S): x\n– (Đ)✅: y', ['single Hỏi? | x | *y']],
    ['check boxes', 'Câu 1: Hỏi?\n[ ] x\n[x] y', ['single Hỏi? | x | *y']],
    ['lines without letters under a question', 'Câu 1: Hỏi?\nx\ny\nĐáp án: B', ['single Hỏi? | x | *y']],
    ['lines without letters under a sentence', 'Câu 1: Hỏi\nx\ny\nĐáp án: y', ['single Hỏi | x | *y']],
    ['a list that its key does not make options', 'Câu 1: Kể tên?\n- x\n- y\nĐáp án: z', ['shortText Kể tên?⏎- x⏎- y | =z']],
  ])('%s', (_name, text, expected) => {
    expect(read(text)).toEqual(expected)
  })
})

describe('a key', () => {
  test.each([
    ['Đáp án: B'],
    ['Đáp án:B.'],
    ['ĐÁP ÁN: B'],
    ['Đáp án B'],
    ['Đáp án đúng là B'],
    ['Đáp án đúng là: B'],
    ['ĐA: B'],
    ['Đ/A B'],
    ['Trả lời: B'],
    ['Answer: B'],
    ['Key: b'],
    ['Đáp án: (B)'],
    ['(Đáp án: B)'],
    ['✅ Đáp án: B'],
    ['**Đáp án: B**'],
    ['=> B'],
    ['Chọn B'],
    ['Đáp án: phương án B'],
    ['Đáp án: B. Hà Nội'],
    ['Đáp án: Hà Nội'],
    ['Đáp án:\nB'],
    ['Dap an: B'],
    ['Đáp án B (khoản 1 Điều 13)'],
    ['Đáp án B, (căn cứ Khoản 3 Điều 25)'],
    ['Đáp án. B'],
  ])('%j', (key) => {
    expect(read(lines('Câu 1: Hỏi?', options, key))).toEqual(['single Hỏi? | Huế | *Hà Nội | Vinh'])
  })

  test.each([['Key: A, C'], ['Đáp án: A và C'], ['Đáp án: A;C'], ['Đáp án: AC'], ['Đáp án: cả A và C']])('of several options, %j', (key) => {
    expect(read(lines('Câu 1: Hỏi?', options, key))).toEqual(['multiple Hỏi? | *Huế | Hà Nội | *Vinh'])
  })

  test.each([
    ['A. x\n*B. y\nC. z'],
    ['A. x\nB*. y\nC. z'],
    ['A. x\nB. y *\nC. z'],
    ['A. x\nB. y (*)\nC. z'],
    ['A. x\nB. y (Đúng)\nC. z'],
    ['A. x (Sai)\nB. y (Đúng)\nC. z (Sai)'],
    ['A. x\nB. y ✓\nC. z'],
    ['A. x\n✔ B. y\nC. z'],
    ['A. x\n[x] B. y\nC. z'],
    ['A. x\nB. y (đáp án)\nC. z'],
    ['A. x   *B. y   C. z'],
    ['A. x\n**B. y**\nC. z'],
    ['A. x\n**B.** y\nC. z'],
    ['*A. x\n*B. y\n*C. z\nĐáp án: B'],
    ['**A. x**\n**B. y**\n**C. z**\nĐáp án: B'],
  ])('by signs or formatting, %j', (written) => {
    expect(read(lines('Câu 1: Hỏi?', written))).toEqual(['single Hỏi? | x | *y | z'])
  })

  test.each<[string, string, string]>([
    ['a formula is no sign', 'A. f(x)\nB. S (S)\nC. D (D)\nĐáp án: B', 'single Hỏi? | f(x) | *S (S) | D (D)'],
    ['all letters make an order', 'A. một\nB. hai\nC. ba\nĐáp án: C, A, B', 'ordering Hỏi? | ba | một | hai'],
    ['statements, each right or wrong', 'a) 1\nb) 2\nc) 3\nd) 4\nĐáp án: a-Đ, b-S, c-Đ, d-S', 'multiple Hỏi? | *1 | 2 | *3 | 4'],
    ['statements in a row', 'a) 1\nb) 2\nc) 3\nd) 4\nĐáp án: ĐSSĐ', 'multiple Hỏi? | *1 | 2 | 3 | *4'],
    ['statements with signs', 'a) 1 (Đ)\nb) 2 (S)\nc) 3 (Đ)', 'multiple Hỏi? | *1 | 2 | *3'],
  ])('%s', (_name, written, expected) => {
    expect(read(lines('Câu 1: Hỏi?', written))).toEqual([expected])
  })

  test.each<[string, string, [number | null, string | null, string][]]>([
    ['written differently in two places', lines(question(1), 'Đáp án: B', 'Đáp án: C'), [[5, 'correct', 'key-conflict']]],
    ['written and starred', lines('Câu 1: Hỏi?', 'A. x', '*B. y', 'Đáp án: A'), [[4, 'correct', 'key-conflict']]],
    ['written and bold', lines('Câu 1: Hỏi?', 'A. x', '**B. y**', 'Đáp án: A'), [[4, 'correct', 'key-conflict']]],
    ['written below and in the table', lines(question(1), 'Đáp án: B', 'ĐÁP ÁN', '1-C'), [[5, 'correct', 'key-conflict']]],
    ['letter and words', lines(question(1), 'Đáp án: B. Huế'), [[5, 'correct', 'key-conflict']]],
  ])('that disagrees is an error: %s', (_name, text, expected) => {
    expect(issues(text)).toEqual(expected)
  })

  test('that disagrees names both places', () => {
    const [error] = readPastedText(lines('Câu 1: Hỏi?', 'A. x', '**B. y**', 'Đáp án: A')).questions[0]!.errors
    expect(error?.message).toBe('Đáp án không thống nhất: đáp án ghi dưới câu là A, nhưng chữ in đậm là B. Hãy sửa cho khớp.')
  })
})

describe('an answer table', () => {
  const three = lines(question(1), question(2), question(3))
  const right = ['single Hỏi 1? | Huế | *Hà Nội | Vinh', 'single Hỏi 2? | Huế | Hà Nội | *Vinh', 'single Hỏi 3? | *Huế | Hà Nội | Vinh']
  test.each([
    ['ĐÁP ÁN\n1. B 2. C 3. A'],
    ['ĐÁP ÁN: 1B, 2C, 3A'],
    ['BẢNG ĐÁP ÁN\n1B 2C 3A'],
    ['Đáp án:\n1-B; 2-C\n3-A'],
    ['ĐÁP ÁN\n1. B\n2. C\n3. A'],
    ['Đáp án\nCâu\t1\t2\t3\nĐáp án\tB\tC\tA'],
    ['ĐÁP ÁN\n1 2 3\nB C A'],
    ['ĐÁP ÁN\nCâu\tĐáp án\n1\tB\n2\tC\n3\tA'],
    ['| Câu | Đáp án |\n|---|---|\n| 1 | B |\n| 2 | C |\n| 3 | A |'],
    ['1B 2C 3A'],
    ['Đáp án câu 1: B\nĐáp án câu 2: C\nĐáp án câu 3: A'],
    ['HƯỚNG DẪN GIẢI\nCâu 1: B\nCâu 2. Chọn C\nCâu 3\nĐáp án: A'],
    ['--- HẾT ---\nĐÁP ÁN ĐỀ SỐ 1\n1B 2C 3A'],
  ])('%j', (table) => {
    expect(read(lines(three, table))).toEqual(right)
    expect(issues(lines(three, table))).toEqual([])
  })

  test('may stand above the questions', () => {
    expect(read(lines('ĐÁP ÁN', '1B 2C 3A', three))).toEqual(right)
  })

  test('explains what it answers', () => {
    const { questions } = readPastedText(lines(question(1), question(2), 'ĐÁP ÁN', 'Câu 1: B. Vì là thủ đô', 'từ năm 1010', 'Câu 2: C'))
    expect(questions.map(({ draft }) => draft.explanation)).toEqual(['Vì là thủ đô\ntừ năm 1010', ''])
  })

  test('may give words', () => {
    expect(read(lines(question(1), 'Câu 2: Thủ đô?', 'Câu 3: Trời xanh. Đúng hay sai?', 'ĐÁP ÁN', '1-A, 2-Hà Nội, 3-Đ'))).toEqual([
      'single Hỏi 1? | *Huế | Hà Nội | Vinh',
      'shortText Thủ đô? | =Hà Nội',
      'trueFalse Trời xanh. Đúng hay sai? | *Đúng | Sai',
    ])
  })

  const [first, second] = [lines('PHẦN I. LUẬT', question(1), question(2)), lines('PHẦN II. BỘ LUẬT', question(1), question(2))]
  test.each<[string, string]>([
    ['named by section', lines(first, second, 'ĐÁP ÁN', 'PHẦN I', '1B 2C', 'PHẦN II', '1A 2A')],
    ['in the order of the sections', lines(first, second, 'ĐÁP ÁN', '1B 2C', '1A 2A')],
    ['below each section', lines(first, 'ĐÁP ÁN', '1B 2C', second, 'Đáp án:', '1A 2A')],
  ])('for numbers that repeat, %s', (_name, text) => {
    const letters = readPastedText(text).questions.map(({ draft }) => draft.correct)
    expect([letters, issues(text)]).toEqual([[[1], [2], [0], [0]], []])
  })

  test.each<[string, string, [number | null, string | null, string][]]>([
    [
      'numbers that repeat and one table',
      lines(first, second, 'ĐÁP ÁN', '1B 2C'),
      [
        [20, 'correct', 'key-ambiguous'],
        [20, 'correct', 'key-ambiguous'],
      ],
    ],
    ['a number that no question has', lines(question(1), 'ĐÁP ÁN', '1B 7C'), [[6, 'correct', 'key-without-question']]],
    ['a letter that the question has not', lines(question(1), 'ĐÁP ÁN', '1-F'), [[6, 'correct', 'key-unreadable']]],
  ])('%s', (_name, text, expected) => {
    expect(issues(text)).toEqual(expected)
  })
})

describe('questions of other kinds', () => {
  test.each<[string, string, string]>([
    ['true or false, asked in brackets', 'Câu 1: Trời xanh (Đúng/Sai)\nĐáp án: Đúng', 'trueFalse Trời xanh | *Đúng | Sai'],
    ['Đ/S', 'Câu 1: Trời xanh. (Đ/S)\nĐA: S', 'trueFalse Trời xanh. | Đúng | *Sai'],
    ['asked in the sentence', 'Câu 1: Trời xanh, đúng hay sai?\nĐáp án: Sai', 'trueFalse Trời xanh, đúng hay sai? | Đúng | *Sai'],
    ['only the key says so', 'Câu 1: Trời xanh.\nĐáp án: Đúng', 'trueFalse Trời xanh. | *Đúng | Sai'],
    ['the key behind the sentence', 'Câu 1: Trời xanh. (Sai)', 'trueFalse Trời xanh. | Đúng | *Sai'],
    ['with options', 'Câu 1: Trời xanh?\nA. Đúng B. Sai\nĐáp án: B', 'trueFalse Trời xanh? | Đúng | *Sai'],
    ['with options the other way round', 'Câu 1: Trời xanh?\nA. Sai\nB. Đúng\nĐáp án: B', 'trueFalse Trời xanh? | *Đúng | Sai'],
    ['yes and no are options of their own', 'Câu 1: Hỏi?\nA. Có\nB. Không\nĐáp án: A', 'single Hỏi? | *Có | Không'],
    ['a short text', 'Câu 1: Ai?\nĐáp án: Nguyễn Đức Cảnh.', 'shortText Ai? | =Nguyễn Đức Cảnh'],
    ['several accepted texts', 'Câu 1: Tuổi?\nĐáp án: 18 tuổi | mười tám tuổi', 'shortText Tuổi? | =18 tuổi | =mười tám tuổi'],
    ['a number', 'Câu 1: Năm?\nĐáp án: 1929', 'number Năm? | =1929'],
    ['a decimal comma', 'Câu 1: Pi?\nĐáp án: 3,14', 'number Pi? | =3.14'],
    ['thousands', 'Câu 1: Tiền?\nĐáp án: 1.500.000', 'number Tiền? | =1500000'],
    ['a phone number is no number', 'Câu 1: Máy?\nĐáp án: 0912345678', 'shortText Máy? | =0912345678'],
  ])('%s', (_name, text, expected) => {
    expect(read(text)).toEqual([expected])
  })

  test.each<[string, string]>([
    ['no options and no key', 'Câu 1: Nêu cảm nghĩ của bạn.\n……………'],
    ['a bold line under it', 'Câu 1: Nêu cảm nghĩ của bạn?\n**Không quá 200 từ**\nViết tay'],
    ['a model answer of several lines', 'Câu 1: Trình bày.\nĐáp án:\n- ý một\n- ý hai'],
  ])('an essay is skipped with its reason: %s', (_name, text) => {
    expect(readPastedText(text)).toMatchObject({ questions: [], skipped: [{ line: 1, type: 'tự luận' }] })
  })
})

describe('labelled lines', () => {
  const field = (text: string): QuestionDraft => readPastedText(lines(question(1), 'Đáp án: B', text)).questions[0]!.draft
  test.each<[string, Partial<QuestionDraft>]>([
    ['Giải thích: vì một\nhai', { explanation: 'vì một\nhai' }],
    ['Lời giải\nvì một', { explanation: 'vì một' }],
    ['*Giải thích: vì một*', { explanation: 'vì một' }],
    ['Căn cứ: Điều 5', { legalReference: 'Điều 5' }],
    ['(Căn cứ: Điều 5 (khoản 1))', { legalReference: 'Điều 5 (khoản 1)' }],
    ['Căn cứ pháp lý: Điều 5\nLuật Công đoàn', { legalReference: 'Điều 5\nLuật Công đoàn' }],
    ['(Khoản 1 Điều 5 Luật Công đoàn)', { legalReference: 'Khoản 1 Điều 5 Luật Công đoàn', explanation: '' }],
    ['Theo Điều 5, người lao động có quyền gia nhập', { legalReference: '', explanation: 'Theo Điều 5, người lao động có quyền gia nhập' }],
    ['Chủ đề: Luật', { topic: 'Luật' }],
    ['Mức độ: Thông hiểu', { difficulty: 2 }],
    ['Độ khó: 3', { difficulty: 3 }],
    ['Mức độ: 4/5', { difficulty: 4 }],
    ['Mã: CD-1', { code: 'CD-1' }],
    ['Nhãn: a, b, a', { tags: ['a', 'b'] }],
    ['Trạng thái: Bản nháp', { status: 'draft' }],
    ['Mức độ: Dễ | Chủ đề: Luật | Mã: X1', { difficulty: 1, topic: 'Luật', code: 'X1' }],
  ])('%j', (text, expected) => {
    expect(field(text)).toMatchObject(expected)
  })

  test.each<[string, Partial<QuestionDraft>]>([
    [
      'Câu 1 (NB): Hỏi?\nA. x\nB. y\nĐáp án: B. Giải thích: vì. Căn cứ: Điều 1',
      { difficulty: 1, correct: [1], explanation: 'vì.', legalReference: 'Điều 1' },
    ],
    ['Câu 1: Hỏi? (Căn cứ: Điều 5)\nA. x\nB. y (ĐA: B)', { stem: 'Hỏi?', legalReference: 'Điều 5', options: ['x', 'y'], correct: [1] }],
    ['Câu 1: Hội thi có chủ đề: “Công đoàn” nào?\nA. x\nB. y\nĐA: B', { stem: 'Hội thi có chủ đề: “Công đoàn” nào?', topic: '' }],
  ])('inside other lines, %j', (text, expected) => {
    expect(readPastedText(text).questions[0]?.draft).toMatchObject(expected)
  })

  test('an unknown difficulty is left to the rules, which refuse it', () => {
    expect(questionFaults(field('Mức độ: siêu khó')).map(({ code }) => code)).toContain('difficulty-invalid')
  })
})

describe('headings', () => {
  test.each<[string, string]>([
    ['PHẦN I. LUẬT CÔNG ĐOÀN', 'LUẬT CÔNG ĐOÀN'],
    ['PHẦN I. LUẬT CÔNG ĐOÀN (10 câu)', 'LUẬT CÔNG ĐOÀN'],
    ['Phần 2: Bộ luật Lao động', 'Bộ luật Lao động'],
    ['Chủ đề 1: An toàn', 'An toàn'],
    ['II. AN TOÀN', 'AN TOÀN'],
    ['IV- An toàn', 'An toàn'],
    ['CHƯƠNG I\nNHỮNG QUY ĐỊNH CHUNG', 'NHỮNG QUY ĐỊNH CHUNG'],
    ['LUẬT VIỆC LÀM', 'LUẬT VIỆC LÀM'],
    ['Bài 2: Tổ chức', 'Tổ chức'],
    ['1. Điều lệ Công đoàn', 'Điều lệ Công đoàn'],
    ['## Điều lệ', 'Điều lệ'],
    ['Chủ đề 3. Luật', 'Luật'],
    ['B. TỰ LUẬN (3 điểm)', ''],
    ['PHẦN III', 'PHẦN III'],
  ])('%j is the topic of what follows', (heading, topic) => {
    const { questions } = readPastedText(lines(question(1), 'ĐA: B', heading, question(2), 'ĐA: B'))
    expect(questions.map(({ draft }) => draft.topic)).toEqual(['', topic])
  })

  test('topics named above their questions hold until the next one', () => {
    const { questions } = readPastedText(lines('Chủ đề: Luật', question(1), 'ĐA: B', question(2), 'ĐA: B', 'Chủ đề: Khác', question(3), 'ĐA: B'))
    expect(questions.map(({ draft }) => draft.topic)).toEqual(['Luật', 'Luật', 'Khác'])
  })

  test('"I." after "H." is an option', () => {
    const letters = [...'ABCDEFGHI'].map((letter) => `${letter}. ${letter}1`)
    expect(readPastedText(lines('Câu 1: Hỏi?', ...letters, 'ĐA: I')).questions[0]?.draft.correct).toEqual([8])
  })
})

describe('nothing is dropped without a word', () => {
  test.each<[string, string, [number | null, string][]]>([
    ['a title and instructions', lines('ĐỀ THI', '1. Thời gian 30 phút', '', question(1), 'ĐA: B'), [[1, 'text-before-first']]],
    ['a passage for several questions', lines(question(1), 'ĐA: B', '', 'Đọc đoạn văn sau', question(2), 'ĐA: B'), [[7, 'text-unattached']]],
    [
      'a passage right below an option',
      lines(question(1), 'Đọc đoạn văn sau và trả lời câu 2', 'Đoạn văn', question(2), 'ĐA: B'),
      [[5, 'text-unattached']],
    ],
    ['a page number', lines('Câu 1: Hỏi?', 'A. x', 'Trang 1/4 - Mã đề 132', 'B. y', 'ĐA: B'), [[3, 'text-unattached']]],
    ['text below a key', lines(question(1), 'Đáp án: B', 'Vì là thủ đô'), [[6, 'text-as-explanation']]],
    ['points of single questions', lines('Câu 1 (2 điểm): Hỏi?', options, 'Đáp án: B', 'Điểm: 2'), [[1, 'points-ignored']]],
    ['a heading without questions', lines(question(1), 'ĐA: B', 'PHẦN II. LUẬT'), [[6, 'heading-unused']]],
    ['options without letters', 'Câu 1: Hỏi?\nx\ny\nĐáp án: B', [[1, 'options-unlabelled']]],
    ['statements', 'Câu 1: Hỏi?\na) 1\nb) 2\nc) 3\nĐáp án: ĐSĐ', [[1, 'statements-as-multiple']]],
    ['a number that may mean two things', 'Câu 1: Hỏi?\nĐáp án: 1.500', [[1, 'number-separator']]],
  ])('%s', (_name, text, expected) => {
    expect(warnings(text)).toEqual(expected)
  })

  test.each<[string, string, [number | null, string | null, string][]]>([
    ['a key above all questions', lines('Đáp án: B', question(1), 'ĐA: B'), [[1, 'correct', 'key-without-question']]],
    ['a key that cannot be read', lines(question(1), 'Đáp án: chưa rõ'), [[5, 'correct', 'key-unreadable']]],
    ['a key in other words', lines(question(1), 'Đáp án B nhé'), [[5, 'correct', 'key-unreadable']]],
    ['a letter twice', 'Câu 1: Hỏi?\nA. x\nB. y\nB. z\nĐA: B', [[1, 'options', 'option-letters']]],
    ['a letter left out', 'Câu 1: Hỏi?\nA. x\nB. y\nD. z\nĐA: D', [[1, 'options', 'option-letters']]],
    ['letters that begin with B', 'Câu 1: Hỏi?\nB. x\nC. y\nĐA: B', [[1, 'options', 'option-letters']]],
    ['an unknown status', lines(question(1), 'ĐA: B', 'Trạng thái: lạ'), [[1, 'status', 'status-unknown']]],
  ])('%s is an error', (_name, text, expected) => {
    expect(issues(text)).toEqual(expected)
  })

  test('every answer that could mean either of two questions is told', () => {
    const text = lines('Câu 1: Một?', 'Câu 1: Hai?', 'Đáp án: Ba', '1. B 2. C', 'Câu 1: Bốn?', 'Câu 1: Năm?')
    expect(issues(text).map(([line, , code]) => [line, code])).toEqual([
      [4, 'key-ambiguous'],
      [5, 'key-ambiguous'],
      [6, 'key-ambiguous'],
      [4, 'key-without-question'],
    ])
  })

  test('one broken question does not stop the others', () => {
    expect(read(lines(question(1), 'Đáp án: F', question(2), 'Đáp án: B'))).toHaveLength(2)
  })

  const shapes = [
    ...[
      'Câu 1: {w}?',
      'Câu 2. {w}',
      '3. {w}',
      'A. {w}',
      'B. {w}',
      'C. {w}',
      '*B. {w}',
      'A. {w}   B. {w}',
      'a) {w}',
      '- {w}',
      '{w}',
      '{w} (Đúng/Sai)',
      '',
    ],
    ...[
      'Đáp án: B',
      'ĐA: {w}',
      'Đáp án: B. {w}',
      'Giải thích: {w}',
      'Căn cứ: {w}',
      'Nhãn: {w}',
      'Lời giải',
      'HẾT',
      'ĐÁP ÁN',
      '1. B 2. C',
      'Câu 1: B. {w}',
      'PHẦN II',
    ],
  ]
  test('every word is in a draft, or its line is told', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...shapes), { minLength: 1, maxLength: 9 }), (picked) => {
        let words = 0
        const text = picked.map((shape) => shape.replace(/\{w\}/g, () => `wx${(words += 1)}x`)).join('\n')
        expect(vanished(text)).toEqual([])
      }),
      { numRuns: 1_500 },
    )
  })
})

/** Lines whose words are in no draft, in no message, and on no line that an issue names. */
function vanished(text: string): string[] {
  const file = readPastedText(text)
  // What stands below an answer that could not be placed is told with it.
  const astray = file.errors.filter(({ code }) => code === 'key-ambiguous' || code === 'key-without-question').map(({ line }) => line ?? 0)
  const starts = [...file.questions.map(({ line }) => line), ...file.skipped.map(({ line }) => line ?? 0), ...astray]
  const found = [...file.errors, ...file.warnings, ...file.questions.flatMap(({ errors }) => errors)]
  const told = new Set([
    ...found.map(({ line }) => line),
    ...found.flatMap(({ message }) => (/\(dòng ([\d, ]+)/u.exec(message)?.[1] ?? '').split(', ').map(Number)),
  ])
  const kept = JSON.stringify([file.questions.map(({ draft }) => draft), found.map(({ message }) => message)])
  const prefaced = found.some(({ code }) => code === 'text-before-first')
  return text.split('\n').filter((line, index) => {
    const own = Math.max(...starts.filter((start) => start <= index + 1))
    const broken =
      astray.includes(own) ||
      file.skipped.some(({ line: at }) => at === own) ||
      file.questions.some(({ line: at, errors }) => at === own && errors.length > 0)
    if (told.has(index + 1) || broken || (prefaced && own === Number.NEGATIVE_INFINITY)) return false
    return (line.match(/wx\d+x/g) ?? []).some((word) => !kept.includes(word))
  })
}

describe('tables pasted from a sheet', () => {
  test('a row is a question', () => {
    const text = lines('STT\tCâu hỏi\tA\tB\tC\tĐáp án\tCăn cứ', '1\tThủ đô?\tHuế\tHà Nội\tVinh\tB\tĐiều 13', '2\tNăm?\t1929\t1930\t\tA\t')
    expect(read(text)).toEqual(['single Thủ đô? | Huế | *Hà Nội | Vinh', 'single Năm? | *1929 | 1930'])
    expect(readPastedText(text).questions.map(({ line, draft }) => [line, draft.legalReference])).toEqual([
      [2, 'Điều 13'],
      [3, ''],
    ])
  })
})

describe('any text at all', () => {
  const sample = lines(
    'PHẦN I. LUẬT',
    question(1),
    'Đáp án: B',
    '2. Hỏi?',
    'A. x  B. y  *C. z',
    'Giải thích: **vì**',
    'Câu 3: (Đúng/Sai)',
    'ĐÁP ÁN',
    '1B 2C 3Đ',
  )
  test('is read without throwing', () => {
    const pieces = [
      'Câu ',
      '1',
      '. ',
      'A',
      ') ',
      '\t',
      '\n',
      '*',
      '**',
      'Đáp án',
      ': ',
      'B',
      '(',
      ']',
      '|',
      '-',
      'ĐA',
      ' I',
      '☐',
      '\u0301',
      '\ud800',
      '#',
      '>',
      '<br>',
      '=>',
      'Đúng',
      '/',
      'Sai',
    ]
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string()), { maxLength: 60 }), (parts) => void readPastedText(parts.join(''))),
    )
  })

  test('also a sample that was cut and mixed up', () => {
    fc.assert(
      fc.property(fc.nat(sample.length), fc.nat(sample.length), fc.string({ maxLength: 5 }), (from, to, put) => {
        const text = sample.slice(0, from) + put + sample.slice(to)
        for (const { line } of readPastedText(text).questions) expect(line).toBeGreaterThan(0)
      }),
    )
  })

  test.each([' ', '\t', '(', 'A. ', 'a) b) ', '1-B ', '1. ', '* ', '**a', 'Đáp án: B. ', '(Căn cứ: ', '| a ', '☐ ', '<p>', 'I. '])(
    'long lines and many lines of %j take no time',
    (unit) => {
      const started = processorMs()
      for (const before of ['', 'Câu 1: x?\n', 'Câu 1: x?\nA. y\nB. z\n', 'Câu 1: ']) {
        readPastedText(before + unit.repeat(Math.ceil(20_000 / unit.length)))
        readPastedText(before + `${unit}\n`.repeat(2_000))
      }
      expect(processorMs() - started).toBeLessThan(10_000)
    },
  )
})
