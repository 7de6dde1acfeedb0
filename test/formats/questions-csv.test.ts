import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { blankQuestion, type QuestionDraft } from '../../server/src/domain/question.ts'
import { collectQuestions } from '../../server/src/formats/collect-questions.ts'
import { readCsvQuestions, writeCsvQuestions } from '../../server/src/formats/sheet/questions-csv.ts'
import { anyBank } from './any-question.ts'

const header = 'Mã,Chủ đề,Độ khó,Loại,Câu hỏi,A,B,C,D,Đáp án'
const read = (text: string) => collectQuestions(readCsvQuestions(text))
const parse = (...rows: string[]) => read([header, ...rows].join('\n'))
const issues = (text: string) => read(text).errors.map(({ line, field, code }) => [line, field, code])
/** A draft's row under columns that are named as they come. */
const draftOf = (columns: Record<string, string>) => {
  const quoted = (cells: string[]) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')
  return readCsvQuestions(`${quoted(Object.keys(columns))}\n${quoted(Object.values(columns))}`).questions[0]
}

describe('a sheet of questions', () => {
  test('becomes drafts', () => {
    const { drafts, errors, warnings } = parse('BC-001,Bầu cử,2,,Câu nào đúng?,Một,Hai,Ba,,B')
    expect({ errors, warnings }).toEqual({ errors: [], warnings: [] })
    expect(drafts).toEqual([
      {
        line: 2,
        draft: {
          ...blankQuestion(),
          code: 'BC-001',
          kind: 'single',
          topic: 'Bầu cử',
          difficulty: 2,
          stem: 'Câu nào đúng?',
          options: ['Một', 'Hai', 'Ba'],
          correct: [1],
        },
      },
    ])
  })

  test.each<[string, string]>([
    ['commas', 'Mã,Chủ đề,Độ khó,Câu hỏi,A,B,Đáp án\nX1,T,1,S,a,b,A'],
    ['semicolons, as Excel saves in a Vietnamese locale', 'Mã;Chủ đề;Độ khó;Câu hỏi;A;B;Đáp án\nX1;T;1;S;a;b;A'],
    ['tabs', 'Mã\tChủ đề\tĐộ khó\tCâu hỏi\tA\tB\tĐáp án\nX1\tT\t1\tS\ta\tb\tA'],
    ['Excel\'s "sep" line', 'sep=;\r\nMã;Chủ đề;Độ khó;Câu hỏi;A;B;Đáp án\r\nX1;T;1;S;a;b;A'],
    ['a header written with commas inside quotes', '"Mã";"Chủ đề";"Độ khó (1, 2, 3, 4, 5)";"Câu hỏi";A;B;"Đáp án"\nX1;T;1;S;a;b;A'],
    ['English headers', 'id,topic,difficulty,stem,Option A,Option B,answer\nX1,T,1,S,a,b,A'],
    ['other names of the same columns', 'code,Topic,DIFFICULTY,Question,PA A,Lựa chọn B,Correct\nX1,T,1,S,a,b,A'],
    ['"Đáp án A" as an option beside "Đáp án đúng"', 'Mã,Chủ đề,Độ khó,Nội dung,Đáp án A,Đáp án B,Đáp án đúng\nX1,T,1,S,a,b,A'],
    ['headers without accents, in another order', 'DAP AN,PHUONG AN B,PHUONG AN A,CAU HOI,DO KHO,CHU DE,MA\nA,b,a,S,1,T,X1'],
    ['headers in NFD', 'Mã,Chủ đề,Độ khó,Câu hỏi,A,B,Đáp án\nX1,T,1,S,a,b,A'.normalize('NFD')],
    ['empty lines and empty rows', '\n\nMã,Chủ đề,Độ khó,Câu hỏi,A,B,Đáp án\n\n,,,,,,\nX1,T,1,S,a,b,A\n,,,,,,\n'],
    ['line breaks of old Macs', 'Mã,Chủ đề,Độ khó,Câu hỏi,A,B,Đáp án\rX1,T,1,S,a,b,A\r'],
    ['rows numbered under "STT"', 'STT,Mã,Chủ đề,Độ khó,Câu hỏi,A,B,Đáp án\n1,X1,T,1,S,a,b,A\n2,,,,,,,'],
    ['titles above the headers', 'NGÂN HÀNG CÂU HỎI,,,,,,\n"Lập ngày 1/5, tại Huế",,,,,,\nMã,Chủ đề,Độ khó,Câu hỏi,A,B,Đáp án\nX1,T,1,S,a,b,A'],
    ['the headers again in between', 'Mã,Chủ đề,Độ khó,Câu hỏi,A,B,Đáp án\nMã,Chủ đề,Độ khó,Câu hỏi,A,B,Đáp án\nX1,T,1,S,a,b,A'],
  ])('is read with %s', (_name, text) => {
    const { drafts, errors, warnings } = read(text)
    expect({ errors, warnings }).toEqual({ errors: [], warnings: [] })
    expect(drafts.map(({ draft }) => draft)).toMatchObject([{ code: 'X1', topic: 'T', difficulty: 1, stem: 'S', options: ['a', 'b'], correct: [0] }])
  })

  test('needs no more than questions and keys: the rest is left open', () => {
    const { questions, errors, warnings } = readCsvQuestions('Câu hỏi,A,B,Đáp án\nS,a,b,B')
    expect({ errors, warnings }).toEqual({ errors: [], warnings: [] })
    expect(questions).toEqual([{ line: 2, draft: { ...blankQuestion(), stem: 'S', options: ['a', 'b'], correct: [1] }, errors: [] }])
  })

  test('in the manner of Kahoot is read: numbered options, keys by number', () => {
    const text =
      'Quiz template,,,,,,\nQuestion - max 120 characters,Answer 1 - max 75 characters,Answer 2 - max 75 characters,Answer 3,Answer 4,Time limit (sec),Correct answer(s) - choose at least one\nWhere?,Hà Nội,Huế,Vinh,,20,"1,3"'
    const { questions, errors, warnings } = readCsvQuestions(text)
    expect(errors).toEqual([])
    expect(questions[0]?.draft).toMatchObject({ kind: 'multiple', stem: 'Where?', options: ['Hà Nội', 'Huế', 'Vinh'], correct: [0, 2] })
    expect(warnings).toMatchObject([{ code: 'column-unknown', field: 'Time limit (sec)' }])
  })

  test('in the manner of Quizizz is read: "Multiple Choice" has one key or several, an open question is left out', () => {
    const text =
      'Question Text,Question Type,Option 1,Option 2,Correct Answer\nQ1,Multiple Choice,a,b,2\nQ2,Checkbox,a,b,"1,2"\nQ3,Fill-in-the-Blank,Huế,Hue,\nQ4,Open-Ended,,,'
    const { questions, skipped } = readCsvQuestions(text)
    expect(questions.map(({ draft, errors }) => [draft.kind, draft.correct, draft.answers.map((answer) => answer.text), errors])).toEqual([
      ['single', [1], [], []],
      ['multiple', [0, 1], [], []],
      ['shortText', [], ['Huế', 'Hue'], []],
    ])
    expect(skipped).toMatchObject([{ line: 5, type: 'Open-Ended' }])
  })

  test('a formula is just text', () => {
    expect(parse('X1,T,1,,=SUM(A1),=1+1,-5,,,A').drafts[0]?.draft).toMatchObject({ stem: '=SUM(A1)', options: ['=1+1', '-5'] })
  })

  test('optional columns in Vietnamese words', () => {
    const text = `${header},Giải thích,Căn cứ pháp lý,Trạng thái,Giữ thứ tự,Giữ cuối,Nhãn,Tỷ lệ điểm\nX1,T,1,,S,Một,Hai,Cả A và B,,A,"Vì thế, nên",Điều 2,Bản nháp,Có,C,"luật; 2024, khó",100;50;0`
    expect(read(text)).toMatchObject({
      errors: [],
      drafts: [
        {
          draft: {
            explanation: 'Vì thế, nên',
            legalReference: 'Điều 2',
            status: 'draft',
            keepOrder: true,
            keepLast: [2],
            tags: ['luật', '2024', 'khó'],
            credits: [100, 50, 0],
          },
        },
      ],
    })
  })
})

describe('the key of a choice', () => {
  test.each<[string, number[]]>([
    ['B', [1]],
    ['b', [1]],
    ['"A,C"', [0, 2]],
    ['"A, C"', [0, 2]],
    ['A;C', [0, 2]],
    ['AC', [0, 2]],
    ['CA', [0, 2]],
    ['A và C', [0, 2]],
    ['A & C', [0, 2]],
    ['A-C', [0, 2]],
    ['A.', [0]],
    ['(B)', [1]],
    ['Hai', [1]],
    ['hai', [1]],
    ['Ba', [2]],
    ['Một; Ba', [0, 2]],
    ['2', [1]],
    ['"1,3"', [0, 2]],
    ['1 và 3', [0, 2]],
    ['B. Hai', [1]],
    ['Đáp án B', [1]],
  ])('%s', (written, correct) => {
    expect(parse(`X1,T,1,,S,Một,Hai,Ba,Bốn,${written}`)).toMatchObject({ errors: [], drafts: [{ draft: { correct } }] })
  })

  test.each<[string, string, number[]]>([
    ['a number that an option says is that option', '18,21,2,1,2', [2]],
    ['a letter is a letter even where an option says it', 'B,A,C,D,B', [1]],
    ['signs are told apart', '+,-,×,:,×', [2]],
    ['words that differ by their accents alone', 'ma,má,mà,mả,mà', [2]],
  ])('%s', (_name, cells, correct) => {
    expect(parse(`X1,T,1,,S,${cells}`).drafts[0]?.draft.correct).toEqual(correct)
  })

  test('weights alone show what is right', () => {
    const columns = { 'Câu hỏi': 'S', A: 'a', B: 'b', C: 'c', 'Đáp án': '' }
    expect(draftOf({ ...columns, Loại: 'Một lựa chọn', 'Tỷ lệ điểm': '0;100;50' })?.draft).toMatchObject({ correct: [1], credits: [0, 100, 50] })
    expect(draftOf({ ...columns, Loại: 'Nhiều lựa chọn', 'Tỷ lệ điểm': '50%;-50%;50%' })?.draft).toMatchObject({
      correct: [0, 2],
      credits: [50, -50, 50],
    })
  })
})

describe('the kind', () => {
  test.each<[string, string, string]>([
    ['one letter', 'X1,T,1,,S,Một,Hai,Ba,,A', 'single'],
    ['several letters', 'X1,T,1,,S,Một,Hai,Ba,,AB', 'multiple'],
    ['Đúng and Sai', 'X1,T,1,,S,Đúng,Sai,,,A', 'trueFalse'],
    ['Sai and Đúng, the key in words', 'X1,T,1,,S,Sai,Đúng,,,Đúng', 'trueFalse'],
    ['a kind in Vietnamese', 'X1,T,1,Nhiều lựa chọn,S,Một,Hai,Ba,,A', 'multiple'],
    ['a kind without accents', 'X1,T,1,mot lua chon,S,Đúng,Sai,,,A', 'single'],
    ['Đúng/Sai', 'X1,T,1,Đúng/Sai,S,Phải,Trái,,,A', 'trueFalse'],
    ['a kind in English', 'X1,T,1,true_false,S,Đúng,Sai,,,B', 'trueFalse'],
    ['a key in words without options', 'X1,T,1,,S,,,,,Sai', 'trueFalse'],
    ['a number without options', 'X1,T,1,,S,,,,,1929', 'number'],
    ['a range without options', 'X1,T,1,,S,,,,,1..5', 'number'],
    ['words without options', 'X1,T,1,,S,,,,,Nguyễn Đức Cảnh', 'shortText'],
    ['an abbreviation without options', 'X1,T,1,,S,,,,,ADB', 'shortText'],
  ])('is known by %s', (_name, row, kind) => {
    expect(parse(row)).toMatchObject({ errors: [], drafts: [{ draft: { kind } }] })
  })

  test('a letter without options is no short answer', () => {
    expect(issues(`${header}\nX1,T,1,,"S A. a B. b",,,,,B`)).toEqual([
      [2, 'options', 'option-count'],
      [2, 'correct', 'key-outside'],
    ])
  })

  test.each(['Tự luận', 'Essay', 'khảo sát'])('%s is skipped, and told', (kind) => {
    expect(read(`${header}\nX1,T,1,${kind},S,,,,,\nX2,T,1,,S,a,b,,,A`)).toMatchObject({
      errors: [],
      drafts: [{ line: 3 }],
      skipped: [{ line: 2, type: kind }],
    })
  })
})

describe('each kind in its cells', () => {
  const answers = (kind: string, key: string, others: Record<string, string> = {}) =>
    draftOf({ 'Câu hỏi': 'S', Loại: kind, 'Đáp án': key, ...others })?.draft.answers.map(({ text, tolerance, credit }) => [text, tolerance, credit])

  test.each<[string, number[]]>([
    ['Đúng', [0]],
    ['đ', [0]],
    ['True', [0]],
    ['T', [0]],
    ['A', [0]],
    ['Sai', [1]],
    ['S', [1]],
    ['FALSE', [1]],
    ['F', [1]],
    ['B', [1]],
    ['0', [1]],
  ])('true or false: %s', (key, correct) => {
    expect(draftOf({ 'Câu hỏi': 'S', Loại: 'Đúng/Sai', 'Đáp án': key })).toMatchObject({ draft: { options: ['Đúng', 'Sai'], correct }, errors: [] })
  })

  test('true or false, its options the other way round', () => {
    expect(draftOf({ 'Câu hỏi': 'S', Loại: 'Đúng/Sai', A: 'Sai', B: 'Đúng', 'Đáp án': 'T' })?.draft.correct).toEqual([1])
  })

  test.each<[string, [string, number, number][]]>([
    ['Điện Biên', [['Điện Biên', 0, 100]]],
    [
      'Điện Biên | Dien Bien =50%',
      [
        ['Điện Biên', 0, 100],
        ['Dien Bien', 0, 50],
      ],
    ],
    [
      'a;b',
      [
        ['a', 0, 100],
        ['b', 0, 100],
      ],
    ],
    [
      'a\nb',
      [
        ['a', 0, 100],
        ['b', 0, 100],
      ],
    ],
    ['a \\| b', [['a | b', 0, 100]]],
    ['\\*', [['\\*', 0, 100]]],
    ['*Công đoàn*', [['*Công đoàn*', 0, 100]]],
    ['tăng =50% =100%', [['tăng =50%', 0, 100]]],
    ['a = 33,5 %', [['a', 0, 33.5]]],
    ['x = y', [['x = y', 0, 100]]],
    [' | ', []],
  ])('short answers: %j', (key, expected) => {
    expect(answers('Trả lời ngắn', key)).toEqual(expected)
  })

  test.each<[string, string, [string, number, number][]]>([
    ['27', '', [['27', 0, 100]]],
    ['3,14', '0,01', [['3,14', 0.01, 100]]],
    ['3.14 ± 0.01', '', [['3.14', 0.01, 100]]],
    [
      '3.14 +/- 0.01 | 3 =50%',
      '',
      [
        ['3.14', 0.01, 100],
        ['3', 0, 50],
      ],
    ],
    ['100', '5%', [['100', 5, 100]]],
    ['1..5', '', [['3', 2, 100]]],
    ['0,1 đến 0,3', '9', [['0.2', 0.1, 100]]],
    ['50%', '', [['50', 0, 100]]],
    ['-5', '', [['-5', 0, 100]]],
    ['khoảng 5', '', [['khoảng 5', 0, 100]]],
  ])('numbers: %s with a tolerance of "%s"', (key, tolerance, expected) => {
    expect(answers('Số', key, { 'Sai số': tolerance })).toEqual(expected)
  })

  test.each<[string, string[]]>([
    ['', ['a', 'b', 'c']],
    ['B,C,A', ['b', 'c', 'a']],
    ['BCA', ['b', 'c', 'a']],
    ['2-3-1', ['b', 'c', 'a']],
    ['B > C > A', ['b', 'c', 'a']],
    ['B → C → A', ['b', 'c', 'a']],
  ])('an order: "%s"', (key, options) => {
    expect(draftOf({ 'Câu hỏi': 'S', Loại: 'Sắp thứ tự', A: 'a', B: 'b', C: 'c', 'Đáp án': key })).toMatchObject({
      draft: { options, correct: [0, 1, 2] },
      errors: [],
    })
  })

  test('an order needs no key column at all', () => {
    expect(draftOf({ 'Câu hỏi': 'S', Loại: 'ordering', A: 'a', B: 'b' })).toMatchObject({
      draft: { options: ['a', 'b'], correct: [0, 1] },
      errors: [],
    })
  })

  test.each<[string, string[], Partial<QuestionDraft>]>([
    [
      'pairs',
      ['Pháp = Paris', 'Ý -> Roma', 'Lào → Viêng Chăn'],
      { prompts: ['Pháp', 'Ý', 'Lào'], options: ['Paris', 'Roma', 'Viêng Chăn'], correct: [0, 1, 2] },
    ],
    ['one right side twice, and one more', ['1 = lẻ', '3 = lẻ', '= chẵn'], { prompts: ['1', '3'], options: ['lẻ', 'chẵn'], correct: [0, 0] }],
    ['an arrow goes before an equals sign', ['x = 2 -> y = 4', 'a => b'], { prompts: ['x = 2', 'a'], options: ['y = 4', 'b'], correct: [0, 1] }],
    ['an escaped sign is no separator', ['a \\= b = c', 'd = e'], { prompts: ['a = b', 'd'], options: ['c', 'e'], correct: [0, 1] }],
  ])('%s', (_name, cells, expected) => {
    const columns = Object.fromEntries(cells.map((cell, index) => [`Phương án ${String.fromCharCode(65 + index)}`, cell]))
    expect(draftOf({ 'Câu hỏi': 'S', Loại: 'Ghép cặp', ...columns })).toMatchObject({ draft: expected, errors: [] })
  })

  test.each<[string, number]>([
    ['1', 1],
    ['5', 5],
    ['3.0', 3],
    ['Mức 4', 4],
    ['', 0],
    ['Dễ', 1],
    ['nhan biet', 1],
    ['Thông hiểu', 2],
    ['Trung bình', 3],
    ['Vận dụng', 4],
    ['VẬN DỤNG CAO', 5],
    ['Khó', 5],
    ['Hard', 5],
    ['vừa vừa', Number.NaN],
    ['0', Number.NaN],
    ['-1', Number.NaN],
    ['9', 9],
  ])('a difficulty of "%s"', (written, difficulty) => {
    expect(draftOf({ 'Câu hỏi': 'S', A: 'a', B: 'b', 'Đáp án': 'A', 'Mức độ': written })?.draft.difficulty).toBe(difficulty)
  })
})

describe('every error names its real line, all at once', () => {
  test.each<[string, string, [number | null, string | null, string][]]>([
    [
      'after a question of several lines',
      `${header}\nX1,T,1,,"Dòng 1\nDòng 2\n\nDòng 4",Một,Hai,,,A\nX2,T,9,,S,Một,Hai,,,A`,
      [[6, 'difficulty', 'difficulty-invalid']],
    ],
    ['with Windows line breaks', `${header}\r\nX1,T,1,,"Dòng 1\r\nDòng 2",Một,Hai,,,A\r\n\r\nX2,T,1,,,Một,Hai,,,A`, [[5, 'stem', 'stem-missing']]],
    ['inside a question of several lines: where it starts', `${header}\nX1,T,1,,"Dòng 1\nDòng 2",Một,,Ba,,A\n`, [[2, 'options', 'option-empty']]],
    [
      'several faults of one row',
      `${header}\nX1,T,x,,S,Một,Một,,,E`,
      [
        [2, 'difficulty', 'difficulty-unreadable'],
        [2, 'options', 'option-twice'],
        [2, 'correct', 'key-outside'],
      ],
    ],
    ['a key that cannot be read', `${header}\nX1,T,1,,S,Một,Hai,,,Năm`, [[2, 'correct', 'key-unreadable']]],
    ['a key past the last option', `${header}\nX1,T,1,,S,Một,Hai,,,3`, [[2, 'correct', 'key-unreadable']]],
    ['no key', `${header}\nX1,T,1,,S,Một,Hai,,,`, [[2, 'correct', 'key-missing']]],
    ['an unknown kind', `${header}\nX1,T,1,Kéo thả,S,Một,Hai,,,A`, [[2, 'kind', 'kind-unknown']]],
    ['an order that is none', `${header}\nX1,T,1,Sắp xếp,S,Một,Hai,,,A`, [[2, 'correct', 'order-unreadable']]],
    ['a pair that is none', `${header}\nX1,T,1,Ghép cặp,S,a = b,c = d,e,,`, [[2, 'correct', 'pair-unreadable']]],
    ['a short answer with options beside its key', `${header}\nX1,T,1,Trả lời ngắn,S,a,b,,,a`, [[2, 'options', 'options-unused']]],
    ['words for a number', `${header}\nX1,T,1,Số,S,,,,,năm`, [[2, 'answers', 'answer-not-number']]],
    [
      'words in the other columns',
      `${header},Trạng thái,Giữ thứ tự,Giữ cuối,Tỷ lệ điểm,Sai số\nX1,T,1,,S,Một,Hai,,,A,?,?,?,x;y,\nX2,T,1,Số,S,,,,,5,,,,,lớn`,
      [
        [2, 'keepLast', 'keep-last-unreadable'],
        [2, 'status', 'status-unknown'],
        [2, 'keepOrder', 'keep-order-unknown'],
        [2, 'credits', 'credits-unreadable'],
        [3, 'answers', 'tolerance-unreadable'],
      ],
    ],
    [
      'more cells than columns',
      `${header}\nX1,T,1,,Một, hai, ba?,Một,Hai,,,A`,
      [
        [2, null, 'too-many-cells'],
        [2, 'correct', 'key-missing'],
      ],
    ],
    [
      'a quote that is never closed, and what follows it',
      `${header}\nX1,T,1,,S,Một,Hai,,,A\n\nX2,T,1,,"S,Một,Hai,,,A\nX3,T,7,,S,Một,Hai,,,A`,
      [
        [4, null, 'quote-not-closed'],
        [5, 'difficulty', 'difficulty-invalid'],
      ],
    ],
    ['text after a closed quote', `${header}\nX1,T,1,,"S" thêm,Một,Hai,,,A`, []],
    ['headers alone', header, [[null, null, 'no-questions']]],
    ['more rows than any bank holds', `${header}\n${'X,T,1,,S,a,b,,,A\n'.repeat(50_001)}`, [[null, null, 'too-many-records']]],
    ['an empty file', '', [[null, null, 'file-empty']]],
    ['a column twice', `${header},Answer\nX1,T,1,,S,Một,Hai,,,A,A`, [[1, null, 'column-twice']]],
  ])('%s', (_name, text, expected) => {
    const inOrder = (found: unknown[]) => found.map(String).sort((a, b) => a.localeCompare(b))
    expect(inOrder(issues(text))).toEqual(inOrder(expected))
  })

  test('missing columns: one error with what is missing and what was found', () => {
    const { errors } = read('DANH SÁCH\nSTT,Nội dung câu hỏi,Gợi ý\n1,S,A\n2,S,B')
    expect(errors).toEqual([
      {
        line: 2,
        field: null,
        code: 'columns-missing',
        message: 'Thiếu cột: Đáp án. Các cột tìm thấy: STT, Nội dung câu hỏi, Gợi ý. Hãy thêm hoặc đổi tên cột ở dòng tiêu đề.',
      },
    ])
  })

  test('a code used twice names the earlier line', () => {
    expect(parse('X1,T,1,,S,a,b,,,A', 'X2,T,1,,S,a,b,,,A', 'X1,T,1,,S,a,b,,,A').errors).toMatchObject([
      { line: 4, field: 'id', code: 'code-twice', message: expect.stringContaining('dòng 2') },
    ])
  })
})

describe('what is left out is told', () => {
  test.each<[string, string, Record<string, unknown>]>([
    ['a column that nobody knows', `${header},Người soạn\nX1,T,1,,S,a,b,,,A,Lan`, { line: 1, field: 'Người soạn', code: 'column-unknown' }],
    ['a title between the questions', `${header}\nPhần I,,,,,,,,,\nX1,T,1,,S,a,b,,,A`, { line: 2, code: 'title-rows' }],
    ['cells below no heading', `${header},\nX1,T,1,,S,a,b,,,A,ghi chú`, { line: 2, code: 'cells-without-heading' }],
  ])('%s', (_name, text, warning) => {
    expect(read(text)).toMatchObject({ drafts: [{ draft: { code: 'X1' } }], errors: [], warnings: [warning] })
  })
})

describe('what is exported', () => {
  const bytesOf = (drafts: readonly QuestionDraft[]) => Buffer.from(writeCsvQuestions(drafts).bytes).toString('utf8')

  test('comes back the same, every kind and every field', () => {
    fc.assert(
      fc.property(anyBank(), (drafts) => {
        const { questions, errors, warnings, skipped } = readCsvQuestions(bytesOf(drafts))
        expect({ errors, warnings, skipped, own: questions.flatMap((question) => question.errors) }).toEqual({
          errors: [],
          warnings: [],
          skipped: [],
          own: [],
        })
        expect(questions.map(({ draft }) => draft)).toEqual(drafts)
      }),
      { numRuns: 300 },
    )
  })

  const choice = { ...blankQuestion(), code: 'X1', topic: 'T', difficulty: 1, stem: 'S' }
  test.each<[string, Partial<QuestionDraft>]>([
    [
      'twelve options, weights and the last two kept last',
      { kind: 'multiple', options: [...'abcdefghijkl'], correct: [0, 11], credits: [50, 0, 0, 0, 0, 0, 0, 0, 0, 0, -33.333, 50], keepLast: [10, 11] },
    ],
    ['a key that an option says', { kind: 'multiple', options: ['A,B', 'A, B', 'AB'], correct: [0, 1] }],
    ['tags with separators', { options: ['a', 'b'], correct: [0], tags: ['a, b', 'c;d', 'e\\', '\\,'] }],
    [
      'answers over two lines, with every sign of their own',
      { kind: 'shortText', answers: [{ text: 'a\nb | c; d\\ =5%', tolerance: 0, credit: 100 }] },
    ],
    ['right sides in another order', { kind: 'matching', prompts: ['p = 1', 'q -> 2', 'r'], options: ['→', '=', '>', '--> x'], correct: [3, 1, 3] }],
  ])('%s', (_name, fields) => {
    const draft = { ...choice, ...fields }
    expect(readCsvQuestions(bytesOf([draft])).questions).toEqual([{ line: 2, draft, errors: [] }])
  })

  test('holds no cell that a spreadsheet would run', () => {
    const draft = { ...choice, stem: '=HYPERLINK("http://x")', options: ['@SUM(1)', '+1'], correct: [0] }
    expect(bytesOf([draft])).toContain('"\'=HYPERLINK(""http://x"")",\'@SUM(1),\'+1')
  })

  test('has no room for more than twelve cells of pairs: the question is named', () => {
    const sides = [...'abcdefgh']
    const draft: QuestionDraft = { ...choice, kind: 'matching', prompts: sides, options: [...'ABCDEFGHIJKL'], correct: sides.map(() => 0) }
    expect(writeCsvQuestions([draft]).leftOut).toEqual([{ code: 'X1', reason: expect.stringContaining('19 ô') }])
  })
})

test('no text makes it throw or hang', () => {
  const sample = `${header},Sai số,Tỷ lệ điểm\nX1,T,1,,S,a,b,,,A,,\nX2,T,2,Số,S,,,,,"1..5 =50%",0.1,\nX3,T,Khó,Ghép cặp,"S\nS",a = b,c -> d,,,,,`
  fc.assert(
    fc.property(fc.nat(sample.length), fc.nat(sample.length), fc.string({ unit: 'binary', maxLength: 8 }), (from, to, put) => {
      collectQuestions(readCsvQuestions(sample.slice(0, from) + put + sample.slice(to)))
    }),
    { numRuns: 300 },
  )
  for (const sign of ['"', '-', '=', '|', '\\', ' ', '(', '1,', 'A '])
    read(`Câu hỏi,Loại,A,B,Đáp án\nS,,${sign.repeat(50_000)},b,${sign.repeat(50_000)}\nS,Ghép cặp,${sign.repeat(50_000)},,`)
})
