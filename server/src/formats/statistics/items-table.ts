import type { QuestionKind } from '@hoithi/shared/contracts/rules'
import type { Doubt } from '../../domain/doubts.ts'
import { withoutPictures } from '../../domain/pictures.ts'
import type { TestStatistics } from '../../domain/test-statistics.ts'
import type { ItemsJob } from '../../ports/exports.ts'
import type { AttemptsTaken, ItemStatistics } from '../../ports/statistics.ts'
import { decimal, vietnamTime } from '../vietnamese-values.ts'

const kindWords: Record<QuestionKind, string> = {
  single: 'Một lựa chọn',
  multiple: 'Nhiều lựa chọn',
  trueFalse: 'Đúng, sai',
  shortText: 'Trả lời ngắn',
  number: 'Số',
  ordering: 'Sắp thứ tự',
  matching: 'Ghép đôi',
}

const doubtWords: Record<Doubt, string> = {
  belowGuess: 'Tỷ lệ đúng thấp hơn đoán mò: xem lại đáp án',
  negative: 'Người giỏi làm sai nhiều hơn: xem lại đáp án',
  keyBeaten: 'Nhóm giỏi nhất chọn phương án khác nhiều hơn đáp án',
  weak: 'Ít phân biệt người giỏi với người yếu',
  tooEasy: 'Quá dễ',
  tooHard: 'Quá khó',
  idleOption: 'Có phương án không ai chọn',
  oftenBlank: 'Nhiều người bỏ trống',
}

const takenWords: Record<AttemptsTaken, string> = {
  first: 'lượt thi đầu của mỗi người',
  counted: 'lượt thi được xếp hạng của mỗi người',
  all: 'mọi lượt thi',
}

/** `format`: how a workbook shows the column; shares are percents. */
export type ItemColumn = {
  header: string
  width: number
  format: '@' | '0' | '0.0%' | '0.00'
  value: (item: ItemStatistics) => string | number | null
}

export const itemColumns: readonly ItemColumn[] = [
  { header: 'Mã câu', width: 14, format: '@', value: ({ code }) => code },
  { header: 'Phiên bản', width: 10, format: '0', value: ({ version }) => version },
  { header: 'Dạng', width: 16, format: '@', value: ({ kind }) => kindWords[kind] },
  { header: 'Chủ đề', width: 24, format: '@', value: ({ topic }) => topic },
  { header: 'Độ khó', width: 8, format: '0', value: ({ difficulty }) => difficulty },
  { header: 'Câu hỏi', width: 60, format: '@', value: ({ stem }) => withoutPictures(stem) },
  { header: 'Số lượt', width: 10, format: '0', value: ({ attempts }) => attempts },
  { header: 'Bỏ trống', width: 10, format: '0', value: ({ blank }) => blank },
  { header: 'Tỷ lệ điểm đạt', width: 12, format: '0.0%', value: ({ facility }) => facility },
  { header: 'Độ lệch chuẩn', width: 12, format: '0.0%', value: ({ standardDeviation }) => standardDeviation },
  { header: 'Điểm đoán mò', width: 12, format: '0.0%', value: ({ randomGuess }) => randomGuess },
  { header: 'Trọng số định trước', width: 12, format: '0.0%', value: ({ intendedWeight }) => intendedWeight },
  { header: 'Trọng số thực tế', width: 12, format: '0.0%', value: ({ effectiveWeight }) => effectiveWeight },
  { header: 'Độ phân biệt', width: 12, format: '0.00', value: ({ discrimination }) => discrimination },
  { header: 'Hiệu suất phân biệt', width: 12, format: '0.0%', value: ({ efficiency }) => efficiency },
  { header: 'Cần xem lại', width: 60, format: '@', value: ({ doubts }) => doubts.map((doubt) => doubtWords[doubt]).join('; ') },
]

const percent = (value: number | null): string => (value === null ? '–' : `${decimal(value * 100)}%`)
const plain = (value: number | null): string => (value === null ? '–' : decimal(value))

/** The figures of the whole test, a label and its value a row. */
function testRows(test: TestStatistics): [label: string, value: string][] {
  return [
    ['Số lượt được phân tích', decimal(test.attempts)],
    ['Điểm trung bình', plain(test.mean)],
    ['Điểm trung vị', plain(test.median)],
    ['Độ lệch chuẩn', plain(test.standardDeviation)],
    ['Độ xiên', plain(test.skewness)],
    ['Độ nhọn', plain(test.kurtosis)],
    ['Độ tin cậy (hệ số alpha của Cronbach)', percent(test.consistency)],
    ['Tỷ lệ sai số', percent(test.errorRatio)],
    ['Sai số chuẩn (điểm)', plain(test.standardError)],
  ]
}

/** What stands behind the table: which contest, round and attempts. */
export function factRows({ contest, round, taken, at, seq, test }: ItemsJob): [label: string, value: string][] {
  return [
    ['Cuộc thi', contest],
    ['Kỳ thi', round],
    ['Phân tích trên', takenWords[taken]],
    ['Tính lúc', `${vietnamTime(at)} (giờ Việt Nam)`],
    ['Nhật ký bài nộp: số cuối của kỳ', decimal(seq)],
    ...testRows(test),
    ['Cách tính', 'Công thức “Quiz statistics calculations” của Moodle; không kể lượt bị huỷ.'],
  ]
}
