import type { ImportIssue } from '@hoithi/shared/contracts/imports'
import type { InitiativeKind, Recogniser } from '@hoithi/shared/contracts/initiatives'
import { keptFacts, type InitiativeFacts } from '../../domain/initiative.ts'
import { fold } from '../../domain/names.ts'
import { cleanLine } from '../clean-text.ts'
import { inFileOrder, issueAt } from '../import-issues.ts'
import { birthDateOf as dayOf } from '../roster/roster-columns.ts'
import { readListTable } from '../sheet/list-table.ts'
import type { TableRow } from '../sheet/sheet-table.ts'
import { moneyIn } from '../sheet/written-money.ts'
import { initiativeColumns, kindNames, recogniserNames, type InitiativeField } from './initiative-columns.ts'

export type InitiativeAtLine = { line: number; unionId: string; facts: InitiativeFacts }
export type InitiativeFile = { initiatives: InitiativeAtLine[]; errors: ImportIssue[]; warnings: ImportIssue[] }

/** More in one file would hold the desk up. */
const MOST = 2_000
const MOST_AUTHORS = 10

/** A list of initiatives (CSV or XLSX) with every error at once; `units` are the ids, by code, of those that may be named. Load it only when `errors` is empty. */
export function readInitiativeFile(bytes: Uint8Array, units: ReadonlyMap<string, string>): InitiativeFile {
  const table = readListTable<InitiativeField>(bytes, initiativeColumns)
  const read = table.rows.map((row) => readRow(row, units))
  const errors = [...table.errors, ...read.flatMap((row) => row.errors)]
  if (read.length === 0 && errors.length === 0)
    errors.push(issueAt(null, null, 'no-initiatives', 'Tệp không có sáng kiến nào. Hãy thêm dòng dưới dòng tiêu đề.'))
  if (read.length > MOST) errors.push(issueAt(null, null, 'too-many-records', 'Tệp có quá 2.000 sáng kiến. Hãy chia thành nhiều tệp nhỏ hơn.'))
  return { initiatives: read.map(({ initiative }) => initiative), errors: inFileOrder(errors), warnings: inFileOrder(table.warnings) }
}

type Fault = (field: InitiativeField, code: string, message: string) => void

function readRow(row: TableRow<InitiativeField>, units: ReadonlyMap<string, string>): { initiative: InitiativeAtLine; errors: ImportIssue[] } {
  const errors: ImportIssue[] = []
  const fault: Fault = (field, code, message) => void errors.push(issueAt(row.line, field, code, message))
  const text = (field: InitiativeField, longest: number): string => {
    const value = cleanLine(row.cell(field))
    if (value.length > longest) fault(field, 'text-too-long', `Nội dung dài quá ${longest} ký tự. Hãy rút ngắn.`)
    return value
  }
  const unionCode = cleanLine(row.plain('unionCode'))
  const unionId = units.get(unionCode) ?? ''
  if (unionId === '')
    fault('unionCode', 'union-code-unknown', `Không có đơn vị mã “${unionCode.slice(0, 60)}” trong phạm vi của Anh/Chị. Hãy sửa mã.`)
  const secret = secretOf(row, fault)
  const title = text('title', 300)
  if (title.length < 5) fault('title', 'title-missing', 'Tên sáng kiến phải có ít nhất 5 ký tự. Hãy ghi đủ tên.')
  const facts = {
    secret,
    title,
    authors: authorsOf(row, secret, fault),
    kind: wordOf<InitiativeKind>(row, 'kind', kindNames, fault),
    field: text('field', 100),
    firstAppliedOn: dateOf(row, 'firstAppliedOn', fault),
    effect: text('effect', 2_000),
    benefit: moneyOf(row, 'benefit', fault),
    reward: moneyOf(row, 'reward', fault),
    recognisedBy: wordOf<Recogniser>(row, 'recognisedBy', recogniserNames, fault),
    decisionNumber: text('decisionNumber', 60),
    decisionOn: dateOf(row, 'decisionOn', fault),
  }
  return { initiative: { line: row.line, unionId, facts: keptFacts(facts) }, errors }
}

const secretWords = ['co', 'x', 'yes', '1', 'true', 'dung', 'bi quyet', 'bi quyet cong nghe']
const openWords = ['khong', 'no', '0', 'false', 'sai']

/** A word that is not known is no answer: what it stands for must not be stored by mistake. */
function secretOf(row: TableRow<InitiativeField>, fault: Fault): boolean {
  const cell = cleanLine(row.cell('secret'))
  const written = fold(cell)
  const secret = secretWords.includes(written)
  // A tick is no empty cell, though it has no letters.
  if (!secret && cell !== '' && cell !== '-' && !openWords.includes(written))
    fault('secret', 'word-unknown', `Không rõ “${row.cell('secret').slice(0, 40)}”. Hãy ghi “Có” nếu là bí quyết công nghệ, nếu không thì để trống.`)
  return secret
}

function authorsOf(row: TableRow<InitiativeField>, secret: boolean, fault: Fault): string[] {
  const authors = row
    .cell('authors')
    .split(/[;\n]/)
    .map(cleanLine)
    .filter((name) => name !== '')
  if (authors.length === 0 && !secret) fault('authors', 'authors-missing', 'Thiếu tác giả. Hãy ghi họ và tên.')
  if (authors.length > MOST_AUTHORS) fault('authors', 'too-many-authors', `Nhiều nhất ${MOST_AUTHORS} tác giả. Hãy bỏ bớt.`)
  if (authors.some((name) => name.length < 2 || name.length > 100)) fault('authors', 'author-name', 'Mỗi họ tên từ 2 đến 100 ký tự. Hãy sửa lại.')
  return authors
}

function wordOf<Word extends string>(row: TableRow<InitiativeField>, field: InitiativeField, names: Record<Word, string>, fault: Fault): Word | null {
  const written = fold(row.cell(field))
  if (written === '') return null
  const words = Object.keys(names) as Word[]
  const found =
    words.find((word) => fold(word) === written || fold(names[word]) === written) ?? words.find((word) => fold(names[word]).startsWith(written))
  if (found === undefined)
    fault(field, 'word-unknown', `Không rõ “${row.cell(field).slice(0, 40)}”. Hãy ghi một trong: ${Object.values(names).join(', ')}.`)
  return found ?? null
}

function dateOf(row: TableRow<InitiativeField>, field: InitiativeField, fault: Fault): string | null {
  const written = cleanLine(row.day(field))
  const day = dayOf(written)
  if (written !== '' && day === null) fault(field, 'day-invalid', 'Ngày không đúng. Hãy ghi ngày/tháng/năm, ví dụ 15/05/2021.')
  return day
}

function moneyOf(row: TableRow<InitiativeField>, field: InitiativeField, fault: Fault): number | null {
  const written = cleanLine(row.plain(field))
  const value = moneyIn(written)
  if (value === undefined) fault(field, 'money-invalid', `“${written.slice(0, 40)}” không phải số tiền. Hãy ghi số đồng, ví dụ 150.000.000.`)
  return value ?? null
}
