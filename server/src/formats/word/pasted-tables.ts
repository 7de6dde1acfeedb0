import { fold } from '../../domain/names.ts'
import { optionLabelAt, startLabel } from './pasted-labels.ts'
import { cut, lineOf, plain, runOf, textOfLine, type MarkedLine } from './pasted-line.ts'
import { gridPairs } from './pasted-pairs.ts'

/** A table cell: its lines. */
export type Cell = MarkedLine[]

type Column = { role: 'number' | 'stem' | 'options' | 'option' | 'field'; label: string }

const columnRoles: [Column['role'], label: string, heading: RegExp][] = [
  ['number', '', /^(?:stt|tt|so tt|so thu tu|cau|cau so|so cau|no)$/],
  ['option', '', /^(?:(?:phuong an|dap an|lua chon|option|answer|pa|tra loi) )?([a-f])$/],
  ['field', 'Đáp án', /^(?:(?:goi y )?(?:dap an|cau tra loi|tra loi)(?: dung| chinh xac)?|phuong an dung|da|d a|key|answer|correct)$/],
  ['options', '', /^(?:cac |cau )?(?:phuong an|lua chon|dap an)(?: tra loi| lua chon)?(?: a b c d?)?$/],
  ['field', 'Giải thích', /^(?:giai thich|loi giai|explanation)/],
  ['field', 'Căn cứ', /^(?:can cu|co so phap ly|vien dan|nguon|trich dan)/],
  ['field', 'Chủ đề', /^(?:chu de|chuyen de|linh vuc|topic)/],
  ['field', 'Mức độ', /^(?:muc do|do kho|cap do|level)/],
  ['field', 'Mã', /^(?:ma|ma cau|ma cau hoi|ma so|id|code)$/],
  ['stem', '', /^(?:noi dung|cau hoi|noi dung cau hoi|cau hoi va .*|noi dung cau hoi .*|question|de bai)$/],
]

function columnOf(heading: string): Column | null {
  const folded = fold(heading)
  for (const [role, label, pattern] of columnRoles) {
    const found = pattern.exec(folded)
    if (found !== null) return { role, label: role === 'option' ? (found[1] ?? '').toUpperCase() : label }
  }
  return null
}

const cellText = (cell: Cell | undefined): string => (cell ?? []).map(textOfLine).join('\n').trim()

/** The columns of a table that holds a question in every row; null for any other table. */
export function questionColumns(head: readonly string[]): (Column | null)[] | null {
  const columns = head.map((heading) => (heading.length > 80 ? null : columnOf(heading)))
  const keys = columns.filter((column) => column?.label === 'Đáp án')
  // "Đáp án" beside "Đáp án đúng" lists the options.
  if (keys.length === 2 && keys[0] !== undefined && keys[0] !== null) Object.assign(keys[0], { role: 'options', label: '' })
  const has = (role: Column['role']): number => columns.filter((column) => column?.role === role).length
  const answered = has('option') >= 2 || has('options') > 0 || columns.some((column) => column?.label === 'Đáp án')
  return has('stem') === 1 && answered ? columns : null
}

/**
 * A table as lines: an answer table as entries, a table of questions (headed "STT | Câu hỏi | A | B | … | Đáp án") as if each were written out,
 * any other cell by cell; options are put in letter order where the cells run down the columns.
 */
export function linesOfTable(rows: readonly (readonly Cell[])[]): MarkedLine[] {
  const pairs = gridPairs(rows.map((row) => row.map(cellText)))
  if (pairs !== null) {
    const line = rows.flat(2)[0]?.line ?? 0
    return pairs.map(({ number, key }) => lineOf(line, [runOf(`${number}-${key}`)], 'answers'))
  }
  const twoRows = isLetterRow(rows[1]) ? 2 : 1
  const head = (rows[0] ?? []).map((cell, x) => (twoRows === 2 && cellText(rows[1]?.[x]) !== '' ? cellText(rows[1]?.[x]) : cellText(cell)))
  const columns = questionColumns(head)
  if (columns !== null) return rows.slice(twoRows).flatMap((row) => rowLines(row, columns))
  return downwards(rows) ?? rows.flat(2)
}

/** A second row of the header: A, B, C, D under "Phương án trả lời". */
function isLetterRow(row: readonly Cell[] | undefined): boolean {
  const filled = (row ?? []).map(cellText).filter((text) => text !== '')
  return filled.length >= 2 && filled.every((text) => columnOf(text)?.role === 'option')
}

function rowLines(row: readonly Cell[], columns: readonly (Column | null)[]): MarkedLine[] {
  const filled = row.filter((cell) => cellText(cell) !== '')
  const first = filled[0]?.[0]
  if (filled.length === 1 && columns.length > 2 && first !== undefined && startLabel(textOfLine(first)) === null) {
    return filled.flat().map((line) => ({ ...line, role: 'heading' }))
  }
  const cellOf = (role: Column['role']): Cell => row[columns.findIndex((column) => column?.role === role)] ?? []
  const number = /\d+[a-z]?/i.exec(cellText(cellOf('number')))?.[0] ?? ''
  const lines = labelled(cellOf('stem'), startLabel(cellText(cellOf('stem')))?.named === true ? '' : `Câu ${number === '' ? 'hỏi' : number}: `)
  const rest = columns.flatMap((column, index) => {
    const cell = row[index] ?? []
    if (column === null || cellText(cell) === '' || column.role === 'number' || column.role === 'stem') return column === null ? cell : []
    if (column.role === 'option') return labelled(cell, optionAt(cell) === null ? `${column.label}. ` : '')
    if (column.role === 'options') return cell.map((line) => (optionAt([line]) === null ? (labelled([line], '- ')[0] ?? line) : line))
    return labelled(cell, `${column.label}: `)
  })
  return [...lines, ...rest]
}

function optionAt(cell: Cell) {
  const text = cellText(cell)
  return optionLabelAt(text, plain(text), 0)
}

function labelled([first, ...rest]: Cell, label: string): MarkedLine[] {
  if (first === undefined) return []
  const start = cut(first, 0)
  return [label === '' ? start : { ...start, runs: [{ ...runOf(label), auto: true }, ...start.runs] }, ...rest]
}

/** A table of options A | C over B | D, column by column; null when its cells run on in rows. */
function downwards(rows: readonly (readonly Cell[])[]): MarkedLine[] | null {
  const width = Math.max(0, ...rows.map((row) => row.length))
  if (rows.length < 2 || width < 2 || width > 4) return null
  const columns = Array.from({ length: width }, (_, x) => rows.flatMap((row) => row[x] ?? []))
  const letters = (lines: readonly MarkedLine[]): string => lines.map((line) => optionAt([line])?.letter ?? '').join('')
  const inRows = letters(rows.flat(2))
  const inColumns = letters(columns.flat())
  return !inRows.startsWith('AB') && inColumns.startsWith('ABC') ? columns.flat() : null
}
