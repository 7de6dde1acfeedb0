import type { Reply } from '../../lib/api.ts'
import { isFinal } from './report-periods.ts'

type Board = Pick<Reply<'listCampaignReports'>, 'union' | 'period' | 'missing' | 'now'>

/** `dayOf` writes a moment as dd/MM/yyyy in the contest's zone; `link`: where the report is written. */
type Words = { contest: string; dayOf: (at: number) => string; link: string }

/** A reminder to paste into a group of union officers: short, polite, in Vietnamese whatever the reader's language, since it goes to Vietnamese readers. */
export function reportReminder({ union, period, missing, now }: Board, { contest, dayOf, link }: Words): string {
  const what = isFinal(period)
    ? 'báo cáo tổng kết đợt thi đua'
    : `báo cáo đợt thi đua tuần ${dayOf(period.from).slice(0, 5)} – ${dayOf(period.to - 1)}`
  const due = dayOf(period.dueAt - 1)
  const left = missing.total - missing.names.length
  return [
    `Kính gửi các đồng chí, ${union.name} còn thiếu ${what} (“${contest}”) của ${missing.total} đơn vị:`,
    ...missing.names.map((name, index) => `${index + 1}. ${name}`),
    ...(left > 0 ? [`… và ${left} đơn vị khác`] : []),
    '',
    now < period.dueAt ? `Hạn gửi: hết ngày ${due}.` : `Hạn gửi là hết ngày ${due}, nay đã quá hạn.`,
    'Số liệu đã có sẵn, chỉ cần viết vài dòng rồi bấm gửi:',
    link,
    'Trân trọng cảm ơn!',
  ].join('\n')
}
