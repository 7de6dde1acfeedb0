import { describe, expect, it, test } from 'vitest'
import {
  changeAgainst,
  planImport,
  proposedAction,
  type ImportAction,
  type Likeness,
  type StagedQuestion,
} from '../../server/src/domain/question-import.ts'
import { blankQuestion, type QuestionDraft } from '../../server/src/domain/question.ts'
import { likenessFinder, similarity } from '../../server/src/domain/similarity.ts'

const draft = (code: string, stem: string, options: string[] = ['Có', 'Không']): QuestionDraft => ({
  ...blankQuestion(),
  code,
  stem,
  options,
  correct: [0],
})
const like = (kind: Likeness['kind'], where: Likeness['where'], code: string): Likeness => ({
  kind,
  where,
  code,
  line: null,
  stem: '',
  similarity: 1,
})

test.each<[change: 'added' | 'changed' | 'unchanged', likeness: Likeness | null, action: ImportAction]>([
  ['added', null, 'load'],
  ['added', like('duplicate', 'bank', 'B'), 'skip'],
  ['added', like('duplicate', 'file', 'A'), 'skip'],
  ['added', like('near', 'bank', 'B'), 'load'],
  ['changed', like('sameCode', 'bank', 'A'), 'replace'],
  ['unchanged', null, 'skip'],
])('%s, like %o: %s', (change, likeness, action) => expect(proposedAction(change, likeness)).toBe(action))

describe('what is loaded', () => {
  const staged = (position: number, code: string, likeness: Likeness | null, proposed: ImportAction): StagedQuestion => ({
    position,
    line: position,
    draft: draft(code, code),
    change: 'added',
    likeness,
    proposed,
  })
  const rows = [
    staged(1, 'N-1', null, 'load'),
    staged(2, 'N-2', like('duplicate', 'bank', 'B-7'), 'skip'),
    staged(3, 'N-3', like('near', 'file', 'N-1'), 'load'),
    staged(4, 'B-8', like('sameCode', 'bank', 'B-8'), 'replace'),
  ]
  const inBank = new Set(['B-7', 'B-8', 'B-8-2'])

  test.each<[choices: [number, ImportAction][], codes: string[], skipped: number]>([
    [[], ['N-1', 'N-3', 'B-8'], 1],
    [[[2, 'replace']], ['N-1', 'B-7', 'N-3', 'B-8'], 0],
    [[[2, 'load']], ['N-1', 'N-2', 'N-3', 'B-8'], 0],
    [[[3, 'skip']], ['N-1', 'B-8'], 2],
    [[[4, 'load']], ['N-1', 'N-3', 'B-8-3'], 1],
    [
      [
        [1, 'skip'],
        [3, 'skip'],
        [4, 'skip'],
      ],
      [],
      4,
    ],
  ])('with the choices %j: %j', (choices, codes, skipped) => {
    const plan = planImport(rows, new Map(choices), (code) => inBank.has(code))
    expect(plan.drafts.map(({ code }) => code)).toEqual(codes)
    expect(plan.skipped).toBe(skipped)
  })

  it('two questions never replace the same one', () => {
    const both = [staged(1, 'N-1', like('near', 'bank', 'B-7'), 'replace'), staged(2, 'N-2', like('near', 'bank', 'B-7'), 'replace')]
    expect(planImport(both, new Map(), () => true)).toMatchObject({ drafts: [{ code: 'B-7' }], skipped: 1 })
  })
})

describe('likeness', () => {
  const bank = [
    draft('B-1', 'Ngày bầu cử đại biểu Quốc hội khoá XV là ngày nào?', ['23/5/2021', '22/5/2021', '24/5/2021']),
    draft('B-2', 'Cử tri phải đủ bao nhiêu tuổi tính đến ngày bầu cử?', ['16 tuổi', '18 tuổi', '21 tuổi']),
  ]
  const of = (question: QuestionDraft) => likenessFinder(bank).look(question, 9)

  test.each<[name: string, question: QuestionDraft, kind: string | undefined, code: string | undefined]>([
    [
      'accents, case and punctuation do not tell questions apart',
      draft('N', 'ngay bau cu dai bieu quoc hoi khoa XV la ngay nao', ['24/5/2021', '23/5/2021', '22/5/2021']),
      'duplicate',
      'B-1',
    ],
    [
      'a changed word is near',
      draft('N', 'Ngày bầu cử đại biểu Quốc hội khoá XV là hôm nào?', ['23/5/2021', '22/5/2021', '24/5/2021']),
      'near',
      'B-1',
    ],
    ['the code comes first', draft('B-2', 'Câu hỏi khác hẳn về lương tối thiểu vùng?'), 'sameCode', 'B-2'],
    ['another question is like none', draft('N', 'Công đoàn Việt Nam thành lập ngày nào?', ['28/7/1929', '3/2/1930']), undefined, undefined],
    ['the same stem about other options is another question', draft('N', 'Chọn ý đúng.', ['a b c d', 'e f g h']), undefined, undefined],
  ])('%s', (_name, question, kind, code) => {
    const found = of(question)
    expect([found?.kind, found?.code]).toEqual([kind, code])
  })

  it('sees what stood earlier in the same file', () => {
    const finder = likenessFinder([])
    expect(finder.look(draft('A', 'Một câu hỏi mới về quyền công đoàn?'), 3)).toBeNull()
    expect(finder.look(draft('B', 'Một câu hỏi mới về quyền công đoàn'), 7)).toMatchObject({ kind: 'duplicate', where: 'file', code: 'A', line: 3 })
  })

  it('is 1 for the same question, 0 for one without a common word', () => {
    expect(similarity(draft('A', 'Một hai ba bốn'), draft('B', 'một hai, ba bốn'))).toBe(1)
    expect(similarity(draft('A', 'Một hai ba', ['x y']), draft('B', 'bốn năm sáu', ['z w']))).toBe(0)
  })

  it('takes 3,000 questions that are all much alike without comparing each with each', () => {
    const finder = likenessFinder([])
    for (let index = 0; index < 3_000; index += 1)
      finder.look(draft(`Q-${index}`, `Theo Luật Bầu cử, điều khoản số ${index} quy định việc gì?`), index)
    expect(finder.look(draft('X', 'Theo Luật Bầu cử, điều khoản số 17 quy định việc gì'), 3_001)).toMatchObject({ kind: 'duplicate', code: 'Q-17' })
  })
})

test.each<[changes: Partial<QuestionDraft> | null, change: string]>([
  [null, 'added'],
  [{}, 'unchanged'],
  [{ explanation: 'mới' }, 'changed'],
  [{ status: 'retired' }, 'changed'],
])('against %o a draft is %s', (changes, change) => {
  const before = changes === null ? undefined : { ...draft('A', 'Câu?'), ...changes }
  expect(changeAgainst(draft('A', 'Câu?'), before)).toBe(change)
})
