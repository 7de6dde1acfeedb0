import { FINAL, type ReportPeriod } from '../../domain/campaign-report.ts'
import { meanScore } from '../../domain/grading.ts'
import { calendarDay } from '../../domain/plain-dates.ts'
import type { FrozenFigures, ReportFigures, Untold } from '../../domain/report-figures.ts'
import { decimal } from '../vietnamese-values.ts'

/** A figure, or in words why there is none. */
export type Figure = { value: number | null; as: 'whole' | 'share' | 'mean'; none: string }
export type FigureLine = { label: string; figures: Figure[] }
export type FigureTable = { headings: string[]; lines: FigureLine[] }

const whyUntold: Record<Untold, string> = {
  notSealed: 'chưa niêm phong',
  partWeek: 'không tính cho tuần không trọn',
  notKept: 'không ghi lúc gửi',
}
const NOBODY = 'không có lượt thi'
const NOT_KEPT = 'không theo dõi'

/** Of a report: what the system knows in its period and so far, the targets, and what those below sent up. */
export function figureTable({ known, targets, rollUp }: FrozenFigures, { key }: Pick<ReportPeriod, 'key'>): FigureTable {
  const targeted = Object.values(targets).some((value) => value !== null)
  const columns: { heading: string; of: (line: Line) => Figure }[] = [
    ...(key === FINAL ? [] : [{ heading: 'Trong tuần', of: (line: Line) => line.inPeriod?.(known) ?? blank }]),
    { heading: 'Lũy kế đến nay', of: (line) => line.soFar(known) },
    ...(targeted ? [{ heading: 'Chỉ tiêu', of: (line: Line) => line.target?.(targets) ?? blank }] : []),
    ...(rollUp === null
      ? []
      : [
          {
            heading: `Báo cáo của ${rollUp.reported}/${rollUp.due} đơn vị`,
            // What nobody sent up has no sum.
            of: (line: Line) => (rollUp.reported === 0 ? unsaid : (key === FINAL ? line.soFar : (line.inPeriod ?? line.soFar))(rollUp.figures)),
          },
        ]),
  ]
  return {
    headings: columns.map(({ heading }) => heading),
    lines: linesOf(known, targets, key === FINAL).map((line) => ({ label: line.label, figures: columns.map(({ of }) => of(line)) })),
  }
}

export function figureWords({ value, as, none }: Figure): string {
  if (value === null) return none
  return as === 'share' ? `${decimal(Math.round(value * 1000) / 10)}%` : decimal(value)
}

type Targets = FrozenFigures['targets']
type Line = {
  label: string
  inPeriod: ((of: ReportFigures) => Figure) | null
  soFar: (of: ReportFigures) => Figure
  target?: (of: Targets) => Figure
}

const blank: Figure = { value: null, as: 'whole', none: '' }
const unsaid: Figure = { ...blank, none: '–' }
const whole = (value: number | null, none = ''): Figure => ({ value, as: 'whole', none })
/** What an earlier report did not keep is not told for it, nor for a sum that holds it. */
const total = (of: object | null, value: number | null | undefined): Figure => whole(value ?? null, of === null ? NOT_KEPT : whyUntold.notKept)
const share = (part: number, of: number | null): Figure => ({ value: of === null || of === 0 ? null : part / of, as: 'share', none: '' })

function linesOf(known: ReportFigures, targets: Targets, final: boolean): Line[] {
  /** As it stands at the moment of the figures, whatever the period. */
  const standing = (label: string, of: (figures: ReportFigures) => Figure, target?: Line['target']): Line => ({
    label,
    ...{ inPeriod: null, soFar: of },
    ...(target === undefined ? {} : { target }),
  })
  /** Of the period only; the one at the end is of the whole. */
  const once = (label: string, of: (figures: ReportFigures) => Figure): Line => ({ label, inPeriod: of, soFar: final ? of : () => blank })
  const initiatives: Line[] = [
    standing('Sáng kiến đã nhập', ({ initiatives: of }) => total(of, of?.entered)),
    standing('Sáng kiến đơn vị đã công nhận', ({ initiatives: of }) => whole(of?.recognised ?? null, NOT_KEPT)),
    standing('Sáng kiến cấp trên đã xác nhận', ({ initiatives: of }) => whole(of?.confirmed ?? null, NOT_KEPT)),
    standing(
      'Sáng kiến được tính',
      ({ initiatives: of }) => whole(of?.counted ?? null, NOT_KEPT),
      (of) => whole(of.initiatives),
    ),
    standing(
      'Giá trị làm lợi (đồng)',
      ({ initiatives: of }) => whole(of?.benefit ?? null, NOT_KEPT),
      (of) => whole(of.benefit),
    ),
  ]
  const works: Line[] = [
    standing('Công trình, phần việc đã đăng ký', ({ works: of }) => total(of, of?.registered)),
    standing('Công trình, phần việc được duyệt đăng ký', ({ works: of }) => whole(of?.confirmed ?? null, NOT_KEPT)),
    standing('Công trình, phần việc đã làm xong', ({ works: of }) => whole(of?.done ?? null, NOT_KEPT)),
    standing(
      'Công trình, phần việc được nghiệm thu',
      ({ works: of }) => whole(of?.accepted ?? null, NOT_KEPT),
      (of) => whole(of.works),
    ),
    standing('Giá trị công trình, phần việc (đồng)', ({ works: of }) => whole(of?.value ?? null, NOT_KEPT)),
  ]
  /** Where none are kept, a line that has a target says so, and the others are left out. */
  const keptOf = (lines: Line[], kept: boolean): Line[] =>
    kept ? lines : lines.filter(({ target }) => target !== undefined && target(targets).value !== null)
  return [
    standing('Đoàn viên', ({ memberCount }) => whole(memberCount)),
    { label: 'Người dự thi', inPeriod: ({ people }) => whole(people), soFar: ({ peopleSoFar }) => whole(peopleSoFar) },
    { label: 'Lượt thi', inPeriod: ({ attempts }) => whole(attempts), soFar: ({ attemptsSoFar }) => whole(attemptsSoFar) },
    {
      label: 'Tỷ lệ dự thi trên số đoàn viên',
      inPeriod: ({ people, memberCount }) => share(people, memberCount),
      soFar: ({ peopleSoFar, memberCount }) => share(peopleSoFar, memberCount),
    },
    once('Điểm trung bình', ({ scoreSum, people, untold }) => ({
      value: scoreSum === null ? null : meanScore(scoreSum, people),
      as: 'mean',
      none: untold !== null ? whyUntold[untold] : scoreSum === null ? '' : NOBODY,
    })),
    once('Người trả lời đúng hết', ({ allCorrect, untold }) => whole(allCorrect, untold === null ? '' : whyUntold[untold])),
    ...keptOf(initiatives, known.initiatives !== null),
    ...keptOf(works, known.works !== null),
  ]
}

/** What a period is called in a paper. */
export function periodWords({ key, from, to }: ReportPeriod, timeZone: string): string {
  const days = `từ ngày ${calendarDay(from, timeZone)} đến ngày ${calendarDay(to - 1, timeZone)}`
  return key === FINAL ? `cả đợt, ${days}` : `tuần ${days}`
}
