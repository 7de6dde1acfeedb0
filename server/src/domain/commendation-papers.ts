import type { CommendationPaperKind, CommendationRules } from '@hoithi/shared/contracts/commendation'
import type { AwardPaper } from './award-papers.ts'
import { filledBlocks, subjectWords, type PaperBlock } from './award-text.ts'
import type { CommendationFacts, CommendationPapers, CommendedLine } from './commendation-list.ts'
import { reachedWords, ruleWords } from './commendation-words.ts'
import { grouped } from './grouped.ts'
import { calendarDay, windowInWords } from './plain-dates.ts'

/** What the templates may name, as {{name}}; table and summaries stand on lines of their own, and criteria may. */
export const commendationFields = [
  'campaign',
  'contest',
  'organiser',
  'legalBasis',
  'period',
  'people',
  'attempts',
  'results',
  'collectives',
  'persons',
  'kinds',
  'criteria',
  'figuresDay',
  'table',
  'summaries',
] as const

/** Paragraphs that a field stands for as a whole. */
const BLOCKS = { table: 'table', summaries: 'summaries', criteria: 'criteria' } as const

const letterText = `> {{legalBasis}}

> Căn cứ kết quả {{contest}} đã niêm phong ({{results}}),

{{organiser}} kính báo cáo kết quả {{campaign}} và đề nghị khen thưởng như sau:

**1. Kết quả.** Đợt thi đua diễn ra {{period}}. Cuộc thi có {{people}} người dự thi với {{attempts}} lượt thi.

**2. Tiêu chí xét.**

{{criteria}}

**3. Đề nghị.** Khen thưởng {{collectives}} tập thể và {{persons}} cá nhân ({{kinds}}), theo danh sách kèm theo.

Kính trình cấp có thẩm quyền xem xét, quyết định./.`

const upwardText = `> {{legalBasis}}

Qua {{campaign}}, {{organiser}} đề nghị cấp trên khen thưởng {{collectives}} tập thể và {{persons}} cá nhân có thành tích tiêu biểu:

{{table}}

**Tóm tắt thành tích**

{{summaries}}

Kính trình cấp trên xem xét, quyết định./.`

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
  recipients: 'Như trên;\nLưu: VT.',
  text: '',
}

/** The papers as a list begins with them; the organisers change every word. */
export function firstCommendationPapers({ organiser, campaign }: Pick<CommendationFacts, 'organiser' | 'campaign'>): CommendationPapers {
  const issuer = organiser.toLocaleUpperCase('vi')
  const own = { ...blank, upperBody: 'TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM', issuer }
  const subject = `Đề nghị khen thưởng trong ${campaign}`
  return {
    letter: {
      ...blank,
      upperBody: issuer,
      issuer: 'HỘI ĐỒNG THI ĐUA, KHEN THƯỞNG',
      onBehalf: 'TM. HỘI ĐỒNG',
      subject,
      addressee: `Ban Thường vụ ${organiser}`,
      text: letterText,
    },
    list: { ...own, subject: `Tập thể, cá nhân được khen thưởng trong ${campaign}`, text: '{{table}}' },
    summary: { ...own, subject: `Thành tích của tập thể, cá nhân trong ${campaign}`, text: '{{summaries}}' },
    upward: { ...own, subject, addressee: 'Đoàn Chủ tịch Tổng Liên đoàn Lao động Việt Nam', text: upwardText },
  }
}

/** Lines that a paper tells: the tờ trình to the level above only those that are proposed there. */
export const linesOf = (kind: CommendationPaperKind, lines: readonly CommendedLine[]): CommendedLine[] =>
  kind === 'upward' ? lines.filter(({ upward }) => upward) : [...lines]

const letterSigns = { letter: 'TTr-HĐTĐ', upward: 'TTr-LĐLĐ' } as const

/** The line of its number, which only a tờ trình has, and what it is about. */
export function commendationHead(
  kind: CommendationPaperKind,
  { number, subject }: Pick<AwardPaper, 'number' | 'subject'>,
): { number: string; subject: string } {
  if (kind === 'list' || kind === 'summary') return { number: '', subject }
  return { number: `Số: ${number === '' ? `……/${letterSigns[kind]}` : number}`, subject: subjectWords(subject) }
}

const figure = (value: number): string => value.toLocaleString('vi-VN')

function valuesOf(facts: CommendationFacts, rules: CommendationRules, lines: readonly CommendedLine[]): Record<string, string> {
  const collectives = lines.filter((line) => line.for === 'collective').length
  const period = windowInWords(facts, facts.timeZone)
  return {
    campaign: facts.campaign,
    contest: facts.contest,
    organiser: facts.organiser,
    legalBasis: groundOf(facts.legalBasis),
    period: period.charAt(0).toLocaleLowerCase('vi') + period.slice(1),
    people: figure(facts.people),
    attempts: figure(facts.attempts),
    results: facts.basis.map(({ title, revision }) => `${title}: bản kết quả số ${revision}`).join(', '),
    collectives: figure(collectives),
    persons: figure(lines.length - collectives),
    kinds: [...grouped(lines, ({ kindTitle }) => kindTitle)].map(([title, { length }]) => `${title}: ${figure(length)}`).join('; '),
    criteria: criteriaOf(rules)
      .map(({ title, words }) => `${title}: ${words}`)
      .join(' '),
    figuresDay: calendarDay(facts.at, facts.timeZone),
  }
}

/** The rule of each kind in words. */
function criteriaOf({ kinds }: CommendationRules): { title: string; words: string }[] {
  const titleOf = (key: string): string => kinds.find((kind) => kind.key === key)?.title ?? ''
  return kinds.map((kind) => ({
    title: kind.title,
    words: ruleWords(kind, titleOf)
      .map(({ vi }) => vi)
      .join(' '),
  }))
}

/** "Căn cứ …;" as grounds are written; nothing where no basis was given. */
function groundOf(legalBasis: string): string {
  const words = legalBasis
    .split('\n')
    .map((line) => line.replace(/[;.,\s]+$/, ''))
    .filter((line) => line !== '')
    .join('; ')
  if (words === '') return ''
  return `${/^căn cứ/i.test(words) ? '' : 'Căn cứ '}${words};`
}

/** A template as the paragraphs of a paper. */
export function commendationBlocks(
  template: string,
  told: { facts: CommendationFacts; rules: CommendationRules; lines: readonly CommendedLine[] },
): PaperBlock[] {
  return filledBlocks(template, valuesOf(told.facts, told.rules, told.lines), (name) => {
    if (name === BLOCKS.table) return [{ kind: 'table', runs: [] }]
    if (name === BLOCKS.criteria)
      return criteriaOf(told.rules).map(({ title, words }) => ({
        kind: 'item',
        runs: [
          { text: title, bold: true },
          { text: `: ${words}`, bold: false },
        ],
      }))
    return name === BLOCKS.summaries ? told.lines.map(summaryOf) : null
  })
}

/** "Tên (đơn vị): thành tích." */
function summaryOf(line: CommendedLine, index: number): PaperBlock {
  const where = line.for === 'person' ? line.unionName : line.unionPath
  const reached = reachedWords(line.figures, line.merit)
  const points = line.points === null ? '' : `; đạt ${line.points.toLocaleString('vi-VN')}/100 điểm`
  return {
    kind: 'text',
    runs: [
      { text: `${index + 1}. ${line.name}`, bold: true },
      { text: `${where === '' ? '' : ` (${where})`} – ${line.kindTitle}: ${reached.replace(/[.;\s]+$/, '')}${points}.`, bold: false },
    ],
  }
}
