import type { AwardLine } from '../../domain/award-lines.ts'
import { scopeWords, type AwardFacts } from '../../domain/award-papers.ts'
import { datedWords, numberWords, paperBlocks, subjectWords, type PaperBlock } from '../../domain/award-text.ts'
import type { PaperJob } from '../../ports/exports.ts'
import { decimal, minutes } from '../vietnamese-values.ts'

export type Column = { header: string; /** Share of the width. */ width: number; align: 'left' | 'center' | 'right' }
export type PaperTable = { heading: string; columns: Column[]; rows: string[][] }
/** An official paper as it stands on its pages, whatever file it becomes. */
export type PaperContent = {
  title: string
  author: string
  /** What the paper is worth nothing without knowing: a draft, a rehearsal. */
  warning: string
  upperBody: string
  issuer: string
  number: string
  dated: string
  name: string
  subject: string
  addressee: string
  blocks: PaperBlock[]
  recipients: string[]
  signature: { onBehalf: string; position: string; signer: string }
  /** Where no table stands in the text, the list follows on a page of its own. */
  list: { title: string; of: string; note: string } | null
  tables: PaperTable[]
}

export const COUNTRY = 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'
export const MOTTO = 'Độc lập - Tự do - Hạnh phúc'

export function paperContent(job: PaperJob): PaperContent {
  const { kind, paper, facts, lines, note } = composed(job)
  const blocks = paperBlocks(paper.text, facts, lines)
  const name = kind === 'decision' ? 'QUYẾT ĐỊNH' : 'TỜ TRÌNH'
  const dated = datedWords(paper, facts)
  const number = numberWords(kind, paper.number)
  return {
    title: `${name}: ${paper.subject}`,
    author: paper.issuer,
    warning: warningOf(facts, note),
    upperBody: lastTogether(paper.upperBody),
    issuer: lastTogether(paper.issuer),
    number,
    dated,
    name,
    subject: subjectWords(paper.subject),
    addressee: paper.addressee,
    blocks,
    recipients: paper.recipients.split('\n').filter((line) => line.trim() !== ''),
    signature: { onBehalf: paper.onBehalf, position: paper.position, signer: paper.signer },
    list: blocks.some((block) => block.kind === 'table') ? null : listHead(kind, facts, { number, dated, note }),
    tables: tablesOf(facts, lines),
  }
}

/** With every letter in one piece (NFC), so that no mark stands beside its letter. */
const composed = (job: PaperJob): PaperJob => JSON.parse(JSON.stringify(job).normalize('NFC')) as PaperJob

/** The last two words on one line: a name that ends in a single word looks like a mistake. */
export const lastTogether = (words: string): string => words.replace(/ (?=\S+$)/, '\u00a0')

function warningOf({ rehearsal }: AwardFacts, note: PaperJob['note']): string {
  const words = [...(note === 'draft' ? ['DỰ THẢO'] : []), ...(rehearsal ? ['DIỄN TẬP – VĂN BẢN NÀY KHÔNG CÓ GIÁ TRỊ'] : [])]
  return words.join(' – ')
}

function listHead(
  kind: PaperJob['kind'],
  facts: AwardFacts,
  { number, dated, note }: { number: string; dated: string; note: PaperJob['note'] },
): NonNullable<PaperContent['list']> {
  const what = kind === 'decision' ? 'Quyết định' : 'Tờ trình'
  return {
    title: `DANH SÁCH TẬP THỂ, CÁ NHÂN ĐẠT GIẢI ${scopeWords(facts)}`.toLocaleUpperCase('vi'),
    of: `(Kèm theo ${what} ${number.replace(/^Số:/, 'số')} ${dated.replace(/^.*, ngày/, 'ngày')})`,
    note: note === 'shortened' ? 'Tên người đạt giải được rút gọn khi công bố, để bảo vệ dữ liệu cá nhân.' : '',
  }
}

const groupWords: Record<AwardLine['group'], string> = {
  contestPeople: 'Giải cá nhân toàn cuộc thi',
  roundPeople: 'Giải cá nhân',
  unions: 'Giải tập thể',
  divisions: 'Giải tập thể',
}
const figureHeads: Record<AwardFacts['unionMetric'], string> = {
  people: 'Số người dự thi',
  attempts: 'Số lượt thi',
  rate: 'Tỷ lệ tham gia',
  mean: 'Điểm bình quân',
}
export const numerals = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X']

/** A table for each kind of prize and each division, in the order of the lines. */
function tablesOf(facts: AwardFacts, lines: readonly AwardLine[]): PaperTable[] {
  const parts = new Map<string, AwardLine[]>()
  for (const line of lines) {
    const key = `${line.group} ${line.divisionId ?? ''}`
    parts.set(key, [...(parts.get(key) ?? []), line])
  }
  return [...parts.values()].map((part, index) => {
    const [first] = part
    const words = first === undefined ? '' : `${groupWords[first.group]}${first.divisionName === null ? '' : ` – ${first.divisionName}`}`
    const heading = parts.size === 1 ? '' : `${numerals[index] ?? String(index + 1)}. ${words}`
    const valued = part.some(({ value }) => value !== null)
    return { heading, ...(first?.kind === 'union' ? unionTable(facts, part, valued) : peopleTable(part, valued)) }
  })
}

export const column = (header: string, width: number, align: Column['align'] = 'left'): Column => ({ header, width, align })
const prize = (valued: boolean): Column[] => [column('Giải', 14), ...(valued ? [column('Giá trị (đồng)', 13, 'right')] : [])]
const prizeCells = ({ title, value }: AwardLine, valued: boolean): string[] => [
  title,
  ...(valued ? [value === null ? '' : value.toLocaleString('vi-VN')] : []),
]

function peopleTable(lines: readonly AwardLine[], valued: boolean): Pick<PaperTable, 'columns' | 'rows'> {
  return {
    columns: [
      column('TT', 6, 'center'),
      column('Họ và tên', 23),
      column('Đơn vị', 25),
      column('Điểm', 8, 'center'),
      column('Thời gian', 13, 'center'),
      ...prize(valued),
    ],
    rows: lines.map((line, index) => [
      String(index + 1),
      line.name,
      line.unionName,
      line.score === null ? '' : decimal(line.score),
      line.durationMs === null ? '' : minutes(line.durationMs),
      ...prizeCells(line, valued),
    ]),
  }
}

function unionTable({ unionMetric }: AwardFacts, lines: readonly AwardLine[], valued: boolean): Pick<PaperTable, 'columns' | 'rows'> {
  return {
    columns: [
      column('TT', 6, 'center'),
      column('Đơn vị', 30),
      column('Cấp trên', 24),
      column(figureHeads[unionMetric], 13, 'center'),
      ...prize(valued),
    ],
    rows: lines.map((line, index) => [
      String(index + 1),
      line.name,
      line.unionPath,
      figureWords(unionMetric, line.figure),
      ...prizeCells(line, valued),
    ]),
  }
}

function figureWords(metric: AwardFacts['unionMetric'], figure: number | null): string {
  if (figure === null) return ''
  return metric === 'rate' ? `${decimal(Math.round(figure * 10_000) / 100)}%` : decimal(Math.round(figure * 100) / 100)
}
