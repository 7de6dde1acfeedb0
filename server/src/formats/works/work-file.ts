import type { ImportIssue } from '@hoithi/shared/contracts/imports'
import type { WorkKind } from '@hoithi/shared/contracts/works'
import { fold } from '../../domain/names.ts'
import type { WorkFacts } from '../../domain/work.ts'
import { cleanLine } from '../clean-text.ts'
import { inFileOrder, issueAt } from '../import-issues.ts'
import { birthDateOf as dayOf } from '../roster/roster-columns.ts'
import { readListTable } from '../sheet/list-table.ts'
import type { TableRow } from '../sheet/sheet-table.ts'
import { moneyIn } from '../sheet/written-money.ts'
import { kindNames, workColumns, type WorkField } from './work-columns.ts'

export type WorkAtLine = { line: number; unionId: string; facts: WorkFacts }
export type WorkFile = { works: WorkAtLine[]; errors: ImportIssue[]; warnings: ImportIssue[] }

/** A row of what is registered already. */
export const knownWork = (line: number): ImportIssue =>
  issueAt(line, 'title', 'work-known', 'Công trình, phần việc này của đơn vị đã đăng ký rồi nên bỏ qua. Nếu cần sửa, Anh/Chị mở mục đã có.')

/** More in one file would hold the desk up. */
const MOST = 2_000
const MOST_QUANTITY = 1_000_000_000

/** A list of works (CSV or XLSX) with every error at once; `units` are the ids, by code, of those that may be named. Load it only when `errors` is empty. */
export function readWorkFile(bytes: Uint8Array, units: ReadonlyMap<string, string>): WorkFile {
  const table = readListTable<WorkField>(bytes, workColumns)
  const read = table.rows.map((row) => readRow(row, units))
  const errors = [...table.errors, ...read.flatMap((row) => row.errors)]
  if (read.length === 0 && errors.length === 0)
    errors.push(issueAt(null, null, 'no-works', 'Tệp không có công trình nào. Hãy thêm dòng dưới dòng tiêu đề.'))
  if (read.length > MOST) errors.push(issueAt(null, null, 'too-many-records', 'Tệp có quá 2.000 công trình. Hãy chia thành nhiều tệp nhỏ hơn.'))
  return { works: read.map(({ work }) => work), errors: inFileOrder(errors), warnings: inFileOrder(table.warnings) }
}

type Fault = (field: WorkField, code: string, message: string) => void

function readRow(row: TableRow<WorkField>, units: ReadonlyMap<string, string>): { work: WorkAtLine; errors: ImportIssue[] } {
  const errors: ImportIssue[] = []
  const fault: Fault = (field, code, message) => void errors.push(issueAt(row.line, field, code, message))
  const text = (field: WorkField, longest: number): string => {
    const value = cleanLine(row.cell(field))
    if (value.length > longest) fault(field, 'work-text-too-long', `Nội dung dài quá ${longest} ký tự. Hãy rút ngắn.`)
    return value
  }
  const code = cleanLine(row.plain('unionCode'))
  const unionId = units.get(code) ?? ''
  if (unionId === '') fault('unionCode', 'union-code-unknown', `Không có đơn vị mã “${code.slice(0, 60)}” trong phạm vi của Anh/Chị. Hãy sửa mã.`)
  const title = text('title', 300)
  if (title.length < 5) fault('title', 'work-title-missing', 'Tên phải có ít nhất 5 ký tự. Hãy ghi đủ tên.')
  const [plannedFrom, plannedTo] = [dateOf(row, 'plannedFrom', fault), dateOf(row, 'plannedTo', fault)]
  if (plannedFrom !== '' && plannedTo !== '' && plannedTo < plannedFrom)
    fault('plannedTo', 'work-days-crossed', 'Đến ngày phải sau hoặc bằng từ ngày. Hãy sửa lại.')
  const facts: WorkFacts = {
    title,
    kind: kindOf(row, fault),
    quantity: quantityOf(row, fault),
    measure: text('measure', 60),
    value: moneyOf(row, fault),
    carriedOutBy: text('carriedOutBy', 200),
    plannedFrom,
    plannedTo,
  }
  return { work: { line: row.line, unionId, facts }, errors }
}

function kindOf(row: TableRow<WorkField>, fault: Fault): WorkKind {
  const written = fold(row.cell('kind'))
  const kinds = Object.keys(kindNames) as WorkKind[]
  const found = kinds.find((kind) => fold(kind) === written || fold(kindNames[kind]) === written)
  if (found === undefined) fault('kind', 'work-kind-unknown', `Không rõ “${row.cell('kind').slice(0, 40)}”. Hãy ghi Công trình hoặc Phần việc.`)
  return found ?? 'project'
}

function dateOf(row: TableRow<WorkField>, field: 'plannedFrom' | 'plannedTo', fault: Fault): string {
  const day = dayOf(cleanLine(row.day(field)))
  if (day === null) fault(field, 'work-day-invalid', 'Ngày không đúng. Hãy ghi ngày/tháng/năm, ví dụ 15/05/2021.')
  return day ?? ''
}

/** A number with a comma or a dot before its fraction; dots between thousands as people write them. */
function quantityOf(row: TableRow<WorkField>, fault: Fault): number | null {
  const written = cleanLine(row.plain('quantity'))
  if (written === '') return null
  const plain = /^\d{1,3}(?:\.\d{3})+(?:,\d+)?$/.test(written) ? written.replaceAll('.', '') : written
  const value = /^\d+(?:[.,]\d+)?$/.test(plain) ? Number(plain.replace(',', '.')) : null
  if (value === null || value > MOST_QUANTITY)
    fault('quantity', 'work-quantity-invalid', `“${written.slice(0, 40)}” không phải một số. Hãy ghi số, ví dụ 2,5.`)
  return value
}

function moneyOf(row: TableRow<WorkField>, fault: Fault): number | null {
  const written = cleanLine(row.plain('value'))
  const value = moneyIn(written)
  if (value === undefined) fault('value', 'work-money-invalid', `“${written.slice(0, 40)}” không phải số tiền. Hãy ghi số đồng, ví dụ 150.000.000.`)
  return value ?? null
}
