import type { ContestantKind } from '@hoithi/shared/contracts/common'
import type { PrizeTier, QuestionKind, RoundRules, TieBreak, UnionMetric } from '@hoithi/shared/contracts/rules'
import { bilingual, type Bilingual } from './bilingual.ts'

export const tieBreakWords = {
  score: bilingual('điểm cao hơn', 'the higher score'),
  predictionDistance: bilingual('dự đoán gần đúng hơn', 'the closer prediction'),
  durationMs: bilingual('thời gian làm bài ngắn hơn', 'the shorter time taken'),
  submittedAt: bilingual('nộp bài sớm hơn', 'the earlier submission'),
} satisfies Record<TieBreak, Bilingual>

export const countsWords = {
  best: bilingual('tính lượt tốt nhất', 'the best one counts'),
  first: bilingual('tính lượt đầu tiên', 'the first one counts'),
  last: bilingual('tính lượt cuối cùng', 'the last one counts'),
} satisfies Record<RoundRules['counts'], Bilingual>

export const kindWords = {
  single: bilingual('một đáp án', 'with one right option'),
  multiple: bilingual('nhiều đáp án', 'with several right options'),
  trueFalse: bilingual('đúng – sai', 'true or false'),
  shortText: bilingual('trả lời ngắn', 'with a short answer'),
  number: bilingual('điền số', 'with a number to fill in'),
  ordering: bilingual('sắp thứ tự', 'to put in order'),
  matching: bilingual('ghép cặp', 'to match'),
} satisfies Record<QuestionKind, Bilingual>

export const contestantWords = {
  officer: bilingual('cán bộ công đoàn', 'union officers'),
  member: bilingual('đoàn viên công đoàn', 'union members'),
  nonMember: bilingual('người lao động chưa là đoàn viên', 'workers who are not members'),
} satisfies Record<ContestantKind, Bilingual>

export const metricWords = {
  people: bilingual('số người dự thi', 'the number of people who took part'),
  attempts: bilingual('số lượt thi', 'the number of attempts'),
  rate: bilingual('tỷ lệ đoàn viên dự thi', 'the share of members who took part'),
  mean: bilingual('điểm trung bình', 'the mean score'),
} satisfies Record<UnionMetric, Bilingual>

const days = {
  vi: ['Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy', 'Chủ nhật'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
}

/** "Thứ Hai đến Thứ Sáu", or each day by name. `numbers`: 1 Monday … 7 Sunday. */
export function dayWords(numbers: readonly number[]): Bilingual {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b)
  const [first = 1, last = 7] = [sorted[0], sorted.at(-1)]
  if (sorted.length === 7) return bilingual('các ngày trong tuần', 'every day')
  const name = (language: 'vi' | 'en') => (day: number) => days[language][day - 1] ?? ''
  if (sorted.length > 2 && last - first === sorted.length - 1)
    return bilingual(`${name('vi')(first)} đến ${name('vi')(last)}`, `${name('en')(first)} to ${name('en')(last)}`)
  return listed(sorted.map((day) => bilingual(name('vi')(day), name('en')(day))))
}

/** "a, b và c" */
export function listed(words: readonly Bilingual[]): Bilingual {
  const join = (texts: string[], and: string): string => [texts.slice(0, -1).join(', '), texts.at(-1) ?? ''].filter((text) => text !== '').join(and)
  return bilingual(
    join(
      words.map(({ vi }) => vi),
      ' và ',
    ),
    join(
      words.map(({ en }) => en),
      ' and ',
    ),
  )
}

/** "1 round", "2 rounds" */
export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

/** Whole hours as hours, everything else as minutes. */
export function minutesWords(minutes: number): Bilingual {
  const whole = minutes >= 60 && minutes % 60 === 0
  return whole ? bilingual(`${minutes / 60} giờ`, plural(minutes / 60, 'hour')) : bilingual(`${minutes} phút`, plural(minutes, 'minute'))
}

/** A figure with the decimal sign and the thousands separator of each language. */
export function figureWords(value: number): Bilingual {
  const [whole = '', part] = String(value).split('.')
  const grouped = (separator: string): string => whole.replace(/\B(?=(\d{3})+$)/g, separator)
  return bilingual(grouped('.') + (part === undefined ? '' : `,${part}`), grouped(',') + (part === undefined ? '' : `.${part}`))
}

/** "Giải Nhất: 1 giải, mỗi giải 1.000.000 đồng; …" */
export function tiersWords(tiers: readonly PrizeTier[]): Bilingual {
  const one = ({ title, count, value }: PrizeTier): Bilingual => {
    const money = value === null ? null : figureWords(value)
    return bilingual(
      `${title}: ${count} giải${money === null ? '' : `, mỗi giải ${money.vi} đồng`}`,
      `${title}: ${plural(count, 'prize')}${money === null ? '' : ` of ${money.en} đồng`}`,
    )
  }
  const words = tiers.map(one)
  return bilingual(words.map(({ vi }) => vi).join('; '), words.map(({ en }) => en).join('; '))
}
