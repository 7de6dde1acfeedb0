import { calendarDay } from './plain-dates.ts'
import type { Contest, Round } from './contest.ts'

/** What stands on a certificate, in Vietnamese; of the person nothing but name and union, and neither score nor rank. */
export type CertificateText = {
  organiser: string
  name: string
  union: string
  deed: string
  contest: string
  dated: string
  signedBy: string
  receipt: string
  /** The address that the QR symbol holds: whoever opens it finds the attempt in the submission log. */
  link: string
  /** Made while the clock is not the real one: worth nothing, and it says so. */
  rehearsal: boolean
}

type Given = {
  contest: Pick<Contest, 'title' | 'organiser' | 'timeZone' | 'settings'>
  round: Pick<Round, 'title'>
  name: string
  union: string
  receipt: string
  sealedAt: number
  /** Scheme and host of the link. */
  origin: string
  rehearsal: boolean
}

/** Whether a round gives certificates by now. */
export const givesCertificates = (contest: Pick<Contest, 'settings'>, round: Pick<Round, 'practice' | 'sealedRevision'>): boolean =>
  contest.settings.certificate.given && !round.practice && round.sealedRevision !== null

/** The words of one person's certificate of one round. */
export function certificateText({ contest, round, name, union, receipt, sealedAt, origin, rehearsal }: Given): CertificateText {
  const [day, month, year] = calendarDay(sealedAt, contest.timeZone).split('/')
  return {
    organiser: contest.organiser,
    name,
    union,
    deed: `đã hoàn thành bài thi ${round.title} của cuộc thi trực tuyến`,
    contest: contest.title,
    dated: `Ngày ${day} tháng ${month} năm ${year}`,
    signedBy: contest.settings.certificate.signedBy === '' ? contest.organiser : contest.settings.certificate.signedBy,
    receipt,
    link: `${origin}/bien-nhan?ma=${receipt}`,
    rehearsal,
  }
}
