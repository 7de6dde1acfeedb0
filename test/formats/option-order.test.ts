import { expect, test } from 'vitest'
import { blankQuestion } from '../../server/src/domain/question.ts'
import { settleOptionOrder } from '../../server/src/formats/option-order.ts'
import { nothingRead } from '../../server/src/formats/read-questions.ts'

const settle = (options: string[], changes = {}) => {
  const draft = { ...blankQuestion(), options, correct: [0], ...changes }
  const { questions, warnings } = settleOptionOrder({ ...nothingRead(), questions: [{ line: 4, draft, errors: [] }] })
  return [questions[0]!.draft.keepOrder, questions[0]!.draft.keepLast, warnings.map(({ line, code }) => `${line} ${code}`)]
}

test.each<[options: string[], keepOrder: boolean, keepLast: number[]]>([
  [['18 tuổi', '21 tuổi', 'Cả A và B'], true, []],
  [['Một', 'Hai', 'Ba', 'A, B và C đều đúng'], true, []],
  [['Một', 'Hai', 'Both A and B'], true, []],
  [['Một', 'Hai', 'A & B.'], true, []],
  [['Một', 'Hai', 'Tất cả các phương án trên'], false, [2]],
  [['Một', 'Hai', 'Cả ba đáp án trên', 'Không có đáp án nào đúng'], false, [2, 3]],
  [['Một', 'Hai', 'None of the above'], false, [2]],
  [['Một', 'Tất cả'], false, [1]],
  [['Tất cả công dân', 'Cán bộ'], false, []],
  [['Vitamin A', 'Nhóm B', 'Hạng C'], false, []],
  [['Cả nước', 'Một tỉnh'], false, []],
  [['Không nộp thuế', 'Nộp thuế'], false, []],
])('%j: order kept %s, last %j', (options, keepOrder, keepLast) => {
  const [order, last, warnings] = settle(options)
  expect([order, last]).toEqual([keepOrder, keepLast])
  expect(warnings).toEqual(keepOrder ? ['4 order-kept'] : keepLast.length > 0 ? ['4 option-kept-last'] : [])
})

test('what the file itself says is left alone', () => {
  expect(settle(['Một', 'Hai', 'Tất cả'], { keepLast: [1] })).toEqual([false, [1], []])
  expect(settle(['Một', 'Cả A và B'], { kind: 'ordering' })).toEqual([false, [], []])
})
