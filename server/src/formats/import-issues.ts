import type { ImportIssue } from '@hoithi/shared/contracts/imports'

/** More records than this in one file are refused: no bank or union list comes near it. */
export const MAX_RECORDS = 50_000

const MAX_ISSUES = 1_000

/** One thing wrong with an imported file; `line` is 1-based, null when the whole file is meant. */
export function issueAt(line: number | null, field: string | null, code: string, message: string): ImportIssue {
  return { line, field, code, message }
}

export function tooManyRecords(): ImportIssue {
  return issueAt(null, null, 'too-many-records', `Tệp có quá ${MAX_RECORDS.toLocaleString('vi-VN')} dòng dữ liệu. Hãy chia thành nhiều tệp nhỏ hơn.`)
}

/** Issues in file order, cut at a thousand; the last one then says how many were left out. */
export function inFileOrder(issues: readonly ImportIssue[]): ImportIssue[] {
  const sorted = [...issues].sort((a, b) => (a.line ?? 0) - (b.line ?? 0))
  if (sorted.length <= MAX_ISSUES) return sorted
  const left = (sorted.length - MAX_ISSUES).toLocaleString('vi-VN')
  const rest = issueAt(null, null, 'more-issues', `Còn ${left} mục khác chưa liệt kê. Hãy sửa các mục trên rồi kiểm tra lại tệp.`)
  return [...sorted.slice(0, MAX_ISSUES), rest]
}
