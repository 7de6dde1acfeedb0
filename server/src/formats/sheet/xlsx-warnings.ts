import type { ImportIssue } from '@hoithi/shared/contracts/imports'
import { fold } from '../../domain/names.ts'
import { issueAt } from '../import-issues.ts'
import type { Workbook } from './xlsx-workbook.ts'

/** Sheets that explain a list and hold none. */
const guides = new Set(['huong dan', 'instructions', 'guide', 'help', 'readme'])

/** What of a workbook is not read: its pictures, hidden sheets, sheets without headings (`passedOver`, by name). */
export function workbookWarnings({ hasPictures, sheets }: Workbook, passedOver: readonly string[]): ImportIssue[] {
  const warnings: ImportIssue[] = []
  const warn = (code: string, message: string): void => void warnings.push(issueAt(null, null, code, message))
  if (hasPictures)
    warn('pictures-not-read', 'Hình trong tệp Excel không được đọc. Hãy dùng tệp Word (.docx) cho câu hỏi có hình, hoặc thêm hình sau khi nạp.')
  const hidden = sheets.filter((sheet) => sheet.hidden).length
  if (hidden > 0) warn('sheets-hidden', `${hidden} trang tính đang ẩn nên không đọc. Hãy cho hiện lại nếu trang có câu hỏi.`)
  const names = passedOver.filter((name) => !guides.has(fold(name))).map((name) => `“${name.slice(0, 40)}”`)
  if (names.length > 0) {
    const listed = names.slice(0, 10).join(', ')
    warn(
      'sheets-without-questions',
      `Trang tính ${listed} không có dòng tiêu đề của câu hỏi nên không đọc. Hãy thêm dòng tiêu đề nếu trang có câu hỏi.`,
    )
  }
  return warnings
}
