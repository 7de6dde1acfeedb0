import type { PaperBlock } from '../../domain/award-text.ts'
import { datedWords } from '../../domain/award-text.ts'
import type { ReportLine, ReportPaper } from '../../domain/campaign-report-paper.ts'
import { momentWords } from '../../domain/local-time.ts'
import type { Column, PaperContent, PaperTable } from '../papers/paper-content.ts'
import { decimal } from '../vietnamese-values.ts'
import { figureTable, figureWords, periodWords } from './figure-lines.ts'
import { reportStateWords } from './state-words.ts'

/** A report as an official paper: its figures stand in a table, the words of the union around it. */
export function reportContent(given: ReportPaper): PaperContent {
  // With every letter in one piece (NFC), so that no mark stands beside its letter.
  const report = JSON.parse(JSON.stringify(given).normalize('NFC')) as ReportPaper
  const { head, figures, timeZone, campaign, period } = report
  const subject = `Kết quả đợt thi đua “${campaign}”, ${periodWords(period, timeZone)}`
  return {
    title: `BÁO CÁO: ${subject}`,
    author: head.issuer,
    warning: warningOf(report),
    upperBody: head.upperBody,
    issuer: head.issuer,
    number: `Số: ${head.number === '' ? `……/BC-${signOf(report.unionKind)}` : head.number}`,
    dated: datedWords(head, { sealedAt: figures.at, timeZone }),
    name: 'BÁO CÁO',
    subject,
    addressee: head.addressee,
    blocks: blocksOf(report),
    recipients: head.recipients.split('\n').filter((line) => line.trim() !== ''),
    signature: { onBehalf: head.onBehalf, position: head.position, signer: head.signer },
    list: null,
    tables: [figuresOf(report), ...(report.below.length === 0 ? [] : [belowOf(report.below, timeZone)])],
  }
}

function warningOf({ state, rehearsal }: ReportPaper): string {
  const draft = state === 'sent' || state === 'accepted' ? [] : ['DỰ THẢO']
  return [...draft, ...(rehearsal ? ['DIỄN TẬP – VĂN BẢN NÀY KHÔNG CÓ GIÁ TRỊ'] : [])].join(' – ')
}

const signs: Record<string, string> = { grassrootsUnion: 'CĐCS', provincialFederation: 'LĐLĐ', districtFederation: 'LĐLĐ' }
const signOf = (kind: string): string => signs[kind] ?? 'CĐ'

const block = (kind: PaperBlock['kind'], text: string, bold = false): PaperBlock => ({ kind, runs: text === '' ? [] : [{ text, bold }] })

function blocksOf({ legalBasis, campaign, contest, figures, timeZone, words, head, period }: ReportPaper): PaperBlock[] {
  const asOf = momentWords(figures.at, timeZone)
  return [
    ...linesOf(legalBasis).map((line) => block('cite', /^căn cứ/i.test(line) ? line : `Căn cứ ${line};`)),
    block(
      'text',
      `Đơn vị báo cáo kết quả thực hiện đợt thi đua “${campaign}” gắn với cuộc thi “${contest}”, ${periodWords(period, timeZone)} như sau:`,
    ),
    block('text', `1. Số liệu (tính đến ${asOf})`, true),
    block('table', ''),
    block('text', '2. Việc đã làm', true),
    ...told(words.done),
    block('text', '3. Khó khăn, vướng mắc', true),
    ...told(words.difficulties),
    block('text', '4. Đề xuất, kiến nghị', true),
    ...told(words.proposals),
    block('text', `Trên đây là báo cáo của đơn vị${head.addressee === '' ? '' : `, kính gửi ${head.addressee} tổng hợp`}./.`),
  ]
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

function told(text: string): PaperBlock[] {
  const lines = linesOf(text)
  if (lines.length === 0) return [block('text', 'Không.')]
  return lines.map((line) => (/^[-–•*]\s*\S/.test(line) ? block('item', line.replace(/^[-–•*]\s*/, '')) : block('text', line)))
}

const column = (header: string, width: number, align: Column['align'] = 'left'): Column => ({ header, width, align })

function figuresOf({ figures, period }: ReportPaper): PaperTable {
  const { headings, lines } = figureTable(figures, period)
  return {
    heading: '',
    columns: [column('TT', 6, 'center'), column('Nội dung', 40), ...headings.map((heading) => column(heading, 18, 'right'))],
    rows: lines.map(({ label, figures: cells }, index) => [String(index + 1), label, ...cells.map(figureWords)]),
  }
}

function belowOf(below: readonly ReportLine[], timeZone: string): PaperTable {
  const reported = below.filter(({ state }) => state === 'sent' || state === 'accepted').length
  return {
    heading: `Đơn vị trực thuộc: ${reported}/${below.length} đã báo cáo`,
    columns: [
      column('TT', 6, 'center'),
      column('Đơn vị', 34),
      column('Tình trạng', 16),
      column('Gửi lúc', 16, 'center'),
      column('Chậm (ngày)', 10, 'right'),
      column('Người dự thi', 11, 'right'),
      column('Lượt thi', 11, 'right'),
    ],
    rows: below.map((line, index) => [
      String(index + 1),
      line.unionName,
      reportStateWords(line.state),
      line.sentAt === null ? '' : momentWords(line.sentAt, timeZone),
      line.daysLate === 0 ? '' : String(line.daysLate),
      line.people === null ? '' : decimal(line.people),
      line.attempts === null ? '' : decimal(line.attempts),
    ]),
  }
}
