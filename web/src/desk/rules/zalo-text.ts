import type { Reply } from '../../lib/api.ts'

type Report = Pick<Reply<'getReport'>, 'union' | 'period' | 'own' | 'best' | 'silent' | 'sealed' | 'scoresShown'>
type Row = Report['own']

const whole = new Intl.NumberFormat('vi-VN')
const tenth = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 1 })
const SILENT_SHOWN = 10

/** `dayOf` writes a moment as dd/MM/yyyy in the contest's zone. */
type Words = { contest: string; dayOf: (at: number) => string }

/** A message to paste into a group of union officers: short, polite, in Vietnamese whatever the reader's language, since it goes to Vietnamese readers. */
export function zaloText({ union, period, own, best, silent, sealed }: Report, { contest, dayOf }: Words): string {
  const what = period.roundTitle ?? `tuần ${dayOf(period.from).slice(0, 5)} – ${dayOf(period.to - 1)}`
  return [
    `Kính gửi các đồng chí, ${union.name} thông báo kết quả tham gia “${contest}”, ${what}${period.running ? ' (số liệu đến lúc này)' : ''}:`,
    totals(own),
    ...changes(own, period.roundTitle === null ? 'tuần trước' : 'kỳ trước', period.compared?.part ?? false),
    ...(sealed && own.allCorrect !== null ? [`• Trả lời đúng hết: ${whole.format(own.allCorrect)} người`] : []),
    ...ranking(best),
    ...silence(silent),
    closing(own, silent.total, period.running),
  ].join('\n')
}

const rateOf = ({ rate }: Row): string => (rate === null ? '' : ` (${tenth.format(rate * 100)}% đoàn viên)`)

function totals(own: Row): string {
  return `• ${whole.format(own.people)} người dự thi${rateOf(own)}, ${whole.format(own.attempts)} lượt`
}

/** Half a week is compared with half of the one before. */
function changes({ people, peopleBefore }: Row, earlier: string, part: boolean): string[] {
  if (peopleBefore === null) return []
  const before = part ? `cùng số ngày của ${earlier}` : earlier
  const change = people - peopleBefore
  if (change === 0) return [`• Số người bằng ${before}`]
  return [`• ${change > 0 ? 'Tăng' : 'Giảm'} ${whole.format(Math.abs(change))} người so với ${before}`]
}

function ranking(best: readonly Row[]): string[] {
  if (best.length === 0) return []
  return [
    '',
    'Đơn vị có đông người dự thi nhất:',
    ...best.map((row, index) => `${index + 1}. ${row.name}: ${whole.format(row.people)} người${rateOf(row)}`),
  ]
}

function silence({ total, names }: Report['silent']): string[] {
  if (total === 0) return []
  const shown = names.slice(0, SILENT_SHOWN)
  const rest = total - shown.length
  return [
    '',
    `Còn ${whole.format(total)} đơn vị chưa có người dự thi:`,
    ...shown.map((name) => `- ${name}`),
    ...(rest > 0 ? [`… và ${whole.format(rest)} đơn vị khác`] : []),
  ]
}

function closing({ people }: Row, silent: number, running: boolean): string {
  if (!running) return '\nTrân trọng cảm ơn các đồng chí đã vận động đoàn viên, người lao động tham gia.'
  if (silent > 0) return '\nĐề nghị các đồng chí tiếp tục vận động, nhất là ở đơn vị chưa có người dự thi. Trân trọng cảm ơn!'
  return people === 0 ? '\nĐề nghị các đồng chí vận động đoàn viên dự thi. Trân trọng cảm ơn!' : '\nTrân trọng cảm ơn các đồng chí!'
}
