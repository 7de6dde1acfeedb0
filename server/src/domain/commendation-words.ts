import type { CollectiveKind, CommendationKind, Figure, Merit, PersonKind } from '@hoithi/shared/contracts/commendation'
import { bilingual, type Bilingual } from './bilingual.ts'

const meritWords: Record<Merit, Bilingual> = {
  rate: bilingual('tỷ lệ dự thi trên số đoàn viên', 'share of members who took part'),
  people: bilingual('số người dự thi', 'people who took part'),
  mean: bilingual('điểm bình quân', 'mean score'),
  allCorrect: bilingual('số bài đúng tất cả các câu (cộng các kỳ)', 'all-correct papers (over the rounds)'),
  initiatives: bilingual('số sáng kiến được tính', 'initiatives counted'),
  benefit: bilingual('số tiền làm lợi', 'benefit in đồng'),
  works: bilingual('số công trình, phần việc được nghiệm thu', 'works accepted'),
}
const groupWords: Record<CommendationKind['groupBy'], Bilingual> = {
  all: bilingual('xét chung một danh sách', 'all in one list'),
  peerGroup: bilingual('xét riêng trong từng cụm, khối', 'each peer group by itself'),
  upperUnion: bilingual('xét riêng theo từng công đoàn cấp trên', 'those of each upper union by themselves'),
  union: bilingual('xét riêng trong từng đơn vị', 'each union by itself'),
}
const sourceWords: Record<PersonKind['source'], Bilingual> = {
  results: bilingual('Xếp theo đúng thứ hạng của các kỳ thi đã niêm phong', 'By the ranks of the sealed rounds only'),
  initiatives: bilingual('Xếp theo số sáng kiến được tính, rồi số tiền làm lợi', 'By initiatives counted, then by their benefit'),
  byHand: bilingual('Do các đơn vị giới thiệu, hội đồng xét từng người', 'Put forward by unions, the council decides on each'),
}

/** The rule of a kind, a sentence each, as the page shows it and the papers say it. */
export function ruleWords(kind: CommendationKind, titleOf: (key: string) => string): Bilingual[] {
  const own = kind.for === 'collective' ? collectiveWords(kind) : personWords(kind)
  const { notWith, cap } = kind
  const places = cap.unit === 'places' ? String(cap.amount) : `${cap.amount}%`
  return [
    ...own,
    bilingual(
      `${capital(groupWords[kind.groupBy].vi)}; nhiều nhất ${cap.unit === 'places' ? `${places} suất` : `${places} số đủ điều kiện (làm tròn xuống, ít nhất một)`}${kind.groupBy === 'all' ? '' : ' mỗi nơi'}. Bằng nhau ở suất cuối thì hội đồng quyết định, không bốc thăm.`,
      `${capital(groupWords[kind.groupBy].en)}; at most ${cap.unit === 'places' ? `${places} places` : `${places} of those that meet the conditions (rounded down, one at least)`}${kind.groupBy === 'all' ? '' : ' each'}. Equals at the last place are decided by the council, never by chance.`,
    ),
    ...(notWith.length === 0
      ? []
      : [bilingual(`Đã được ${notWith.map(titleOf).join(', ')} thì không xét nữa.`, `Not for whoever gets ${notWith.map(titleOf).join(', ')}.`)]),
  ]
}

function collectiveWords({ measures, leastMembers, reportNeeded }: CollectiveKind): Bilingual[] {
  const sum = measures.reduce((total, { weight }) => total + weight, 0)
  const parts = (language: keyof Bilingual): string =>
    measures
      .map(({ measure, weight, against }) => {
        const share = Math.round((weight * 1000) / sum) / 10
        const towards = {
          best: { vi: 'so với nơi cao nhất', en: 'against the best' },
          target: { vi: 'so với chỉ tiêu được giao', en: 'against the own target' },
        }
        return `${share.toLocaleString(language === 'vi' ? 'vi-VN' : 'en-GB')} × ${meritWords[measure][language]} (${towards[against][language]})`
      })
      .join(' + ')
  return [
    bilingual(
      `Điểm (thang 100) = ${parts('vi')}. Mỗi phần là tỷ số đạt được, nhiều nhất bằng 1; điểm tính đến phần nghìn.`,
      `Points (of 100) = ${parts('en')}. Each part is the ratio reached, 1 at most; points are told in thousandths.`,
    ),
    ...(leastMembers === 0
      ? []
      : [bilingual(`Có từ ${leastMembers} đoàn viên trở lên, theo số đã xác nhận.`, `With ${leastMembers} members or more, as confirmed.`)]),
    ...(reportNeeded ? [bilingual('Đã gửi báo cáo của đợt thi đua.', 'Has sent the campaign’s report.')] : []),
  ]
}

const personWords = ({ source, notVoided }: PersonKind): Bilingual[] => [
  bilingual(`${sourceWords[source].vi}.`, `${sourceWords[source].en}.`),
  ...(source === 'results' && notVoided ? [bilingual('Không bị huỷ lượt thi nào.', 'No attempt of theirs was voided.')] : []),
]

const capital = (words: string): string => words.charAt(0).toLocaleUpperCase('vi') + words.slice(1)
const decimal = (value: number): string => value.toLocaleString('vi-VN', { maximumFractionDigits: 2 })

const clock = (durationMs: number): string => {
  const seconds = Math.floor(durationMs / 1000)
  return `${Math.floor(seconds / 60)} phút ${seconds % 60} giây`
}

/** A number as a paper says it. */
export function figureWords({ of, value }: Figure): string {
  if (of === 'rank') return `xếp thứ ${decimal(value)}`
  if (of === 'score') return `${decimal(value)} điểm`
  if (of === 'duration') return `làm bài ${clock(value)}`
  if (of === 'rate') return `${decimal(value * 100)}% đoàn viên dự thi`
  if (of === 'people') return `${decimal(value)} người dự thi`
  if (of === 'mean') return `điểm bình quân ${decimal(value)}`
  if (of === 'allCorrect') return `${decimal(value)} bài đúng tất cả`
  if (of === 'initiatives') return `${decimal(value)} sáng kiến`
  if (of === 'benefit') return `làm lợi ${decimal(value)} đồng`
  return `${decimal(value)} công trình, phần việc`
}

/** What somebody reached, in words. */
export const reachedWords = (figures: readonly Figure[], merit: string): string =>
  merit === '' ? figures.map(figureWords).join('; ') : merit.replace(/\s*\n\s*/g, ' ')
