import { datedWords } from '../../domain/award-text.ts'
import type { CommendedLine } from '../../domain/commendation-list.ts'
import { commendationBlocks, commendationHead, linesOf } from '../../domain/commendation-papers.ts'
import { reachedWords } from '../../domain/commendation-words.ts'
import { grouped } from '../../domain/grouped.ts'
import type { CommendationPaperJob } from '../../ports/exports.ts'
import { decimal } from '../vietnamese-values.ts'
import { column, lastTogether, numerals, type PaperContent, type PaperTable } from './paper-content.ts'

const names = { letter: 'TỜ TRÌNH', list: 'DANH SÁCH', summary: 'BẢN TÓM TẮT THÀNH TÍCH', upward: 'TỜ TRÌNH' } as const

/** A paper of a list as it stands on its pages. */
export function commendationContent(job: CommendationPaperJob): PaperContent {
  // With every letter in one piece (NFC), so that no mark stands beside its letter.
  const { commendation: kind, paper, facts, rules, lines, draft } = JSON.parse(JSON.stringify(job).normalize('NFC')) as CommendationPaperJob
  const own = linesOf(kind, lines)
  const blocks = commendationBlocks(paper.text, { facts, rules, lines: own })
  const { number, subject } = commendationHead(kind, paper)
  const dated = datedWords(paper, { sealedAt: facts.at, timeZone: facts.timeZone })
  const follows = kind !== 'summary' && own.length > 0 && !blocks.some((block) => block.kind === 'table')
  const warnings = [...(draft ? ['DỰ THẢO'] : []), ...(facts.rehearsal ? ['DIỄN TẬP – VĂN BẢN NÀY KHÔNG CÓ GIÁ TRỊ'] : [])]
  return {
    title: `${names[kind]}: ${paper.subject}`,
    author: paper.issuer,
    warning: warnings.join(' – '),
    upperBody: lastTogether(paper.upperBody),
    issuer: lastTogether(paper.issuer),
    number,
    dated,
    name: names[kind],
    subject,
    addressee: paper.addressee,
    blocks,
    recipients: paper.recipients.split('\n').filter((line) => line.trim() !== ''),
    signature: { onBehalf: paper.onBehalf, position: paper.position, signer: paper.signer },
    list: follows
      ? {
          title: `DANH SÁCH TẬP THỂ, CÁ NHÂN ĐỀ NGHỊ KHEN THƯỞNG ${facts.campaign}`.toLocaleUpperCase('vi'),
          of: `(Kèm theo Tờ trình ${number.replace(/^Số:/, 'số')} ${dated.replace(/^.*, ngày/, 'ngày')})`,
          note: '',
        }
      : null,
    tables: tablesOf(own),
  }
}

/** A table for each kind, in the order of the criteria. */
function tablesOf(lines: readonly CommendedLine[]): PaperTable[] {
  const parts = [...grouped(lines, ({ kindKey }) => kindKey).values()]
  return parts.map((part, index) => {
    const title = part[0]?.kindTitle ?? ''
    const heading = parts.length === 1 ? title : `${numerals[index] ?? String(index + 1)}. ${title}`
    return { heading, ...(part[0]?.for === 'collective' ? unionTable(part) : peopleTable(part)) }
  })
}

function unionTable(lines: readonly CommendedLine[]): Pick<PaperTable, 'columns' | 'rows'> {
  const grouping = lines.some(({ group }) => group !== '')
  return {
    columns: [
      column('TT', 6, 'center'),
      column('Đơn vị', 28),
      ...(grouping ? [column('Cụm, khối', 18)] : []),
      column('Điểm', 10, 'center'),
      column('Kết quả', 34),
    ],
    rows: lines.map((line, index) => [
      String(index + 1),
      line.name,
      ...(grouping ? [line.group] : []),
      line.points === null ? '' : decimal(line.points),
      reachedWords(line.figures, line.merit),
    ]),
  }
}

const peopleTable = (lines: readonly CommendedLine[]): Pick<PaperTable, 'columns' | 'rows'> => ({
  columns: [column('TT', 6, 'center'), column('Họ và tên', 26), column('Đơn vị', 30), column('Thành tích', 38)],
  rows: lines.map((line, index) => [String(index + 1), line.name, line.unionName, reachedWords(line.figures, line.merit)]),
})
