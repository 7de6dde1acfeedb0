import type { ImportIssue } from '@hoithi/shared/contracts/imports'
import { normalisePhone } from '@hoithi/shared/phone'
import { plainMemberCode, type RosterFace } from '../../domain/roster.ts'
import { cleanLine } from '../clean-text.ts'
import { inFileOrder, issueAt } from '../import-issues.ts'
import { readListTable } from '../sheet/list-table.ts'
import type { TableRow } from '../sheet/sheet-table.ts'
import { birthDateOf, contestantKindOf, rosterColumns, type RosterField } from './roster-columns.ts'

export type RosterAtLine = RosterFace & { line: number }
export type RosterFile = { people: RosterAtLine[]; errors: ImportIssue[]; warnings: ImportIssue[] }

const MAX_CODE = 40
const MAX_NAME = 100

/** A list of people (CSV or XLSX) with every error at once; `unionCodes` are those that exist. Load it only when `errors` is empty. */
export function readRosterFile(bytes: Uint8Array, unionCodes: { has: (code: string) => boolean }): RosterFile {
  const table = readListTable<RosterField>(bytes, rosterColumns)
  const rows = table.rows.map((row) => readRow(row, unionCodes))
  const people = rows.map(({ person }) => person)
  const errors = [...table.errors, ...rows.flatMap((row) => row.errors), ...twice(people, 'code'), ...twice(people, 'phone')]
  if (rows.length === 0 && errors.length === 0)
    errors.push(issueAt(null, null, 'no-people', 'Tệp không có người nào. Hãy thêm người dưới dòng tiêu đề.'))
  return { people, errors: inFileOrder(errors), warnings: inFileOrder(table.warnings) }
}

type Row = TableRow<RosterField>
type Fault = (field: RosterField, code: string, message: string) => void

function readRow(row: Row, unionCodes: { has: (code: string) => boolean }): { person: RosterAtLine; errors: ImportIssue[] } {
  const errors: ImportIssue[] = []
  const fault: Fault = (field, code, message) => void errors.push(issueAt(row.line, field, code, message))
  const { code, phone, birthDate } = identity(row, fault)
  const fullName = cleanLine(row.cell('fullName'))
  const kind = contestantKindOf(row.cell('contestantKind'))
  const unionCode = cleanLine(row.plain('unionCode'))
  if (fullName === '') fault('fullName', 'full-name-missing', 'Thiếu họ và tên. Hãy điền đủ họ tên, có dấu.')
  if (fullName.length > MAX_NAME) fault('fullName', 'full-name-too-long', `Họ tên dài quá ${MAX_NAME} ký tự. Hãy rút ngắn.`)
  if (kind === null)
    fault('contestantKind', 'person-kind-unknown', 'Không rõ đối tượng. Hãy ghi “Cán bộ công đoàn”, “Đoàn viên”, “Người lao động” hoặc để trống.')
  if (unionCode === '') fault('unionCode', 'union-code-missing', 'Thiếu mã đơn vị. Hãy điền mã của công đoàn cơ sở.')
  else if (!unionCodes.has(unionCode))
    fault('unionCode', 'union-code-unknown', `Không có đơn vị mã “${unionCode.slice(0, 60)}”. Hãy sửa mã, hoặc nạp đơn vị ấy trước.`)
  return { person: { line: row.line, code, phone, fullName, birthDate, contestantKind: kind ?? 'member', unionCode }, errors }
}

/** By what a person is known: a phone, or a code together with a birth date. */
function identity(row: Row, fault: Fault): Pick<RosterFace, 'code' | 'phone' | 'birthDate'> {
  const code = plainMemberCode(cleanLine(row.plain('code')))
  const written = row.plain('phone')
  const phone = normalisePhone(written)
  const birth = cleanLine(row.day('birthDate'))
  const birthDate = birthDateOf(birth)
  if (code === '' && written === '') fault('code', 'roster-key-missing', 'Thiếu cả mã đoàn viên và số điện thoại. Hãy điền ít nhất một trong hai.')
  if (code.length > MAX_CODE) fault('code', 'code-too-long', `Mã đoàn viên dài quá ${MAX_CODE} ký tự. Hãy rút ngắn.`)
  if (written !== '' && phone === null)
    fault('phone', 'phone-invalid', `“${written.slice(0, 40)}” không phải số điện thoại Việt Nam. Hãy sửa lại, ví dụ 0912345678.`)
  if (birth !== '' && birthDate === null) fault('birthDate', 'birth-date-invalid', 'Ngày sinh không đúng. Hãy ghi ngày/tháng/năm, ví dụ 05/09/1988.')
  if (birth === '' && code !== '' && written === '')
    fault('birthDate', 'birth-date-missing', 'Người không có số điện thoại được nhận ra bằng mã và ngày sinh. Hãy điền ngày sinh.')
  return { code: code === '' ? null : code, phone, birthDate }
}

const words = { code: 'Mã đoàn viên', phone: 'Số điện thoại' } as const
const codes = { code: 'code-twice', phone: 'phone-twice' } as const

function twice(people: readonly RosterAtLine[], field: 'code' | 'phone'): ImportIssue[] {
  const lineOf = new Map<string, number>()
  return people.flatMap(({ line, [field]: value }) => {
    if (value === null) return []
    const earlier = lineOf.get(value)
    if (earlier === undefined) lineOf.set(value, line)
    const message = `${words[field]} “${value}” đã có ở dòng ${earlier ?? ''}. Hãy sửa lại hoặc bỏ một trong hai dòng.`
    return earlier === undefined ? [] : [issueAt(line, field, codes[field], message)]
  })
}

/** A line whose code is one listed person's and whose phone is another's, or that names one whom an earlier line names. */
export function rosterClash({ line, code, phone }: RosterAtLine): ImportIssue {
  const message = `Mã “${code ?? ''}” và số “${phone ?? ''}” thuộc hai người khác nhau trong danh sách, hoặc một dòng trên đã nêu người này. Hãy sửa dòng này, hoặc bỏ bớt người trùng khỏi danh sách trước.`
  return issueAt(line, 'code', 'roster-clash', message)
}
