import type { UnionMetric } from '@hoithi/shared/contracts/rules'

/** One official paper of a decision: what stands above and below its words, and the words themselves (a template). */
export type AwardPaper = {
  /** Cơ quan chủ quản; may be empty. */
  upperBody: string
  issuer: string
  /** Số, ký hiệu; empty: dots to fill in by hand. */
  number: string
  place: string
  /** yyyy-MM-dd, or empty: dots to fill in by hand. */
  day: string
  subject: string
  /** Kính gửi; empty in a decision. */
  addressee: string
  onBehalf: string
  position: string
  signer: string
  /** A line each. */
  recipients: string
  text: string
}
export type PaperKind = 'decision' | 'letter'
export type AwardPapers = Record<PaperKind, AwardPaper>

/** What the templates may name of a decision's results; frozen when it is published. */
export type AwardFacts = {
  contest: string
  organiser: string
  /** The round's title; null for the whole contest. */
  round: string | null
  timeZone: string
  opensAt: number
  closesAt: number
  people: number
  attempts: number
  /** Of each round. */
  allCorrect: { round: string; people: number }[]
  sealedAt: number
  /** "1" or, over several rounds, "1, 2, 1". */
  revisions: string
  /** Number and day of the decision that this one replaces. */
  replaces: { number: string; day: string } | null
  unionMetric: UnionMetric
  rehearsal: boolean
}

const blank: AwardPaper = {
  upperBody: '',
  issuer: '',
  number: '',
  place: '',
  day: '',
  subject: '',
  addressee: '',
  onBehalf: 'TM. BAN THƯỜNG VỤ',
  position: 'CHỦ TỊCH',
  signer: '',
  recipients: '',
  text: '',
}

const decisionText = `> Căn cứ Điều lệ Công đoàn Việt Nam;

> Căn cứ Thể lệ {{contest}};

> Căn cứ kết quả {{scope}} do Ban Giám khảo niêm phong ngày {{sealedDay}} (bản kết quả số {{revisions}});

> Xét đề nghị của Ban Tổ chức cuộc thi,

# QUYẾT ĐỊNH:

**Điều 1.** Công nhận kết quả {{scope}} với {{people}} người dự thi, {{attempts}} lượt thi; trao {{personalPrizes}} giải cá nhân và {{collectivePrizes}} giải tập thể (có danh sách kèm theo).

**Điều 2.** Tổng giá trị giải thưởng: {{total}}, chi từ kinh phí tổ chức cuộc thi.

**Điều 3.** Ban Tổ chức cuộc thi, các đơn vị liên quan và các tập thể, cá nhân có tên trong danh sách chịu trách nhiệm thi hành Quyết định này. Quyết định có hiệu lực kể từ ngày ký.

{{replaces}}`

const letterText = `> Căn cứ Thể lệ {{contest}};

> Căn cứ kết quả {{scope}} do Ban Giám khảo niêm phong ngày {{sealedDay}} (bản kết quả số {{revisions}}),

Ban Tổ chức kính báo cáo kết quả và đề nghị khen thưởng như sau:

**1. Kết quả.** Cuộc thi diễn ra {{period}}; có {{people}} người dự thi với {{attempts}} lượt thi, trong đó {{allCorrect}} người trả lời đúng tất cả các câu hỏi.

**2. Đề nghị.** Công nhận kết quả và trao {{personalPrizes}} giải cá nhân, {{collectivePrizes}} giải tập thể, tổng giá trị {{total}}, theo danh sách kèm theo. Danh sách được xếp theo đúng thể lệ đã công bố.

{{asksToReplace}}

Kính trình Ban Thường vụ xem xét, quyết định./.`

/** The papers as a contest begins with them; the organisers change every word. `scope`: what was decided, in words. */
export function firstPapers({ organiser, scope }: { organiser: string; scope: string }): AwardPapers {
  const issuer = organiser.toLocaleUpperCase('vi')
  return {
    decision: {
      ...blank,
      upperBody: 'TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM',
      issuer,
      subject: `Công nhận kết quả và trao giải ${scope}`,
      recipients: 'Như Điều 3;\nBan Tổ chức cuộc thi;\nLưu: VT.',
      text: `# BAN THƯỜNG VỤ ${issuer}\n\n${decisionText}`,
    },
    letter: {
      ...blank,
      upperBody: issuer,
      issuer: 'BAN TỔ CHỨC CUỘC THI',
      subject: `Công nhận kết quả và trao giải ${scope}`,
      addressee: 'Ban Thường vụ',
      onBehalf: 'TM. BAN TỔ CHỨC',
      position: 'TRƯỞNG BAN',
      recipients: 'Như trên;\nLưu: Ban Tổ chức.',
      text: letterText,
    },
  }
}

/** What is decided, in words: a round of the contest, or the contest. */
export const scopeWords = ({ contest, round }: Pick<AwardFacts, 'contest' | 'round'>): string => (round === null ? contest : `${round} – ${contest}`)
