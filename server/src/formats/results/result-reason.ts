import { BLANK_DISTANCE } from '../../domain/ranking.ts'
import type { ResultRow } from '../../ports/results.ts'
import { decimal, minutes, vietnamTime } from '../vietnamese-values.ts'

type Reason = Pick<ResultRow, 'decidedBy' | 'own' | 'next'>

const sentences = {
  score: (own, next) => `Điểm cao hơn: ${decimal(own)} so với ${decimal(next)}.`,
  predictionDistance: closerPrediction,
  durationMs: (own, next) => `Thời gian làm bài ngắn hơn: ${minutes(own)} so với ${minutes(next)}.`,
  submittedAt: (own, next) => `Nộp bài sớm hơn: ${vietnamTime(own, 'millisecond')} so với ${vietnamTime(next, 'millisecond')}.`,
  lot: () => 'Bằng người xếp ngay sau ở mọi tiêu chí; thứ tự do bốc thăm.',
  equal: () => 'Bằng người xếp ngay sau ở mọi tiêu chí nên đồng hạng.',
  last: () => 'Xếp cuối bảng.',
} satisfies Record<ResultRow['decidedBy'], (own: number, next: number) => string>

/** Why a row stands above the next one, in one Vietnamese sentence with both values. */
export function reasonAbove({ decidedBy, own, next }: Reason): string {
  return sentences[decidedBy](own ?? 0, next ?? 0)
}

/** Worded so that it is true both when the distance counts and when only a right prediction does. */
function closerPrediction(own: number, next: number): string {
  if (next === BLANK_DISTANCE) return own === 0 ? 'Dự đoán chính xác; người xếp ngay sau bỏ trống.' : 'Có dự đoán; người xếp ngay sau bỏ trống.'
  return own === 0 ? 'Dự đoán chính xác; người xếp ngay sau dự đoán chưa đúng.' : `Dự đoán sát hơn: lệch ${decimal(own)} so với ${decimal(next)}.`
}
