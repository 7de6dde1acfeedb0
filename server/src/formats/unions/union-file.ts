import type { ImportIssue } from '@hoithi/shared/contracts/imports'
import type { UnionDraft } from '../../domain/union-diff.ts'
import { cleanLine } from '../clean-text.ts'
import { readTable, type Table, type TableRow } from '../csv-table.ts'
import { decodeText, encodingWarnings } from '../encodings/decode-text.ts'
import { inFileOrder, issueAt } from '../import-issues.ts'
import { isZip, readListWorkbook } from '../sheet/list-workbook.ts'
import { unionColumns, type UnionField } from './union-columns.ts'
import { unionKindOf } from './union-kinds.ts'
import { shutErrors, treeErrors, type Shut } from './union-tree.ts'

export type UnionAtLine = UnionDraft & { line: number }
export type UnionFile = {
  /** Every row that names a code, even one with errors; load them only when `errors` is empty. */
  unions: UnionAtLine[]
  errors: ImportIssue[]
  warnings: ImportIssue[]
}

const MAX_CODE = 64
const MAX_NAME = 200

/**
 * A union list (CSV or XLSX bytes) with every error at once; a parent may stand anywhere in the file or among the unions already known
 * (code → parent code). `shut`: known unions that a list cannot speak of.
 */
export function readUnionFile(bytes: Uint8Array, known: ReadonlyMap<string, string | null>, shut: Shut = new Map()): UnionFile {
  const table = isZip(bytes) ? readListWorkbook(bytes, unionColumns) : readText(bytes)
  const rows = table.rows.map(readRow)
  const unions = rows.map(({ union }) => union).filter((union) => union.code !== '')
  const errors = [
    ...table.errors,
    ...rows.flatMap((row) => row.errors),
    ...codesTwice(unions),
    ...treeErrors(unions, known),
    ...shutErrors(unions, shut),
  ]
  if (rows.length === 0 && errors.length === 0)
    errors.push(issueAt(null, null, 'no-unions', 'Tệp không có đơn vị nào. Hãy thêm đơn vị dưới dòng tiêu đề.'))
  return { unions, errors: inFileOrder(errors), warnings: inFileOrder(table.warnings) }
}

function readText(bytes: Uint8Array): Table<UnionField> {
  const decoded = decodeText(bytes)
  if (!decoded.ok) return { rows: [], errors: [decoded.issue], warnings: [] }
  const table = readTable<UnionField>(decoded.text, unionColumns)
  return { ...table, warnings: [...encodingWarnings(decoded.encoding), ...table.warnings] }
}

function readRow({ line, cell, plain }: TableRow<UnionField>): { union: UnionAtLine; errors: ImportIssue[] } {
  const errors: ImportIssue[] = []
  const fault = (field: UnionField, code: string, message: string) => errors.push(issueAt(line, field, code, message))
  const code = cleanLine(cell('code'))
  const name = cleanLine(cell('name'))
  const kind = unionKindOf(cell('kind'))
  const memberCount = readCount(plain('memberCount'))
  if (code === '') fault('code', 'code-missing', 'Thiếu mã đơn vị. Hãy điền một mã riêng cho mỗi đơn vị.')
  if (code.length > MAX_CODE) fault('code', 'code-too-long', `Mã đơn vị dài quá ${MAX_CODE} ký tự. Hãy rút ngắn.`)
  if (name === '') fault('name', 'name-missing', 'Thiếu tên đơn vị. Hãy điền tên đầy đủ.')
  if (name.length > MAX_NAME) fault('name', 'name-too-long', `Tên đơn vị dài quá ${MAX_NAME} ký tự. Hãy rút ngắn.`)
  if (cell('kind') === '') fault('kind', 'kind-missing', 'Thiếu loại đơn vị. Hãy ghi, ví dụ, LĐLĐ huyện, CĐ ngành hoặc CĐCS.')
  else if (kind === null)
    fault('kind', 'kind-unknown', `Không có loại đơn vị “${cell('kind').slice(0, 60)}”. Hãy ghi, ví dụ, LĐLĐ tỉnh, LĐLĐ huyện, CĐ ngành hoặc CĐCS.`)
  if (memberCount === 'unreadable')
    fault('memberCount', 'member-count-invalid', 'Số đoàn viên phải là số nguyên từ 0, ví dụ 1.234. Hãy sửa lại hoặc để trống.')
  const parentCode = cleanLine(cell('parentCode'))
  const union = {
    line,
    code,
    name,
    kind: kind ?? '',
    parentCode: parentCode === '' ? null : parentCode,
    memberCount: memberCount === 'unreadable' ? null : memberCount,
  }
  return { union, errors }
}

/** A headcount, thousands parted by dots or not at all; null when left empty. */
function readCount(written: string): number | null | 'unreadable' {
  if (written === '') return null
  return /^(?:\d{1,9}|[1-9]\d{0,2}(?:\.\d{3}){1,2})$/.test(written) ? Number(written.replaceAll('.', '')) : 'unreadable'
}

function codesTwice(unions: readonly UnionAtLine[]): ImportIssue[] {
  const lineOf = new Map<string, number>()
  return unions.flatMap(({ code, line }) => {
    const earlier = lineOf.get(code)
    if (earlier === undefined) lineOf.set(code, line)
    return earlier === undefined
      ? []
      : [issueAt(line, 'code', 'code-twice', `Mã “${code}” đã có ở dòng ${earlier}. Hãy đổi mã hoặc bỏ một trong hai dòng.`)]
  })
}
