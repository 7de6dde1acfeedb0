import { describe, expect, test } from 'vitest'
import { parseQuestionsCsv } from '../../server/src/formats/questions-csv.ts'

const header = 'Mã,Chủ đề,Độ khó,Loại,Câu hỏi,A,B,C,D,Đáp án'
const parse = (...rows: string[]) => parseQuestionsCsv([header, ...rows].join('\n'))
const issues = (text: string) => parseQuestionsCsv(text).errors.map(({ line, field, code }) => [line, field, code])

describe('a sheet of questions', () => {
  test('becomes drafts', () => {
    const { drafts, errors, warnings } = parse('BC-001,Bầu cử,2,,Câu nào đúng?,Một,Hai,Ba,,B')
    expect({ errors, warnings }).toEqual({ errors: [], warnings: [] })
    expect(drafts).toEqual([
      {
        line: 2,
        draft: {
          code: 'BC-001',
          kind: 'single',
          topic: 'Bầu cử',
          difficulty: 2,
          status: 'ready',
          stem: 'Câu nào đúng?',
          options: ['Một', 'Hai', 'Ba'],
          correct: [1],
          explanation: '',
          legalReference: '',
          keepOrder: false,
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
  ])('is read with %s', (_name, text) => {
    const { drafts, errors, warnings } = parseQuestionsCsv(text)
    expect({ errors, warnings }).toEqual({ errors: [], warnings: [] })
    expect(drafts.map(({ draft }) => draft)).toMatchObject([{ code: 'X1', topic: 'T', difficulty: 1, stem: 'S', options: ['a', 'b'], correct: [0] }])
  })

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
    ['A.', [0]],
    ['Hai', [1]],
  ])('reads the key %s', (written, correct) => {
    expect(parse(`X1,T,1,,S,Một,Hai,Ba,Bốn,${written}`).drafts[0]?.draft.correct).toEqual(correct)
  })

  test.each<[string, string, string]>([
    ['one letter', 'X1,T,1,,S,Một,Hai,Ba,,A', 'single'],
    ['several letters', 'X1,T,1,,S,Một,Hai,Ba,,AB', 'multiple'],
    ['Đúng and Sai', 'X1,T,1,,S,Đúng,Sai,,,A', 'trueFalse'],
    ['Sai and Đúng, the key in words', 'X1,T,1,,S,Sai,Đúng,,,Đúng', 'trueFalse'],
    ['a kind in Vietnamese', 'X1,T,1,Nhiều lựa chọn,S,Một,Hai,Ba,,A', 'multiple'],
    ['a kind without accents', 'X1,T,1,mot lua chon,S,Đúng,Sai,,,A', 'single'],
    ['Đúng/Sai', 'X1,T,1,Đúng/Sai,S,Phải,Trái,,,A', 'trueFalse'],
    ['a kind in English', 'X1,T,1,true_false,S,Đúng,Sai,,,B', 'trueFalse'],
  ])('knows the kind by %s', (_name, row, kind) => {
    expect(parse(row)).toMatchObject({ errors: [], drafts: [{ draft: { kind } }] })
  })

  test('a formula is just text', () => {
    expect(parse('X1,T,1,,=SUM(A1),=1+1,-5,,,A').drafts[0]?.draft).toMatchObject({ stem: '=SUM(A1)', options: ['=1+1', '-5'] })
  })

  test('optional columns in Vietnamese words', () => {
    const text = `${header},Giải thích,Căn cứ pháp lý,Trạng thái,Giữ thứ tự\nX1,T,1,,S,Một,Cả A và C,Ba,,A,"Vì thế, nên",Điều 2,Bản nháp,Có`
    expect(parseQuestionsCsv(text)).toMatchObject({
      errors: [],
      drafts: [{ draft: { explanation: 'Vì thế, nên', legalReference: 'Điều 2', status: 'draft', keepOrder: true } }],
    })
  })
})

describe('every error names its real line, all at once', () => {
  test.each<[string, string, [number | null, string | null, string][]]>([
    [
      'after a question of several lines',
      `${header}\nX1,T,1,,"Dòng 1\nDòng 2\n\nDòng 4",Một,Hai,,,A\nX2,T,9,,S,Một,Hai,,,A`,
      [[6, 'difficulty', 'difficulty-invalid']],
    ],
    ['with Windows line breaks', `${header}\r\nX1,T,1,,"Dòng 1\r\nDòng 2",Một,Hai,,,A\r\n\r\nX2,,1,,S,Một,Hai,,,A`, [[5, 'topic', 'topic-missing']]],
    ['inside a question of several lines: where it starts', `${header}\nX1,T,1,,"Dòng 1\nDòng 2",Một,,Ba,,A\n`, [[2, 'options', 'option-empty']]],
    [
      'several faults of one row',
      `${header}\n,T,x,,S,Một,Một,,,E`,
      [
        [2, 'id', 'code-missing'],
        [2, 'difficulty', 'difficulty-invalid'],
        [2, 'options', 'option-twice'],
        [2, 'correct', 'key-outside'],
      ],
    ],
    ['a key that cannot be read', `${header}\nX1,T,1,,S,Một,Hai,,,2`, [[2, 'correct', 'key-unreadable']]],
    ['no key', `${header}\nX1,T,1,,S,Một,Hai,,,`, [[2, 'correct', 'key-missing']]],
    ['an unknown kind', `${header}\nX1,T,1,Tự luận,S,Một,Hai,,,A`, [[2, 'kind', 'kind-unknown']]],
    [
      'more cells than columns',
      `${header}\nX1,T,1,,Một, hai, ba?,Một,Hai,,,A`,
      [
        [2, null, 'too-many-cells'],
        [2, 'correct', 'key-missing'],
      ],
    ],
    [
      'a quote that is never closed',
      `${header}\nX1,T,1,,S,Một,Hai,,,A\n\nX2,T,1,,"S,Một,Hai,,,A\nX3,T,1,,S,Một,Hai,,,A`,
      [[4, null, 'quote-not-closed']],
    ],
    ['text after a closed quote', `${header}\nX1,T,1,,"S" thêm,Một,Hai,,,A`, []],
    ['headers alone', header, [[null, null, 'no-questions']]],
    ['more rows than any bank holds', `${header}\n${'X,T,1,,S,a,b,,,A\n'.repeat(50_001)}`, [[null, null, 'too-many-records']]],
    ['an empty file', '', [[null, null, 'file-empty']]],
    ['a column twice', `${header},Answer\nX1,T,1,,S,Một,Hai,,,A,A`, [[1, null, 'column-twice']]],
  ])('%s', (_name, text, expected) => {
    expect(issues(text)).toEqual(expected)
  })

  test('missing columns: one error with what is missing and what was found', () => {
    const { errors } = parseQuestionsCsv('STT,Câu hỏi,Trả lời\n1,S,A\n2,S,B')
    expect(errors).toEqual([
      {
        line: 1,
        field: null,
        code: 'columns-missing',
        message:
          'Thiếu cột: Mã, Chủ đề, Độ khó, Phương án A, Phương án B, Đáp án. Các cột tìm thấy: STT, Câu hỏi, Trả lời. Hãy thêm hoặc đổi tên cột ở dòng tiêu đề.',
      },
    ])
  })

  test('a code used twice names the earlier line', () => {
    expect(parse('X1,T,1,,S,a,b,,,A', 'X2,T,1,,S,a,b,,,A', 'X1,T,1,,S,a,b,,,A').errors).toMatchObject([
      { line: 4, field: 'id', code: 'code-twice', message: expect.stringContaining('dòng 2') },
    ])
  })

  test('a column that nobody knows is a warning', () => {
    expect(parseQuestionsCsv(`STT,${header}\n1,X1,T,1,,S,a,b,,,A`)).toMatchObject({
      drafts: [{ line: 2 }],
      errors: [],
      warnings: [{ line: 1, field: 'STT', code: 'column-unknown' }],
    })
  })
})
