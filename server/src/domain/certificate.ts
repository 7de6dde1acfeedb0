import type { AwardLine } from './award-lines.ts'
import type { Contest, Round } from './contest.ts'
import { calendarDay } from './plain-dates.ts'
import { receiptCode, type Sha256 } from './receipt.ts'

/** What stands on a certificate, in Vietnamese; of the person nothing but name and union, and neither score nor rank. */
export type CertificateText = {
  organiser: string
  heading: string
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

const DEED = 'đã hoàn thành bài thi {{round}} của cuộc thi trực tuyến'
const PRIZE_DEED = 'đã đạt {{prize}} của cuộc thi trực tuyến'
const ROUND_PRIZE_DEED = 'đã đạt {{prize}}, {{round}} của cuộc thi trực tuyến'

/** What the words of a certificate may name. */
export const certificateNames = ['round', 'contest', 'prize'] as const
type Named = Record<(typeof certificateNames)[number], string>
const NAME = /\{\{\s*([^{}]*?)\s*\}\}/g
const isNamed = (name: string): name is keyof Named => certificateNames.some((known) => known === name)

const worded = (words: string, values: Named): string => words.replace(NAME, (whole, name: string) => (isNamed(name) ? values[name] : whole))

/** Names in the words of a certificate that nobody knows. */
export const unknownInCertificate = (words: string): string[] =>
  [...words.matchAll(NAME)].map(([, name = '']) => name).filter((name) => !isNamed(name))

type Standing = Pick<Given, 'contest' | 'origin' | 'rehearsal'> & { code: string; at: number }

/** What every certificate of a contest has in common. `at`: the day that it bears. */
function common({ contest, origin, rehearsal, code, at }: Standing) {
  const [day, month, year] = calendarDay(at, contest.timeZone).split('/')
  return {
    organiser: contest.organiser,
    heading: contest.settings.certificate.heading === '' ? 'GIẤY CHỨNG NHẬN' : contest.settings.certificate.heading,
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
  return {
    ...common({ ...given, code: receipt, at: sealedAt }),
    name,
    union,
    deed: worded(given.contest.settings.certificate.deed || DEED, { round: round.title, contest: given.contest.title, prize: '' }),
  }
}

type Prize = Pick<AwardLine, 'kind' | 'name' | 'unionName' | 'unionPath' | 'title' | 'divisionName'>

/** The words of a certificate of a prize, for a person or a union. */
export function awardCertificateText({ prize, round, ...given }: Standing & { prize: Prize; round: string | null }): CertificateText {
  const told = prize.divisionName === null ? prize.title : `${prize.title} (${prize.divisionName})`
  const { prizeDeed } = given.contest.settings.certificate
  const usual = round === null ? PRIZE_DEED : ROUND_PRIZE_DEED
  return {
    ...common(given),
    name: prize.name,
    union: prize.kind === 'person' ? prize.unionName : prize.unionPath,
    deed: worded(prizeDeed || usual, { round: round ?? given.contest.title, contest: given.contest.title, prize: told }),
  }
}

/** The code of a prize's certificate: a decision that repeats the prize repeats the code. */
export const certificateCode = (
  sha256: Sha256,
  { contestId, roundId }: { contestId: string; roundId: string | null },
  { group, divisionId, subjectId, title }: Pick<AwardLine, 'group' | 'divisionId' | 'subjectId' | 'title'>,
): string => receiptCode(sha256, { certificate: { contestId, roundId, group, divisionId, subjectId, title } })
