import type { AwardLine } from './award-lines.ts'
import type { Contest, Round } from './contest.ts'
import { calendarDay } from './plain-dates.ts'
import { receiptCode, type Sha256 } from './receipt.ts'

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
  /** The address that the QR symbol holds: whoever opens it reads what the certificate was given for, and whether it holds. */
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

type Standing = Pick<Given, 'contest' | 'origin' | 'rehearsal'> & { code: string; at: number }

/** What every certificate of a contest has in common. `at`: the day that it bears. */
function common({ contest, origin, rehearsal, code, at }: Standing) {
  const [day, month, year] = calendarDay(at, contest.timeZone).split('/')
  return {
    organiser: contest.organiser,
    contest: contest.title,
    dated: `Ngày ${day} tháng ${month} năm ${year}`,
    signedBy: contest.settings.certificate.signedBy === '' ? contest.organiser : contest.settings.certificate.signedBy,
    receipt: code,
    link: `${origin}/chung-nhan?ma=${code}`,
    rehearsal,
  }
}

/** The words of one person's certificate of one round. */
export function certificateText({ round, name, union, receipt, sealedAt, ...given }: Given): CertificateText {
  return { ...common({ ...given, code: receipt, at: sealedAt }), name, union, deed: `đã hoàn thành bài thi ${round.title} của cuộc thi trực tuyến` }
}

type Prize = Pick<AwardLine, 'kind' | 'name' | 'unionName' | 'unionPath' | 'title' | 'divisionName'>

/** The words of a certificate of a prize, for a person or a union. */
export function awardCertificateText({ prize, round, ...given }: Standing & { prize: Prize; round: string | null }): CertificateText {
  const where = [prize.divisionName, round].filter((part) => part !== null).join(', ')
  return {
    ...common(given),
    name: prize.name,
    union: prize.kind === 'person' ? prize.unionName : prize.unionPath,
    deed: `đã đạt ${prize.title}${where === '' ? '' : ` (${where})`} của cuộc thi trực tuyến`,
  }
}

/** The code of a prize's certificate: a decision that repeats the prize repeats the code. */
export const certificateCode = (
  sha256: Sha256,
  { contestId, roundId }: { contestId: string; roundId: string | null },
  { group, divisionId, subjectId, title }: Pick<AwardLine, 'group' | 'divisionId' | 'subjectId' | 'title'>,
): string => receiptCode(sha256, { certificate: { contestId, roundId, group, divisionId, subjectId, title } })
